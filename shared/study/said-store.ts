/** What people said of taking part, in the partition of each: all of it, oldest first; that something was said is counted with the study. */
import { keys } from '#platform/tables';
import type { Item, Table, Write, Written } from '#platform/types';
import type { PersonId } from '#referral/types';
import type { Said, StudyId } from './types.ts';

type SaidStore = {
  /** Of these people, each in the place of its id. */
  loadAll(study: StudyId, people: readonly PersonId[]): Promise<(readonly Said[])[]>;
  /** After all that was said before; not written when there is more by now. */
  add(study: StudyId, person: PersonId, before: readonly Said[], said: Said): Promise<Written>;
};
const saidIn = (item: Item | undefined): readonly Said[] => (item ? JSON.parse(String(item.data)) : []);
/** Whoever has begun an export sees that it is no longer of now. */
export const countSaid = (study: StudyId): Write => ({ update: keys.studySaid(study), add: { n: 1 } });

export const saidStore = (table: Table): SaidStore => ({
  loadAll: async (study, people) => (people.length === 0 ? [] : (await table.getAll(people.map((person) => keys.research(person, study)))).map(saidIn)),
  add: (study, person, before, said) =>
    table.write([
      {
        put: { ...keys.research(person, study), versionId: before.length + 1, data: JSON.stringify([...before, said]) },
        when: before.length > 0 ? { equals: { versionId: before.length } } : { absent: true },
      },
      countSaid(study),
    ]),
});
