/** Subscription at the FHIR face: each party's own, and nobody else's. */
import type { Subscription as FhirSubscription } from 'fhir/r4.js';
import { requested, switchedOff } from '#delivery/subscription-step';
import { mostSubscriptions, putSubscription, removeSubscription } from '#delivery/subscription-store';
import type { Asking, Subscriber, Subscription, SubscriptionId } from '#delivery/subscription-types';
import { endpointOf, wakeSubscription } from '#delivery/subscription-wake';
import { resourceAnswer } from '#fhir/answers';
import type { Asked, Door, Found, Parameters, Seen } from '#fhir/door';
import { fhirBody } from '#fhir/fhir-body';
import { updateOf } from '#fhir/if-match';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { notFound, refusal, refuse, refused } from '#fhir/refusals';
import { canonicalJson } from '#fhir/same-content';
import { searchAmong } from '#fhir/search/among';
import type { Answer } from '#platform/endpoint';
import type { Instant } from '#platform/types';
import { subscriptionProfile } from './bundle.ts';
import { subscriptionOperations } from './operations.ts';
import { ownSubscription, ownSubscriptions, subscriberOf } from './own.ts';
import { readSubscription } from './rules.ts';

const failureText = 'The hub could not send here and has stopped. Put it right and update this Subscription with the status requested.';
const seenOf = (one: Subscription): Seen => {
  const { id, versionId, lastUpdated, status } = one;
  const kept: Omit<FhirSubscription, 'status'> = JSON.parse(one.resource);
  const meta = { versionId: String(versionId), lastUpdated, profile: [subscriptionProfile] };
  const resource = { ...kept, id, meta, status, ...(one.status === 'error' ? { error: `${failureText} (${one.failure})` } : {}) };
  return { resource, version: { versionId, lastUpdated } };
};

const noAddress = () =>
  refusal(
    422,
    'business-rule',
    'A subscription is sent to the address registered for a practice or an organisation; your client speaks for neither. Search Task with _lastUpdated instead.',
    'Subscription.channel.endpoint',
  );
const moved = () =>
  refusal(503, 'transient', 'Another change to your subscriptions came first; nothing was done. Send the same request again.', undefined, {
    'retry-after': '1',
  });
const tooMany = () =>
  refusal(422, 'too-costly', `A party has at most ${mostSubscriptions} subscriptions. Delete one that you need no more, or widen a filter.`, 'Subscription');

type Asks = { ok: true; owner: Subscriber; body: FhirSubscription; asking: Asking } | { ok: false; answer: Answer };
const askedBy = async (call: FhirCall, ports: FhirPorts): Promise<Asks> => {
  const owner = subscriberOf(call.who.caller);
  if (!owner) return { ok: false, answer: noAddress() };
  const body = fhirBody<FhirSubscription>(call, 'Subscription');
  if (!body.ok) return { ok: false, answer: refuse(body.issues) };
  const [endpoint, practice] = await Promise.all([
    ports.directory.endpoint(endpointOf(owner)),
    owner.kind === 'practice' ? ports.directory.practice(owner.practice) : undefined,
  ]);
  const about = { owner, scopes: call.who.scopes, endpoint, mail: practice?.mail, allowLoopback: ports.subscriptions.allowLoopback, now: call.receivedAt };
  const read = readSubscription(body.resource, about);
  return read.ok ? { ok: true, owner, body: body.resource, asking: read.asking } : { ok: false, answer: refuse(read.issues) };
};

const wrongStatus = (text: string) => refusal(422, 'business-rule', text, 'Subscription.status');
/** Kept and on its way; the handshake follows by itself even if this wake-up is lost. */
const kept = async (call: FhirCall, status: 200 | 201, one: Subscription, ports: FhirPorts): Promise<Answer> => {
  if (one.status === 'requested') await wakeSubscription(one, 'w', ports.subscriptions);
  return resourceAnswer(call, status, seenOf(one), ports.baseUrl);
};

/** 201 with the status `requested`, whatever was sent: the handshake decides. */
const create = async (call: FhirCall, ports: FhirPorts): Promise<Answer> => {
  const asks = await askedBy(call, ports);
  if (!asks.ok) return asks.answer;
  if (asks.body.status === 'off' || asks.body.status === 'error') return wrongStatus('A new subscription has the status requested.');
  const at = call.receivedAt;
  const id = ports.ids.id() as SubscriptionId;
  const fresh = { id, owner: asks.owner, since: at, spokenAt: at, lastUpdated: at, versionId: 1, writes: 0, sent: 0 };
  const put = await putSubscription(ports.subscriptions.work, { ...asks.asking, ...fresh, status: 'requested', dueAt: at });
  if (put.ok) return kept(call, 201, put.subscription, ports);
  return put.because === 'too-many' ? tooMany() : moved();
};

/** What the events are chosen by: when it changes, what happened before is no event of it any more. */
const choosesAlike = (a: Asking, b: Asking) => canonicalJson([a.topic, a.filters]) === canonicalJson([b.topic, b.filters]);

type Wish = { owner: Subscriber; asking: Asking; status: FhirSubscription['status'] };
/** As it shall be; undefined: as it is. Another address, topic or content is another wish, which a handshake must confirm. */
const wished = (current: Subscription, { owner, asking, status }: Wish, at: Instant): Subscription | undefined => {
  const isSame = current.resource === asking.resource;
  const isLeft = status === current.status || (status === 'active' && current.status === 'requested');
  if (isSame && isLeft) return undefined;
  if (status === 'off') return switchedOff(current, at, { ...asking, owner });
  const goesOn = current.status !== 'off' && choosesAlike(asking, current);
  return requested(current, at, { ...asking, owner, since: goesOn ? current.since : at });
};

const update = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const current = await ownSubscription(call, id, ports);
  if (!current) return notFound();
  const asks = await askedBy(call, ports);
  if (!asks.ok) return asks.answer;
  const seen = updateOf(call, id, asks.body);
  if (!seen.ok) return seen.answer;
  if (seen.versionId !== current.versionId) return refused({ ok: false, because: 'stale-version', versionId: current.versionId });
  if (asks.body.status === 'error' && current.status !== 'error') return wrongStatus('The hub alone says error. Send requested, or off.');
  const next = wished(current, { owner: asks.owner, asking: asks.asking, status: asks.body.status }, call.receivedAt);
  if (!next) return resourceAnswer(call, 200, seenOf(current), ports.baseUrl);
  const put = await putSubscription(ports.subscriptions.work, next);
  return put.ok ? kept(call, 200, put.subscription, ports) : moved();
};

const remove = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const current = await ownSubscription(call, id, ports);
  if (!current) return notFound();
  return (await removeSubscription(ports.subscriptions.work, current)) ? { status: 204 } : moved();
};

const text = (value: string | undefined) => (value ? [{ value }] : []);
const parameters: Parameters = {
  status: {
    kind: 'token',
    text: 'requested, active, error or off.',
    values: (one) => [{ system: 'http://hl7.org/fhir/subscription-status', value: (one as FhirSubscription).status }],
  },
  criteria: { kind: 'string', text: 'The topic, as it begins.', values: (one) => text((one as FhirSubscription).criteria) },
  type: {
    kind: 'token',
    text: 'rest-hook or email.',
    values: (one) => [{ system: 'http://hl7.org/fhir/subscription-channel-type', value: (one as FhirSubscription).channel.type }],
  },
};
const search = async (call: FhirCall, asked: Asked, ports: FhirPorts): Promise<Found> =>
  searchAmong((await ownSubscriptions(call, ports)).map(seenOf), asked, parameters, ports.baseUrl);

const read = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Seen | undefined> => {
  const own = await ownSubscription(call, id, ports);
  return own && seenOf(own);
};

export const subscriptionDoor: Door = {
  text: 'To be told what happens, in the form of the R5 Subscriptions Backport: topics by canonical URL, by rest-hook (signed, at the address registered for the party) or e-mail (empty); empty, id-only or full-resource. A handshake first; an error stays until the status is put to requested. Events are numbered without a gap, and $events gives them again.',
  profiles: [subscriptionProfile],
  read,
  versions: async (call, id, ports) => [await read(call, id, ports)].flatMap((one) => one ?? []),
  create,
  update,
  remove,
  parameters,
  search,
  operations: subscriptionOperations,
};
