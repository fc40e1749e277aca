/** Reads the figures: a query for each area and month, or a get for each practice and month, however many referrals there were. */
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Clock, Item, Key, Table } from '#platform/types';
import { type Cell, type Section, sections, type Tally, wholeArea } from './counted/tally.ts';
import { currentSet } from './counts.ts';
import { type DeliveryReport, deliveryReport } from './delivery-report.ts';
import { monthsOf, type Period } from './period.ts';

type Figures = { /** The table `work`. */ table: Table; clock: Clock };

/** `wanted`: the names that are asked for; absent: all of them. */
export const tallyOf = (item: Item, wanted?: (name: string) => boolean): Tally => {
  const tally: Record<string, number> = {};
  for (const name in item) {
    const value = item[name];
    if (typeof value === 'number' && value !== 0 && (wanted === undefined || wanted(name))) tally[name] = value;
  }
  return tally;
};

/**
 * `months`: as `2026-11`, or `now`. `practice`: alone, with the area it lies in, or `wholeArea` for each area added up; absent: each practice of the areas.
 * Of the section `all` the hours of answers come along where they are wanted.
 */
type Asked = {
  set?: string;
  areas: readonly string[];
  months: readonly string[];
  section: Section;
  practice?: string;
  wanted?: (name: string) => boolean;
};

/** One item at a time is got rather than queried. */
const gotten = async (table: Table, { set = currentSet, areas, months, section, wanted }: Asked, practice: string): Promise<Cell[]> => {
  const places = areas.flatMap((area) => months.map((month) => ({ area, month })));
  const got: Key[] = places.map(({ area, month }) => keys.figuresOf(set, area, month, section, practice));
  const items = got.length === 0 ? [] : await table.getAll(got);
  return places.flatMap(({ area, month }, n) => {
    const item = items[n];
    return item ? [{ area, month, section, practice, tally: tallyOf(item, wanted) }] : [];
  });
};
const queried = async (table: Table, { set = currentSet, section, wanted }: Asked, area: string, month: string): Promise<Cell[]> => {
  const items = await everyItem(table, { pk: keys.figures(set, area, month), from: `${section}#`, to: `${section}#~` });
  const cells = items.map((item) => ({ area, month, section, practice: item.sk.slice(section.length + 1), tally: tallyOf(item, wanted) }));
  return cells.filter(({ practice }) => practice !== wholeArea);
};
/** A cell for each practice and month of which anything is said. */
export const readCells = async (table: Table, asked: Asked): Promise<Cell[]> => {
  const withHours = asked.section === sections.all && (asked.wanted === undefined || asked.wanted('hours.1'));
  const read = withHours ? [sections.all, sections.hours] : [asked.section];
  return (await Promise.all(read.map((section) => readOne(table, { ...asked, section })))).flat();
};
const readOne = async (table: Table, asked: Asked): Promise<Cell[]> => {
  const { areas, months, practice } = asked;
  if (practice !== undefined) return gotten(table, asked, practice);
  return (await Promise.all([...new Set(areas)].flatMap((area) => months.map((month) => queried(table, asked, area, month))))).flat();
};

/** The delivery figures of these areas together, for a manager of them. */
export const readDelivery = async (areas: readonly string[], period: Period, { table, clock }: Figures): Promise<DeliveryReport> => {
  const asAt = clock.now();
  const cells = await readCells(table, { areas, months: monthsOf(period), section: sections.all });
  return deliveryReport(cells, period, asAt);
};
