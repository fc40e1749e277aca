/** Instants and days: the only place that reads the system clock. */
import type { Clock, Instant, LocalDate } from '#platform/types';

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

/** From milliseconds since 1970. */
export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant;
export const millisecondsOf = (instant: Instant): number => Date.parse(instant);
export const later = (instant: Instant, milliseconds: number): Instant => instantOf(millisecondsOf(instant) + milliseconds);

/** Milliseconds of a calendar day, which no change of clocks shortens. */
export const dayLength = 86_400_000;
/** Whole days from the one to the other; below 0 when the other is before. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (Date.parse(to) - Date.parse(from)) / dayLength;
export const addDays = (day: LocalDate, days: number): LocalDate => instantOf(Date.parse(day) + days * dayLength).slice(0, 10) as LocalDate;

/** Parses an instant of any offset to UTC; undefined when it is none. */
export const parseInstant = (text: string): Instant | undefined => {
  const milliseconds = Date.parse(text);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && Number.isFinite(milliseconds) ? instantOf(milliseconds) : undefined;
};
/** Parses a calendar day that exists; undefined when it does not. */
export const parseLocalDate = (text: string): LocalDate | undefined => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00.000Z`);
  return Number.isFinite(day.getTime()) && day.toISOString().startsWith(text) ? (text as LocalDate) : undefined;
};
