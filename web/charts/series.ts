/** What a series over time says in words: its range, its ends, and what is hidden. */

import { numberText } from '#insight/number-text';
import { markerOf, numberOf, type Value } from '#insight/value';
import type { Words } from '#web/words/words';

export type SeriesPoint = { label: string; value: Value };
type Shown = { label: string; value: number };

export const shownOf = (points: readonly SeriesPoint[]): Shown[] =>
  points.flatMap(({ label, value }) => {
    const number = numberOf(value);
    return number === undefined ? [] : [{ label, value: number }];
  });

const extremes = (shown: readonly Shown[], { charts }: Words): string[] => {
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return [];
  const say = ({ label, value }: Shown) => charts.at(numberText(value), label);
  const lowest = shown.reduce((least, one) => (one.value < least.value ? one : least), first);
  const highest = shown.reduce((most, one) => (one.value > most.value ? one : most), first);
  return [charts.range({ lowest: say(lowest), highest: say(highest), last: say(last) })];
};
/** The labels of what has no number, by why. */
export const withoutNumber = (points: readonly SeriesPoint[], { charts }: Words): string[] => {
  const labels = (which: (value: Value) => boolean) => points.flatMap(({ label, value }) => (which(value) ? [label] : [])).join(', ');
  const [hidden, none, missing] = [
    labels((value) => markerOf(value) === 'c'),
    labels((value) => markerOf(value) === 'z'),
    labels((value) => value === undefined),
  ];
  return [...(hidden ? [charts.hidden(hidden)] : []), ...(none ? [charts.none(none)] : []), ...(missing ? [charts.missing(missing)] : [])];
};
/** `unit` once, so that every number after it is bare. */
export const seriesSaid = (points: readonly SeriesPoint[], unit: string, words: Words): string[] => {
  const [first, last] = [points[0], points.at(-1)];
  const span = first && last ? [words.charts.span({ unit, count: points.length, from: first.label, to: last.label })] : [];
  return [...span, ...extremes(shownOf(points), words)];
};
