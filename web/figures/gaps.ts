/** The gap between two groups that a programme must ask about, with the n of both and how sure it is. */
import type { Answer } from '#insight/answers';
import { gapOf, type Part } from '#insight/interval';
import { numberText } from '#insight/number-text';
import { gapSentence } from '#insight/sentence';
import type { Words } from '#web/words/words';
import type { Parted } from './apart.ts';
import type { Scale } from './headline.ts';
import type { By } from './labels.ts';
import type { Named } from './sentences.ts';

/** Each side may be of several values. Who did not say of which ethnic group they are is on neither. */
const sides = {
  simd: [['1'], ['5']],
  sex: [['female'], ['male']],
  interpreter: [['yes'], ['no']],
  ethnicity: [['mixed', 'asian', 'african', 'caribbean-black', 'other'], ['white']],
} as const satisfies Record<string, readonly [readonly string[], readonly string[]]>;
const isSided = (by: By): by is keyof typeof sides => Object.hasOwn(sides, by);

/** `limit`: of times, how many had it within so long. */
const partsIn = (answer: Answer | undefined, limit: number | undefined): Part | undefined => {
  if (answer?.kind === 'share') return answer;
  if (answer?.kind !== 'time' || limit === undefined) return undefined;
  return { part: answer.times.reduce((sum, { value, times }) => sum + (value <= limit ? times : 0), 0), whole: answer.n };
};
const together = (values: readonly string[], parted: readonly Parted[], limit: number | undefined): Part | undefined => {
  const found = parted.flatMap(({ value, answer }) => (values.includes(value) ? (partsIn(answer, limit) ?? []) : []));
  if (found.length === 0) return undefined;
  return found.reduce((sum, { part, whole }) => ({ part: sum.part + part, whole: sum.whole + whole }), { part: 0, whole: 0 });
};
/** No interval of medians is worked out: times are compared by how many had it within what half of all had it. */
const limitIn = (whole: Answer): number | undefined => (whole.kind === 'time' ? (whole.within?.limit ?? whole.median) : undefined);
/** What happened, and to what of a group where it is not the people themselves that are counted. */
type Event = { what: string; of: string };
const eventOf = ({ name }: Named, limit: number | undefined, { of, noun }: Scale, { figureNouns: nouns, figures: { say } }: Words): Event | undefined => {
  const share = nouns.shares[name];
  if (share) return { what: share.alone?.event ?? share.event, of: share.alone?.of ?? share.of.many };
  const time = nouns.times[name];
  if (!time || limit === undefined) return undefined;
  const unit = noun ? nouns[noun] : time.unit;
  const amount = of(limit);
  const within = amount === 0 ? unit.none : (time.within ?? say.within)(`${numberText(amount)} ${amount === 1 ? unit.one : unit.many}`);
  return { what: `${time.event} ${within}`, of: time.of.many };
};

/** `whole`: the answer of all groups together. Undefined where there are no two such groups, or one of them has nobody. */
export const gapSaid = (one: Named, by: By, parted: readonly Parted[], whole: { answer: Answer; scale: Scale }, words: Words): string | undefined => {
  const limit = limitIn(whole.answer);
  const event = eventOf(one, limit, whole.scale, words);
  if (!isSided(by) || event === undefined) return undefined;
  const [first, second] = sides[by].map((values) => together(values, parted, limit));
  const gap = first && second && gapOf(first, second);
  if (!first || !second || !gap) return undefined;
  const [firstName, secondName] = words.figuresPages.gapSides[by];
  const { gapOf: whose } = words.figuresPages;
  const named = (name: string) => (/^(people|person)\b/.test(event.of) ? name : whose(event.of, name));
  const side = (name: string, { part, whole: n }: Part) => ({ name: named(name), percent: (part / n) * 100, n });
  return gapSentence({ one: side(firstName, first), other: side(secondName, second), interval: gap.interval }, event.what, words.figures.say);
};
