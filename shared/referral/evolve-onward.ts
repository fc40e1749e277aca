/** Folds what happened to one onward referral. */
import type { Instant } from '#platform/types';
import type { Acceptance, Event, Onward, OnwardFacts } from './types.ts';

type OnwardEvent = Extract<Event, { onward: unknown }>;
export const isOnwardEvent = (event: Event): event is OnwardEvent => 'onward' in event;

/** The order in which onward referrals stand, stored or folded. */
export const bySending = (a: Onward, b: Onward): number => (a.sentAt + a.id < b.sentAt + b.id ? -1 : 1);

export const newOnward = (facts: OnwardFacts, at: Instant): Onward => ({
  ...facts,
  status: 'requested',
  serviceRequest: { versionId: 0, lastUpdated: at, status: 'active' },
  task: { versionId: 0, lastUpdated: at },
});

/** The fields that a status brings with it go when the status goes. */
const bare = (onward: Onward) => {
  const {
    status: _,
    reason: __,
    outcome: ___,
    acknowledged: ____,
    fullUntil: _____,
    ...base
  } = onward as Onward & { reason?: unknown; outcome?: unknown; acknowledged?: unknown; fullUntil?: unknown };
  return base;
};
/** The newest number that the organisation said is the one it has. */
const accepted = ({ reference, ...base }: ReturnType<typeof bare>, acceptance: Acceptance): Onward => ({
  ...base,
  ...(reference === undefined || acceptance.reference !== undefined ? {} : { reference }),
  status: 'accepted',
  acceptance,
});
export const referenceOf = ({ reference, acceptance }: Pick<Onward, 'reference' | 'acceptance'>): string | undefined => reference ?? acceptance?.reference;

const request = (onward: Onward, status: Onward['serviceRequest']['status']) => ({ ...onward.serviceRequest, status });

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case per event, and the compiler sees that none is missing.
export const evolveOnward = (onward: Onward, event: OnwardEvent, at: Instant): Onward => {
  const base = bare(onward);
  switch (event.type) {
    case 'onward-accepted':
      return accepted(base, event.acceptance);
    case 'onward-declined': {
      const { reason, fullUntil, reference } = event;
      return { ...base, status: 'rejected', reason, ...(fullUntil ? { fullUntil } : {}), ...(reference === undefined ? {} : { reference }) };
    }
    case 'onward-reference-noted':
      return { ...onward, reference: event.reference };
    case 'onward-started':
    case 'onward-resumed':
      return { ...base, status: 'in-progress' };
    case 'onward-held':
      return { ...base, status: 'on-hold', reason: event.reason };
    case 'onward-attended':
      return { ...onward, attendance: event.came ? 'attended' : 'did-not-attend' };
    case 'onward-completed':
      return { ...base, status: 'completed', outcome: event.outcome, serviceRequest: request(onward, 'completed') };
    case 'onward-failed':
      return { ...base, status: 'failed', reason: event.reason };
    case 'onward-cancellation-requested':
      return { ...onward, cancellation: { requestedAt: at, forceAt: event.forceAt, reason: event.reason } };
    case 'onward-cancelled':
      return { ...base, status: 'cancelled', reason: event.reason, acknowledged: event.acknowledged, serviceRequest: request(onward, 'revoked') };
    case 'onward-marked-as-error':
      return { ...base, status: 'entered-in-error', serviceRequest: request(onward, 'entered-in-error') };
    case 'onward-asked':
      return { ...onward, question: { at, text: event.text } };
    case 'onward-replied': {
      const { question: _, ...answered } = onward;
      return answered;
    }
    case 'onward-reminded':
      return { ...onward, remindedAt: at };
    case 'onward-escalated':
      return { ...onward, escalatedAt: at };
    case 'onward-not-delivered':
      return { ...onward, undeliveredAt: at };
  }
};
