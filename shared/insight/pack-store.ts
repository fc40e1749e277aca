/** What a manager adds to a report for funders: what the quarter cost, and whose stories stand in it. In `work`, beside the published quarter; every version is kept. */
import { keys } from '#platform/tables';
import type { Instant, Item, Table, Written } from '#platform/types';
import { nextVersion } from '#platform/versioned';

/** In whole pounds. */
export const costs = ['staff', 'fund', 'other'] as const;
export type Cost = (typeof costs)[number];
/** A story in the version that she read: another text is no choice of hers. */
export type Chosen = { person: string; versionId: number };
export type Pack = {
  area: string;
  quarter: string;
  versionId: number;
  lastUpdated: Instant;
  /** The user. */
  by: string;
  spent: Readonly<Partial<Record<Cost, number>>>;
  stories: readonly Chosen[];
};
export const spentIn = ({ spent }: Pack): number => costs.reduce((sum, cost) => sum + (spent[cost] ?? 0), 0);

/** What the hub wrote is trusted: it was typed when written. */
const packFrom = (item: Item): Pack => JSON.parse(String(item.data));
const bodyOf = (pack: Pack) => ({ versionId: pack.versionId, data: JSON.stringify(pack) });

export const packOf = async (table: Table, area: string, quarter: string): Promise<Pack | undefined> => {
  const item = await table.get(keys.publishedPart(area, quarter, 'pack'));
  return item && packFrom(item);
};
/** A version that follows `before`; not written when that is no longer the newest. */
export const writePack = (table: Table, after: Pack, before: Pack | undefined): Promise<Written> =>
  table.write(
    nextVersion(
      { ...keys.publishedPart(after.area, after.quarter, 'pack'), ...bodyOf(after) },
      before && { ...keys.publishedPart(before.area, before.quarter, `pack#${before.versionId}`), ...bodyOf(before) },
    ),
  );
