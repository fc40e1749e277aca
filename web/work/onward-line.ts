/** Where one onward referral stands, and what the organisation said of it. */
import { receivedOf, type Stage } from '#delivery/received';
import { isOpen } from '#referral/edges';
import { referenceOf } from '#referral/evolve-onward';
import type { Onward, OnwardId } from '#referral/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { momentText, nearDay } from '#web/frame/when';
import type { Case } from './case-data.ts';

/** How far each has come that still waits for an answer; nothing is read where none does. */
export const stagesIn = async ({ referral, commits }: Case, { ports }: Visit): Promise<ReadonlyMap<OnwardId, Stage>> => {
  const asked = referral.onward.filter(({ status }) => status === 'requested');
  const parties = [...new Set(asked.map(({ organisation }) => organisation))];
  const found = await Promise.all(parties.map(async (party) => ((await ports.fhir.directory.endpoint(party)) ? [party] : [])));
  const systems: readonly string[] = found.flat();
  const by = (organisation: string) => (systems.includes(organisation) ? 'webhook' : 'mail');
  return receivedOf(ports.fhir.subscriptions.work, { referral: referral.id, commits, onward: asked, by });
};

const saidWithYes = (onward: Onward, { words, at }: Visit): string[] => {
  const { said } = words.referral.page;
  const { slot, worker, waitingWeeks } = onward.acceptance ?? {};
  const reference = referenceOf(onward);
  return [
    ...(slot ? [said.slot(momentText(slot, at, words))] : []),
    ...(worker === undefined ? [] : [said.worker(worker)]),
    ...(waitingWeeks === undefined || onward.status !== 'accepted' ? [] : [words.history.weeks(waitingWeeks)]),
    ...(onward.attendance ? [said[onward.attendance]] : []),
    ...(reference === undefined ? [] : [said.reference(reference)]),
  ];
};
const saidAtEnd = (onward: Onward, { words, today }: Visit): string[] => {
  const { said } = words.referral.page;
  if (onward.status === 'rejected') return onward.fullUntil ? [said.fullUntil(nearDay(onward.fullUntil, today, words))] : [];
  if (onward.status !== 'completed') return [];
  const { yearly, oneOff, debt } = onward.outcome.amounts ?? {};
  return [
    [onward.outcome.activity, onward.outcome.outcome].filter(Boolean).join(': '),
    ...(yearly === undefined ? [] : [said.yearly(yearly)]),
    ...(oneOff === undefined ? [] : [said.oneOff(oneOff)]),
    ...(debt === undefined ? [] : [said.debt(debt)]),
  ];
};
export const onwardLine = (onward: Onward, { name, stage }: { name: string; stage: Stage | undefined }, visit: Visit): Html => {
  const { words, today } = visit;
  const { page } = words.referral;
  const due = onward.status === 'requested' ? `, ${page.answerBy(nearDay(onward.answerBy, today, words))}` : '';
  const missed = onward.undeliveredAt && isOpen(onward.status);
  const way = stage === 'sent' || stage === 'received' || stage === 'mailed' ? ` (${page.stages[stage]})` : '';
  const said = [...saidWithYes(onward, visit), ...saidAtEnd(onward, visit)];
  return html`<li><strong>${name}</strong>: ${page.organisationStates[onward.status]}${way}${due}${missed && html` <span class="hub_flag hub_flag--danger">${words.caseload.sections['not-delivered']}</span>`}${'reason' in onward && html`<p>${onward.reason.text}</p>`}${onward.question && html`<p>${words.caseload.question(name)}: ${onward.question.text}</p>`}${said.length > 0 && html`<p>${said.join('. ')}</p>`}</li>`;
};
