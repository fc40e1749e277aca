/** Every kind of chart, drawn of the same series of invented values. */
import type { Value } from '#insight/value';
import { barsView } from '#web/charts/bars-view';
import { funnelView } from '#web/charts/funnel-view';
import { histogramView } from '#web/charts/histogram-view';
import { percentileBandView } from '#web/charts/percentile-band-view';
import { runChartView } from '#web/charts/run-chart-view';
import type { Html } from '#web/frame/html';
import { wordsIn } from '#web/words/words';

const words = wordsIn('en');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthAt = (n: number): string => `${months[n % 12]} ${2025 + Math.floor(n / 12)}`;
const times = (value: Value, by: number): Value => (typeof value === 'number' ? value * by : value);
const rounded = (value: Value): Value => (typeof value === 'number' ? Math.round(value) : value);

const named = (text: string, name: string): string => (name ? `${text} ${name}` : text);

type ChartKind = 'run chart' | 'band' | 'bars' | 'waits' | 'funnel';
/** Of values from 0 to 100. `name`: part of every title and label, for hostile texts. */
export const chartOf: Readonly<Record<ChartKind, (values: readonly Value[], name?: string) => Html>> = {
  'run chart': (values, name = '') =>
    runChartView(
      {
        id: 'run',
        title: named('Working days to the first conversation', name),
        unit: 'working days, median of each month',
        points: values.map((value, n) => ({ label: monthAt(n), value })),
        marks: [
          { at: 3, label: named('Phone first, in the evening too', name) },
          { at: 3, label: 'Second day at the practice' },
          { at: 8, label: 'Shared diary' },
        ],
      },
      words,
    ),
  band: (values, name = '') =>
    percentileBandView(
      {
        id: 'band',
        title: named('Wait for the first conversation', name),
        unit: 'working days',
        points: values.map((value, n) => ({ label: monthAt(n), low: times(value, 0.4), median: value, high: times(value, 1.7) })),
      },
      words,
    ),
  bars: (values, name = '') =>
    barsView(
      {
        id: 'bars',
        title: named('People who had at least one conversation', name),
        unit: 'percent of people referred',
        bars: values.map((value, n) => ({
          label: named(`Category ${n + 1} of those that are compared with each other`, name),
          value,
          n: rounded(times(value, 3)),
          ...(typeof value === 'number' ? { interval: { low: value * 0.8, high: value * 1.1 } } : {}),
        })),
      },
      words,
    ),
  waits: (values, name = '') =>
    histogramView(
      {
        id: 'waits',
        title: named('How long people waited', name),
        unit: 'people, by working days',
        bins: values.map((value, n) => ({ label: `${n * 5}–${n * 5 + 4}`, value: rounded(value) })),
      },
      words,
    ),
  funnel: (values, name = '') =>
    funnelView(
      {
        id: 'funnel',
        title: named('People who had at least one conversation, by practice', name),
        unit: 'percent of people referred',
        units: values.map((value, n) => ({ name: named(`Practice ${n + 1}`, name), part: rounded(value), whole: rounded(times(100 + 7 * n, 1)) })),
      },
      words,
    ),
};
export const chartKinds: readonly ChartKind[] = ['run chart', 'band', 'bars', 'waits', 'funnel'];

/** What a year and a half might look like, with what is hidden, what is missing and what cannot be. */
export const invented: readonly Value[] = [62, 55, 70, 58, { hidden: 'c' }, 49, 72, 51, 40, 38, 41, undefined, 30, 27, 27, 24, { none: 'z' }, 9];
