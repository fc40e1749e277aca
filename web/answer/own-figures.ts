/** What an organisation did with what it was asked, and, of people enough to hide in, what became of them. Pure. */

import { alreadySupportingCode } from '#insight/counted/sent-on';
import type { Instant } from '#platform/types';
import { type ClosingCode, closedAs } from '#referral/closing';
import { isOpen } from '#referral/edges';
import type { Commit, Onward, OnwardId, Referral } from '#referral/types';
import { type Calendar, londonDate, workingDaysBetween } from '#referral/working-days';

/** An onward referral with its referral, as both are now. */
export type Followed = { onward: OnwardId; referral: Referral; commits: readonly Commit[] };
/** Numbers below are left out: they could tell of one person. */
const least = 5;

const answers = ['onward-accepted', 'onward-declined'];
const answeredAt = ({ onward, commits }: Followed): Instant | undefined =>
  commits.find(({ events }) => events.some((event) => answers.includes(event.type) && 'onward' in event && event.onward === onward))?.at;
const wasAccepted = ({ onward, commits }: Followed): boolean =>
  commits.some(({ events }) => events.some((event) => event.type === 'onward-accepted' && event.onward === onward));
const rowOf = ({ onward, referral }: Followed): Onward | undefined => referral.onward.find(({ id }) => id === onward);

const median = (numbers: readonly number[]): number | undefined => numbers.toSorted((one, other) => one - other)[Math.ceil(numbers.length / 2) - 1];
const daysOf = (one: Followed, calendar: Calendar): number[] => {
  const [row, at] = [rowOf(one), answeredAt(one)];
  return row && at ? [workingDaysBetween(londonDate(row.sentAt), londonDate(at), calendar)] : [];
};
const amountsOf = (rows: readonly Onward[]) => {
  const reached = rows.flatMap((row) => (row.status === 'completed' ? [row.outcome.amounts ?? {}] : []));
  const sum = (of: 'yearly' | 'oneOff' | 'debt') => reached.reduce((all, one) => all + (one[of] ?? 0), 0);
  return { yearly: sum('yearly'), oneOff: sum('oneOff'), debt: sum('debt') };
};

const named = ['goals-met', 'supported-elsewhere', 'person-stopped'] as const satisfies ClosingCode[];
type NextStep = (typeof named)[number] | 'other';
const nextOf = ({ referral }: Followed): NextStep[] => {
  const code = closedAs(referral);
  if (!code) return [];
  return [named.find((one) => one === code) ?? 'other'];
};
/** Of those whom they helped and whose referral is closed. No sum stands beside it, so what is left out cannot be worked out. */
const nextSteps = (all: readonly Followed[]): Partial<Record<NextStep, number>> => {
  const counts = new Map<NextStep, number>();
  for (const step of all.flatMap(nextOf)) counts.set(step, (counts.get(step) ?? 0) + 1);
  return Object.fromEntries([...counts].filter(([, count]) => count >= least));
};

export const organisationFigures = (all: readonly Followed[], calendar: Calendar) => {
  const rows = all.flatMap((one) => rowOf(one) ?? []).filter(({ status }) => status !== 'entered-in-error');
  const count = (is: (row: Onward) => boolean) => rows.filter(is).length;
  const days = all.flatMap((one) => daysOf(one, calendar));
  const accepted = all.filter(wasAccepted);
  const isKnown = (row: Onward) => row.status === 'rejected' && row.reason.code === alreadySupportingCode;
  const middle = median(days);
  return {
    received: rows.length,
    answered: days.length,
    ...(middle === undefined ? {} : { median: middle }),
    accepted: accepted.length,
    declined: count((row) => row.status === 'rejected' && !isKnown(row)),
    known: count(isKnown),
    came: count(({ attendance }) => attendance === 'attended'),
    didNotCome: count(({ attendance }) => attendance === 'did-not-attend'),
    completed: count(({ status }) => status === 'completed'),
    failed: count(({ status }) => status === 'failed'),
    open: count(({ status }) => isOpen(status)),
    ...amountsOf(rows),
    next: nextSteps(accepted.filter((one) => rowOf(one)?.status === 'completed')),
  };
};
export type OrganisationFigures = ReturnType<typeof organisationFigures>;
