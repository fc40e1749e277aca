/** What is known about people beside their record, in the partition of the person; every version is kept. */

import type { PracticeId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Item, Table, Written } from '#platform/types';
import { nextVersion } from '#platform/versioned';
import type { PersonId } from '#referral/types';
import type { AboutPerson } from './about.ts';

type AboutStore = {
  load(person: PersonId): Promise<AboutPerson | undefined>;
  /** By person; nobody of whom nothing is known. */
  loadAll(people: readonly PersonId[]): Promise<Map<PersonId, AboutPerson>>;
  /** Newest first. */
  versions(person: PersonId): Promise<AboutPerson[]>;
  /** A new version that follows `before`; not written when that is no longer the newest. */
  write(after: AboutPerson, before: AboutPerson | undefined): Promise<Written>;
};

/** What the hub wrote is trusted: it was typed when written. */
const aboutFrom = (item: Item): AboutPerson => JSON.parse(String(item.data));
const bodyOf = (about: AboutPerson) => ({ versionId: about.versionId, data: JSON.stringify(about) });
export const nothingKnown = (person: PersonId, practice: PracticeId): Pick<AboutPerson, 'person' | 'practice' | 'about'> & { versionId: 0 } => ({
  person,
  practice,
  versionId: 0,
  about: {},
});

export const aboutStore = (table: Table): AboutStore => ({
  load: async (person) => {
    const item = await table.get(keys.about(person));
    return item && aboutFrom(item);
  },
  loadAll: async (people) => {
    const asked = [...new Set(people)];
    const items = asked.length === 0 ? [] : await table.getAll(asked.map(keys.about));
    return new Map(items.flatMap((item) => (item ? [[aboutFrom(item).person, aboutFrom(item)] as const] : [])));
  },
  versions: async (person) => {
    const { pk, sk } = keys.aboutVersion(person, 0);
    const older = await everyItem(table, { pk, from: sk, to: `${sk.slice(0, -6)}~` });
    const current = await table.get(keys.about(person));
    return [...(current ? [current] : []), ...older.reverse()].map(aboutFrom);
  },
  write: (after, before) =>
    table.write(
      nextVersion({ ...keys.about(after.person), ...bodyOf(after) }, before && { ...keys.aboutVersion(before.person, before.versionId), ...bodyOf(before) }),
    ),
});
