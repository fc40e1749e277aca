/** A new referral on one page: accept, send back, or ask the practice. */

import type { LocalDate } from '#platform/types';
import { nextTry } from '#referral/attempts';
import { calendar } from '#referral/working-days';
import { concernLink, concernsOf } from '#web/concern/of-person';
import { showNameView } from '#web/cover/show-name';
import { button, dayField, formTo, longText, select } from '#web/frame/fields';
import type { Faults } from '#web/frame/form';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { dayText } from '#web/frame/when';
import { twiceView } from '#web/intake/twice-view';
import { personView, safeContactView } from '#web/people/person-view';
import { act, refusedPage } from './act.ts';
import { type Case, caseOf } from './case-data.ts';
import { did } from './did.ts';
import { otherReferralsView } from './other-referrals.ts';
import { requestView, warningsView } from './request-view.ts';
import { flagsFor, nameInCase } from './row.ts';

type Filled = { form?: Form | undefined; faults?: Faults | undefined };
const path = '/app/work/referrals/{referral}/triage';

/** Today where it is pressing, else as after a call that nobody answered. */
const firstCallDay = async ({ referral }: Case, { ports, today }: Visit): Promise<LocalDate> => {
  const usual = nextTry(today, calendar((await ports.fhir.directory.area(referral.area))?.holidays));
  const presses = referral.urgency !== 'routine' || (referral.neededBy !== undefined && referral.neededBy <= usual);
  return presses ? today : usual;
};
const dayForm = (day: LocalDate): Form =>
  formOf({ 'first-day': String(Number(day.slice(8))), 'first-month': String(Number(day.slice(5, 7))), 'first-year': day.slice(0, 4) });

const acceptForm = ({ referral }: Case, day: LocalDate, filled: Filled, visit: Visit): Html => {
  const { triage } = visit.words.referral;
  const form = filled.form?.has('first-day') ? filled.form : dayForm(day);
  return formTo(
    `/app/work/referrals/${referral.id}/triage`,
    visit.who.csrf,
    html`<input type="hidden" name="seen" value="${referral.task.versionId}">${dayField({ name: 'first', label: triage.firstCall, hint: triage.acceptHint(dayText(day, visit.today, visit.words)) }, { ...filled, form }, visit.words)}${button(triage.accept, 'primary', 'do', 'accept')}`,
  );
};
const otherWays = ({ referral }: Case, filled: Filled, visit: Visit): Html => {
  const { triage } = visit.words.referral;
  const to = `/app/work/referrals/${referral.id}/triage`;
  const choices = [{ value: '', label: '' }, ...Object.entries(triage.reasons).map(([value, label]) => ({ value, label }))];
  const seen = html`<input type="hidden" name="seen" value="${referral.task.versionId}">`;
  const opened = (field: string) => (filled.faults?.[field] ? html` open` : undefined);
  return html`<details class="ds_details"${opened('reason')}><summary class="ds_details__summary">${triage.notForUs}</summary><div class="ds_details__text">
${formTo(to, visit.who.csrf, html`${seen}${select({ name: 'reason', label: triage.reason, hint: triage.notForUsHint, choices }, filled)}${longText({ name: 'more', label: triage.reasonText, most: 1000, rows: 2 }, filled)}${button(triage.sendBack, 'secondary', 'do', 'reject')}`)}</div></details>
<details class="ds_details"${opened('question')}><summary class="ds_details__summary">${triage.ask}</summary><div class="ds_details__text">
${formTo(to, visit.who.csrf, html`${seen}${longText({ name: 'question', label: triage.askLabel, hint: triage.askHint, most: 1000, rows: 3 }, filled)}${button(triage.askButton, 'secondary', 'do', 'ask')}`)}</div></details>`;
};

const pageOf = async (found: Case, filled: Filled, visit: Visit): Promise<Result> => {
  const { referral, sent, known } = found;
  const { triage, person, request } = visit.words.referral;
  const day = await firstCallDay(found, visit);
  const [others, twice] = found.masked ? [] : await Promise.all([otherReferralsView(found, visit), twiceView(found, visit)]);
  const body = html`${found.masked && showNameView(found, visit)}<p>${flagsFor(referral, known, visit)}</p>${warningsView(referral, visit)}${known && safeContactView(known, visit)}
${referral.question && !found.masked && html`<div class="ds_inset-text"><div class="ds_inset-text__text"><p>${triage.waiting}</p><p>${referral.question.text}</p></div></div>`}
${
  !found.masked &&
  html`<div class="hub_columns"><section><h2>${request.title}</h2>${requestView(referral, sent, visit)}</section>
<section><h2>${person.title}</h2>${twice}${known && personView(known, visit)}<h3>${person.others}</h3>${others}</section></div>`
}
${acceptForm(found, day, filled, visit)}${otherWays(found, filled, visit)}${concernLink(known?.person ?? { id: referral.person }, referral.id, visit)}${known && (await concernsOf(known.person, visit))}`;
  return { title: triage.title(nameInCase(found, visit)), back: '/app/work', wide: true, faults: filled.faults, body };
};

const shownAgain = (found: Case, faults: Faults, visit: Submitted): Promise<Result> => pageOf(found, { form: visit.form, faults }, visit);
const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const seen = Number(text(visit.form, 'seen')) || undefined;
  const { triage } = visit.words.referral;
  const { id } = found.referral;
  const ended = async (done: Awaited<ReturnType<typeof act>>, what: Parameters<typeof did>[0]): Promise<Result> =>
    done.ok ? { go: `/app/work?${did(what)}` } : refusedPage(done);
  switch (text(visit.form, 'do')) {
    case 'accept': {
      const day = read.neededDay('first');
      if (day && day < visit.today) read.wrong('first', visit.words.frame.faults.dayPast);
      if (!day || !read.isRight()) return shownAgain(found, read.faults(), visit);
      return ended(await act(visit, id, { type: 'accept', next: { kind: 'first-call', day, mode: 'telephone' } }, seen), 'accepted');
    }
    case 'reject': {
      const code = read.chosen('reason', Object.keys(triage.reasons) as (keyof typeof triage.reasons)[]);
      const more = read.text('more', 1000);
      if (!code || !read.isRight()) return shownAgain(found, read.faults(), visit);
      return ended(await act(visit, id, { type: 'reject', reason: { code, text: more || triage.reasons[code] } }, seen), 'declined');
    }
    case 'ask': {
      const question = read.needed('question', 1000);
      return read.isRight() ? ended(await act(visit, id, { type: 'ask', text: question }, seen), 'asked') : shownAgain(found, read.faults(), visit);
    }
    default:
      return { trouble: 'notPossible' };
  }
};
export const triagePage: Page = {
  path,
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    if (found.referral.status !== 'requested') return { go: `/app/work/referrals/${found.referral.id}` };
    return pageOf(found, { form: visit.kept }, visit);
  },
  post,
};
