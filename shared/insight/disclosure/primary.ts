/** Which cells are hidden for what they say by themselves, and how unsure of each a reader must stay. */
import { type Lattice, type LatticeCell, placed } from './lattice.ts';
import { leastShown, policy } from './policy.ts';
import type { Dimension } from './types.ts';

/** Whoever sees only what is published must hold it possible that the cell is `low` or less, and that it is `high` or more. */
export type Wish = { cell: number; low: number; high: number };

const placeOf = ({ entries }: LatticeCell, dimensions: readonly Dimension[]) =>
  dimensions.flatMap((dimension, n) => {
    const category = dimension.categories[entries[n + 1] ?? -1];
    return category === undefined ? [] : [{ dimension, category }];
  });

const isSensitive = (place: ReturnType<typeof placeOf>): boolean => place.some(({ dimension, category }) => dimension.sensitive?.includes(category));

/** The cell is one of those that part a group of nobody by a sensitive dimension: that nobody is in it says nothing of anybody. */
const isOfNobody = ({ entries }: LatticeCell, { dimensions, axes, at, cells, stride }: Lattice): boolean =>
  dimensions.some(({ categories, sensitive }, n) => {
    if (!sensitive?.includes(categories[entries[n + 1] ?? -1] ?? '')) return false;
    const group = entries.with(n + 1, axes[n + 1]?.leaves ?? 0);
    return cells[at[placed(group, stride)] ?? -1]?.value === 0;
  });
/** Small counts, and none at all of a sensitive category: to know that nobody is in it is to know something of everybody in its group. */
const small = (lattice: Lattice): Wish[] =>
  lattice.cells.flatMap((one, cell) => {
    const place = placeOf(one, lattice.dimensions);
    const least = leastShown(place);
    const hidden = one.possible && one.value < least && (one.value > 0 || (isSensitive(place) && !isOfNobody(one, lattice)));
    return hidden ? [{ cell, low: 1, high: least - 1 }] : [];
  });

/** The published cells that part a group by a sensitive dimension, group by group. */
const groupsBy = (lattice: Lattice, axis: number): number[][] => {
  const parted = lattice.cells.flatMap((one, cell) => ((one.entries[axis] ?? 0) < (lattice.axes[axis]?.leaves ?? 0) && one.possible ? [cell] : []));
  const groupOf = (cell: number) => (lattice.cells[cell]?.entries ?? []).filter((_, n) => n !== axis).join();
  return [...Map.groupBy(parted, groupOf).values()];
};

/** A group that is wholly in one category tells that category of each of its members: its row goes, and nobody may be sure it was so. */
const classes = (lattice: Lattice): Wish[] =>
  lattice.dimensions.flatMap(({ sensitive = [] }, n) =>
    (sensitive.length > 0 ? groupsBy(lattice, n + 1) : []).flatMap((group) => {
      const inhabited = group.filter((cell) => (lattice.cells[cell]?.value ?? 0) > 0);
      if (inhabited.length !== 1 || group.length < 2) return [];
      return group.map((cell) => wishOfClass(cell, lattice.cells[cell]?.value ?? 0));
    }),
  );
const wishOfClass = (cell: number, value: number): Wish => {
  const least = policy.minCell - 1;
  return value > 0 ? { cell, low: Math.max(0, value - least), high: value } : { cell, low: 1, high: least };
};

/** One wish for each cell that is hidden for its own sake, the widest of those there are. */
export const primary = (lattice: Lattice): Wish[] => {
  const widest = new Map<number, Wish>();
  for (const wish of [...small(lattice), ...classes(lattice)]) {
    const other = widest.get(wish.cell);
    widest.set(wish.cell, other ? { cell: wish.cell, low: Math.min(wish.low, other.low), high: Math.max(wish.high, other.high) } : wish);
  }
  return [...widest.values()];
};
