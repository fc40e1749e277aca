/** What to do with a lane that was woken. Pure. */
import type { Endpoint, Organisation } from '#directory/types';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Referral } from '#referral/types';
import { admission } from './circuit.ts';
import { outOfPatience } from './retry.ts';
import { returnedOn } from './returned.ts';
import type { Health, Lane, Letter, ParkReason, Recipient, WaitingLane } from './types.ts';
import { isWithheld } from './withheld.ts';

type Step =
  /** Too early, or told already. */
  | { step: 'nothing' }
  /** Nothing to deliver: the lane waits for nothing, if it did. */
  | { step: 'rest' }
  | { step: 'park'; reason: ParkReason }
  /** Parked: tell by the other way. */
  | { step: 'tell' }
  /** Parked since an e-mail came back, and now there is another way to reach them. */
  | { step: 'reopen' }
  | { step: 'defer'; until: Instant }
  /** The person does not agree: the letter counts as dealt with, and is not sent. */
  | { step: 'withhold'; letter: Letter }
  | { step: 'send'; letter: Letter; endpoint: Endpoint; probe: boolean }
  /** By e-mail: the organisation has no system of its own. */
  | { step: 'post'; letter: Letter; organisation: Organisation; to: string };

export type Standing = {
  lane: Lane;
  /** Not delivered yet, in order. */
  letters: readonly Letter[];
  to: Recipient;
  /** As it is now. */
  referral: Referral;
  endpoint: Endpoint | undefined;
  /** Who is told, where it has no endpoint. */
  organisation: Organisation | undefined;
  health: Health;
  now: Instant;
};

/** Milliseconds by which a timer may be early; a wake-up that is dropped for it would not come again for minutes. */
const tolerance = 2000;

/** Due by its own time, or because the endpoint came back since, unless the receiver itself named the time. */
const isDue = (lane: WaitingLane, health: Health, now: Instant) =>
  lane.dueAt <= later(now, tolerance) || (!lane.asked && health.recoveredAt !== undefined && health.recoveredAt > lane.triedAt);

const isMended = ({ endpoint, organisation, health }: Standing): boolean =>
  endpoint ? endpoint.disabledAt === undefined : organisation?.mail !== undefined && returnedOn(health, organisation.mail) === undefined;
/** A request that was answered all the same: by whoever has the link from elsewhere. */
const isAnswered = ({ referral }: Standing, { notice: { type, onward: id } }: Letter): boolean =>
  (type === 'referral.requested' || type === 'referral.reminder') && referral.onward.find((one) => one.id === id)?.status !== 'requested';

const whenParked = (standing: Standing): Step => {
  const { lane, letters } = standing;
  if (lane.state !== 'parked') return { step: 'nothing' };
  if (lane.reason === 'returned') {
    if (letters.every((letter) => isAnswered(standing, letter))) return { step: lane.dueAt ? 'rest' : 'nothing' };
    if (isMended(standing)) return { step: 'reopen' };
  }
  if (letters.some((letter) => letter.rev > lane.told)) return { step: 'tell' };
  return { step: lane.dueAt ? 'rest' : 'nothing' };
};

/** An organisation must be told, by e-mail where it has no system; or else somebody must know that it cannot be. A practice that has no endpoint asks for itself. */
const unregistered = ({ to, organisation }: Standing, letter: Letter, isEarly: boolean): Step => {
  if (to.kind === 'practice') return { step: 'rest' };
  if (!organisation?.mail) return { step: 'park', reason: 'no-endpoint' };
  return isEarly ? { step: 'nothing' } : { step: 'post', letter, organisation, to: organisation.mail };
};

export const nextStep = (standing: Standing): Step => {
  const { lane, letters, endpoint, health, now, referral } = standing;
  if (lane.state === 'parked') return whenParked(standing);
  const [letter] = letters;
  if (!letter) return { step: 'rest' };
  const isEarly = lane.state === 'waiting' && !isDue(lane, health, now);
  if (!isEarly && isWithheld(letter.notice, referral, now)) return { step: 'withhold', letter };
  if (!endpoint) return unregistered(standing, letter, isEarly);
  if (endpoint.disabledAt) return { step: 'park', reason: 'disabled' };
  if (isEarly) return { step: 'nothing' };
  const admitted = admission(health, now);
  if (typeof admitted === 'string') return { step: 'send', letter, endpoint, probe: admitted === 'probe' };
  return lane.state === 'waiting' && outOfPatience(lane.since, now) ? { step: 'park', reason: 'exhausted' } : { step: 'defer', until: admitted.until };
};
