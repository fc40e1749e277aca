/** Figures told apart: by practice or health board, or by one thing known of the people. Never in the order of the figures. */
import type { Answer } from '#insight/answers';
import { type Cell, type Dimension, now, sections } from '#insight/counted/tally';
import type { Metric } from '#insight/metrics/types';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';
import { boardNames, boardsOf, spansBoards } from './boards.ts';
import { chosenOf, type Divisors } from './divisors.ts';
import { gapSaid } from './gaps.ts';
import { answerFrom, type FigureTable, headlineOf, type Row } from './headline.ts';
import { type By, inOrder, type Names, valueLabel } from './labels.ts';
import { isNow, readApart, readPractices, readSection, slicesApart } from './reading.ts';
import type { Named, Said } from './sentences.ts';
import { unitText } from './units.ts';

/** Places that there are several of. */
export const placesApart = (asked: Asked): ('practice' | 'board')[] => [
  ...(!asked.practice && asked.practices.length > 1 ? (['practice'] as const) : []),
  ...(!asked.practice && spansBoards(asked.areas) ? (['board'] as const) : []),
];
/** What one may choose of a metric. */
export const waysApart = ({ by, compute }: Metric, asked: Asked): By[] => {
  const hasPlaces = compute.kind !== 'elsewhere' && compute.kind !== 'mix-by' && compute.kind !== 'needs-of-people';
  return [...(hasPlaces ? placesApart(asked) : []), ...by];
};

export const namesOf = async (by: By, asked: Asked, { ports }: Visit): Promise<Names> => {
  if (by === 'practice') return new Map(chosenOf(asked).map(({ id, name }) => [id, name]));
  if (by === 'board') return boardNames(asked.areas);
  if (by !== 'organisation') return new Map();
  const listed = await Promise.all(asked.areas.map(({ id }) => ports.fhir.directory.organisationsIn(id)));
  return new Map(listed.flat().map(({ id, name }) => [id, name]));
};

export type Parted = { value: string; answer: Answer };
/** Every practice asked for, though it has no figures. */
const ofPractices = (metric: Metric, cells: readonly Cell[], asked: Asked, divisors: Divisors | undefined): Parted[] =>
  chosenOf(asked).map(({ id }) => {
    const own = divisors && { ...divisors, practices: divisors.practices.filter((one) => one.id === id) };
    return { value: id, answer: answerFrom(metric, { all: cells.filter(({ practice }) => practice === id), needs: [] }, asked.period, own) };
  });
const ofBoards = (metric: Metric, cells: readonly Cell[], asked: Asked, divisors: Divisors | undefined): Parted[] => {
  const boards = boardsOf(asked.areas);
  return [...new Set(boards.values())].map((value) => {
    const own = divisors && { ...divisors, practices: divisors.practices.filter(({ area }) => boards.get(area) === value) };
    return { value, answer: answerFrom(metric, { all: cells.filter(({ area }) => boards.get(area) === value), needs: [] }, asked.period, own) };
  });
};
/** From one reading: each practice by itself, or, of health boards, each area added up; a rate needs each practice. */
export const placesRead = async (by: 'practice' | 'board', metrics: readonly Metric[], asked: Asked, visit: Visit) => {
  const read = by === 'practice' || metrics.some(({ compute }) => compute.kind === 'per') ? readPractices : readSection;
  const cells = await read(sections.all, metrics.some(isNow) ? [now] : asked.period.months, asked, visit, metrics);
  return (metric: Metric, divisors?: Divisors): Parted[] => (by === 'practice' ? ofPractices : ofBoards)(metric, cells, asked, divisors);
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
  const isPlace = by === 'practice' || by === 'board';
  const parted = isPlace ? (await placesRead(by, [one.metric], asked, visit))(one.metric, divisors) : await byDimension(by, one.metric, asked, visit);
  const rows = inOrder(
    by,
    parted.map(({ value, answer }) => ({ value, label: valueLabel(by, value, names, words), answer })),
  ).map(({ label, answer }): Row => ({ label, ...headlineOf(answer, scale) }));
  const table = { id: `by-${by}`, caption: words.figuresPages.byWhat[by], of: words.figuresPages.byWhat[by], unit: unitText(one.metric, scale, words), rows };
  const gap = gapSaid(one, by, parted, said, words);
  return { by, table, ...(gap === undefined ? {} : { gap }) };
};
