/** What a metric is made of: words for people, and how it is computed from the counts. */
import type { Dimension } from '#insight/counted/tally';

/** The pages of figures, in their order. */
export const views = ['delivery', 'waits', 'engagement', 'needs', 'organisations', 'outcomes', 'balancing', 'quality', 'directory'] as const;
export type View = (typeof views)[number];

export const bases = {
  received: 'by the day the referral came, in Europe/London; a past month still changes while its people are helped',
  event: 'by the day it happened, in Europe/London',
  sent: 'by the day the onward referral was sent, in Europe/London, whenever the answer came: a past month still changes while answers come in',
  baseline: 'by the month of the baseline measurement',
  now: 'as it stands now, or at the day asked for',
} as const;
export type Basis = keyof typeof bases;

/** A name without `.P@DD` counts as it stands; these count people, once in the period asked for. */
export type PeopleCount = 'people' | 'engaged' | 'sustained' | 'referredOn' | 'planned' | 'goals';
export type Compute =
  | { kind: 'count'; of: readonly string[] }
  | { kind: 'people'; of: PeopleCount }
  | { kind: 'share'; part: readonly string[]; whole: readonly string[] }
  /** Of people whose referral is so many days past: the others may yet come to it. */
  | { kind: 'people-share'; part: PeopleCount; whole: PeopleCount; followedFor: number }
  /** So many of the one for each of the other, of the same people. */
  | { kind: 'people-ratio'; top: PeopleCount; bottom: PeopleCount }
  /** `still`: may yet have it; `without`: ended without it; `within`: how many had it in so many units, and the share. */
  | { kind: 'time'; histogram: string; still: readonly string[]; without: readonly string[]; within?: number }
  /** How the counted part, by what follows the prefix. */
  | { kind: 'mix'; prefix: string }
  /** The same by the values of a dimension. */
  | { kind: 'mix-by'; dimension: Dimension; of: readonly string[] }
  /** By these counts themselves. */
  | { kind: 'mix-of'; of: readonly string[] }
  | { kind: 'needs-of-people' }
  /** `what`: what the manager enters; without it there is no figure. */
  | { kind: 'per'; of: readonly string[]; what: 'list-size' | 'wte'; times: number }
  /** Days since `name@DAY`; `longerThan`: how many are longer. */
  | { kind: 'standing'; name: 'waitingSince' | 'lastSeen'; longerThan: number }
  /** Sent so many working days ago or longer and not answered. */
  | { kind: 'unanswered' }
  | { kind: 'paired'; item: string }
  | { kind: 'ratio'; top: readonly string[]; bottom: readonly string[] }
  /** Pounds, and of how many people they are. */
  | { kind: 'money'; of: 'yearly' | 'oneOff' | 'debt' }
  /** Kept by another room, which counts it by itself. */
  | { kind: 'elsewhere'; where: string };

export type Metric = {
  name: string;
  /** As a manager asks it. */
  question: string;
  view: View;
  numerator: string;
  denominator?: string;
  basis: Basis;
  /** When the clock begins and stops, where there is one. */
  clock?: string;
  exclusions: readonly string[];
  unit: string;
  direction: 'higher' | 'lower' | 'neither';
  /** Of which it may be told apart. */
  by: readonly Dimension[];
  compute: Compute;
};
export const equity = ['simd', 'age', 'sex', 'interpreter', 'ethnicity'] as const satisfies Dimension[];
export const errors = 'referrals entered in error, with everything sent on from them';
export const duplicates = 'records merged into another: their referrals are those of one person';
export const onwardErrors = 'onward referrals entered in error';
