/** What a request says, above what can be answered to it. */
import { parseInstant } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { isUnderWay } from '#referral/edges';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import { dayText, momentText } from '#web/frame/when';
import { needText } from '#web/work/need-text';
import { summaryList } from '#web/work/summary-list';
import type { Member } from './around.ts';
import { personView } from './person-view.ts';
import type { Request } from './request.ts';

export const stateText = (
  { status, cancellation }: Pick<Request['onward'], 'status' | 'cancellation'>,
  { words: { answer } }: Pick<Member, 'words'>,
): string => (cancellation && isUnderWay(status) ? answer.states.stopping : answer.states[status]);

/** In the words of the button: what was typed beside it may name somebody. */
const whyText = (code: string, { answer: { acts, declines } }: Member['words']): string => {
  if (code === 'already-supporting') return acts.known;
  const is = (name: string): name is keyof typeof declines => Object.hasOwn(declines, name);
  return is(code) ? declines[code] : '';
};
const answerByText = (day: LocalDate, { words, today }: Member): string => {
  const said = dayText(day, today, words);
  return day < today ? words.answer.page.late(said) : said;
};
const facts = ({ onward, view }: Request, member: Member): Html => {
  const { words, today, at } = member;
  const { page, urgency } = words.answer;
  return summaryList([
    [page.state, stateText(onward, member)],
    [page.reason, onward.status === 'rejected' ? whyText(onward.reason.code, words) : ''],
    [page.need, needText(view.need, words)],
    [page.urgency, urgency[view.urgency]],
    [page.neededBy, view.neededBy ? dayText(view.neededBy, today, words) : ''],
    [page.answerBy, view.status === 'requested' ? answerByText(view.answerBy, member) : ''],
    [page.sent, dayText(londonDate(view.sentAt), today, words)],
    [page.slot, view.slot ? momentText(view.slot, at, words) : ''],
    [page.worker, view.worker ?? ''],
    [page.waiting, view.waitingWeeks === undefined ? '' : page.weeks(view.waitingWeeks)],
    [page.reference, view.reference ?? ''],
  ]);
};
const who = ({ view }: Request, { words }: Member): Html | undefined => {
  const { page } = words.answer;
  if (view.person) return personView(view.person, words);
  if (view.status === 'requested') return html`<p>${page.before}</p>`;
  return isUnderWay(view.status) ? html`<p>${page.untold}</p>` : undefined;
};
const answered = ({ view: { answers = [] } }: Request, { words: { answer } }: Member): Html | undefined =>
  answers.length === 0
    ? undefined
    : html`<h2>${answer.page.answers}</h2>${summaryList(answers.map(({ question, text }) => [question, html`<p class="hub_prewrap">${text}</p>`]))}`;
const said = ({ view: { messages = [] } }: Request, { words, at }: Member): Html | undefined => {
  const { page } = words.answer;
  const from = (by = '') => (by.startsWith('Organization/') ? page.you : page.practitioner);
  const when = (text = '') => {
    const moment = parseInstant(text);
    return moment ? `, ${momentText(moment, at, words)}` : '';
  };
  const one = (message: (typeof messages)[number]) =>
    html`<li><p class="hub_quiet">${from(message.by)}${when(message.at)}</p><p class="hub_prewrap">${message.text}</p></li>`;
  return messages.length === 0 ? undefined : html`<h2>${page.messages}</h2><ul class="hub_history">${messages.map(one)}</ul>`;
};
const ring = ({ practice }: Request, { words: { answer } }: Member): Html | undefined =>
  practice?.phone === undefined
    ? undefined
    : html`<p>${answer.page.ring(practice.name)} <a href="tel:${practice.phone.replace(/[^\d+]/g, '')}">${practice.phone}</a></p>`;

export const requestView = (request: Request, member: Member): Html =>
  html`${facts(request, member)}${who(request, member)}${answered(request, member)}${said(request, member)}${ring(request, member)}`;
