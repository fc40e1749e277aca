/** Repeatable randomness: the same seed plays the same schedule. */
export type Chance = { next(): number; below(limit: number): number; is(probability: number): boolean; pick<T>(all: readonly T[]): T };

export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, is: (probability) => next() < probability, pick: (all) => all[below(all.length)]! };
};
