/** Reads the figures: a query for each area and month, or a get for each practice and month, however many referrals there were. */
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Clock, Item, Key, Table } from '#platform/types';
import { type Cell, type Section, sections, type Tally } from './counted/tally.ts';
import { currentSet } from './counts.ts';
import { type DeliveryReport, deliveryReport } from './delivery-report.ts';
import { monthsOf, type Period } from './period.ts';

type Figures = { /** The table `work`. */ table: Table; clock: Clock };

export const tallyOf = ({ pk: _, sk: __, ...counted }: Item): Tally =>
  Object.fromEntries(Object.entries(counted).flatMap(([name, value]) => (typeof value === 'number' && value !== 0 ? [[name, value]] : [])));

/** `months`: as `2026-11`, or `now`. `practice` alone, with the area it lies in; absent: all of the areas. */
export type Asked = { set?: string; areas: readonly string[]; months: readonly string[]; section: Section; practice?: string };

/** One item at a time is got rather than queried. */
const gotten = async (table: Table, { set = currentSet, areas, months, section }: Asked, practice: string): Promise<Cell[]> => {
  const places = areas.flatMap((area) => months.map((month) => ({ area, month })));
  const got: Key[] = places.map(({ area, month }) => keys.figuresOf(set, area, month, section, practice));
  const items = got.length === 0 ? [] : await table.getAll(got);
  return places.flatMap(({ area, month }, n) => {
    const item = items[n];
    return item ? [{ area, month, section, practice, tally: tallyOf(item) }] : [];
  });
};
const queried = async (table: Table, set: string, area: string, month: string, section: Section): Promise<Cell[]> => {
  const items = await everyItem(table, { pk: keys.figures(set, area, month), from: `${section}#`, to: `${section}#~` });
  return items.map((item) => ({ area, month, section, practice: item.sk.slice(section.length + 1), tally: tallyOf(item) }));
};
/** A cell for each practice and month of which anything is said. */
export const readCells = async (table: Table, asked: Asked): Promise<Cell[]> => {
  const { set = currentSet, areas, months, section, practice } = asked;
  if (practice !== undefined) return gotten(table, asked, practice);
  return (await Promise.all([...new Set(areas)].flatMap((area) => months.map((month) => queried(table, set, area, month, section))))).flat();
};

/** The delivery figures of these areas together, for a manager of them. */
export const readDelivery = async (areas: readonly string[], period: Period, { table, clock }: Figures): Promise<DeliveryReport> => {
  const asAt = clock.now();
  const cells = await readCells(table, { areas, months: monthsOf(period), section: sections.all });
  return deliveryReport(cells, period, asAt);
};
