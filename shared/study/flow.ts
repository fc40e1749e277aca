/** What became of everybody who could have taken part, by arm: counts alone, each person once at each stage. */
import type { Instrument } from '#directory/types';
import type { LocalDate } from '#platform/types';
import { type Taking, takingPart } from './consent.ts';
import { followUpOf, placed } from './days.ts';
import { type Arm, type Candidate, lostReasons, type Participant } from './types.ts';

export const stages = ['eligible', 'not-asked', 'asked', 'refused', 'withdrew', 'takes-part', 'baseline', 'followed-up', 'not-due', 'lost'] as const;
export type Stage = (typeof stages)[number];
/** By `arm stage reason`; the reason of `lost` alone. */
export type Flow = Readonly<Record<string, number>>;
type Count = (arm: Arm, stage: Stage, reason?: string) => void;

export const flowKey = (arm: Arm, stage: Stage, reason = ''): string => `${arm} ${stage} ${reason}`;
export const readFlowKey = (key: string): { arm: string; stage: string; reason: string } => {
  const [arm = '', stage = '', reason = ''] = key.split(' ');
  return { arm, stage, reason };
};
const asked: Readonly<Record<Taking, readonly Stage[]>> = {
  'not-asked': ['not-asked'],
  refused: ['asked', 'refused'],
  withdrew: ['asked', 'withdrew'],
  'takes-part': ['asked', 'takes-part'],
};
export const countCandidate = ({ arm, said }: Candidate, cutOff: LocalDate, count: Count): void => {
  count(arm, 'eligible');
  for (const stage of asked[takingPart(said, cutOff)]) count(arm, stage);
};

const isLost = (reason: string | undefined): reason is string => lostReasons.some((one) => one === reason);
/** Why there is no follow-up of somebody whose time for it is over. */
const lostBy = ({ ended, measures }: Participant, window: { opens: LocalDate } | undefined): string => {
  if (isLost(ended?.reason)) return ended.reason;
  const absent = measures.findLast((one) => one.absent !== undefined && window !== undefined && one.day >= window.opens)?.absent;
  return isLost(absent) ? absent : 'not-measured';
};
/** Died or gone for good: nothing more is due of them. */
const isGone = ({ ended }: Participant): boolean => ended?.reason === 'person-died' || ended?.reason === 'moved-away';
const fateOf = (who: Participant, isFollowed: boolean, instruments: readonly Instrument[], cutOff: LocalDate): { stage: Stage; reason?: string } => {
  if (isFollowed) return { stage: 'followed-up' };
  const window = followUpOf(who, instruments);
  if (!isGone(who) && (window === undefined || cutOff <= window.closes)) return { stage: 'not-due' };
  return { stage: 'lost', reason: lostBy(who, window) };
};
export const countParticipant = (who: Participant, instruments: readonly Instrument[], cutOff: LocalDate, count: Count): void => {
  const measured = instruments.flatMap((name) => placed(who, name)).filter(({ absent }) => absent === undefined);
  const has = (wanted: string) => measured.some(({ timepoint }) => timepoint === wanted);
  if (has('baseline')) count(who.arm, 'baseline');
  const { stage, reason } = fateOf(who, has('follow-up'), instruments, cutOff);
  count(who.arm, stage, reason);
};

/** Of so many, how many are not known. */
export type Missing = Readonly<Record<string, { of: number; missing: number }>>;
/** Of a follow-up, only those count whose time for it is over or who have one. */
export const missingOf = (who: Participant, instruments: readonly Instrument[], cutOff: LocalDate): Record<string, boolean> => {
  const window = followUpOf(who, instruments);
  const measured = instruments.map((name) => [name, placed(who, name).filter(({ absent }) => absent === undefined)] as const);
  const at = (timepoint: string) => measured.map(([name, all]): [string, boolean] => [`${name} ${timepoint}`, !all.some((one) => one.timepoint === timepoint)]);
  const isOver = window !== undefined && cutOff > window.closes;
  return {
    age: who.age === undefined,
    sex: who.sex === 'unknown',
    simd: who.simd === 'not-known',
    ...Object.fromEntries(at('baseline')),
    ...Object.fromEntries(at('follow-up').filter(([, isMissing]) => isOver || !isMissing)),
  };
};
