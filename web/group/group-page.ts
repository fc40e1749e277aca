/** A group session, written up by ticking who came: one contact for each, once. */
import { isShortId } from '#platform/ids';
import type { RefusalReason } from '#referral/refusals';
import { button, checkboxes, dayField, type Filled, formTo, hidden, radios, textField } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { act } from '#web/work/act';
import { caseloadOf } from '#web/work/case-data';
import { wordsOf } from '#web/work/choices';
import { type Member, membersIn } from './members.ts';
import { contactOf, nextFor, nexts, type Session, sessionIn } from './session.ts';

const idIn = (form: Form | undefined, { ports }: Visit): string => (isShortId(text(form, 'session')) ? text(form, 'session') : ports.ids.short());

const fieldsOf = (members: readonly Member[], filled: Filled, visit: Visit): Html => {
  const { group: say } = visit.words;
  const choices = members.map(({ choice }) => choice);
  const expected = members.filter((one) => one.expected).map(({ choice }) => choice);
  return html`${hidden('session', idIn(filled.form, visit))}${textField({ name: 'name', label: say.name, hint: say.nameHint, most: 100 }, filled)}
${dayField({ name: 'day', label: say.day }, filled, visit.words)}${textField({ name: 'time', label: say.time, hint: say.timeHint, width: 5, most: 5 }, filled)}
${textField({ name: 'minutes', label: say.minutes, width: 4, most: 3, numeric: true }, filled)}${textField({ name: 'place', label: say.place, most: 100 }, filled)}
${checkboxes({ name: 'came', label: say.came, hint: say.cameHint, choices }, filled)}${expected.length > 0 && checkboxes({ name: 'missed', label: say.missed, choices: expected }, filled)}
${radios({ name: 'next', label: say.next, hint: say.nextHint, choices: wordsOf(nexts, say.nexts) }, filled)}${button(say.save)}`;
};
const begun = ({ today }: Visit): Form =>
  formOf({ 'day-day': String(Number(today.slice(8))), 'day-month': today.slice(5, 7), 'day-year': today.slice(0, 4), next: 'keep' });
const pageOf = (members: readonly Member[], filled: Filled, visit: Visit, notice?: Html): Result => {
  const { group: say } = visit.words;
  const body = members.length === 0 ? html`<p>${say.nobody}</p>` : formTo('/app/work/group', visit.who.csrf, fieldsOf(members, filled, visit));
  return { title: say.title, faults: filled.faults, notice, body };
};

const whyWords = (because: RefusalReason, { words }: Visit): string => {
  const { why } = words.group;
  if (because === 'busy' || because === 'wrong-time') return why[because];
  return why.other;
};
/** Each by itself: what one referral refuses keeps nothing from the others. Who is written up already counts as done. */
const writeUp = async (session: Session, visit: Visit): Promise<{ done: number; failed: string[] }> => {
  const all = [...session.came.map((one) => ({ one, came: true })), ...session.missed.map((one) => ({ one, came: false }))];
  const results = await Promise.all(
    all.map(async ({ one, came }) => {
      const next = nextFor(one, session, visit.today);
      const done = await act(visit, one.id, { type: 'log-contact', contact: contactOf(came, session), ...(next === undefined ? {} : { next }) });
      return done.ok || done.because === 'duplicate' ? undefined : visit.words.group.failedOne(one.name, whyWords(done.because, visit));
    }),
  );
  const failed = results.filter((one) => one !== undefined);
  return { done: results.length - failed.length, failed };
};
const post = async (visit: Submitted): Promise<Result> => {
  const members = membersIn(await caseloadOf(visit), visit);
  const session = sessionIn(idIn(visit.form, visit), members, visit);
  if ('faults' in session) return pageOf(members, { form: visit.form, faults: session.faults }, visit);
  const { done, failed } = await writeUp(session, visit);
  if (failed.length === 0) return { go: `/app/work/group/${session.id}` };
  const { group: say } = visit.words;
  return pageOf(members, { form: visit.form, faults: { came: say.failed(failed.join('; ')) } }, visit, html`<p>${say.savedAndNot(done)}</p>`);
};
export const groupPage: Page = {
  path: '/app/work/group',
  for: ['practitioner'],
  get: async (visit) => pageOf(membersIn(await caseloadOf(visit), visit), { form: visit.kept ?? begun(visit) }, visit),
  post,
};
