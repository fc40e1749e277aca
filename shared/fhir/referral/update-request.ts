/** PUT ServiceRequest: the practice puts its own request on hold, takes it up again, revokes it or marks it as an error. Nothing else of it changes. */
import type { ServiceRequest } from 'fhir/r4.js';
import { resourceAnswer } from '#fhir/answers';
import { fhirBody } from '#fhir/fhir-body';
import { readId } from '#fhir/ids';
import { updateOf } from '#fhir/if-match';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { receiptOf } from '#fhir/receipt';
import { notFound, refusal, refuse, refused } from '#fhir/refusals';
import { canonicalJson } from '#fhir/same-content';
import { maySee } from '#identity/access-policy';
import type { Answer } from '#platform/endpoint';
import { carryOut } from '#referral/carry-out';
import type { LaterAct } from '#referral/commands';
import type { Refusal } from '#referral/refusals';
import type { Reason, Referral, RequestStatus } from '#referral/types';
import { readerOf, type Shelf, seenBy, shelfAt, shelfNow, shelfOf } from './view.ts';

const contentOf = ({ id: _, meta: __, text: ___, status: ____, note: _____, ...content }: ServiceRequest): string => canonicalJson(content);
/** A ServiceRequest has no element for why it ends: a note added says it. */
const reasonOf = (request: ServiceRequest, sent: ServiceRequest): Reason => {
  const known = new Set((sent.note ?? []).map(({ text }) => text));
  const added = (request.note ?? []).map(({ text }) => text).filter((text) => !known.has(text));
  return { code: 'other', text: added.join('\n') || 'The practice has revoked its request.' };
};

/** Undefined: no request of a practice takes this status by an update. */
const actOf = (request: ServiceRequest, { sent, referral }: Pick<Shelf, 'sent' | 'referral'>): LaterAct | undefined => {
  switch (request.status) {
    case 'active':
      return { type: referral.status === 'draft' ? 'activate' : 'resume-request' };
    case 'on-hold':
      return { type: 'hold-request' };
    case 'revoked':
      return { type: 'cancel', reason: reasonOf(request, sent) };
    case 'entered-in-error':
      return { type: 'mark-as-error' };
    default:
      return undefined;
  }
};

const wrongStatus = (status: RequestStatus): Refusal => ({ ok: false, because: 'wrong-status', status, may: [] });

/** 200 with the ServiceRequest as it is afterwards; the same status again changes nothing. */
export const updateRequest = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const body = fhirBody<ServiceRequest>(call, 'ServiceRequest');
  if (!body.ok) return refuse(body.issues);
  const update = updateOf(call, id, body.resource);
  if (!update.ok) return update.answer;
  const named = readId(id);
  if (!named) return notFound();
  if (named.onward) return refusal(405, 'not-supported', 'An onward request moves by its Task: PUT Task under the same id.', undefined, { allow: 'GET' });
  return moved(call, { request: body.resource, id: named.referral, versionId: update.versionId }, ports);
};

type Update = { request: ServiceRequest; id: Referral['id']; versionId: number };
const moved = async (call: FhirCall, { request, id, versionId }: Update, ports: FhirPorts): Promise<Answer> => {
  const by = call.who.caller;
  const loaded = await ports.carryOut.store.load(id);
  if (!loaded || !maySee(by, loaded.referral)) return notFound();
  if (by.kind !== 'practice') return refused({ ok: false, because: 'not-allowed' });
  const { sent } = await shelfOf(ports, loaded);
  if (contentOf(request) !== contentOf(sent))
    return refusal(422, 'business-rule', 'Only the status of a ServiceRequest can be updated. Send the rest as you read it.', 'ServiceRequest');
  const command = (referral: Referral) => {
    const { serviceRequest } = referral;
    if (serviceRequest.status === request.status)
      return serviceRequest.versionId === versionId ? undefined : ({ ok: false, because: 'stale-version', versionId: serviceRequest.versionId } as const);
    const act = actOf(request, { referral, sent });
    return act ? { ...act, by, at: call.receivedAt, seen: { type: 'ServiceRequest' as const, versionId } } : wrongStatus(serviceRequest.status);
  };
  const done = await carryOut(ports.carryOut, id, { at: call.receivedAt, command }, await receiptOf(call, ports));
  if (!done.ok) return refused(done.because === 'wrong-status' ? { ...done, may: [] } : done, 'ServiceRequest.status');
  const now = await ports.carryOut.store.load(id);
  const shown = now && (await seenBy(readerOf(call), 'ServiceRequest', id, shelfAt(shelfNow({ sent }, now), done.rev), ports));
  return shown ? resourceAnswer(call, 200, shown, ports.baseUrl) : notFound();
};
