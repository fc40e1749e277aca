/** Absences in `access`: under who is away, and once more under who covers, so that a page asks one partition for whom somebody stands in. */

import type { PractitionerId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { accessKeys } from '#platform/tables';
import type { Item, Table, Write, Written } from '#platform/types';
import type { Absence } from './absences.ts';

type AbsenceStore = {
  /** By their first day. */
  of(practitioner: PractitionerId): Promise<Absence[]>;
  /** In which she is the cover. */
  coveredBy(cover: PractitionerId): Promise<Absence[]>;
  /** A new one, or one that follows `before`; not written when that is no longer the newest. */
  write(after: Absence, before?: Absence): Promise<Written>;
};

/** What the hub wrote is trusted: it was typed when written. */
const absenceFrom = (item: Item): Absence => JSON.parse(String(item.data));
const listed = async (table: Table, pk: string): Promise<Absence[]> => {
  const found = (await everyItem(table, { pk })).map(absenceFrom);
  return found.toSorted((one, other) => (one.from < other.from ? -1 : 1));
};

export const absenceStore = (table: Table): AbsenceStore => ({
  of: (practitioner) => listed(table, accessKeys.absence(practitioner, '').pk),
  coveredBy: (cover) => listed(table, accessKeys.covering(cover, '').pk),
  write: (after, before) => {
    const body = { versionId: after.versionId, data: JSON.stringify(after) };
    const when: Write['when'] = before ? { equals: { versionId: before.versionId } } : { absent: true };
    return table.write([
      { put: { ...accessKeys.absence(after.practitioner, after.id), ...body }, when },
      ...(after.cover ? [{ put: { ...accessKeys.covering(after.cover, after.id), ...body } }] : []),
    ]);
  },
});
