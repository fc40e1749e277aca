/** Every number of an answer, as tables: the charts draw them, the page shows them, files carry them. */
import type { Answer } from '#insight/answers';
import { type Histogram, percentile } from '#insight/counted/tally';
import { meanOf } from '#insight/interval';
import type { Words } from '#web/words/words';
import type { FigureTable, Row, Scale } from './headline.ts';
import { partLabel } from './labels.ts';
import type { Named, Said } from './sentences.ts';

type Kind<K extends Answer['kind']> = Extract<Answer, { kind: K }>;
type Parted = Words['figuresPages']['parted'];
const row = (label: string, value: number | undefined): Row => ({ label, value });

const timeRows = ({ n, median, p90, times, still, without, within }: Kind<'time'>, { of }: Scale, { metric }: Named, say: Parted): Row[] => {
  const scaled = (value: number | undefined) => (value === undefined ? undefined : of(value));
  const { compute } = metric;
  const hasQuartiles = compute.kind === 'time' && compute.histogram === 'contacts';
  return [
    row(say.counted, n),
    ...(hasQuartiles ? [row(say.quarter, scaled(percentile(times, 25)))] : []),
    row(say.median, scaled(median)),
    ...(hasQuartiles ? [row(say.threeQuarters, scaled(percentile(times, 75)))] : []),
    row(say.most, scaled(p90)),
    ...(within ? [row(say.within(within.limit), within.n)] : []),
    ...(compute.kind === 'time' && compute.still.length > 0 ? [row(say.still, still)] : []),
    ...(compute.kind === 'time' && compute.without.length > 0 ? [row(say.without, without)] : []),
  ];
};
const pairRows = ({ baseline, due, paired, sum, squares, better }: Kind<'paired'>, lost: number, say: Parted): Row[] => {
  const mean = meanOf({ n: paired, sum, squares });
  return [
    row(say.baseline, baseline),
    row(say.due, due),
    row(say.lost, lost),
    row(say.paired, paired),
    { label: say.mean, value: mean?.mean, n: paired, ...(mean?.interval ?? {}) },
    row(say.sd, mean?.sd),
    row(say.better, better),
  ];
};
const rowsOf = (one: Named, { answer, scale, lost = 0 }: Said, headline: Row, words: Words): Row[] => {
  const { parted: say } = words.figuresPages;
  switch (answer.kind) {
    case 'count':
    case 'elsewhere':
      return [row(say.counted, answer.kind === 'count' ? answer.n : undefined)];
    case 'share':
      return [
        row(say.counted, answer.part),
        row(say.whole, answer.whole),
        { ...headline, label: say.percent },
        ...(answer.notYet ? [row(say.notYet, answer.notYet)] : []),
      ];
    case 'time':
      return timeRows(answer, scale, one, say);
    case 'mix':
      return [...answer.rows.map(({ value, n }) => row(partLabel(one.metric, value, words), n)), row(say.all, answer.whole)];
    case 'per':
      return [row(say.counted, answer.n), row(say.divisor[answer.what], answer.of), row(say.rate, headline.value)];
    case 'standing':
      return [row(say.counted, answer.n), row(say.median, answer.median), row(say.oldest, answer.oldest), row(say.longer(answer.longerThan), answer.longer)];
    case 'paired':
      return pairRows(answer, lost, say);
    case 'money':
      return [row(one.metric.unit, answer.pounds), row(words.figuresPages.units.people, answer.people)];
    case 'ratio':
      return [row(say.top, answer.top), row(say.bottom, answer.bottom), row(say.rate, headline.value)];
  }
};
export const answerTable = (one: Named, said: Said, headline: Row, words: Words): FigureTable => ({
  ...{ id: 'answer', caption: words.figuresPages.numbers, of: words.figuresPages.columns.figure, unit: words.figuresPages.columns.value },
  rows: rowsOf(one, said, headline, words),
});

/** At most so many columns have room on a small telephone. */
const columns = 10;
const lengths = [1, 2, 5, 7, 10, 14, 20, 28, 30, 50, 60, 90, 100, 200, 500, 1000];
/** Spans of the same length, from 0 to the longest. */
export const spansOf = (times: Histogram, { of, unit }: Scale, caption: string): FigureTable => {
  const values = times.map(({ value, times: n }) => ({ at: Math.floor(of(value)), n }));
  const most = values.reduce((high, { at }) => Math.max(high, at), 0);
  const length = lengths.find((one) => (most + 1) / one <= columns) ?? Math.ceil((most + 1) / columns);
  const rows = Array.from({ length: Math.floor(most / length) + 1 }, (_, n): Row => {
    const from = n * length;
    const inside = values.filter(({ at }) => at >= from && at < from + length);
    return { label: length === 1 ? String(from) : `${from}–${from + length - 1}`, value: inside.reduce((sum, one) => sum + one.n, 0) };
  });
  return { id: 'spread', caption, of: unit, unit: 'n', rows };
};
