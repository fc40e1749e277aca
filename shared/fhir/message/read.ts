/** From bytes to a message that is for this hub and that it understands, or everything that stands against that. */
import type { Bundle, MessageHeader, Reference } from 'fhir/r4.js';
import { finder, type Named } from '#fhir/bundle/references';
import { fhirBody } from '#fhir/fhir-body';
import { referenceId } from '#fhir/ids';
import { judge, type Rule } from '#fhir/inbound/judge';
import { errorIssue, type Issue } from '#fhir/outcome';
import type { FhirCall } from '#fhir/ports';
import { hubOrganisation } from '#fhir/referral/render';
import { type Fields, listOf } from '#fhir/structure/fields';
import { definitionsFor, events, messageAddress, type Reason, reasonSystem } from './codes.ts';

/** `focus`: which entry is the ServiceRequest. */
export type Message = { id: string; reason: Reason; from: string; entries: readonly Named[]; focus: number; request: Fields };
type Sent = { bundle: Bundle; header: MessageHeader; entries: readonly Named[]; baseUrl: string };

const reasonOf = ({ header }: Sent): Reason | undefined => {
  const codes = (header.reason?.coding ?? []).filter(({ system }) => system === reasonSystem).map(({ code }) => code);
  return (['new', 'update', 'delete'] as const).find((reason) => codes.includes(reason));
};
const isEvent = ({ header: { eventCoding } }: Sent): boolean => eventCoding?.system === events.system && eventCoding.code === events.request;
const bare = (canonical = ''): string => canonical.replace(/\|.*$/, '');

const isHub = (receiver: Reference | undefined, { entries, baseUrl }: Sent): boolean => {
  const { reference = '' } = receiver ?? {};
  if (`Organization/${referenceId(reference, 'Organization', baseUrl)}` === hubOrganisation.reference) return true;
  const named = entries[finder(entries)(reference, 'reference', 0) ?? -1]?.resource;
  return listOf(named ?? {}, 'identifier').some(({ value }) => `Organization/${String(value)}` === hubOrganisation.reference);
};
const isForHub = (sent: Sent): boolean =>
  (sent.header.destination ?? []).some(({ endpoint, receiver }) => bare(endpoint) === messageAddress(sent.baseUrl) || isHub(receiver, sent));

const focusOf = ({ header, entries }: Sent): number | undefined => {
  const [one, ...more] = header.focus ?? [];
  const index = one?.reference && more.length === 0 ? finder(entries)(one.reference, 'reference', 0) : undefined;
  return index !== undefined && entries[index]?.resource?.resourceType === 'ServiceRequest' ? index : undefined;
};

const header = 'Bundle.entry[0].resource';
const row = (flag: string, element: string, text: string, fails: (sent: Sent) => boolean, code: Issue['code'] = 'not-supported'): Rule<Sent> => ({
  ...{ flag, element, text, fails, code, severity: 'reject' },
});
const rules: readonly Rule<Sent>[] = [
  row('event', `${header}.event`, `The hub takes messages of the event ${events.request} of ${events.system}.`, (sent) => !isEvent(sent)),
  row('reason', `${header}.reason`, `Send as reason new, update or delete of ${reasonSystem}.`, (sent) => reasonOf(sent) === undefined),
  row(
    'destination',
    `${header}.destination`,
    'This message is for another receiver. Send as endpoint this address, $process-message of this hub, or as receiver Organization/links-hub.',
    (sent) => !isForHub(sent),
    'business-rule',
  ),
  row(
    'definition',
    `${header}.definition`,
    'Send as definition bars-message-servicerequest-request-referral for a new referral, and bars-message-servicerequest-request-cancelled to end one.',
    (sent) => !definitionsFor[reasonOf(sent) ?? 'update'].includes(bare(sent.header.definition)),
  ),
  row(
    'focus',
    `${header}.focus`,
    'Send as focus the one ServiceRequest of this Bundle, by its fullUrl.',
    (sent) => focusOf(sent) === undefined,
    'business-rule',
  ),
];

type Read = { ok: true; message: Message } | { ok: false; issues: Issue[] };
const no = (...issues: Issue[]): Read => ({ ok: false, issues });

export const readMessage = (call: FhirCall, baseUrl: string): Read => {
  const body = fhirBody<Bundle>(call, 'Bundle');
  if (!body.ok) return no(...body.issues);
  const bundle = body.resource;
  if (bundle.type !== 'message') return no(errorIssue(422, 'not-supported', 'This address takes messages. Send other Bundles to /fhir.', 'Bundle.type'));
  const entries = (bundle.entry ?? []) as Named[];
  const sent = { bundle, entries, baseUrl, header: entries[0]?.resource as unknown as MessageHeader };
  const { refusals } = judge(rules, sent);
  const { id } = bundle;
  if (!id) return no(errorIssue(400, 'required', 'Send Bundle.id: answers name it, and by it a message that comes twice is known.', 'Bundle.id'), ...refusals);
  const [reason, focus] = [reasonOf(sent), focusOf(sent)];
  const request = focus === undefined ? undefined : entries[focus]?.resource;
  if (refusals.length > 0 || !reason || focus === undefined || !request) return no(...refusals);
  return { ok: true, message: { id, reason, entries, focus, request, from: sent.header.source.endpoint } };
};
