/** What the hub knows of a person that is counted: who they are, in the coarse words of a figure, and all that happened. Plain data. */
import type { EthnicGroup } from '#people/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Commit, PersonId, ReferralId } from '#referral/types';

export type Sex = 'female' | 'male' | 'other' | 'not-known';
/** A fifth of Scotland, `1` the most deprived. */
export type Fifth = '1' | '2' | '3' | '4' | '5' | 'not-known';
export type Told = {
  birthDate?: string;
  sex: Sex;
  fifth: Fifth;
  interpreter: boolean;
  ethnicity: EthnicGroup;
  /** Known by a CHI number or another of the health services. */
  numbered: boolean;
  /** Records that were found to be of the same person. */
  merged: number;
};
/** `how`: absent while it is open. `withdrawn`: no longer wanted. */
export type GoalTold = { id: string; setOn: LocalDate; ended?: { on: LocalDate; how: 'achieved' | 'partly' | 'not' | 'withdrawn' } };
/** One value of one instrument on one day. `knownAt`: since when the hub has it. */
export type MeasuredValue = { id: string; item: string; day: LocalDate; value: number; knownAt: Instant };
export type Life = {
  id: PersonId;
  told: Told;
  /** The commits of each referral, from its first on. */
  referrals: ReadonlyMap<ReferralId, readonly Commit[]>;
  goals: readonly GoalTold[];
  measured: readonly MeasuredValue[];
};

/** Of what was known at a time, the commits there were then. */
export const asKnownAt = (life: Life, asAt: Instant): Life => ({
  ...life,
  referrals: new Map(
    [...life.referrals].map(([id, commits]) => [id, commits.filter(({ at }) => at <= asAt)] as const).filter(([, commits]) => commits.length > 0),
  ),
});
