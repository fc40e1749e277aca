/** Every answer of the hub beside the recount's. */
import { isDeepStrictEqual } from 'node:util';
import { type Answer, answerOf, type Slice } from '#insight/answers';
import { byValue, type Cell, type Dimension, type Section, sections, sumOf } from '#insight/counted/tally';
import { readCells } from '#insight/figures-store';
import { metrics } from '#insight/metrics/all';
import type { Metric } from '#insight/metrics/types';
import { reportPeriod } from '#insight/report-period';
import { demoSimd } from '#people/simd-demo';
import type { LocalDate, Table } from '#platform/types';
import type { Calendar } from '#referral/working-days';
import type { Asked } from './recount/asked.ts';
import { periodsOf } from './recount/days.ts';
import { questions } from './recount/questions.ts';

export const fifths = Object.fromEntries(demoSimd.map(([postcode, fifth]) => [postcode.replaceAll(' ', ''), String(fifth)]));
const dayLength = 86_400_000;
const holidaysOf = (closed: Calendar): string[] => [...closed].map((day) => new Date(day * dayLength).toISOString().slice(0, 10));

/** The hub's answer in the recount's form: what is none is absent or 0. */
const plain = (answer: Answer): object => {
  switch (answer.kind) {
    case 'time':
      return { ...answer, times: Object.fromEntries(answer.times.map(({ value, times }) => [value, times])) };
    case 'mix':
      return { ...answer, rows: Object.fromEntries(answer.rows.map(({ value, n }) => [value, n])) };
    case 'share':
      return { notYet: 0, ...answer };
    default:
      return answer;
  }
};
const told = (answer: object): object => Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
const isSame = (hub: Answer, recounted: object): boolean => isDeepStrictEqual(told(plain(hub)), told(recounted));
const isNought = ({ kind: _, limit: __, ...answer }: Record<string, unknown>): boolean =>
  Object.entries(answer).every(([name, value]) => ['times', 'longerThan', 'oldest', 'what', 'of'].includes(name) || !value || typeof value === 'object');

export type Place = { practice?: string; apart: boolean };
export type Compared = { answers: number; notNought: Map<string, number>; different: string[] };
type Sources = {
  cells(section: Section, practice: string | undefined): Promise<readonly Cell[]>;
  people: Asked['people'];
  closed: Calendar;
  today: string;
  months: readonly string[];
  hours: Hours;
};
type HoursAt = (practice: string, day: string) => number | undefined;
/** Whole-time equivalents as the hub has them and as the recount does. */
export type Hours = { hub: HoursAt; recounted: HoursAt };
export const cellsIn =
  (work: Table, area: string, months: readonly string[], set?: string): Sources['cells'] =>
  (section, practice) =>
    readCells(work, { ...(set ? { set } : {}), areas: [area], months: [...months, 'now'], section, ...(practice === undefined ? {} : { practice }) });
const sliceOf = (cells: readonly Cell[], months: readonly string[]): Slice =>
  months.map((month) => ({ month, tally: sumOf(cells.filter((cell) => cell.month === month).map(({ tally }) => tally)) }));

type Values = { whole: Slice; of: Map<Dimension, Map<string, Slice>>; needs: Slice };
const slices = async ({ cells, months }: Sources, practice: string | undefined, apart: readonly Dimension[]): Promise<Values> => {
  const read = async (section: Section) => sliceOf(await cells(section, practice), [...months, 'now']);
  const of: Values['of'] = new Map();
  for (const dimension of apart) {
    const values = new Map<string, { month: string; tally: Slice[number]['tally'] }[]>();
    for (const { month, tally } of await read(sections[dimension]))
      for (const [value, one] of byValue(tally, dimension)) values.set(value, [...(values.get(value) ?? []), { month, tally: one }]);
    of.set(dimension, values);
  }
  return { whole: await read('all'), of, needs: await read('need') };
};
const within = (slice: Slice, months: readonly string[]): Slice => slice.filter(({ month }) => month === 'now' || months.includes(month));

type At = { sources: Sources; practice?: string; period: NonNullable<ReturnType<typeof reportPeriod>>; holidays: readonly string[] };
/** List sizes are the test's own; whole-time equivalents are compared too. */
const enteredFor = ({ compute }: Metric, { sources, practice }: At): { hub?: number; recounted?: number } => {
  if (practice === undefined || compute.kind !== 'per') return {};
  if (compute.what === 'list-size') return { hub: 2400, recounted: 2400 };
  const [hub, recounted] = [sources.hours.hub(practice, sources.today), sources.hours.recounted(practice, sources.today)];
  return { ...(hub === undefined ? {} : { hub }), ...(recounted === undefined ? {} : { recounted }) };
};
const compareOne = (name: string, metric: Metric, at: At, given: { slice: Slice; needs: Slice; by?: Asked['by'] }, all: Compared): void => {
  const { period, sources, holidays } = at;
  const entered = enteredFor(metric, at);
  const of = entered.hub === undefined ? {} : { of: entered.hub };
  const hub = answerOf(metric, { slice: within(given.slice, period.months), needs: within(given.needs, period.months), period, ...of });
  const asked: Asked = {
    ...{ people: sources.people, today: sources.today, holidays, period: (day) => period.months.includes(day.slice(0, 7)) },
    ...(at.practice === undefined ? {} : { practice: at.practice }),
    ...(entered.recounted === undefined ? {} : { entered: entered.recounted }),
    ...(given.by ? { by: given.by } : {}),
  };
  const recounted = questions[name]?.(asked) ?? {};
  all.answers += 1;
  if (!isNought(told(plain(hub)) as Record<string, unknown>)) all.notNought.set(name, (all.notNought.get(name) ?? 0) + 1);
  if (isSame(hub, recounted)) return;
  const where = [name, at.practice ?? 'the area', period.name, given.by ? `${given.by.dimension} ${given.by.value}` : 'all'].join(', ');
  all.different.push(`${where}: the hub says ${JSON.stringify(plain(hub))}, the recount ${JSON.stringify(recounted)}`);
};

/** Every metric of these places, in each month, quarter and year; told apart by everything it may be where `apart` is said. */
export const compare = async (sources: Sources, places: readonly Place[]): Promise<Compared> => {
  const all: Compared = { answers: 0, notNought: new Map(), different: [] };
  const holidays = holidaysOf(sources.closed);
  const dimensions = ['simd', 'age', 'sex', 'interpreter', 'ethnicity', 'need', 'organisation'] as const satisfies Dimension[];
  for (const { practice, apart } of places) {
    const here = practice === undefined ? sources.people : sources.people.filter(({ referrals }) => referrals.some((one) => one.practice === practice));
    const { whole, of, needs } = await slices(sources, practice, apart ? dimensions : []);
    for (const name of new Set(sources.months.flatMap((month) => periodsOf(`${month}-01`)))) {
      const period = reportPeriod(name, sources.today as LocalDate, sources.closed);
      if (!period) throw new Error(`no period of the grid: ${name}`);
      const at: At = { sources: { ...sources, people: here }, period, holidays, ...(practice === undefined ? {} : { practice }) };
      for (const [metricName, metric] of Object.entries(metrics)) {
        if (metric.compute.kind === 'elsewhere') continue;
        compareOne(metricName, metric, at, { slice: whole, needs }, all);
        for (const dimension of metric.by)
          for (const [value, slice] of of.get(dimension) ?? []) compareOne(metricName, metric, at, { slice, needs, by: { dimension, value } }, all);
      }
    }
  }
  return all;
};
