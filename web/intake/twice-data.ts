/** Who may be the same person as somebody, who was merged into them, and who was told apart from them. */
import type { FhirPorts } from '#fhir/ports';
import { mayKnow } from '#identity/access-policy';
import { closeness, isToCompare } from '#people/closeness';
import { personStore, readPersonId } from '#people/person-store';
import type { Person } from '#people/types';
import type { PersonId } from '#referral/types';
import type { Visit } from '#web/frame/page';
import { type Alike, whoIsLike } from './alike.ts';

/** `how` absent: a number in dispute. */
export type Candidate = { person: Person; how?: Alike['how'] };
export type Twice = { person: Person; candidates: Candidate[]; merged: Person[]; apart: Person[] };

/** Undefined: nobody, or nobody of hers. */
export const personFor = async (id: string | undefined, { who, ports }: Visit): Promise<Person | undefined> => {
  const named = readPersonId(id ?? '');
  const person = named && (await personStore(ports.fhir.referrals).load(named));
  return person && mayKnow(who.caller, person.practice) ? person : undefined;
};
const loaded = async (ids: readonly PersonId[], { referrals }: Pick<FhirPorts, 'referrals'>): Promise<Person[]> =>
  (await personStore(referrals).loadAll([...new Set(ids)])).filter((one) => one !== undefined);

/** The one decision about a number in dispute that can be undone. */
const lastApart = ({ apartFrom = [] }: Person): PersonId[] => apartFrom.slice(-1);

/** A record that is merged stands for nobody: what is asked is asked of its survivor. */
export const twiceOf = async (person: Person, { fhir }: Visit['ports']): Promise<Twice> => {
  const [alike, waiting] = await Promise.all([whoIsLike(person.facts, person.practice, fhir), personStore(fhir.referrals).waiting(person.practice)]);
  const disputed = waiting.filter(({ mismatchOf }) => mismatchOf === person.id);
  const holder = person.mismatchOf ? await loaded([person.mismatchOf], fhir) : [];
  const all = [...alike.map(({ person: one }) => one), ...disputed, ...holder].filter((one) => isToCompare(person, one));
  const candidates = [...new Map(all.map((one) => [one.id, one])).values()].map((one): Candidate => {
    const isDisputed = one.mismatchOf === person.id || person.mismatchOf === one.id;
    const how = isDisputed ? undefined : closeness(person.facts, one.facts);
    return { person: one, ...(how ? { how } : {}) };
  });
  const [merged, told] = await Promise.all([loaded(person.replaces ?? [], fhir), loaded([...(person.unlike ?? []), ...lastApart(person)], fhir)]);
  const toldOfIt = alike.flatMap(({ person: one }) => ([...(one.unlike ?? []), ...lastApart(one)].includes(person.id) ? [one] : []));
  const apart = [...new Map([...told, ...toldOfIt].map((one) => [one.id, one])).values()];
  return { person, candidates, merged, apart };
};
