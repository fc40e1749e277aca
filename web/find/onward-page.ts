/** One onward referral: what was asked and answered, what they see, and cancelling it. */
import { isOpen } from '#referral/edges';
import { fieldsFor } from '#referral/onward-told';
import type { Filled } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import { inARow } from '#web/frame/in-a-row';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { momentText } from '#web/frame/when';
import { act, refusedPage } from '#web/work/act';
import { type Case, caseOf } from '#web/work/case-data';
import { did } from '#web/work/did';
import { summaryList } from '#web/work/summary-list';
import { instead, placeOf } from './find-page.ts';
import { type OnwardCase, onwardsOf } from './onward-data.ts';
import { cancelForm, cancelReasons, longestReply, replyField, replyForm } from './onward-forms.ts';
import { nameOf, stateText } from './onward-view.ts';

const threadView = ({ thread }: OnwardCase, { words, at }: Visit): Html => {
  const { onwards } = words;
  if (thread.length === 0) return html`<p>${onwards.nothingSaid}</p>`;
  return html`<ol class="hub_history">${thread.map((said) => html`<li><p class="hub_quiet">${onwards.by[said.by]} · ${momentText(said.at, at, words)}</p><p class="hub_prewrap">${said.text}</p></li>`)}</ol>`;
};
const toldView = ({ onward, service, answers }: OnwardCase, { words }: Visit): Html => {
  const { onwards, referring } = words;
  const fields = fieldsFor(onward, service).map((field) => referring.fields[field]);
  return summaryList([
    [onwards.told, fields.length > 0 ? inARow(fields) : referring.seesNothing],
    [onwards.answers, answers.map(({ question, text: answer }) => html`<p>${question} <strong>${answer}</strong></p>`)],
  ]);
};
const pageOf = (one: OnwardCase, found: Case, filled: Filled, visit: Visit): Result => {
  const { words } = visit;
  const { onward } = one;
  const at = `${placeOf(found)}/onward/${onward.id}`;
  const open = isOpen(onward.status);
  return {
    title: nameOf(one),
    back: placeOf(found),
    faults: filled.faults,
    body: html`<p><strong>${stateText(one, visit)}</strong></p>${toldView(one, visit)}<section><h2>${words.onwards.thread}</h2>${threadView(one, visit)}${open && onward.question && replyForm(one, at, filled, visit)}</section>
${open && !onward.cancellation && cancelForm(at, filled, visit)}`,
  };
};

type Opened = { found: Case; one: OnwardCase };
const opened = async (visit: Visit): Promise<Opened | undefined> => {
  const found = await caseOf(visit, visit.params.referral);
  const one = found && (await onwardsOf(found, false, visit)).find(({ onward }) => onward.id === visit.params.onward);
  return found && one ? { found, one } : undefined;
};
const reply = async ({ found, one }: Opened, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const said = read.needed(replyField(one), longestReply);
  if (!read.isRight()) return pageOf(one, found, { form: visit.form, faults: read.faults() }, visit);
  const done = await act(visit, found.referral.id, { type: 'reply-onward', onward: one.onward.id, text: said });
  return done.ok || done.because === 'no-question' ? { go: `${placeOf(found)}?${did('replied')}` } : refusedPage(done);
};
const cancel = async ({ found, one }: Opened, visit: Submitted): Promise<Result> => {
  const { onwards } = visit.words;
  const read = fieldReader(visit.form, visit.words);
  const [code, more] = [read.chosen('reason', cancelReasons), read.text('more', 500)];
  if (!code || !read.isRight()) return pageOf(one, found, { form: visit.form, faults: read.faults() }, visit);
  const done = await act(visit, found.referral.id, { type: 'cancel-onward', onward: one.onward.id, reason: { code, text: more || onwards.reasons[code] } });
  return done.ok ? { go: `${placeOf(found)}?${did('cancelled')}` } : refusedPage(done);
};
export const onwardPage: Page = {
  path: '/app/work/referrals/{referral}/onward/{onward}',
  for: ['practitioner'],
  get: async (visit) => {
    const all = await opened(visit);
    if (!all) return { trouble: 'missing' };
    return (all.found.masked && instead(all.found, visit.words.onwards.title, visit)) || pageOf(all.one, all.found, { form: visit.kept }, visit);
  },
  post: async (visit) => {
    const all = await opened(visit);
    if (!all) return { trouble: 'missing' };
    if (all.found.masked) return { go: placeOf(all.found) };
    return text(visit.form, 'do') === 'reply' ? reply(all, visit) : cancel(all, visit);
  },
};
