/** The few figures of a whole area that go out beside its tables, worked out from protected counts alone. */
import { type Answer, answerOf, type Slice } from './answers.ts';
import { moneyKinds } from './counted/money.ts';
import { ranked, share } from './disclosure/figure.ts';
import { policy } from './disclosure/policy.ts';
import { protect } from './disclosure/protect.ts';
import { all, type Cell, type Tier } from './disclosure/types.ts';
import { meanOf } from './interval.ts';
import { metrics } from './metrics/all.ts';
import type { ReleasedFigure } from './release-types.ts';
import type { ReportPeriod } from './report-period.ts';

/** `slice`: of the section `all`, the whole area. `baseline`: of the same quarter a year before, whose people have answered twice by now. */
type AreaGiven = { slice: Slice; period: ReportPeriod; baseline: { slice: Slice; period: ReportPeriod }; tier: Tier };
type Counts = { slice: Slice; period: ReportPeriod };
type Kind<K extends Answer['kind']> = Extract<Answer, { kind: K }>;

const isKind = <K extends Answer['kind']>(answer: Answer, kind: K): answer is Kind<K> => answer.kind === kind;
const answered = <K extends Answer['kind']>(name: string, kind: K, { slice, period }: Counts): Kind<K> => {
  const metric = metrics[name];
  const answer = metric && answerOf(metric, { slice, needs: [], period });
  if (!answer || !isKind(answer, kind)) throw new Error(`${name} is no ${kind}`);
  return answer;
};
/** What can be in a release, and as what. */
export const releasedMetrics: Readonly<Record<string, ReleasedFigure['kind']>> = {
  ...{ received: 'count', people: 'count', engagement: 'share', sustained: 'share', contacts: 'count', firstContact: 'time' },
  ...{ sent: 'count', acceptance: 'share', uptake: 'share', yearly: 'money', oneOff: 'money', debt: 'money' },
  ...Object.fromEntries(Object.entries(metrics).flatMap(([name, { compute }]) => (compute.kind === 'paired' ? [[name, 'paired' as const]] : []))),
};
const hidden: Cell = { hidden: 'c' };

/** Parts of one whole, protected together with it. */
const partsOf = (parts: Readonly<Record<string, number>>, { name, months }: ReportPeriod, tier: Tier): ((part: string) => Cell) => {
  const counts = Object.entries(parts).map(([part, n]) => ({ month: months[0] ?? '', at: { part }, n }));
  const tables = [{ name: 'parts', by: ['part'], periods: [name] }];
  const made = protect({ dimensions: [{ name: 'part', categories: Object.keys(parts) }], tables, counts }, tier);
  const told = new Map(made.ok ? made.tables.flatMap(({ cells }) => cells.map(({ at, cell }) => [at[0] ?? '', cell] as const)) : []);
  return (part) => told.get(part) ?? hidden;
};
const added = (...cells: readonly Cell[]): Cell =>
  cells.every((cell) => 'shown' in cell) ? { shown: cells.reduce((sum, cell) => sum + ('shown' in cell ? cell.shown : 0), 0) } : hidden;
const sharing = (metric: string, part: Cell, rest: Cell, tier: Tier): ReleasedFigure => {
  const whole = added(part, rest);
  return { kind: 'share', metric, part, whole, percent: share({ part, rest, whole, tier }) };
};
const one = (metric: string, { slice, period, tier }: AreaGiven): ReleasedFigure => {
  const { n } = answered(metric, 'count', { slice, period });
  return { kind: 'count', metric, n: partsOf({ counted: n }, period, tier)('counted') };
};

type Parts = Readonly<Record<string, number>>;
const sumOf = (parts: Parts, are: (name: string) => boolean = () => true): number =>
  Object.entries(parts).reduce((sum, [name, n]) => sum + (are(name) ? n : 0), 0);
/** The referrals of these people, had a conversation or not, as far as it is shown how many had. */
type Referrals = { received: number; without: number; isShown: boolean };
/**
 * Whether referrals say more of hidden people than people themselves do. Whoever was never spoken with has a referral without a conversation: so many at
 * most may be in it, and where that is hidden it would be bounded by them. And there are no more people than referrals.
 */
const isBounded = (parts: Parts, told: (part: string) => Cell, { received, without, isShown }: Referrals): boolean => {
  const isHidden = (name: string) => 'hidden' in told(name);
  const asHigh = policy.minCell - 1;
  const isNeverBounded = isHidden('never') && without < Math.max(asHigh, sumOf(parts, isHidden));
  const isTotalBounded = isHidden(all) && received - sumOf(parts) < asHigh;
  return !isShown || isNeverBounded || isTotalBounded;
};
/** Who was spoken with and who stayed, of people followed for long enough; those who are too new are a part of their own. */
const people = ({ slice, period, tier }: AreaGiven, referrals: Referrals): ReleasedFigure[] => {
  const counts = { slice, period };
  const { part: engaged, whole, notYet = 0 } = answered('engagement', 'share', counts);
  const { part: sustained } = answered('sustained', 'share', counts);
  const parts = { never: whole - engaged, some: engaged - sustained, sustained, new: notYet };
  const told = partsOf(parts, period, tier);
  const part = isBounded(parts, told, referrals) ? () => hidden : told;
  return [
    { kind: 'count', metric: 'people', n: told(all) },
    sharing('engagement', added(part('some'), part('sustained')), part('never'), tier),
    sharing('sustained', part('sustained'), added(part('never'), part('some')), tier),
  ];
};
/** One release: that an onward referral was accepted, and that the person came, are steps of the same. */
const onward = ({ slice, period, tier }: AreaGiven): ReleasedFigure[] => {
  const counts = { slice, period };
  const { n: sent } = answered('sent', 'count', counts);
  const { part: accepted, whole: yesOrNo } = answered('acceptance', 'share', counts);
  const { part: came } = answered('uptake', 'share', counts);
  const part = partsOf({ came, stayedAway: accepted - came, declined: yesOrNo - accepted, neither: sent - yesOrNo }, period, tier);
  return [
    { kind: 'count', metric: 'sent', n: part(all) },
    sharing('acceptance', added(part('came'), part('stayedAway')), part('declined'), tier),
    sharing('uptake', part('came'), part('stayedAway'), tier),
  ];
};
/** `received`: what the tables say of all referrals, of which these are parts: hidden there, nothing is said here. */
const waits = ({ slice, period, tier }: AreaGiven, received: Cell): ReleasedFigure => {
  const answer = answered('firstContact', 'time', { slice, period });
  const part = partsOf({ had: answer.n, still: answer.still, without: answer.without }, period, tier);
  const agrees = 'shown' in received === 'shown' in part(all);
  const of = agrees ? part('had') : hidden;
  const place = (percent: number, value: number | undefined) => ranked({ of, percent, value: value ?? null, tier });
  return {
    ...{ kind: 'time', metric: 'firstContact', n: of, median: place(50, answer.median), p90: place(90, answer.p90) },
    ...{ still: agrees ? part('still') : hidden, without: agrees ? part('without') : hidden },
  };
};
/** Pounds outside: to the nearest hundred, for everybody to the nearest thousand. */
const roundedTo = { inside: 1, programme: 100, public: 1000 } as const satisfies Record<Tier, number>;
/** None where nobody gained any. A sum is shown of enough people, none of whom can have half of it: the root of the squares is as much as any one of them, or more. */
const money = ({ slice, period, tier }: AreaGiven): ReleasedFigure[] =>
  moneyKinds.flatMap((metric): ReleasedFigure[] => {
    const { pounds, people, squares } = answered(metric, 'money', { slice, period });
    if (people === 0) return [];
    const of = partsOf({ gained: people }, period, tier)('gained');
    const mostlyOne = tier !== 'inside' && Math.sqrt(squares) * 2 > pounds;
    const to = roundedTo[tier];
    return [{ kind: 'money', metric, people: of, pounds: mostlyOne ? hidden : ranked({ of, percent: 50, value: Math.round(pounds / to) * to, tier }) }];
  });
const tenth = (value: number) => Math.round(value * 10) / 10;
/** Those whose nine months are over: in pairs alone, and no mean of few. */
const changes = ({ baseline: { slice, period }, tier }: AreaGiven): ReleasedFigure[] =>
  Object.entries(metrics).flatMap(([metric, { compute }]): ReleasedFigure[] => {
    if (compute.kind !== 'paired') return [];
    const { baseline, paired, sum, squares } = answered(metric, 'paired', { slice, period });
    if (baseline === 0) return [];
    const part = partsOf({ paired, lost: baseline - paired }, period, tier);
    const mean = meanOf({ n: paired, sum, squares })?.mean;
    const value = mean === undefined ? null : tenth(mean);
    return [
      { kind: 'paired', metric, of: period.name, baseline: part(all), paired: part('paired'), mean: ranked({ of: part('paired'), percent: 50, value, tier }) },
    ];
  });

export const areaFigures = (given: AreaGiven, received: Cell): ReleasedFigure[] => {
  const waited = waits(given, received);
  const { n, still, without } = answered('firstContact', 'time', given);
  const referrals = { received: n + still + without, without: still + without, isShown: waited.kind === 'time' && 'shown' in waited.n };
  return [...people(given, referrals), one('contacts', given), waited, ...onward(given), ...money(given), ...changes(given)];
};
