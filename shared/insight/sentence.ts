/** Figures as sentences that can be pasted into a report: always with n, and never saying more than may be shown. */
import type { Interval } from './interval.ts';
import { numberText } from './number-text.ts';
import type { Noun, Phrases, WaitWords } from './sentence-phrases.ts';
import { markerOf, numberOf, type Value } from './value.ts';

const counted = (value: number, noun: Noun): string => `${numberText(value)} ${value === 1 ? noun.one : noun.many}`;
const hides = (...values: readonly Value[]): boolean => values.some((value) => markerOf(value) === 'c');

/** `n`: for how many the wait is over. `half` and `most`: the median and the 90th percentile, nearest rank. `waiting`: how many wait still. */
export type Waits = { n: Value; half: Value; most: Value; waiting: Value };
/** Of fewer, one in ten is nobody. */
const leastForTenth = 10;

const stillText = (waiting: Value, { still }: WaitWords, say: Phrases): string => {
  if (hides(waiting)) return `; ${say.stillHidden}`;
  const number = numberOf(waiting);
  if (number === undefined) return '';
  return number === 0 ? `; ${still.none}` : `; ${counted(number, still)}`;
};
const waitedText = (n: number, { half, most }: Waits, { of, event, unit }: WaitWords, say: Phrases): string => {
  const [middle, high] = [numberOf(half), numberOf(most)];
  if (middle === undefined) return say.waitHidden(counted(n, of), event);
  const within = middle === 0 ? unit.none : say.within(counted(middle, unit));
  if (n === 1) return say.oneWait(counted(n, of), event, within);
  const tenth = n >= leastForTenth && high !== undefined && high > 0 ? `; ${say.oneInTen(numberText(high))}` : '';
  return `${say.halfOf(counted(n, of), event, within)}${tenth}`;
};
/** "Half of 48 referrals led to a first conversation within 9 working days; 1 in 10 waited 24 or more; 14 still wait." */
export const waitSentence = (waits: Waits, wait: WaitWords, say: Phrases): string => {
  const n = numberOf(waits.n) ?? 0;
  const still = stillText(waits.waiting, wait, say);
  if (hides(waits.n)) return `${say.howManyHidden(wait.of.many, wait.event)}${still}.`;
  return n === 0 ? `${say.none(wait.of.many, wait.event)}${still}.` : `${waitedText(n, waits, wait, say)}${still}.`;
};

/** From 0 to 1. */
const percentsText = ({ low, high }: Interval, say: Phrases): string => say.interval(numberText(low * 100), numberText(high * 100));

/** `percent`: what `share` of disclosure gives, hidden when of too few. `interval`: from 0 to 1; only said with a percentage. */
type Shares = { part: Value; whole: Value; percent: Value; interval?: Interval };
/** "149 of 240 people had at least one conversation (62.1%; 95% interval 55.8 to 68)." */
export const shareSentence = ({ part, whole, percent, interval }: Shares, of: Noun, event: string, say: Phrases): string => {
  const [some, all, share] = [numberOf(part), numberOf(whole), numberOf(percent)];
  if (hides(whole)) return `${say.howManyHidden(of.many, event)}.`;
  if (!all) return `${say.none(of.many, event)}.`;
  if (some === undefined) return `${say.shareHidden(counted(all, of), event)}.`;
  const figures = share === undefined ? say.fewForShare : [say.percent(numberText(share)), ...(interval ? [percentsText(interval, say)] : [])].join('; ');
  return `${say.share(numberText(some), counted(all, of), event, figures)}.`;
};

/** `per`: for how many the rate is said. `size`: what it is a rate of, undefined when nobody has entered it. */
type Rates = { count: Value; size: Value; per: number };
/** "12.3 referrals for every 1,000 people on the list (74 referrals, 6,012 people)." */
export const rateSentence = ({ count, size, per }: Rates, what: Noun, of: Noun, say: Phrases): string => {
  const [some, all] = [numberOf(count), numberOf(size)];
  if (hides(count, size)) return `${say.rateHidden(what.many)}.`;
  if (some === undefined || !all) return `${say.sizeMissing(of.many)}.`;
  return `${say.rate(counted((some / all) * per, what), counted(some, what), numberText(per), counted(all, of))}.`;
};

/** One side of a gap: who, with its share in percent and of how many. */
type Side = { name: string; percent: Value; n: Value };
/** `interval`: of the gap, from -1 to 1 (`gapOf`). */
type Gaps = { one: Side; other: Side; interval: Interval };
const crossesNothing = ({ low, high }: Interval): boolean => low <= 0 && high >= 0;
/** Of what lies on one side of nothing both ends are said without a sign, the smaller first. */
const amounts = ({ low, high }: Interval, sign: number, unit: number, say: Phrases): string => {
  const [from, to] = sign < 0 ? [-high, -low] : [low, high];
  return say.interval(numberText(from * unit), numberText(to * unit));
};
const directionOf = (text: string, amount: number): 'same' | 'up' | 'down' => {
  if (text === '0') return 'same';
  return amount > 0 ? 'up' : 'down';
};
/** "Of people from the most deprived fifth 58% had a conversation, of people from the least deprived fifth 70%: 12 points lower (…)." */
export const gapSentence = ({ one, other, interval }: Gaps, event: string, say: Phrases): string => {
  const [a, b, n, otherN] = [one.percent, other.percent, one.n, other.n].map(numberOf);
  if (a === undefined || b === undefined || n === undefined || otherN === undefined) return `${say.gapHidden(one.name, other.name)}.`;
  const gap = a - b;
  const points = numberText(Math.abs(gap));
  const direction = directionOf(points, gap);
  const said = {
    one: one.name,
    other: other.name,
    share: say.percent(numberText(a)),
    otherShare: say.percent(numberText(b)),
    event,
    points,
    interval: amounts(interval, gap, 100, say),
    n: numberText(n),
    otherN: numberText(otherN),
  };
  const kind = { same: 'same', up: 'higher', down: 'lower' } as const;
  return `${say.gap[kind[direction]](said)}.${crossesNothing(interval) ? ` ${say.mayBeNone}` : ''}`;
};

/** `asked`: how many had a first measure. `paired`: how many of them a second. `mean`: by how much the score changed. */
type Changes = { asked: Value; paired: Value; mean: Value; interval?: Interval };
/** "28 of 51 people answered twice; life satisfaction went up by 0.8 on average (95% interval 0.2 to 1.4). This does not say why." */
export const changeSentence = ({ asked, paired, mean, interval }: Changes, of: Noun, what: string, say: Phrases): string => {
  const [all, both, change] = [numberOf(asked), numberOf(paired), numberOf(mean)];
  if (both === 0 && all !== undefined) return `${say.changeNone(counted(all, of))}.`;
  if (all === undefined || both === undefined || change === undefined) return `${say.changeHidden(what)}.`;
  const by = numberText(Math.abs(change));
  const text = interval ? ` (${amounts(interval, change, 1, say)})` : '';
  const said = { asked: counted(all, of), paired: numberText(both), what, by, interval: text };
  const may = interval && crossesNothing(interval) ? ` ${say.mayBeNone}` : '';
  return `${say.change[directionOf(by, change)](said)}.${may} ${say.noVerdict}`;
};
