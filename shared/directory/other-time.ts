/** A practitioner's time that belongs to no person, by ISO week (from Monday; week 1 is the one with 4 January). Pure. */
import type { Brand, Instant, LocalDate } from '#platform/types';

/** `2026-W48`; compares as text. */
export type IsoWeek = Brand<'IsoWeek'>;
export type OtherTime = {
  week: IsoWeek;
  /** Minutes; absent: not said. */
  community?: number;
  team?: number;
  line?: string;
  versionId: number;
  lastUpdated: Instant;
};

/** Of hours that somebody can have worked in a week. */
const mostHours = 80;

const day = 86_400_000;
const textOf = (milliseconds: number): LocalDate => new Date(milliseconds).toISOString().slice(0, 10) as LocalDate;
/** Days since Monday. */
const weekdayOf = (milliseconds: number): number => (new Date(milliseconds).getUTCDay() + 6) % 7;
const mondayBefore = (milliseconds: number): number => milliseconds - weekdayOf(milliseconds) * day;
const firstMonday = (year: number): number => mondayBefore(Date.UTC(year, 0, 4));

export const isoWeekOf = (date: LocalDate): IsoWeek => {
  const thursday = mondayBefore(Date.parse(date)) + 3 * day;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - firstMonday(year)) / (7 * day)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}` as IsoWeek;
};
export const mondayOf = (week: IsoWeek): LocalDate => textOf(firstMonday(Number(week.slice(0, 4))) + (Number(week.slice(6)) - 1) * 7 * day);
export const sundayOf = (week: IsoWeek): LocalDate => textOf(Date.parse(mondayOf(week)) + 6 * day);
/** So many weeks, the one of this day first and then those before it. */
export const weeksUntil = (date: LocalDate, count: number): IsoWeek[] =>
  Array.from({ length: count }, (_, n) => isoWeekOf(textOf(Date.parse(date) - n * 7 * day)));

/** Minutes of `2`, `2.5`, `2,25` or `2:30` hours; undefined where it is none of these, or too many. */
export const minutesIn = (text: string): number | undefined => {
  const [, whole = '', minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  const [, decimal] = /^(\d{1,2}(?:[.,]\d{1,2})?)$/.exec(text) ?? [];
  const found =
    minutes !== undefined ? Number(whole) * 60 + Number(minutes) : decimal !== undefined ? Math.round(Number(decimal.replace(',', '.')) * 60) : undefined;
  return found !== undefined && found <= mostHours * 60 ? found : undefined;
};
/** `2:30`. */
export const hoursText = (minutes: number): string =>
  minutes % 60 === 0 ? String(minutes / 60) : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
