/**
 * Turns: people thought elsewhere among the finest cells so that most published sums stay as they are. Along each axis a turn either
 * stays with one part, and what is published of several parts together changes with it, or goes over to another part, and what holds
 * both does not change.
 */
import type { Lattice, LatticeCell } from './lattice.ts';

type Signed = { at: number; sign: 1 | -1 };
/** What a turn does along one axis. `corners`: to the finest cells; `touched`: to the published ones. Both as steps along the axis. */
export type Step = { corners: readonly Signed[]; touched: readonly Signed[] };
/** The steps along one axis that change a cell. `open`: the cell holds several parts there, and `own` is what all of the steps touch. */
export type Way = { open: boolean; steps: readonly Step[]; own: Step };

const plus = (at: number): Signed => ({ at, sign: 1 });
const minus = (at: number): Signed => ({ at, sign: -1 });

const staying = ({ axes, baseStride, stride }: Lattice, axis: number, leaf: number): Step => ({
  corners: [plus(leaf * (baseStride[axis] ?? 0))],
  touched: (axes[axis]?.within[leaf] ?? []).map((entry) => plus(entry * (stride[axis] ?? 0))),
});

const going = ({ axes, baseStride, stride }: Lattice, axis: number, from: number, to: number): Step => {
  const [here, there] = [axes[axis]?.within[from] ?? [], axes[axis]?.within[to] ?? []];
  const [length, wide] = [baseStride[axis] ?? 0, stride[axis] ?? 0];
  return {
    corners: [plus(from * length), minus(to * length)],
    touched: [
      ...here.filter((entry) => !there.includes(entry)).map((entry) => plus(entry * wide)),
      ...there.filter((entry) => !here.includes(entry)).map((entry) => minus(entry * wide)),
    ],
  };
};

/** The ways to change each cell of a lattice; the steps are made once and shared. */
export const waysIn = (lattice: Lattice): ((cell: LatticeCell) => Way[]) => {
  const leaves = lattice.axes.map((axis) => [...Array(axis.leaves).keys()]);
  const stays = leaves.map((list, axis) => list.map((leaf) => staying(lattice, axis, leaf)));
  const all = leaves.map((list, axis) =>
    list.map((from) => [
      ...stays.slice(axis, axis + 1).flatMap((own) => own.slice(from, from + 1)),
      ...list.filter((to) => to !== from).map((to) => going(lattice, axis, from, to)),
    ]),
  );
  return ({ entries }) =>
    entries.map((entry, axis) => {
      const own: Step = { corners: [], touched: [plus(entry * (lattice.stride[axis] ?? 0))] };
      const fixed = all[axis]?.[entry];
      if (fixed) return { open: false, steps: fixed, own };
      const parts = (leaves[axis] ?? []).filter((leaf) => lattice.axes[axis]?.within[leaf]?.includes(entry));
      return { open: true, steps: parts.flatMap((leaf) => stays[axis]?.[leaf] ?? []), own };
    });
};
