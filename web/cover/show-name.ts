/** Asking to see who somebody sensitive is: one click for who has them, a reason from everybody else; once a day and person, and recorded. */
import { openingStore } from '#people/opening-store';
import { button, type Filled, formTo, longText } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { type Case, caseOf, isAllocated } from '#web/work/case-data';
import { nameInCase } from '#web/work/row';

const path = '/app/work/referrals/{referral}/show-name';
const placeOf = ({ referral }: Case): string => `/app/work/referrals/${referral.id}`;

/** On the person's pages, in the place of who it is. */
export const showNameView = (found: Case, visit: Visit): Html => {
  const { show } = visit.words.cover;
  const at = `${placeOf(found)}/show-name`;
  return html`<section class="hub_card"><h2>${show.title}</h2>${
    isAllocated(visit, found.referral)
      ? html`<p>${show.lead}</p>${formTo(at, visit.who.csrf, button(show.button))}`
      : html`<p>${show.others}</p><p><a href="${at}">${show.link}</a></p>`
  }</section>`;
};

const pageOf = (found: Case, filled: Filled, visit: Visit): Result => {
  const { show } = visit.words.cover;
  const mine = isAllocated(visit, found.referral);
  const reason = !mine && longText({ name: 'reason', label: show.reason, hint: show.reasonHint, most: 200, rows: 2 }, filled);
  return {
    title: `${show.title}: ${nameInCase(found, visit)}`,
    back: placeOf(found),
    faults: filled.faults,
    body: html`<p>${mine ? show.lead : show.others}</p>${formTo(`${placeOf(found)}/show-name`, visit.who.csrf, html`${reason}${button(show.button)}`)}`,
  };
};

const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  if (!found.masked || !found.known) return { go: placeOf(found) };
  const read = fieldReader(visit.form, visit.words);
  const reason = isAllocated(visit, found.referral) ? '' : read.needed('reason', 200);
  if (!read.isRight()) return pageOf(found, { form: visit.form, faults: read.faults() }, visit);
  const { area, practice } = found.referral;
  const who = { area, practice, person: found.known.person.id, user: visit.who.user.id };
  await openingStore(visit.ports.access).open({ ...who, day: visit.today, at: visit.at, ...(reason ? { reason } : {}) });
  return { go: placeOf(found) };
};
export const showNamePage: Page = {
  path,
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    return found.masked ? pageOf(found, { form: visit.kept }, visit) : { go: placeOf(found) };
  },
  post,
};
