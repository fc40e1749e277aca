/** Every figure of a practice, month by month and of the whole time, row by row: never more than one answer at once. Pure. */
import { numbersOf } from './answer-numbers.ts';
import { answerOf, type Slice } from './answers.ts';
import { type Cell, now, sections, sumOf } from './counted/tally.ts';
import { metrics } from './metrics/all.ts';
import type { Metric } from './metrics/types.ts';
import { type ReportPeriod, reportPeriod } from './report-period.ts';

/** `cells`: of the sections `all`, `hours` and `need`, of the months of the period and of now. `of`: what a rate is divided by, where it was entered. */
type Rows = { id: string; name: string; cells: readonly Cell[]; period: ReportPeriod; of(metric: Metric, period: ReportPeriod): number | undefined };
export const rowHead = ['practice', 'practice_name', 'period', 'metric', 'measure', 'value'] as const;

const slicesOf = (cells: readonly Cell[]) => {
  const slice = (names: readonly string[]): Slice =>
    [
      ...Map.groupBy(
        cells.filter(({ section }) => names.includes(section)),
        ({ month }) => month,
      ),
    ].map(([month, own]) => ({ month, tally: sumOf(own.map(({ tally }) => tally)) }));
  return { all: slice([sections.all, sections.hours]), needs: slice([sections.need]) };
};
const within = (slice: Slice, months: readonly string[]): Slice => slice.filter(({ month }) => month === now || months.includes(month));

/** The months, and the whole where it is more than one. */
const periodsOf = (whole: ReportPeriod): ReportPeriod[] => [
  ...(whole.months.length > 1 ? whole.months.flatMap((month) => reportPeriod(month, whole.today, whole.closed) ?? []) : []),
  whole,
];
const counts = ({ compute }: Metric): boolean => compute.kind !== 'elsewhere';
/** As it stands now it is said once. */
const isOf = ({ basis }: Metric, period: ReportPeriod, whole: ReportPeriod): boolean => basis !== 'now' || period === whole;

export const rowsOf = function* ({ id, name, cells, period: whole, of }: Rows): Generator<string[]> {
  const { all, needs } = slicesOf(cells);
  for (const period of periodsOf(whole))
    for (const [metric, one] of Object.entries(metrics)) {
      if (!counts(one) || !isOf(one, period, whole)) continue;
      const divisor = one.compute.kind === 'per' ? of(one, period) : undefined;
      const asking = { slice: within(all, period.months), needs: within(needs, period.months), period, ...(divisor === undefined ? {} : { of: divisor }) };
      for (const [measure, value] of numbersOf(answerOf(one, asking)))
        yield [id, name, one.basis === 'now' ? now : period.name, metric, measure, String(value)];
    }
};
