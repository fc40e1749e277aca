/**
 * Somebody who has only the published files, knows the rules by which they were made, and can solve linear programmes. Imports nothing
 * of what protects: every person stands in exactly one finest cell, and every number shown is a sum of finest cells.
 */
import { parse } from 'csv-parse/sync';
import highsModule, { type Highs } from 'highs';

/** What a file says of a place; `at` names no margins. */
export type Fact = { period: string; at: Record<string, string>; says: string };
/** `rounded`: to the nearest five. `least`: from how many on the rules show a number at a place. */
export type Rules = { rounded: boolean; least: (at: Record<string, string>) => number };
/** What can be deduced of a hidden number: at least `low`, at most `high`. */
export type Deduced = Fact & { low: number; high: number };

const many = 100_000;
/** The package types itself as CommonJS and loads as a module: what its types call `default` is what is imported. */
const loadHighs = highsModule as unknown as typeof highsModule.default;
/** From one question to the next only what is asked for changes: the last answer stays a place to go on from, for this way of solving alone. */
export const primal = 4;
let solver: Promise<Highs> | undefined;

export const keyOf = ({ period, at }: { period: string; at: Record<string, string> }): string => JSON.stringify([period, Object.entries(at).sort()]);

export const readCsv = (file: string): Fact[] =>
  parse(file, { columns: true, comment: '#', comment_no_infix: true }).map((row) => {
    const { period = '', count = '', ...at } = row as Record<string, string>;
    return { period, at: Object.fromEntries(Object.entries(at).filter(([, category]) => category !== 'All')), says: count };
  });

export const readJson = (text: string): Fact[] => {
  const { period, rows } = JSON.parse(text) as { period: string; rows: { at: Record<string, string>; count: number | string }[] };
  return rows.map(({ at, count }) => ({
    period,
    at: Object.fromEntries(Object.entries(at).filter(([, category]) => category !== 'All')),
    says: String(count),
  }));
};

const quarter = (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
const months = (period: string): string[] => {
  const year = Array.from({ length: 12 }, (_, n) => `${period.slice(0, 4)}-${String(n + 1).padStart(2, '0')}`);
  if (period.includes('/')) return [...year.slice(3), ...months(period.slice(8, 12)).slice(0, 3)];
  return period.length === 4 ? year : year.filter((month) => month === period || quarter(month) === period);
};

type Part = { month: string; at: Record<string, string> };
/** The finest cells: of each month (quarters and years are sums of them) and each combination of categories that the files name. */
const partsOf = (facts: readonly Fact[]): Part[] => {
  const byMonth = facts.some(({ period }) => /-\d\d$/.test(period));
  const times = [...new Set(facts.flatMap(({ period }) => months(period)))].filter((month) => byMonth || Number(month.slice(5)) % 3 === 1);
  const dimensions = [...new Set(facts.flatMap(({ at }) => Object.keys(at)))];
  return dimensions.reduce<Part[]>(
    (parts, name) => {
      const categories = [...new Set(facts.flatMap(({ at }) => at[name] ?? []))];
      return parts.flatMap((part) => categories.map((category) => ({ ...part, at: { ...part.at, [name]: category } })));
    },
    times.map((month) => ({ month, at: {} })),
  );
};
const sumOver = (fact: Fact, parts: readonly Part[]): number[] => {
  const inside = new Set(months(fact.period));
  return parts.flatMap(({ month, at }, n) => (inside.has(month) && Object.entries(fact.at).every(([name, category]) => at[name] === category) ? [n] : []));
};

/** What a number that is shown can stand for. */
const bounds = ({ says, at }: Fact, rules: Rules): [number, number] => {
  const shown = says === 'z' ? 0 : Number(says);
  if (!rules.rounded || shown === 0) return [shown, shown];
  return [Math.max(shown - 2, rules.least(at)), shown + 2];
};

const modelOf = (shown: readonly Fact[], parts: readonly Part[], rules: Rules) => {
  const rows = shown.map((fact) => sumOver(fact, parts));
  const limits = shown.map((fact) => bounds(fact, rules));
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.length);
  const indices = rows.flat();
  const fill = (value: number) => new Float64Array(parts.length).fill(value);
  return {
    numCols: parts.length,
    numRows: rows.length,
    colCost: fill(0),
    colLower: fill(0),
    colUpper: fill(many),
    rowLower: limits.map(([low]) => low),
    rowUpper: limits.map(([, high]) => high),
    matrix: { format: 'csr' as const, numRows: rows.length, numCols: parts.length, starts, indices, values: indices.map(() => 1) },
  };
};

/** Each place once: what one file hides and another shows is shown. */
const told = (facts: readonly Fact[]): Fact[] =>
  [...Map.groupBy(facts, keyOf).values()].flatMap((same) => same.find(({ says }) => says !== 'c') ?? same[0] ?? []);

type Hunted = { fact: Fact; sum: number[]; low: number; high: number };
const see = (hunted: readonly Hunted[], solution: ArrayLike<number>) => {
  for (const one of hunted) {
    const value = one.sum.reduce((sum, n) => sum + (solution[n] ?? 0), 0);
    one.low = Math.min(one.low, value);
    one.high = Math.max(one.high, value);
  }
};

/**
 * Bounds every hidden number. `enough` says when a number is unsure enough that no more need be asked of it: what one solution shows of the
 * others is kept, so that the bounds are exact only for those that never were.
 */
export const attack = async (facts: readonly Fact[], rules: Rules, enough: (deduced: Deduced) => boolean): Promise<Deduced[]> => {
  solver ??= loadHighs();
  const highs = await solver;
  const places = told(facts);
  const parts = partsOf(places);
  const hunted: Hunted[] = places.filter(({ says }) => says === 'c').map((fact) => ({ fact, sum: sumOver(fact, parts), low: Infinity, high: -Infinity }));
  const deduced = ({ fact, low, high }: Hunted): Deduced => ({ ...fact, low: Math.ceil(low - 1e-6), high: Math.floor(high + 1e-6) });
  const { maximize, minimize } = highs.constants.objectiveSense;
  highs.withModel(
    modelOf(
      places.filter(({ says }) => says !== 'c'),
      parts,
      rules,
    ),
    (model) => {
      model.options.set({ output_flag: false, simplex_strategy: primal });
      for (const one of hunted) {
        for (const sense of [maximize, minimize]) {
          if (enough(deduced(one))) continue;
          const costs = new Float64Array(parts.length);
          for (const n of one.sum) costs[n] = 1;
          model.changeColsCost({ kind: 'range', from: 0, to: parts.length - 1 }, costs);
          model.changeObjectiveSense(sense);
          model.run();
          if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
            throw new Error(`The solver says ${model.getModelStatus()} of ${keyOf(one.fact)}.`);
          see(hunted, model.getSolution().colValue);
        }
      }
    },
  );
  return hunted.map(deduced);
};
