/** Whether what is recorded can carry the figures; and the directory's health. */
import { errors, type Metric } from './types.ts';

const common = { view: 'quality', basis: 'received', exclusions: [errors], direction: 'higher', unit: 'share', by: [] } as const;
const complete = (what: string, count: string, question: string) =>
  ({
    ...common,
    name: `${what} known`,
    question,
    numerator: `referrals of people whose ${what.toLowerCase()} is known`,
    denominator: 'referrals received',
    compute: { kind: 'share', part: [count], whole: ['received'] },
  }) as const;
export const qualityMetrics = {
  hasNumber: complete('CHI or NHS number', 'hasNumber', 'How many referrals carry a CHI or NHS number?'),
  hasBirthDate: complete('Birth date', 'hasBirthDate', 'How many referrals carry a whole birth date?'),
  hasSex: complete('Sex', 'hasSex', 'How many referrals say the person’s sex?'),
  hasFifth: complete('Fifth of deprivation', 'hasFifth', 'Of how many people do we know the fifth of deprivation?'),
  hasNeed: complete('Need', 'hasNeed', 'For how many referrals is the need recorded in a code?'),
  merged: {
    ...common,
    name: 'Duplicates merged',
    question: 'How many records turned out to be of the same person?',
    numerator: 'records that were found to be of a person referred in the year',
    direction: 'neither',
    unit: 'records',
    compute: { kind: 'count', of: ['merged'] },
  },
  directoryReviewed: {
    ...common,
    view: 'directory',
    name: 'Directory looked after',
    question: 'How much of the directory was checked in the last 180 days?',
    numerator: 'services checked at most 180 days ago',
    denominator: 'services of the area',
    basis: 'now',
    exclusions: [],
    compute: { kind: 'elsewhere', where: 'shared/directory' },
  },
  directoryUnused: {
    ...common,
    view: 'directory',
    name: 'Organisations nobody was sent to',
    question: 'To which organisations was nobody referred?',
    numerator: 'organisations of the area with no onward referral in the period',
    denominator: 'organisations of the area',
    basis: 'sent',
    exclusions: [],
    direction: 'lower',
    compute: { kind: 'elsewhere', where: 'the section organisation of the figures, and shared/directory' },
  },
} as const satisfies Record<string, Metric>;
