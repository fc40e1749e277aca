/**
 * What a subscriber is told, in the form of the R5 Subscriptions Backport 1.1.0 for R4: Parameters that say which subscription and which events,
 * then the resources. Every entry has request and response, as R4 asks of a history.
 */
import type { Bundle, BundleEntry, FhirResource, Parameters, ParametersParameter } from 'fhir/r4.js';
import type { Told } from '#delivery/subscription-ports';
import type { Content, LogEntry, Subscription } from '#delivery/subscription-types';
import { uuidOf } from '#fhir/uuid-of';
import type { Instant } from '#platform/types';
import { topics } from './topics.ts';

type NotificationType = 'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event';
/** `events`: how many there were, by which a receiver sees whether it missed one. */
export type About = { subscription: Subscription; events: number; baseUrl: string; at: Instant };
type ToldEvent = { event: LogEntry; told: Told };

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
export const subscriptionProfile = `${backport}/backport-subscription`;
const [statusProfile, bundleProfile] = [`${backport}/backport-subscription-status-r4`, `${backport}/backport-subscription-notification-r4`];

/** The event's resource, and beside a Task its ServiceRequest: they bear the same id. */
const referencesOf = ({ focus }: LogEntry): string[] => [`${focus.type}/${focus.id}`, ...(focus.type === 'Task' ? [`ServiceRequest/${focus.id}`] : [])];

const eventParameter = ({ event, told }: ToldEvent, content: Content, baseUrl: string): ParametersParameter => {
  const [focus, ...context] = content === 'empty' || told === 'withheld' ? [] : referencesOf(event).map((reference) => `${baseUrl}/fhir/${reference}`);
  return {
    name: 'notification-event',
    part: [
      { name: 'event-number', valueString: String(event.n) },
      { name: 'timestamp', valueInstant: event.at },
      ...(focus ? [{ name: 'focus', valueReference: { reference: focus } }] : []),
      ...context.map((reference) => ({ name: 'additional-context', valueReference: { reference } })),
    ],
  };
};

const statusParameters = (about: About, type: NotificationType, id: string, content: Content, events: readonly ToldEvent[]): Parameters => {
  const { subscription, baseUrl } = about;
  return {
    resourceType: 'Parameters',
    id,
    meta: { profile: [statusProfile] },
    parameter: [
      { name: 'subscription', valueReference: { reference: `${baseUrl}/fhir/Subscription/${subscription.id}` } },
      ...(content === 'empty' ? [] : [{ name: 'topic', valueCanonical: topics[subscription.topic].canonical[0] }]),
      { name: 'status', valueCode: subscription.status },
      { name: 'type', valueCode: type },
      { name: 'events-since-subscription-start', valueString: String(about.events) },
      ...events.map((one) => eventParameter(one, content, baseUrl)),
      ...(subscription.status === 'error' ? [{ name: 'error', valueCodeableConcept: { text: subscription.failure } }] : []),
    ],
  };
};

const request = (url: string, method: 'GET' | 'PUT') => ({ request: { method, url }, response: { status: '200' } });
const resourceEntries = ({ event, told }: ToldEvent, baseUrl: string): BundleEntry[] => {
  if (told === 'withheld') return [];
  const resources = told === 'ids' ? [] : told.resources;
  return referencesOf(event).map((reference) => {
    const resource = resources.find(({ resourceType, id }) => `${resourceType}/${id}` === reference) as FhirResource | undefined;
    return { fullUrl: `${baseUrl}/fhir/${reference}`, ...(resource ? { resource } : {}), ...request(reference, 'PUT') };
  });
};

/** An entry may be there once, however many of the events are about it. */
const once = (entries: BundleEntry[]): BundleEntry[] => [...new Map(entries.map((entry) => [entry.fullUrl, entry])).values()];

/** `content` may be less than what was asked for, never more. */
export const eventNotification = (
  about: About,
  content: Content,
  events: readonly ToldEvent[],
  type: 'event-notification' | 'query-event' | 'handshake' | 'heartbeat',
): Bundle => {
  const { subscription, baseUrl, at } = about;
  const id = uuidOf([subscription.id, type, about.events, at, ...events.map(({ event }) => event.n)].join('\n'));
  const statusUrl = `${baseUrl}/fhir/Subscription/${subscription.id}/$status`;
  const status = { fullUrl: `urn:uuid:${id}`, resource: statusParameters(about, type, id, content, events), ...request(statusUrl, 'GET') };
  const resources = content === 'empty' ? [] : once(events.flatMap((one) => resourceEntries(one, baseUrl)));
  return { resourceType: 'Bundle', id, meta: { profile: [bundleProfile] }, type: 'history', timestamp: at, entry: [status, ...resources] };
};

/** A handshake or a sign of life. */
export const signNotification = (about: About, type: 'handshake' | 'heartbeat'): Bundle => eventNotification(about, about.subscription.content, [], type);

/** The answer of `$status`. */
export const statusBundle = (all: readonly About[], self: string): Bundle => {
  const entry = all.map((about): BundleEntry => {
    const { subscription, at } = about;
    const id = uuidOf([subscription.id, 'query-status', about.events, at].join('\n'));
    return { fullUrl: `urn:uuid:${id}`, resource: statusParameters(about, 'query-status', id, 'id-only', []), search: { mode: 'match' } };
  });
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, link: [{ relation: 'self', url: self }], ...(entry.length > 0 ? { entry } : {}) };
};
