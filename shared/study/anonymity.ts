/**
 * Nobody stands alone: of every combination of practice, age band, sex and deprivation there are at least five people, or the values are made coarser
 * until there are. The mildest that is enough is used for everybody.
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
  { age: 'three', simd: 'none', sex: true },
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
export const classText = ({ practice, age, sex, simd }: Told): string => [practice, age, sex, simd].join('|');
const toldIn = (text: string): Told => {
  const [practice = '', age = '', sex = '', simd = ''] = text.split('|');
  return { practice, age, sex: sex as Sex, simd };
};
/** `under`: classes of fewer than five; `people`: in them. */
export type Looked = { level: number; classes: number; under: number; people: number };
const lookedAt = (finest: Classes, level: Level, n: number): Looked => {
  const coarse = new Map<string, number>();
  for (const [text, count] of finest) {
    const { practice, age, sex, simd } = at(toldIn(text), level);
    const key = [practice, age, sex, simd].join('|');
    coarse.set(key, (coarse.get(key) ?? 0) + count);
  }
  const small = [...coarse.values()].filter((count) => count < leastClass);
  return { level: n, classes: coarse.size, under: small.length, people: small.reduce((sum, count) => sum + count, 0) };
};
export const anonymity = (finest: Classes): Looked[] => levels.map((level, n) => lookedAt(finest, level, n));
/** The mildest level that leaves nobody among fewer than five; undefined: none does. */
export const mildest = (looked: readonly Looked[]): Looked | undefined => looked.find(({ under }) => under === 0);
/** Practices of which so few take part that nothing helps. */
export const smallPractices = (finest: Classes): string[] => {
  const counts = new Map<string, number>();
  for (const [text, count] of finest) counts.set(toldIn(text).practice, (counts.get(toldIn(text).practice) ?? 0) + count);
  return [...counts].flatMap(([practice, count]) => (count < leastClass ? [practice] : [])).sort();
};
