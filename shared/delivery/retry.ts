/** What an answer means and when to try again. Source: Standard Webhooks 1.0.0, "Deliverability and reliability". */
import { later, millisecondsOf } from '#platform/time';
import type { Instant } from '#platform/types';
import type { SendFailure, SendOutcome } from './types.ts';

/** `no-key`: the endpoint has no signing key that is valid now. `not-posted`: the hub's own e-mail service did not take it. */
export type AttemptOutcome = SendOutcome | { kind: 'failed'; reason: 'no-key' | 'not-posted' };
/** `unwell`: the endpoint as a whole is in trouble, not this one message; counts for its circuit. */
type Verdict = { verdict: 'delivered' } | { verdict: 'gone' } | { verdict: 'failed'; unwell: boolean };

const unwell = { verdict: 'failed', unwell: true } as const;
const refusedThis = { verdict: 'failed', unwell: false } as const;

/** The first row that holds the status. A redirect is never followed: it is a failure. */
const answers: readonly { from: number; to: number; means: Verdict }[] = [
  { from: 200, to: 299, means: { verdict: 'delivered' } },
  { from: 410, to: 410, means: { verdict: 'gone' } },
  { from: 300, to: 399, means: unwell },
  { from: 408, to: 408, means: unwell },
  { from: 425, to: 425, means: unwell },
  { from: 429, to: 429, means: unwell },
  { from: 400, to: 499, means: refusedThis },
  { from: 500, to: 599, means: unwell },
];
const failures = {
  'bad-url': unwell,
  'not-https': unwell,
  'refused-address': unwell,
  dns: unwell,
  connection: unwell,
  tls: unwell,
  timeout: unwell,
  'invalid-answer': unwell,
  'no-key': unwell,
  'not-posted': refusedThis,
} as const satisfies Record<SendFailure | 'no-key' | 'not-posted', Verdict>;

export const judge = (outcome: AttemptOutcome): Verdict =>
  outcome.kind === 'failed' ? failures[outcome.reason] : (answers.find(({ from, to }) => from <= outcome.status && outcome.status <= to)?.means ?? unwell);

/** The outcome in a word, for logs and for the person who looks: nothing the receiver wrote. */
export const outcomeWord = (outcome: AttemptOutcome): string => (outcome.kind === 'failed' ? outcome.reason : `status-${outcome.status}`);

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Milliseconds before the first attempt, the second, and so on: ten attempts over 75 hours. */
export const schedule = [0, 5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour] as const;
const jitter = 0.2;
/** The longest the schedule itself can take. What does not use up attempts (an open circuit, a `Retry-After`) ends with this. */
export const patience = schedule.reduce<number>((sum, wait) => sum + wait, 0) * (1 + jitter);

const shortestAsked = 5 * second;
const longestAsked = day;
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** `Retry-After` in milliseconds from now, within 5 s and 24 h; undefined when it is neither seconds nor a date. */
export const askedWait = (retryAfter: string | undefined, now: Instant): number | undefined => {
  const text = retryAfter?.trim() ?? '';
  const wait = /^\d{1,10}$/.test(text) ? Number(text) * second : httpDate.test(text) ? Date.parse(text) - millisecondsOf(now) : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.min(longestAsked, Math.max(shortestAsked, wait));
};

/** `chance` in [0, 1). */
export const jittered = (milliseconds: number, chance: number): number => Math.round(milliseconds * (1 - jitter + 2 * jitter * chance));
/** From two random bytes. */
export const chanceOf = (bytes: Uint8Array): number => ((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) / 65_536;

export const outOfPatience = (since: Instant, now: Instant): boolean => later(since, patience) <= now;

/** `attempt`: attempts used up. A wait the receiver asked for uses up none, for it is the receiver's own schedule. */
type NextTry = { attempt: number; dueAt: Instant; asked: boolean } | 'exhausted';
export const nextTry = (before: { attempt: number; since: Instant }, outcome: AttemptOutcome, now: Instant, chance: number): NextTry => {
  if (outOfPatience(before.since, now)) return 'exhausted';
  const asked = outcome.kind === 'answer' ? askedWait(outcome.retryAfter, now) : undefined;
  if (asked !== undefined) return { attempt: before.attempt, dueAt: later(now, asked), asked: true };
  const attempt = before.attempt + 1;
  const wait = schedule[attempt];
  return wait === undefined ? 'exhausted' : { attempt, dueAt: later(now, jittered(wait, chance)), asked: false };
};
