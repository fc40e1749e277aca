/** What a metric comes to, from the counts alone: numbers with their n, never words and never rounded. */
import { addDays, parseLocalDate } from '#platform/time';
import { daysTaken } from './counted/cohort.ts';
import { answerWithin } from './counted/onward.ts';
import { amount, byValue, countIn, type Histogram, histogramOf, percentile, sumOf, type Tally } from './counted/tally.ts';
import type { Compute, Metric } from './metrics/types.ts';
import { firstIn, forever, peopleIn, type Slice } from './people-in.ts';
import { type ReportPeriod, workingDayAgo } from './report-period.ts';

export type { Slice } from './people-in.ts';
export type Answer =
  | { kind: 'count'; n: number }
  /** `notYet`: of the whole, too new to say. */
  | { kind: 'share'; part: number; whole: number; notYet?: number }
  /** `n` have it; `times` exact. */
  | { kind: 'time'; n: number; median?: number; p90?: number; times: Histogram; still: number; without: number; within?: { limit: number; n: number } }
  | { kind: 'mix'; rows: readonly { value: string; n: number }[]; whole: number }
  /** `of`: absent where nobody has entered it. */
  | { kind: 'per'; n: number; of?: number; what: 'list-size' | 'wte'; times: number }
  | { kind: 'standing'; n: number; median?: number; oldest?: number; longer: number; longerThan: number }
  /** Of the pairs; `due`: baselines of months whose nine months are over. */
  | { kind: 'paired'; baseline: number; due: number; paired: number; sum: number; squares: number; better: number }
  | { kind: 'ratio'; top: number; bottom: number }
  /** `squares`: of what each of these people gained, added up. */
  | { kind: 'money'; pounds: number; people: number; squares: number }
  | { kind: 'elsewhere' };

/** `of`: whole-time equivalents or list sizes, where they were entered. */
type Asking = { slice: Slice; needs: Slice; period: ReportPeriod; of?: number };
type Kind<K extends Compute['kind']> = Extract<Compute, { kind: K }>;

const total = (slice: Slice): Tally => sumOf(slice.filter(({ month }) => month !== 'now').map(({ tally }) => tally));
const standingNow = (slice: Slice): Tally => sumOf(slice.filter(({ month }) => month === 'now').map(({ tally }) => tally));

const peopleRatio = ({ top, bottom }: Kind<'people-ratio'>, { slice, period }: Asking): Answer => {
  const [all, of] = [top, bottom].map((name) => peopleIn(slice, name, period, forever));
  return { kind: 'ratio', top: all ?? 0, bottom: of ?? 0 };
};
const peopleShare = ({ part, whole, followedFor }: Kind<'people-share'>, { slice, period }: Asking): Answer => {
  const until = followedFor === 0 ? forever : addDays(period.today, -followedFor);
  const all = peopleIn(slice, whole, period, forever);
  const followed = peopleIn(slice, whole, period, until);
  return { kind: 'share', part: peopleIn(slice, part, period, until), whole: followed, ...(all > followed ? { notYet: all - followed } : {}) };
};

/** Of counts that stand by themselves or by the day. */
const ofAnyDay = (tally: Tally, names: readonly string[]): number =>
  amount(
    tally,
    Object.keys(tally).filter((name) => names.includes(name.replace(/@\d\d$/, ''))),
  );
const time = ({ histogram, still, without, within }: Kind<'time'>, { slice }: Asking): Answer => {
  const tally = total(slice);
  const times = histogramOf(tally, histogram);
  const [n, median, p90] = [countIn(times), percentile(times, 50), percentile(times, 90)];
  return {
    ...{ kind: 'time', n, times, still: ofAnyDay(tally, still), without: amount(tally, without) },
    ...(median === undefined ? {} : { median }),
    ...(p90 === undefined ? {} : { p90 }),
    ...(within === undefined ? {} : { within: { limit: within, n: countIn(times.filter(({ value }) => value <= within)) } }),
  };
};

type Counted = { value: string; n: number };
const most = (rows: Counted[]) => rows.filter(({ n }) => n !== 0).sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
const mixFrom = (rows: Counted[]): Answer => ({ kind: 'mix', rows: most(rows), whole: rows.reduce((sum, { n }) => sum + n, 0) });
const mix = ({ prefix }: Kind<'mix'>, { slice }: Asking): Answer => {
  const tally = total(slice);
  const names = Object.keys(tally).filter((name) => name.startsWith(`${prefix}.`));
  return mixFrom(names.map((name) => ({ value: name.slice(prefix.length + 1), n: tally[name] ?? 0 })));
};
const mixBy = ({ dimension, of }: Kind<'mix-by'>, { needs }: Asking): Answer =>
  mixFrom([...byValue(total(needs), dimension)].map(([value, tally]) => ({ value, n: amount(tally, of) })));
const mixOf = ({ of }: Kind<'mix-of'>, { slice }: Asking): Answer => {
  const tally = total(slice);
  return mixFrom(of.map((value) => ({ value, n: amount(tally, [value]) })));
};
const needsOfPeople = ({ slice, needs, period }: Asking): Answer => {
  const names = firstIn[period.kind].map((first) => `having.${first}`);
  const rows = most([...byValue(total(needs), 'need')].map(([value, tally]) => ({ value, n: amount(tally, names) })));
  return { kind: 'mix', rows, whole: peopleIn(slice, 'people', period, forever) };
};

const standing = ({ name, longerThan }: Kind<'standing'>, { slice, period }: Asking): Answer => {
  const days = Object.entries(standingNow(slice)).flatMap(([counted, times]) => {
    const day = counted.startsWith(`${name}@`) ? parseLocalDate(counted.slice(name.length + 1)) : undefined;
    return day === undefined ? [] : [{ value: daysTaken(day, period.today), times }];
  });
  const times = days.sort((a, b) => a.value - b.value);
  const [n, median] = [countIn(times), percentile(times, 50)];
  const longer = countIn(times.filter(({ value }) => value > longerThan));
  const oldest = times.at(-1)?.value;
  return { kind: 'standing', n, ...(median === undefined ? {} : { median }), ...(oldest === undefined ? {} : { oldest }), longer, longerThan };
};

const unanswered = ({ slice, period }: Asking): Answer => {
  const until = workingDayAgo(period.today, answerWithin, period.closed);
  const on = (name: string) =>
    slice.reduce((sum, { month, tally }) => {
      const days = Object.entries(tally).filter(([counted]) => counted.startsWith(`${name}@`) && `${month}-${counted.slice(name.length + 1)}` <= until);
      return sum + days.reduce((more, [, n]) => more + n, 0);
    }, 0);
  const [whole, all] = [on('sent'), amount(total(slice), ['sent'])];
  return { kind: 'share', part: on('unanswered'), whole, ...(all > whole ? { notYet: all - whole } : {}) };
};

/** Days until the window of a follow-up is over: 274 and 45 after the baseline. */
const windowOver = 319;
const paired = ({ item }: Kind<'paired'>, { slice, period }: Asking): Answer => {
  const tally = total(slice);
  const over = slice.filter(({ month }) => month !== 'now' && `${month}-31` < addDays(period.today, -windowOver));
  const of = (name: string) => amount(tally, [`${name}-${item}`]);
  return {
    ...{ kind: 'paired', baseline: of('base'), paired: of('pair'), sum: of('change'), squares: of('square'), better: of('better') },
    due: amount(total(over), [`base-${item}`]),
  };
};

const per = ({ of: counts, what, times }: Kind<'per'>, { slice, of }: Asking): Answer => {
  const tally = what === 'wte' ? standingNow(slice) : total(slice);
  return { kind: 'per', n: amount(tally, counts), what, times, ...(of === undefined ? {} : { of }) };
};

/** A person once, and squares as they are of this very kind of period. */
const money = ({ of }: Kind<'money'>, { slice, period }: Asking): Answer => {
  const tally = total(slice);
  const [own = ''] = firstIn[period.kind].slice(-1);
  const people = amount(
    tally,
    firstIn[period.kind].map((first) => `${of}For.${first}`),
  );
  return { kind: 'money', pounds: amount(tally, [of]), people, squares: amount(tally, [`${of}Square.${own}`]) };
};

const added = (compute: Kind<'count' | 'share' | 'ratio'>, { slice }: Asking): Answer => {
  const of = (names: readonly string[]) => amount(total(slice), names);
  switch (compute.kind) {
    case 'count':
      return { kind: 'count', n: of(compute.of) };
    case 'share':
      return { kind: 'share', part: of(compute.part), whole: of(compute.whole) };
    case 'ratio':
      return { kind: 'ratio', top: of(compute.top), bottom: of(compute.bottom) };
  }
};

const ofPeople = (compute: Kind<'people' | 'people-share' | 'people-ratio'>, asking: Asking): Answer => {
  switch (compute.kind) {
    case 'people':
      return { kind: 'count', n: peopleIn(asking.slice, compute.of, asking.period, forever) };
    case 'people-share':
      return peopleShare(compute, asking);
    case 'people-ratio':
      return peopleRatio(compute, asking);
  }
};
const mixed = (compute: Kind<'mix' | 'mix-of' | 'mix-by' | 'needs-of-people'>, asking: Asking): Answer => {
  switch (compute.kind) {
    case 'mix':
      return mix(compute, asking);
    case 'mix-of':
      return mixOf(compute, asking);
    case 'mix-by':
      return mixBy(compute, asking);
    case 'needs-of-people':
      return needsOfPeople(asking);
  }
};

export const answerOf = ({ compute }: Pick<Metric, 'compute'>, asking: Asking): Answer => {
  switch (compute.kind) {
    case 'count':
    case 'share':
    case 'ratio':
      return added(compute, asking);
    case 'people':
    case 'people-share':
    case 'people-ratio':
      return ofPeople(compute, asking);
    case 'mix':
    case 'mix-of':
    case 'mix-by':
    case 'needs-of-people':
      return mixed(compute, asking);
    case 'time':
      return time(compute, asking);
    case 'per':
      return per(compute, asking);
    case 'standing':
      return standing(compute, asking);
    case 'unanswered':
      return unanswered(asking);
    case 'paired':
      return paired(compute, asking);
    case 'money':
      return money(compute, asking);
    case 'elsewhere':
      return { kind: 'elsewhere' };
  }
};
