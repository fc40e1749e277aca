/** The turn that makes a cell larger or smaller at the least cost in cells hidden for it. */
import type { Lattice } from './lattice.ts';
import type { Step, Way } from './turns.ts';

/** `imagined`: the finest counts as a reader might imagine them. `weight`: what it costs to hide a cell, by its number. */
export type Ground = { lattice: Lattice; imagined: Int32Array; hidden: Uint8Array; weight: Float64Array };
export type Turn = { steps: readonly Step[]; people: number };
type Best = { turn: Turn | undefined; score: number };
type Asked = { ground: Ground; ways: readonly Way[]; direction: 1 | -1; people: number };

/** What hiding everything touched would cost; it stops counting at `limit`. */
const costOf = (ground: Ground, steps: readonly Step[], limit: number, axis = 0, place = 0): number => {
  const step = steps[axis];
  if (!step) {
    const cell = ground.lattice.at[place] ?? -1;
    return cell < 0 || ground.hidden[cell] ? 0 : (ground.weight[cell] ?? 0);
  }
  let sum = 0;
  for (const { at } of step.touched) {
    sum += costOf(ground, steps, limit - sum, axis + 1, place + at);
    if (sum >= limit) return sum;
  }
  return sum;
};

/** How many people can make the turn: nobody leaves a cell that has nobody, nobody comes where there can be none. */
const roomFor = (ground: Ground, steps: readonly Step[], sign: number, axis = 0, place = 0): number => {
  const step = steps[axis];
  if (!step) {
    if (sign < 0) return ground.imagined[place] ?? 0;
    return ground.lattice.never[place] ? 0 : Number.POSITIVE_INFINITY;
  }
  let least = Number.POSITIVE_INFINITY;
  for (const corner of step.corners) {
    least = Math.min(least, roomFor(ground, steps, sign * corner.sign, axis + 1, place + corner.at));
    if (least === 0) return 0;
  }
  return least;
};

const weigh = ({ ground, direction, people }: Asked, steps: readonly Step[], best: Best): void => {
  const room = Math.min(people, roomFor(ground, steps, direction));
  const limit = best.score * room;
  if (!(limit > 0)) return;
  const cost = costOf(ground, steps, limit);
  if (cost >= limit) return;
  best.score = cost / room;
  best.turn = { steps: [...steps], people: room };
};

/** First which parts to go over to, then, for what may still be cheap enough, from which of the parts that the cell holds. */
const walk = (asked: Asked, steps: Step[], best: Best, open: boolean, axis = 0): void => {
  const way = asked.ways[axis];
  if (!way) {
    if (open) weigh(asked, steps, best);
    else if (best.score > 0 && costOf(asked.ground, steps, best.score * asked.people) < best.score * asked.people) walk(asked, steps, best, true);
    return;
  }
  if (way.open !== open) {
    if (!open) steps[axis] = way.own;
    walk(asked, steps, best, open, axis + 1);
    return;
  }
  for (const step of way.steps) {
    steps[axis] = step;
    walk(asked, steps, best, open, axis + 1);
  }
};

/** `undefined` when nothing that may still be hidden allows for it. */
export const cheapestTurn = (ground: Ground, ways: readonly Way[], direction: 1 | -1, people: number): Turn | undefined => {
  const best: Best = { turn: undefined, score: Number.POSITIVE_INFINITY };
  walk({ ground, ways, direction, people }, [], best, false);
  return best.turn;
};
