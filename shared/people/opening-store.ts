/** Who looked at the name of somebody sensitive, when and why: in `access`, kept for a year, counted for the manager. */

import type { AreaId, PracticeId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { accessKeys, expiresAt } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Instant, Item, LocalDate, Table } from '#platform/types';
import type { PersonId } from '#referral/types';

/** `reason`: of who had no part in it. `day`: London's. */
export type Opening = { area: AreaId; practice: PracticeId; person: PersonId; user: string; day: LocalDate; at: Instant; reason?: string };
type OpeningStore = {
  isOpen(of: Pick<Opening, 'area' | 'day' | 'user' | 'person'>): Promise<boolean>;
  /** Once a day and person; who opens twice has opened once. */
  open(opening: Opening): Promise<void>;
  /** `month`: `2026-11`. */
  ofMonth(area: AreaId, month: string, now: Instant): Promise<Opening[]>;
};

const keptSeconds = 365 * 24 * 3600;
const secondOf = (at: Instant): number => Math.floor(millisecondsOf(at) / 1000);
const keyOf = ({ area, day, user, person }: Pick<Opening, 'area' | 'day' | 'user' | 'person'>) => accessKeys.opening(area, day, user, person);
/** What the hub wrote is trusted: it was typed when written. */
const openingFrom = (item: Item): Opening => JSON.parse(String(item.data));

export const openingStore = (table: Table): OpeningStore => ({
  isOpen: async (of) => (await table.get(keyOf(of))) !== undefined,
  open: async (opening) => {
    const put: Item = { ...keyOf(opening), data: JSON.stringify(opening), [expiresAt]: secondOf(opening.at) + keptSeconds };
    const { outcome } = await table.write([{ put, when: { absent: true } }]);
    if (outcome !== 'written' && outcome !== 'condition-failed') throw new Error(`it was not noted who looked at a name: ${outcome}`);
  },
  ofMonth: async (area, month, now) => {
    const found = await everyItem(table, { pk: accessKeys.openings(area, month) });
    return found.filter((item) => Number(item[expiresAt]) > secondOf(now)).map(openingFrom);
  },
});
