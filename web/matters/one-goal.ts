/** A goal that is there: how it goes, and mending it. Who was faster is not overwritten. */
import type { Goal } from 'fhir/r4.js';
import { hidden } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import type { Html } from '#web/frame/html';
import type { Result, Visit } from '#web/frame/page';
import type { GoalShown } from './goal-resource.ts';
import { goalView } from './goal-view.ts';
import { changeGoal, goalOf, goalVersions } from './goals.ts';
import { lostView } from './lost.ts';
import { type Subject, subjectOf, toMatters } from './subject.ts';

export type One = { subject: Subject; goal: GoalShown };
export const oneGoal = async (visit: Visit, form?: Form): Promise<One | undefined> => {
  const subject = await subjectOf(visit, form);
  const goal = subject && (await goalOf(subject.known, visit.params.goal, visit));
  return goal ? { subject, goal } : undefined;
};
export const goalAddress = ({ subject, goal }: One): string => `${subject.address}/goals/${goal.id}`;

/** The version that the page shows: of what was typed it stays the one that was seen then. */
export const seenField = ({ goal }: One, form: Form | undefined): Html => hidden('seen', text(form, 'seen') || String(goal.versionId));
export const lostGoal = async ({ goal }: One, visit: Visit): Promise<Html> => {
  const [newest] = await goalVersions(goal, visit);
  return lostView({ at: newest?.lastUpdated ?? visit.at, by: newest?.by ?? '' }, goalView(goal, visit), visit);
};

/** `again`: the page with what was typed, over the goal as it is now. */
export const saveGoal = async (
  { subject, goal }: One,
  changed: Goal,
  visit: Visit & { form: Form },
  again: (one: One, form: Form, lost: Html) => Promise<Result>,
): Promise<Result> => {
  const kept = await changeGoal(changed, Number(text(visit.form, 'seen')) || goal.versionId, visit);
  if (kept === 'saved') return { go: toMatters(subject, 'progress') };
  const now = await oneGoal(visit, visit.form);
  if (kept === 'notPossible' || !now) return { trouble: kept };
  return again(now, new Map([...visit.form, ['seen', [String(now.goal.versionId)]]]), await lostGoal(now, visit));
};
