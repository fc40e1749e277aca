/** One circuit per endpoint: after five failures in a row, over all its lanes, it is left alone; then one probe asks whether it is back. */
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import { jittered } from './retry.ts';
import type { Health } from './types.ts';

const failuresToOpen = 5;
/** Milliseconds. */
const firstWait = 30_000;
const longestWait = 15 * 60_000;
/** Longer than a request may take: meanwhile nobody else probes. */
const probeTime = 30_000;

export const well: Health = { version: 0, failures: 0, wait: firstWait };

const isOpen = (health: Health) => health.failures >= failuresToOpen;

/** May something be sent now? `probe`: yes, by whoever claims it first. */
export const admission = (health: Health, now: Instant): 'free' | 'probe' | { until: Instant } => {
  if (!isOpen(health)) return 'free';
  return health.openUntil && health.openUntil > now ? { until: health.openUntil } : 'probe';
};

export const whileProbing = (health: Health, now: Instant): Health => ({ ...health, openUntil: later(now, probeTime) });

/** What was already under way when the circuit opened changes nothing. `wait` doubles from one failed probe to the next. */
export const afterFailure = (health: Health, probe: boolean, now: Instant, chance: number): Health | undefined => {
  if (isOpen(health) && !probe) return undefined;
  const next = { ...health, failures: health.failures + 1 };
  if (!isOpen(next)) return next;
  return { ...next, openUntil: later(now, jittered(health.wait, chance)), wait: Math.min(longestWait, health.wait * 2) };
};

/** Undefined: nothing to note. `recoveredAt` is set only when the circuit was open. */
export const afterSuccess = (health: Health, now: Instant): Health | undefined => {
  if (health.failures === 0) return undefined;
  const { openUntil: _, ...rest } = health;
  return { ...rest, failures: 0, wait: firstWait, ...(isOpen(health) ? { recoveredAt: now } : {}) };
};
