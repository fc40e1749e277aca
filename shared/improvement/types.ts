/** A practice's development plan: what its team thinks of itself, wants, tries and learns. Nothing in it is about a patient, and who took part is said by role. */
import type { UserId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Capacity } from './capacities.ts';

export const teamRoles = ['links-practitioner', 'gp', 'nurse', 'manager', 'reception', 'other'] as const;
export type TeamRole = (typeof teamRoles)[number];
export const scores = ['1', '2', '3', '4', '5'] as const;
export type Score = (typeof scores)[number];
export const aimStates = ['open', 'reached', 'left'] as const;
export const decisions = ['adopt', 'adapt', 'abandon'] as const;

/** Every part of a plan: which version of it this is, when it was written and by whom of those who sign in. `removed`: taken out. */
type Part<Kind extends string> = {
  kind: Kind;
  id: string;
  versionId: number;
  lastUpdated: Instant;
  by: UserId;
  byName: string;
  removed?: true;
};
/** One to a quarter, whose first day is its id. 5 is best. */
export type Rating = Part<'rating'> & { scores: Partial<Record<Capacity, Score>>; roles: TeamRole[]; note?: string };
export type Aim = Part<'aim'> & { capacity: Capacity; text: string; state: (typeof aimStates)[number] };
export type Value = { day: LocalDate; value: number };
/** `values`: in the order of their days, one to a day. */
export type Measure = Part<'measure'> & { aim: string; name: string; unit: string; how?: string; values: Value[] };
/** Plan, do, study, act. `did`, `study` and what follows are not known while it runs. */
export type Cycle = Part<'cycle'> & {
  aim: string;
  measure?: string;
  idea: string;
  plan?: string;
  predicted: string;
  from: LocalDate;
  to: LocalDate;
  owner: TeamRole;
  did?: string;
  study?: string;
  decision?: (typeof decisions)[number];
  act?: string;
};
export type Action = Part<'action'> & { capacity: Capacity; text: string; owner: TeamRole; due: LocalDate; doneOn?: LocalDate };
/** Shared learning. `attended`: how many of each role. */
export type Session = Part<'session'> & { on: LocalDate; minutes: number; topic: string; attended: Partial<Record<TeamRole, number>> };
export type PlanStory = Part<'story'> & { on: LocalDate; text: string };
/** Of the manager of the area, to the team. */
export type Comment = Part<'comment'> & { text: string };
export type Entry = Rating | Aim | Measure | Cycle | Action | Session | PlanStory | Comment;
export type Kind = Entry['kind'];
export type Plan = {
  ratings: Rating[];
  aims: Aim[];
  measures: Measure[];
  cycles: Cycle[];
  actions: Action[];
  sessions: Session[];
  stories: PlanStory[];
  comments: Comment[];
};
/** So many values stand in one measure at most: three years of fortnights. */
export const mostValues = 80;
