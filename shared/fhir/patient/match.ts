/** Finds whom a practice means and says what must be written: nothing for who is known and unchanged. */
import type { Patient } from 'fhir/r4.js';
import type { FhirPorts } from '#fhir/ports';
import { canonicalJson } from '#fhir/same-content';
import type { PracticeId } from '#identity/types';
import { dayOfBirth, isFindable } from '#people/likeness';
import { birthPlace, type Found, type Match, matchByName, matchByPlace, otherPlace, placesOf } from '#people/matching';
import { awaitsDecision, type Deed, nextVersion } from '#people/merging';
import { changedPerson, newPerson, newPersonId, personIdOf, personStore, waysTo } from '#people/person-store';
import type { Person, PersonFacts } from '#people/types';
import type { Write } from '#platform/types';
import type { PersonId } from '#referral/types';
import { combined, factsOf, type SentPatient, withNumbers } from './facts.ts';
import type { PersonFlag } from './warnings.ts';

type PeoplePorts = Pick<FhirPorts, 'referrals' | 'keys' | 'ids'>;
/** `isNew`: made by `writes`. `flags`: what the sender and the practitioner should look at. */
export type PersonFound = { person: Person; isNew: boolean; flags: PersonFlag[]; writes: Write[] };
/** `update`: what is sent replaces what is stored; `learn`: only numbers that are not known yet are added. `ahead`: who is at the likely id, where that was read already. */
type Finding = { practice: PracticeId; deed: Deed; known: 'update' | 'learn'; ahead?: { id: PersonId; there: Person | undefined } | undefined };

export const idAt = async (place: string, ports: Pick<FhirPorts, 'keys'>): Promise<PersonId> => personIdOf(await ports.keys.mac('person', place));
/** The list in which those born on a day are found. */
export const listOf = async (practice: PracticeId, facts: PersonFacts, ports: Pick<FhirPorts, 'keys'>): Promise<string | undefined> => {
  const day = dayOfBirth(facts);
  return day === undefined ? undefined : ports.keys.mac('person', birthPlace(practice, day));
};

/** Where the person will most likely be, without a look. */
export const likelyId = async (sent: SentPatient, practice: PracticeId, ports: Pick<FhirPorts, 'keys'>): Promise<PersonId | undefined> => {
  const [first] = placesOf(practice, sent);
  return first && idAt(first.text, ports);
};

type Located = Found[number] & { id: PersonId };
const locate = async (sent: SentPatient, { practice, ahead }: Finding, ports: PeoplePorts): Promise<Located[]> => {
  const places = placesOf(practice, sent);
  const ids = await Promise.all(places.map(({ text }) => idAt(text, ports)));
  const isRead = ahead !== undefined && ids.length === 1 && ids[0] === ahead.id;
  const there = isRead ? [ahead.there] : await personStore(ports.referrals).loadAll(ids);
  return places.map((place, n) => ({ place, id: ids[n] ?? personIdOf(''), there: there[n] }));
};
const byName = async ({ facts }: SentPatient, practice: PracticeId, ports: PeoplePorts): Promise<Match> => {
  const list = isFindable(facts) ? await listOf(practice, facts, ports) : undefined;
  return list === undefined ? { kind: 'nobody' } : matchByName(facts, await personStore(ports.referrals).bornOn(list));
};

const created = async (sent: SentPatient, at: PersonId, aliases: PersonId[], { practice, deed }: Finding, ports: PeoplePorts, mismatchOf?: PersonId) => {
  const person: Person = {
    ...{ id: at, practice, facts: sent.facts, patient: JSON.stringify(sent.patient), by: deed.by },
    ...{ versionId: 1, lastUpdated: deed.at, ...(mismatchOf ? { mismatchOf } : {}) },
  };
  const writes = newPerson(person, { aliases, list: await listOf(practice, sent.facts, ports) });
  return { person, isNew: true, flags: mismatchOf ? ['person-mismatch' as const] : [], writes };
};

/** Who stands for this record: itself, or the one it was merged into. */
export const survivorOf = async (person: Person, ports: Pick<FhirPorts, 'referrals'>): Promise<Person> =>
  (person.mergedInto && (await personStore(ports.referrals).load(person.mergedInto))) || person;

/** What is now known of the person. A merged record keeps its numbers to itself, so that it can be parted again. */
const patientAfter = (stored: Patient, { patient }: SentPatient, isMerged: boolean, { known }: Finding): Patient => {
  if (known === 'learn') return isMerged ? stored : withNumbers(stored, patient);
  const { identifier: _, ...rest } = patient;
  return combined(stored, isMerged ? rest : patient);
};
/** A merged record stays as it was; what is sent for it is said of who stands for it now. */
const known = async (sent: SentPatient, record: Person, aliases: PersonId[], finding: Finding, ports: PeoplePorts): Promise<Person & { writes: Write[] }> => {
  if (!record.mergedInto && record.patient === JSON.stringify(sent.patient)) return { ...record, writes: waysTo(record.id, { aliases }) };
  const before = await survivorOf(record, ports);
  const stored: Patient = JSON.parse(before.patient);
  const patient = patientAfter(stored, sent, before.id !== record.id, finding);
  if (canonicalJson(patient) === canonicalJson(stored)) return { ...record, writes: waysTo(record.id, { aliases }) };
  const after = nextVersion(before, { ...before, facts: factsOf(patient), patient: JSON.stringify(patient) }, finding.deed);
  const ways = { aliases, list: await listOf(after.practice, after.facts, ports) };
  return { ...(before.id === record.id ? after : record), writes: changedPerson(before, after, ways) };
};

const other = async (sent: SentPatient, match: Extract<Match, { kind: 'other' }>, finding: Finding, ports: PeoplePorts): Promise<PersonFound> => {
  const at = await idAt(otherPlace(finding.practice, match.than.id, sent.facts), ports);
  const there = await personStore(ports.referrals).load(at);
  if (!there) return created(sent, at, [], finding, ports, match.sameNumber ? match.than.id : undefined);
  const { writes, ...person } = await known(sent, there, [], finding, ports);
  return { person, isNew: false, flags: awaitsDecision(person) ? ['person-mismatch'] : [], writes };
};

/** One read for a known number; names are looked up only for who is not found otherwise. Nothing is written here. */
export const findPerson = async (sent: SentPatient, finding: Finding, ports: PeoplePorts): Promise<PersonFound> => {
  const located = await locate(sent, finding, ports);
  const placed = matchByPlace(sent.facts, located);
  const match = placed.kind === 'nobody' ? await byName(sent, finding.practice, ports) : placed;
  const free = located.flatMap(({ id, there }) => (there ? [] : [id]));
  switch (match.kind) {
    case 'nobody':
      return created(sent, free[0] ?? newPersonId(ports.ids.id()), free.slice(1), finding, ports);
    case 'other':
      return other(sent, match, finding, ports);
    case 'known': {
      const { writes, ...person } = await known(sent, match.person, free, finding, ports);
      return { person, isNew: false, flags: match.differs ? ['person-details-differ'] : [], writes };
    }
  }
};

/** A record of their own, whoever they look like. Only a number that nobody has leads to it, so that nothing said of them becomes another's. */
export const newcomer = async (sent: SentPatient, finding: Finding, ports: PeoplePorts): Promise<PersonFound> => {
  const free = (await locate(sent, finding, ports)).flatMap(({ id, place, there }) => (place.number && !there ? [id] : []));
  return created(sent, free[0] ?? newPersonId(ports.ids.id()), free.slice(1), finding, ports);
};
