/** Closing: a reason, and a short message back to the GP. */
import { type ClosingCode, closing, closingReasons } from '#referral/closing';
import { openOnward } from '#referral/roll-up';
import type { Onward } from '#referral/types';
import { button, type Filled, formTo, longText, radios } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { act, refusedPage } from './act.ts';
import { type Case, caseOf } from './case-data.ts';
import { wordsOf } from './choices.ts';
import { did } from './did.ts';
import { namesIn } from './names.ts';
import { nameInCase } from './row.ts';

const reasons = Object.keys(closingReasons) as ClosingCode[];
const formHtml = (found: Case, filled: Filled, visit: Visit): Html => {
  const { close } = visit.words.referral;
  return formTo(
    `/app/work/referrals/${found.referral.id}/close`,
    visit.who.csrf,
    html`${radios({ name: 'reason', label: close.reason, choices: wordsOf(reasons, visit.words.closing.reasons) }, filled)}
${found.sensitive ? html`<p>${close.neutral}</p>` : longText({ name: 'message', label: close.message, hint: close.messageHint, most: 500, rows: 3 }, filled)}${button(close.button)}`,
  );
};
/** Each leads to where the request can be cancelled. */
const waitsHtml = async (found: Case, open: readonly Onward[], visit: Visit): Promise<Html> => {
  const names = await namesIn(found, visit);
  const item = ({ id, organisation }: Onward) =>
    html`<li><a href="/app/work/referrals/${found.referral.id}/onward/${id}">${names.get(organisation) ?? organisation}</a></li>`;
  return html`<p>${visit.words.referral.close.open}</p><ul>${open.map(item)}</ul>`;
};
const pageOf = async (found: Case, filled: Filled, visit: Visit): Promise<Result> => {
  const { close } = visit.words.referral;
  const open = openOnward(found.referral);
  return {
    title: `${close.title}: ${nameInCase(found, visit)}`,
    back: `/app/work/referrals/${found.referral.id}`,
    faults: filled.faults,
    body: open.length > 0 ? await waitsHtml(found, open, visit) : formHtml(found, filled, visit),
  };
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const [reason, message] = [read.chosen('reason', reasons), read.text('message', 500)];
  if (!reason || !read.isRight()) return pageOf(found, { form: visit.form, faults: read.faults() }, visit);
  const { closing: words } = visit.words;
  const told = found.sensitive ? words.neutral : [words.messages[closingReasons[reason].message], message].filter(Boolean).join(' ');
  const done = await act(visit, found.referral.id, closing(reason, told));
  return done.ok ? { go: `/app/work?${did('closed')}` } : refusedPage(done);
};
export const closePage: Page = {
  path: '/app/work/referrals/{referral}/close',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    return found ? pageOf(found, { form: visit.kept ?? formOf({ reason: visit.query.get('reason') ?? undefined }) }, visit) : { trouble: 'missing' };
  },
  post,
};
