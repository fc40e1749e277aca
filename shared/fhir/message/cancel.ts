/** A message that ends a referral: the same step as PUT ServiceRequest with the status it says. */
import type { Annotation, ServiceRequest } from 'fhir/r4.js';
import { isRefusal } from '#fhir/bundle/answers';
import { carriedOut, type Entry } from '#fhir/bundle/entry';
import type { Dispatch } from '#fhir/door';
import { readId } from '#fhir/ids';
import { fullIdentifiers } from '#fhir/inbound/sent';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { notFound, refusal } from '#fhir/refusals';
import type { PracticeCaller } from '#identity/types';
import type { Answer } from '#platform/endpoint';

const ends: readonly string[] = ['revoked', 'entered-in-error'];
const current: readonly string[] = ['draft', 'active', 'on-hold'];

/** By the sender's own identifier, or by the hub's id. */
const idOf = async ({ identifier, id = '' }: ServiceRequest, { practice }: PracticeCaller, ports: FhirPorts): Promise<string | undefined> => {
  for (const { system, value } of fullIdentifiers(identifier)) {
    const mac = await ports.keys.mac('identifier', `${system}|${value}`);
    const taken = await ports.carryOut.store.taken({ kind: 'identifier', requester: practice, mac, body: '' });
    if (taken) return taken.referral;
  }
  return readId(id)?.referral;
};

const step = (method: string, id: string, headers: Record<string, string> = {}): Entry => ({
  ...{ index: 0, place: '', method, path: ['ServiceRequest', id], rawQuery: '', headers: { prefer: 'return=representation', ...headers } },
});
const withNotes = (there: ServiceRequest, sent: ServiceRequest): { note?: Annotation[] } => {
  const known = new Set((there.note ?? []).map(({ text }) => text));
  const note = [...(there.note ?? []), ...(sent.note ?? []).filter(({ text }) => !known.has(text))];
  return note.length > 0 ? { note } : {};
};

/** 200 with the ServiceRequest as it is then; of what else the message says nothing is taken, for only the end of a referral is told so. */
export const cancelled = async (call: FhirCall, caller: PracticeCaller, sent: ServiceRequest, ports: FhirPorts, dispatch: Dispatch): Promise<Answer> => {
  if (!ends.includes(sent.status)) {
    const text =
      'An update by message ends a referral: status revoked, or entered-in-error. For other steps PUT the ServiceRequest or its Task; new content is a new referral.';
    return refusal(422, 'not-supported', text, 'ServiceRequest.status');
  }
  const id = await idOf(sent, caller, ports);
  if (!id) return notFound();
  const found = await carriedOut(call, step('GET', id), {}, ports, dispatch);
  if (isRefusal(found)) return found;
  // As it would be read: what JSON leaves out is not there.
  const there: ServiceRequest = JSON.parse(JSON.stringify(found.body));
  if (!current.includes(there.status)) return refusal(409, 'conflict', 'This referral is over already. Read it before you end it.', 'ServiceRequest.status');
  const resource = { ...there, status: sent.status, ...withNotes(there, sent) };
  return carriedOut(call, step('PUT', id, { 'if-match': found.headers?.etag ?? '' }), { resource }, ports, dispatch);
};
