/** An aim: its words, and how it stands. */
import { type Aim, aimStates, type Plan } from '#improvement/types';
import { button, type Filled, formTo, hidden, radios } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { type Owned, planPage, planPath } from './owned.ts';
import { lineField, longest, noPerson, stamped, textWithoutPerson, went } from './parts.ts';
import { saving } from './saving.ts';

const aimIn = ({ aims }: Plan, { params }: Visit): Aim | undefined => aims.find(({ id }) => id === params.aim);
const view = ({ practice }: Owned, { id }: Aim, filled: Filled, visit: Visit): Shown => {
  const { aim: say } = visit.words.improvement;
  const fields = html`${hidden('seen', text(filled.form, 'seen'))}${lineField('text', say.text, filled)}${radios({ name: 'state', label: say.state, choices: wordsOf(aimStates, say.states) }, filled)}${button(visit.words.frame.save)}`;
  return {
    title: say.title,
    back: planPath(practice),
    faults: filled.faults,
    body: html`${noPerson(visit)}${formTo(planPath(practice, `/aims/${id}`), visit.who.csrf, fields)}`,
  };
};
const post = async (one: Owned, visit: Submitted): Promise<Result> => {
  const aim = aimIn(one.plan, visit);
  if (!aim) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const [words, state] = [textWithoutPerson(read, 'text', longest.line, 'needed', visit), read.chosen('state', aimStates)];
  if (!state || !read.isRight()) return view(one, aim, { form: visit.form, faults: read.faults() }, visit);
  return saving(one, visit, {
    now: (plan) => aimIn(plan, visit),
    changes: (plan) => {
      const before = aimIn(plan, visit);
      return before && [{ before, after: { ...before, ...stamped(before, '', visit), text: words, state } }];
    },
    again: (form) => view(one, aim, { form }, visit),
    to: went(planPath(one.practice), 'saved'),
  });
};
export const aimPage: Page = planPage('/aims/{aim}', {
  get: (one, visit) => {
    const aim = aimIn(one.plan, visit);
    return aim
      ? view(one, aim, { form: visit.kept ?? formOf({ text: aim.text, state: aim.state, seen: String(aim.versionId) }) }, visit)
      : { trouble: 'missing' };
  },
  post,
});
