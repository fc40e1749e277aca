/** What is counted and what each figure means. The counting, the report and docs/metrics.md all read it. */
import type { Event } from '#referral/types';

/** A figure of one version is never compared with one of another without saying so. */
export const definitionsVersion = 1;

/** The reason code of a decline that says the person is being helped by that organisation already. */
export const alreadySupportingCode = 'already-supporting';

/** What one referral may add to the figures of a practice's day. */
export const counts = {
  received: 'a referral sent to the hub; a draft counts from the moment it is sent',
  sent: 'an onward referral sent to an organisation',
  accepted: 'an onward referral whose first answer was yes, with or without a waiting list',
  declined: 'an onward referral whose first answer was no',
  alreadySupporting: 'an onward referral answered by "we support this person already", which is neither yes nor no',
  withdrawn: 'an onward referral cancelled before any answer',
  closed:
    'an onward referral whose final outcome the practitioner knows from the organisation: completed, failed, declined, already supporting, or cancelled after acceptance, unless the organisation was asked to stop and never acknowledged it',
} as const;
export type Count = keyof typeof counts;

export const bases = {
  'event-day': 'by the day it happened, in Europe/London',
  'sent-cohort': 'by the day the onward referral was sent, in Europe/London, whenever the answer came: a past month still changes while answers come in',
} as const;

type Common = { name: string; question: string; basis: keyof typeof bases; exclusions: readonly string[]; unit: string };
export type Metric = Common &
  (
    | { kind: 'count'; numerator: readonly Count[] }
    | { kind: 'share'; numerator: readonly Count[]; denominator: readonly Count[] }
    | {
        kind: 'time';
        from: string;
        to: string;
        numerator: readonly Count[] /** Ended without the second event. */;
        missing: readonly Count[];
        denominator: readonly Count[];
      }
  );

const errors = 'referrals marked as entered in error, with everything sent on from them';
const onwardErrors = 'onward referrals marked as entered in error';

export const metrics = {
  received: {
    name: 'Referrals received',
    question: 'How many referrals came in, and from which practice?',
    kind: 'count',
    numerator: ['received'],
    basis: 'event-day',
    exclusions: [errors, 'drafts not sent'],
    unit: 'referrals',
  },
  acceptanceRate: {
    name: 'Acceptance rate',
    question: 'How often do organisations say yes when they answer yes or no?',
    kind: 'share',
    numerator: ['accepted'],
    denominator: ['accepted', 'declined'],
    basis: 'sent-cohort',
    exclusions: [errors, onwardErrors, 'onward referrals withdrawn, already supported or not answered: shown beside'],
    unit: 'share from 0 to 1; none while nothing is answered',
  },
  responseTime: {
    name: 'Response time of organisations',
    question: 'How long do organisations take to say yes or no?',
    kind: 'time',
    from: 'the onward referral is sent',
    to: 'the first yes or no',
    numerator: ['accepted', 'declined'],
    missing: ['alreadySupporting', 'withdrawn'],
    denominator: ['sent'],
    basis: 'sent-cohort',
    exclusions: [errors, onwardErrors],
    unit: 'whole minutes, round the clock; median and 90th percentile by nearest rank, the value at place ⌈p·n⌉ of the sorted times',
  },
  loopsClosedRate: {
    name: 'Loops closed',
    question: 'Of how many onward referrals does the practitioner know how they ended?',
    kind: 'share',
    numerator: ['closed'],
    denominator: ['sent'],
    basis: 'sent-cohort',
    exclusions: [errors, onwardErrors],
    unit: 'share from 0 to 1; none while nothing is sent',
  },
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;

/** After which events a referral must be counted; no other event changes a figure. */
export const countable = {
  submitted: true,
  activated: true,
  accepted: false,
  rejected: false,
  started: false,
  held: false,
  resumed: false,
  completed: false,
  failed: false,
  cancelled: false,
  'marked-as-error': true,
  'request-held': false,
  'request-resumed': false,
  'step-planned': false,
  'contact-logged': false,
  'contact-struck': false,
  'handed-over': false,
  'came-out-safe': false,
  'needs-recorded': false,
  'visit-overdue': false,
  asked: false,
  replied: false,
  'task-sent': false,
  'consent-recorded': false,
  'person-died': false,
  'death-corrected': false,
  'practice-not-reached': false,
  'referred-on': true,
  'onward-accepted': true,
  'onward-declined': true,
  'onward-started': false,
  'onward-held': false,
  'onward-resumed': false,
  'onward-attended': false,
  'onward-completed': true,
  'onward-failed': true,
  'onward-cancellation-requested': false,
  'onward-cancelled': true,
  'onward-marked-as-error': true,
  'onward-asked': false,
  'onward-replied': false,
  'onward-reference-noted': false,
  'onward-reminded': false,
  'onward-escalated': false,
  'onward-not-delivered': false,
} as const satisfies Record<Event['type'], boolean>;
