/** Studies in the `referrals` table: what each is now, every version, and in which areas. */
import type { AreaId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Item, LocalDate, Table, Written } from '#platform/types';
import { nextVersion } from '#platform/versioned';
import type { Study, StudyId } from './types.ts';

/** That an export was made, and how many people are in it. */
type Exported = { cutOff: LocalDate; people: number };
type Studies = {
  load(id: StudyId): Promise<Study | undefined>;
  /** By name. */
  inAreas(areas: readonly AreaId[]): Promise<Study[]>;
  /** A new version that follows `before`; not written when that is no longer the newest. `areas`: of its practices. */
  write(after: Study, before: Study | undefined, areas: readonly AreaId[]): Promise<Written>;
  /** How often somebody said something about taking part: it rises with each. */
  saidCount(id: StudyId): Promise<number>;
  /** Newest cut-off first. */
  exportsOf(id: StudyId): Promise<Exported[]>;
  noteExport(id: StudyId, exported: Exported): Promise<void>;
};

/** What the hub wrote is trusted: it was typed when written. */
const studyFrom = (item: Item): Study => JSON.parse(String(item.data));
const bodyOf = (study: Study) => ({ versionId: study.versionId, data: JSON.stringify(study) });
export const readStudyId = (text: string | undefined): StudyId | undefined => (text && /^[0-9a-hjkmnp-tv-z]{12}$/.test(text) ? (text as StudyId) : undefined);

export const studyStore = (table: Table): Studies => ({
  load: async (id) => {
    const item = await table.get(keys.study(id));
    return item && studyFrom(item);
  },
  inAreas: async (areas) => {
    const listed = await Promise.all(areas.map((area) => everyItem(table, { pk: keys.studyIn(area, '').pk })));
    const ids = [...new Set(listed.flat().map(({ sk }) => sk))];
    const items = ids.length === 0 ? [] : await table.getAll(ids.map(keys.study));
    return items.flatMap((item) => (item ? [studyFrom(item)] : [])).sort((one, other) => (one.name < other.name ? -1 : 1));
  },
  write: (after, before, areas) =>
    table.write([
      ...nextVersion({ ...keys.study(after.id), ...bodyOf(after) }, before && { ...keys.studyVersion(before.id, before.versionId), ...bodyOf(before) }),
      ...[...new Set(areas)].map((area) => ({ put: keys.studyIn(area, after.id) })),
    ]),
  saidCount: async (id) => Number((await table.get(keys.studySaid(id)))?.n ?? 0),
  exportsOf: async (id) => {
    const items = await everyItem(table, { pk: keys.study(id).pk, from: 'X#', to: 'X#~', backwards: true });
    return items.map((item) => ({ cutOff: item.sk.slice(2) as LocalDate, people: Number(item.people) }));
  },
  noteExport: async (id, { cutOff, people }) => {
    const { outcome } = await table.write([{ put: { ...keys.studyExport(id, cutOff), people } }]);
    if (outcome !== 'written') throw new Error(`that an export was made could not be noted: ${outcome}`);
  },
});
