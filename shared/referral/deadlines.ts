/** How long an organisation may take. Working days are Scotland's, with the council's own closed days. */
import type { Instant, LocalDate } from '#platform/types';
import { isOpen } from './edges.ts';
import type { Onward } from './types.ts';
import { addWorkingDays, type Calendar, endOfLondonDay, londonDate } from './working-days.ts';

export const deadlineDays = { remind: 5, escalate: 10, acknowledgeCancellation: 2 } as const;

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
const between = (from: Instant, to: Instant, share: number): Instant => {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return new Date(Math.max(start, start + (end - start) * share)).toISOString() as Instant;
};

/**
 * Reminds after 5 working days and tells the practitioner after 10. A day by which help is needed shortens both: a reminder
 * at half, the practitioner at three quarters of the time left, so that somebody can still act before that day ends.
 */
export const answerDeadlines = (
  sentAt: Instant,
  neededBy: LocalDate | undefined,
  calendar: Calendar,
): { remindAt: Instant; escalateAt: Instant; answerBy: LocalDate } => {
  const usual = { remindAt: addWorkingDays(sentAt, deadlineDays.remind, calendar), escalateAt: addWorkingDays(sentAt, deadlineDays.escalate, calendar) };
  const needed = neededBy && endOfLondonDay(neededBy);
  const remindAt = needed ? earlier(usual.remindAt, between(sentAt, needed, 0.5)) : usual.remindAt;
  const escalateAt = needed ? earlier(usual.escalateAt, between(sentAt, needed, 0.75)) : usual.escalateAt;
  return { remindAt, escalateAt, answerBy: londonDate(escalateAt) };
};

/** The clock's commands that an onward referral waits for, each with its time. */
export const clockCommands = (onward: Onward) => {
  const due = (type: 'remind-onward' | 'escalate-onward' | 'force-cancellation', at: Instant) => ({ type, onward: onward.id, at });
  if (onward.cancellation) return isOpen(onward.status) ? [due('force-cancellation', onward.cancellation.forceAt)] : [];
  if (onward.status !== 'requested' || onward.escalatedAt) return [];
  return [...(onward.remindedAt ? [] : [due('remind-onward', onward.remindAt)]), due('escalate-onward', onward.escalateAt)];
};
