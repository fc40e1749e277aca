/** Practitioners' other time, in `access`: one item to a week, changed by its version. */
import type { PractitionerId } from '#identity/types';
import { accessKeys } from '#platform/tables';
import type { Item, Table, Written } from '#platform/types';
import type { IsoWeek, OtherTime } from './other-time.ts';

export type TimeStore = {
  /** Of these weeks, which need not follow each other closely; whatever was said of them, in the order of time. */
  between(practitioner: PractitionerId, first: IsoWeek, last: IsoWeek): Promise<OtherTime[]>;
  /** Not written when `before` is no longer the newest; 0: there was nothing. */
  write(practitioner: PractitionerId, after: OtherTime, before: number): Promise<Written>;
};

/** What the hub wrote is trusted: it was typed when written. */
const timeFrom = (item: Item): OtherTime => JSON.parse(String(item.data));

export const timeStore = (table: Table): TimeStore => ({
  between: async (practitioner, first, last) => {
    const { pk } = accessKeys.otherTime(practitioner, first);
    const { items } = await table.query({ pk, from: first, to: last });
    return items.map(timeFrom);
  },
  write: (practitioner, after, before) =>
    table.write([
      {
        put: { ...accessKeys.otherTime(practitioner, after.week), versionId: after.versionId, data: JSON.stringify(after) },
        when: before === 0 ? { absent: true } : { equals: { versionId: before } },
      },
    ]),
});
