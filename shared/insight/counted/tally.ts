/** Counts that merge: added in any order they come to the same. */
import { keptOf } from './kept.ts';

/**
 * How many of each count. `wait.9` is a bucket of an exact histogram: nine days; `people.y@17` belongs to the 17th of the cell's month.
 * What is 0 is absent.
 */
export type Tally = Readonly<Record<string, number>>;

/** By what the figures are told apart; a value for each that is known of what is counted. */
export type Dimension = 'simd' | 'age' | 'sex' | 'interpreter' | 'ethnicity' | 'need' | 'need-simd' | 'organisation';
export type Dims = Readonly<Partial<Record<Dimension, string>>>;
/** The figures lie in sections, so that a page reads no more than it shows. */
export const sections = {
  all: 'all',
  simd: 'simd',
  age: 'who',
  sex: 'who',
  interpreter: 'who',
  ethnicity: 'who',
  need: 'need',
  'need-simd': 'cross',
  organisation: 'organisation',
  /** Of `all`, the hours that answers took: many, and asked for by one question. */
  hours: 'hours',
} as const satisfies Record<Dimension | 'all' | 'hours', string>;
export type Section = (typeof sections)[Dimension | 'all' | 'hours'];
/** In the place of a practice: all of its area added up. */
export const wholeArea = '*';

/** Of what stands now rather than in a month: who waits, who is open. */
export const now = 'now';
/** One thing counted: `month` as `2026-11`, or `now`. `by` alone: it is in no total, as what a total holds already. */
export type Part = { month: string; dims: Dims; tally: Tally; alone?: true };
/** All that is counted of one person. A person is one practice's. */
export type Counted = { area: string; practice: string; parts: readonly Part[] };
/** One item of the figures. In sections other than `all` each name begins with its dimension and value: `simd:1|received`. */
export type Cell = { area: string; practice: string; month: string; section: Section; tally: Tally };

export const amount = (tally: Tally, names: readonly string[]): number => names.reduce((sum, name) => sum + (tally[name] ?? 0), 0);

export const sumOf = (tallies: readonly Tally[]): Tally => {
  const sum = new Map<string, number>();
  for (const tally of tallies) for (const name in tally) sum.set(name, (sum.get(name) ?? 0) + (tally[name] ?? 0));
  return Object.fromEntries([...sum].filter(([, value]) => value !== 0));
};

const prefixed = (tally: Tally, prefix: string): Tally => Object.fromEntries(Object.entries(tally).map(([name, value]) => [prefix + name, value]));
const isDimension = (name: string): name is Dimension => name !== 'all' && name !== 'hours' && Object.hasOwn(sections, name);
const only = (tally: Tally, hours: boolean): Tally => Object.fromEntries(Object.entries(tally).filter(([name]) => name.startsWith('hours.') === hours));
const cellsOfPart = (area: string, practice: string, { month, dims, tally, alone }: Part): Cell[] => [
  ...(alone
    ? []
    : [
        { area, practice, month, section: sections.all, tally: only(tally, false) },
        { area, practice, month, section: sections.hours, tally: only(tally, true) },
      ]),
  ...Object.entries(dims).flatMap(([name, value]): Cell[] =>
    isDimension(name) && value !== undefined
      ? [{ area, practice, month, section: sections[name], tally: prefixed(keptOf(name, tally), `${name}:${value}|`) }]
      : [],
  ),
];

/** Tells one item of the figures from all others. */
export const placeOf = ({ area, practice, month, section }: Cell): string => JSON.stringify([area, month, section, practice]);
/** One cell for each place of which anything is left to say. */
export const merged = (cells: readonly Cell[]): Cell[] =>
  [...Map.groupBy(cells, placeOf).values()].flatMap(([first, ...more]) => {
    const tally = sumOf([first, ...more].map((cell) => cell?.tally ?? {}));
    return first && Object.keys(tally).length > 0 ? [{ ...first, tally }] : [];
  });
export const cellsOf = ({ area, practice, parts }: Counted): Cell[] => merged(parts.flatMap((part) => cellsOfPart(area, practice, part)));
/** These added up for their areas. */
export const areaCells = (cells: readonly Cell[]): Cell[] => merged(cells.map((cell) => ({ ...cell, practice: wholeArea })));
const negated = (cell: Cell): Cell => ({ ...cell, tally: Object.fromEntries(Object.entries(cell.tally).map(([name, value]) => [name, -value])) });
/** What must be added to `before` for `after`. */
export const difference = (after: readonly Cell[], before: readonly Cell[]): Cell[] => merged([...after, ...before.map(negated)]);

/** What a section says of each value of one dimension. */
export const byValue = (tally: Tally, dimension: Dimension): Map<string, Tally> => {
  const found = new Map<string, Record<string, number>>();
  for (const name in tally) {
    const end = name.indexOf('|');
    if (!name.startsWith(`${dimension}:`) || end < 0) continue;
    const value = name.slice(dimension.length + 1, end);
    const one = found.get(value) ?? {};
    found.set(value, one);
    one[name.slice(end + 1)] = tally[name] ?? 0;
  }
  return found;
};

/** Values with how often each occurred, least first. */
export type Histogram = ReadonlyArray<{ value: number; times: number }>;
/** Of the buckets `prefix.N`. */
export const histogramOf = (tally: Tally, prefix: string): Histogram =>
  Object.entries(tally)
    .flatMap(([name, times]) => {
      const bucket = name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : '';
      return /^-?\d+$/.test(bucket) && times !== 0 ? [{ value: Number(bucket), times }] : [];
    })
    .sort((a, b) => a.value - b.value);
export const countIn = (histogram: Histogram): number => histogram.reduce((sum, { times }) => sum + times, 0);

/** Nearest rank: the value at place ⌈p·n⌉ of the sorted values, exact; undefined when there are none. `percent` is whole, from 1 to 100. */
export const percentile = (histogram: Histogram, percent: number): number | undefined => {
  let left = Math.ceil((percent * countIn(histogram)) / 100);
  for (const { value, times } of histogram) {
    left -= times;
    if (left <= 0) return value;
  }
  return undefined;
};
