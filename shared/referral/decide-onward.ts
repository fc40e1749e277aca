/** What may happen to one onward referral. Whether its status and its party allow the move was asked before. */
import type { Instant } from '#platform/types';
import type { Command } from './commands.ts';
import { consentToReferOn, statementsIn } from './consent.ts';
import { answerDeadlines, deadlineDays } from './deadlines.ts';
import { type Circumstances, type Decision, one } from './decision.ts';
import { isAmounts, isFullUntil, isServiceAnswers } from './onward-limits.ts';
import type { Side } from './party.ts';
import { refused } from './refusals.ts';
import { openOnward } from './roll-up.ts';
import type { Event, Onward, OnwardId, Reason, Referral } from './types.ts';
import { addWorkingDays } from './working-days.ts';

type ReferOn = Extract<Command, { type: 'refer-on' }>;
type OnwardCommand = Exclude<Extract<Command, { onward: unknown }>, { type: 'refer-on' }>;

const missing = { 'not-given': 'consent-missing', withdrawn: 'consent-withdrawn', expired: 'consent-expired' } as const;

/** A new onward referral: consent first, one open request per service. */
export const referOn = (referral: Referral, command: ReferOn, { calendar }: Circumstances): Decision => {
  if (command.by.kind !== 'practitioner') return refused({ because: 'not-allowed' });
  if (referral.serviceRequest.status !== 'active') return refused({ because: 'wrong-status', status: referral.serviceRequest.status, may: [] });
  if (referral.died) return refused({ because: 'person-died' });
  const consents = (command.consents ?? []).map((said) => ({ ...said, with: said.with ?? [command.organisation] }));
  const standing = consentToReferOn([...statementsIn(referral), ...consents], command.organisation, command.at);
  if (standing !== 'given') return refused({ because: missing[standing] });
  const same = openOnward(referral).some((onward) => onward.organisation === command.organisation && onward.service === command.service);
  if (same || referral.onward.some((onward) => onward.id === command.onward)) return refused({ because: 'already-referred' });
  const { fields, answers = [], opening } = command;
  if (!isServiceAnswers(answers)) return refused({ because: 'wrong-answers' });
  const neededBy = command.neededBy ?? referral.neededBy;
  const facts = {
    id: command.onward,
    organisation: command.organisation,
    ...(command.service === undefined ? {} : { service: command.service }),
    need: command.need ?? referral.need,
    urgency: command.urgency ?? referral.urgency,
    ...(neededBy === undefined ? {} : { neededBy }),
    ...(fields === undefined ? {} : { fields: [...new Set(fields)] }),
    sentAt: command.at,
    sentBy: command.by.practitioner,
    ...answerDeadlines({ sentAt: command.at, neededBy, opening }, calendar),
  };
  return one({ type: 'referred-on', facts, ...(consents.length > 0 ? { consents } : {}), ...(answers.length > 0 ? { answers: [...answers] } : {}) });
};

/** Who asked may end it at once only while nobody accepted; after that the organisation is asked to stop. */
export const endedBySource = ({ id, status }: Onward, reason: Reason, at: Instant, { calendar }: Circumstances): Event => {
  if (status === 'requested') return { type: 'onward-cancelled', onward: id, reason, acknowledged: false };
  const forceAt = addWorkingDays(at, deadlineDays.acknowledgeCancellation, calendar);
  return { type: 'onward-cancellation-requested', onward: id, reason, forceAt };
};
const cancelOnward = (onward: Onward, command: Extract<OnwardCommand, { type: 'cancel-onward' }>, side: Side, circumstances: Circumstances): Decision => {
  const { id, cancellation } = onward;
  if (side === 'owner' && cancellation) return one({ type: 'onward-cancelled', onward: id, reason: cancellation.reason, acknowledged: true });
  if (!command.reason) return refused({ because: 'reason-missing' });
  if (side === 'owner') return one({ type: 'onward-cancelled', onward: id, reason: command.reason, acknowledged: false });
  return cancellation ? refused({ because: 'cancellation-pending' }) : one(endedBySource(onward, command.reason, command.at, circumstances));
};

const byTheClock = (onward: Onward, command: Extract<OnwardCommand, { type: 'remind-onward' | 'escalate-onward' | 'force-cancellation' }>): Decision => {
  const { id, cancellation } = onward;
  switch (command.type) {
    case 'remind-onward':
      return onward.remindedAt || onward.escalatedAt || command.at < onward.remindAt
        ? refused({ because: 'not-due' })
        : one({ type: 'onward-reminded', onward: id });
    case 'escalate-onward':
      return onward.escalatedAt || command.at < onward.escalateAt ? refused({ because: 'not-due' }) : one({ type: 'onward-escalated', onward: id });
    case 'force-cancellation':
      if (!cancellation || command.at < cancellation.forceAt) return refused({ because: 'not-due' });
      return one({ type: 'onward-cancelled', onward: id, reason: cancellation.reason, acknowledged: false });
  }
};

const decline = (id: OnwardId, { at, reason, fullUntil, reference }: Extract<OnwardCommand, { type: 'decline-onward' }>): Decision => {
  if (!reason) return refused({ because: 'reason-missing' });
  if (fullUntil !== undefined && !isFullUntil(fullUntil, reason, at)) return refused({ because: 'not-full' });
  return one({
    ...{ type: 'onward-declined', onward: id, reason },
    ...(fullUntil === undefined ? {} : { fullUntil }),
    ...(reference === undefined ? {} : { reference }),
  });
};

const attended = (onward: Onward, came: boolean): Decision => {
  const starts: Event[] = came && onward.status === 'accepted' ? [{ type: 'onward-started', onward: onward.id }] : [];
  return { ok: true, events: [{ type: 'onward-attended', onward: onward.id, came }, ...starts] };
};

const mayFollowCancellation: readonly OnwardCommand['type'][] = [
  'cancel-onward',
  'complete-onward',
  'fail-onward',
  'force-cancellation',
  'mark-onward-as-error',
  'report-not-delivered',
  'ask-onward',
  'reply-onward',
  'note-reference',
];

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case per command, and the compiler sees that none is missing.
export const decideOnward = (onward: Onward, command: OnwardCommand, side: Side, circumstances: Circumstances): Decision => {
  const { id } = onward;
  if (onward.cancellation && !mayFollowCancellation.includes(command.type)) return refused({ because: 'cancellation-pending' });
  switch (command.type) {
    case 'accept-onward':
      return one({ type: 'onward-accepted', onward: id, acceptance: command.acceptance });
    case 'decline-onward':
      return decline(id, command);
    case 'note-reference':
      return one({ type: 'onward-reference-noted', onward: id, reference: command.reference });
    case 'start-onward':
      return one({ type: 'onward-started', onward: id });
    case 'hold-onward':
      return command.reason ? one({ type: 'onward-held', onward: id, reason: command.reason }) : refused({ because: 'reason-missing' });
    case 'resume-onward':
      return one({ type: 'onward-resumed', onward: id });
    case 'attend-onward':
      return attended(onward, command.came);
    case 'complete-onward':
      if (!command.outcome) return refused({ because: 'outcome-missing' });
      return isAmounts(command.outcome.amounts)
        ? one({ type: 'onward-completed', onward: id, outcome: command.outcome })
        : refused({ because: 'wrong-amount' });
    case 'fail-onward':
      return command.reason ? one({ type: 'onward-failed', onward: id, reason: command.reason }) : refused({ because: 'reason-missing' });
    case 'cancel-onward':
      return cancelOnward(onward, command, side, circumstances);
    case 'mark-onward-as-error':
      return one({ type: 'onward-marked-as-error', onward: id });
    case 'ask-onward':
      return onward.question ? refused({ because: 'question-open' }) : one({ type: 'onward-asked', onward: id, text: command.text });
    case 'reply-onward':
      return onward.question ? one({ type: 'onward-replied', onward: id, text: command.text }) : refused({ because: 'no-question' });
    case 'remind-onward':
    case 'escalate-onward':
    case 'force-cancellation':
      return byTheClock(onward, command);
    case 'report-not-delivered':
      return one({ type: 'onward-not-delivered', onward: id });
  }
};
