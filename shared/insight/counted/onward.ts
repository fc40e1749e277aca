/** What an onward referral adds to the month in which it was sent. */

import type { Instant } from '#platform/types';
import { type Calendar, londonDate, workingDaysBetween } from '#referral/working-days';
import type { SentOn } from './sent-on.ts';
import type { Tally } from './tally.ts';

/** Working days in which an answer is asked for, unless the referral says otherwise. */
export const answerWithin = 10;
/** Each that has begun: an answer at once took one. */
const hoursBetween = (from: Instant, to: Instant) => Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / 3_600_000));

const answerTally = ({ facts: { sentAt }, answer, ended }: SentOn, closed: Calendar): Tally => {
  if (!answer) return ended ? {} : { [`unanswered@${londonDate(sentAt).slice(8)}`]: 1 };
  if (answer.is === 'alreadySupporting') return { alreadySupporting: 1 };
  const days = workingDaysBetween(londonDate(sentAt), londonDate(answer.at), closed);
  return {
    [answer.is]: 1,
    [`hours.${hoursBetween(sentAt, answer.at)}`]: 1,
    [`answeredIn.${days}`]: 1,
    ...(days <= answerWithin ? { inTime: 1 } : {}),
    ...(answer.is === 'declined' && answer.reason ? { [`decline.${answer.reason}`]: 1 } : {}),
  };
};
const pounds = ({ yearly = 0, oneOff = 0, debt = 0 }: NonNullable<SentOn['reached']>): Tally => ({
  ...(yearly ? { yearly } : {}),
  ...(oneOff ? { oneOff } : {}),
  ...(debt ? { debt } : {}),
});
export const onwardTally = (sent: SentOn, closed: Calendar): Tally => ({
  sent: 1,
  [`sent@${londonDate(sent.facts.sentAt).slice(8)}`]: 1,
  ...answerTally(sent, closed),
  ...(sent.answer?.is === 'accepted' && sent.came ? { came: 1 } : {}),
  ...(sent.ended === 'closed' || sent.ended === 'withdrawn' ? { [sent.ended === 'closed' ? 'loopClosed' : 'withdrawn']: 1 } : {}),
  ...(sent.reached ? pounds(sent.reached) : {}),
});

type InMonth = { month: string; tally: Tally };
const inMonth = (at: Instant, name: string): InMonth => ({ month: londonDate(at).slice(0, 7), tally: { [name]: 1 } });
/** What else was asked of the organisation, in the months in which it was. */
export const burdenByMonth = ({ reminded, askedToStop }: SentOn): InMonth[] => [
  ...reminded.map((at) => inMonth(at, 'reminded')),
  ...(askedToStop ? [inMonth(askedToStop, 'stopAsked')] : []),
];
