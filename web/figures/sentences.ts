/** An answer as sentences that can be pasted, each with its n. */
import type { Answer } from '#insight/answers';
import { shareOf } from '#insight/interval';
import type { Metric } from '#insight/metrics/types';
import { numberText } from '#insight/number-text';
import { rateSentence, shareSentence, waitSentence } from '#insight/sentence';
import type { Noun } from '#insight/sentence-phrases';
import type { ShareWords } from '#web/words/en/figures-nouns';
import type { Words } from '#web/words/words';
import type { Scale } from './headline.ts';
import { partLabel } from './labels.ts';
import { moneySentence } from './money-sentence.ts';
import { pairSentences } from './pair-sentences.ts';

type Kind<K extends Answer['kind']> = Extract<Answer, { kind: K }>;
/** `name`: of the metric, in `metrics`. */
export type Named = { name: string; metric: Metric };

const counted = (n: number, { one, many }: Noun): string => `${numberText(n)} ${n === 1 ? one : many}`;
/** `48 referrals came in`. */
const happened = (n: number, { of, event }: ShareWords, { figureNouns }: Words): string =>
  `${figureNouns.count(counted(n, of), n === 1 ? event.replace(/\bwere\b/, 'was') : event)}.`;
const percentOf = (part: number, whole: number): string => numberText((part / whole) * 100);
const fallback = ({ unit, name }: Metric): ShareWords => ({ of: { one: unit, many: unit }, event: `(${name})` });

const sharePhrase = (part: number, whole: number, { of, event }: ShareWords, { figures: { say } }: Words): string => {
  const found = shareOf({ part, whole });
  const interval = found ? { interval: found.interval } : {};
  return shareSentence({ part, whole, percent: found && found.share * 100, ...interval }, of, event, say);
};
const shares = ({ name, metric }: Named, { part, whole, notYet }: Kind<'share'>, words: Words): string[] => {
  const { figureNouns: nouns } = words;
  const own = nouns.shares[name] ?? fallback(metric);
  return [
    whole === 0 ? nouns.nobody(own.of.many) : sharePhrase(part, whole, own, words),
    ...(notYet ? [(own.notYet ?? nouns.notYet)(numberText(notYet))] : []),
  ];
};

const times = ({ name, metric }: Named, { n, median, p90, still, without, within }: Kind<'time'>, scale: Scale, words: Words): string[] => {
  const { figures, figureNouns: nouns } = words;
  const own = nouns.times[name] ?? { ...fallback(metric), unit: { one: metric.unit, many: metric.unit, none: '0' }, still: { one: '', many: '', none: '' } };
  const unit = scale.noun ? nouns[scale.noun] : own.unit;
  const say = { ...figures.say, ...(own.within ? { within: own.within } : {}), ...(own.most ? { oneInTen: own.most } : {}) };
  const [half, most] = [median, p90].map((value) => (value === undefined ? undefined : scale.of(value)));
  const waits = metric.compute.kind === 'time' && metric.compute.still.length > 0;
  const first = n === 0 && own.nobody ? own.nobody : waitSentence({ n, half, most, waiting: waits ? still : undefined }, { ...own, unit }, say);
  const share = nouns.shares[name];
  return [
    ...(within && share ? [sharePhrase(within.n, n, share, words)] : []),
    first,
    ...(metric.compute.kind === 'time' && metric.compute.without.length > 0 && without > 0 ? [(own.without ?? nouns.without)(numberText(without))] : []),
  ];
};

/** The largest parts, as many as are easily read. */
const named = 3;
const mixes = ({ name, metric }: Named, { rows, whole }: Kind<'mix'>, words: Words): string[] => {
  const { figureNouns: nouns } = words;
  const parts = rows.slice(0, named).map(({ value, n }) => nouns.mixPart(partLabel(metric, value, words), numberText(n), percentOf(n, whole)));
  return whole === 0
    ? [nouns.noMix]
    : [happened(whole, nouns.counts[name] ?? fallback(metric), words), ...(parts.length > 0 ? [nouns.mix(parts.join('; '))] : [])];
};

const rates = ({ name, metric }: Named, { n, of, times: per }: Kind<'per'>, equal: readonly string[], words: Words): string[] => {
  const { figures, figureNouns: nouns } = words;
  const { say } = figures;
  const rate = nouns.rates[name === 'caseload' ? 'caseload' : 'perThousand'];
  if (per === 1 && of) return [nouns.perFull(numberText(n / of), numberText(n), numberText(of)), ...(equal.length > 0 ? [nouns.equalParts(equal.length)] : [])];
  return metric.compute.kind === 'per' ? [rateSentence({ count: n, size: of, per }, rate.what, rate.of, say)] : [];
};
const standing = ({ name }: Named, { n, median, longer, longerThan }: Kind<'standing'>, { figureNouns: nouns }: Words): string[] => {
  const own = nouns.standing[name === 'quiet' ? 'quiet' : 'waiting'];
  if (n === 0 || median === undefined) return [`${own.none}.`];
  const days = counted(median, { one: 'day', many: 'days' });
  return [`${[own.some(numberText(n)), own.half(days), nouns.longerStanding(numberText(longer), longerThan)].join('; ')}.`];
};
const ratios = ({ name }: Named, { top, bottom }: Kind<'ratio'>, { figureNouns: nouns }: Words): string[] => {
  const own = nouns.ratios[name === 'burdenEach' || name === 'goalsEach' ? name : 'minutes'];
  return [bottom === 0 ? own.none : own.some(numberText(top / bottom), numberText(top), numberText(bottom))];
};

export type Said = {
  answer: Answer;
  scale: Scale;
  /** Of those whose nine months are over, how many have no second measurement. */
  lost?: number;
  /** By name, of whom nobody said how their hours are divided among their practices. */
  equalParts?: readonly string[];
};
export const sentencesOf = (one: Named, { answer, scale, lost, equalParts = [] }: Said, words: Words): string[] => {
  const { figureNouns: nouns } = words;
  switch (answer.kind) {
    case 'count':
      return [happened(answer.n, nouns.counts[one.name] ?? fallback(one.metric), words)];
    case 'share':
      return shares(one, answer, words);
    case 'time':
      return times(one, answer, scale, words);
    case 'mix':
      return mixes(one, answer, words);
    case 'per':
      return rates(one, answer, equalParts, words);
    case 'standing':
      return standing(one, answer, words);
    case 'paired':
      return pairSentences(one.metric, answer, lost ?? 0, words);
    case 'ratio':
      return ratios(one, answer, words);
    case 'money':
      return [moneySentence(one.name, answer, words)];
    case 'elsewhere':
      return [];
  }
};
