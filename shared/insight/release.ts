/** A release of an area and a time: the tables and figures of one tier, from the counts as they stand. Pure. */
import type { Slice } from './answers.ts';
import type { Cell as Counted } from './counted/tally.ts';
import { definitionsVersion } from './counts.ts';
import { all, type Cell, type Count, type Tier } from './disclosure/types.ts';
import { areaFigures } from './release-figures.ts';
import { countsOf, type Earlier, tablesMade } from './release-tables.ts';
import type { Place, Released } from './release-types.ts';
import { type ReportPeriod, reportPeriod } from './report-period.ts';

/** `cross` and `all`: cells of these sections, of the months of the time; `yearBefore`: `all` of the same time a year before. */
export type Given = {
  area: string;
  name: string;
  practices: readonly Place[];
  period: ReportPeriod;
  cross: readonly Counted[];
  all: readonly Counted[];
  yearBefore: readonly Counted[];
  earlier: readonly Earlier[];
  asAt: string;
};
export const yearBefore = ({ name, today, closed }: ReportPeriod): ReportPeriod => {
  const before = reportPeriod(
    name.replace(/^\d{4}/, (year) => String(Number(year) - 1)),
    today,
    closed,
  );
  if (!before) throw new Error('a time without a year before it');
  return before;
};
const sliceOf = (cells: readonly Counted[]): Slice => cells.map(({ month, tally }) => ({ month, tally }));
const totalIn = (tables: Released['tables'], period: string): Cell =>
  tables.find((table) => table.period === period && table.name === 'practice-simd')?.cells.find(({ at }) => at.every((one) => one === all))?.cell ?? {
    hidden: 'c',
  };

/** Practices that are none any more are still named, by their id. */
const named = (practices: readonly Place[], counts: readonly Count[]): Place[] => {
  const gone = [...new Set(counts.map(({ at }) => at.practice ?? ''))].filter((id) => practices.every((one) => one.id !== id));
  return [...practices, ...gone.map((id) => ({ id, name: id }))];
};
export type Making = { ok: true; released: Released; counts: readonly Count[] } | { ok: false; where: string };
export const releaseOf = (given: Given, tier: Tier): Making => {
  const { area, name, period, asAt, earlier } = given;
  const counts = countsOf(given.cross);
  const practices = named(given.practices, counts);
  const made = tablesMade({ period: period.name, practices: practices.map(({ id }) => id), counts, earlier }, tier);
  if (!made.ok) return made;
  const baseline = { slice: sliceOf(given.yearBefore), period: yearBefore(period) };
  const figures = areaFigures({ slice: sliceOf(given.all), period, baseline, tier }, totalIn(made.tables, period.name));
  const released = { area, name, period: period.name, tier, asAt, definitionsVersion, practices, tables: made.tables, figures };
  return { ok: true, released, counts };
};
