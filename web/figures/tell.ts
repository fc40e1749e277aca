/** Everything that a page, a file or a return says of one metric: from one reading, so that all say the same. */
import { type Histogram, percentile } from '#insight/counted/tally';
import type { Metric } from '#insight/metrics/types';
import type { Visit } from '#web/frame/page';
import { answerTable, spansOf } from './answer-tables.ts';
import { type Apart, apartOf } from './apart.ts';
import type { Asked } from './asked.ts';
import { type Divisors, divisorDay, divisorsOf, withoutDivisor } from './divisors.ts';
import { elsewhereOf } from './elsewhere.ts';
import { answerFrom, answersByMonth, type FigureTable, headlineOf, type Scale, scaleOf } from './headline.ts';
import type { By } from './labels.ts';
import { lostOf } from './pair-sentences.ts';
import { shortMonth } from './periods.ts';
import { type Figures, hasSeries, readFigures, seriesMonths } from './reading.ts';
import { type Named, type Said, sentencesOf } from './sentences.ts';
import { unitText } from './units.ts';

export type Lacking = { what: Divisors['what']; practices: readonly { id: string; name: string }[] };
export type Told = {
  one: Named;
  said: Said;
  sentences: readonly string[];
  answer: FigureTable;
  /** Of waits: how many took how long. */
  spread?: FigureTable;
  months?: FigureTable;
  /** The 10th percentile, the median and the 90th by month. */
  band?: readonly { label: string; low: number | undefined; median: number | undefined; high: number | undefined }[];
  apart?: Apart;
  lacking?: Lacking;
  /** Of what is counted, where it is few. */
  names?: readonly string[];
};

export const saidOf = (metric: Metric, figures: Figures, asked: Asked, divisors: Divisors | undefined, visit: Visit): Said => {
  const answer = answerFrom(metric, figures, asked.period, divisors);
  const scale = scaleOf(metric, answer, visit.words);
  if (divisors) return { answer, scale, equalParts: divisors.equalParts(divisorDay(metric, asked.period)) };
  if (answer.kind !== 'paired') return { answer, scale };
  return { answer, scale, lost: lostOf(answersByMonth(metric, asked.period.months, figures, asked).map(([, one]) => one)) };
};
const seriesOf = (
  metric: Metric,
  figures: Figures,
  asked: Asked,
  scale: Scale,
  divisors: Divisors | undefined,
  { words }: Visit,
): Pick<Told, 'months' | 'band'> => {
  const all = answersByMonth(metric, seriesMonths(asked), figures, asked, divisors);
  const rows = all.map(([month, answer]) => ({ label: shortMonth(month, words), ...headlineOf(answer, scale) }));
  const { figuresPages: say } = words;
  return {
    months: { id: 'months', caption: say.months, of: say.columns.month, unit: unitText(metric, scale, words), rows },
    ...bandOf(metric, all, scale, words),
  };
};
const bandOf = (metric: Metric, all: ReturnType<typeof answersByMonth>, { of }: Scale, words: Visit['words']): Pick<Told, 'band'> => {
  if (metric.compute.kind !== 'time' || metric.view !== 'waits') return {};
  const at = (times: Histogram, percent: number) => {
    const value = percentile(times, percent);
    return value === undefined ? undefined : of(value);
  };
  const band = all.flatMap(([month, answer]) =>
    answer.kind === 'time' ? [{ label: shortMonth(month, words), low: at(answer.times, 10), median: at(answer.times, 50), high: at(answer.times, 90) }] : [],
  );
  return { band };
};

/** Counted by another room: as it stands, without months and without parts. */
const tellElsewhere = async (one: Named, asked: Asked, visit: Visit): Promise<Told> => {
  const { words } = visit;
  const { answer, names } = (await elsewhereOf(one.name, asked, visit)) ?? { answer: { kind: 'elsewhere' } as const };
  const said = { answer, scale: scaleOf(one.metric, answer, words) };
  const headline = { label: words.figuresPages.columns.value, ...headlineOf(answer, said.scale) };
  return { one, said, sentences: sentencesOf(one, said, words), answer: answerTable(one, said, headline, words), ...(names ? { names } : {}) };
};
export const tellOf = async (one: Named, by: By | undefined, asked: Asked, visit: Visit): Promise<Told> => {
  const { metric } = one;
  const { words } = visit;
  if (metric.compute.kind === 'elsewhere') return tellElsewhere(one, asked, visit);
  const [figures, divisors] = await Promise.all([readFigures(metric, asked, visit), divisorsOf(metric, asked, visit)]);
  const said = saidOf(metric, figures, asked, divisors, visit);
  const { answer, scale } = said;
  const headline = { label: words.figuresPages.columns.value, ...headlineOf(answer, scale) };
  const lacking = divisors && withoutDivisor(divisors, divisorDay(metric, asked.period));
  return {
    ...{ one, said, sentences: sentencesOf(one, said, words), answer: answerTable(one, said, headline, words) },
    ...(answer.kind === 'time' && answer.n > 0 ? { spread: spansOf(answer.times, scale, words.figuresPages.band) } : {}),
    ...(hasSeries(metric) ? seriesOf(metric, figures, asked, scale, divisors, visit) : {}),
    ...(by ? { apart: await apartOf(by, one, { said, divisors }, asked, visit) } : {}),
    ...(divisors && lacking && lacking.length > 0 ? { lacking: { what: divisors.what, practices: lacking } } : {}),
  };
};
