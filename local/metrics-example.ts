/** An invented month, on which docs/metrics.md shows each figure. */
import type { AreaId, ClientId, OrganisationId, PracticeId, PractitionerId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Commit, Event, OnwardFacts, OnwardId, PersonId, ReferralId, RequestFacts } from '#referral/types';

/** Times are UTC. `story` is for people, `events` for the count; both say the same. */
type Row = { story: string; steps: Array<{ at: string; event: (onward: OnwardId) => Event }> };

const at = (text: string) => `${text.replace(' ', 'T')}:00.000Z` as Instant;
const reason = (code: string) => ({ code, text: 'As agreed.' });
const need = { display: 'Food insecurity' };

const request: RequestFacts = {
  practice: 'birchtree' as PracticeId,
  requester: 'gp-system' as ClientId,
  area: 'S12000049' as AreaId,
  person: 'person' as PersonId,
  need,
  urgency: 'routine',
  consent: true,
  doNotContact: false,
  warnings: [],
};
const id = 'r' as ReferralId;
const submitted = (draft: boolean) => (): Event => ({ type: 'submitted', id, draft, facts: request });

/** One referral each. */
export const referrals: Row[] = [
  { story: 'sent on 5 October', steps: [{ at: '2026-10-05 08:00', event: submitted(false) }] },
  {
    story: 'written as a draft on 6 October, sent on 8 October',
    steps: [
      { at: '2026-10-06 08:00', event: submitted(true) },
      { at: '2026-10-08 08:00', event: () => ({ type: 'activated' }) },
    ],
  },
  { story: 'sent on 31 October at 23:30 UTC, which is still October in London', steps: [{ at: '2026-10-31 23:30', event: submitted(false) }] },
  { story: 'sent on 30 September at 23:30 UTC, which is 1 October in London', steps: [{ at: '2026-09-30 23:30', event: submitted(false) }] },
  { story: 'a draft of 12 October, never sent', steps: [{ at: '2026-10-12 08:00', event: submitted(true) }] },
  {
    story: 'sent on 13 October, marked as an error in November',
    steps: [
      { at: '2026-10-13 08:00', event: submitted(false) },
      { at: '2026-11-02 08:00', event: () => ({ type: 'marked-as-error' }) },
    ],
  },
];

const sent = (sentAt: string) => {
  const facts: Omit<OnwardFacts, 'id'> = {
    organisation: 'drumgarth-pantry' as OrganisationId,
    need,
    urgency: 'routine',
    sentAt: at(sentAt),
    sentBy: 'practitioner' as PractitionerId,
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
const completed = (when: string) => ({
  at: when,
  event: (onward: OnwardId): Event => ({ type: 'onward-completed', onward, outcome: { activity: 'Food parcel collected' } }),
});
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
  { story: 'yes after 45 minutes; completed', steps: [sent('2026-10-05 09:00'), accepted('2026-10-05 09:45'), completed('2026-10-20 12:00')] },
  { story: 'yes after 2 hours; under way', steps: [sent('2026-10-06 10:00'), accepted('2026-10-06 12:00')] },
  { story: 'yes after 2 days; the person could not be reached', steps: [sent('2026-10-07 10:00'), accepted('2026-10-09 10:00'), failed('2026-10-28 10:00')] },
  { story: 'no after 1 day: no room', steps: [sent('2026-10-08 10:00'), declined('2026-10-09 10:00', 'no-capacity')] },
  { story: 'sent on 30 October, yes in November; counts in October', steps: [sent('2026-10-30 16:00'), accepted('2026-11-03 16:00')] },
  { story: '"we support this person already"', steps: [sent('2026-10-12 10:00'), declined('2026-10-13 10:00', 'already-supporting')] },
  { story: 'withdrawn by the practitioner before any answer', steps: [sent('2026-10-13 10:00'), cancelled('2026-10-14 10:00', false)] },
  {
    story: 'yes after 30 minutes; asked to stop, and the organisation acknowledged',
    steps: [sent('2026-10-14 10:00'), accepted('2026-10-14 10:30'), askedToStop('2026-10-15 10:00', '2026-10-19 10:00'), cancelled('2026-10-15 11:00', true)],
  },
  {
    story: 'yes after 1 hour; asked to stop, and nothing was heard',
    steps: [sent('2026-10-15 10:00'), accepted('2026-10-15 11:00'), askedToStop('2026-10-16 10:00', '2026-10-20 10:00'), cancelled('2026-10-20 10:00', false)],
  },
  { story: 'no answer yet', steps: [sent('2026-10-29 10:00')] },
  { story: 'marked as an error', steps: [sent('2026-10-16 10:00'), accepted('2026-10-16 11:00'), mistaken('2026-10-16 12:00')] },
];

const commit = (step: Row['steps'][number], rev: number, ownId: OnwardId): Commit => ({
  referral: id,
  rev,
  at: at(step.at),
  events: [step.event(ownId)],
  touched: [],
  audit: { by: 'example', command: 'example' },
  previous: '',
});
const onwardId = (n: number) => `r-${n}` as OnwardId;

/** The commits of one referral alone. */
export const commitsOf = (row: Row): Commit[] => row.steps.map((step, n) => commit(step, n + 1, onwardId(0)));
/** The commits of the first referral with every onward referral. */
export const commitsWithOnward = (rows: readonly Row[]): Commit[] => {
  const first = referrals.slice(0, 1).flatMap(({ steps }) => steps.map((step) => ({ step, own: onwardId(0) })));
  const after = rows.flatMap(({ steps }, n) => steps.map((step) => ({ step, own: onwardId(n) })));
  const inTime = [...first, ...after.sort((a, b) => (a.step.at < b.step.at ? -1 : 1))];
  return inTime.map(({ step, own }, n) => commit(step, n + 1, own));
};
