/** What is counted: the names in the figures, and what one of each is. Read by docs/metrics.md; the code that counts lies in `counted`. */

import { instantOf } from '#platform/time';

/** A figure of one version is never compared with one of another without saying so. Changed with the meaning of anything that is counted. */
export const definitionsVersion = 3;
/** When that version came. */
export const definitionsSince = instantOf(Date.UTC(2026, 10, 27));
/** The figures that are kept up to date. Those of another version, or as they were known at a time, lie beside them in sets of their own. */
export const currentSet = String(definitionsVersion);
/** `asAt`: an instant. */
export const setAsAt = (asAt: string): string => `${currentSet}@${asAt}`;

/** In the month in which the referral came. `N` is a whole number, one bucket of an exact histogram. */
export const cohortCounts = {
  received: 'a referral sent to the hub; a draft counts from the moment it is sent',
  'source.*': 'the same, by who made it: `gp-system`, `staff`, `self`, `practitioner`',
  again: 'a referral of a person of whom one was closed before it came, and had come at most 365 days before',
  'optOut.*':
    'the same, once: `permission` where the person refused or took back the permission to be referred or to pass something on, for all organisations or for some; else `stopped` where it ended since the person did not want it (any more)',
  'people.P@DD':
    'a person, at the first of their referrals in the month (P = `m`), the quarter (`q`) or the year (`y`); the widest alone. `DD` is the day it came. A person belongs to a practice: who is known at two practices is two',
  'engaged.P@DD': 'of these people, who had a two-way contact in that referral or a later one',
  'sustained.P@DD': 'of these people, who had three or more',
  'referredOn.P@DD': 'of these people with a contact, who were referred on to an organisation',
  'planned.P@DD': 'of these people with a contact, who set a goal on that day or later',
  'goals.P@DD': 'how many goals these set, on that day or later',
  'having.P': 'of these people, who had this need in that referral or a later one: what the practitioner recorded last, or else what was asked for; by need',
  'attempt.N': 'days from the day it came to the first attempt to reach the person: anything logged, a text or a letter too; a visit called off is none',
  'wait.N': 'days from the day it came to the first two-way contact; failed attempts do not stop the clock',
  'worked.N': 'the same in working days of the practice’s council',
  'assess.N': 'days to when needs were first recorded',
  'tries.N': 'attempts up to and with the first two-way contact',
  waiting: 'no two-way contact yet, and not closed',
  endedWaiting: 'closed without a two-way contact',
  merged: 'records that were found to be of the person, at the first of their referrals in the year',
  hasBirthDate: 'a referral of a person whose whole birth date is known',
  hasSex: 'whose sex is known',
  hasFifth: 'whose fifth of deprivation is known',
  hasEthnicity: 'whose ethnic group is known, or who would rather not say it',
  hasNumber: 'who has a CHI number or another of the health services',
  hasNeed: 'whose need is recorded in a code of the programme',
} as const;
/** In the month in which it was. */
export const eventCounts = {
  contact: 'a two-way contact: attended or answered. Struck ones count nowhere',
  'mode.*': 'the same, by how it was held',
  attended: 'an appointment that was kept',
  missed: 'an appointment to which the person did not come; called off by either side is neither',
  noAnswer: 'an attempt that reached nobody',
  minutes: 'minutes that contacts took, two-way or not, where they were noted',
  closed: 'a referral that was closed',
  'reason.*': 'the same, by the reason; `rejected` at triage, `other-words` without a reason of the list',
  'contacts.N': 'two-way contacts of a referral that was closed',
  'duration.N': 'days from the first two-way contact to closing',
  notReached: 'closed as unable to contact after three or more attempts on two or more days and no contact',
  practiceTold: 'closed, and the hub did not find the practice unreachable since',
  reminded: 'a reminder to an organisation that has not answered; of an onward referral entered in error none',
  stopAsked: 'an organisation was asked to stop, the first time for each onward referral',
  goalsSet: 'a goal that was set',
  'goal.*':
    'a goal that ended: `achieved`, `partly` (improving or sustaining), `not` (any other achievement), `withdrawn` (cancelled or rejected); one proposed or entered in error is none',
} as const;
/** In the month in which the onward referral was sent, whenever the answer came. */
export const onwardCounts = {
  sent: 'an onward referral sent to an organisation; entered in error it counts nowhere',
  'sent@DD': 'the same, by the day',
  accepted: 'its first answer was yes, with or without a waiting list',
  declined: 'its first answer was no',
  'decline.*': 'the same, by the reason',
  alreadySupporting: 'answered by "we support this person already", which is neither yes nor no',
  'hours.N': 'hours begun, round the clock, from sending to the first yes or no',
  'answeredIn.N': 'the same in working days of the practice’s council',
  inTime: 'a first yes or no within 10 working days',
  'unanswered@DD': 'sent on that day, neither answered nor ended',
  withdrawn: 'cancelled before any answer',
  came: 'accepted, and the person came at least once',
  loopClosed:
    'its final outcome is known to the practitioner: completed, failed, declined, already supporting, or cancelled after acceptance, unless the organisation was asked to stop and never acknowledged it',
  yearly: 'pounds a year that a money service gained for the person',
  oneOff: 'pounds gained once',
  debt: 'pounds of debt dealt with',
  'yearlyFor.P, oneOffFor.P, debtFor.P':
    'a person of whom this is the first onward referral with such pounds in the month (P = `m`), the quarter (`q`) or the year (`y`); the widest alone',
  'yearlySquare.P, oneOffSquare.P, debtSquare.P':
    'at each first of these, in the month, the quarter and the year apart: the square of all such pounds that the person gained in it, by which it is known whether most of a sum is one person’s',
} as const;
/** In the month of the baseline measurement. */
export const outcomeCounts = {
  'base-*': 'a baseline, by what was measured; one measurement is the baseline of one referral, the first that has it',
  'pair-*': 'with a follow-up about nine months later, the first in its window',
  'change-*': 'sum of follow-up less baseline over the pairs',
  'square-*': 'sum of the squares of these',
  'better-*': 'pairs at least one point better',
} as const;
/** As it stands now. */
export const nowCounts = {
  'waitingSince@DAY': 'open without a two-way contact, by the day it came',
  open: 'open and with a practitioner',
  'lastSeen@DAY': 'the same, by the day of the last two-way contact, or else of acceptance',
} as const;
