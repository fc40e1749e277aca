/** Who looked at figures as they are, took them along, or published them: in `access`, for a year, shown to the managers of the area. */
import { everyItem } from '#platform/every-item';
import { accessKeys, expiresAt } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Instant, Item, Table } from '#platform/types';

export const doneToFigures = ['looked', 'took', 'published'] as const;
/** `what`: a metric, or the page or file that has several. `practice`: absent where it was all of the area. Of people nothing stands here. */
export type Looked = { area: string; at: Instant; user: string; did: (typeof doneToFigures)[number]; what: string; practice?: string; period: string };

const keptSeconds = 365 * 24 * 3600;
const secondOf = (at: Instant): number => Math.floor(millisecondsOf(at) / 1000);

/** One row for each area of which there were figures: each has its own managers. Throws when it cannot be noted, so that nobody looks unseen. */
export const noteLooked = async (table: Table, areas: readonly string[], looked: Omit<Looked, 'area'>, id: string): Promise<void> => {
  const rows = areas.map((area) => ({
    put: { ...accessKeys.looked(area, looked.at, id), ...looked, area, [expiresAt]: secondOf(looked.at) + keptSeconds } satisfies Item,
    when: { absent: true as const },
  }));
  const { outcome } = await table.write(rows);
  if (outcome !== 'written') throw new Error(`it was not noted who looked at figures: ${outcome}`);
};
const lookedFrom = ({ area, at, user, did, what, practice, period }: Item): Looked => ({
  ...{ area: String(area), at: String(at) as Instant, user: String(user), what: String(what), period: String(period) },
  did: doneToFigures.find((one) => one === did) ?? 'looked',
  ...(practice === undefined ? {} : { practice: String(practice) }),
});
/** `month`: `2026-11`. Oldest first. */
export const lookedIn = async (table: Table, area: string, month: string, now: Instant): Promise<Looked[]> =>
  (await everyItem(table, { pk: accessKeys.looked(area, month, '').pk })).filter((item) => Number(item[expiresAt]) > secondOf(now)).map(lookedFrom);
