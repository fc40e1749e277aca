/** The months, quarters and years that may be chosen, and how they are called. */

import { monthsIn } from '#insight/disclosure/grid';
import type { ReportPeriod } from '#insight/report-period';
import type { LocalDate } from '#platform/types';
import type { Choice } from '#web/frame/fields';
import type { Words } from '#web/words/words';

export const monthOf = (day: LocalDate): string => day.slice(0, 7);
const indexOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthAt = (index: number): string => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
/** So many months up to and with this one, in order. */
export const monthsUntil = (month: string, many: number): string[] => Array.from({ length: many }, (_, n) => monthAt(indexOf(month) - many + 1 + n));
const quarterAt = (index: number): string => `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
const quarterIndex = (day: LocalDate): number => Math.floor(indexOf(monthOf(day)) / 3);

/** The last quarter that is over. */
export const defaultPeriod = (today: LocalDate): string => quarterAt(quarterIndex(today) - 1);
/** Newest first, the one that is not over among them. */
export const quartersUntil = (today: LocalDate, many: number): string[] => Array.from({ length: many }, (_, n) => quarterAt(quarterIndex(today) - n));

/** `July to September 2026`. */
export const periodText = (name: string, today: LocalDate, { when, figuresPages: { periods } }: Words): string => {
  const months = monthsIn(name);
  const named = (month: string | undefined) => when.months[Number(month?.slice(5)) - 1] ?? '';
  const year = name.slice(0, 4);
  const financial = () => periods.financial(named(months[0]), year, named(months.at(-1)), (months.at(-1) ?? '').slice(0, 4));
  const texts = { 1: () => periods.month(named(months[0]), year), 3: () => periods.quarter(named(months[0]), named(months[2]), year) };
  const text = texts[months.length as 1 | 3]?.() ?? (months[0]?.endsWith('-01') ? periods.year(year) : financial());
  return (months.at(-1) ?? '') >= monthOf(today) ? periods.notOver(text) : text;
};
/** `Nov 2026`, as an axis has room for. */
export const shortMonth = (month: string, { when }: Words): string => `${(when.months[Number(month.slice(5)) - 1] ?? '').slice(0, 3)} ${month.slice(0, 4)}`;

export const periodChoices = ({ name, today }: ReportPeriod, words: Words): Choice[] => {
  const years = [0, 1, 2].map((n) => String(Number(today.slice(0, 4)) - n));
  const all = [...quartersUntil(today, 9), ...years, ...monthsUntil(monthOf(today), 12).reverse()];
  return [...(all.includes(name) ? [] : [name]), ...all].map((value) => ({ value, label: periodText(value, today, words) }));
};
