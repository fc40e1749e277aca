/** One referral, for the practice that made it: how it stands, a question to answer, the message back. Whom the practitioner asked, and her notes, are not here. */
import { isOpen } from '#referral/edges';
import { taskFacet } from '#referral/facets';
import { messageBack } from '#referral/practice-view';
import type { Referral } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { button, type Filled, formTo, longText, radios, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { dayText } from '#web/frame/when';
import { bornText } from '#web/intake/alike-view';
import { act, refusedPage } from '#web/work/act';
import { type Case, caseOf } from '#web/work/case-data';
import { wordsOf } from '#web/work/choices';
import { requestView } from '#web/work/request-view';
import { nameInCase } from '#web/work/row';
import { askNameView, showName } from './ask-name.ts';
import { cameText, practiceRows, stateText, waitText } from './practice-data.ts';

const path = '/app/practice/referrals/{referral}';
const at = ({ id }: Referral) => `/app/practice/referrals/${id}`;
const reasons = ['person-declined', 'person-stopped', 'duplicate', 'other'] as const;

/** As the practice's own system reads it in the Task; of somebody sensitive no more than the neutral words. */
const messageLines = ({ referral, sensitive }: Case): string[] => {
  const own = messageBack({ ...referral, row: [] });
  if (referral.status !== 'completed' || sensitive) return own === '' ? [] : own.split('\n');
  return (taskFacet(referral).outcomes ?? []).map(({ activity, outcome }) => [activity, outcome].filter(Boolean).join(': '));
};
const messageView = (found: Case, visit: Visit): Html => {
  const { one } = visit.words.practice;
  const { referral, known } = found;
  const lines = messageLines(found);
  if (isOpen(referral.status) || lines.length === 0) return html`<h2>${one.message}</h2><p>${one.none}</p>`;
  const day = (instant: typeof referral.receivedAt) => dayText(londonDate(instant), visit.today, visit.words);
  const born = known ? bornText(known.person, visit.words) : '';
  const head = one.messageOf(nameInCase(found, visit), born, day(referral.receivedAt), day(referral.task.lastUpdated));
  return html`<h2 id="message-title">${one.message}</h2><p class="hub_quiet hub_no-print">${one.messageHint}</p><pre class="hub_message" tabindex="0" aria-labelledby="message-title">${[head, ...lines].join('\n')}</pre>`;
};
const replyView = ({ referral }: Case, filled: Filled, { words, who }: Visit): Html | undefined => {
  const { one } = words.practice;
  if (!referral.question || !isOpen(referral.status)) return undefined;
  return html`<section class="hub_card"><h2>${one.question}</h2><p class="hub_prewrap">${referral.question.text}</p>
${formTo(at(referral), who.csrf, html`${longText({ name: 'reply', label: one.reply, hint: one.replyHint, most: 1000, rows: 3 }, filled)}${button(one.replyButton, 'primary', 'do', 'reply')}`)}</section>`;
};
const withdrawView = ({ referral }: Case, filled: Filled, { words, who }: Visit): Html | undefined => {
  const { one } = words.practice;
  if (!isOpen(referral.status)) return undefined;
  const fields = html`${radios({ name: 'reason', label: one.reason, choices: wordsOf(reasons, one.reasons) }, filled)}${textField({ name: 'more', label: `${one.more} (${words.frame.optional})` }, filled)}${button(one.withdrawButton, 'secondary', 'do', 'withdraw')}`;
  const isTyped = text(filled.form, 'do') === 'withdraw';
  return html`<details class="ds_details hub_no-print"${isTyped && html` open`}><summary class="ds_details__summary">${one.withdraw}</summary><div class="ds_details__text"><p>${one.withdrawHint}</p>${formTo(at(referral), who.csrf, fields)}</div></details>`;
};

/** What says who it is, or why. */
const toldView = (found: Case, filled: Filled, visit: Visit): Html => {
  const { one } = visit.words.practice;
  const { referral, sent } = found;
  return html`${replyView(found, filled, visit)}${messageView(found, visit)}
<h2>${one.request}</h2>${referral.source === 'self' ? html`<p>${one.self}</p>` : requestView(referral, sent, visit)}`;
};
const pageOf = async (found: Case, filled: Filled, visit: Visit): Promise<Result> => {
  const { referral } = found;
  const { one, did } = visit.words.practice;
  const what = visit.query.get('did');
  const practice = await visit.ports.fhir.directory.practice(referral.practice);
  const wait = practice && referral.status === 'requested' ? waitText(await practiceRows(visit), practice, visit) : undefined;
  const body = html`<p>${cameText(referral, visit)}.</p><h2>${one.state}</h2><p>${stateText(referral, visit)}</p>${wait && html`<p>${wait}</p>`}
${found.masked ? askNameView(found, filled, visit) : toldView(found, filled, visit)}${withdrawView(found, filled, visit)}`;
  const notice = what !== null && Object.hasOwn(did, what) ? html`<p>${did[what as keyof typeof did]}</p>` : undefined;
  return { title: nameInCase(found, visit), back: '/app/practice', faults: filled.faults, notice, body };
};
const reply = async (found: Case, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const said = read.needed('reply', 1000);
  if (!read.isRight()) return pageOf(found, { form: visit.form, faults: read.faults() }, visit);
  const done = await act(visit, found.referral.id, { type: 'reply', text: said });
  return done.ok ? { go: `${at(found.referral)}?did=answered` } : refusedPage(done);
};
const withdraw = async (found: Case, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const { one } = visit.words.practice;
  const [code, more] = [read.chosen('reason', reasons), read.text('more')];
  if (!code || !read.isRight()) return pageOf(found, { form: visit.form, faults: read.faults() }, visit);
  const done = await act(visit, found.referral.id, { type: 'cancel', reason: { code, text: [one.reasons[code], more].filter(Boolean).join(': ') } });
  if (done.ok) return { go: `${at(found.referral)}?did=withdrawn` };
  if (done.because !== 'already-helped') return refusedPage(done);
  return pageOf(found, { form: visit.form, faults: { reason: one.alreadyHelped } }, visit);
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found || found.referral.status === 'draft') return { trouble: 'missing' };
  switch (text(visit.form, 'do')) {
    case 'reply':
      return reply(found, visit);
    case 'withdraw':
      return withdraw(found, visit);
    case 'show': {
      const faults = await showName(found, visit);
      return faults ? pageOf(found, { form: visit.form, faults }, visit) : { go: at(found.referral) };
    }
    default:
      return { trouble: 'notPossible' };
  }
};
export const onePage: Page = {
  path,
  for: ['staff'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    return found && found.referral.status !== 'draft' ? pageOf(found, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
