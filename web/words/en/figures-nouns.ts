import type { Noun, WaitWords } from '#insight/sentence-phrases';
import { money } from './money.ts';

const people: Noun = { one: 'person', many: 'people' };
const referrals: Noun = { one: 'referral', many: 'referrals' };
const closed: Noun = { one: 'closed referral', many: 'closed referrals' };
const onward: Noun = { one: 'onward referral', many: 'onward referrals' };
const spoken: Noun = { one: 'person whom we spoke with', many: 'people whom we spoke with' };
const still: WaitWords['still'] = { one: 'still waits', many: 'still wait', none: 'nobody waits any more' };
const days = { one: 'day', many: 'days', none: 'on the same day' };
const noneLeft: WaitWords['still'] = { one: '', many: '', none: '' };

/** `alone`: of a part of them, as `of first conversations of women came…`. */
export type ShareWords = { of: Noun; event: string; alone?: { of: string; event: string }; notYet?: (n: string) => string };
/** `within` and `most`: where it is no time that is waited. */
type TimeWords = WaitWords & {
  within?: (amount: string) => string;
  most?: (amount: string) => string;
  nobody?: string;
  without?: (n: string) => string;
};

/** By metric: of whom or what a share is said, and what it says of them. */
const shares: Readonly<Record<string, ShareWords>> = {
  again: { of: referrals, event: 'were of people who had been here in the year before' },
  engagement: { of: { one: 'person referred', many: 'people referred' }, event: 'had at least one conversation' },
  sustained: { of: { one: 'person referred', many: 'people referred' }, event: 'had three conversations or more' },
  missed: { of: { one: 'appointment', many: 'appointments' }, event: 'were missed' },
  practiceTold: { of: closed, event: 'were told to the practice' },
  planned: { of: spoken, event: 'set a goal' },
  notReached: { of: closed, event: 'ended since we could not reach the person' },
  firstContactWorking: {
    of: { one: 'referral with a first conversation', many: 'referrals with a first conversation' },
    event: 'had it within 10 working days',
    alone: { of: 'first conversations', event: 'came within 10 working days' },
  },
  responseDays: {
    of: { one: 'onward referral answered yes or no', many: 'onward referrals answered yes or no' },
    event: 'had the answer within 10 working days',
  },
  onward: { of: spoken, event: 'were referred on to an organisation' },
  acceptance: { of: { one: 'onward referral answered yes or no', many: 'onward referrals answered yes or no' }, event: 'were accepted' },
  acceptedOfSent: { of: onward, event: 'were accepted' },
  inTime: { of: { one: 'onward referral answered yes or no', many: 'onward referrals answered yes or no' }, event: 'had the answer within 10 working days' },
  unanswered: {
    of: { one: 'onward referral sent 10 working days ago or longer', many: 'onward referrals sent 10 working days ago or longer' },
    event: 'have no answer',
    notYet: (n) => `Sent less than 10 working days ago, and not counted yet: ${n}.`,
  },
  uptake: { of: { one: 'onward referral accepted', many: 'onward referrals accepted' }, event: 'led to the person coming at least once' },
  uptakeOfSuggested: { of: onward, event: 'led to the person coming at least once' },
  loopsClosed: { of: onward, event: 'have an end that the practitioner knows' },
  directoryReviewed: { of: { one: 'service', many: 'services' }, event: 'were checked in the last 180 days' },
  directoryBroken: { of: { one: 'organisation', many: 'organisations' }, event: 'cannot be reached at what we have of them' },
  directoryUnused: { of: { one: 'organisation', many: 'organisations' }, event: 'were sent nobody' },
  hasNumber: { of: referrals, event: 'carry a CHI or NHS number' },
  hasBirthDate: { of: referrals, event: 'carry a whole birth date' },
  hasSex: { of: referrals, event: 'say the person’s sex' },
  hasFifth: { of: referrals, event: 'are of people whose fifth of deprivation is known' },
  hasEthnicity: { of: referrals, event: 'are of people who said of which ethnic group they are, or that they would rather not say' },
  optOuts: { of: referrals, event: 'were of people who refused or took back a permission, or did not want the help' },
  hasNeed: { of: referrals, event: 'have the need in a code' },
};
const times: Readonly<Record<string, TimeWords>> = {
  firstContact: { of: referrals, event: 'led to a first conversation', unit: days, still },
  firstContactWorking: {
    of: referrals,
    event: 'led to a first conversation',
    unit: { one: 'working day', many: 'working days', none: 'on the same day' },
    still,
  },
  firstAttempt: { of: referrals, event: 'had a first attempt', unit: days, still: noneLeft },
  assessment: { of: referrals, event: 'had the needs recorded', unit: days, still: noneLeft },
  tries: {
    of: referrals,
    event: 'led to a conversation',
    unit: { one: 'attempt', many: 'attempts', none: 'at once' },
    still,
    within: (amount) => `with no more than ${amount}`,
    most: (amount) => `1 in 10 needed ${amount} or more`,
  },
  contactsPerClosed: {
    of: closed,
    event: 'had',
    unit: { one: 'conversation', many: 'conversations', none: 'no conversation' },
    still: noneLeft,
    nobody: 'No referral was closed in this time.',
    within: (amount) => `no more than ${amount}`,
    most: (amount) => `1 in 10 had ${amount} or more`,
  },
  duration: {
    of: closed,
    event: 'ended',
    nobody: 'No referral was closed in this time.',
    unit: { one: 'day of the first conversation', many: 'days of the first conversation', none: 'on the day of the first conversation' },
    still: noneLeft,
    most: (amount) => `1 in 10 took ${amount} days or more`,
  },
  response: {
    of: onward,
    event: 'were answered yes or no',
    unit: { one: 'day', many: 'days', none: 'at once' },
    still: { one: 'has no answer yet', many: 'have no answer yet', none: 'none waits for an answer' },
    without: (n) => `Ended without a yes or no: ${n}.`,
  },
  responseDays: {
    of: onward,
    event: 'were answered yes or no',
    unit: { one: 'working day', many: 'working days', none: 'on the same day' },
    still: { one: 'has no answer yet', many: 'have no answer yet', none: 'none waits for an answer' },
    without: (n) => `Ended without a yes or no: ${n}.`,
  },
};
/** What is said of a number of them. */
const counts: Readonly<Record<string, ShareWords>> = {
  received: { of: referrals, event: 'came in' },
  people: { of: people, event: 'were referred' },
  contacts: { of: { one: 'conversation', many: 'conversations' }, event: 'took place' },
  sent: { of: onward, event: 'were sent to organisations' },
  merged: { of: { one: 'record', many: 'records' }, event: 'turned out to be of a person known already' },
  sources: { of: referrals, event: 'came in' },
  modes: { of: { one: 'conversation', many: 'conversations' }, event: 'took place' },
  closures: { of: referrals, event: 'were closed' },
  primaryNeeds: { of: referrals, event: 'came in' },
  needsOfPeople: { of: people, event: 'were referred' },
  goalsEnded: { of: { one: 'goal', many: 'goals' }, event: 'ended' },
  declines: { of: onward, event: 'were declined' },
  burden: { of: { one: 'request', many: 'requests' }, event: 'were made of organisations' },
  optOutsHow: { of: referrals, event: 'were not wanted, or a permission was refused or taken back' },
  complaints: { of: { one: 'complaint', many: 'complaints' }, event: 'came in' },
  gaps: { of: { one: 'report', many: 'reports' }, event: 'say that there was nobody to refer to' },
  signposts: { of: { one: 'time', many: 'times' }, event: 'somebody was told of a place' },
};

export const figureNouns = {
  people,
  money,
  shares,
  times,
  counts,
  /** Answers of organisations come in hours or in days. */
  hours: { one: 'hour', many: 'hours', none: 'at once' },
  /** `14 are waiting…`: of what stands now. */
  standing: {
    waiting: {
      some: (n: string) => `Waiting for a first conversation today: ${n}`,
      none: 'Nobody waits for a first conversation today',
      half: (days: string) => `half of them for ${days} or less`,
    },
    quiet: {
      some: (n: string) => `Open referrals with a practitioner: ${n}`,
      none: 'No open referral has a practitioner',
      half: (days: string) => `half of them were spoken with in the last ${days}`,
    },
  },
  longerStanding: (n: string, days: number) => `more than ${days} days: ${n}`,
  count: (n: string, event: string) => `${n} ${event}`,
  nobody: (many: string) => `No ${many} in this time.`,
  notYet: (n: string) => `Referred less than 60 days ago, and not counted yet: ${n}.`,
  without: (n: string) => `Closed without it: ${n}.`,
  mix: (parts: string) => `Most often: ${parts}.`,
  mixPart: (label: string, n: string, percent: string) => `${label} ${n} (${percent}%)`,
  noMix: 'None in this time.',
  rates: {
    perThousand: { what: referrals, of: { one: 'person on the list', many: 'people on the list' } },
    caseload: { what: { one: 'open referral', many: 'open referrals' }, of: { one: 'whole-time equivalent', many: 'whole-time equivalents' } },
  },
  equalParts: (n: number) =>
    `For ${n} ${n === 1 ? 'practitioner who works' : 'practitioners who work'} at several practices nobody has entered how much at which: an equal part of the hours counts at each.`,
  perFull: (rate: string, n: string, full: string) =>
    `${rate} open referrals for a full-time practitioner (${n} open referrals, ${full} whole-time equivalents).`,
  ratios: {
    minutes: {
      some: (rate: string, top: string, bottom: string) => `${rate} minutes for each referral closed (${top} minutes, ${bottom} referrals).`,
      none: 'No referral was closed in this time.',
    },
    goalsEach: {
      some: (rate: string, top: string, bottom: string) => `${rate} goals for each person who set one (${top} goals, ${bottom} people).`,
      none: 'Nobody set a goal in this time.',
    },
    burdenEach: {
      some: (rate: string, top: string, bottom: string) => `${rate} requests for each onward referral (${top} requests, ${bottom} onward referrals).`,
      none: 'No onward referral was sent in this time.',
    },
  },
  lost: (lost: string, due: string, percent: string) => `Of ${due} whose nine months are over, ${lost} have no second measurement (${percent}%).`,
  better: (n: string, paired: string) => `${n} of ${paired} are at least one point better.`,
} as const;
