/**
 * Nobody stands alone: of every combination of practice, age band, sex and deprivation there are at least five people, or the values are made coarser
 * until there are but for a fifth, of whom they are not told. The mildest that is enough is used for everybody.
 */
import type { Candidate, Sex } from './types.ts';

export const leastClass = 5;
const bands = { six: [16, 25, 45, 65, 75], three: [16, 45, 65], two: [16, 65], none: [] } as const satisfies Record<string, readonly number[]>;
type Level = { age: keyof typeof bands; simd: 'fifths' | 'thirds' | 'none'; sex: boolean };
/** From mild to coarse. Thirds: the two most deprived fifths, the middle one, the two least deprived. */
export const levels = [
  { age: 'six', simd: 'fifths', sex: true },
  { age: 'three', simd: 'fifths', sex: true },
  { age: 'three', simd: 'thirds', sex: true },
  { age: 'two', simd: 'thirds', sex: true },
  { age: 'two', simd: 'none', sex: true },
  { age: 'none', simd: 'none', sex: true },
  { age: 'none', simd: 'none', sex: false },
] as const satisfies readonly Level[];

/** What is told of somebody: the finest, from which every level can be made. */
export type Told = { practice: string; age: string; sex: Sex; simd: string };
const bandOf = (age: number | undefined, cuts: readonly number[]): string => {
  if (age === undefined) return 'unknown';
  const at = cuts.findLastIndex((cut) => age >= cut);
  if (at < 0) return cuts.length === 0 ? '' : '0-15';
  const [from, next] = [cuts[at], cuts[at + 1]];
  return next === undefined ? `${from}+` : `${from}-${next - 1}`;
};
/** `practice`: as it is called outside. */
export const toldOf = ({ age, sex, simd }: Pick<Candidate, 'age' | 'sex' | 'simd'>, practice: string): Told => ({
  practice,
  age: bandOf(age, bands.six),
  sex,
  simd: simd === 'not-known' ? 'unknown' : String(simd.quintile),
});

const lowest = (band: string): number => Number.parseInt(band, 10);
const ageAt = (band: string, { age }: Level): string => {
  if (age === 'none') return '';
  return band === 'unknown' ? band : bandOf(lowest(band), bands[age]);
};
const thirds: Readonly<Record<string, string>> = { '1': '1-2', '2': '1-2', '3': '3', '4': '4-5', '5': '4-5' };
const simdAt = (quintile: string, { simd }: Level): string => (simd === 'none' ? '' : simd === 'thirds' ? (thirds[quintile] ?? quintile) : quintile);
/** An empty text is what is not told at this level. */
export const at = (told: Told, level: Level): { practice: string; age: string; sex: string; simd: string } => ({
  practice: told.practice,
  age: ageAt(told.age, level),
  sex: level.sex ? told.sex : '',
  simd: simdAt(told.simd, level),
});

/** How many people there are of each finest combination. */
type Classes = ReadonlyMap<string, number>;
const classText = ({ practice, age, sex, simd }: ReturnType<typeof at>): string => [practice, age, sex, simd].join('|');
export const classesOf = (all: Iterable<Told>): Classes => {
  const classes = new Map<string, number>();
  for (const told of all) classes.set(classText(told), (classes.get(classText(told)) ?? 0) + 1);
  return classes;
};
const toldIn = (text: string): Told => {
  const [practice = '', age = '', sex = '', simd = ''] = text.split('|');
  return { practice, age, sex: sex as Sex, simd };
};
const levelAt = (n: number): Level => levels[n] ?? levels[levels.length - 1] ?? levels[0];
const coarseText = (told: Told, level: Level): string => classText(at(told, level));
const coarseClasses = (finest: Classes, level: Level): Map<string, number> => {
  const coarse = new Map<string, number>();
  for (const [text, count] of finest) {
    const key = coarseText(toldIn(text), level);
    coarse.set(key, (coarse.get(key) ?? 0) + count);
  }
  return coarse;
};

/**
 * Of whom only the practice is told, as whole combinations: those of fewer than five, and where they are fewer than five people of a practice the next
 * smallest as well, so that they are not alone either. One rare combination would else cost everybody their age.
 */
const hiddenOf = (coarse: Classes): Map<string, number> => {
  const hidden = new Map<string, number>();
  for (const [, theirs] of Map.groupBy(coarse, ([text]) => toldIn(text).practice)) {
    let people = 0;
    for (const [text, count] of theirs.sort(([one, few], [other, many]) => few - many || (one < other ? -1 : 1))) {
      if (count >= leastClass && (people === 0 || people >= leastClass)) break;
      hidden.set(text, count);
      people += count;
    }
  }
  return hidden;
};
const sumOf = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);
/** `under`: classes of fewer than five; `people`: in them. `hidden`: of whom only the practice is told then. `smallest`: of the classes that there are in the end. */
export type Looked = { level: number; classes: number; under: number; people: number; hidden: number; smallest: number; of: number };
const lookedAt = (finest: Classes, level: Level, n: number): Looked => {
  const coarse = coarseClasses(finest, level);
  const small = [...coarse.values()].filter((count) => count < leastClass);
  const hidden = hiddenOf(coarse);
  const together = [...Map.groupBy(hidden, ([text]) => toldIn(text).practice).values()].map((all) => sumOf(all.map(([, count]) => count)));
  const told = [...coarse].flatMap(([text, count]) => (hidden.has(text) ? [] : [count]));
  const smallest = coarse.size === 0 ? 0 : Math.min(...told, ...together);
  return { level: n, classes: coarse.size, under: small.length, people: sumOf(small), hidden: sumOf(hidden.values()), smallest, of: sumOf(coarse.values()) };
};
export const anonymity = (finest: Classes): Looked[] => levels.map((level, n) => lookedAt(finest, level, n));
/** One in so many may be hidden at most: coarser for all is better than nothing of many. */
const hiddenOneIn = 5;
/** The mildest level that leaves nobody among fewer than five; undefined: none does. */
export const mildest = (looked: readonly Looked[]): Looked | undefined =>
  looked.find(({ smallest, hidden, of }) => smallest >= leastClass && hidden * hiddenOneIn <= of);
/** What is told of each in the end, at this level. */
export const tellingAt = (finest: Classes, n: number): ((told: Told) => ReturnType<typeof at>) => {
  const level = levelAt(n);
  const hidden = hiddenOf(coarseClasses(finest, level));
  return (told) => (hidden.has(coarseText(told, level)) ? { practice: told.practice, age: '', sex: '', simd: '' } : at(told, level));
};
/** Practices of which so few take part that nothing helps. */
export const smallPractices = (finest: Classes): string[] => {
  const theirs = Map.groupBy(finest, ([text]) => toldIn(text).practice);
  return [...theirs].flatMap(([practice, all]) => (sumOf(all.map(([, count]) => count)) < leastClass ? [practice] : [])).sort();
};
