/** Releases of invented counts: many or few people, evenly or unevenly spread, over linked tables and periods. */
import fc from 'fast-check';
import type { Dimension, Release, Table } from '#insight/disclosure/types';

const grids = [
  ['2026-Q3', '2026-07', '2026-08', '2026-09'],
  ['2026', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'],
  ['2026-Q3'],
  ['2026', '2026-Q3', '2026-Q4', '2026-10', '2026-11', '2026-12'],
];
const year = ['2026', ...[1, 2, 3, 4].map((n) => `2026-Q${n}`), ...Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`)];
const months = year.slice(5);
const sets = [
  [['practice', 'need']],
  [
    ['practice', 'need'],
    ['practice', 'simd'],
    ['need', 'simd'],
  ],
  [
    ['practice', 'need', 'simd'],
    ['practice', 'simd'],
  ],
  [['need'], ['practice', 'need']],
];

const shape = fc.record({
  sizes: fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 })),
  tables: fc.constantFrom(...sets),
  periods: fc.constantFrom(...grids),
  people: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 60, max: 800 })),
  /** How unevenly people are spread: 0 is evenly. */
  skew: fc.double({ min: 0, max: 2.5, noNaN: true }),
  sensitive: fc.integer({ min: 0, max: 2 }),
  impossible: fc.boolean(),
  seed: fc.integer({ min: 1, max: 2 ** 30 }),
});
type Shape = {
  sizes: [number, number, number];
  tables: string[][];
  periods: string[];
  people: number;
  skew: number;
  sensitive: number;
  impossible: boolean;
  seed: number;
};

/** The same numbers between 0 and 1 for the same seed. */
const numbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return state / 0x80_00_00_00;
  };
};

const named = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name} ${n + 1}`);
const dimensionsOf = ({ sizes, sensitive }: Shape): Dimension[] => {
  const needs = named('need', sizes[1]);
  return [
    { name: 'practice', kind: 'practice', categories: named('practice', sizes[0]) },
    { name: 'need', kind: 'need', categories: needs, sensitive: needs.slice(needs.length - sensitive) },
    { name: 'simd', kind: 'simd', categories: named('fifth', sizes[2]) },
  ];
};

const releaseOf = (asked: Shape): Release => {
  const next = numbers(asked.seed);
  const dimensions = dimensionsOf(asked);
  const pick = (categories: readonly string[]) => categories[Math.floor(next() ** (1 + asked.skew) * categories.length)] ?? '';
  const barred = { practice: 'practice 2', need: 'need 1' };
  const counts = Array.from({ length: asked.people }, () => {
    const at: Record<string, string> = Object.fromEntries(dimensions.map(({ name, categories }) => [name, pick(categories)]));
    return {
      month: months[Math.floor(next() * 12)] ?? '',
      at,
      n: asked.impossible && at.practice === barred.practice && at.need === barred.need ? 0 : 1,
    };
  });
  const tables: Table[] = asked.tables.map((by) => ({ name: by.join('-by-'), by, periods: asked.periods }));
  return { dimensions, tables, counts: counts.filter(({ n }) => n > 0), impossible: asked.impossible ? [barred] : [] };
};

export const releases: fc.Arbitrary<Release> = shape.map(releaseOf);
/** A whole year in months, quarters and as one, of a small programme. */
export const wholeYears: fc.Arbitrary<Release> = shape.map((asked) => releaseOf({ ...asked, sizes: [3, 3, 2], tables: [['practice', 'need']], periods: year }));
/** The quarters of a year and the year, to be published one after another. */
export const quarters: fc.Arbitrary<Release> = shape.map((asked) =>
  releaseOf({
    ...asked,
    tables: [
      ['practice', 'need'],
      ['practice', 'simd'],
    ],
    periods: year.slice(0, 5),
  }),
);
/** What a programme of thirty practices publishes of a quarter: its months too, by practice, need and deprivation, two and two. */
export const programmeQuarter = (people: number): Release => {
  const asked: Shape = {
    sizes: [30, 22, 5],
    tables: sets[1] ?? [],
    periods: grids[0] ?? [],
    people: people * 4,
    skew: 0.8,
    sensitive: 3,
    impossible: false,
    seed: 6,
  };
  return releaseOf(asked);
};
