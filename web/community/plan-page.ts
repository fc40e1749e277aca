/** What was agreed with an organisation, and what it needs and hopes for. */
import { addAction, addDevelopment, markAction, markDevelopment, removeAction, removeDevelopment } from '#directory/casework-changes';
import { changeRelationship, relationshipOf } from '#directory/casework-store';
import { type Action, type Development, developmentKinds, most } from '#directory/casework-types';
import { dayField, type Filled, radios, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay } from '#web/set-up/parts';
import { wordsOf } from '#web/work/choices';
import { doneActions, openActions } from './actions.ts';
import { type One, organisationPath } from './organisations.ts';
import { afterKept, deps, didNotice, doing, filledFor, form, organisationPage, press, rowOf, rowsOf } from './parts.ts';

const to = (one: One) => `${organisationPath(one)}/plan`;
const longest = 300;
const actionRow = (action: Action, one: One, visit: Visit): Html => {
  const { plan: say } = visit.words.community;
  const { remove, removeWhat } = visit.words.setUp;
  const { id, text: what, owner, by, doneOn } = action;
  const state = doneOn ? say.doneOn(fullDay(doneOn, visit)) : say.due(owner, fullDay(by, visit));
  const late = !doneOn && by < visit.today && html` <span class="hub_flag hub_flag--danger">${say.late}</span>`;
  const acts = doneOn
    ? press({ to: to(one), what: 'reopen', entry: id, label: say.reopen, aria: say.reopenWhat(what) }, visit)
    : html`${press({ to: to(one), what: 'done', entry: id, label: say.done, aria: say.doneWhat(what) }, visit)}${press({ to: to(one), what: 'remove-action', entry: id, label: remove, aria: removeWhat(what) }, visit)}`;
  return rowOf(html`<p>${what}${late}</p><p class="hub_quiet">${doneOn ? `${owner}, ${state}` : state}</p>`, acts);
};
const developmentRow = ({ id, kind, text: what, metOn }: Development, one: One, visit: Visit): Html => {
  const { plan: say } = visit.words.community;
  const { remove, removeWhat } = visit.words.setUp;
  const mark = metOn
    ? press({ to: to(one), what: 'again', entry: id, label: say.again, aria: say.againWhat(what) }, visit)
    : press({ to: to(one), what: 'met', entry: id, label: say.met, aria: say.metWhat(what) }, visit);
  const take = press({ to: to(one), what: 'remove-development', entry: id, label: remove, aria: removeWhat(what) }, visit);
  return rowOf(html`<p>${say.kinds[kind]}: ${what}</p>${metOn && html`<p class="hub_quiet">${say.metOn(fullDay(metOn, visit))}</p>`}`, html`${mark}${take}`);
};
const view = async (one: One, filled: Filled, visit: Visit): Promise<Result> => {
  const { plan: say, one: empty } = visit.words.community;
  const { actions, development } = await relationshipOf(visit.ports.access, one.id);
  const [action, wish] = [filledFor('add-action', filled), filledFor('add-development', filled)];
  const actionFields = html`${textField({ name: 'action', label: say.action, most: longest }, action)}${textField({ name: 'owner', label: say.owner, most: 120 }, action)}${dayField({ name: 'by', label: say.by }, action, visit.words)}`;
  const wishFields = html`${radios({ name: 'kind', label: say.kind, choices: wordsOf(developmentKinds, say.kinds) }, wish)}${textField({ name: 'what', label: say.what, most: longest }, wish)}`;
  const listed = [...openActions(actions), ...doneActions(actions)].map((entry) => actionRow(entry, one, visit));
  return {
    title: say.title(one.name),
    back: organisationPath(one),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<section><h2>${say.actions}</h2>${rowsOf(listed, empty.noActions)}${form(to(one), 'add-action', actionFields, say.addAction, visit)}</section>
<section><h2>${say.development}</h2>${rowsOf(
      development.map((entry) => developmentRow(entry, one, visit)),
      empty.noDevelopment,
    )}${form(to(one), 'add-development', wishFields, say.add, visit)}</section>`,
  };
};

type Again = (faults: Filled['faults']) => Promise<Result>;
const againOf =
  (one: One, visit: Submitted): Again =>
  (faults) =>
    view(one, { form: visit.form, faults }, visit);
const actionAdded = async (one: One, visit: Submitted): Promise<Result> => {
  const { plan: say } = visit.words.community;
  const read = fieldReader(visit.form, visit.words);
  const [what, owner, by] = [read.needed('action', longest), read.needed('owner', 120), read.neededDay('by')];
  const again = againOf(one, visit);
  if (!by || !read.isRight()) return again(read.faults());
  const kept = await changeRelationship(one.id, 'actions', addAction({ id: visit.ports.ids.short(), text: what, owner, by }), deps(visit));
  return afterKept(kept, to(one), 'added', () => again({ action: say.fullActions(most.actions) }));
};
const developmentAdded = async (one: One, visit: Submitted): Promise<Result> => {
  const { plan: say } = visit.words.community;
  const read = fieldReader(visit.form, visit.words);
  const [kind, what] = [read.chosen('kind', developmentKinds), read.needed('what', longest)];
  const again = againOf(one, visit);
  if (!kind || !read.isRight()) return again(read.faults());
  const kept = await changeRelationship(
    one.id,
    'development',
    addDevelopment({ id: visit.ports.ids.short(), kind, text: what, since: visit.today }),
    deps(visit),
  );
  return afterKept(kept, to(one), 'added', () => again({ what: say.fullDevelopment(most.development) }));
};
type Act = { fields: 'actions' | 'development'; did: 'done' | 'reopened' | 'removed'; change(id: string, visit: Visit): ReturnType<typeof removeAction> };
const acts: Readonly<Record<string, Act>> = {
  done: { fields: 'actions', did: 'done', change: (id, { today }) => markAction(id, today) },
  reopen: { fields: 'actions', did: 'reopened', change: (id) => markAction(id, undefined) },
  'remove-action': { fields: 'actions', did: 'removed', change: removeAction },
  met: { fields: 'development', did: 'done', change: (id, { today }) => markDevelopment(id, today) },
  again: { fields: 'development', did: 'reopened', change: (id) => markDevelopment(id, undefined) },
  'remove-development': { fields: 'development', did: 'removed', change: removeDevelopment },
};
const post = async (one: One, visit: Submitted): Promise<Result> => {
  const what = doing(visit.form);
  if (what === 'add-action') return actionAdded(one, visit);
  if (what === 'add-development') return developmentAdded(one, visit);
  const act = Object.hasOwn(acts, what) ? acts[what] : undefined;
  if (!act) return { trouble: 'notPossible' };
  const kept = await changeRelationship(one.id, act.fields, act.change(text(visit.form, 'entry'), visit), deps(visit));
  return afterKept(kept, to(one), act.did, () => ({ trouble: 'notPossible' }));
};
export const planPage: Page = organisationPage('/plan', { get: (one, visit) => view(one, { form: visit.kept }, visit), post });
