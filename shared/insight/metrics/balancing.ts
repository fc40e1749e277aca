/** What the programme costs others: beside every figure that one wants to see grow. */
import { equity, errors, type Metric, onwardErrors } from './types.ts';

const common = { view: 'balancing', basis: 'event', direction: 'neither', by: [] } as const;
/** An onward referral asks for an answer, a reminder asks again, and one that is called off asks for a word too. */
const asks = ['sent', 'reminded', 'stopAsked'] as const;
export const balancingMetrics = {
  minutes: {
    ...common,
    name: 'Minutes of contact per referral closed',
    question: 'How much of our time does a referral take?',
    numerator: 'minutes that practitioners noted with their contacts',
    denominator: 'referrals closed in the same period',
    exclusions: [errors, 'time that belongs to no person'],
    unit: 'minutes per referral closed',
    compute: { kind: 'ratio', top: ['minutes'], bottom: ['closed'] },
  },
  burden: {
    ...common,
    name: 'Asked of organisations',
    question: 'How often do we ask something of organisations?',
    numerator: 'onward referrals, which ask for an answer; reminders; and requests to stop: each once',
    exclusions: [errors, onwardErrors],
    unit: 'requests',
    by: ['organisation'],
    compute: { kind: 'mix-of', of: asks },
  },
  burdenEach: {
    ...common,
    name: 'Asked of organisations for each onward referral',
    question: 'How often do we turn to an organisation for each onward referral?',
    numerator: 'onward referrals, reminders and requests to stop in the period',
    denominator: 'onward referrals sent in the same period',
    exclusions: [errors, onwardErrors],
    direction: 'lower',
    unit: 'requests per onward referral',
    by: ['organisation'],
    compute: { kind: 'ratio', top: asks, bottom: ['sent'] },
  },
  optOuts: {
    ...common,
    name: 'Opted out',
    question: 'How many people do not want what they are offered?',
    numerator: 'referrals in which the person refused or took back a permission, or that ended since the person did not want it (any more): each once',
    denominator: 'referrals received',
    basis: 'received',
    exclusions: [errors],
    unit: 'share',
    by: equity,
    compute: { kind: 'share', part: ['optOut.permission', 'optOut.stopped'], whole: ['received'] },
  },
  optOutsHow: {
    ...common,
    name: 'How people opted out',
    question: 'Is it the help or the permission that people do not want?',
    numerator: 'referrals of people who opted out, by what they did not want: a permission, or else the help',
    basis: 'received',
    exclusions: [errors],
    unit: 'referrals',
    compute: { kind: 'mix', prefix: 'optOut' },
  },
  complaints: {
    ...common,
    name: 'Complaints',
    question: 'How many complaints came in, and about what?',
    numerator: 'complaints that the manager wrote down, by what they are about, by the day on which they came in',
    exclusions: ['complaints that were written down by mistake'],
    unit: 'complaints',
    compute: { kind: 'elsewhere', where: 'shared/insight/complaints-store.ts' },
  },
} as const satisfies Record<string, Metric>;
