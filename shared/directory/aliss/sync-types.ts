/** How far the copy of ALISS has come, and what came of it. */
import type { Instant } from '#platform/types';
import type { AlissTrouble } from './types.ts';

export type Tally = { services: number; added: number; changed: number; same: number; gone: number; unreadable: number };
/** Until which page a run has come, and why it stands. A run that stands goes on from there the next time. */
export type Progress = {
  run: string;
  state: 'running' | 'stopped' | 'done';
  startedAt: Instant;
  updatedAt: Instant;
  page: number;
  pages: number;
  because?: AlissTrouble;
  /** When the copy was last made whole: what is shown is as old as this. */
  freshAt?: Instant;
  /** Since when ALISS has not answered. */
  troubleSince?: Instant;
  /** Of the last whole run. */
  tally?: Tally;
  /** So many were missing at once that it was not believed: none was marked as gone. */
  disbelieved?: number;
};
/** Days after which what is shown is called stale. */
const staleAfter = 3;
export const isStale = ({ freshAt }: Pick<Progress, 'freshAt'>, now: Instant): boolean =>
  freshAt === undefined || Date.parse(now) - Date.parse(freshAt) > staleAfter * 86_400_000;
