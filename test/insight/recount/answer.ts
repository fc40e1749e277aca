/** The forms that an answer has. */
export type Answer = Readonly<Record<string, unknown>>;

/** Of an unsorted list, the value at place ⌈p·n⌉ of the sorted; undefined of none. */
const nearestRank = (values: readonly number[], percent: number): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.ceil((percent * values.length) / 100) - 1];

const tallied = (values: readonly (string | number)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

export const count = (n: number): Answer => ({ kind: 'count', n });
/** `notYet`: of the whole, too new to say. */
export const share = (part: number, whole: number, notYet = 0): Answer => ({ kind: 'share', part, whole, notYet });
export const time = (times: readonly number[], still = 0, without = 0, limit?: number): Answer => ({
  ...{ kind: 'time', n: times.length, median: nearestRank(times, 50), p90: nearestRank(times, 90), times: tallied(times), still, without },
  ...(limit === undefined ? {} : { within: { limit, n: times.filter((one) => one <= limit).length } }),
});
export const mix = (values: readonly string[], whole = values.length): Answer => ({ kind: 'mix', rows: tallied(values), whole });
export const per = (n: number, of: number | undefined, what: string, times: number): Answer => ({ kind: 'per', n, of, what, times });
export const standing = (days: readonly number[], longerThan: number): Answer => ({
  ...{
    kind: 'standing',
    n: days.length,
    median: nearestRank(days, 50),
    oldest: nearestRank(days, 100),
    longer: days.filter((one) => one > longerThan).length,
    longerThan,
  },
});
export const ratio = (top: number, bottom: number): Answer => ({ kind: 'ratio', top, bottom });
/** `each`: what each person gained. */
export const money = (each: readonly number[]): Answer => ({
  ...{ kind: 'money', pounds: sum(each), people: each.length, squares: sum(each.map((one) => one * one)) },
});
export const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
