/** The months of an invented life, and its working hours: milliseconds since 1970, told as London's clocks do. */
import { instantOf } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { atLondonTime, calendar, londonDate, workingDayAfter } from '#referral/working-days';
import type { Chance } from './chance.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `begins` and `ends`: of each month, from its first millisecond to the next one's. */
export type Months = { first: LocalDate; begins: number; ends: number; starts: readonly number[] };

const monthAfter = (from: string, months: number): LocalDate => {
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10) as LocalDate;
};
const beginOf = (date: LocalDate): number => Date.parse(atLondonTime(date, '00:00'));
export const monthsOf = (from: string, months: number): Months => {
  const starts = Array.from({ length: months + 1 }, (_, n) => beginOf(monthAfter(from, n)));
  return { first: monthAfter(from, 0), begins: starts[0] ?? 0, ends: starts.at(-1) ?? 0, starts: starts.slice(0, -1) };
};
/** Which month, from 0. */
export const monthAt = ({ starts }: Months, at: number): number => starts.findLastIndex((start) => start <= at);

export const dateAt = (at: number): LocalDate => londonDate(instantOf(at));
const timeText = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const dates = new Map<number, LocalDate>();
/** The same day where it is worked, else the next that is. */
const workedDate = (at: number): LocalDate => {
  const number = Math.floor(at / day);
  const known = dates.get(number);
  if (known) return known;
  const date = workingDayAfter(dateAt(number * day - day), 1, calendar());
  dates.set(number, date);
  return date;
};
/** A moment of the working day that `at` falls into, or of the next; never before `at`. */
export const atWork = (at: number, by: Chance): number => {
  const found = Date.parse(atLondonTime(workedDate(at), timeText(by.whole(9 * 60, 16 * 60 + 50)))) + by.whole(0, 59_999);
  return found > at ? found : at + by.whole(1, 40) * minute;
};
