/** What a step that was just done says on the next page, with a way to undo it. The address names the step; what it says is read from the referral. */

import { attemptsRule } from '#referral/attempts';
import { contactsOf } from '#referral/contacts';
import { londonTime } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import type { Words } from '#web/words/words';
import { caseOf } from './case-data.ts';
import { undoForm } from './undo-form.ts';

type Did = 'no-answer' | keyof Words['caseload']['did'];
/** To put behind an address: `?did=no-answer&referral=…&contact=…`. Opaque ids alone. */
export const did = (what: Did, about: { referral?: string; contact?: string } = {}): string =>
  `did=${what}${about.referral ? `&referral=${about.referral}` : ''}${about.contact ? `&contact=${about.contact}` : ''}`;

const noAnswer = async (visit: Visit): Promise<Html | undefined> => {
  const { words, today, at } = visit;
  const { noAnswer: say } = words.caseload;
  const found = await caseOf(visit, visit.query.get('referral') ?? undefined);
  const contact = visit.query.get('contact') ?? '';
  const logged = found && contactsOf(found.commits).find(({ contact: one }) => one.id === contact);
  const casework = found?.referral.casework;
  if (!found || !logged || logged.struck || !casework) return undefined;
  const next = casework.next ? nearDay(casework.next.day, today, words) : '';
  const to = `/app/work/referrals/${found.referral.id}`;
  const third = attemptsRule(casework.attempts, at) === 'offer-letter-or-closing';
  return html`<p>${say.done(casework.attempts.length, londonTime(logged.contact.at), next)} ${undoForm(found.referral.id, contact, visit)}</p>
${third && html`<p>${say.third} <a href="${to}/letter">${say.letter}</a> · <a href="${to}/close?reason=unable-to-contact">${say.close}</a></p>`}`;
};

export const didNotice = async (visit: Visit): Promise<Html | undefined> => {
  const what = visit.query.get('did');
  const { did: words } = visit.words.caseload;
  if (what === null) return undefined;
  if (what === 'no-answer') return noAnswer(visit);
  if (what === 'logged') {
    const [referral, contact] = [visit.query.get('referral'), visit.query.get('contact')];
    return html`<p>${words.logged} ${referral !== null && contact !== null && undoForm(referral, contact, visit)}</p>`;
  }
  return Object.hasOwn(words, what) ? html`<p>${words[what as keyof typeof words]}</p>` : undefined;
};
