/** How sure a figure can be: 95 % intervals of means, of shares and of the gap between two shares. */

/** `low` and `high`: the 95 % interval. */
export type Interval = { low: number; high: number };

/** The normal deviate that leaves 2.5 % above it. */
const z = 1.959963985;

/** Student's t that leaves 2.5 % above it, for 1 to 9 degrees of freedom; the expansion is not exact enough there. */
const fewT = [12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157];

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5: from ten degrees of freedom on right to four decimal places. */
export const tValue = (freedom: number): number => {
  const known = fewT[freedom - 1];
  if (known !== undefined) return known;
  const [z3, z5, z7, z9] = [z ** 3, z ** 5, z ** 7, z ** 9];
  const terms = [
    (z3 + z) / 4,
    (5 * z5 + 16 * z3 + 3 * z) / 96,
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384,
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, n) => sum + term / freedom ** (n + 1), z);
};

/** What sums of many values keep of them; they add up from day to day. */
type Sums = { n: number; sum: number; squares: number };
/** `sd` and the interval are absent for a single value. */
type Mean = { n: number; mean: number; sd?: number; interval?: Interval };

/** Undefined when there are no values. */
export const meanOf = ({ n, sum, squares }: Sums): Mean | undefined => {
  if (n === 0) return undefined;
  const mean = sum / n;
  if (n === 1) return { n, mean };
  const sd = Math.sqrt(Math.max(0, squares - n * mean * mean) / (n - 1));
  const reach = (tValue(n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, interval: { low: mean - reach, high: mean + reach } };
};

export type Part = { part: number; whole: number };
/** Shares are from 0 to 1. */
type Share = { share: number; interval: Interval };

/** Wilson's score interval (1927), without correction for continuity: never below 0 or above 1. Undefined of nobody. */
export const shareOf = ({ part, whole }: Part): Share | undefined => {
  if (whole === 0) return undefined;
  const share = part / whole;
  const middle = (share + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const reach = (z / (1 + (z * z) / whole)) * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  return { share, interval: { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) } };
};

/**
 * How much higher the share of the one is than that of the other, from -1 to 1. Newcombe, "Interval estimation for the difference between
 * independent proportions", Statistics in Medicine 1998;17:873-890, method 10. Undefined when either is of nobody.
 */
export const gapOf = (one: Part, other: Part): { gap: number; interval: Interval } | undefined => {
  const [a, b] = [shareOf(one), shareOf(other)];
  if (!a || !b) return undefined;
  const gap = a.share - b.share;
  const below = Math.hypot(a.share - a.interval.low, b.interval.high - b.share);
  const above = Math.hypot(a.interval.high - a.share, b.share - b.interval.low);
  return { gap, interval: { low: gap - below, high: gap + above } };
};
