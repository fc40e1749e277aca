/** How many waited how long: one column for each span of days. */

import { markerOf, numberOf, valueText } from '#insight/value';
import { type Html, html } from '#web/frame/html';
import type { Words } from '#web/words/words';
import { type ChartHead, figureOf } from './figure.ts';
import { hatch, hatched } from './hatch.ts';
import { type Axis, axisLabels, axisOf, height, marker, middleOf, percent, plotOf } from './plot.ts';
import { type SeriesPoint, shownOf, withoutNumber } from './series.ts';

/** `bins`: spans of the same length, shortest wait first; `unit` says what is counted and of what the labels are. */
type HistogramGiven = ChartHead & { bins: readonly SeriesPoint[] };

/** Hidden columns are hatched from top to bottom. */
const columnAt = (id: string, { value }: SeriesPoint, n: number, of: number, { at }: Axis): Html | false => {
  const [number, mark] = [numberOf(value), markerOf(value)];
  const [x, width] = [percent((n + 0.08) / of), percent(0.84 / of)];
  if (number !== undefined) return html`<rect class="hub_chart__bar" x="${x}" width="${width}" y="${at(number)}" height="${height - at(number)}" />`;
  return mark !== undefined && html`${mark === 'c' && hatched(id, { x, width, y: 24, height: height - 24 })}${marker(middleOf(n, of), mark)}`;
};

export const histogramView = (given: HistogramGiven, words: Words): Html => {
  const { id, bins, unit } = given;
  const { charts } = words;
  const axis = axisOf(
    shownOf(bins).map(({ value }) => value),
    true,
  );
  const labels = bins.map(({ label }, n) => ({ across: middleOf(n, bins.length), text: label }));
  const inside = html`${hatch(id)}${bins.map((bin, n) => columnAt(id, bin, n, bins.length, axis))}${axisLabels(labels)}`;
  const notes = [...(shownOf(bins).length > 0 ? [] : [charts.nothing]), ...withoutNumber(bins, words)];
  const all = bins.map(({ label, value }) => charts.bar(label, valueText(value, charts.noFigure)));
  return figureOf(given, { ...plotOf(axis, inside), said: [charts.parts(unit, all.join('; ')), ...notes], notes });
};
