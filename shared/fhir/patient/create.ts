/** POST Patient: a person becomes known to a practice, once. */
import type { Patient } from 'fhir/r4.js';
import { resourceAnswer } from '#fhir/answers';
import { referenceId } from '#fhir/ids';
import { longestKey, noneExist } from '#fhir/if-none-exist';
import type { Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal, refuse, refused } from '#fhir/refusals';
import { canonicalJson, sha256 } from '#fhir/same-content';
import { practicesOf } from '#identity/access-policy';
import type { PracticeId } from '#identity/types';
import type { Person } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { keys } from '#platform/tables';
import type { Instant, Item, Key, Write } from '#platform/types';
import { nameOf, receiptExpired } from '#referral/carry-out';
import { findPerson, type PersonFound } from './match.ts';
import { whoHas } from './search.ts';
import { type PatientRead, readPatient } from './sent.ts';
import { patientSeen, versionsOf } from './view.ts';
import { warningOf } from './warnings.ts';
import { type Decided, writing } from './write.ts';

/** A practice's own; of a practitioner of several, the one that `managingOrganization` names. */
const practiceOf = ({ who }: FhirCall, { managingOrganization }: Patient, ports: FhirPorts): PracticeId | undefined => {
  const practices = practicesOf(who.caller);
  const named = referenceId(managingOrganization?.reference, 'Organization', ports.baseUrl);
  return practices.length === 1 ? practices[0] : practices.find((practice) => practice === named);
};
const noPractice = () =>
  refusal(422, 'required', 'You work with several practices: say in managingOrganization whose patient this is.', 'Patient.managingOrganization');

/** The caller's own key of the request, where a repeat finds the first answer. */
type Request = { at: Key; body: string };
const requestOf = async (call: FhirCall, { body }: PatientRead, ports: FhirPorts): Promise<Request | undefined> => {
  const own = call.header('idempotency-key');
  if (!own) return undefined;
  const mac = await ports.keys.mac('request', `POST Patient|${own}`);
  return { at: keys.unique(call.who.caller.client, mac), body: sha256(canonicalJson(body)) };
};
/** The first answer again; undefined where there was none, or it is over. */
const answeredBefore = async (call: FhirCall, { body }: Request, item: Item | undefined, ports: FhirPorts): Promise<Answer | undefined> => {
  if (!item || receiptExpired(String(item.at) as Instant, call.receivedAt)) return undefined;
  if (item.body !== body) return refused({ ok: false, because: 'key-reused' });
  const versions = await versionsOf(call.who.caller, String(item.r), ports);
  const first = versions.find(({ version }) => version.versionId === item.versionId);
  return first && resourceAnswer(call, item.status === 201 ? 201 : 200, first, ports.baseUrl);
};
const receipt = (request: Request, { person, isNew }: PersonFound, at: Instant, before: Item | undefined): Write => ({
  put: { ...request.at, kind: 'request', type: 'Patient', r: person.id, versionId: person.versionId, status: isNew ? 201 : 200, body: request.body, at },
  when: before ? { equals: { at: String(before.at) } } : { absent: true },
});

const known: Issue = {
  severity: 'warning',
  code: 'duplicate',
  text: 'The practice knows this person already, with other details; those stand. Read the Patient, and change it by PUT.',
  expression: 'Patient',
};
const toldOf = ({ person, isNew, flags }: PersonFound, { sent, warnings }: PatientRead): Issue[] => [
  ...warnings,
  ...flags.map((flag) => warningOf(flag, 'Patient')),
  ...(isNew || canonicalJson(JSON.parse(person.patient)) === canonicalJson(sent.patient) ? [] : [known]),
];
const shown = (call: FhirCall, status: 200 | 201, person: Person, warnings: Issue[], ports: FhirPorts): Answer =>
  resourceAnswer(call, status, patientSeen(person), ports.baseUrl, warnings);

type Create = { call: FhirCall; read: PatientRead; practice: PracticeId; request: Request | undefined };
const make = async ({ call, read, practice, request }: Create, ports: FhirPorts): Promise<Decided> => {
  const before = request && (await ports.referrals.get(request.at));
  const again = request && (await answeredBefore(call, request, before, ports));
  if (again) return { answer: again };
  const deed = { by: nameOf(call.who.caller), at: call.receivedAt };
  const found = await findPerson(read.sent, { practice, deed, known: 'learn' }, ports);
  const writes = [...found.writes, ...(request ? [receipt(request, found, call.receivedAt, before)] : [])];
  return { answer: shown(call, found.isNew ? 201 : 200, found.person, toldOf(found, read), ports), writes };
};

/** 201; 200 with the record where the practice knows the person already, of whom nothing is overwritten. */
export const createPatient = async (call: FhirCall, ports: FhirPorts): Promise<Answer> => {
  const [any] = practicesOf(call.who.caller);
  if (!any) return refusal(403, 'forbidden', 'Practices and their practitioners know people; this client is neither.');
  const read = readPatient(call, any);
  if (!read.ok) return refuse(read.issues);
  const condition = noneExist(call);
  if ('issue' in condition) return refuse([condition.issue]);
  if ((call.header('idempotency-key')?.length ?? 0) > longestKey) return refusal(400, 'invalid', `An Idempotency-Key has at most ${longestKey} characters.`);
  if ((read.body.link ?? []).length > 0)
    return refusal(422, 'not-supported', 'Links between records are made by $merge. Leave Patient.link out.', 'Patient.link');
  const practice = practiceOf(call, read.body, ports);
  if (!practice) return noPractice();
  const there = condition.identifier === undefined ? [] : await whoHas(condition.identifier, [practice], ports);
  if (there.length > 1) return refusal(412, 'multiple-matches', 'Several people have this identifier. Search for them, and choose one.');
  if (there[0]) return shown(call, 200, there[0], read.warnings, ports);
  const request = await requestOf(call, read, ports);
  return writing(ports, () => make({ call, read, practice, request }, ports));
};
