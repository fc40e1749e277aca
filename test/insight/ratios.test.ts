/** What shares, medians and percentiles of a whole area say of the numbers behind them, to somebody who has the file alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tally } from '#insight/counted/tally';
import { all, type Cell, type Tier } from '#insight/disclosure/types';
import { areaFigures } from '#insight/release-figures';
import type { Released, ReleasedFigure } from '#insight/release-types';
import { reportPeriod } from '#insight/report-period';
import type { LocalDate } from '#platform/types';
import { calendar } from '#referral/working-days';
import { rowsOfCsv } from '#test/published-facts';
import { attackFigures, mayBeOnePersons, type Part, saidIn } from '#test/ratio-attacker';
import { csvOf } from '#web/published/files';

type Truth = Record<Part, number>;
type Outside = Exclude<Tier, 'inside'>;
/** Few or many, and often nearly nobody: there is where something is to be found. */
const few = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) }, { weight: 2, arbitrary: fc.integer({ min: 7, max: 60 }) });
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** As people can be: never spoken with is somebody whose referral had no conversation, and there are no more people than referrals. */
const areas: fc.Arbitrary<Truth> = fc
  .record({ had: few, still: few, without: few, never: share, people: share, some: share, fresh: few, came: few, stayedAway: few, declined: few, neither: few })
  .map(({ never, people, some, fresh, had, still, without, ...onward }) => {
    const none = Math.floor(never * (still + without));
    const spoken = Math.floor(people * (had + still + without - none));
    const fromNew = Math.min(fresh, spoken);
    const once = Math.floor(some * (spoken - fromNew));
    return { ...onward, had, still, without, never: none, new: fromNew, some: once, sustained: spoken - fromNew - once };
  });
const receivedOf = ({ had, still, without }: Truth): number => had + still + without;

const today = '2026-11-01' as LocalDate;
const periodOf = (name: string) => reportPeriod(name, today, calendar()) ?? expect.fail(name);
const slicesOf = (one: Truth): { month: string; tally: Tally }[] => {
  const waits = Object.fromEntries(Array.from({ length: one.had }, (_, n) => [`wait.${3 + n}`, 1]));
  const engaged = one.some + one.sustained;
  const settled: Tally = {
    ...{ 'people.q@05': engaged + one.never, 'engaged.q@05': engaged, 'sustained.q@05': one.sustained, contact: engaged * 3, ...waits },
    ...{ waiting: one.still, endedWaiting: one.without, sent: one.came + one.stayedAway + one.declined + one.neither },
    ...{ accepted: one.came + one.stayedAway, declined: one.declined, came: one.came },
  };
  return [
    { month: '2026-08', tally: settled },
    { month: '2026-09', tally: { 'people.q@29': one.new } },
  ];
};
const released = (truth: Truth, tier: Outside): Released => {
  const n = receivedOf(truth);
  const received: Cell = n > 0 && n < 5 ? { hidden: 'c' } : { shown: tier === 'public' ? Math.round(n / 5) * 5 : n };
  const period = periodOf('2026-Q3');
  const baseline = { slice: [], period: periodOf('2025-Q3') };
  const figures = areaFigures({ slice: slicesOf(truth), period, baseline, tier }, received);
  const tables = [{ name: 'practice-simd', by: ['practice', 'simd'], period: period.name, cells: [{ at: [all, all], cell: received }] }];
  return {
    area: 'S12000049',
    name: 'Somewhere',
    period: period.name,
    tier,
    asAt: '2026-11-01T09:00:00.000Z',
    definitionsVersion: 2,
    practices: [],
    tables,
    figures,
  };
};
const readBack = (one: Released) => saidIn(rowsOfCsv(csvOf(one).replaceAll(/^"?# .*\r\n/gm, '')), one.period);

type Found = { small: number; close: string[]; ends: number; percentiles: number };
const attacked = async (one: Released, truth: Truth): Promise<Found> => {
  const said = readBack(one);
  const bounds = await attackFigures(said, { rounded: one.tier === 'public' });
  const small = Object.entries(truth).flatMap(([part, n]) => (n > 0 && n < 5 ? [part as Part] : []));
  const close = small.filter((part) => bounds[part].low > 1 || bounds[part].high < 4);
  const shown = (
    [
      ['median', 50],
      ['p90', 90],
    ] as const
  ).filter(([name]) => !['c', 'z', undefined].includes(said.get(`firstContact ${name}`)));
  const ends = shown.filter(([, percent]) => mayBeOnePersons(percent, bounds.had));
  return {
    small: small.length,
    close: close.map((part) => `${part} ${bounds[part].low} to ${bounds[part].high}`),
    ends: ends.length,
    percentiles: shown.length,
  };
};
const tallied = async (tier: Outside, publish: (truth: Truth, tier: Outside) => Released, numRuns: number, seed?: number) => {
  const found = { areas: 0, small: 0, close: [] as string[], ends: 0, percentiles: 0 };
  for (const truth of fc.sample(areas, { numRuns, ...(seed === undefined ? {} : { seed }) })) {
    const one = await attacked(publish(truth, tier), truth);
    found.areas += 1;
    found.small += one.small;
    found.ends += one.ends;
    found.percentiles += one.percentiles;
    if (one.close.length > 0) found.close.push(`${one.close.join(', ')} of ${JSON.stringify(truth)}`);
  }
  console.log(
    `${tier}: ${found.areas} areas, ${found.small} small numbers, ${found.close.length} areas with one bounded too closely; ${found.percentiles} percentiles, ${found.ends} of one person`,
  );
  expect(found.small).toBeGreaterThan(100);
  return found;
};

describe.each(['programme', 'public'] as const)('of the %s tier', (tier) => {
  test('shares, wholes, percentiles and totals together bound no small number closely, and no percentile is of one person', async () => {
    const { close, ends, percentiles } = await tallied(tier, released, 400);
    expect(close).toEqual([]);
    expect(ends).toBe(0);
    expect(percentiles).toBeGreaterThan(20);
  });
  test('the same attacker finds small numbers where shares are shown whatever they are of, and people where percentiles are', async () => {
    const unguarded = (truth: Truth): Released => {
      const one = released(truth, tier);
      return { ...one, figures: one.figures.map((figure) => laidOpen(figure, truth, tier)) };
    };
    const { close, ends } = await tallied(tier, unguarded, 200, 6);
    expect(close.length).toBeGreaterThan(20);
    expect(ends).toBeGreaterThan(20);
  });
});

/** Small counts still hidden; the percent, its whole, and percentiles shown as they are. */
const laidOpen = (figure: ReleasedFigure, truth: Truth, tier: Outside): ReleasedFigure => {
  const rounded = tier === 'public';
  const shown = (n: number): Cell => ({ shown: rounded ? Math.round(n / 5) * 5 : n });
  const ofShare: Record<string, [number, number]> = {
    engagement: [truth.some + truth.sustained, truth.some + truth.sustained + truth.never],
    sustained: [truth.sustained, truth.some + truth.sustained + truth.never],
    acceptance: [truth.came + truth.stayedAway, truth.came + truth.stayedAway + truth.declined],
    uptake: [truth.came, truth.came + truth.stayedAway],
  };
  if (figure.kind === 'time') return { ...figure, median: { shown: 3 }, p90: { shown: 9 } };
  if (figure.kind !== 'share') return figure;
  const [part, whole] = ofShare[figure.metric] ?? [0, 0];
  if (whole < 5) return figure;
  const percent = (100 * part) / whole;
  return { ...figure, whole: shown(whole), percent: { shown: rounded ? Math.round(percent) : Math.round(percent * 10) / 10 } };
};
