/** What the queues and the send function carry: ids and revisions, never a person. Parsed at the door; what is none throws and ends as an exception. */

import * as z from 'zod/mini';
import type { ToCount } from '#insight/counting-store';
import type { PersonId, ReferralId } from '#referral/types';
import type { LaterSubscription, SubscriptionId, SubscriptionMessage } from './subscription-types.ts';
import type { FetchOutcome, FetchRequest, LaneMessage, LaterMessage, SendFailure, SendOutcome, SendRequest } from './types.ts';

const referral = z.pipe(
  z.string().check(z.regex(/^[0-9a-z]{26}$/)),
  z.transform((text) => text as ReferralId),
);
const lane = { party: z.string().check(z.minLength(1), z.maxLength(64)), referral, rev: z.int().check(z.positive()) };
const laneMessage: z.ZodMiniType<LaneMessage> = z.strictObject(lane);
const laterMessage: z.ZodMiniType<LaterMessage> = z.strictObject({ ...lane, turn: z.string() });
const subscription = {
  party: z.string().check(z.minLength(1), z.maxLength(80)),
  subscription: z.pipe(
    z.string().check(z.regex(/^[0-9a-z]{26}$/)),
    z.transform((text) => text as SubscriptionId),
  ),
  referral: z.optional(referral),
  rev: z.optional(z.int().check(z.positive())),
  excepted: z.optional(z.literal(true)),
};
const subscriptionMessage: z.ZodMiniType<SubscriptionMessage> = z.strictObject(subscription);
const laterSubscription: z.ZodMiniType<LaterSubscription> = z.strictObject({ ...subscription, turn: z.string() });
const person = z.pipe(
  z.string().check(z.regex(/^[A-Za-z0-9.-]{26,32}$/)),
  z.transform((text) => text as PersonId),
);
const countMessage: z.ZodMiniType<ToCount> = z.union([z.strictObject({ referral }), z.strictObject({ person })]);
const sendRequest: z.ZodMiniType<SendRequest> = z.strictObject({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() });
const fetchRequest: z.ZodMiniType<FetchRequest> = z.strictObject({ url: z.string(), answer: z.literal('json') });
const reasons = ['bad-url', 'not-https', 'refused-address', 'dns', 'connection', 'tls', 'timeout', 'invalid-answer'] as const satisfies SendFailure[];
const answered = z.object({ kind: z.literal('answer'), status: z.int(), retryAfter: z.optional(z.string()) });
const sendOutcome: z.ZodMiniType<SendOutcome> = z.discriminatedUnion('kind', [answered, z.object({ kind: z.literal('failed'), reason: z.enum(reasons) })]);
const fetchOutcome: z.ZodMiniType<FetchOutcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('json'), text: z.string(), cacheControl: z.optional(z.string()) }),
  answered,
  z.object({ kind: z.literal('failed'), reason: z.enum([...reasons, 'too-long', 'not-json']) }),
]);

export const parseLaneMessage = (body: string): LaneMessage => laneMessage.parse(JSON.parse(body));
/** What wakes a lane, or a subscription. */
export const parseWakeUp = (body: string): LaneMessage | SubscriptionMessage => z.union([laneMessage, subscriptionMessage]).parse(JSON.parse(body));
export const parseLaterMessage = (body: string): LaterMessage | LaterSubscription => z.union([laterMessage, laterSubscription]).parse(JSON.parse(body));
export const parseOutgoing = (input: unknown): SendRequest | FetchRequest => z.union([sendRequest, fetchRequest]).parse(input);
export const parseSendOutcome = (output: unknown): SendOutcome => sendOutcome.parse(output);
export const parseFetchOutcome = (output: unknown): FetchOutcome => fetchOutcome.parse(output);

/** What a dead-letter queue may hold. */
type Known =
  | { about: 'lane'; message: LaneMessage }
  | { about: 'subscription'; message: SubscriptionMessage }
  | { about: 'count'; what: ToCount }
  | { about: 'unknown' };
const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
const withoutTurn = (json: unknown): unknown => {
  if (typeof json !== 'object' || json === null) return json;
  const { turn: _, ...rest } = json as { turn?: unknown };
  return rest;
};
export const recognise = (body: string): Known => {
  const json = jsonOf(body);
  const asLater = laterMessage.safeParse(json);
  const asLane = asLater.success ? asLater : laneMessage.safeParse(json);
  if (asLane.success) return { about: 'lane', message: asLane.data };
  const asSubscription = subscriptionMessage.safeParse(withoutTurn(json));
  if (asSubscription.success) return { about: 'subscription', message: asSubscription.data };
  const asCount = countMessage.safeParse(json);
  return asCount.success ? { about: 'count', what: asCount.data } : { about: 'unknown' };
};
