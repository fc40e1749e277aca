/**
 * Funnel plots: which shares lie further from the overall one than chance alone would put them, for how many each is of. Spiegelhalter,
 * "Funnel plots for comparing institutional performance", Statistics in Medicine 2005;24:1185-1202, with its binomial limits smoothed between
 * counts (A.1.1), here moved by half a count so that both sides are alike: outside is exactly what has a mid-P value under the limit's.
 */
import type { Part } from './interval.ts';

/** `part` and `whole`: undefined where they are not shown. */
export type FunnelUnit = { name: string; part: number | undefined; whole: number | undefined };
/** Shares from 0 to 1, between which lie 95 and 99.8 of 100 units that differ by chance alone. */
export type Limits = { low95: number; high95: number; low998: number; high998: number };
/** `outside`: beyond which limits, and on which side of the overall share. */
export type FunnelPoint = Part & { name: string; share: number; outside?: { limit: '95' | '99.8'; side: 'above' | 'below' } };
/** `left`: units not in it, being hidden or too small. Points stand in the order of their names. */
export type Funnel = { ok: true; overall: number; points: readonly FunnelPoint[]; left: number };
type NoFunnel = { ok: false; because: 'too-few'; usable: number; least: number };

/** `leastWhole`: a share of fewer says too little; `leastUnits`: with fewer points there is no funnel to see. */
const funnelRules = { leastWhole: 10, leastUnits: 10 } as const;

const tails = { low998: 0.001, low95: 0.025, high95: 0.975, high998: 0.999 } as const;

/** The counts under which the wanted shares of chance outcomes lie, smallest first. */
const countsAt = (share: number, whole: number, wanted: readonly number[]): number[] => {
  const odds = Math.log(share / (1 - share));
  const found: number[] = [];
  let [log, below] = [whole * Math.log(1 - share), 0];
  for (let count = 0; count <= whole && found.length < wanted.length; count += 1) {
    const upTo = below + Math.exp(log);
    for (let next = wanted[found.length]; next !== undefined && upTo >= next; next = wanted[found.length])
      found.push(count + 0.5 - (upTo - next) / (upTo - below));
    log += Math.log((whole - count) / (count + 1)) + odds;
    below = upTo;
  }
  return [...found, ...wanted.slice(found.length).map(() => whole)];
};

/** The normal deviates of the same tails. */
const deviates = { low998: -3.090232, low95: -1.959964, high95: 1.959964, high998: 3.090232 } as const;
/** From so wide a spread on, counting through all outcomes gives the same to a hundredth of it, and takes ever longer. */
const manyFrom = 400;
/** The normal curve, with what the first term of Cornish and Fisher (1938) adds for an uneven one. */
const countsOfMany = (share: number, whole: number): number[] => {
  const spread = Math.sqrt(whole * share * (1 - share));
  return Object.values(deviates).map((z) => whole * share + z * spread + ((z * z - 1) * (1 - 2 * share)) / 6);
};

/** Of a unit with so many, if it were like all. */
export const limitsOf = (overall: number, whole: number): Limits => {
  if (overall <= 0 || overall >= 1) return { low95: overall, high95: overall, low998: overall, high998: overall };
  const counts = whole * overall * (1 - overall) > manyFrom ? countsOfMany(overall, whole) : countsAt(overall, whole, Object.values(tails));
  const [low998 = 0, low95 = 0, high95 = 1, high998 = 1] = counts.map((count) => Math.min(1, Math.max(0, count / whole)));
  return { low95, high95, low998, high998 };
};

const pointOf = (name: string, { part, whole }: Part, overall: number): FunnelPoint => {
  const [share, limits] = [part / whole, limitsOf(overall, whole)];
  const point = { name, part, whole, share };
  const side = share > overall ? 'above' : 'below';
  if (share < limits.low998 || share > limits.high998) return { ...point, outside: { limit: '99.8', side } };
  return share < limits.low95 || share > limits.high95 ? { ...point, outside: { limit: '95', side } } : point;
};

type Options = { leastWhole?: number; leastUnits?: number };
/** Never in the order of their shares: a funnel is no league table. */
export const funnel = (
  units: readonly FunnelUnit[],
  { leastWhole = funnelRules.leastWhole, leastUnits = funnelRules.leastUnits }: Options = {},
): Funnel | NoFunnel => {
  const usable = units.flatMap(({ name, part, whole }) => (part === undefined || whole === undefined || whole < leastWhole ? [] : [{ name, part, whole }]));
  if (usable.length < leastUnits) return { ok: false, because: 'too-few', usable: usable.length, least: leastUnits };
  const sum = (of: 'part' | 'whole') => usable.reduce((soFar, unit) => soFar + unit[of], 0);
  const overall = sum('part') / sum('whole');
  const points = usable.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })).map(({ name, ...part }) => pointOf(name, part, overall));
  return { ok: true, overall, points, left: units.length - usable.length };
};
