/** The turn that makes a cell larger or smaller at the least cost in cells hidden for it. */
import type { Lattice } from './lattice.ts';
import type { Step, Way } from './turns.ts';

/** `imagined`: the finest counts as a reader might imagine them. `price`: what it costs to hide what is published at a place, 0 when nothing is shown there. */
export type Ground = { lattice: Lattice; imagined: Int32Array; price: Float64Array };
export type Turn = { steps: readonly Step[]; people: number };
type Best = { turn: Turn | undefined; score: number };
type Asked = { ground: Ground; ways: readonly Way[]; direction: 1 | -1; people: number };

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

const weigh = ({ ground, direction, people }: Asked, steps: readonly Step[], best: Best): void => {
  const room = Math.min(people, roomFor(ground, steps, direction));
  const limit = best.score * room;
  if (!(limit > 0)) return;
  const cost = costOf(ground.price, steps, limit);
  if (cost >= limit) return;
  best.score = cost / room;
  best.turn = { steps: [...steps], people: room };
};

/**
 * Every step along an axis touches what the cell's own place touches, so that what is chosen so far, with `own` for the rest, never
 * costs more than what comes of it: a branch dearer than the best turn is left at once. Axes with one way in come last.
 */
const walk = (asked: Asked, steps: Step[], best: Best, order: readonly number[], depth = 0): void => {
  const axis = order[depth];
  if (axis === undefined) {
    weigh(asked, steps, best);
    return;
  }
  const way = asked.ways[axis];
  for (const step of way?.steps ?? []) {
    const limit = best.score * asked.people;
    if (!(limit > 0)) break;
    steps[axis] = step;
    if (depth === order.length - 1 || costOf(asked.ground.price, steps, limit) < limit) walk(asked, steps, best, order, depth + 1);
  }
  if (way) steps[axis] = way.own;
};

/** Less than any cell costs: a search that begins with it finds only turns that cost nothing, and finds them fast. */
const nothing = 1e-9;

/** `undefined` when nothing that may still be hidden allows for it. */
export const cheapestTurn = (ground: Ground, ways: readonly Way[], direction: 1 | -1, people: number): Turn | undefined => {
  const axes = [...ways.keys()];
  const order = [...axes.filter((axis) => !ways[axis]?.open), ...axes.filter((axis) => ways[axis]?.open)];
  for (const score of [nothing, Number.POSITIVE_INFINITY]) {
    const best: Best = { turn: undefined, score };
    const own = ways.map((way) => way.own);
    walk({ ground, ways, direction, people }, own, best, order);
    if (best.turn) return best.turn;
  }
  return undefined;
};
