/** What holds from a day on until something else does: the parts of directory records that change over time. */
import * as z from 'zod/mini';
import { daysBetween } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { practiceId } from './ids.ts';

const day = z.pipe(
  z.iso.date('write a day as 2026-11-30'),
  z.transform((text) => text as LocalDate),
);
const shortText = z.string().check(z.regex(/^[^\p{Cc}]{1,120}$/u, 'use 1 to 120 characters and no line breaks'));

/** `comparison`: its people answer questionnaires and see no links practitioner. */
export const armNames = ['intervention', 'comparison', 'not-in-study'] as const;
export type ArmName = (typeof armNames)[number];

const once =
  <Entry>(of: (entry: Entry) => string, text: string) =>
  (entries: readonly Entry[]): string | undefined =>
    new Set(entries.map(of)).size === entries.length ? undefined : text;
const listOf = <Entry>(entry: z.ZodMiniType<Entry>, most: number, of: (entry: Entry) => string, text: string) => {
  const twice = once(of, text);
  return z.optional(
    z.array(entry).check(
      z.maxLength(most, `give at most ${most}`),
      z.refine((entries) => twice(entries) === undefined, text),
    ),
  );
};

const quarterDay = day.check(z.refine((text) => /-(01|04|07|10)-01$/.test(text), 'write the first day of a quarter, as 2026-10-01'));
const whole = z.number().check(z.int('write a whole number'), z.gte(1, 'write a number from 1 to 200000'), z.lte(200_000, 'write a number from 1 to 200000'));
const part = z.number().check(
  z.gte(0, 'write a part of a full week from 0 to 2, as 0.6'),
  z.lte(2, 'write a part of a full week from 0 to 2, as 0.6'),
  z.refine((given) => Math.abs(given * 100 - Math.round(given * 100)) < 1e-9, 'use at most two decimals'),
);

const arm = z.strictObject({ from: day, arm: z.enum(armNames) });
const listSize = z.strictObject({ day: quarterDay, patients: whole });
const hundredths = (given: number): number => Math.round(given * 100);
const parts = z.array(z.strictObject({ practice: practiceId, wte: part })).check(
  z.maxLength(40, 'give at most 40 parts'),
  z.refine((given) => new Set(given.map(({ practice }) => practice)).size === given.length, 'a practice stands twice: give each practice one part'),
);
const hours = z
  .strictObject({ from: day, wte: part, parts: z.optional(parts) })
  .check(
    z.refine(
      (given) => given.parts === undefined || given.parts.reduce((sum, one) => sum + hundredths(one.wte), 0) === hundredths(given.wte),
      'the parts do not add up to wte: correct one of them',
    ),
  );
const agreement = z
  .strictObject({ reference: shortText, purpose: shortText, from: day, until: z.optional(day) })
  .check(z.refine(({ from, until }) => until === undefined || until >= from, 'it ends before it begins: correct one of the days'));
export type Arm = z.infer<typeof arm>;
export type ListSize = z.infer<typeof listSize>;
/** 1 is a full week, all practices together. `parts`: which practice has how much of it; absent where nobody said, and then each has the same. */
export type Hours = z.infer<typeof hours>;
/** On sharing data with an organisation; `until` is its last day, absent where it has none. */
export type Agreement = z.infer<typeof agreement>;

export const arms = listOf(arm, 40, ({ from }) => from, 'a day stands twice: give each day one arm');
export const listSizes = listOf(listSize, 120, ({ day: quarter }) => quarter, 'a quarter stands twice: give each quarter one number');
export const wte = listOf(hours, 80, ({ from }) => from, 'a day stands twice: give each day one number');
export const agreements = listOf(agreement, 40, ({ reference }) => reference, 'a reference stands twice: give each agreement its own');

const latest = <Entry>(entries: readonly Entry[] | undefined, on: LocalDate, of: (entry: Entry) => LocalDate): Entry | undefined =>
  (entries ?? []).filter((entry) => of(entry) <= on).toSorted((one, other) => (of(one) < of(other) ? 1 : -1))[0];
/** Undefined before the first. */
export const armOn = (entries: readonly Arm[] | undefined, on: LocalDate): ArmName | undefined => latest(entries, on, ({ from }) => from)?.arm;
export const hoursOn = (entries: readonly Hours[] | undefined, on: LocalDate): Hours | undefined => latest(entries, on, ({ from }) => from);
export const wteOn = (entries: readonly Hours[] | undefined, on: LocalDate): number | undefined => hoursOn(entries, on)?.wte;
/** Of the latest quarter that had begun: what a rate per 1,000 is divided by. */
export const listSizeOn = (entries: readonly ListSize[] | undefined, on: LocalDate): ListSize | undefined => latest(entries, on, ({ day: quarter }) => quarter);
/** The first day of the quarter in which a day lies. */
export const quarterOf = (on: LocalDate): LocalDate => {
  const month = Number(on.slice(5, 7));
  return `${on.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01` as LocalDate;
};

/** `ending`: within 30 days. */
export type AgreementState = 'expired' | 'ending' | 'not-begun' | 'holds';
export const agreementState = ({ from, until }: Agreement, on: LocalDate): AgreementState => {
  if (until !== undefined && until < on) return 'expired';
  if (from > on) return 'not-begun';
  return until !== undefined && daysBetween(on, until) <= 30 ? 'ending' : 'holds';
};
