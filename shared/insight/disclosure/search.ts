/** The turn that makes a cell larger or smaller at the least cost in cells hidden for it. */
import type { Lattice } from './lattice.ts';
import type { Step, Way } from './turns.ts';

/** `imagined`: the finest counts as a reader might imagine them. `price`: what it costs to hide what is published at a place, 0 when nothing is shown there. */
export type Ground = { lattice: Lattice; imagined: Int32Array; price: Float64Array };
export type Turn = { steps: readonly Step[]; people: number };

/** What hiding everything touched would cost; it stops counting at `limit`. */
const costOf = (price: Float64Array, steps: readonly Step[], limit: number, axis = 0, place = 0): number => {
  const touched = steps[axis]?.touched ?? [];
  const last = axis === steps.length - 1;
  let sum = 0;
  for (let n = 0; n < touched.length && sum < limit; n += 1) {
    const at = place + (touched[n]?.at ?? 0);
    sum += last ? (price[at] ?? 0) : costOf(price, steps, limit - sum, axis + 1, at);
  }
  return sum;
};

/** How many people can make the turn: nobody leaves a cell that has nobody, nobody comes where there can be none. */
const roomFor = (ground: Ground, steps: readonly Step[], sign: number, axis = 0, place = 0): number => {
  if (axis === steps.length) {
    if (sign < 0) return ground.imagined[place] ?? 0;
    return ground.lattice.never[place] ? 0 : Number.POSITIVE_INFINITY;
  }
  const corners = steps[axis]?.corners ?? [];
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < corners.length && least > 0; n += 1) {
    const corner = corners[n];
    if (corner) least = Math.min(least, roomFor(ground, steps, sign * corner.sign, axis + 1, place + corner.at));
  }
  return least;
};

/** `limit`: what a turn must cost less than, 0 to end the search. `visit` is given each that may. The steps are lent, not given. */
type Walk = { ground: Ground; ways: readonly Way[]; order: readonly number[]; steps: Step[]; limit: () => number; visit: (steps: readonly Step[]) => void };

/**
 * Every step along an axis touches what the cell's own place touches, so that what is chosen so far, with `own` for the rest, never
 * costs more than what comes of it: a branch that is too dear is left at once.
 */
const walk = (walking: Walk, depth = 0): void => {
  const { ground, ways, order, steps, limit, visit } = walking;
  const axis = order[depth];
  if (axis === undefined) {
    visit(steps);
    return;
  }
  const way = ways[axis];
  for (const step of way?.steps ?? []) {
    const most = limit();
    if (!(most > 0)) break;
    steps[axis] = step;
    if (depth === order.length - 1 || costOf(ground.price, steps, most) < most) walk(walking, depth + 1);
  }
  if (way) steps[axis] = way.own;
};

type Asked = { ground: Ground; ways: readonly Way[]; direction: 1 | -1; people: number };
/** Axes along which the cell itself holds several parts come last: they seldom make a turn dearer. */
const begun = ({ ground, ways }: Asked) => {
  const axes = [...ways.keys()];
  const order = [...axes.filter((axis) => !ways[axis]?.open), ...axes.filter((axis) => ways[axis]?.open)];
  return { ground, ways, order, steps: ways.map(({ own }) => own) };
};

/** Less than any cell costs. */
const nothing = 1e-9;

/** Makes every turn that costs nothing, each as it is found, until `people` have turned; gives how many have not. */
export const turnFreely = (asked: Asked, make: (turn: Turn) => void): number => {
  let left = asked.people;
  const visit = (steps: readonly Step[]): void => {
    const people = Math.min(left, roomFor(asked.ground, steps, asked.direction));
    if (people === 0 || costOf(asked.ground.price, steps, nothing) > 0) return;
    make({ steps, people });
    left -= people;
  };
  walk({ ...begun(asked), limit: () => (left > 0 ? nothing : 0), visit });
  return left;
};

/** The turn that costs least for each of its people; `undefined` when nothing that may still be hidden allows for one. */
export const cheapestTurn = (asked: Asked): Turn | undefined => {
  let [turn, score]: [Turn | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  const visit = (steps: readonly Step[]): void => {
    const people = Math.min(asked.people, roomFor(asked.ground, steps, asked.direction));
    const limit = score * people;
    if (!(limit > 0)) return;
    const cost = costOf(asked.ground.price, steps, limit);
    if (cost >= limit) return;
    score = cost / people;
    turn = { steps: [...steps], people };
  };
  walk({ ...begun(asked), limit: () => score * asked.people, visit });
  return turn;
};
