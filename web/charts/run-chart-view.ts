/** A run chart: the series, its median, what is more than chance in it, and when something was tried. */
import { line } from 'd3-shape';
import { numberText } from '#insight/number-text';
import { leastPoints, type RunChart, runChart, type Signal } from '#insight/run-chart';
import { markerOf, numberOf } from '#insight/value';
import { type Html, html } from '#web/frame/html';
import type { Words } from '#web/words/words';
import { type ChartHead, figureOf } from './figure.ts';
import { type Axis, axisLabels, axisOf, dot, letterOf, marker, markLines, middleOf, plotOf, type Shape, stretched } from './plot.ts';
import { type SeriesPoint, seriesSaid, shownOf, withoutNumber } from './series.ts';

/** `at`: the place of the point at which it began, the first being 0. */
type ChartMark = { at: number; label: string };
/** `baseline`: the median is that of the first so many points that have a value. */
type RunChartGiven = ChartHead & { points: readonly SeriesPoint[]; marks?: readonly ChartMark[]; baseline?: number };

const shapeOf = (at: number, signals: readonly Signal[]): Shape => {
  const here = signals.filter(({ from, to }) => at >= from && at <= to).map(({ kind }) => kind);
  if (here.includes('shift')) return here.includes('trend') ? 'diamond' : 'square';
  return here.includes('trend') ? 'triangle' : 'circle';
};

const lineThrough = (points: readonly SeriesPoint[], { at }: Axis): string | null =>
  line<SeriesPoint>()
    .defined(({ value }) => numberOf(value) !== undefined)
    .x((_, n) => middleOf(n, points.length) * 100)
    .y(({ value }) => at(numberOf(value) ?? 0))
    .digits(2)(points);

const pointAt = ({ value }: SeriesPoint, across: number, axis: Axis, shape: Shape): Html | false => {
  const [number, mark] = [numberOf(value), markerOf(value)];
  if (number !== undefined) return dot(across, axis.at(number), shape);
  return mark !== undefined && marker(across, mark);
};

const drawn = ({ points, marks = [] }: RunChartGiven, { median, signals }: RunChart, axis: Axis): Html => {
  const across = (n: number) => middleOf(n, points.length);
  return html`${markLines(marks.map(({ at }, n) => ({ across: across(at), text: letterOf(n) })))}${
    median !== undefined && html`<line class="hub_chart__median" x1="0" x2="100%" y1="${axis.at(median)}" y2="${axis.at(median)}" />`
  }${stretched(lineThrough(points, axis), 'line')}${points.map((point, n) => pointAt(point, across(n), axis, shapeOf(n, signals)))}${axisLabels(
    points.map(({ label }, n) => ({ across: across(n), text: label })),
  )}`;
};

const signalText = ({ kind, direction, from, to }: Signal, points: readonly SeriesPoint[], { charts }: Words): string =>
  charts[kind][direction](points[from]?.label ?? '', points[to]?.label ?? '');

const findings = ({ points, baseline }: RunChartGiven, { median, used, tooFew, signals }: RunChart, words: Words): string[] => {
  const { charts } = words;
  const of = baseline !== undefined && baseline < used ? charts.medianOfFirst : charts.median;
  const middle = median === undefined ? [] : [of(numberText(median), baseline ?? used)];
  if (used === 0) return [charts.nothing];
  if (tooFew) return [...middle, charts.tooFew(used, leastPoints)];
  if (signals.length === 0) return [...middle, charts.noSignal];
  const both = points.some((_, n) => shapeOf(n, signals) === 'diamond') ? [charts.both] : [];
  return [...middle, ...signals.map((signal) => signalText(signal, points, words)), ...both];
};

export const runChartView = (given: RunChartGiven, words: Words): Html => {
  const { points, marks = [], baseline } = given;
  const found = runChart(
    points.map(({ label, value }) => ({ label, value: numberOf(value) })),
    baseline === undefined ? {} : { baseline },
  );
  const axis = axisOf(shownOf(points).map(({ value }) => value));
  const notes = [
    ...findings(given, found, words),
    ...withoutNumber(points, words),
    ...marks.map(({ at, label }, n) => words.charts.mark(letterOf(n), label, points[Math.floor(at)]?.label ?? '')),
    ...(axis.fromZero ? [] : [words.charts.notFromZero]),
  ];
  return figureOf(given, { ...plotOf(axis, drawn(given, found, axis)), said: [...seriesSaid(points, given.unit, words), ...notes], notes });
};
