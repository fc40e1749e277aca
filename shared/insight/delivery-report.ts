/** How delivery goes in the months asked for, as client systems of managers get it. */
import type { Instant } from '#platform/types';
import { amount, type Cell, countIn, histogramOf, percentile, sumOf, type Tally } from './counted/tally.ts';
import { definitionsVersion } from './counts.ts';
import { basisOf } from './metrics/basis.ts';
import { onwardMetrics } from './metrics/onward.ts';
import { volumeMetrics } from './metrics/volumes.ts';
import type { Period } from './period.ts';

export type DeliveryReport = {
  period: Period;
  /** What was counted by then. */
  asAt: Instant;
  definitionsVersion: number;
  received: number;
  practices: Array<{ practice: string; received: number }>;
  onward: {
    sent: number;
    accepted: number;
    declined: number;
    alreadySupporting: number;
    withdrawn: number;
    acceptanceRate: number | null;
    closed: number;
    loopsClosedRate: number | null;
    /** `n` answered yes or no, `missing` ended without, `stillWaiting` may yet answer; together they are `sent`. */
    response: { n: number; missing: number; stillWaiting: number; medianHours: number | null; p90Hours: number | null };
  };
  basis: Record<'received' | 'acceptanceRate' | 'responseTime' | 'loopsClosedRate', string>;
};

/** Unrounded; null where there is nothing to divide by. */
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const responseOf = (tally: Tally): DeliveryReport['onward']['response'] => {
  const times = histogramOf(tally, 'hours');
  const n = countIn(times);
  const missing = amount(tally, ['alreadySupporting', 'withdrawn']);
  const stillWaiting = amount(tally, ['sent']) - n - missing;
  return { n, missing, stillWaiting, medianHours: percentile(times, 50) ?? null, p90Hours: percentile(times, 90) ?? null };
};

const receivedBy = (cells: readonly Cell[]): DeliveryReport['practices'] =>
  [...Map.groupBy(cells, ({ practice }) => practice)]
    .map(([practice, own]) => ({ practice, received: own.reduce((sum, { tally }) => sum + amount(tally, ['received']), 0) }))
    .filter(({ received }) => received > 0)
    .sort((a, b) => (a.practice < b.practice ? -1 : 1));

/** `cells` of the section `all`. */
export const deliveryReport = (cells: readonly Cell[], period: Period, asAt: Instant): DeliveryReport => {
  const tally = sumOf(cells.map((cell) => cell.tally));
  const count = (name: string) => amount(tally, [name]);
  const [accepted, declined, sent, closed] = [count('accepted'), count('declined'), count('sent'), count('loopClosed')];
  return {
    ...{ period, asAt, definitionsVersion, received: count('received'), practices: receivedBy(cells) },
    onward: {
      ...{ sent, accepted, declined, alreadySupporting: count('alreadySupporting'), withdrawn: count('withdrawn') },
      ...{ acceptanceRate: share(accepted, accepted + declined), closed, loopsClosedRate: share(closed, sent) },
      response: responseOf(tally),
    },
    basis: {
      received: basisOf(volumeMetrics.received),
      acceptanceRate: basisOf(onwardMetrics.acceptance),
      responseTime: basisOf(onwardMetrics.response),
      loopsClosedRate: basisOf(onwardMetrics.loopsClosed),
    },
  };
};
