/** Whom a practice knows already that somebody who was typed in may be. */
import { idAt, listOf } from '#fhir/patient/match';
import type { FhirPorts } from '#fhir/ports';
import { ofPeople } from '#fhir/referral/source';
import { maySee } from '#identity/access-policy';
import type { Caller, PracticeId } from '#identity/types';
import { type Closeness, closeness, closenesses } from '#people/closeness';
import { placesOf } from '#people/matching';
import { recordsOf } from '#people/merging';
import { personStore } from '#people/person-store';
import type { Person, PersonFacts } from '#people/types';
import { openCaseload } from '#referral/caseload-store';
import { isOpen } from '#referral/edges';
import type { Referral, ReferralId } from '#referral/types';

export type Alike = { person: Person; how: Closeness };
type Ports = Pick<FhirPorts, 'referrals' | 'keys'>;

/** Those under the same numbers, those born on the same day, and those who are being helped now: others would have to be looked for one by one. */
const candidates = async (facts: PersonFacts, practice: PracticeId, ports: Ports): Promise<Person[]> => {
  const store = personStore(ports.referrals);
  const places = placesOf(practice, { facts: { ...(facts.number ? { number: facts.number } : {}), others: facts.others ?? [] }, identifiers: [] });
  const [ids, list, open] = await Promise.all([
    Promise.all(places.map(({ text }) => idAt(text, ports))),
    listOf(practice, facts, ports),
    openCaseload(ports.referrals, [practice]),
  ]);
  const people = [...new Set([...ids, ...open.map(({ person }) => person)])];
  const [numbered, born] = await Promise.all([store.loadAll(people), list === undefined ? [] : store.bornOn(list)]);
  return [...numbered, ...born].filter((person) => person !== undefined);
};
/** Each once, as the record that stands for them. */
const survivors = async (people: readonly Person[], ports: Ports): Promise<Person[]> => {
  const merged = [...new Set(people.flatMap(({ mergedInto }) => mergedInto ?? []))];
  const loaded = await personStore(ports.referrals).loadAll(merged);
  const all = [...people, ...loaded].filter((person) => person !== undefined && person.mergedInto === undefined) as Person[];
  return [...new Map(all.map((person) => [person.id, person])).values()];
};
const inOrder = (found: readonly Alike[]): Alike[] => found.toSorted((one, other) => closenesses.indexOf(one.how) - closenesses.indexOf(other.how));

export const whoIsLike = async (facts: PersonFacts, practice: PracticeId, ports: Ports): Promise<Alike[]> => {
  const people = await candidates(facts, practice, ports);
  const stand = await survivors(people, ports);
  return inOrder(
    stand.flatMap((person) => {
      // A merged record keeps its numbers to itself, and is the person all the same.
      const own = people.filter(({ mergedInto }) => mergedInto === person.id);
      const [how] = [person, ...own].flatMap(({ facts: theirs }) => closeness(facts, theirs) ?? []);
      return how ? [{ person, how }] : [];
    }),
  );
};
/** Their open referrals that this caller may see, newest first. */
export const openOf = async (person: Person, by: Caller, ports: FhirPorts): Promise<Referral[]> => {
  const ids = await ofPeople(recordsOf(person), ports);
  const loaded = await Promise.all(ids.map((id) => ports.carryOut.store.load(id as ReferralId)));
  const open = loaded.flatMap((one) => (one && isOpen(one.referral.status) && maySee(by, one.referral) ? [one.referral] : []));
  return open.toSorted((one, other) => (one.receivedAt > other.receivedAt ? -1 : 1));
};
