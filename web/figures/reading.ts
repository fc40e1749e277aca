/** What the pages read of the figures: the months they show and no others, however many referrals there were. */

import type { Slice } from '#insight/answers';
import { byValue, type Cell, type Dimension, now, type Section, sections, wholeArea } from '#insight/counted/tally';
import { setAsAt } from '#insight/counts';
import { readCells } from '#insight/figures-store';
import type { Metric } from '#insight/metrics/types';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';
import { monthOf, monthsUntil } from './periods.ts';
import { wantedBy } from './wanted.ts';

type Place = Pick<Asked, 'areas' | 'practice' | 'asAt'>;
type Read = (section: Section, months: readonly string[], place: Place, visit: Visit, of?: readonly Metric[]) => Promise<Cell[]>;
const reading =
  (ofAll: { practice?: string }): Read =>
  (section, months, { areas, practice, asAt }, { ports }, of) =>
    readCells(ports.fhir.subscriptions.work, {
      ...{ areas: practice ? [practice.area] : areas.map(({ id }) => id), months, section },
      ...(practice ? { practice: practice.id } : ofAll),
      ...(asAt ? { set: setAsAt(asAt) } : {}),
      ...(of ? { wanted: wantedBy(of) } : {}),
    });
/** Of the practice, or of each area added up. `of`: the metrics that it is read for; absent: all. */
export const readSection = reading({ practice: wholeArea });
/** Each practice by itself. */
export const readPractices = reading({});

/** Months of a series, the last one that of the period or this one. */
const seriesLength = 24;
export const seriesMonths = ({ period }: Pick<Asked, 'period'>): string[] => {
  const [last, today] = [period.months.at(-1) ?? '', monthOf(period.today)];
  return monthsUntil(last < today ? last : today, seriesLength);
};
export const isNow = ({ basis }: Pick<Metric, 'basis'>): boolean => basis === 'now';
/** The hours of two years are more than a page may read; the same in working days has a series. */
const isOfHours = ({ compute }: Metric): boolean => compute.kind === 'time' && compute.histogram === 'hours';
/** Medians of months are no series where each is of what was measured once, or where nothing has a month. */
export const hasSeries = (metric: Metric): boolean => !isOfHours(metric) && hasMonths(metric);
const hasMonths = ({ basis, compute: { kind } }: Metric): boolean =>
  basis !== 'now' && kind !== 'paired' && kind !== 'mix-by' && kind !== 'needs-of-people' && kind !== 'elsewhere';
const needsNeeds = ({ compute }: Metric): boolean => compute.kind === 'mix-by' || compute.kind === 'needs-of-people';

/** `all`: of the practice, of each area, or where a rate is asked of each practice. `needs`: the section of needs, where the metric is of it. */
export type Figures = { all: readonly Cell[]; needs: readonly Cell[] };
export const readFigures = async (metric: Metric, asked: Asked, visit: Visit): Promise<Figures> => {
  const { months: ofPeriod } = asked.period;
  const series = isNow(metric) || !hasSeries(metric) ? [] : seriesMonths(asked);
  const months = isNow(metric) ? [now] : [...new Set([...ofPeriod, ...series])];
  // A rate needs each practice by itself.
  const read = metric.compute.kind === 'per' ? readPractices : readSection;
  const [all, needs] = await Promise.all([
    read(sections.all, months, asked, visit, [metric]),
    needsNeeds(metric) ? readSection(sections.need, ofPeriod, asked, visit, [metric]) : [],
  ]);
  return { all, needs };
};
/** The figures of the period told apart by one dimension. */
export const readApart = (dimension: Dimension, metric: Metric, asked: Asked, visit: Visit): Promise<Cell[]> =>
  readSection(sections[dimension], isNow(metric) ? [now] : asked.period.months, asked, visit, [metric]);

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
