/** The people of a comparison practice: its sample, what they said, and what was entered of them from paper. */
import { armOn } from '#directory/over-time';
import type { Practice } from '#directory/types';
import type { LocalDate } from '#platform/types';
import { consentDay } from './consent.ts';
import { agreed, type Paper, paperState } from './paper.ts';
import type { Sampled } from './sample.ts';
import type { SampleStore } from './sample-store.ts';
import type { Candidate, Participant, Study } from './types.ts';

type Compared = { candidates: Candidate[]; participants: Omit<Participant, 'pseudonym'>[]; unchecked: number };
/** Who has not agreed is counted from the first day of the study; nothing else of them is told. */
const candidateOf = (one: Sampled, { from }: Study, cutOff: LocalDate): Candidate => {
  const zero = consentDay(one.said, cutOff) ?? from;
  const { practice, number, said, sex, simd, birthYear } = one;
  const age = birthYear === undefined ? {} : { age: Number(zero.slice(0, 4)) - birthYear };
  return { key: `${practice}/${number}`, practice, arm: 'comparison', zero, said, sex, simd, ...age };
};
const participantOf = (candidate: Candidate, one: Sampled, papers: readonly Paper[], cutOff: LocalDate): Omit<Participant, 'pseudonym'> => ({
  ...candidate,
  contacts: [],
  suggestions: [],
  measures: papers.flatMap((paper) => agreed(paper) ?? []).filter(({ day }) => day >= candidate.zero && day <= cutOff),
  ...(one.lost && one.lost.day <= cutOff ? { ended: one.lost } : {}),
});

/** Who agreed before the study began, or after the last day to join. */
const isOutside = ({ zero }: Candidate, { from, until }: Study): boolean => zero < from || (until !== undefined && zero > until);
/** Nobody, where the practice compares nothing on the day from which they are counted. */
export const compared = async (practice: Practice, study: Study, cutOff: LocalDate, samples: Pick<SampleStore, 'all' | 'papers'>): Promise<Compared> => {
  if (!practice.arms?.some(({ arm }) => arm === 'comparison')) return { candidates: [], participants: [], unchecked: 0 };
  const [all, papers] = await Promise.all([samples.all(study.id, practice.id), samples.papers(study.id, practice.id)]);
  const of = Map.groupBy(papers, ({ number }) => number);
  const each = all
    .map((one) => ({ one, candidate: candidateOf(one, study, cutOff) }))
    .filter(({ candidate }) => armOn(practice.arms, candidate.zero) === 'comparison' && !isOutside(candidate, study));
  return {
    candidates: each.map(({ candidate }) => candidate),
    participants: each.map(({ one, candidate }) => participantOf(candidate, one, of.get(one.number) ?? [], cutOff)),
    unchecked: papers.filter((paper) => paperState(paper) !== 'done').length,
  };
};
