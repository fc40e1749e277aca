/** What an area reported of a quarter, kept as it was: figures, definitions and commentary of that instant. In `access`; nothing changes one or takes it away. */
import { everyItem } from '#platform/every-item';
import { accessKeys } from '#platform/tables';
import type { Instant, Item, Table } from '#platform/types';
import type { Answer } from './answers.ts';

/** `says`: as it was said then, whatever words change. */
export type FrozenFigure = { metric: string; says: readonly string[]; answer: Answer };
export type Frozen = {
  area: string;
  /** As `2026-Q3`. */
  quarter: string;
  asAt: Instant;
  definitionsVersion: number;
  by: { user: string; role: string };
  commentary: string;
  figures: readonly FrozenFigure[];
};
/** `n`: the first of its quarter is 1; a later one stands beside it. */
export type Return = Frozen & { n: number };

const returnIn = ({ sk, data }: Item): Return => {
  const frozen: Frozen = JSON.parse(String(data));
  return { ...frozen, n: Number(sk.slice(sk.lastIndexOf('#') + 1)) };
};
/** In the order in which they were frozen. */
export const returnsOf = async (table: Table, area: string, quarter: string): Promise<Return[]> => {
  const { pk } = accessKeys.returned(area, quarter, 0);
  return (await everyItem(table, { pk, from: `${quarter}#`, to: `${quarter}#~` })).map(returnIn);
};
export const returnAt = async (table: Table, area: string, quarter: string, n: number): Promise<Return | undefined> => {
  const item = await table.get(accessKeys.returned(area, quarter, n));
  return item && returnIn(item);
};

/** More than anybody reports of one quarter. */
const mostOfQuarter = 999;
/** Its number; undefined where somebody else froze one at the same time. */
export const freeze = async (table: Table, frozen: Frozen): Promise<number | undefined> => {
  const n = ((await returnsOf(table, frozen.area, frozen.quarter)).at(-1)?.n ?? 0) + 1;
  if (n > mostOfQuarter) return undefined;
  const put = { ...accessKeys.returned(frozen.area, frozen.quarter, n), data: JSON.stringify(frozen) };
  const { outcome } = await table.write([{ put, when: { absent: true } }]);
  return outcome === 'written' ? n : undefined;
};
