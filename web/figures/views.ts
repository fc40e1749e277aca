/** The parts of an answer's page: pictures and tables of the same numbers. */
import { numberText } from '#insight/number-text';
import { barsView } from '#web/charts/bars-view';
import { histogramView } from '#web/charts/histogram-view';
import { percentileBandView } from '#web/charts/percentile-band-view';
import { runChartView } from '#web/charts/run-chart-view';
import { type Html, html } from '#web/frame/html';
import { table } from '#web/set-up/parts';
import type { Words } from '#web/words/words';
import type { FigureTable, Row } from './headline.ts';
import type { Told } from './tell.ts';

const text = (value: number | undefined, { figuresPages }: Words): string => (value === undefined ? figuresPages.noFigure : numberText(value));
/** With columns for n and interval where any row has them. */
export const tableView = ({ caption, of, unit, rows }: FigureTable, words: Words): Html => {
  const { columns, between } = words.figuresPages;
  const [hasN, hasInterval] = [rows.some(({ n }) => n !== undefined), rows.some(({ low }) => low !== undefined)];
  const interval = ({ low, high }: Row) => (low === undefined || high === undefined ? '' : between(numberText(low), numberText(high)));
  const cells = rows.map((row) => [
    row.label,
    text(row.value, words),
    ...(hasN ? [row.n === undefined ? '' : numberText(row.n)] : []),
    ...(hasInterval ? [interval(row)] : []),
  ]);
  return table(caption, [of, unit, ...(hasN ? [columns.n] : []), ...(hasInterval ? [columns.interval] : [])], cells);
};

export const apartBars = ({ id, caption, unit, rows }: FigureTable, words: Words): Html | undefined => {
  const drawable = rows.every(({ value }) => value === undefined || value >= 0);
  const bars = rows.map(({ label, value, n, low, high }) => ({
    ...{ label, value },
    ...(n === undefined ? {} : { n }),
    ...(low === undefined || high === undefined ? {} : { interval: { low, high } }),
  }));
  return drawable && rows.length > 0 ? barsView({ id, title: caption, unit, bars }, words) : undefined;
};
export const apartView = (given: FigureTable, words: Words): Html => html`${apartBars(given, words)}${tableView(given, words)}`;

/** What there is to see of the answer itself; a share or a number alone is seen month by month. */
export const pictureOf = ({ one: { metric }, said: { answer }, spread, answer: numbers }: Told, words: Words): Html | undefined => {
  const { name: title } = metric;
  if (spread) return histogramView({ id: 'spread', title, unit: words.figuresPages.binned(spread.of), bins: spread.rows }, words);
  if (answer.kind === 'mix' && answer.rows.length > 0)
    return apartBars({ ...numbers, id: 'parts', caption: title, unit: metric.unit, rows: numbers.rows.slice(0, -1) }, words);
  if (answer.kind === 'paired' && answer.baseline > 0)
    return apartBars({ ...numbers, id: 'parts', caption: title, unit: words.figuresPages.units.people, rows: numbers.rows.slice(0, 4) }, words);
  if (answer.kind !== 'standing' || answer.n === 0) return undefined;
  const { parted, units } = words.figuresPages;
  const rows = [
    { label: parted.upTo(answer.longerThan), value: answer.n - answer.longer },
    { label: parted.longer(answer.longerThan), value: answer.longer },
  ];
  return apartBars({ ...numbers, id: 'parts', caption: title, unit: units.referrals, rows }, words);
};

export const monthsView = ({ one: { metric, name }, months, band }: Told, words: Words): Html | undefined => {
  if (!months) return undefined;
  const { unit, rows } = months;
  const spread = band && percentileBandView({ id: 'band', title: metric.name, unit: words.figuresPages.bandUnit(unit), points: band }, words);
  return html`${runChartView({ id: `run-${name}`, title: metric.name, unit, points: rows }, words)}${spread}${tableView(months, words)}`;
};
