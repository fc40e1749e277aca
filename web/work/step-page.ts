/** Planning the one next step. */
import type { Alone, Mode, NextStep, StepKind } from '#referral/types';
import { atLondonTime, londonTime } from '#referral/working-days';
import { alongsideForm } from '#web/find/alongside';
import { button, checkbox, dayField, type Filled, formTo, select, textField } from '#web/frame/fields';
import { type Form, formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { tell, tellFields, tellingIn } from '#web/messages/tell';
import { safeContactView } from '#web/people/person-view';
import { act, refusedPage } from './act.ts';
import { type Case, caseOf } from './case-data.ts';
import { wordsOf } from './choices.ts';
import { did } from './did.ts';
import { nameInCase } from './row.ts';

const kinds = ['first-call', 'call', 'visit', 'follow-up', 'group', 'letter', 'wait-for-organisation', 'other'] as const satisfies StepKind[];
const modes = [
  'telephone',
  'practice',
  'home',
  'community',
  'walk-and-talk',
  'video',
  'text',
  'accompanied',
  'group',
  'letter',
  'other',
] as const satisfies Mode[];

const fieldsOf = (found: Case, filled: Filled, visit: Visit): Html => {
  const { words } = visit;
  const { step } = words.referral;
  const { casework } = words;
  const opened = filled.faults?.knows ?? filled.faults?.['back-by'] ?? filled.form?.get('knows')?.[0];
  return html`${select({ name: 'kind', label: step.kind, choices: wordsOf(kinds, casework.steps) }, filled)}
${dayField({ name: 'day', label: step.day }, filled, words)}
${textField({ name: 'time', label: step.time, hint: step.timeHint, width: 5, most: 5 }, filled)}
${select({ name: 'mode', label: step.mode, choices: wordsOf(modes, casework.modes) }, filled)}
${textField({ name: 'place', label: step.place }, filled)}${textField({ name: 'what', label: step.what, hint: step.whatHint }, filled)}
${checkbox({ name: 'interpreter', label: step.interpreter }, filled)}
<details class="ds_details"${opened !== undefined && opened !== '' && html` open`}><summary class="ds_details__summary">${step.alone}</summary><div class="ds_details__text"><p>${step.aloneHint}</p>
${textField({ name: 'knows', label: step.knows }, filled)}${textField({ name: 'back-by', label: step.backBy, hint: step.backByHint, width: 5, most: 5 }, filled)}</div></details>${tellFields(found, filled, visit)}${button(words.frame.save)}`;
};
const formOfStep = (step: NextStep | undefined, { today }: Visit): Form => {
  const day = step && step.day >= today ? step.day : undefined;
  return formOf({
    kind: step?.kind ?? 'call',
    'day-day': day && String(Number(day.slice(8))),
    'day-month': day && String(Number(day.slice(5, 7))),
    'day-year': day?.slice(0, 4) ?? today.slice(0, 4),
    ...{ time: step?.time, mode: step?.mode ?? 'telephone', place: step?.place, what: step?.what, interpreter: step?.interpreter && 'yes' },
    ...(step?.alone ? { knows: step.alone.knows, 'back-by': londonTime(step.alone.backBy) } : {}),
  });
};
const pageOf = (found: Case, filled: Filled, visit: Visit): Result => ({
  title: `${visit.words.referral.step.title}: ${nameInCase(found, visit)}`,
  back: `/app/work/referrals/${found.referral.id}`,
  faults: filled.faults,
  body: html`${found.known && safeContactView(found.known, visit)}${formTo(`/app/work/referrals/${found.referral.id}/step`, visit.who.csrf, fieldsOf(found, filled, visit))}`,
});

const stepIn = (visit: Submitted): { step: NextStep } | { faults: NonNullable<Filled['faults']> } => {
  const read = fieldReader(visit.form, visit.words);
  const { step: say } = visit.words.referral;
  const [kind, day, time, mode] = [read.chosen('kind', kinds), read.neededDay('day'), read.time('time'), read.chosen('mode', modes)];
  const [place, what, knows, backBy] = [read.text('place'), read.text('what'), read.text('knows'), read.time('back-by')];
  if (day && day < visit.today) read.wrong('day', visit.words.frame.faults.dayPast);
  if ((knows === '') !== (backBy === undefined)) read.wrong(knows === '' ? 'knows' : 'back-by', say.both);
  if (time && backBy && backBy <= time) read.wrong('back-by', say.backBefore);
  if (!kind || !day || !mode || !read.isRight()) return { faults: read.faults() };
  const alone: { alone?: Alone } = knows !== '' && backBy ? { alone: { knows, backBy: atLondonTime(day, backBy) } } : {};
  const interpreter = read.choice('interpreter', ['yes']) ? { interpreter: true as const } : {};
  return { step: { kind, day, mode, ...(time ? { time } : {}), ...(place ? { place } : {}), ...(what ? { what } : {}), ...interpreter, ...alone } };
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const read = stepIn(visit);
  if ('faults' in read) return pageOf(found, { form: visit.form, faults: read.faults }, visit);
  const telling = await tellingIn(found, read.step, visit);
  if (telling && 'faults' in telling) return pageOf(found, { form: visit.form, faults: telling.faults }, visit);
  const { id } = found.referral;
  const done = await act(visit, id, { type: 'plan-step', step: read.step });
  if (!done.ok) return refusedPage(done);
  const what = telling === undefined ? 'planned' : (await tell(id, telling, visit)) ? 'told' : 'not-told';
  return { go: `/app/work/referrals/${id}?${did(what)}` };
};
export const stepPage: Page = {
  path: '/app/work/referrals/{referral}/step',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    const step = new Map([...formOfStep(found.referral.casework?.next, visit), ...(await alongsideForm(found, visit))]);
    return pageOf(found, { form: visit.kept ?? step }, visit);
  },
  post,
};
