/** The referrals that an area received, by practice, need and deprivation: one release, since a reader has all of its tables. */

import { isNeedCode, needCodes, needs } from '#referral/needs';
import { byValue, type Cell } from './counted/tally.ts';
import { financialYearOf, monthsIn } from './disclosure/grid.ts';
import { addedUp, hiddenThen, protect } from './disclosure/protect.ts';
import type { Count, Dimension, PublishedTable, Release, Table, Tier } from './disclosure/types.ts';

const notKnown = 'not-known';
const fifths = ['1', '2', '3', '4', '5', notKnown] as const;
const needCategories: readonly string[] = [...needCodes, notKnown];

/** `cells` of the section `cross`: need and fifth together, of each practice and month. */
export const countsOf = (cells: readonly Cell[]): Count[] =>
  cells.flatMap(({ practice, month, tally }) =>
    [...byValue(tally, 'need-simd')].flatMap(([value, { received = 0 }]): Count[] => {
      const [need = '', fifth = ''] = value.split('/');
      const at = { practice, need: isNeedCode(need) ? need : notKnown, simd: fifths.find((one) => one === fifth) ?? notKnown };
      return received > 0 ? [{ month, at, n: received }] : [];
    }),
  );

const dimensionsOf = (practices: readonly string[]): Dimension[] => [
  { name: 'practice', categories: practices, kind: 'practice' },
  { name: 'need', categories: needCategories, kind: 'need', sensitive: needCodes.filter((code) => needs[code]) },
  { name: 'simd', categories: fifths, kind: 'simd' },
];
/** Crossed for the whole time alone, and month by month along one thing: in more detail nearly all would be hidden. */
const tablesOf = (whole: readonly string[], months: readonly string[]): Table[] => [
  { name: 'practice-simd', by: ['practice', 'simd'], periods: whole },
  { name: 'need-simd', by: ['need', 'simd'], periods: whole },
  { name: 'practice-need', by: ['practice', 'need'], periods: whole },
  ...['practice', 'need', 'simd'].flatMap((by) => (months.length > 0 ? [{ name: `${by}-month`, by: [by], periods: months }] : [])),
];

/** A quarter that was published: with what it was made from, which stays as it was then, and what it told. */
export type Earlier = { quarter: string; counts: readonly Count[]; tables: readonly PublishedTable[] };
/** `counts`: of this time alone. `practices`: ids, all that there are. */
type TablesOf = { period: string; practices: readonly string[]; counts: readonly Count[]; earlier: readonly Earlier[] };

const everyPractice = ({ practices, counts, earlier }: TablesOf): string[] => [
  ...new Set([...practices, ...[...counts, ...earlier.flatMap((one) => one.counts)].map(({ at }) => at.practice ?? '')]),
];
/** How many came in is what everybody asks first. */
const keepsTotalsFrom = 50;
const releaseOf = (given: TablesOf): Release => ({
  dimensions: dimensionsOf(everyPractice(given)),
  tables: tablesOf([given.period], /-Q/.test(given.period) ? monthsIn(given.period) : []),
  counts: given.counts,
  like: new Set(given.earlier.flatMap(({ quarter, tables }) => [...hiddenThen(quarter, tables, given.period)])),
  keepsTotalsFrom,
});
/** What would be published of a time alone, before anything is protected. */
export const releaseIn = ({ cross, ...of }: { period: string; practices: readonly string[]; cross: readonly Cell[] }): Release =>
  releaseOf({ ...of, counts: countsOf(cross), earlier: [] });

/** With the last of its quarters to go out goes the financial year, of what each of them was made from then: what was entered later is not in it. */
const yearOf = (given: TablesOf, made: readonly PublishedTable[], tier: Exclude<Tier, 'inside'>): PublishedTable[] => {
  const { name, quarters } = financialYearOf(given.period);
  const together = [...given.earlier, { quarter: given.period, counts: given.counts, tables: made }].filter(({ quarter }) => quarters.includes(quarter));
  if (!quarters.every((quarter) => together.some((one) => one.quarter === quarter))) return [];
  const release = { dimensions: dimensionsOf(everyPractice(given)), tables: tablesOf([name], []), counts: together.flatMap(({ counts }) => counts) };
  return addedUp(
    release,
    quarters,
    together.flatMap(({ tables }) => tables),
    tier,
  );
};

/** `where`: the place that could not be protected. */
type TablesMade = { ok: true; tables: PublishedTable[] } | { ok: false; where: string };
/** Nothing leaves the hub but what this gives. What went out before is not in it again. */
export const tablesMade = (given: TablesOf, tier: Tier): TablesMade => {
  const made = protect(releaseOf(given), tier);
  if (!made.ok) return { ok: false, where: made.what };
  const isQuarter = /-Q/.test(given.period);
  return { ok: true, tables: tier === 'inside' || !isQuarter ? made.tables : [...made.tables, ...yearOf(given, made.tables, tier)] };
};
