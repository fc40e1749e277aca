/** How much room a service has, as it said itself or as its manager said for it. Pure. */
import type { Instant, LocalDate } from '#platform/types';

/** Absent is not known. `pausedUntil`: it takes nobody till then. `by`: who said so. */
export type Capacity = {
  places?: number;
  waitingWeeks?: number;
  fullUntil?: LocalDate;
  pausedUntil?: LocalDate | 'further-notice';
  updatedAt: Instant;
  by: 'organisation' | 'manager';
};

/** What it means on a day. `unknown`: nobody said. */
export type Room = 'open' | 'full' | 'paused' | 'unknown';
export const roomOn = (said: Capacity | undefined, on: LocalDate): Room => {
  if (!said) return 'unknown';
  if (said.pausedUntil !== undefined && (said.pausedUntil === 'further-notice' || said.pausedUntil >= on)) return 'paused';
  if (said.fullUntil !== undefined && said.fullUntil >= on) return 'full';
  return said.places === 0 && said.fullUntil === undefined ? 'full' : 'open';
};
