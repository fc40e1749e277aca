/** A practice's referrals as its staff read them: how each stands, how long people wait, what a month was. Pure; of the organisations that were asked nothing is said. */
import { daysBetween } from '#platform/time';
import type { Instant } from '#platform/types';
import { type ClosingCode, isClosingCode } from './closing.ts';
import type { CaseRow } from './referral-items.ts';
import { londonDate } from './working-days.ts';

export type PracticeState = 'waiting' | 'accepted' | 'talking' | 'on-hold' | 'sent-back' | 'helped' | 'ended' | 'withdrawn' | 'error';
type Standing = Pick<CaseRow, 'status' | 'casework'>;
export const practiceState = ({ status, casework }: Standing): PracticeState => {
  switch (status) {
    case 'draft':
    case 'requested':
      return 'waiting';
    case 'accepted':
    case 'in-progress':
      return casework?.firstContactAt ? 'talking' : 'accepted';
    case 'on-hold':
      return 'on-hold';
    case 'rejected':
      return 'sent-back';
    case 'completed':
      return 'helped';
    case 'failed':
      return 'ended';
    case 'cancelled':
      return 'withdrawn';
    case 'entered-in-error':
      return 'error';
  }
};
/** Who has not had a first conversation, and still may. */
export const isWaiting = (row: Standing): boolean => ['waiting', 'accepted'].includes(practiceState(row));
/** What the practice is told at the end. */
export const messageBack = (row: CaseRow): string => {
  if (row.status === 'completed') return row.outcomes.map(({ activity, outcome }) => [activity, outcome].filter(Boolean).join(': ')).join('\n');
  return row.status === 'rejected' || row.status === 'failed' || row.status === 'cancelled' ? row.reason.text : '';
};

const waited = ({ receivedAt }: Pick<CaseRow, 'receivedAt'>, until: Instant): number => daysBetween(londonDate(receivedAt), londonDate(until));
/** Nearest rank. */
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;
/** Days from a referral to its first conversation, the median of those held since then, and of how many; undefined of none. */
export type Wait = { days: number; of: number };
export const waitSince = (rows: readonly CaseRow[], from: Instant): Wait | undefined => waitsOf(rows, (at) => at >= from);
const waitsOf = (rows: readonly CaseRow[], isMeant: (at: Instant) => boolean): Wait | undefined => {
  const days = rows.flatMap((row) => (row.casework?.firstContactAt && isMeant(row.casework.firstContactAt) ? [waited(row, row.casework.firstContactAt)] : []));
  return days.length > 0 ? { days: median(days), of: days.length } : undefined;
};

const closings = ['goals-met', 'helped', 'supported-elsewhere', 'person-stopped', 'unable-to-contact', 'sent-back', 'other'] as const;
/** How help ended, in few enough words for a digest. */
export type HowClosed = (typeof closings)[number];
const isListed = (code: ClosingCode): code is Extract<ClosingCode, HowClosed> => (closings as readonly string[]).includes(code);
const howClosed = (row: CaseRow): HowClosed => {
  if (row.status === 'rejected') return 'sent-back';
  const code = row.status === 'completed' ? row.outcomes.flatMap((one) => one.code ?? [])[0] : 'reason' in row ? row.reason.code : undefined;
  if (code !== undefined && isClosingCode(code) && isListed(code)) return code;
  return row.status === 'completed' ? 'helped' : 'other';
};

type Source = NonNullable<CaseRow['source']>;
export type Digest = {
  referred: number;
  from: Partial<Record<Source, number>>;
  /** First conversations held in the month. */
  conversations?: Wait;
  closed: number;
  how: Partial<Record<HowClosed, number>>;
  /** Without a first conversation now. */
  waiting: number;
};
const counted = <Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> => {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
/** `month`: `2026-11`. Events count in the month in which they were; what was entered in error in none. */
export const digestOf = (rows: readonly CaseRow[], month: string): Digest => {
  const real = rows.filter(({ status }) => status !== 'entered-in-error' && status !== 'draft');
  const isIn = (at: Instant) => londonDate(at).startsWith(month);
  const referred = real.filter(({ receivedAt }) => isIn(receivedAt));
  const closed = real.filter(({ status, task }) => ['rejected', 'completed', 'failed', 'cancelled'].includes(status) && isIn(task.lastUpdated));
  const conversations = waitsOf(real, isIn);
  return {
    referred: referred.length,
    from: counted(referred.map(({ source }) => source ?? 'gp-system')),
    ...(conversations ? { conversations } : {}),
    closed: closed.length,
    how: counted(closed.map(howClosed)),
    waiting: real.filter(isWaiting).length,
  };
};
