/** Medians over time, within the band in which most of what they stand for lies. */
import { area, line } from 'd3-shape';
import { numberText } from '#insight/number-text';
import { markerOf, numberOf, type Value } from '#insight/value';
import { type Html, html } from '#web/frame/html';
import type { Words } from '#web/words/words';
import { type ChartHead, figureOf } from './figure.ts';
import { type Axis, axisLabels, axisOf, dot, marker, middleOf, percent, plotOf, stretched } from './plot.ts';
import { seriesSaid, shownOf, withoutNumber } from './series.ts';

/** `low` and `high`: the 10th and the 90th percentile. */
type BandPoint = { label: string; low: Value; median: Value; high: Value };
type BandGiven = ChartHead & { points: readonly BandPoint[] };

type Band = { low: number; high: number };
/** Of a band with one edge there is nothing to draw. */
const bandOf = ({ low, high }: BandPoint): Band | undefined => {
  const [least, most] = [numberOf(low), numberOf(high)];
  return least === undefined || most === undefined ? undefined : { low: least, high: most };
};
const across = (n: number, points: readonly BandPoint[]): number => middleOf(n, points.length);

const bandPath = (points: readonly BandPoint[], { at }: Axis): string | null =>
  area<BandPoint>()
    .defined((point) => bandOf(point) !== undefined)
    .x((_, n) => across(n, points) * 100)
    .y0((point) => at(bandOf(point)?.low ?? 0))
    .y1((point) => at(bandOf(point)?.high ?? 0))
    .digits(2)(points);
const medianPath = (points: readonly BandPoint[], { at }: Axis): string | null =>
  line<BandPoint>()
    .defined(({ median }) => numberOf(median) !== undefined)
    .x((_, n) => across(n, points) * 100)
    .y(({ median }) => at(numberOf(median) ?? 0))
    .digits(2)(points);

/** The band is drawn as a line too: it shows where neighbours are missing, and on poor paper. */
const pointAt = (point: BandPoint, place: number, { at }: Axis): Html => {
  const [band, median] = [bandOf(point), numberOf(point.median)];
  const mark = [point.median, point.low, point.high].map(markerOf).find((one) => one !== undefined);
  const x = percent(place);
  return html`${band && html`<line class="hub_chart__span" x1="${x}" x2="${x}" y1="${at(band.low)}" y2="${at(band.high)}" />`}${
    median !== undefined && dot(place, at(median), 'circle')
  }${mark && marker(place, mark)}`;
};

/** Where the median is hidden, that is said of it alone. */
const lacking = (points: readonly BandPoint[], words: Words): string[] =>
  withoutNumber(
    points.flatMap(({ label, low, median, high }) => [
      { label, value: median },
      { label: words.charts.tenth(label), value: numberOf(median) === undefined ? 0 : low },
      { label: words.charts.ninetieth(label), value: numberOf(median) === undefined ? 0 : high },
    ]),
    words,
  );
const lastBand = (points: readonly BandPoint[], { charts }: Words): string[] => {
  const last = points.findLast((point) => bandOf(point) !== undefined);
  const band = last && bandOf(last);
  return last && band ? [charts.lastBand({ label: last.label, low: numberText(band.low), high: numberText(band.high) })] : [];
};

export const percentileBandView = (given: BandGiven, words: Words): Html => {
  const { points, unit } = given;
  const medians = points.map(({ label, median }) => ({ label, value: median }));
  const edges = points.flatMap((point) => Object.values(bandOf(point) ?? {}));
  const axis = axisOf([...shownOf(medians).map(({ value }) => value), ...edges], true);
  const inside = html`${stretched(bandPath(points, axis), 'band')}${stretched(medianPath(points, axis), 'line')}${points.map((point, n) =>
    pointAt(point, across(n, points), axis),
  )}${axisLabels(points.map(({ label }, n) => ({ across: across(n, points), text: label })))}`;
  const notes = shownOf(medians).length > 0 ? [words.charts.band] : [words.charts.nothing];
  const left = lacking(points, words);
  return figureOf(given, {
    ...plotOf(axis, inside),
    said: [...seriesSaid(medians, unit, words), ...lastBand(points, words), ...notes, ...left],
    notes: [...notes, ...left],
  });
};
