/** A visit alone: when somebody must be told that she has not said she is out. It replaces no lone-worker device. Pure. */
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Alone, Casework } from './types.ts';

/** Milliseconds that she has after the time by which she would be back. */
export const grace = 15 * 60_000;

/** When the clock tells of it; undefined where there is nothing to tell, or it was told. */
export const overdueFrom = (alone: Alone | undefined): Instant | undefined =>
  alone && !alone.safeAt && !alone.overdueAt ? later(alone.backBy, grace) : undefined;

/** Nobody knows that she is out, and the time and the grace are over; told of already or not. */
export const isOverdue = ({ casework }: { casework?: Pick<Casework, 'next'> }, at: Instant): boolean => {
  const alone = casework?.next?.alone;
  return alone !== undefined && !alone.safeAt && later(alone.backBy, grace) <= at;
};
