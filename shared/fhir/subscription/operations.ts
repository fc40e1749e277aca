/** `$status` and `$events` of a party's own subscriptions: answered in whatever state the subscription is. */
import type { Parameters } from 'fhir/r4.js';
import { eventsFrom, eventsSoFar } from '#delivery/subscription-log';
import type { Content, Subscription } from '#delivery/subscription-types';
import type { Operation } from '#fhir/door';
import { fhirBody } from '#fhir/fhir-body';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { notFound, refusal, refuse } from '#fhir/refusals';
import { permits } from '#identity/scopes';
import type { Answer } from '#platform/endpoint';
import { type About, eventNotification, statusBundle } from './bundle.ts';
import { ownSubscription, ownSubscriptions } from './own.ts';
import { toldOf } from './told.ts';

/** Events of one answer; who wants more asks on from the last number. */
const mostEvents = 100;
const definition = (name: string) => `http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-${name}`;

const aboutOf = async (subscription: Subscription, call: FhirCall, ports: FhirPorts): Promise<About> => ({
  subscription,
  events: await eventsSoFar(ports.subscriptions.work, subscription.id),
  baseUrl: ports.baseUrl,
  at: call.receivedAt,
});
const statusAnswer = async (all: readonly Subscription[], call: FhirCall, ports: FhirPorts): Promise<Answer> => {
  const self = `${ports.baseUrl}${call.path}${call.rawQuery ? `?${call.rawQuery}` : ''}`;
  return { status: 200, body: statusBundle(await Promise.all(all.map((one) => aboutOf(one, call, ports))), self) };
};

const statusOfOne = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const one = await ownSubscription(call, id, ports);
  return one ? statusAnswer([one], call, ports) : notFound();
};
/** Several values of one name, or with commas between, are OR. */
const statusOfSome = async (call: FhirCall, _id: string, ports: FhirPorts): Promise<Answer> => {
  const query = new URLSearchParams(call.rawQuery);
  const unknown = [...query.keys()].some((name) => name !== 'id' && name !== 'status');
  if (unknown) return refusal(400, 'not-supported', '$status takes id and status, each as often as you like.');
  const [ids, statuses] = ['id', 'status'].map((name) => query.getAll(name).flatMap((value) => value.split(',')));
  const isAsked = (asked: string[] | undefined, value: string) => !asked || asked.length === 0 || asked.includes(value);
  const all = await ownSubscriptions(call, ports);
  return statusAnswer(
    all.filter(({ id, status }) => isAsked(ids, id) && isAsked(statuses, status)),
    call,
    ports,
  );
};

type Range = { from: number; to: number; content: Content | undefined };
const names: readonly string[] = ['eventsSinceNumber', 'eventsUntilNumber', 'content'];
const contents: readonly (Content | undefined)[] = [undefined, 'empty', 'id-only', 'full-resource'];

/** By name, from the address or the body; undefined: something is there twice or is none of the operation's. */
const given = (pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> | undefined => {
  const found = new Map(pairs);
  return found.size === pairs.length && pairs.every(([name]) => names.includes(name)) ? found : undefined;
};
const rangeOf = (found: ReadonlyMap<string, string> | undefined): Range | undefined => {
  const [from, to] = ['eventsSinceNumber', 'eventsUntilNumber'].map((name) => found?.get(name));
  const content = contents.find((one) => one === found?.get('content'));
  const areNumbers = [from, to].every((value) => value === undefined || /^\d{1,8}$/.test(value));
  if (!found || !areNumbers || (found.has('content') && content === undefined)) return undefined;
  return { from: Math.max(1, Number(from ?? 1)), to: Number(to ?? 99_999_999), content };
};
const badRange = () =>
  refusal(
    400,
    'invalid',
    '$events takes eventsSinceNumber and eventsUntilNumber (whole numbers, both included) and content (empty, id-only or full-resource), each once.',
  );

const eventsOf = async (call: FhirCall, id: string, range: Range | undefined, ports: FhirPorts): Promise<Answer> => {
  const own = await ownSubscription(call, id, ports);
  if (!own) return notFound();
  if (!range) return badRange();
  const content = range.content ?? own.content;
  if (content === 'full-resource' && !permits(call.who.scopes, 'full-resource', 'r'))
    return refusal(403, 'forbidden', 'full-resource needs the scope system/full-resource.r. Ask for content=id-only, and read what you are told of.');
  const { work } = ports.subscriptions;
  const [about, events] = await Promise.all([aboutOf(own, call, ports), eventsFrom(work, own.id, range.from, range.to, mostEvents)]);
  const told = await Promise.all(events.map(async (event) => ({ event, told: await toldOf({ by: own.owner, at: call.receivedAt }, event, content, ports) })));
  return { status: 200, body: eventNotification(about, content, told, 'query-event') };
};

const eventsByAddress = (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> =>
  eventsOf(call, id, rangeOf(given([...new URLSearchParams(call.rawQuery)])), ports);
const eventsByBody = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const body = fhirBody<Parameters>(call, 'Parameters');
  if (!body.ok) return refuse(body.issues);
  const pairs = (body.resource.parameter ?? []).map((one) => [one.name, one.valueString ?? one.valueCode ?? String(one.valueInteger ?? '')] as const);
  return eventsOf(call, id, rangeOf(given(pairs)), ports);
};

const statusText = 'How the subscription stands and how many events there were.';
const eventsText = `The events of these numbers again, at most ${mostEvents}, as the caller may see them now.`;
export const subscriptionOperations: readonly Operation[] = [
  { name: 'status', on: 'instance', method: 'GET', needs: 'r', text: statusText, definition: definition('status'), run: statusOfOne },
  { name: 'status', on: 'type', method: 'GET', needs: 'r', text: statusText, definition: definition('status'), run: statusOfSome },
  { name: 'events', on: 'instance', method: 'GET', needs: 'r', text: eventsText, definition: definition('events'), run: eventsByAddress },
  { name: 'events', on: 'instance', method: 'POST', needs: 'r', text: eventsText, definition: definition('events'), run: eventsByBody },
];
