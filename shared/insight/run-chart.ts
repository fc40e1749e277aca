/**
 * Run charts: which patterns in a series are more than chance. Rules of Perla, Provost and Murray, "The run chart: a simple analytical tool
 * for learning from variation in healthcare processes", BMJ Quality & Safety 2011;20:46-51, as NHS Scotland teaches them.
 */

/** `value`: undefined where nothing was measured, or where it is not shown. */
export type RunPoint = { label: string; value: number | undefined };
/** `from` and `to`: the places, in the series given, of the first and the last point that makes the signal. */
export type Signal = { kind: 'shift' | 'trend'; direction: 'up' | 'down'; from: number; to: number };
/**
 * `median`: absent when no point has a value. `used` and `skipped`: points with and without a value; those without neither make nor break
 * a signal. `tooFew`: under `leastPoints` the rules find patterns in chance alone, and none is looked for.
 */
export type RunChart = { median?: number; used: number; skipped: number; tooFew: boolean; signals: readonly Signal[] };

/** `baseline`: the median is that of the first so many points with a value, of all when absent. */
type RunOptions = { baseline?: number };

export const leastPoints = 10;
const shiftPoints = 6;
const trendPoints = 5;

type Placed = { at: number; value: number };
const placed = (points: readonly RunPoint[]): Placed[] => points.flatMap(({ value }, at) => (value === undefined ? [] : [{ at, value }]));

/** Half of the values are at or under it; of an even number it lies midway between the two in the middle. */
const medianOf = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
};

type Side = 'up' | 'down';
/** The longest stretches of points on one side; points with none are passed over. */
const stretches = (points: readonly (Placed & { side: Side })[]): { side: Side; points: Placed[] }[] => {
  const found: { side: Side; points: Placed[] }[] = [];
  for (const { side, ...point } of points) {
    const last = found.at(-1);
    if (last?.side === side) last.points.push(point);
    else found.push({ side, points: [point] });
  }
  return found;
};
const signalOf = (kind: Signal['kind'], side: Side, points: readonly Placed[], least: number): Signal[] => {
  const [first, last] = [points[0], points.at(-1)];
  return first && last && points.length >= least ? [{ kind, direction: side, from: first.at, to: last.at }] : [];
};

/** Six or more one after the other on the same side of the median; points on it neither add to the count nor break it. */
const shifts = (points: readonly Placed[], median: number): Signal[] => {
  const off = points.filter(({ value }) => value !== median).map((point) => ({ ...point, side: point.value > median ? ('up' as const) : ('down' as const) }));
  return stretches(off).flatMap(({ side, points: run }) => signalOf('shift', side, run, shiftPoints));
};

/** Five or more one after the other all going up, or all going down; of equal neighbours only the first counts. */
const trends = (points: readonly Placed[]): Signal[] => {
  const moving = points.filter(({ value }, n) => n === 0 || value !== points[n - 1]?.value);
  const steps = moving.slice(1).map((point, n) => ({ ...point, side: point.value > (moving[n]?.value ?? 0) ? ('up' as const) : ('down' as const) }));
  return stretches(steps).flatMap(({ side, points: run }) => {
    const before = moving[moving.findIndex(({ at }) => at === run[0]?.at) - 1];
    return signalOf('trend', side, before ? [before, ...run] : run, trendPoints);
  });
};

export const runChart = (points: readonly RunPoint[], { baseline }: RunOptions = {}): RunChart => {
  const used = placed(points);
  const median = medianOf(used.slice(0, baseline ?? used.length).map(({ value }) => value));
  const tooFew = used.length < leastPoints;
  const signals = tooFew || median === undefined ? [] : [...shifts(used, median), ...trends(used)];
  const found = { used: used.length, skipped: points.length - used.length, tooFew, signals };
  return median === undefined ? found : { median, ...found };
};
