/** Needs for which nobody was found: counted by area and month, without the person. In `access`. */

import { everyItem } from '#platform/every-item';
import { accessKeys } from '#platform/tables';
import type { Item, Table } from '#platform/types';
import { isNeedCode } from '#referral/needs';
import type { NeedCode } from '#referral/types';

/** `month`: `2026-11`. `once`: an HMAC of whose need it is; the same person's need counts once in a month. */
type Gap = { area: string; month: string; need: NeedCode; once: string };
type Gaps = { need: NeedCode; month: string; count: number };

/** Nothing but that it was: whoever reads it learns no more. */
export const countOnce = async (table: Table, item: Item): Promise<void> => {
  const written = await table.write([{ put: item, when: { absent: true } }]);
  if (written.outcome === 'written' || written.outcome === 'condition-failed') return;
  throw new Error(`it could not be counted: ${written.outcome}`);
};
export const noteGap = (table: Table, { area, month, need, once }: Gap): Promise<void> => countOnce(table, accessKeys.gap(area, month, need, once));

type Asked = { pk: string; from: string; to: string };
/** By month and what stands after it, how often; both months inclusive. */
export const countsOf = async (table: Table, { pk, from, to }: Asked): Promise<{ month: string; what: string; count: number }[]> => {
  const counts = new Map<string, number>();
  for (const { sk } of await everyItem(table, { pk, from, to: `${to}~` })) {
    const name = sk.slice(0, sk.lastIndexOf('#'));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ month: name.slice(0, 7), what: name.slice(8), count }));
};
/** For who looks after the area: small counts are theirs to hide. */
export const gapsIn = async (table: Table, area: string, fromMonth: string, toMonth: string): Promise<Gaps[]> => {
  const counts = await countsOf(table, { pk: accessKeys.gap(area, '', '', '').pk, from: fromMonth, to: toMonth });
  return counts.flatMap(({ month, what, count }): Gaps[] => (isNeedCode(what) ? [{ need: what, month, count }] : []));
};
