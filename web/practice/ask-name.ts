/** Of somebody sensitive who it is stays hidden from the practice too, until one of it asks: once a day and person, and recorded. */
import { openingStore } from '#people/opening-store';
import { button, type Filled, formTo, longText } from '#web/frame/fields';
import type { Faults } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import type { Case } from '#web/work/case-data';
import { isMine } from './practice-data.ts';

/** Who sent it says no reason. */
export const askNameView = ({ referral }: Case, filled: Filled, visit: Visit): Html => {
  const { show } = visit.words.cover;
  const mine = isMine(referral, visit);
  const reason = !mine && longText({ name: 'why', label: show.reason, hint: show.reasonHint, most: 200, rows: 2 }, filled);
  const form = formTo(`/app/practice/referrals/${referral.id}`, visit.who.csrf, html`${reason}${button(show.button, 'secondary', 'do', 'show')}`);
  return html`<section class="hub_card"><h2>${show.title}</h2><p>${mine ? show.lead : visit.words.practice.one.others}</p>${form}</section>`;
};
/** What is wrong with the asking; undefined where the name is shown from now on. */
export const showName = async ({ referral, known, masked }: Case, visit: Submitted): Promise<Faults | undefined> => {
  if (!masked || !known) return undefined;
  const read = fieldReader(visit.form, visit.words);
  const reason = isMine(referral, visit) ? '' : read.needed('why', 200);
  if (!read.isRight()) return read.faults();
  const { area, practice } = referral;
  const opening = { area, practice, person: known.person.id, user: visit.who.user.id, day: visit.today, at: visit.at };
  await openingStore(visit.ports.access).open({ ...opening, ...(reason ? { reason } : {}) });
  return undefined;
};
