/** Makes docs/metrics.md: what each figure means, shown on an invented month by the code that counts. */
import { bases, counts, definitionsVersion, type Metric, metrics } from '#insight/definitions';
import { contribution } from '#insight/delivery-figures';
import { type DeliveryReport, deliveryReport } from '#insight/delivery-report';
import { amount, sumOf } from '#insight/tally';
import { commitsOf, commitsWithOnward, onward, referrals } from '#local/metrics-example';
import type { Instant } from '#platform/types';
import type { Commit } from '#referral/types';
import { londonDate } from '#referral/working-days';

const october = { from: '2026-10', to: '2026-10' };
const asAt = '2026-11-30T09:00:00.000Z' as Instant;

/** Every cell of the example lies in October, or the report of October would not be one. */
const cellsOf = (commits: readonly Commit[]) => {
  const cells = contribution(commits, londonDate);
  if (cells.some(({ day }) => !day.startsWith(october.from))) throw new Error('the example counts outside its month');
  return cells;
};
const tallyOf = (commits: readonly Commit[]) => sumOf(cellsOf(commits).map(({ tally }) => tally));

const named = (tally: Readonly<Record<string, number>>, without: string) => {
  const names = Object.keys(tally).filter((name) => name !== without);
  return names.map((name) => name.replace(/^m(\d+)$/, '$1 minutes')).join(', ') || 'nothing';
};
const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const referralRows = referrals.map((row) => [row.story, named(tallyOf(commitsOf(row)), '')]);
/** What one onward referral adds to that of the referral it was made from. */
const onwardRows = onward.map((row) => [row.story, named(tallyOf(commitsWithOnward([row])), 'received')]);

const reportOf = (): DeliveryReport => {
  const [, ...others] = referrals;
  const cells = [...cellsOf(commitsWithOnward(onward)), ...others.flatMap((row) => cellsOf(commitsOf(row)))];
  return deliveryReport(cells, october, asAt);
};
const report = reportOf();
const total = sumOf([tallyOf(commitsWithOnward(onward)), ...referrals.slice(1).map((row) => tallyOf(commitsOf(row)))]);

const worked = (metric: Metric): string => {
  const top = amount(total, metric.numerator);
  switch (metric.kind) {
    case 'count':
      return `${top} ${metric.unit}.`;
    case 'share':
      return `${top} ÷ ${amount(total, metric.denominator)} = ${(top / amount(total, metric.denominator)).toFixed(3)}.`;
    case 'time': {
      const { n, missing, stillWaiting, medianMinutes, p90Minutes } = report.onward.response;
      return `${n} answered: median ${medianMinutes} minutes, 90th percentile ${p90Minutes} minutes; ${missing} ended without yes or no, ${stillWaiting} still waits.`;
    }
  }
};
const plus = (names: readonly string[]) => names.join(' + ');
const divided = (metric: Metric): string[][] => {
  switch (metric.kind) {
    case 'count':
      return [['Counted', plus(metric.numerator)]];
    case 'share':
      return [
        ['Numerator', plus(metric.numerator)],
        ['Denominator', plus(metric.denominator)],
      ];
    case 'time':
      return [
        ['Clock', `from when ${metric.from} to ${metric.to}`],
        ['n', plus(metric.numerator)],
        ['Missing', plus(metric.missing)],
        ['Still waiting', `${plus(metric.denominator)} − n − missing`],
      ];
  }
};

const section = (metric: Metric) => `## ${metric.name}

*${metric.question}*

${table(['', ''], [...divided(metric), ['Basis', bases[metric.basis]], ['Left out', metric.exclusions.join('; ')], ['Unit', metric.unit], ['Example', worked(metric)]])}
`;

const page = () => `# What the figures mean

Made from \`shared/insight/definitions.ts\` and an invented month by \`local/generate/metrics.ts\`; version ${definitionsVersion} of the definitions.
Figures are counted from the commits of each referral, once each. Not counted here: whether the practice read what it was told.

## What is counted

${table(['Count', 'One is'], Object.entries(counts))}

## The example: October 2026

${table(['A referral', 'counts as'], referralRows)}

${table(['An onward referral', 'counts as'], onwardRows)}

${Object.values(metrics).map(section).join('\n')}`;

export const outputs = async (): Promise<Array<{ path: string; text: string }>> => [{ path: 'docs/metrics.md', text: page() }];
