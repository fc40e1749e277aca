/** How many came. */
import { duplicates, equity, errors, type Metric } from './types.ts';

const common = { view: 'delivery', basis: 'received', direction: 'neither' } as const;
export const volumeMetrics = {
  received: {
    ...common,
    name: 'Referrals received',
    question: 'How many referrals came in, and from which practice?',
    numerator: 'referrals sent to the hub',
    exclusions: [errors, 'drafts not sent'],
    unit: 'referrals',
    by: [...equity, 'need'],
    compute: { kind: 'count', of: ['received'] },
  },
  sources: {
    ...common,
    name: 'Who refers',
    question: 'Who makes the referrals?',
    numerator: 'referrals received, by who made them: the GP system, practice staff, the person, a links practitioner',
    exclusions: [errors, 'drafts not sent'],
    unit: 'referrals',
    by: [],
    compute: { kind: 'mix', prefix: 'source' },
  },
  people: {
    ...common,
    name: 'People referred',
    question: 'How many people were referred?',
    numerator: 'different people with a referral received in the period, after merging duplicates; who is known at two practices is two people',
    exclusions: [errors, duplicates],
    unit: 'people',
    by: equity,
    compute: { kind: 'people', of: 'people' },
  },
  again: {
    ...common,
    name: 'Referred again',
    question: 'How many referrals are of people who were here before?',
    numerator: 'referrals of a person of whom one before it was closed, received at most 365 days ago',
    denominator: 'referrals received',
    exclusions: [errors],
    unit: 'share',
    by: [],
    compute: { kind: 'share', part: ['again'], whole: ['received'] },
  },
  perThousand: {
    ...common,
    name: 'Referrals per 1,000 patients',
    question: 'How many are referred for each 1,000 people on the practice’s list?',
    numerator: 'referrals received',
    denominator: 'the practice’s list size at the latest quarter that had begun by the end of the period',
    exclusions: [errors],
    unit: 'referrals per 1,000 people on the list',
    by: [],
    compute: { kind: 'per', of: ['received'], what: 'list-size', times: 1000 },
  },
} as const satisfies Record<string, Metric>;
