/** How long an organisation may take. Working days are Scotland's, with the council's own closed days. */
import type { OpeningHours } from '#directory/types';
import type { Instant, LocalDate } from '#platform/types';
import { isOpen } from './edges.ts';
import { afterOpen, openOn } from './open-hours.ts';
import type { Onward } from './types.ts';
import { addWorkingDays, type Calendar, endOfLondonDay, londonDate } from './working-days.ts';

export const deadlineDays = { remind: 5, escalate: 10, acknowledgeCancellation: 2 } as const;
/** Of the service, for help that is wanted on the same day. */
const openHoursToAnswer = 2;
const hour = 3_600_000;

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
const between = (from: Instant, to: Instant, share: number): Instant => {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return new Date(Math.max(start, start + (end - start) * share)).toISOString() as Instant;
};

type Deadlines = { remindAt: Instant; escalateAt: Instant };
type Sending = { sentAt: Instant; neededBy?: LocalDate; opening?: readonly OpeningHours[] };

/** For help that is wanted on the same day the practitioner is told after two hours in which the service was open, or when it closes, so that somebody is still there to act. */
const sameDay = ({ sentAt, opening }: Sending, calendar: Calendar): Deadlines => {
  const today = londonDate(sentAt);
  const closes = openOn(today, opening, calendar)
    .filter(({ to }) => to > sentAt)
    .at(-1)?.to;
  const waited = afterOpen(sentAt, openHoursToAnswer * hour, opening, calendar);
  const escalateAt = [waited, closes, between(sentAt, endOfLondonDay(today), 0.75)].reduce<Instant>(
    (first, at) => (at && at < first ? at : first),
    endOfLondonDay(today),
  );
  return { remindAt: between(sentAt, escalateAt, 0.5), escalateAt };
};

/**
 * Reminds after 5 working days and tells the practitioner after 10. A day by which help is needed shortens both: a reminder
 * at half, the practitioner at three quarters of the time left, so that somebody can still act before that day ends.
 */
const deadlinesOf = (sending: Sending, calendar: Calendar): Deadlines => {
  const { sentAt, neededBy } = sending;
  if (neededBy === londonDate(sentAt)) return sameDay(sending, calendar);
  const usual = { remindAt: addWorkingDays(sentAt, deadlineDays.remind, calendar), escalateAt: addWorkingDays(sentAt, deadlineDays.escalate, calendar) };
  if (!neededBy || neededBy < londonDate(sentAt)) return usual;
  const needed = endOfLondonDay(neededBy);
  return { remindAt: earlier(usual.remindAt, between(sentAt, needed, 0.5)), escalateAt: earlier(usual.escalateAt, between(sentAt, needed, 0.75)) };
};
export const answerDeadlines = (sending: Sending, calendar: Calendar): Deadlines & { answerBy: LocalDate } => {
  const deadlines = deadlinesOf(sending, calendar);
  return { ...deadlines, answerBy: londonDate(deadlines.escalateAt) };
};

/** The clock's commands that an onward referral waits for, each with its time. */
export const clockCommands = (onward: Onward) => {
  const due = (type: 'remind-onward' | 'escalate-onward' | 'force-cancellation', at: Instant) => ({ type, onward: onward.id, at });
  if (onward.cancellation) return isOpen(onward.status) ? [due('force-cancellation', onward.cancellation.forceAt)] : [];
  if (onward.status !== 'requested' || onward.escalatedAt) return [];
  return [...(onward.remindedAt ? [] : [due('remind-onward', onward.remindAt)]), due('escalate-onward', onward.escalateAt)];
};
