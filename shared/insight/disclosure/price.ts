/** What a reader loses with a cell that is hidden, against which the search weighs one cell against another. */
import type { Lattice, LatticeCell } from './lattice.ts';

/** By how many things a cell names beside its time: of everybody, of a practice or a need as a whole, of two of them together. */
const worth = [300, 100, 2] as const;
/** What an earlier time hid at the same place is the first to be hidden again, so that more of their sum can be shown. */
const again = 0.5;

const namedIn = ({ entries }: LatticeCell, { axes }: Lattice): number => entries.slice(1).filter((entry, n) => entry < (axes[n + 1]?.leaves ?? 0)).length;

/** Larger numbers say more, though not by as much as they are larger. */
export const priceOf = (cell: LatticeCell, lattice: Lattice, hiddenThen: boolean): number =>
  (worth[namedIn(cell, lattice)] ?? 1) * (1 + Math.log2(1 + cell.value)) * (hiddenThen ? again : 1);

/** What a reader asks for first: totals of a time, of all and of each practice or need. They are hidden only where there is no other way. */
export const isDear = (cell: LatticeCell, lattice: Lattice): boolean => {
  const [time = 0] = cell.entries;
  const isPartOfTime = (lattice.axes[0]?.within[time]?.length ?? 0) > 1;
  return namedIn(cell, lattice) < 2 && !isPartOfTime;
};
