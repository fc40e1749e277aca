/** What was sent on and how far it has come, on the person's page: sent, received and accepted told apart. */
import { isOpen } from '#referral/edges';
import { referenceOf } from '#referral/evolve-onward';
import type { Acceptance, Amounts, Onward } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { button, formTo, hidden } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText, momentText, nearDay } from '#web/frame/when';
import type { Case } from '#web/work/case-data';
import { needText } from '#web/work/need-text';
import type { OnwardCase } from './onward-data.ts';
import { replyForm } from './onward-forms.ts';
import { phoneLink } from './phone-link.ts';
import { roomText } from './place-text.ts';

const pounds = (amount: number): string => amount.toLocaleString('en-GB');
const amountsText = ({ yearly, oneOff, debt }: Amounts, { words: { onwards } }: Visit): string[] => [
  ...(yearly ? [onwards.yearly(pounds(yearly))] : []),
  ...(oneOff ? [onwards.oneOff(pounds(oneOff))] : []),
  ...(debt ? [onwards.debt(pounds(debt))] : []),
];
const isAlready = (onward: Onward): boolean => 'reason' in onward && onward.reason.code === 'already-supporting';
export const stateText = ({ onward, stage }: OnwardCase, { words: { onwards } }: Visit): string => {
  if (onward.cancellation && isOpen(onward.status)) return onwards.stopping;
  if (isAlready(onward)) return onwards.already;
  return stage === 'answered' ? onwards.states[onward.status] : onwards.stages[stage];
};
const acceptedText = ({ slot, worker, waitingWeeks }: Acceptance, { words, at }: Visit): string[] => [
  ...(waitingWeeks === undefined ? [] : [words.onwards.waiting(waitingWeeks)]),
  ...(slot ? [words.onwards.slot(momentText(slot, at, words))] : []),
  ...(worker ? [words.onwards.worker(worker)] : []),
];
const whenText = (onward: Onward, { words, today }: Visit): string[] => {
  const { onwards } = words;
  const near = (day: Onward['answerBy']) => nearDay(day, today, words);
  const { status, answerBy, neededBy, sentAt } = onward;
  const waits = status === 'requested' ? [onwards.answerBy(near(answerBy)), ...(neededBy ? [onwards.neededBy(near(neededBy))] : [])] : [];
  return [onwards.sentOn(near(londonDate(sentAt))), ...waits];
};
/** Each a line. */
const linesOf = ({ onward }: OnwardCase, visit: Visit): string[] => {
  const { words, today } = visit;
  const { onwards } = words;
  const reference = referenceOf(onward);
  return [
    ...(onward.acceptance && isOpen(onward.status) ? acceptedText(onward.acceptance, visit) : []),
    ...(reference === undefined ? [] : [onwards.reference(reference)]),
    ...(onward.attendance ? [onwards[onward.attendance]] : []),
    ...('reason' in onward ? [onward.reason.text] : []),
    ...(onward.status === 'rejected' && onward.fullUntil ? [onwards.fullUntil(dayText(onward.fullUntil, today, words))] : []),
    ...(onward.status === 'completed' ? [[onward.outcome.activity, onward.outcome.outcome].filter(Boolean).join(': ')] : []),
    ...(onward.status === 'completed' && onward.outcome.amounts ? amountsText(onward.outcome.amounts, visit) : []),
  ];
};
/** Whoever was not reached is rung; so is everybody where help is wanted today. */
const phoneLine = ({ onward, service, stage }: OnwardCase, { words, today }: Visit): Html | undefined => {
  const { onwards } = words;
  const wanted = onward.status === 'requested' && onward.neededBy === today;
  if (stage !== 'not-delivered' && !wanted) return undefined;
  const phone = service?.contact?.phone;
  return html`<p><strong>${wanted && `${onwards.wantedToday} `}${phone ? html`${onwards.phone}: ${phoneLink(phone)}` : onwards.noPhone}</strong></p>`;
};
const insteadView = ({ onward, instead }: OnwardCase, found: Case, visit: Visit): Html | undefined => {
  if (!instead) return undefined;
  const { words, who } = visit;
  const { onwards } = words;
  const at = `/app/work/referrals/${found.referral.id}`;
  const one = (place: (typeof instead)[number]) =>
    html`<li>${formTo(`${at}/refer`, who.csrf, html`${hidden('service', place.entry.key)}${button(onwards.nextButton(place.entry.name), 'small')}`, 'button')} <span class="hub_quiet">${place.entry.organisation}, ${roomText(place.capacity, visit)}</span></li>`;
  return html`<div class="hub_no-print"><h4>${onwards.next}</h4>${instead.length === 0 ? html`<p>${onwards.nextNone}</p>` : html`<ul class="hub_plain">${instead.map(one)}</ul>`}<p><a href="${at}/find?after=${onward.id}">${onwards.nextMore}</a></p></div>`;
};

export const nameOf = ({ onward, organisation }: OnwardCase): string => organisation?.name ?? onward.organisation;
const itemView = (one: OnwardCase, found: Case, visit: Visit): Html => {
  const { onward, service, stage } = one;
  const { onwards } = visit.words;
  const missed = stage === 'not-delivered';
  const state = missed ? html`<span class="hub_flag hub_flag--danger">${stateText(one, visit)}</span>` : html`<strong>${stateText(one, visit)}</strong>`;
  const at = `/app/work/referrals/${found.referral.id}/onward/${onward.id}`;
  const asks = onward.question && isOpen(onward.status);
  return html`<li><h3>${nameOf(one)}${service && service.name !== nameOf(one) && html` <span class="hub_quiet">${service.name}</span>`}</h3>
<p>${state}, ${whenText(onward, visit).join(', ')}</p><p class="hub_quiet">${onwards.forNeed(needText(onward.need, visit.words))}</p>${linesOf(one, visit).map((line) => html`<p>${line}</p>`)}${phoneLine(one, visit)}
${asks && html`<div class="ds_inset-text"><div class="ds_inset-text__text"><p>${onwards.asks}: ${onward.question?.text}</p>${replyForm(one, at, {}, visit)}</div></div>`}
${insteadView(one, found, visit)}<p class="hub_no-print"><a href="${at}">${onwards.open}<span class="hub_away">: ${nameOf(one)}</span></a></p></li>`;
};
export const onwardsView = (all: readonly OnwardCase[], open: boolean, found: Case, visit: Visit): Html => {
  const { onwards, finding } = visit.words;
  const list = all.filter(({ onward }) => onward.status !== 'entered-in-error');
  const find =
    open &&
    html`<p class="hub_no-print"><a class="ds_button ds_button--secondary" href="/app/work/referrals/${found.referral.id}/find">${finding.link}</a></p>`;
  return html`<section><h2>${onwards.title}</h2>${list.length === 0 ? html`<p>${onwards.none}</p>` : html`<ul class="hub_rows">${list.map((one) => itemView(one, found, visit))}</ul>`}${find}</section>`;
};
