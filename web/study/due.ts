/** What is due of somebody in a comparison practice, and how far it is entered. */
import { consentDay } from '#study/consent';
import { agreed, type Due, dueOn, type Paper, type Point, paperState, windowOf } from '#study/paper';
import type { Sampled } from '#study/sample';
import type { Study } from '#study/types';
import type { Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';

type Window = ReturnType<typeof windowOf>;
const isOf = (one: Sampled, instrument: string, point: Point) => (paper: Paper) =>
  paper.number === one.number && paper.instrument === instrument && paper.point === point;
export const paperOf = (one: Sampled, instrument: string, point: Point, papers: readonly Paper[]): Paper | undefined =>
  papers.find(isOf(one, instrument, point));
/** Undefined: they do not take part. */
export const windowFor = (one: Sampled, point: Point, papers: readonly Paper[], { today }: Visit): Window | undefined => {
  const consented = consentDay(one.said, today);
  if (consented === undefined) return undefined;
  const first = papers.filter((paper) => paper.number === one.number && paper.point === 'baseline').flatMap((paper) => agreed(paper) ?? []);
  return windowOf(
    point,
    consented,
    first
      .filter(({ absent }) => absent === undefined)
      .map(({ day }) => day)
      .sort()[0],
  );
};
const isDone = (one: Sampled, { instruments }: Study, point: Point, papers: readonly Paper[]): boolean =>
  instruments.every((instrument) => {
    const paper = paperOf(one, instrument, point, papers);
    return paper !== undefined && paperState(paper) === 'done';
  });
export const dueText = (due: Due, { opens, closes }: Window, visit: Visit): string =>
  visit.words.collect.dues[due](dayText(due === 'opens' ? opens : closes, visit.today, visit.words));
/** Of all questionnaires of one time together; empty: nothing is due of them. */
export const dueOfAll = (one: Sampled, study: Study, point: Point, papers: readonly Paper[], visit: Visit): string => {
  const window = windowFor(one, point, papers, visit);
  const done = isDone(one, study, point, papers);
  if (!window || (one.lost && !done)) return '';
  return dueText(dueOn(visit.today, window, done), window, visit);
};
