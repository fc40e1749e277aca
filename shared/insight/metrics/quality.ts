/** Whether what is recorded can carry the figures; and the directory's health. */
import { errors, type Metric } from './types.ts';

const common = { view: 'quality', basis: 'received', exclusions: [errors], direction: 'higher', unit: 'share', by: [] } as const;
const complete = (what: string, count: string, question: string, known = `${what.toLowerCase()} is known`) =>
  ({
    ...common,
    name: `${what} known`,
    question,
    numerator: `referrals of people whose ${known}`,
    denominator: 'referrals received',
    compute: { kind: 'share', part: [count], whole: ['received'] },
  }) as const;
export const qualityMetrics = {
  hasNumber: complete(
    'CHI or NHS number',
    'hasNumber',
    'How many referrals carry a CHI or NHS number?',
    'CHI number, or another of the health services, is known',
  ),
  hasBirthDate: complete('Birth date', 'hasBirthDate', 'How many referrals carry a whole birth date?', 'whole birth date is known'),
  hasSex: complete('Sex', 'hasSex', 'How many referrals say the person’s sex?'),
  hasFifth: complete('Fifth of deprivation', 'hasFifth', 'Of how many people do we know the fifth of deprivation?'),
  hasEthnicity: {
    ...complete('Ethnic group', 'hasEthnicity', 'Of how many people do we know the ethnic group?'),
    numerator: 'referrals of people who said of which ethnic group they are, or that they would rather not say',
  },
  hasNeed: complete('Need', 'hasNeed', 'For how many referrals is the need recorded in a code?', 'need is recorded in a code of the programme'),
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
  directoryBroken: {
    ...common,
    view: 'directory',
    name: 'Organisations that cannot be reached',
    question: 'Which organisations can we not reach at what we have of them?',
    numerator:
      'organisations that can be sent nothing (no system of their own, and no address with a PIN), whose system is switched off or did not take what was sent last, to which e-mails come back, or that were not reached with a referral that is open',
    denominator: 'organisations of the area',
    basis: 'now',
    exclusions: [],
    direction: 'lower',
    compute: { kind: 'elsewhere', where: 'shared/directory and shared/delivery' },
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
