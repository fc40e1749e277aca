/**
 * What can be subscribed to, as data: which changes make an event, and by what it may be narrowed. Sources: SDOH Clinical Care IG 3.0.0, topics Task and
 * Servicerequest (its spelling; the usual one is taken too); `loop-closed` is the hub's own.
 */
import type { FhirResource } from 'fhir/r4.js';
import { topicTypes } from '#delivery/subscription-store';
import type { LogEntry, Subscriber, Subscription, TopicName } from '#delivery/subscription-types';
import type { Clause, Door, Parameters, Seen } from '#fhir/door';
import type { Issue } from '#fhir/outcome';
import { nobodySeen } from '#fhir/patient/person-view';
import { requestParameters, taskParameters } from '#fhir/referral/parameters';
import { renderOnwardRequest, renderOnwardTask, renderTask } from '#fhir/referral/render';
import { searchAmong } from '#fhir/search/among';
import { controls, parametersOf, readQuery } from '#fhir/search/query';
import { maySee, maySeeOnward } from '#identity/access-policy';
import { isEnded } from '#referral/edges';
import type { Commit, Onward, Referral } from '#referral/types';

type Moved = { before: Referral | undefined; after: Referral; onward: Onward | undefined; versionId: number };
type Topic = {
  /** The first is how the hub names it. */
  canonical: readonly [string, ...string[]];
  text: string;
  open: readonly Subscriber['kind'][];
  parameters: Parameters;
  /** Of a resource of its type that moved. */
  happens(moved: Moved): boolean;
};

const sdohcc = 'http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic';
const both = ['practice', 'organisation'] as const;
/** By what a topic may be narrowed: some of what its type is searched by. */
const narrowing = <All extends Parameters>(all: All, ...names: (keyof All & string)[]): Parameters =>
  Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
const ofTask = narrowing(taskParameters, 'status', 'code', 'owner', 'requester');
const ofRequest = narrowing(requestParameters, 'status', 'code', 'requester');

export const topics: Record<TopicName, Topic> = {
  task: {
    canonical: [`${sdohcc}/Task`],
    text: 'A Task of yours was made or changed.',
    open: both,
    parameters: ofTask,
    happens: ({ after, onward }) => (onward ?? after).status !== 'draft',
  },
  'service-request': {
    canonical: [`${sdohcc}/Servicerequest`, `${sdohcc}/ServiceRequest`],
    text: 'A ServiceRequest of yours was changed after it was made.',
    open: both,
    parameters: ofRequest,
    happens: ({ versionId }) => versionId > 1,
  },
  'loop-closed': {
    canonical: ['https://linkshub.scot/fhir/SubscriptionTopic/loop-closed'],
    text: 'A referral of the practice reached an end: its Task is completed, rejected, failed, cancelled or entered in error.',
    open: ['practice'],
    parameters: ofTask,
    happens: ({ before, after, onward }) => onward === undefined && isEnded(after.status) && !(before && isEnded(before.status)),
  },
};
const names = Object.keys(topics) as TopicName[];

/** Undefined: no topic of the hub, or none for this subscriber. */
export const topicOf = (canonical: string, kind: Subscriber['kind']): TopicName | undefined =>
  names.find((name) => topics[name].open.includes(kind) && topics[name].canonical.includes(canonical));
export const canonicalsFor = (kind: Subscriber['kind']): string[] =>
  names.filter((name) => topics[name].open.includes(kind)).map((name) => topics[name].canonical[0]);

const doorOf = (topic: TopicName): Door => ({ text: topics[topic].text, parameters: topics[topic].parameters });
const isControl = (part: string): boolean => Object.hasOwn(controls, part.replace(/=.*/s, ''));

type Filter = { ok: true; clauses: Clause[] } | { ok: false; issues: Issue[] };
/** `Task?status=accepted&owner=…` or without `Task?`. */
export const readFilter = (text: string, topic: TopicName): Filter => {
  const type = topicTypes[topic];
  const query = text.startsWith(`${type}?`) ? text.slice(type.length + 1) : text;
  const known = Object.keys(parametersOf(doorOf(topic))).join(', ');
  const wrong = (): Filter => ({
    ok: false,
    issues: [{ severity: 'error', code: 'not-supported', text: `Write a filter as ${type}?name=value, of: ${known}.` }],
  });
  if (query === '' || query.includes('?') || query.split('&').some(isControl)) return wrong();
  const read = readQuery({ address: query }, type, doorOf(topic), false);
  return read.ok ? { ok: true, clauses: read.query.clauses } : { ok: false, issues: read.issues };
};

/** The hub's own parts of a resource, as every party to it sees them: enough for the filters, and nothing of the person. */
const outlineOf = ({ type }: LogEntry['focus'], { after, onward }: Moved): Seen => {
  if (onward) {
    const resource = type === 'Task' ? renderOnwardTask(after, onward, nobodySeen, []) : renderOnwardRequest(after, onward, nobodySeen);
    return { resource, version: type === 'Task' ? onward.task : onward.serviceRequest };
  }
  if (type === 'Task') return { resource: renderTask(after, nobodySeen, []), version: after.task };
  const { system, code } = after.need;
  const resource: FhirResource = {
    resourceType: 'ServiceRequest',
    id: after.id,
    status: after.serviceRequest.status,
    intent: 'order',
    subject: nobodySeen.reference,
    requester: { reference: `Organization/${after.practice}` },
    ...(code ? { code: { coding: [{ ...(system ? { system } : {}), code }] } } : {}),
  };
  return { resource, version: after.serviceRequest };
};

const passes = (subscription: Subscription, focus: LogEntry['focus'], moved: Moved, baseUrl: string): boolean => {
  const seen = [outlineOf(focus, moved)];
  const { parameters } = topics[subscription.topic];
  return subscription.filters.every((text) => {
    const filter = readFilter(text, subscription.topic);
    return filter.ok && searchAmong(seen, { clauses: filter.clauses, count: 1, horizon: moved.after.task.lastUpdated }, parameters, baseUrl).found.length > 0;
  });
};

type Step = { before: Referral | undefined; commit: Commit; after: Referral };
/** The resources whose change by this commit is an event of the subscription: of its topic, past its filters, and the subscriber's to see. */
export const topicEvents = (subscription: Subscription, { before, commit, after }: Step, baseUrl: string): LogEntry['focus'][] => {
  const { owner, topic } = subscription;
  return commit.touched.flatMap(({ type, id, versionId }) => {
    if (type !== topicTypes[topic]) return [];
    const onward = after.onward.find((one) => one.id === id);
    const isTheirs = onward ? maySeeOnward(owner, after, onward) : id === after.id && maySee(owner, after);
    const moved: Moved = { before, after, onward, versionId };
    return isTheirs && topics[topic].happens(moved) && passes(subscription, { type, id }, moved, baseUrl) ? [{ type, id }] : [];
  });
};
