/** Figures told apart: by practice, or by one thing known of the people. Never in the order of the figures. */
import type { Answer } from '#insight/answers';
import type { Dimension } from '#insight/counted/tally';
import { gapOf } from '#insight/interval';
import type { Metric } from '#insight/metrics/types';
import { numberText } from '#insight/number-text';
import { gapSentence } from '#insight/sentence';
import type { Visit } from '#web/frame/page';
import type { Words } from '#web/words/words';
import type { Asked } from './asked.ts';
import { chosenOf, type Divisors } from './divisors.ts';
import { answerFrom, type FigureTable, headlineOf, type Row, type Scale } from './headline.ts';
import { inOrder, type Names, valueLabel } from './labels.ts';
import { type Figures, readApart, slicesApart } from './reading.ts';
import type { Named } from './sentences.ts';
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
const byPractice = (metric: Metric, { all }: Figures, asked: Asked, divisors: Divisors | undefined): Parted[] =>
  chosenOf(asked).map(({ id }) => ({
    value: id,
    answer: answerFrom(
      metric,
      { all: all.filter(({ practice }) => practice === id), needs: [] },
      asked.period,
      divisors && { ...divisors, practices: divisors.practices.filter((one) => one.id === id) },
    ),
  }));
const byDimension = async (by: Dimension, metric: Metric, asked: Asked, visit: Visit): Promise<Parted[]> => {
  const slices = slicesApart(await readApart(by, metric, asked, visit), by);
  return [...slices].map(([value, slice]) => {
    const cells = slice.map((one) => ({ ...one, area: '', practice: '', section: 'all' as const }));
    return { value, answer: answerFrom(metric, { all: cells, needs: [] }, asked.period) };
  });
};

/** Between two groups of which a programme asks it. */
const sides = { simd: ['1', '5'], sex: ['female', 'male'], interpreter: ['yes', 'no'] } as const;
const isSided = (by: By): by is keyof typeof sides => Object.hasOwn(sides, by);
const partsIn = (answer: Answer | undefined): { part: number; whole: number } | undefined => {
  if (answer?.kind === 'share') return answer;
  return answer?.kind === 'time' && answer.within ? { part: answer.within.n, whole: answer.n } : undefined;
};
export const gapSaid = ({ name }: Named, by: By, parted: readonly Parted[], { figures, figureNouns, figuresPages }: Words): string | undefined => {
  const event = figureNouns.shares[name]?.event;
  if (!isSided(by) || event === undefined) return undefined;
  const [one, other] = sides[by].map((value) => partsIn(parted.find((part) => part.value === value)?.answer));
  const gap = one && other && gapOf(one, other);
  if (!one || !other || !gap) return undefined;
  const [oneName, otherName] = figuresPages.gapSides[by];
  const side = (who: string, { part, whole }: { part: number; whole: number }) => ({ name: who, percent: (part / whole) * 100, n: whole });
  return gapSentence({ one: side(oneName, one), other: side(otherName, other), interval: gap.interval }, event, figures.say);
};
/** Of times half of which are over: no interval of medians is worked out, so nothing is said of their gap but both. */
export const mediansSaid = (by: By, parted: readonly Parted[], scale: Scale, { figureNouns, figuresPages }: Words): string | undefined => {
  if (!isSided(by)) return undefined;
  const [oneName, otherName] = figuresPages.gapSides[by];
  const said = sides[by].flatMap((value, n) => {
    const answer = parted.find((part) => part.value === value)?.answer;
    if (answer?.kind !== 'time' || answer.median === undefined) return [];
    return [figureNouns.median(n === 0 ? oneName : otherName, numberText(answer.n), `${numberText(scale.of(answer.median))} ${scale.unit}`)];
  });
  const text = said.join('; ');
  return said.length === 2 ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.` : undefined;
};

export type Apart = { by: By; table: FigureTable; gap?: string };
type From = { figures: Figures; scale: Scale; divisors: Divisors | undefined };
export const apartOf = async (by: By, one: Named, { figures, scale, divisors }: From, asked: Asked, visit: Visit): Promise<Apart> => {
  const { words } = visit;
  const names = await namesOf(by, asked, visit);
  const parted = by === 'practice' ? byPractice(one.metric, figures, asked, divisors) : await byDimension(by, one.metric, asked, visit);
  const rows = inOrder(
    by,
    parted.map(({ value, answer }) => ({ value, label: valueLabel(by, value, names, words), answer })),
  ).map(({ label, answer }): Row => ({ label, ...headlineOf(answer, scale) }));
  const table = { id: `by-${by}`, caption: words.figuresPages.byWhat[by], of: words.figuresPages.byWhat[by], unit: unitText(one.metric, scale, words), rows };
  const gap = gapSaid(one, by, parted, words) ?? mediansSaid(by, parted, scale, words);
  return { by, table, ...(gap === undefined ? {} : { gap }) };
};
