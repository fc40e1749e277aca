/** Mending a goal: other words, another first step, another day, and the theme it belongs to. */
import { button, type Filled, formTo } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { formOfGoal, goalFields, planIn, themeField } from './goal-form.ts';
import { withPlan } from './goal-resource.ts';
import { goalAddress, lookingAtGoal, type One, saveGoal, savingGoal, seenField } from './one-goal.ts';
import { referralField } from './subject.ts';

const pageOf = async (one: One, filled: Filled, visit: Visit, lost?: Html): Promise<Result> => {
  const { goal: say } = visit.words.matters;
  const fields = html`${referralField(one.subject)}${seenField(one, filled.form)}${goalFields(filled, visit)}${themeField(filled, visit)}${button(say.save)}`;
  return {
    title: `${say.changeTitle}: ${one.subject.name}`,
    back: `${goalAddress(one)}${one.subject.query}`,
    faults: filled.faults,
    ...(lost ? { status: 409 } : {}),
    body: html`${lost}${formTo(`${goalAddress(one)}/change`, visit.who.csrf, fields)}`,
  };
};
const save = async (one: One, visit: Submitted): Promise<Result> => {
  const read = planIn(visit, one.goal);
  if ('faults' in read) return pageOf(one, { form: visit.form, faults: read.faults }, visit);
  const { theme } = read.plan;
  const changed = withPlan(one.goal.resource, read.plan, theme && visit.words.matters.goal.themes[theme]);
  return saveGoal(one, changed, visit, (now, form, lost) => pageOf(now, { form }, visit, lost));
};
export const changeGoalPage: Page = {
  path: '/app/work/people/{person}/matters/goals/{goal}/change',
  for: ['practitioner'],
  get: lookingAtGoal((one, visit) => pageOf(one, { form: visit.kept ?? formOfGoal(one.goal) }, visit)),
  post: savingGoal(save),
};
