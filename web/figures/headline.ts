/** The one number of an answer that a series or a comparison shows, with of how many it is and how sure it can be. */
import { type Answer, answerOf } from '#insight/answers';
import { meanOf, shareOf } from '#insight/interval';
import type { Metric } from '#insight/metrics/types';
import { reportPeriod } from '#insight/report-period';
import type { Words } from '#web/words/words';
import type { Asked } from './asked.ts';
import { type Divisors, divisorDay } from './divisors.ts';
import { type Figures, sliceOf } from './reading.ts';

/** `value`: undefined where there is nothing to tell. `low` and `high`: the 95% interval. */
export type Number = { value: number | undefined; n?: number; low?: number; high?: number };
export type Row = Number & { label: string };
/** Numbers that stand in one table, one chart and one part of a file. `id`: its name in files. */
export type FigureTable = { id: string; caption: string; of: string; unit: string; rows: readonly Row[] };

/** Times in a unit that people can take in. */
export type Scale = { unit: string; noun?: 'hours'; of(value: number): number };
const hoursOfDay = 24;
export const scaleOf = ({ unit }: Metric, answer: Answer, { figureNouns }: Words): Scale => {
  if (unit !== 'hours') return { unit, of: (value) => value };
  const isShort = answer.kind === 'time' && answer.median !== undefined && answer.median < 2 * hoursOfDay;
  return isShort
    ? { unit: figureNouns.hours.many, noun: 'hours', of: (hours) => hours }
    : { unit: figureNouns.times.response?.unit.many ?? unit, of: (hours) => hours / hoursOfDay };
};

const ofShare = (part: number, whole: number): Number => {
  const found = shareOf({ part, whole });
  return found ? { value: found.share * 100, n: whole, low: found.interval.low * 100, high: found.interval.high * 100 } : { value: undefined, n: whole };
};
const ofPairs = (n: number, sum: number, squares: number): Number => {
  const found = meanOf({ n, sum, squares });
  return { value: found?.mean, n, ...(found?.interval ?? {}) };
};
export const headlineOf = (answer: Answer, { of }: Scale): Number => {
  switch (answer.kind) {
    case 'count':
      return { value: answer.n };
    case 'share':
      return ofShare(answer.part, answer.whole);
    case 'time':
      return { value: answer.median === undefined ? undefined : of(answer.median), n: answer.n };
    case 'mix':
      return { value: answer.whole };
    case 'per':
      return { value: answer.of ? (answer.n / answer.of) * answer.times : undefined, n: answer.n };
    case 'standing':
      return { value: answer.n };
    case 'paired':
      return ofPairs(answer.paired, answer.sum, answer.squares);
    case 'ratio':
      return { value: answer.bottom === 0 ? undefined : answer.top / answer.bottom, n: answer.bottom };
    case 'money':
      return { value: answer.pounds, n: answer.people };
    case 'elsewhere':
      return { value: undefined };
  }
};

const divisorFor = (metric: Metric, period: Asked['period'], divisors: Divisors): { of?: number; isIn(practice: string): boolean } => {
  const day = divisorDay(metric, period);
  const amounts = divisors.practices.flatMap(({ id }) => divisors.at(id, day) ?? []);
  const of = amounts.length > 0 ? { of: amounts.reduce((sum, one) => sum + one, 0) } : {};
  return { ...of, isIn: (practice) => divisors.at(practice, day) !== undefined };
};
/** Of these cells, in this time. Practices whose divisor nobody entered are left out of a rate, above and below. */
export const answerFrom = (metric: Metric, { all, needs }: Figures, period: Asked['period'], divisors?: Divisors): Answer => {
  if (!divisors) return answerOf(metric, { slice: sliceOf(all, period.months), needs: sliceOf(needs, period.months), period });
  const { of, isIn } = divisorFor(metric, period, divisors);
  const counted = all.filter(({ practice }) => isIn(practice));
  return answerOf(metric, { slice: sliceOf(counted, period.months), needs: [], period, ...(of === undefined ? {} : { of }) });
};

/** For each month, oldest first. */
export const answersByMonth = (metric: Metric, months: readonly string[], { all }: Figures, { period }: Asked, divisors?: Divisors): [string, Answer][] => {
  const byMonth = Map.groupBy(all, ({ month }) => month);
  return months.flatMap((month): [string, Answer][] => {
    const one = reportPeriod(month, period.today, period.closed);
    return one ? [[month, answerFrom(metric, { all: byMonth.get(month) ?? [], needs: [] }, one, divisors)]] : [];
  });
};
