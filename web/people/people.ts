/** The people of several referrals, with what must be honoured about each: two reads for all. */
import type { About, AboutPerson } from '#people/about';
import { aboutTogether } from '#people/about-merged';
import { aboutStore } from '#people/about-store';
import { recordsOf } from '#people/merging';
import { personStore } from '#people/person-store';
import type { Person } from '#people/types';
import type { Table } from '#platform/types';
import type { PersonId } from '#referral/types';
import { type PersonSummary, summaryOf } from './person-summary.ts';

/** `kept`: the newest version of what was learnt under the person's own record; `about`: with what merged records add. */
export type Known = { person: Person; summary: PersonSummary; about: About; kept?: AboutPerson };

/** By the id that the referral has; a merged record shows the person it was merged into. */
export const knownPeople = async (ids: readonly PersonId[], table: Table): Promise<Map<PersonId, Known>> => {
  const asked = [...new Set(ids)];
  const store = personStore(table);
  const first = await store.loadAll(asked);
  const merged = first.map((person) => person?.mergedInto).filter((id) => id !== undefined);
  const survivors = new Map((await store.loadAll([...new Set(merged)])).flatMap((person) => (person ? [[person.id, person] as const] : [])));
  const people = first.map((person) => (person?.mergedInto ? (survivors.get(person.mergedInto) ?? person) : person));
  const about = await aboutStore(table).loadAll(people.flatMap((person) => (person ? recordsOf(person) : [])));
  return new Map(
    asked.flatMap((id, n) => {
      const person = people[n];
      if (!person) return [];
      const kept = about.get(person.id);
      const merged = (person.replaces ?? []).flatMap((replaced) => about.get(replaced) ?? []);
      return [[id, { person, summary: summaryOf(person), about: aboutTogether(kept, merged), ...(kept ? { kept } : {}) }] as const];
    }),
  );
};
export const knownPerson = async (id: PersonId, table: Table): Promise<Known | undefined> => (await knownPeople([id], table)).get(id);
