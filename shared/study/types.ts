/** A study that evaluates the programme, and who takes part in it. Plain data, no rules. */
import type { ArmName } from '#directory/over-time';
import type { Instrument } from '#directory/types';
import type { PracticeId } from '#identity/types';
import type { Deprivation } from '#people/simd';
import type { Timepoint } from '#people/timepoints';
import type { Brand, Instant, LocalDate } from '#platform/types';

export type StudyId = Brand<'StudyId'>;
/** Who allowed it, under which reference, and how long it holds; recorded by a manager. */
export type Approval = { reference: string; body: string; on: LocalDate; until: LocalDate; by: string; recordedAt: Instant };
export type Study = {
  id: StudyId;
  name: string;
  practices: readonly PracticeId[];
  instruments: readonly Instrument[];
  /** People who come in this time take part; without `until` it goes on. */
  from: LocalDate;
  until?: LocalDate;
  /** Without it nothing leaves the hub. */
  approval?: Approval;
  versionId: number;
  lastUpdated: Instant;
  by: string;
};
/** In which a person takes part. */
export type Arm = Exclude<ArmName, 'not-in-study'>;

/** What somebody said when they were asked to take part. `day`: when it was said. `by`: who asked, as `nameOf` says it. */
export type Said = { gives: boolean; day: LocalDate; at: Instant; by: string };
export const sexes = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof sexes)[number];
export const lostReasons = [
  'person-died',
  'moved-away',
  'unable-to-contact',
  'person-stopped',
  'declined',
  'lost-contact',
  'not-right-today',
  'no-interpreter',
] as const;
export type LostReason = (typeof lostReasons)[number];

export type Value = { code: string; text: string };
/** `absent`: why there are no values. */
export type Measured = { instrument: Instrument; day: LocalDate; by: 'practitioner' | 'organisation' | 'collector'; values: readonly Value[]; absent?: string };
export type Dose = { day: LocalDate; mode: string; outcome: string; twoWay: boolean; minutes?: number };
/** An organisation that somebody was referred on to. */
export type Suggestion = {
  day: LocalDate;
  resource: string;
  kind?: string;
  need?: string;
  answer?: { day: LocalDate; accepted: boolean };
  /** The first time that the person came, or that something was done for them. */
  attended?: LocalDate;
};
/** Who is eligible, as far as a list tells. `zero`: the day from which theirs are counted. */
export type Candidate = {
  /** Of the person within the hub; it never leaves. */
  key: string;
  practice: PracticeId;
  arm: Arm;
  zero: LocalDate;
  said: readonly Said[];
  age?: number;
  sex: Sex;
  simd: Deprivation;
};
export type Course = {
  firstContact?: LocalDate;
  contacts: readonly Dose[];
  suggestions: readonly Suggestion[];
  measures: readonly Measured[];
  ended?: { day: LocalDate; reason: string };
};
export type Participant = Candidate & Course & { pseudonym: string };
export type Placed = Measured & { timepoint: Timepoint };
