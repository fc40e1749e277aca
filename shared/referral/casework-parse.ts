/** The door for what a form says of casework: typed fields, or what is wrong with which; the words for it are the page's. */
import * as z from 'zod/mini';
import { parseInstant, parseLocalDate } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { contactOutcomes, helps, modes, stepKinds } from './casework-lists.ts';
import { isTwoWay } from './contacts.ts';
import type { Contact, NextStep } from './types.ts';
import { atLondonTime } from './working-days.ts';

/** In characters, minutes and pieces. */
export const limits = { note: 4000, what: 200, place: 200, knows: 200, reason: 200, minutes: 600, helps: 8 } as const;

export type IssueCode = 'missing' | 'wrong' | 'too-long' | 'out-of-range' | 'too-many' | 'unknown-field' | 'contradiction';
/** `field`: its name, of a part of something `alone.backBy`. */
export type ParseIssue = { field: string; code: IssueCode };
export type Parsed<Value> = { ok: true; value: Value } | { ok: false; issues: ParseIssue[] };

/** Without space around and without what was left empty, as forms send it. */
const filled = (input: unknown): unknown => {
  if (typeof input === 'string') return input.trim();
  if (Array.isArray(input)) return input.map(filled);
  if (typeof input !== 'object' || input === null) return input;
  const kept = Object.entries(input).map(([name, value]) => [name, filled(value)] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== '' && value !== undefined && !isEmpty(value)));
};
const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const text = (atMost: number) => z.string().check(z.maxLength(atMost));
/** Where a value cannot be read. */
const read = <Value>(from: (text: string) => Value | undefined) =>
  z.pipe(
    z.string(),
    z.transform((given, context): Value => {
      const value = from(given);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', input: given, message: 'wrong' });
      return z.NEVER;
    }),
  );
/** An instant with its offset, or a time of London's clocks as a form sends it: `2026-11-23T09:30`. */
const instantIn = (given: string): Instant | undefined => {
  const [, date = '', clock = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/.exec(given) ?? [];
  if (date === '') return /(Z|[+-]\d\d:\d\d)$/.test(given) ? parseInstant(given) : undefined;
  const found = parseLocalDate(date);
  return found && clockTime.test(clock) ? atLondonTime(found, clock) : undefined;
};
const instant: z.ZodMiniType<Instant> = read(instantIn);
const day: z.ZodMiniType<LocalDate> = read(parseLocalDate);
const time = z.string().check(z.regex(clockTime));
const yes = [true, 'true', 'yes', 'on'] as const;
const no = [false, 'false', 'no'] as const;
const yesOrNo = z.pipe(
  z.literal([...yes, ...no]),
  z.transform((given) => yes.some((one) => one === given)),
);
/** Left out where it is not ticked. */
const ticked = z.pipe(
  yesOrNo,
  z.transform((given): true | undefined => given || undefined),
);
const wholeNumber = (atMost: number) =>
  z.pipe(z.union([z.int(), z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number))]), z.int().check(z.minimum(0), z.maximum(atMost)));
/** A form sends one tick as a text, several as a list. */
const several = <Value extends string>(values: readonly Value[], atMost: number) =>
  z.pipe(
    z.transform((given: unknown) => [...new Set(given === undefined ? [] : [given].flat())]),
    z.array(z.enum(values)).check(z.maxLength(atMost)),
  );

const contact = z.strictObject({
  id: z.string().check(z.regex(/^[0-9a-hjkmnp-tv-z]{8}$/)),
  at: instant,
  mode: z.enum(modes),
  outcome: z.enum(contactOutcomes),
  twoWay: z.optional(yesOrNo),
  minutes: z.optional(wholeNumber(limits.minutes)),
  help: several(helps, limits.helps),
  note: z.optional(text(limits.note)),
});
const alone = z.strictObject({ knows: text(limits.knows), backBy: z.string() });
const step = z.strictObject({
  kind: z.enum(stepKinds),
  what: z.optional(text(limits.what)),
  day,
  time: z.optional(time),
  mode: z.enum(modes),
  place: z.optional(text(limits.place)),
  interpreter: z.optional(ticked),
  alone: z.optional(alone),
});

const codeOf = (issue: z.core.$ZodIssue, isThere: boolean): IssueCode => {
  if (!isThere) return 'missing';
  if (issue.code === 'too_small') return 'out-of-range';
  if (issue.code !== 'too_big') return 'wrong';
  if (issue.origin === 'string') return 'too-long';
  return issue.origin === 'array' ? 'too-many' : 'out-of-range';
};
const at = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), input);
const issuesOf = (issue: z.core.$ZodIssue, input: unknown): ParseIssue[] => {
  const names = issue.path.filter((name) => typeof name !== 'number').map(String);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ field: [...names, key].join('.'), code: 'unknown-field' }));
  return [{ field: names.join('.'), code: codeOf(issue, at(input, issue.path) !== undefined) }];
};
const parsed = <Value>(schema: z.ZodMiniType<Value>, input: unknown): Parsed<Value> => {
  const given = filled(input) ?? {};
  const result = schema.safeParse(given);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, issues: result.error.issues.flatMap((issue) => issuesOf(issue, given)) };
};
const contradiction = (field: string): { ok: false; issues: ParseIssue[] } => ({ ok: false, issues: [{ field, code: 'contradiction' }] });

/** `twoWay` left out: whoever attended or answered was spoken with. */
export const parseContact = (input: unknown): Parsed<Contact> => {
  const read = parsed(contact, input);
  if (!read.ok) return read;
  const { twoWay: said, ...rest } = read.value;
  const could = isTwoWay({ ...rest, twoWay: true });
  return said && !could ? contradiction('twoWay') : { ok: true, value: { ...rest, twoWay: said ?? could } };
};

/** `alone.backBy`: an instant, or a time of the step's day, as 15:30. */
const backByOf = (given: string, date: LocalDate): Instant | undefined => (clockTime.test(given) ? atLondonTime(date, given) : instantIn(given));
export const parseStep = (input: unknown): Parsed<NextStep> => {
  const read = parsed(step, input);
  if (!read.ok) return read;
  const { alone: out, interpreter, ...rest } = read.value;
  const planned = { ...rest, ...(interpreter ? { interpreter } : {}) };
  if (!out) return { ok: true, value: planned };
  const backBy = backByOf(out.backBy, rest.day);
  if (!backBy) return { ok: false, issues: [{ field: 'alone.backBy', code: 'wrong' }] };
  const isBefore = rest.time !== undefined && backBy <= atLondonTime(rest.day, rest.time);
  return isBefore ? contradiction('alone.backBy') : { ok: true, value: { ...planned, alone: { knows: out.knows, backBy } } };
};

const handedOver = z.strictObject({ note: z.optional(text(limits.note)) });
/** Of a hand-over; to whom is for the directory to say. */
export const parseHandOver = (input: unknown): Parsed<{ note?: string }> => parsed(handedOver, input);
const striking = z.strictObject({ reason: text(limits.reason) });
/** Why a contact is struck out. */
export const parseStrike = (input: unknown): Parsed<{ reason: string }> => parsed(striking, input);
