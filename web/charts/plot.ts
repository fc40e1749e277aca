/**
 * The ground of a chart. Across, everything stands in percent, so that a picture fills the width it has and its text keeps its size; down,
 * in pixels. Lines and areas stand in a picture within the picture that is stretched across.
 */
import { scaleLinear } from 'd3-scale';
import { type SymbolType, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { type Html, html } from '#web/frame/html';

export const height = 200;
/** What is written beneath: the labels of the axis. */
const below = 28;
/** Room above the highest value for the letters of marks. */
const above = 24;
/** How wide a picture is at least, without its labels on the left: at 320 pixels. */
export const narrowest = 216;
const letterWidth = 7.5;

export type Scale = (value: number) => number;
/** `fromZero`: whether the lower end is 0. */
export type Axis = { at: Scale; ticks: readonly { at: number; text: string }[]; fromZero: boolean };

/** Reaches from 0, or from near the lowest where all lie close together far from it and `from0` does not ask for 0. Only what is shown may be given. */
export const axisOf = (shown: readonly number[], from0 = false): Axis => {
  if (shown.length === 0) return { at: () => height, ticks: [], fromZero: true };
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const close = !from0 && least > 0 && most - least < most * 0.35;
  const room = (most - least || most) * 0.25;
  const low = close ? Math.max(0, least - room) : Math.min(0, least);
  const top = most + (close ? room : 0);
  const scale = scaleLinear([low, top > low ? top : low + 1], [height, above]).nice(4);
  const [start = 0] = scale.domain();
  const at = (value: number) => Math.round(scale(value) * 10) / 10;
  const textOf = scale.tickFormat(4);
  return { at, ticks: scale.ticks(4).map((tick) => ({ at: at(tick), text: textOf(tick) })), fromZero: start <= 0 };
};

const grid = ({ ticks }: Axis): Html =>
  html`${ticks.map(
    ({ at, text }) =>
      html`<line class="hub_chart__grid" x1="0" x2="100%" y1="${at}" y2="${at}" /><text x="-6" y="${at}" dy="0.35em" text-anchor="end">${text}</text>`,
  )}<line class="hub_chart__base" x1="0" x2="100%" y1="${height}" y2="${height}" />`;

export const percent = (part: number): string => `${Math.round(part * 1000) / 10}%`;
/** The middle of place `n` of so many, from 0 to 1. */
export const middleOf = (n: number, of: number): number => (n + 0.5) / of;

/** A long label of the last place would stick out. */
const anchorAt = (across: number, text: string): string => (across > 0.85 && text.length > 12 ? 'end' : 'middle');
type Label = { across: number; text: string };
/** As many of them as have room beside each other on a narrow screen. */
export const axisLabels = (labels: readonly Label[]): Html => {
  const longest = Math.max(1, ...labels.map(({ text }) => text.length)) * letterWidth + 10;
  const every = Math.max(1, Math.ceil(labels.length / Math.max(2, Math.floor(narrowest / longest))));
  const kept = labels.filter((_, n) => n % every === 0);
  return html`${kept.map(
    ({ across, text }) =>
      html`<line class="hub_chart__base" x1="${percent(across)}" x2="${percent(across)}" y1="${height}" y2="${height + 5}" /><text x="${percent(across)}" y="${height + 20}" text-anchor="${anchorAt(across, text)}">${text}</text>`,
  )}`;
};

const shapes = { circle: symbolCircle, square: symbolSquare, triangle: symbolTriangle, diamond: symbolDiamond } satisfies Record<string, SymbolType>;
export type Shape = keyof typeof shapes;
const sizes: Readonly<Record<Shape, number>> = { circle: 60, square: 90, triangle: 90, diamond: 110 };
export const dot = (across: number, down: number, shape: Shape): Html =>
  html`<svg x="${percent(across)}" y="${down}" width="1" height="1"><path class="hub_chart__dot" d="${symbol(shapes[shape], sizes[shape]).digits(2)() ?? ''}" /></svg>`;

/** `path`: across from 0 to 100, down in pixels. */
export const stretched = (path: string | null, kind: string): Html =>
  html`<svg width="100%" height="${height}" viewBox="0 0 100 ${height}" preserveAspectRatio="none"><path class="hub_chart__${kind}" vector-effect="non-scaling-stroke" d="${path ?? ''}" /></svg>`;

/** At the foot, whatever is hidden: its place says nothing of its value. */
export const marker = (across: number, mark: 'c' | 'z'): Html =>
  html`<text class="hub_chart__marker" x="${percent(across)}" y="${height - 6}" text-anchor="middle">${mark}</text>`;

/** The letters of marks, in the order given: A, B, C. */
export const letterOf = (n: number): string => (n < 26 ? String.fromCharCode(65 + n) : String(n + 1));
type Mark = { across: number; text: string };
/** Marks at one place share a line. */
export const markLines = (marks: readonly Mark[]): Html => {
  const places = [...Map.groupBy(marks, ({ across }) => percent(across))];
  return html`${places.map(
    ([across, here]) =>
      html`<line class="hub_chart__mark" x1="${across}" x2="${across}" y1="16" y2="${height}" /><text class="hub_chart__letter" x="${across}" y="12" text-anchor="middle">${here.map(({ text }) => text).join(' ')}</text>`,
  )}`;
};

export const plotOf = (axis: Axis, inside: Html): { picture: Html; height: number } => ({ picture: html`${grid(axis)}${inside}`, height: height + below });
