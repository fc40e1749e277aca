/** A GP system posts a referral: POST ServiceRequest. */
import type { ServiceRequest } from 'fhir/r4.js';
import type { Practice } from '#directory/types';
import { resourceAnswer } from '#fhir/answers';
import { actorsContained } from '#fhir/directory/consent-actors';
import { fhirBody } from '#fhir/fhir-body';
import { longestKey, noneExist } from '#fhir/if-none-exist';
import { type InboundFacts, readReferral } from '#fhir/inbound/referral';
import type { Issue } from '#fhir/outcome';
import { personOf, personWarningsOf, subjectOf, tooLarge } from '#fhir/patient/subject';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal, refuse, refused } from '#fhir/refusals';
import { contentHash, sha256 } from '#fhir/same-content';
import type { PracticeCaller } from '#identity/types';
import type { Answer } from '#platform/endpoint';
import { type AlreadyThere, type Done, type Prepared, submit } from '#referral/carry-out';
import { withEarlier } from '#referral/consent';
import type { UniqueKey } from '#referral/referral-store';
import type { Refusal, RefusalReason } from '#referral/refusals';
import type { PersonId, ReferralId, RequestFacts } from '#referral/types';
import { readerOf, seenBy, shelfAt, shelfOf } from './view.ts';

const keysOf = async (call: FhirCall, caller: PracticeCaller, facts: InboundFacts, resource: ServiceRequest, ports: FhirPorts): Promise<UniqueKey[]> => {
  const content = call.content ?? contentHash(resource);
  const own = call.header('idempotency-key');
  const identifiers = [...new Set(facts.identifiers.map(({ system, value }) => `${system}|${value}`))];
  const requester = caller.practice;
  return Promise.all([
    ...(own
      ? [
          ports.keys
            .mac('request', `POST ServiceRequest|${own}`)
            .then((mac): UniqueKey => ({ kind: 'request', requester: caller.client, mac, body: sha256(call.body) })),
        ]
      : []),
    ...identifiers.map((text) => ports.keys.mac('identifier', text).then((mac): UniqueKey => ({ kind: 'identifier', requester, mac, body: content }))),
  ]);
};

/** The referral as the first answer showed it, or as it is now. */
const existing = async (call: FhirCall, id: ReferralId, asFirst: boolean, ports: FhirPorts): Promise<Answer> => {
  const loaded = await ports.carryOut.store.load(id);
  const shelf = loaded && (await shelfOf(ports, loaded));
  if (!shelf) throw new Error('a key without its referral');
  const shown = asFirst ? shelfAt(shelf, 1) : shelf;
  const seen = await seenBy(readerOf(call), 'ServiceRequest', id, shown, ports);
  if (!seen) return refused({ ok: false, because: 'not-found' });
  return resourceAnswer(call, asFirst ? 201 : 200, seen, ports.baseUrl);
};

type Made = Done | AlreadyThere | Refusal;
const at: Partial<Record<RefusalReason, string>> = { duplicate: 'ServiceRequest.identifier', 'person-died': 'ServiceRequest.subject' };
const answerOf = async (call: FhirCall, made: Made, sent: ServiceRequest, warnings: Issue[], ports: FhirPorts): Promise<Answer> => {
  if (!made.ok) return refused(made, at[made.because]);
  if ('taken' in made) return existing(call, made.taken.referral, made.taken.kind === 'request', ports);
  const seen = await seenBy(readerOf(call), 'ServiceRequest', made.referral.id, { referral: made.referral, now: made.referral, commits: [], sent }, ports);
  if (!seen) throw new Error('a sender who may not see its own referral');
  return resourceAnswer(call, 201, seen, ports.baseUrl, [...warnings, ...personWarningsOf(made.referral.warnings)]);
};

const holderOf = async (identifier: string, { practice }: PracticeCaller, ports: FhirPorts) => {
  const mac = await ports.keys.mac('identifier', identifier);
  return ports.carryOut.store.taken({ kind: 'identifier', requester: practice, mac, body: '' });
};

/** What the hub keeps beside the request as sent. */
const requestOf = (facts: InboundFacts, person: PersonId, { id, area }: Practice, { message, entered }: FhirCall, { client }: PracticeCaller): RequestFacts => {
  const { need, urgency, neededBy, consent, consents, doNotContact, restricted, warnings } = facts;
  const always = { practice: id, requester: client, area, person, need, urgency, consent, doNotContact, warnings };
  const sometimes = { ...(neededBy ? { neededBy } : {}), ...(consents ? { consents } : {}), ...(restricted ? { restricted } : {}) };
  return { ...always, ...sometimes, ...(message ? { message } : {}), ...(entered ? { source: entered.source } : {}) };
};

/** 201, or 200 with what is there already; `caller` sends for its own practice only. */
export const createReferral = async (call: FhirCall, caller: PracticeCaller, ports: FhirPorts): Promise<Answer> => {
  const body = fhirBody<ServiceRequest>(call, 'ServiceRequest');
  if (!body.ok) return refuse(body.issues);
  const condition = noneExist(call);
  if ('issue' in condition) return refuse([condition.issue]);
  if ((call.header('idempotency-key')?.length ?? 0) > longestKey) return refusal(400, 'invalid', `An Idempotency-Key has at most ${longestKey} characters.`);
  const practice = await ports.directory.practice(caller.practice);
  if (!practice) return refusal(403, 'forbidden', 'The practice of this client is not registered with the hub (any more). Ask the hub to onboard it.');
  const subject = await subjectOf(body.resource, caller, ports);
  const read = readReferral(subject.request, { ...subject, now: call.receivedAt, practice, baseUrl: ports.baseUrl, entered: call.entered !== undefined });
  const actors = await actorsContained(body.resource, ports);
  const wrong = [...tooLarge(subject), ...actors.refusals];
  if (!read.ok || wrong.length > 0) return refuse([...wrong, ...read.issues]);
  const { facts, draft } = read;
  const taken = condition.identifier ? await holderOf(condition.identifier, caller, ports) : undefined;
  if (taken) return existing(call, taken.referral, false, ports);
  const id = ports.ids.id() as ReferralId;
  const prepare = async (): Promise<Prepared> => {
    const found = await personOf(subject, caller, call, ports);
    if (!found.ok) return found;
    const known = { ...facts, ...withEarlier(facts, found.said), warnings: [...facts.warnings, ...found.flags] };
    const request = requestOf(known, found.person.id, practice, call, caller);
    return { ok: true, command: { type: 'submit', by: caller, at: call.receivedAt, id, draft, facts: request }, beside: found.beside };
  };
  const unique = await keysOf(call, caller, facts, body.resource, ports);
  const made = await submit(ports.carryOut, { at: call.receivedAt, prepare, sent: JSON.stringify(body.resource), unique });
  return answerOf(call, made, body.resource, [...read.issues, ...actors.warnings], ports);
};
