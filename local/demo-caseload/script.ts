/** What was done with an invented person, told in working days before today: nothing in the demo has a date of its own. */
import type { About } from '#people/about';
import type { ConcernKind } from '#people/concern';
import { instantOf } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import type { NeedCode } from '#referral/needs';
import type { Contact, Mode, NextStep, Outcome, StepKind } from '#referral/types';
import { atLondonTime, calendar, londonDate, londonTime, workingDayAfter } from '#referral/working-days';
import type { Plan, Progress } from '#web/matters/goal-resource';

/** `ago`: working days before today; `time`: HH:MM. */
export type When = { ago: number; time: string };
type Planned = {
  kind?: StepKind;
  mode?: Mode;
  in: number /** Working days from today; below 0: it is overdue. */;
  time?: string;
  place?: string;
  what?: string;
  interpreter?: true;
  /** Lone working: who knows, and the time by which she is back. */
  alone?: { knows: string; backBy: string };
};
type Agreed = Pick<Plan, 'words' | 'step' | 'who' | 'theme'> & { /** Working days from today. */ dueIn?: number; since?: { progress: Progress; line: string } };
export type Deed = When &
  (
    | { does: 'accept'; next?: Planned }
    | { does: 'no-answer'; next?: Planned }
    | { does: 'meet'; mode?: Mode; minutes?: number; note?: string; help?: Contact['help']; next?: Planned | null }
    | { does: 'plan'; next: Planned }
    | { does: 'refer'; to: string; service: string }
    | { does: 'answers'; from: string; says: 'accept' | 'decline' | 'start' | 'complete' | 'ask'; text?: string; reference?: string }
    | { does: 'not-delivered'; to: string }
    | { does: 'ask'; text: string }
    | { does: 'hold'; text: string }
    | { does: 'agree'; goal: Agreed }
    /** ONS4: satisfied, worthwhile, happy, anxious. */
    | { does: 'measure'; values: readonly [number, number, number, number] }
    | { does: 'close'; outcomes: Outcome[] }
  );
/** Raised less than a day ago, whatever the weekday: its clock still runs. */
type Worry = { hoursAgo: number; words: string; kind: ConcernKind; told: string; next: string };
export type Invented = {
  given: string;
  family: string;
  /** `YYYY-MM-DD`; kept for life, so an age moves with the years. */
  born: string;
  phone?: string;
  /** A published example of Public Health Scotland, never another's. */
  chi?: string;
  address?: string;
  language?: string;
  need: NeedCode;
  why: string;
  urgency?: 'urgent' | 'asap';
  /** Working days from today. */
  neededIn?: number;
  /** Absent: the GP system. */
  source?: 'self';
  sent: When;
  withoutConsent?: true;
  about?: About;
  deeds: Deed[];
  concern?: Worry;
};

const day = 86_400_000;
const dayOf = (date: LocalDate, days: number): LocalDate => instantOf(Date.parse(date) + days * day).slice(0, 10) as LocalDate;
/** `count` working days before or, below 0, after this day. */
export const workingDay = (today: LocalDate, count: number): LocalDate => {
  if (count > 0) return workingDayAfter(today, count, calendar());
  let date = today;
  for (let left = -count; left > 0; ) {
    date = dayOf(date, -1);
    const works = workingDayAfter(dayOf(date, -1), 1, calendar()) === date;
    left -= works ? 1 : 0;
  }
  return date;
};
/** Never in the future, whatever the hour at which the demo is started. */
export const instantIn = ({ ago, time }: When, now: Instant): Instant => {
  const at = atLondonTime(workingDay(londonDate(now), -ago), time);
  return at < now ? at : now;
};
/** So many minutes from now, on the half hour, still today. */
export const soon = (now: Instant, minutes: number): string => {
  const half = 1_800_000;
  const at = instantOf(Math.ceil((Date.parse(now) + minutes * 60_000) / half) * half);
  return londonDate(at) === londonDate(now) ? londonTime(at) : '23:30';
};
export const stepOf = ({ kind = 'call', mode = 'telephone', in: days, time, place, what, interpreter, alone }: Planned, now: Instant): NextStep => ({
  ...{ kind, mode, day: workingDay(londonDate(now), days) },
  ...(alone ? { alone: { knows: alone.knows, backBy: atLondonTime(workingDay(londonDate(now), days), alone.backBy) } } : {}),
  ...(time === undefined ? {} : { time }),
  ...(place === undefined ? {} : { place }),
  ...(what === undefined ? {} : { what }),
  ...(interpreter ? { interpreter } : {}),
});
