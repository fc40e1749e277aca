/** The person of a new referral: as sent, or one of the practice's people that the hub knows already. */
import type { Patient, ServiceRequest } from 'fhir/r4.js';
import { referenceId } from '#fhir/ids';
import { hasContact } from '#fhir/inbound/person';
import type { InboundContext } from '#fhir/inbound/sent';
import type { Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { saidOf } from '#fhir/record/consent-door';
import { mayKnow } from '#identity/access-policy';
import type { PracticeCaller } from '#identity/types';
import { awaitsDecision, recordsOf } from '#people/merging';
import { personStore, readPersonId } from '#people/person-store';
import { recordStore } from '#people/record-store';
import type { ConsentStatement, HealthRecord, Person } from '#people/types';
import type { Write } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import { type Refusal, refused } from '#referral/refusals';
import type { PersonId } from '#referral/types';
import { type SentPatient, subjectSent } from './facts.ts';
import { findPerson, likelyId, newcomer, type PersonFound, survivorOf } from './match.ts';
import { isPersonFlag, warningOf } from './warnings.ts';

/** Bytes, about: what is known of a person is one item of the table. */
export const largestPatient = 65_536;
/** `request`: with a reference to the hub's own Patient as `Patient/<id>`, however it was written. */
type Subject = Pick<InboundContext, 'known' | 'reachable'> & { request: ServiceRequest; person?: Person; sent: SentPatient };

const knownSubject = async (request: ServiceRequest, id: string, caller: PracticeCaller, ports: FhirPorts): Promise<Subject> => {
  const own: ServiceRequest = { ...request, subject: { ...request.subject, reference: `Patient/${id}` } };
  const named = readPersonId(id);
  const person = named && (await personStore(ports.referrals).load(named));
  const sent = subjectSent(own);
  if (!person || person.id !== named || !mayKnow(caller, person.practice)) return { request: own, sent };
  const patient: Patient = JSON.parse(person.patient);
  return { request: own, sent, person, known: new Set([`Patient/${id}`]), reachable: hasContact(patient) };
};
export const subjectOf = async (request: ServiceRequest, caller: PracticeCaller, ports: FhirPorts): Promise<Subject> => {
  const id = referenceId(request.subject.reference, 'Patient', ports.baseUrl);
  return id === undefined ? { request, sent: subjectSent(request) } : knownSubject(request, id, caller, ports);
};
export const tooLarge = ({ sent }: Subject): Issue[] => {
  const text = `What is said of the patient is more than ${largestPatient} bytes, photographs apart. Send less.`;
  const isLarge = JSON.stringify(sent.patient).length > largestPatient;
  return isLarge ? [{ severity: 'error', code: 'too-long', status: 413, text, expression: 'ServiceRequest.subject' }] : [];
};

const findSubject = async ({ person, sent }: Subject, caller: PracticeCaller, ahead: Ahead, ports: FhirPorts, { receivedAt: at, entered }: FhirCall) => {
  if (person) return { person, isNew: false, flags: awaitsDecision(person) ? ['person-mismatch'] : [], writes: [] } satisfies PersonFound;
  const finding = { practice: caller.practice, deed: { by: nameOf(caller), at }, known: 'update' as const, ahead };
  return entered?.newPerson ? newcomer(sent, finding, ports) : findPerson(sent, finding, ports);
};
/** The usual person and what they agreed to: one read. */
type Ahead = { id: PersonId; there: Person | undefined; consents: HealthRecord[] } | undefined;
const aheadOf = async ({ person, sent }: Subject, { practice }: PracticeCaller, { entered }: FhirCall, ports: FhirPorts): Promise<Ahead> => {
  if (entered?.newPerson) return undefined;
  const id = person?.id ?? (await likelyId(sent, practice, ports));
  const opened = id && (await personStore(ports.referrals).open(id));
  return opened && { id, there: opened.person, consents: opened.consents };
};
const consentsOf = async (survivor: Person, ahead: Ahead, ports: FhirPorts): Promise<HealthRecord[]> => {
  const ids = recordsOf(survivor);
  if (ahead && ids.length === 1 && ids[0] === ahead.id) return ahead.consents;
  return (await Promise.all(ids.map((id) => recordStore(ports.referrals).ofPerson('Consent', id)))).flat();
};
type ReferralsPerson = {
  ok: true;
  person: Person;
  flags: string[];
  /** Before, in Consents of the person's. */
  said: ConsentStatement[];
  beside: Write[];
};
/** Asked at each attempt to write the referral. Who has died is referred no more, whoever says it. */
export const personOf = async (subject: Subject, caller: PracticeCaller, call: FhirCall, ports: FhirPorts): Promise<ReferralsPerson | Refusal> => {
  const ahead = await aheadOf(subject, caller, call, ports);
  const found = await findSubject(subject, caller, ahead, ports, call);
  const survivor = await survivorOf(found.person, ports);
  if (survivor.facts.died) return refused({ because: 'person-died' });
  const consents = found.isNew ? [] : await consentsOf(survivor, ahead, ports);
  return { ok: true, person: found.person, flags: found.flags, said: saidOf(consents, ports), beside: found.writes };
};
/** What a taken referral's sender is told of its person. */
export const personWarningsOf = (flags: readonly string[]): Issue[] => flags.filter(isPersonFlag).map((flag) => warningOf(flag, 'ServiceRequest.subject'));
