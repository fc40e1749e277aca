/** PUT Patient: what a practice knows of a person is set right. Nobody becomes somebody else by it. */
import type { Patient } from 'fhir/r4.js';
import { resourceAnswer } from '#fhir/answers';
import { updateOf } from '#fhir/if-match';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { notFound, refusal, refuse, refused } from '#fhir/refusals';
import { canonicalJson } from '#fhir/same-content';
import { holdsNumber, likeness, numbersOf } from '#people/likeness';
import { placesOf } from '#people/matching';
import { nextVersion } from '#people/merging';
import { changedPerson, personStore } from '#people/person-store';
import type { Person } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { nameOf } from '#referral/carry-out';
import type { PersonId } from '#referral/types';
import { idAt, listOf } from './match.ts';
import { type PatientRead, readPatient } from './sent.ts';
import { tellDeath } from './under-way.ts';
import { knownPerson, linksOf, patientSeen } from './view.ts';
import { type Decided, writing, writingAll } from './write.ts';

const over = (answer: Answer): Decided => ({ answer });

const merged = ({ mergedInto }: Person) =>
  refusal(409, 'conflict', `This record was merged. Change Patient/${mergedInto}, which stands for it, or part them first by $unmerge.`);
const somebodyElse = () =>
  refusal(422, 'business-rule', 'Name and birth date are both another person’s. Correct one at a time, or post a new Patient.', 'Patient.birthDate');
const heldByAnother = () =>
  refusal(409, 'duplicate', 'The practice has this number for another record. Check the number; if both are one person, $merge them.', 'Patient.identifier');
const otherLinks = () =>
  refusal(422, 'not-supported', 'Links between records are made by $merge and $unmerge. Send them as read, or leave them out.', 'Patient.link');

const isOwnLink = (body: Patient, person: Person): boolean => body.link === undefined || canonicalJson(body.link) === canonicalJson(linksOf(person));
/** Ids that shall lead to the person from now on; undefined where a number that is new to the record leads to another. */
const newWays = async ({ sent }: PatientRead, before: Person, ports: FhirPorts): Promise<PersonId[] | undefined> => {
  const places = placesOf(before.practice, sent);
  const ids = await Promise.all(places.map(({ text }) => idAt(text, ports)));
  const there = await personStore(ports.referrals).loadAll(ids);
  const isAnothers = places.some(({ number }, n) => number && !holdsNumber(before.facts, number) && there[n] && there[n].id !== before.id);
  return isAnothers ? undefined : ids.filter((_, n) => there[n] === undefined);
};
/** A mismatch whose number was wrong, and is set right, is none any more. */
const withoutMismatch = (before: Person, facts: Person['facts']): Omit<Person, 'mismatchOf'> => {
  const { mismatchOf, ...rest } = before;
  const isKept = numbersOf(before.facts).every((number) => holdsNumber(facts, number));
  return isKept && mismatchOf ? { ...rest, ...{ mismatchOf } } : rest;
};

type Update = { call: FhirCall; id: string; read: PatientRead; versionId: number };
const change = async ({ call, read }: Update, before: Person, ports: FhirPorts): Promise<Decided> => {
  const { facts, patient } = read.sent;
  const aliases = await newWays(read, before, ports);
  if (!aliases) return over(heldByAnother());
  const changed = { ...withoutMismatch(before, facts), facts, patient: JSON.stringify(patient) };
  const after = nextVersion(before, changed, { by: nameOf(call.who.caller), at: call.receivedAt });
  const writes = changedPerson(before, after, { aliases, list: await listOf(after.practice, facts, ports) });
  return { answer: resourceAnswer(call, 200, patientSeen(after), ports.baseUrl, read.warnings), writes };
};
const put = async (update: Update, ports: FhirPorts): Promise<Decided> => {
  const { call, id, read, versionId } = update;
  const before = await knownPerson(call.who.caller, id, ports);
  if (!before) return over(notFound());
  if (before.versionId !== versionId) return over(refused({ ok: false, because: 'stale-version', versionId: before.versionId }));
  if (!isOwnLink(read.body, before)) return over(otherLinks());
  if (before.mergedInto) return over(merged(before));
  if (canonicalJson(JSON.parse(before.patient)) === canonicalJson(read.sent.patient))
    return over(resourceAnswer(call, 200, patientSeen(before), ports.baseUrl, read.warnings));
  return likeness(before.facts, read.sent.facts) === 'other' ? over(somebodyElse()) : change(update, before, ports);
};

/** 200; the same content again makes no version. */
export const updatePatient = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const before = await knownPerson(call.who.caller, id, ports);
  if (!before) return notFound();
  const read = readPatient(call, before.practice);
  if (!read.ok) return refuse(read.issues);
  const update = updateOf(call, id, read.body);
  if (!update.ok) return update.answer;
  const asked = { call, id, read, versionId: update.versionId };
  const { facts } = read.sent;
  if (before.facts.died === facts.died) return writing(ports, () => put(asked, ports));
  return writingAll(ports, async (staged) => ({ ...(await put(asked, staged)), after: () => tellDeath(call, { ...before, facts }, staged) }));
};
