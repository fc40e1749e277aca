/** The referrals that an area received, by practice, need and deprivation: one release, since a reader has all of its tables. */

import { isNeedCode, needCodes, needs } from '#referral/needs';
import { byValue, type Cell } from './counted/tally.ts';
import { monthsIn } from './disclosure/grid.ts';
import { protect, toldBy } from './disclosure/protect.ts';
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

const quartersOf = (year: string): string[] => [1, 2, 3, 4].map((n) => `${year}-Q${n}`);
/** With the fourth quarter goes the year, where the others went out: it adds up what they told, so that they are looked at together. Quarters alone share nobody. */
const withYear = (given: TablesOf): string | undefined => {
  const { period, earlier } = given;
  const year = period.slice(0, 4);
  const before = quartersOf(year).slice(0, 3);
  return period === `${year}-Q4` && before.every((quarter) => earlier.some((one) => one.quarter === quarter)) ? year : undefined;
};
const everyPractice = ({ practices, counts, earlier }: TablesOf): string[] => [
  ...new Set([...practices, ...[...counts, ...earlier.flatMap((one) => one.counts)].map(({ at }) => at.practice ?? '')]),
];
/** What would be published of a time alone, before anything is protected. */
export const releaseIn = ({ cross, ...of }: { period: string; practices: readonly string[]; cross: readonly Cell[] }): Release =>
  releaseOf({ ...of, counts: countsOf(cross), earlier: [] }, undefined);
const releaseOf = (given: TablesOf, year: string | undefined): Release => {
  const { period, counts, earlier } = given;
  const together = year === undefined ? [] : earlier.filter(({ quarter }) => quarter.startsWith(year));
  const quarters = [...together.map(({ quarter }) => quarter), period];
  const months = quarters.flatMap(monthsIn).filter((month) => !quarters.includes(month));
  // How many came in is what everybody asks first.
  const all = [...together.flatMap((one) => one.counts), ...counts];
  return {
    dimensions: dimensionsOf(everyPractice(given)),
    tables: tablesOf([...quarters, ...(year === undefined ? [] : [year])], /-Q/.test(period) ? months : []),
    counts: all,
    keepsTotalsFrom: 50,
    ...(together.length > 0 ? { before: toldBy(together.flatMap((one) => one.tables)) } : {}),
  };
};

/** `withoutYear`: what the quarters told leaves no way to publish their sum too. `where`: the place that could not be protected. */
type TablesMade = { ok: true; tables: PublishedTable[]; withoutYear?: true } | { ok: false; where: string };

/** Nothing leaves the hub but what this gives. What went out before is not in it again. */
export const tablesMade = (given: TablesOf, tier: Tier): TablesMade => {
  const year = withYear(given);
  const made = protect(releaseOf(given, year), tier);
  if (made.ok) {
    const told = new Set(given.earlier.flatMap(({ quarter }) => [quarter, ...monthsIn(quarter)]));
    return { ok: true, tables: made.tables.filter(({ period }) => !told.has(period)) };
  }
  if (year === undefined) return { ok: false, where: made.what };
  const alone = protect(releaseOf(given, undefined), tier);
  return alone.ok ? { ok: true, tables: alone.tables, withoutYear: true } : { ok: false, where: alone.what };
};
