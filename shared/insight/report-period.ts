/** A month, a quarter or a year of the calendar, and the day it is looked at: what follows from both. */
import { addDays } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { type Calendar, workingDaysBetween } from '#referral/working-days';
import { monthsIn } from './disclosure/grid.ts';

/** `name` as `2026-11`, `2026-Q4` or `2026`. `closed`: the days without work, where working days matter. */
export type ReportPeriod = { kind: 'month' | 'quarter' | 'year'; name: string; months: readonly string[]; today: LocalDate; closed: Calendar };

const kindOfPeriod = (name: string): ReportPeriod['kind'] | undefined => {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(name)) return 'month';
  if (/^\d{4}-Q[1-4]$/.test(name)) return 'quarter';
  return /^\d{4}$/.test(name) ? 'year' : undefined;
};
/** Undefined: it is no period of the grid. */
export const reportPeriod = (name: string, today: LocalDate, closed: Calendar): ReportPeriod | undefined => {
  const kind = kindOfPeriod(name);
  return kind && { kind, name, months: monthsIn(name), today, closed };
};

/** The last day that lies so many working days back. */
export const workingDayAgo = (today: LocalDate, days: number, closed: Calendar): string => {
  let back = 0;
  while (workingDaysBetween(addDays(today, -back), today, closed) < days) back += 1;
  return addDays(today, -back);
};
