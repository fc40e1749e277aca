/** Days and times as people read them, in Europe/London. */
import { daysBetween } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { londonDate, londonTime } from '#referral/working-days';
import type { Words } from '#web/words/words';

const partsOf = (day: LocalDate) => {
  const date = new Date(`${day}T00:00:00Z`);
  return { weekday: date.getUTCDay(), day: date.getUTCDate(), month: date.getUTCMonth(), year: date.getUTCFullYear() };
};

/** `Tuesday 1 December`, with the year where it is not this one's. */
export const dayText = (day: LocalDate, today: LocalDate, { when }: Words): string => {
  const { weekday, day: number, month, year } = partsOf(day);
  const text = `${when.weekdays[weekday]} ${number} ${when.months[month]}`;
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${text} ${year}`;
};
/** `1 December 1980`. */
export const birthText = (day: string, { when }: Words): string => {
  const [year, month, date] = day.split('-').map(Number);
  return [date, month && when.months[month - 1], year].filter((part) => part !== undefined).join(' ');
};

/** `today`, `tomorrow`, `yesterday`, a weekday within six days, or the date. */
export const nearDay = (day: LocalDate, today: LocalDate, words: Words): string => {
  const days = daysBetween(today, day);
  const { weekday } = partsOf(day);
  if (days === 0) return words.when.today;
  if (days === 1) return words.when.tomorrow;
  if (days === -1) return words.when.yesterday;
  if (days > 1 && days < 7) return words.when.weekdays[weekday] ?? '';
  return dayText(day, today, words);
};
/** `today, 10:42`. */
export const momentText = (at: Instant, now: Instant, words: Words): string => `${nearDay(londonDate(at), londonDate(now), words)}, ${londonTime(at)}`;

/** Whole years; undefined where the birth date is not known to the year. */
export const ageOn = (birthDate: string | undefined, today: LocalDate): number | undefined => {
  if (!birthDate || !/^\d{4}/.test(birthDate)) return undefined;
  const had = birthDate.slice(5) <= today.slice(5) || birthDate.length < 10;
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (had ? 0 : 1);
};
