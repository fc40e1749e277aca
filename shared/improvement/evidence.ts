/** What the hub itself can show of a practice's capacities: facts with the day on which they held, never a judgement. */
import type { PracticeId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import type { EvidenceName } from './capacities.ts';
import { isWithin } from './quarters.ts';
import type { Plan, TeamRole } from './types.ts';

/** `of`: out of how many. `within`: of a whole council area, since it is kept by area alone. `few`: too few to say how many. */
export type Shown = {
  what: EvidenceName;
  asOf: LocalDate;
  count: number | 'few';
  of?: number;
  within?: string;
  /** Of sessions alone. */
  minutes?: number;
  roles?: TeamRole[];
  /** Of a wait: so many still wait. */
  still?: number;
  /** Of a caseload: for each whole-time practitioner, where all of their time is this practice's. */
  perWte?: number;
  /** For each thousand on the lists of the area, where every practice's list is known. */
  perThousand?: number;
};
export type Evidence = (practice: PracticeId, quarter: LocalDate) => Promise<readonly Shown[]>;

/** A smaller number of people could tell who they are. */
const least = 5;
export const countOf = (count: number): number | 'few' => (count > 0 && count < least ? 'few' : count);
/** What the plan tells itself: what was learnt together in a quarter. */
export const learntIn = ({ sessions, stories }: Plan, quarter: LocalDate, asOf: LocalDate): Shown[] => {
  const held = sessions.filter(({ on }) => isWithin(on, quarter));
  const roles = new Set(held.flatMap(({ attended }) => Object.entries(attended).flatMap(([role, count]) => (count > 0 ? [role as TeamRole] : []))));
  const minutes = held.reduce((sum, one) => sum + one.minutes, 0);
  return [
    { what: 'sessions', asOf, count: held.length, minutes, roles: [...roles] },
    { what: 'stories', asOf, count: stories.filter(({ on }) => isWithin(on, quarter)).length },
  ];
};
