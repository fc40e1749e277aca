/** Places that people were told of, to go there themselves: counted by area and month, without the person. In `access`. */
import { accessKeys } from '#platform/tables';
import type { Table } from '#platform/types';
import { countOnce, countsOf } from './gaps-store.ts';

/** `entry`: its key in the directory. `once`: an HMAC of who was told; the same person told of the same place counts once in a month. */
type Signpost = { area: string; month: string; entry: string; once: string };
export const noteSignpost = (table: Table, { area, month, entry, once }: Signpost): Promise<void> =>
  countOnce(table, accessKeys.signpost(area, month, entry, once));
/** Both months inclusive. */
export const signpostsIn = async (
  table: Table,
  area: string,
  fromMonth: string,
  toMonth: string,
): Promise<{ entry: string; month: string; count: number }[]> => {
  const counts = await countsOf(table, { pk: accessKeys.signpost(area, '', '', '').pk, from: fromMonth, to: toMonth });
  return counts.map(({ month, what, count }) => ({ entry: what, month, count }));
};
