/** The months a report is asked for. */
import * as z from 'zod/mini';

/** A calendar month, as `2026-11`. */
export type Period = { from: string /** Inclusive. */; to: string };
type Issue = { severity: 'error'; code: 'required' | 'value' | 'not-supported' | 'too-costly'; expression: string; text: string };

const maximumMonths = 24;

const month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
const period = z.strictObject({ from: month, to: month });

const issue = (code: Issue['code'], expression: string, text: string): Issue => ({ severity: 'error', code, expression, text });

const indexOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;
const textOf = (index: number) => `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;

/** Every month from the first to the last, both included. */
export const monthsOf = ({ from, to }: Period): string[] => Array.from({ length: indexOf(to) - indexOf(from) + 1 }, (_, n) => textOf(indexOf(from) + n));

const issuesOf = (error: z.core.$ZodError, query: Readonly<Record<string, unknown>>): Issue[] =>
  error.issues.flatMap((found) => {
    if (found.code === 'unrecognized_keys')
      return found.keys.map((key) => issue('not-supported', key, 'This parameter is not known: ask with from and to alone.'));
    const name = String(found.path[0]);
    if (query[name] === undefined) return issue('required', name, `Give ${name} as a month, for example ${name}=2026-11.`);
    return issue('value', name, `${name} must be one month as YYYY-MM, for example 2026-11.`);
  });

/** `query`: the parameters as they came, a repeated one as a list. */
export const readPeriod = (query: Readonly<Record<string, unknown>>): { ok: true; period: Period } | { ok: false; issues: Issue[] } => {
  const read = z.safeParse(period, query);
  if (!read.success) return { ok: false, issues: issuesOf(read.error, query) };
  const months = indexOf(read.data.to) - indexOf(read.data.from) + 1;
  if (months < 1) return { ok: false, issues: [issue('value', 'to', 'to must not be before from.')] };
  if (months > maximumMonths) return { ok: false, issues: [issue('too-costly', 'to', `Ask for at most ${maximumMonths} months at once.`)] };
  return { ok: true, period: read.data };
};
