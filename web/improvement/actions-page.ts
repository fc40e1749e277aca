/** What has to be done for a plan beside its cycles. */
import { capacities } from '#improvement/capacities';
import { isOverdue } from '#improvement/plan';
import { type Action, type Plan, teamRoles } from '#improvement/types';
import { press, rowOf, rowsOf } from '#web/community/parts';
import { button, dayField, type Filled, formTo, hidden, select } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay } from '#web/set-up/parts';
import { type Owned, planPage, planPath } from './owned.ts';
import { chosenFirst, didNotice, lineField, longest, newField, newIn, noPerson, ownerField, stamped, textWithoutPerson, went } from './parts.ts';
import { capitalised } from './said.ts';
import { adding, saving } from './saving.ts';

const to = ({ practice }: Owned) => planPath(practice, '/actions');
const rowFor = (action: Action, one: Owned, visit: Visit): Html => {
  const { actions: say, capacities: names, roles } = visit.words.improvement;
  const { id, text: what, owner, due, doneOn, capacity } = action;
  const who = capitalised(roles[owner]);
  const how = doneOn ? say.doneOn(who, fullDay(doneOn, visit)) : say.by(who, fullDay(due, visit));
  const button = (name: string, label: string, aria: string) => press({ to: to(one), what: name, entry: id, label, aria }, visit);
  const acts = doneOn
    ? button('reopen', say.reopen, say.reopenWhat(what))
    : html`${button('done', say.done, say.doneWhat(what))}${button('take-out', say.takeOut, say.takeOutWhat(what))}`;
  const late = isOverdue(action, visit.today) && html` <span class="hub_flag hub_flag--danger">${say.late}</span>`;
  return rowOf(html`<p>${what}${late}</p><p class="hub_quiet">${names[capacity].name}. ${how}</p>`, one.mayChange ? acts : undefined);
};
const addForm = (one: Owned, filled: Filled, visit: Visit): Html => {
  const { actions: say, capacities: names } = visit.words.improvement;
  const choices = chosenFirst(
    capacities.map((value) => ({ value, label: names[value].name })),
    visit,
  );
  const fields = html`${hidden('do', 'add')}${newField(filled, visit)}${lineField('action', say.action, filled)}${select({ name: 'capacity', label: say.capacity, choices }, filled)}${ownerField(filled, say.owner, visit)}${dayField({ name: 'due', label: say.due }, filled, visit.words)}${button(say.add)}`;
  return html`<section><h2>${say.add}</h2>${noPerson(visit)}${formTo(to(one), visit.who.csrf, fields)}</section>`;
};
const view = (one: Owned, filled: Filled, visit: Visit): Result => {
  const { actions: say } = visit.words.improvement;
  const { actions } = one.plan;
  const listed = [...actions.filter(({ doneOn }) => !doneOn), ...actions.filter(({ doneOn }) => doneOn)].map((action) => rowFor(action, one, visit));
  return {
    title: say.title,
    back: planPath(one.practice),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${rowsOf(listed, say.empty)}${one.mayChange && addForm(one, filled, visit)}`,
  };
};
const add = async (one: Owned, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const words = textWithoutPerson(read, 'action', longest.line, 'needed', visit);
  const [capacity, owner, due] = [read.chosen('capacity', capacities), read.chosen('owner', teamRoles), read.neededDay('due')];
  if (!capacity || !owner || !due || !read.isRight()) return view(one, { form: visit.form, faults: read.faults() }, visit);
  const after: Action = { kind: 'action', ...stamped(undefined, newIn(visit), visit), text: words, capacity, owner, due };
  return adding(one, visit, [after], went(to(one), 'added'));
};
type Act = { did: 'done' | 'reopened' | 'removed'; after(before: Action, visit: Visit): Action };
const acts: Readonly<Record<string, Act>> = {
  done: { did: 'done', after: (before, { today }) => ({ ...before, doneOn: today }) },
  reopen: { did: 'reopened', after: ({ doneOn: _, ...before }) => before },
  'take-out': { did: 'removed', after: (before) => ({ ...before, removed: true }) },
};
const post = async (one: Owned, visit: Submitted): Promise<Result> => {
  const what = text(visit.form, 'do');
  if (what === 'add') return add(one, visit);
  const act = Object.hasOwn(acts, what) ? acts[what] : undefined;
  if (!act) return { trouble: 'notPossible' };
  const now = ({ actions }: Plan) => actions.find(({ id }) => id === text(visit.form, 'entry'));
  const changes = (plan: Plan) => {
    const before = now(plan);
    return before && [{ before, after: { ...act.after(before, visit), ...stamped(before, '', visit) } }];
  };
  return saving(one, visit, { now, changes, to: went(to(one), act.did) });
};
export const actionsPage: Page = planPage('/actions', { manager: 'reads', get: (one, visit) => view(one, { form: visit.kept }, visit), post });
