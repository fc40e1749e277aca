/** Figures told apart: by practice, or by one thing known of the people. Never in the order of the figures. */
import type { Answer } from '#insight/answers';
import { type Dimension, now, sections } from '#insight/counted/tally';
import type { Metric } from '#insight/metrics/types';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';
import { chosenOf, type Divisors } from './divisors.ts';
import { gapSaid } from './gaps.ts';
import { answerFrom, type FigureTable, headlineOf, type Row } from './headline.ts';
import { inOrder, type Names, valueLabel } from './labels.ts';
import { isNow, readApart, readPractices, slicesApart } from './reading.ts';
import type { Named, Said } from './sentences.ts';
import { unitText } from './units.ts';

export type By = Dimension | 'practice';
/** What one may choose of a metric; practices only where there are several. */
export const waysApart = ({ by, compute }: Metric, asked: Asked): By[] => {
  const several =
    !asked.practice && asked.practices.length > 1 && compute.kind !== 'elsewhere' && compute.kind !== 'mix-by' && compute.kind !== 'needs-of-people';
  return [...(several ? (['practice'] as const) : []), ...by];
};

export const namesOf = async (by: By, asked: Asked, { ports }: Visit): Promise<Names> => {
  if (by === 'practice') return new Map(chosenOf(asked).map(({ id, name }) => [id, name]));
  if (by !== 'organisation') return new Map();
  const listed = await Promise.all(asked.areas.map(({ id }) => ports.fhir.directory.organisationsIn(id)));
  return new Map(listed.flat().map(({ id, name }) => [id, name]));
};

export type Parted = { value: string; answer: Answer };
/** Every practice asked for, though it has no figures. */
const byPractice = async (metric: Metric, asked: Asked, divisors: Divisors | undefined, visit: Visit): Promise<Parted[]> => {
  const all = await readPractices(sections.all, isNow(metric) ? [now] : asked.period.months, asked, visit, [metric]);
  return chosenOf(asked).map(({ id }) => ({
    value: id,
    answer: answerFrom(
      metric,
      { all: all.filter(({ practice }) => practice === id), needs: [] },
      asked.period,
      divisors && { ...divisors, practices: divisors.practices.filter((one) => one.id === id) },
    ),
  }));
};
const byDimension = async (by: Dimension, metric: Metric, asked: Asked, visit: Visit): Promise<Parted[]> => {
  const slices = slicesApart(await readApart(by, metric, asked, visit), by);
  return [...slices].map(([value, slice]) => {
    const cells = slice.map((one) => ({ ...one, area: '', practice: '', section: 'all' as const }));
    return { value, answer: answerFrom(metric, { all: cells, needs: [] }, asked.period) };
  });
};

export type Apart = { by: By; table: FigureTable; gap?: string };
type From = { said: Said; divisors: Divisors | undefined };
export const apartOf = async (by: By, one: Named, { said, divisors }: From, asked: Asked, visit: Visit): Promise<Apart> => {
  const { words } = visit;
  const { scale } = said;
  const names = await namesOf(by, asked, visit);
  const parted = by === 'practice' ? await byPractice(one.metric, asked, divisors, visit) : await byDimension(by, one.metric, asked, visit);
  const rows = inOrder(
    by,
    parted.map(({ value, answer }) => ({ value, label: valueLabel(by, value, names, words), answer })),
  ).map(({ label, answer }): Row => ({ label, ...headlineOf(answer, scale) }));
  const table = { id: `by-${by}`, caption: words.figuresPages.byWhat[by], of: words.figuresPages.byWhat[by], unit: unitText(one.metric, scale, words), rows };
  const gap = gapSaid(one, by, parted, said, words);
  return { by, table, ...(gap === undefined ? {} : { gap }) };
};
