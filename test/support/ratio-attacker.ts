/**
 * Somebody who has only the figures of a whole area, as a file lists them, and can solve linear programmes: what shares with their wholes, percentiles
 * with their n and the tables' total say together of a hidden number. Imports nothing of what protects.
 */
import highsModule, { type Highs } from 'highs';
import { primal } from './attacker.ts';
import type { rowsOfCsv } from './published-facts.ts';

/** By metric and number, as `engagement part`; and `received`. */
type Said = ReadonlyMap<string, string>;
type Row = ReturnType<typeof rowsOfCsv>[number] & { table?: string };
export const saidIn = (rows: readonly Row[], period: string): Said =>
  new Map(
    rows.flatMap(({ measure, value, practice, need, simd, period: of }) => {
      const isAll = practice === 'All' && need === 'All' && simd === 'All';
      return isAll && of === period ? [[measure, value] as const] : [];
    }),
  );

/** Whole people and referrals: of the people, who was never, sometimes or often spoken with, or is too new; of the referrals, who had a conversation, still waits, or was closed without. */
const names = ['never', 'some', 'sustained', 'new', 'had', 'still', 'without', 'came', 'stayedAway', 'declined', 'neither'] as const;
export type Part = (typeof names)[number];
/** Coefficients of the parts, and between what their sum lies. */
type Bound = { of: Partial<Record<Part, number>>; low: number; high: number };

const people = { never: 1, some: 1, sustained: 1, new: 1 };
const followed = { never: 1, some: 1, sustained: 1 };
const referrals = { had: 1, still: 1, without: 1 };
const answered = { came: 1, stayedAway: 1, declined: 1 };
/** What each number counts. */
const counted: Readonly<Record<string, Partial<Record<Part, number>>>> = {
  received: referrals,
  'people n': people,
  'engagement part': { some: 1, sustained: 1 },
  'engagement whole': followed,
  'sustained part': { sustained: 1 },
  'sustained whole': followed,
  'firstContact n': { had: 1 },
  'firstContact still': { still: 1 },
  'firstContact without': { without: 1 },
  'sent n': { ...answered, neither: 1 },
  'acceptance part': { came: 1, stayedAway: 1 },
  'acceptance whole': answered,
  'uptake part': { came: 1 },
  'uptake whole': { came: 1, stayedAway: 1 },
};
const shares = ['engagement', 'sustained', 'acceptance', 'uptake'] as const;
/** `rounded`: to the nearest five, and percents to whole ones. */
type Rules = { rounded: boolean };

const minus = (one: Bound['of'], other: Bound['of'], times: number): Bound['of'] => {
  const all = { ...one };
  for (const name of names) if (other[name]) all[name] = (all[name] ?? 0) - times * (other[name] ?? 0);
  return all;
};
/** What is shown as a sum is, in public, a sum of rounded parts: less the one that is shown too it is another, rounded by itself. */
const apart: Readonly<Record<string, readonly [whole: string, less: string, part: Part]>> = {
  'engagement part': ['engagement part', 'sustained part', 'some'],
  'engagement whole': ['engagement whole', 'engagement part', 'never'],
  'acceptance part': ['acceptance part', 'uptake part', 'stayedAway'],
  'acceptance whole': ['acceptance whole', 'acceptance part', 'declined'],
};
const sums = ['engagement part', 'engagement whole', 'sustained whole', 'acceptance part', 'acceptance whole', 'uptake whole'];
const isNumber = (says: string | undefined): says is string => says !== undefined && says !== 'c' && says !== 'z';
const roundedBound = (of: Bound['of'], n: number): Bound => ({ of, low: n > 0 ? Math.max(5, n - 2) : 0, high: n > 0 ? n + 2 : 0 });
const fromRounded = (said: Said): Bound[] => [
  ...Object.entries(counted).flatMap(([name, of]): Bound[] => {
    const says = said.get(name);
    return isNumber(says) && !sums.includes(name) ? [roundedBound(of, Number(says))] : [];
  }),
  ...Object.values(apart).flatMap(([whole, less, part]): Bound[] => {
    const [all, some] = [said.get(whole), said.get(less)];
    return isNumber(all) && isNumber(some) ? [roundedBound({ [part]: 1 }, Number(all) - Number(some))] : [];
  }),
  // Where nothing can be taken off it, it is at most three parts.
  ...sums.flatMap((name): Bound[] => {
    const says = said.get(name);
    return isNumber(says) ? [{ of: counted[name] ?? {}, low: Math.max(0, Number(says) - 6), high: Number(says) + 6 }] : [];
  }),
];
const fromExact = (said: Said): Bound[] =>
  Object.entries(counted).flatMap(([name, of]): Bound[] => {
    const says = said.get(name);
    return isNumber(says) ? [{ of, low: Number(says), high: Number(says) }] : [];
  });
/** A percent lies within half of its last place of the share that it is of: of the true one, or in public of the rounded, which its counts say already. */
const fromShares = (said: Said, { rounded }: Rules): Bound[] =>
  shares.flatMap((name): Bound[] => {
    const says = said.get(`${name} percent`);
    const [part, whole] = [counted[`${name} part`] ?? {}, counted[`${name} whole`] ?? {}];
    if (!isNumber(says) || (rounded && isNumber(said.get(`${name} part`)))) return [];
    const half = (rounded ? 0.5 : 0.05) / 100;
    const percent = Number(says) / 100;
    return [
      { of: minus(part, whole, percent - half), low: 0, high: Number.POSITIVE_INFINITY },
      { of: minus(part, whole, percent + half), low: Number.NEGATIVE_INFINITY, high: 0 },
    ];
  });
/** Nobody is a person without a referral, and who was never spoken with has one without a conversation. */
const fromMeaning: readonly Bound[] = [
  { of: minus(people, referrals, 1), low: Number.NEGATIVE_INFINITY, high: 0 },
  { of: { never: 1, still: -1, without: -1 }, low: Number.NEGATIVE_INFINITY, high: 0 },
];

const loadHighs = highsModule as unknown as typeof highsModule.default;
let solver: Promise<Highs> | undefined;
const many = 100_000;
const modelOf = (bounds: readonly Bound[]) => {
  const rows = bounds.map(({ of }) => names.flatMap((name, n) => (of[name] ? [[n, of[name]] as const] : [])));
  const fill = (value: number) => new Float64Array(names.length).fill(value);
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.length);
  return {
    ...{ numCols: names.length, numRows: rows.length, colCost: fill(0), colLower: fill(0), colUpper: fill(many) },
    ...{ rowLower: bounds.map(({ low }) => Math.max(low, -many * 100)), rowUpper: bounds.map(({ high }) => Math.min(high, many * 100)) },
    matrix: {
      ...{ format: 'csr' as const, numRows: rows.length, numCols: names.length, starts },
      ...{ indices: rows.flatMap((row) => row.map(([n]) => n)), values: rows.flatMap((row) => row.map(([, value]) => value)) },
    },
  };
};
/** Of each part, the least and the most that it can be. */
export const attackFigures = async (said: Said, rules: Rules): Promise<Record<Part, { low: number; high: number }>> => {
  solver ??= loadHighs();
  const highs = await solver;
  const { maximize, minimize } = highs.constants.objectiveSense;
  return highs.withModel(modelOf([...(rules.rounded ? fromRounded(said) : fromExact(said)), ...fromShares(said, rules), ...fromMeaning]), (model) => {
    model.options.set({ output_flag: false, simplex_strategy: primal });
    const reach = (n: number, sense: typeof maximize): number => {
      const costs = new Float64Array(names.length);
      costs[n] = 1;
      model.changeColsCost({ kind: 'range', from: 0, to: names.length - 1 }, costs);
      model.changeObjectiveSense(sense);
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) throw new Error(`The solver says ${model.getModelStatus()} of ${names[n]}.`);
      return Number(model.getSolution().colValue[n]);
    };
    const found = names.map((name, n) => [name, { low: Math.ceil(reach(n, minimize) - 1e-6), high: Math.floor(reach(n, maximize) + 1e-6) }] as const);
    return Object.fromEntries(found) as Record<Part, { low: number; high: number }>;
  });
};

/** Whether a percentile may be the value of one person: it stands first or last of the fewest or the most there can be. */
export const mayBeOnePersons = (percent: number, n: { low: number; high: number }): boolean => {
  const isEnd = (of: number) => Math.ceil((percent * of) / 100) <= 1 || Math.ceil((percent * of) / 100) >= of;
  return isEnd(Math.max(1, n.low)) || isEnd(n.high);
};
