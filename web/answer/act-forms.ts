/** What can be answered to a request as it stands: what is likely first, each with one big button. */
import { isOpen } from '#referral/edges';
import { isNoRoom } from '#referral/onward-limits';
import { button, dayField, type Filled, hidden, longText, radios, sending, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import { wordsOf } from '#web/work/choices';
import { listAt, type Member, requestAt } from './around.ts';
import type { Request } from './request.ts';

export const declineCodes = ['no-capacity', 'not-eligible', 'out-of-area', 'wrong-service', 'insufficient-information', 'service-closed', 'other'] as const;
export const failureCodes = ['unable-to-contact', 'person-declined', 'no-capacity', 'not-eligible', 'other'] as const;
export const outcomeCodes = ['helped', 'part', 'enough', 'elsewhere'] as const;
/** What can be answered, as the webhook says it. */
export type AnswerName = keyof Member['words']['answer']['did'];

/** What may be said again and again counts only of what was seen last; the others can be said once anyway. */
export const repeatable: readonly AnswerName[] = ['attended', 'did-not-attend', 'reference'];

type Making = { request: Request; member: Member; filled: Filled /** Of this page as it was shown: what is sent twice from it is done once. */; token: string };

/** What was typed goes back into the form that it came from, and into no other. */
const filledFor = (name: AnswerName, { filled }: Making): Filled => (text(filled.form, 'do') === name ? filled : {});
const form = (name: AnswerName, fields: Html, { request, member, token }: Making): Html => {
  const { session } = member;
  const known = html`${hidden('csrf', session.csrf)}${hidden('do', name)}${hidden('token', token)}${repeatable.includes(name) && hidden('seen', String(request.onward.task.versionId))}`;
  return html`<form method="post" action="${requestAt(request.onward.id)}" novalidate>${known}${fields}</form>`;
};
const only = (name: AnswerName, label: string, making: Making, kind: 'primary' | 'secondary' = 'secondary'): Html =>
  form(name, html`<div class="ds_button-group">${button(label, kind)}</div>`, making);
/** Open where something in it was wrong. */
const more = (label: string, name: AnswerName, content: Html, { filled }: Making): Html =>
  html`<details class="ds_details"${text(filled.form, 'do') === name && html` open`}><summary class="ds_details__summary">${label}</summary><div class="ds_details__text">${content}</div></details>`;

const yes = (making: Making): Html => {
  const { words } = making.member;
  const { acts } = words.answer;
  const filled = filledFor('accept', making);
  const fields = html`${dayField({ name: 'slot', label: acts.slot }, filled, words)}${textField({ name: 'time', label: acts.time, hint: acts.timeHint, width: 5, most: 5 }, filled)}
${textField({ name: 'worker', label: acts.worker, most: 120 }, filled)}${textField({ name: 'reference', label: acts.reference, most: 64 }, filled)}
${textField({ name: 'weeks', label: acts.weeks, most: 3, width: 4, numeric: true }, filled)}${button(acts.yesWith)}`;
  return html`${only('accept', acts.yes, making, 'primary')}${more(acts.yesMore, 'accept', form('accept', fields, making), making)}`;
};
/** A reason sends the no: full is the first, which is what Enter on a day says too. */
const no = (making: Making): Html => {
  const { words } = making.member;
  const { acts, declines } = words.answer;
  const filled = filledFor('decline', making);
  const rest = html`${dayField({ name: 'full', label: acts.fullUntil }, filled, words)}${longText({ name: 'why', label: acts.add, most: 500, rows: 2 }, filled)}`;
  const fields = html`${more(acts.addNo, 'decline', rest, making)}${sending({ name: 'reason', label: acts.why, choices: wordsOf(declineCodes, declines) }, filled)}`;
  return html`<h2>${acts.no}</h2>${form('decline', fields, making)}`;
};
/** Only who is full and did not say until when is asked. */
const fullAfterNo = ({ request: { onward, service }, member: { words, session }, filled }: Making): Html | false => {
  if (onward.status !== 'rejected' || !isNoRoom(onward.reason) || onward.fullUntil || !service) return false;
  const { capacity } = words.answer;
  const known = html`${hidden('csrf', session.csrf)}${hidden('do', 'full')}${hidden('service', service.id)}`;
  const fields = html`${dayField({ name: 'full', label: capacity.until, hint: capacity.hint }, filled, words)}${button(capacity.save, 'secondary')}`;
  return html`<h2>${capacity.title}</h2><form method="post" action="${listAt}" novalidate>${known}${fields}</form>`;
};
const known = (making: Making): Html => {
  const { acts } = making.member.words.answer;
  const field = longText({ name: 'known', label: acts.knownText, most: 500, rows: 2 }, filledFor('already-supporting', making));
  return more(acts.known, 'already-supporting', form('already-supporting', html`${field}${button(acts.sayKnown, 'secondary')}`, making), making);
};
const question = (making: Making): Html => {
  const { acts } = making.member.words.answer;
  if (making.request.onward.question) return html`<p>${acts.asked}</p>`;
  const field = longText({ name: 'question', label: acts.questionLabel, hint: acts.add, most: 2000, rows: 3 }, filledFor('question', making));
  return more(acts.question, 'question', form('question', html`${field}${button(acts.ask, 'secondary')}`, making), making);
};
const ownReference = (making: Making): Html => {
  const { acts } = making.member.words.answer;
  const field = textField({ name: 'own', label: acts.reference, most: 64 }, filledFor('reference', making));
  return more(acts.noteReference, 'reference', form('reference', html`${field}${button(acts.noteReference, 'secondary')}`, making), making);
};
const pounds = ({ member: { words }, request }: Making, filled: Filled): Html | false => {
  const { acts } = words.answer;
  const field = (name: string, label: string) => textField({ name, label, most: 8, width: 10, numeric: true }, filled);
  return request.service?.outcomes === 'money' && html`${field('yearly', acts.yearly)}${field('one-off', acts.oneOff)}${field('debt', acts.debt)}`;
};
const done = (making: Making): Html => {
  const { acts, outcomes } = making.member.words.answer;
  const filled = filledFor('complete', making);
  const note = textField({ name: 'note', label: acts.outcomeText, most: 500 }, filled);
  const fields = html`${radios({ name: 'outcome', label: acts.outcome, choices: wordsOf(outcomeCodes, outcomes) }, filled)}${pounds(making, filled)}${more(acts.addDone, 'complete', note, making)}${button(acts.sayDone)}`;
  return html`<h2>${acts.done}</h2>${form('complete', fields, making)}`;
};
const notDone = (making: Making): Html => {
  const { acts, failures } = making.member.words.answer;
  const filled = filledFor('fail', making);
  const fields = html`${radios({ name: 'failure', label: acts.notDoneWhy, choices: wordsOf(failureCodes, failures) }, filled)}${button(acts.sayNotDone, 'secondary')}`;
  return more(acts.notDone, 'fail', form('fail', fields, making), making);
};
const hold = (making: Making): Html => {
  const { acts } = making.member.words.answer;
  const field = longText({ name: 'hold', label: acts.holdWhy, most: 500, rows: 2 }, filledFor('hold', making));
  return more(acts.hold, 'hold', form('hold', html`${field}${button(acts.sayHold, 'secondary')}`, making), making);
};
const came = (making: Making): Html => {
  const { acts } = making.member.words.answer;
  return html`<div class="ds_button-group">${only('attended', acts.came, making)}${only('did-not-attend', acts.didNotCome, making)}</div>`;
};

/** In the order in which they are likely. */
export const actForms = (making: Making): Html => {
  const { onward } = making.request;
  const { acts, page } = making.member.words.answer;
  const others = html`${question(making)}${ownReference(making)}`;
  if (onward.cancellation && isOpen(onward.status))
    return html`<p><strong>${page.stop}</strong></p>${only('cancel', acts.stopped, making, 'primary')}${done(making)}${notDone(making)}`;
  switch (onward.status) {
    case 'requested':
      return html`${yes(making)}${no(making)}${known(making)}${others}`;
    case 'accepted':
      return html`${done(making)}${came(making)}${only('start', acts.started, making)}${notDone(making)}${hold(making)}${others}`;
    case 'in-progress':
      return html`${done(making)}${came(making)}${notDone(making)}${hold(making)}${others}`;
    case 'on-hold':
      return html`${only('resume', acts.resume, making, 'primary')}${done(making)}${notDone(making)}${others}`;
    case 'rejected':
      return html`${fullAfterNo(making)}<p>${page.over}</p>`;
    case 'completed':
    case 'failed':
    case 'cancelled':
    case 'entered-in-error':
      return html`<p>${page.over}</p>`;
  }
};
