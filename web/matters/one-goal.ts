/** A goal that is there: how it goes, and mending it. Who was faster is not overwritten. */
import type { Goal } from 'fhir/r4.js';
import { hidden } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import type { Html } from '#web/frame/html';
import type { Result, Submitted, Visit } from '#web/frame/page';
import type { GoalShown } from './goal-resource.ts';
import { goalView } from './goal-view.ts';
import { changeGoal, goalOf, goalVersions } from './goals.ts';
import { lostView } from './lost.ts';
import { looking, type Subject, saving, toMatters } from './subject.ts';

export type One = { subject: Subject; goal: GoalShown };
type Made<Asked> = (one: One, visit: Asked) => Promise<Result>;
const withGoal =
  <Asked extends Visit>(made: Made<Asked>) =>
  async (subject: Subject, visit: Asked): Promise<Result> => {
    const goal = await goalOf(subject.known, visit.params.goal, visit);
    return goal ? made({ subject, goal }, visit) : { trouble: 'missing' };
  };
export const lookingAtGoal = (page: Made<Visit>) => looking(withGoal(page));
export const savingGoal = (save: Made<Submitted>) => saving(withGoal(save));
export const goalAddress = ({ subject, goal }: One): string => `${subject.address}/goals/${goal.id}`;

/** The version that the page shows: of what was typed it stays the one that was seen then. */
export const seenField = ({ goal }: One, form: Form | undefined): Html => hidden('seen', text(form, 'seen') || String(goal.versionId));
const lostGoal = async ({ goal }: One, visit: Visit): Promise<Html> => {
  const [newest] = await goalVersions(goal, visit);
  return lostView({ at: newest?.lastUpdated ?? visit.at, by: newest?.by ?? '' }, goalView(goal, visit), visit);
};

/** `again`: the page with what was typed, over the goal as it is now. */
export const saveGoal = async (
  { subject, goal }: One,
  changed: Goal,
  visit: Submitted,
  again: (one: One, form: Form, lost: Html) => Promise<Result>,
): Promise<Result> => {
  const kept = await changeGoal(changed, Number(text(visit.form, 'seen')) || goal.versionId, visit);
  if (kept === 'saved') return { go: toMatters(subject, 'progress') };
  const now = kept === 'changed' && !subject.masked ? await goalOf(subject.known, goal.id, visit) : undefined;
  if (!now) return { trouble: kept };
  const one = { subject, goal: now };
  return again(one, new Map([...visit.form, ['seen', [String(now.versionId)]]]), await lostGoal(one, visit));
};
