/** Days as they are counted here: Europe/London, Monday to Friday, without Scotland's bank holidays. */
import type { Instant, LocalDate } from '#platform/types';
import { bankHolidays } from './bank-holidays.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Days without work besides the weekends, numbered since 1970-01-01. */
export type Calendar = ReadonlySet<number>;

const dayNumber = (date: string): number => {
  const number = Date.parse(date) / day;
  if (!Number.isInteger(number)) throw new Error(`not a calendar day: ${date}`);
  return number;
};
const scotland: Calendar = new Set(bankHolidays.map(dayNumber));

/** Scotland's bank holidays, with those that a council keeps besides them and without those that it does not keep. Days are `YYYY-MM-DD`. */
export const calendar = (overrides?: { extra: readonly string[]; without: readonly string[] }): Calendar => {
  if (!overrides) return scotland;
  const days = new Set([...scotland, ...overrides.extra.map(dayNumber)]);
  for (const date of overrides.without) days.delete(dayNumber(date));
  return days;
};

/** When the clocks change in that month, March or October, which have 31 days: the last Sunday, 01:00 UTC. */
const clockChange = (year: number, month: 2 | 9): number => {
  const last = Date.UTC(year, month, 31, 1);
  return last - new Date(last).getUTCDay() * day;
};
/** Milliseconds London is ahead of UTC (Summer Time Order 2002). Not from Intl, whose first use costs a function 30 ms. */
const ahead = (milliseconds: number): number => {
  const year = new Date(milliseconds).getUTCFullYear();
  return milliseconds >= clockChange(year, 2) && milliseconds < clockChange(year, 9) ? hour : 0;
};

/** Milliseconds since 1970-01-01 on London's clocks. */
const toLondon = (instant: Instant): number => {
  const milliseconds = Date.parse(instant);
  return milliseconds + ahead(milliseconds);
};
/** The other way. The clocks change between 00:00 and 02:00 of a Sunday; an hour that comes twice is taken as its second, one that never comes as the one before. */
const fromLondon = (local: number): Instant => new Date(local - ahead(local)).toISOString() as Instant;

export const londonDate = (instant: Instant): LocalDate => new Date(toLondon(instant)).toISOString().slice(0, 10) as LocalDate;
/** `14:30`. */
export const londonTime = (instant: Instant): string => new Date(toLondon(instant)).toISOString().slice(11, 16);
/** That time of the day, as HH:MM. */
export const atLondonTime = (date: LocalDate, time: string): Instant => fromLondon(Date.parse(`${date}T${time}:00.000Z`));
/** Its last millisecond. */
export const endOfLondonDay = (date: LocalDate): Instant => fromLondon(Date.parse(date) + day - 1);

const works = (number: number, closed: Calendar): boolean => {
  const weekday = new Date(number * day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !closed.has(number);
};

const workingDay = (from: number, days: number, closed: Calendar): number => {
  let number = from;
  for (let left = days; left > 0; left -= works(number, closed) ? 1 : 0) number += 1;
  return number;
};

/** The same time of day in London, so many (whole, from 0) working days later; what begins on a day off counts from the next working day. */
export const addWorkingDays = (from: Instant, days: number, closed: Calendar): Instant => {
  if (!Number.isInteger(days) || days < 0) throw new Error(`not a number of working days: ${days}`);
  if (days === 0) return from;
  const local = toLondon(from);
  const number = Math.floor(local / day);
  return fromLondon(workingDay(number, days, closed) * day + (local - number * day));
};
/** So many (whole, from 1) working days after a day. */
export const workingDayAfter = (date: LocalDate, days: number, closed: Calendar): LocalDate =>
  new Date(workingDay(dayNumber(date), days, closed) * day).toISOString().slice(0, 10) as LocalDate;

/** Working days after `from`, up to and with `to`; 0 when `to` is not later. */
export const workingDaysBetween = (from: LocalDate, to: LocalDate, closed: Calendar): number => {
  let days = 0;
  for (let number = dayNumber(from) + 1; number <= dayNumber(to); number += 1) days += works(number, closed) ? 1 : 0;
  return days;
};
