/** The manager's first figures: how delivery goes, in the months asked for. */
import type { Instant } from '#platform/types';
import { bases, definitionsVersion, type Metric, type MetricName, metrics } from './definitions.ts';
import type { Period } from './period.ts';
import { amount, type Cell, percentile, responseTimes, sumOf, type Tally } from './tally.ts';

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
    response: { n: number; missing: number; stillWaiting: number; medianMinutes: number | null; p90Minutes: number | null };
  };
  basis: Record<MetricName, string>;
};

/** Unrounded; null where there is nothing to divide by. */
const share = (tally: Tally, metric: Extract<Metric, { kind: 'share' }>): number | null => {
  const whole = amount(tally, metric.denominator);
  return whole === 0 ? null : amount(tally, metric.numerator) / whole;
};

const responseOf = (tally: Tally, metric: Extract<Metric, { kind: 'time' }>): DeliveryReport['onward']['response'] => {
  const times = responseTimes(tally);
  const n = amount(tally, metric.numerator);
  const missing = amount(tally, metric.missing);
  const stillWaiting = amount(tally, metric.denominator) - n - missing;
  return { n, missing, stillWaiting, medianMinutes: percentile(times, 50), p90Minutes: percentile(times, 90) };
};

const receivedBy = (cells: readonly Cell[]): DeliveryReport['practices'] => {
  const practices = new Map<string, number>();
  for (const { practice, tally } of cells) practices.set(practice, (practices.get(practice) ?? 0) + amount(tally, metrics.received.numerator));
  return [...practices]
    .map(([practice, received]) => ({ practice, received }))
    .filter(({ received }) => received > 0)
    .sort((a, b) => (a.practice < b.practice ? -1 : 1));
};

const basisOf = (name: MetricName) => `${metrics[name].question} Counted ${bases[metrics[name].basis]}.`;

export const deliveryReport = (cells: readonly Cell[], period: Period, asAt: Instant): DeliveryReport => {
  const tally = sumOf(cells.map((cell) => cell.tally));
  return {
    period,
    asAt,
    definitionsVersion,
    received: amount(tally, metrics.received.numerator),
    practices: receivedBy(cells),
    onward: {
      sent: amount(tally, ['sent']),
      accepted: amount(tally, ['accepted']),
      declined: amount(tally, ['declined']),
      alreadySupporting: amount(tally, ['alreadySupporting']),
      withdrawn: amount(tally, ['withdrawn']),
      acceptanceRate: share(tally, metrics.acceptanceRate),
      closed: amount(tally, ['closed']),
      loopsClosedRate: share(tally, metrics.loopsClosedRate),
      response: responseOf(tally, metrics.responseTime),
    },
    basis: {
      received: basisOf('received'),
      acceptanceRate: basisOf('acceptanceRate'),
      responseTime: basisOf('responseTime'),
      loopsClosedRate: basisOf('loopsClosedRate'),
    },
  };
};
