/** How a goal goes, in the person's view: a tick and a line, with everything said of it before. */
import { button, type Filled, formTo, radios, textField } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { progresses, withProgress } from './goal-resource.ts';
import { goalHistory, goalView } from './goal-view.ts';
import { goalVersions } from './goals.ts';
import { goalAddress, lookingAtGoal, type One, saveGoal, savingGoal, seenField } from './one-goal.ts';
import { referralField } from './subject.ts';

const mostLine = 300;
const historyOf = async (one: One, visit: Visit): Promise<Html> => {
  const { progress, goal } = visit.words.matters;
  return html`<p><a href="${goalAddress(one)}/change${one.subject.query}">${goal.change}</a></p>
<section><h2>${progress.history}</h2>${await goalHistory(await goalVersions(one.goal, visit), visit)}</section>`;
};
const pageOf = async (one: One, filled: Filled, visit: Visit, lost?: Html): Promise<Result> => {
  const { progress } = visit.words.matters;
  const { subject, goal } = one;
  const fields = html`${referralField(subject)}${seenField(one, filled.form)}
${radios({ name: 'progress', label: progress.how, choices: wordsOf(progresses, progress.words) }, filled)}
${textField({ name: 'line', label: progress.line, hint: progress.lineHint, most: mostLine }, filled)}${button(visit.words.frame.save)}`;
  const now = lost ?? (!subject.masked && html`<div class="hub_card">${goalView(goal, visit)}</div>`);
  return {
    title: `${progress.title} ${subject.name}`,
    back: `${subject.address}${subject.query}`,
    faults: filled.faults,
    ...(lost ? { status: 409 } : {}),
    body: html`${now}${formTo(goalAddress(one), visit.who.csrf, fields)}${!subject.masked && (await historyOf(one, visit))}`,
  };
};
const save = async (one: One, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const [progress, line] = [read.chosen('progress', progresses), read.text('line', mostLine)];
  if (!progress || !read.isRight()) return pageOf(one, { form: visit.form, faults: read.faults() }, visit);
  const { who, at, today } = visit;
  const by = who.caller.kind === 'practitioner' ? `Practitioner/${who.caller.practitioner}` : '';
  const changed = withProgress(one.goal.resource, { progress, line, at, today, by });
  return saveGoal(one, changed, visit, (now, form, lost) => pageOf(now, { form }, visit, lost));
};
export const progressPage: Page = {
  path: '/app/work/people/{person}/matters/goals/{goal}',
  for: ['practitioner'],
  get: lookingAtGoal((one, visit) => pageOf(one, { form: visit.kept }, visit)),
  post: savingGoal(save),
};
