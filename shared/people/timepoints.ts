/**
 * When in an episode something was measured. Baseline: the first measurement from the day the referral came until 28 days after the first conversation.
 * Follow-up: nine months later, as in the evaluation of the programme, give or take 45 days. Worked out from the days each time, never stored: a contact
 * that is struck out moves it.
 */
import { addDays } from '#platform/time';
import type { LocalDate } from '#platform/types';

const baselineDays = 28;
const followUp = { after: 274, giveOrTake: 45 } as const;

export type Timepoint = 'baseline' | 'follow-up' | 'other';
export type Episode = { came: LocalDate /** The first conversation, in both directions. */; firstContact?: LocalDate };
type Window = { opens: LocalDate /** Inclusive. Absent: it has no end yet. */; closes?: LocalDate };
export type Measured = { id: string; day: LocalDate };

const isWithin = (at: LocalDate, { opens, closes }: Window): boolean => at >= opens && (closes === undefined || at <= closes);

export const baselineWindow = ({ came, firstContact }: Episode): Window =>
  firstContact ? { opens: came, closes: addDays(firstContact, baselineDays) } : { opens: came };
/** `from`: the day of the baseline, or where there is none of the first conversation. */
export const followUpWindow = (from: LocalDate): { opens: LocalDate; closes: LocalDate } => ({
  opens: addDays(from, followUp.after - followUp.giveOrTake),
  closes: addDays(from, followUp.after + followUp.giveOrTake),
});

/** Of one instrument in one episode, oldest first. */
export const baselineOf = (measured: readonly Measured[], episode: Episode): Measured | undefined =>
  measured.find((one) => isWithin(one.day, baselineWindow(episode)));
export const timepointOf = (one: Measured, measured: readonly Measured[], episode: Episode): Timepoint => {
  const baseline = baselineOf(measured, episode);
  if (one.id === baseline?.id) return 'baseline';
  const from = baseline?.day ?? episode.firstContact;
  return from && isWithin(one.day, followUpWindow(from)) ? 'follow-up' : 'other';
};

/** What a measurement made on this day would be, and the window that matters next. */
export const nextTimepoint = (on: LocalDate, measured: readonly Measured[], episode: Episode): { now: Timepoint; window?: Window } => {
  const baseline = baselineOf(measured, episode);
  const open = baselineWindow(episode);
  if (!baseline && isWithin(on, open)) return { now: 'baseline', window: open };
  const from = baseline?.day ?? episode.firstContact;
  if (!from) return { now: 'other' };
  const window = followUpWindow(from);
  return { now: isWithin(on, window) ? 'follow-up' : 'other', window };
};
