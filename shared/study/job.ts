/** An export from its cut-off to its archive: what is counted so far, and why it cannot be made. Pure. */
import type { PracticeId } from '#identity/types';
import type { Packed } from '#platform/archive';
import type { LocalDate } from '#platform/types';
import { type Looked, mildest } from './anonymity.ts';
import { countCandidate, countParticipant, type Flow, flowKey, type Missing, missingOf } from './flow.ts';
import type { Arm, Candidate, Participant, Study, StudyId } from './types.ts';

/** A file as it lies in pieces from 0. */
export type Piled = { pieces: number; rows: number };
export type Sealed = Packed & { rows?: number; sha256: string; pieces: number };
export type Job = {
  study: StudyId;
  cutOff: LocalDate;
  /** Version of the study, and how often people had said something, when it began: an export of what was is none of now. */
  of: { study: number; said: number };
  rev: number;
  /** In the order of the files: by pseudonym, so that the order tells nothing. */
  practices: readonly PracticeId[];
  /** How many of them are gathered. */
  at: number;
  people: number;
  flow: Flow;
  missing: Missing;
  /** Questionnaires that wait for their second entry or a third look: they count nowhere yet. */
  unchecked: number;
  files: Readonly<Record<string, Piled>>;
  /** When all is gathered: each level, mildest first. `small`: practices of which too few take part. */
  looked?: readonly Looked[];
  small?: readonly PracticeId[];
  made?: { level: number; files: readonly Sealed[] };
};

export type Counted = Pick<Job, 'flow' | 'missing' | 'people' | 'unchecked'>;
export const nothing: Counted = { flow: {}, missing: {}, people: 0, unchecked: 0 };
const plus = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> => {
  const sum: Record<string, number> = { ...one };
  for (const [key, count] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
};
const plusMissing = (one: Missing, other: Missing): Missing => {
  const sum: Record<string, { of: number; missing: number }> = { ...one };
  for (const [key, { of, missing }] of Object.entries(other)) {
    const had = sum[key] ?? { of: 0, missing: 0 };
    sum[key] = { of: had.of + of, missing: had.missing + missing };
  }
  return sum;
};
export const together = (one: Counted, other: Counted): Counted => ({
  flow: plus(one.flow, other.flow),
  missing: plusMissing(one.missing, other.missing),
  people: one.people + other.people,
  unchecked: one.unchecked + other.unchecked,
});
const counting = (of: (count: (arm: Arm, stage: Parameters<typeof flowKey>[1], reason?: string) => void) => void): Flow => {
  const flow: Record<string, number> = {};
  of((arm, stage, reason) => {
    const key = flowKey(arm, stage, reason);
    flow[key] = (flow[key] ?? 0) + 1;
  });
  return flow;
};
export const candidatesCounted = (all: readonly Candidate[], cutOff: LocalDate): Counted => ({
  ...nothing,
  flow: counting((count) => {
    for (const one of all) countCandidate(one, cutOff, count);
  }),
});
export const participantCounted = (who: Participant, { instruments }: Study, cutOff: LocalDate): Counted => ({
  ...nothing,
  people: 1,
  flow: counting((count) => countParticipant(who, instruments, cutOff, count)),
  missing: Object.fromEntries(Object.entries(missingOf(who, instruments, cutOff)).map(([key, isMissing]) => [key, { of: 1, missing: isMissing ? 1 : 0 }])),
});

export type Blocked = 'no-approval' | 'approval-over' | 'no-practices' | 'day' | 'gathering' | 'outdated' | 'nobody' | 'too-few' | 'too-big';
/** Why no export of it may begin today. */
export const blockedStudy = ({ approval, practices }: Study, today: LocalDate): Blocked | undefined => {
  if (!approval) return 'no-approval';
  if (approval.until < today || approval.on > today) return 'approval-over';
  return practices.length === 0 ? 'no-practices' : undefined;
};
/** Not after today: what is to come is not known. */
export const blockedDay = ({ from }: Study, cutOff: LocalDate, today: LocalDate): Blocked | undefined => (cutOff < from || cutOff > today ? 'day' : undefined);
const isOutdated = ({ of }: Job, study: Study, said: number): boolean => of.study !== study.versionId || of.said !== said;
export const blockedJob = (job: Job, study: Study, said: number): Blocked | undefined => {
  if (isOutdated(job, study, said)) return 'outdated';
  if (!job.looked) return 'gathering';
  if (job.people === 0) return 'nobody';
  return mildest(job.looked) ? undefined : 'too-few';
};
