/**
 * A release as one block of its finest counts, with every published cell as the sum of a part of it. Numbers alone, so that
 * thousands of cells are tried in a moment.
 */
import { monthsIn, partsOf } from './grid.ts';
import { all, type Count, type Dimension, type Release, type Table } from './types.ts';

/** Its finest parts come first, then what is published of several together: the margin, or quarters and years. */
type Axis = {
  leaves: number;
  names: readonly string[] /** For each finest part: itself and the groups it belongs to. */;
  within: readonly (readonly number[])[];
};
/** `entries`: where it stands on each axis, time first. `possible`: false where there can be none. */
export type LatticeCell = { entries: readonly number[]; value: number; possible: boolean };
export type Lattice = {
  /** Of the axes after time. */
  dimensions: readonly Dimension[];
  axes: readonly Axis[];
  /** How many there are of each finest cell, and 1 where there can be none. */
  base: Int32Array;
  never: Uint8Array;
  baseStride: readonly number[];
  cells: readonly LatticeCell[];
  /** The number of the published cell at a place, or -1. */
  at: Int32Array;
  stride: readonly number[];
};

/** Every way to take one of each list, the last list running fastest. */
export const combined = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((ways, list) => ways.flatMap((way) => list.map((next) => [...way, next])), [[]]);

export const placed = (entries: readonly number[], stride: readonly number[]): number => entries.reduce((sum, entry, n) => sum + entry * (stride[n] ?? 0), 0);
const product = (sizes: readonly number[]): number => sizes.reduce((soFar, size) => soFar * size, 1);
const stridesOf = (sizes: readonly number[]): number[] => sizes.map((_, n) => product(sizes.slice(n + 1)));

const axisOf = (leaves: readonly string[], groups: readonly string[], belongs: (leaf: string, group: string) => boolean): Axis => ({
  leaves: leaves.length,
  names: [...leaves, ...groups],
  within: leaves.map((leaf, n) => [n, ...groups.flatMap((group, g) => (belongs(leaf, group) ? [leaves.length + g] : []))]),
});
const timeAxis = (tables: readonly Table[]): Axis => {
  const periods = [...new Set(tables.flatMap((table) => table.periods))].sort();
  const parts = partsOf(periods);
  const belongs = (part: string, group: string) => monthsIn(part).every((month) => monthsIn(group).includes(month));
  return axisOf(
    parts,
    periods.filter((period) => !parts.includes(period)),
    belongs,
  );
};

const known = (found: number, what: string): number => {
  if (found < 0) throw new Error(`A release names ${what}, which it does not define.`);
  return found;
};

/** The finest cells that a place covers; what the place does not name is any. */
const covered = (place: Readonly<Record<string, string>>, dimensions: readonly Dimension[], axes: readonly Axis[]): number[][] =>
  combined([
    [...Array(axes[0]?.leaves ?? 0).keys()],
    ...dimensions.map(({ name, categories }) => {
      const category = place[name];
      return category === undefined ? [...categories.keys()] : [known(categories.indexOf(category), `the ${name} ${category}`)];
    }),
  ]);

const filled = (lattice: Lattice, counts: readonly Count[]): void => {
  const partOf = new Map(
    (lattice.axes[0]?.names ?? []).slice(0, lattice.axes[0]?.leaves).flatMap((part, n) => monthsIn(part).map((month) => [month, n] as const)),
  );
  for (const { month, at, n } of counts) {
    const part = partOf.get(month);
    if (part === undefined) continue;
    const rest = lattice.dimensions.map(({ name, categories }) => known(categories.indexOf(at[name] ?? ''), `the ${name} ${at[name]}`));
    const place = placed([part, ...rest], lattice.baseStride);
    if (!Number.isInteger(n) || n < 0 || (n > 0 && lattice.never[place])) throw new Error(`A count is ${n} where there can be no such number.`);
    lattice.base[place] = (lattice.base[place] ?? 0) + n;
  }
};

/** The places a table publishes: each of its dimensions by category and by margin, the others by margin alone. */
const placesOf = (table: Table, { dimensions, axes }: Lattice): number[][] =>
  combined([
    table.periods.map((period) => axes[0]?.names.indexOf(period) ?? -1),
    ...dimensions.map(({ name, categories }) => (table.by.includes(name) ? [...categories.keys(), categories.length] : [categories.length])),
  ]);

/** The finest cells that make up the place. */
const leavesOf = ({ axes }: Lattice, entries: readonly number[]): number[][] =>
  combined(axes.map(({ within }, n) => [...within.keys()].filter((leaf) => within[leaf]?.includes(entries[n] ?? -1))));

const withCells = (lattice: Lattice, tables: readonly Table[]): Lattice => {
  const cells: LatticeCell[] = [];
  for (const entries of tables.flatMap((table) => placesOf(table, lattice))) {
    const place = placed(entries, lattice.stride);
    if (lattice.at[place] !== -1) continue;
    lattice.at[place] = cells.length;
    const parts = leavesOf(lattice, entries).map((leaves) => placed(leaves, lattice.baseStride));
    const value = parts.reduce((sum, part) => sum + (lattice.base[part] ?? 0), 0);
    cells.push({ entries, value, possible: parts.some((part) => !lattice.never[part]) });
  }
  return { ...lattice, cells };
};

/** Throws when a release contradicts itself: a category, dimension or period that is not defined, a count where there can be none. */
export const latticeOf = ({ dimensions: defined, tables, counts, impossible = [] }: Release): Lattice => {
  for (const name of tables.flatMap(({ by }) => by))
    known(
      defined.findIndex((one) => one.name === name),
      `the dimension ${name}`,
    );
  const dimensions = defined.filter(({ name }) => tables.some(({ by }) => by.includes(name)));
  const axes = [timeAxis(tables), ...dimensions.map(({ categories }) => axisOf(categories, [all], () => true))];
  const [leaves, entries] = [axes.map((axis) => axis.leaves), axes.map(({ names }) => names.length)];
  const [baseStride, stride] = [stridesOf(leaves), stridesOf(entries)];
  const [base, never, at] = [new Int32Array(product(leaves)), new Uint8Array(product(leaves)), new Int32Array(product(entries)).fill(-1)];
  for (const place of impossible) {
    if (Object.keys(place).some((name) => !dimensions.some((one) => one.name === name))) continue;
    for (const cell of covered(place, dimensions, axes)) never[placed(cell, baseStride)] = 1;
  }
  const lattice: Lattice = { dimensions, axes, base, never, baseStride, cells: [], at, stride };
  filled(lattice, counts);
  return withCells(lattice, tables);
};
