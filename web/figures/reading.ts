/** What the pages read of the figures: the months they show and no others, however many referrals there were. */

import type { Slice } from '#insight/answers';
import { byValue, type Cell, type Dimension, now, type Section, sections } from '#insight/counted/tally';
import { readCells } from '#insight/figures-store';
import type { Metric } from '#insight/metrics/types';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';
import { monthOf, monthsUntil } from './periods.ts';

export const readSection = (
  section: Section,
  months: readonly string[],
  { areas, practice }: Pick<Asked, 'areas' | 'practice'>,
  { ports }: Visit,
): Promise<Cell[]> =>
  readCells(ports.fhir.subscriptions.work, {
    ...{ areas: practice ? [practice.area] : areas.map(({ id }) => id), months, section },
    ...(practice ? { practice: practice.id } : {}),
  });

/** Months of a series, the last one that of the period or this one. */
const seriesLength = 24;
export const seriesMonths = ({ period }: Pick<Asked, 'period'>): string[] => {
  const [last, today] = [period.months.at(-1) ?? '', monthOf(period.today)];
  return monthsUntil(last < today ? last : today, seriesLength);
};
export const isNow = ({ basis }: Pick<Metric, 'basis'>): boolean => basis === 'now';
const needsNeeds = ({ compute }: Metric): boolean => compute.kind === 'mix-by' || compute.kind === 'needs-of-people';

/** `all`: of every practice asked for. `needs`: the section of needs, where the metric is of it. */
export type Figures = { all: readonly Cell[]; needs: readonly Cell[] };
export const readFigures = async (metric: Metric, asked: Asked, visit: Visit): Promise<Figures> => {
  const months = isNow(metric) ? [now] : [...new Set([...seriesMonths(asked), ...asked.period.months])];
  const [all, needs] = await Promise.all([
    readSection(sections.all, months, asked, visit),
    needsNeeds(metric) ? readSection(sections.need, asked.period.months, asked, visit) : [],
  ]);
  return { all, needs };
};
/** The figures of the period told apart by one dimension. */
export const readApart = (dimension: Dimension, metric: Metric, asked: Asked, visit: Visit): Promise<Cell[]> =>
  readSection(sections[dimension], isNow(metric) ? [now] : asked.period.months, asked, visit);

export const sliceOf = (cells: readonly Cell[], months?: readonly string[]): Slice =>
  cells.flatMap(({ month, tally }) => (months === undefined || month === now || months.includes(month) ? [{ month, tally }] : []));
/** By value of the dimension. */
export const slicesApart = (cells: readonly Cell[], dimension: Dimension): Map<string, Slice> => {
  const found = new Map<string, { month: string; tally: Cell['tally'] }[]>();
  for (const { month, tally } of cells)
    for (const [value, own] of byValue(tally, dimension)) {
      const slice = found.get(value) ?? [];
      found.set(value, slice);
      slice.push({ month, tally: own });
    }
  return found;
};
