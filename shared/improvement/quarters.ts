/** Quarters, each by its first day. Pure. */
import type { LocalDate } from '#platform/types';

const monthsSinceZero = (day: LocalDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const firstDay = (months: number): LocalDate => `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01` as LocalDate;
/** The quarter in which a day lies. */
export const quarterWith = (day: LocalDate): LocalDate => firstDay(Math.floor(monthsSinceZero(day) / 3) * 3);
/** So many, this one first and then those before it. */
export const quartersUntil = (quarter: LocalDate, count: number): LocalDate[] =>
  Array.from({ length: count }, (_, n) => firstDay(monthsSinceZero(quarter) - 3 * n));
export const nextQuarter = (quarter: LocalDate): LocalDate => firstDay(monthsSinceZero(quarter) + 3);
export const everyMonthOf = (quarter: LocalDate): string[] => [0, 1, 2].map((n) => firstDay(monthsSinceZero(quarter) + n).slice(0, 7));
/** So many months, that of this day last. */
export const monthsUntil = (day: LocalDate, count: number): string[] =>
  Array.from({ length: count }, (_, n) => firstDay(monthsSinceZero(day) - count + 1 + n).slice(0, 7));
/** Its first and its last, as `2026-10`. */
export const monthsOf = (quarter: LocalDate): [string, string] => [quarter.slice(0, 7), firstDay(monthsSinceZero(quarter) + 2).slice(0, 7)];
export const isWithin = (day: LocalDate, quarter: LocalDate): boolean => day >= quarter && day < nextQuarter(quarter);
