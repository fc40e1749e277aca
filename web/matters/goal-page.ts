/** Adding a goal. */
import { button, type Filled, formTo, hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Visit } from '#web/frame/page';
import { goalFields, planIn } from './goal-form.ts';
import { newGoal } from './goal-resource.ts';
import { addGoal } from './goals.ts';
import { looking, referralField, type Subject, saving, toMatters } from './subject.ts';

const pageOf = (subject: Subject, filled: Filled, visit: Visit): Result => {
  const { goal } = visit.words.matters;
  const once = text(filled.form, 'once') || visit.ports.ids.short();
  const fields = html`${referralField(subject)}${hidden('once', once)}${goalFields(filled, visit)}${button(goal.save)}`;
  return {
    title: `${goal.title}: ${subject.name}`,
    back: `${subject.address}${subject.query}`,
    faults: filled.faults,
    body: formTo(`${subject.address}/goal`, visit.who.csrf, fields),
  };
};
export const goalPage: Page = {
  path: '/app/work/people/{person}/matters/goal',
  for: ['practitioner'],
  get: looking(async (subject, visit) => pageOf(subject, { form: visit.kept }, visit)),
  post: saving(async (subject, visit) => {
    const read = planIn(visit);
    if ('faults' in read) return pageOf(subject, { form: visit.form, faults: read.faults }, visit);
    const goal = newGoal(read.plan, `Patient/${subject.known.person.id}`, visit.today);
    const kept = await addGoal(goal, text(visit.form, 'once'), visit);
    return kept === 'saved' ? { go: toMatters(subject, 'goal') } : { trouble: kept };
  }),
};
