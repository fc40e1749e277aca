/** The onward referrals of the invented quarter in docs/metrics.md. */
import type { OrganisationId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import type { Amounts, Event, OnwardFacts, OnwardId } from '#referral/types';
import { at, need, practitioner, type Row, reason } from './metrics-steps.ts';

const sent = (sentAt: string) => {
  const facts: Omit<OnwardFacts, 'id'> = {
    organisation: 'drumgarth-pantry' as OrganisationId,
    need,
    urgency: 'routine',
    sentAt: at(sentAt),
    sentBy: practitioner,
    remindAt: at(sentAt),
    escalateAt: at(sentAt),
    answerBy: sentAt.slice(0, 10) as LocalDate,
  };
  return { at: sentAt, event: (onward: OnwardId): Event => ({ type: 'referred-on', facts: { ...facts, id: onward }, consentRecorded: false }) };
};
const accepted = (when: string) => ({ at: when, event: (onward: OnwardId): Event => ({ type: 'onward-accepted', onward, acceptance: {} }) });
const declined = (when: string, code: string) => ({
  at: when,
  event: (onward: OnwardId): Event => ({ type: 'onward-declined', onward, reason: reason(code) }),
});
const completed = (when: string, amounts?: Amounts) => ({
  at: when,
  event: (onward: OnwardId): Event => ({ type: 'onward-completed', onward, outcome: { activity: 'Food parcel collected', ...(amounts ? { amounts } : {}) } }),
});
const came = (when: string) => ({ at: when, event: (onward: OnwardId): Event => ({ type: 'onward-attended', onward, came: true }) });
const failed = (when: string) => ({ at: when, event: (onward: OnwardId): Event => ({ type: 'onward-failed', onward, reason: reason('unable-to-contact') }) });
const askedToStop = (when: string, forceAt: string) => ({
  at: when,
  event: (onward: OnwardId): Event => ({ type: 'onward-cancellation-requested', onward, reason: reason('other'), forceAt: at(forceAt) }),
});
const cancelled = (when: string, acknowledged: boolean) => ({
  at: when,
  event: (onward: OnwardId): Event => ({ type: 'onward-cancelled', onward, reason: reason('other'), acknowledged }),
});
const mistaken = (when: string) => ({ at: when, event: (onward: OnwardId): Event => ({ type: 'onward-marked-as-error', onward }) });

/** One onward referral each, all from the first referral. */
export const onward: Row[] = [
  {
    story: 'yes after 45 minutes; the person came, and it was completed',
    steps: [sent('2025-10-10 09:00'), accepted('2025-10-10 09:45'), came('2025-10-17 12:00'), completed('2025-10-20 12:00')],
  },
  {
    story: 'yes after 50 minutes; completed, with 900 pounds a year and 300 of debt',
    steps: [sent('2025-10-10 10:00'), accepted('2025-10-10 10:50'), completed('2025-10-21 12:00', { yearly: 900, debt: 300 })],
  },
  { story: 'yes after 2 hours; under way', steps: [sent('2025-10-13 10:00'), accepted('2025-10-13 12:00')] },
  { story: 'yes after 2 days; the person could not be reached', steps: [sent('2025-10-14 10:00'), accepted('2025-10-16 10:00'), failed('2025-10-28 10:00')] },
  { story: 'no after 1 day: no room', steps: [sent('2025-10-15 10:00'), declined('2025-10-16 10:00', 'no-capacity')] },
  { story: 'sent on 30 October, yes in November; counts in October', steps: [sent('2025-10-30 16:00'), accepted('2025-11-03 16:00')] },
  { story: '"we support this person already"', steps: [sent('2025-10-16 10:00'), declined('2025-10-17 10:00', 'already-supporting')] },
  { story: 'withdrawn by the practitioner before any answer', steps: [sent('2025-10-20 10:00'), cancelled('2025-10-21 10:00', false)] },
  {
    story: 'yes after 30 minutes; asked to stop, and the organisation acknowledged',
    steps: [sent('2025-10-21 10:00'), accepted('2025-10-21 10:30'), askedToStop('2025-10-22 10:00', '2025-10-26 10:00'), cancelled('2025-10-22 11:00', true)],
  },
  {
    story: 'yes after 1 hour; asked to stop, and nothing was heard',
    steps: [sent('2025-10-22 10:00'), accepted('2025-10-22 11:00'), askedToStop('2025-10-23 10:00', '2025-10-27 10:00'), cancelled('2025-10-27 10:00', false)],
  },
  { story: 'no answer yet', steps: [sent('2025-10-29 10:00')] },
  { story: 'marked as an error', steps: [sent('2025-10-23 10:00'), accepted('2025-10-23 11:00'), mistaken('2025-10-23 12:00')] },
];
