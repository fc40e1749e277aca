/** Categories side by side, each with of how many it is, in the order in which they are given. */
import { scaleLinear } from 'd3-scale';
import type { Interval } from '#insight/interval';
import { markerOf, numberOf, type Value, valueText } from '#insight/value';
import { type Html, html } from '#web/frame/html';
import type { Words } from '#web/words/words';
import { type ChartHead, figureOf } from './figure.ts';
import { hatch, hatched } from './hatch.ts';
import { percent, type Scale } from './plot.ts';
import { withoutNumber } from './series.ts';

/** `value`: 0 or more. `n`: of how many. `interval`: drawn as a line through the end of the bar. */
type Bar = { label: string; value: Value; n?: Value; interval?: Interval };
type BarsGiven = ChartHead & { bars: readonly Bar[] };

const [textLine, thick, apart] = [19, 16, 12];
/** As many letters as a narrow screen has room for. */
const widest = 38;

/** At spaces, where there are any. */
const linesOf = (text: string): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const joined = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && joined.length <= widest) lines[lines.length - 1] = joined;
    else lines.push(word.length > widest ? `${word.slice(0, widest - 1)}…` : word);
  }
  return lines;
};

/** From 0 to 1 across; the intervals count only where the value is shown. */
const scaleOf = (bars: readonly Bar[]): Scale => {
  const ends = bars.flatMap(({ value, interval }) => (numberOf(value) === undefined ? [] : [numberOf(value) ?? 0, interval?.high ?? 0]));
  const scale = scaleLinear([0, Math.max(1e-9, ...ends)], [0, 1]);
  return (value) => Math.min(1, Math.max(0, scale(value)));
};

/** On a pale line of its own, so that it stands out from the bar. */
const whisker = ({ low, high }: Interval, y: number, at: Scale): Html =>
  html`<line class="hub_chart__halo" x1="${percent(at(low))}" x2="${percent(at(high))}" y1="${y}" y2="${y}" /><line class="hub_chart__whisker" x1="${percent(at(low))}" x2="${percent(at(high))}" y1="${y}" y2="${y}" />${[
    low,
    high,
  ].map((end) => html`<line class="hub_chart__whisker" x1="${percent(at(end))}" x2="${percent(at(end))}" y1="${y - 4}" y2="${y + 4}" />`)}`;
const barAt = (id: string, { value, interval }: Bar, y: number, at: Scale): Html | false => {
  const number = numberOf(value);
  if (number === undefined) return markerOf(value) === 'c' && hatched(id, { x: '0', width: '100%', y, height: thick });
  return html`<rect class="hub_chart__bar" x="0" width="${percent(at(number))}" y="${y}" height="${thick}" />${interval && whisker(interval, y + thick / 2, at)}`;
};

const textOf = ({ label, value, n }: Bar, { charts }: Words, say: (value: Value) => string): string =>
  n === undefined ? charts.bar(label, say(value)) : charts.barOf(label, say(value), say(n));

export const barsView = (given: BarsGiven, words: Words): Html => {
  const { id, bars, unit } = given;
  const at = scaleOf(bars);
  const told = bars.map((bar) => textOf(bar, words, (value) => valueText(value, words.charts.noFigure)));
  let down = 0;
  const rows = bars.map((bar) => {
    const lines = linesOf(textOf(bar, words, (value) => markerOf(value) ?? valueText(value, words.charts.noFigure)));
    const top = down;
    const y = top + lines.length * textLine;
    down = y + thick + apart;
    return html`${lines.map((line, k) => html`<text x="0" y="${top + k * textLine + 14}">${line}</text>`)}${barAt(id, bar, y, at)}`;
  });
  const picture = html`${hatch(id)}${rows}`;
  const withInterval = bars.some(({ interval, value }) => interval && numberOf(value) !== undefined);
  const notes = [...(withInterval ? [words.charts.whisker] : []), ...withoutNumber(bars, words)];
  return figureOf(given, { picture, height: down, flush: true, said: [words.charts.parts(unit, told.join('; ')), ...notes], notes });
};
