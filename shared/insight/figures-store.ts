/** Reads the figures: a query for each area and month, however many referrals there were. */
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Clock, Item, Table } from '#platform/types';
import { type DeliveryReport, deliveryReport } from './delivery-report.ts';
import { monthsOf, type Period } from './period.ts';
import type { Cell } from './tally.ts';

type Figures = { /** The table `work`. */ table: Table; clock: Clock };

const cellOf = (area: string, month: string, { pk: _, sk, ...counted }: Item): Cell => {
  const [, day, practice] = /^(\d\d)#(.+)$/s.exec(sk) ?? [];
  if (!day || !practice) throw new Error('figures of no day');
  return { area, practice, day: `${month}-${day}`, tally: Object.fromEntries(Object.entries(counted).map(([name, value]) => [name, Number(value)])) };
};

const readMonth = async (table: Table, area: string, month: string): Promise<Cell[]> =>
  (await everyItem(table, { pk: keys.figures(area, month) })).map((item) => cellOf(area, month, item));

/** The delivery figures of these areas together, for a manager of them. */
export const readDelivery = async (areas: readonly string[], period: Period, { table, clock }: Figures): Promise<DeliveryReport> => {
  const asAt = clock.now();
  const months = monthsOf(period);
  const read = [...new Set(areas)].flatMap((area) => months.map((month) => readMonth(table, area, month)));
  return deliveryReport((await Promise.all(read)).flat(), period, asAt);
};
