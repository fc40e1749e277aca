/** Counts that merge: added in any order they come to the same. */
import type { Count } from './definitions.ts';

/** How many of each count, and of each response time: `m45` is forty-five whole minutes. What is 0 is absent. */
export type Tally = Readonly<Record<string, number>>;
/** What is counted of a practice's day (`YYYY-MM-DD`, Europe/London). */
export type Cell = { area: string; practice: string; day: string; tally: Tally };

export const amount = (tally: Tally, counts: readonly Count[]): number => counts.reduce((sum, count) => sum + (tally[count] ?? 0), 0);
export const minutesName = (minutes: number): string => `m${minutes}`;

export const sumOf = (tallies: readonly Tally[]): Tally => {
  const sum = new Map<string, number>();
  for (const tally of tallies) for (const [name, value] of Object.entries(tally)) sum.set(name, (sum.get(name) ?? 0) + value);
  return Object.fromEntries([...sum].filter(([, value]) => value !== 0));
};

/** Tells the cells of one practice's day from all others. */
export const placeOf = ({ area, practice, day }: Cell): string => JSON.stringify([area, practice, day]);

/** One cell for each practice and day of which anything is left to say. */
export const merged = (cells: readonly Cell[]): Cell[] => {
  const byPlace = Map.groupBy(cells, placeOf);
  return [...byPlace.values()].flatMap(([first, ...more]) => {
    const tally = sumOf([first, ...more].map((cell) => cell?.tally ?? {}));
    return first && Object.keys(tally).length > 0 ? [{ ...first, tally }] : [];
  });
};
const negated = (cell: Cell): Cell => ({ ...cell, tally: Object.fromEntries(Object.entries(cell.tally).map(([name, value]) => [name, -value])) });
/** What must be added to `before` for `after`. */
export const difference = (after: readonly Cell[], before: readonly Cell[]): Cell[] => merged([...after, ...before.map(negated)]);

/** The response times with how often each occurred, shortest first. */
export const responseTimes = (tally: Tally): Array<{ minutes: number; times: number }> =>
  Object.entries(tally)
    .flatMap(([name, times]) => (/^m\d+$/.test(name) ? [{ minutes: Number(name.slice(1)), times }] : []))
    .sort((a, b) => a.minutes - b.minutes);

/** Nearest rank: the value at place ⌈p·n⌉ of the sorted times, exact; null when there are none. `percent` is whole, from 1 to 100. */
export const percentile = (times: readonly { minutes: number; times: number }[], percent: number): number | null => {
  const n = times.reduce((sum, one) => sum + one.times, 0);
  let left = Math.ceil((percent * n) / 100);
  for (const one of times) {
    left -= one.times;
    if (left <= 0) return one.minutes;
  }
  return null;
};
