/** Writing down where a lane stands after something happened to it. */
import type { Endpoint, Organisation } from '#directory/types';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Referral } from '#referral/types';
import { saveHealth } from './health-store.ts';
import { saveLane } from './lane-store.ts';
import type { DeliverPorts } from './ports.ts';
import { chanceOf } from './retry.ts';
import type { Health, Lane, Letter, ParkedLane, ParkReason, Recipient, WaitingLane } from './types.ts';
import { wakeEndpoint, wakeWhenDue } from './wake.ts';

/** One lane while a wake-up works on it. */
export type Run = {
  ports: DeliverPorts;
  lane: Lane;
  letters: readonly Letter[];
  to: Recipient;
  endpoint: Endpoint | undefined;
  organisation: Organisation | undefined;
  health: Health;
  referral: Referral;
};
/** `moved`: another consumer wrote the lane since it was read. */
export type Progress = Run | 'done' | 'moved';

/** Milliseconds over which lanes that wait for one circuit spread. */
const spread = 10_000;

export const baseOf = ({ party, referral, version, done, part, excepted, againFrom, againAs }: Lane) => ({
  ...{ party, referral, version, done, part, excepted },
  ...(againFrom !== undefined && againAs !== undefined ? { againFrom, againAs } : {}),
});
/** As if nothing of what is left had ever been tried. */
export const reopened = (lane: Lane, now: Instant): WaitingLane => ({
  ...{ ...baseOf(lane), againFrom: lane.done + 1, againAs: lane.version + 1 },
  ...{ state: 'waiting', attempt: 0, since: now, triedAt: now, dueAt: now, asked: false, last: 'redriven' },
});
export const sinceOf = (lane: Lane, now: Instant): Instant => (lane.state === 'idle' ? now : lane.since);
export const chance = (ports: Pick<DeliverPorts, 'ids'>): number => chanceOf(ports.ids.bytes(2));

export const wait = async ({ ports }: Run, lane: WaitingLane): Promise<Progress> => {
  const saved = await saveLane(ports.work, lane);
  if (!saved) return 'moved';
  await wakeWhenDue(saved, saved.dueAt, saved.triedAt, ports);
  return 'done';
};

/** The circuit is open: nothing is sent, no attempt is used up. */
export const defer = (run: Run, until: Instant): Promise<Progress> => {
  const { lane, ports } = run;
  const now = ports.clock.now();
  const attempt = lane.state === 'waiting' ? lane.attempt : 0;
  const dueAt = later(until, Math.round(chance(ports) * spread));
  return wait(run, { ...baseOf(lane), state: 'waiting', attempt, since: sinceOf(lane, now), triedAt: now, dueAt, asked: false, last: 'circuit-open' });
};

/** The first lane that meets a disabled endpoint wakes the others, so that nobody waits for a retry that will not be. */
const drain = async ({ ports, to, endpoint, health }: Run): Promise<Health> => {
  if (!endpoint?.disabledAt || health.drainedFor === endpoint.disabledAt) return health;
  await wakeEndpoint(to.party, ports);
  return (await saveHealth(ports.work, to.party, { ...health, drainedFor: endpoint.disabledAt })) ?? health;
};

/** In the due index until told: a crash in between is found by the sweep. */
export const park = async (run: Run, reason: ParkReason): Promise<Progress> => {
  const now = run.ports.clock.now();
  const health = reason === 'disabled' ? await drain(run) : run.health;
  const parked: ParkedLane = { ...baseOf(run.lane), state: 'parked', reason, since: sinceOf(run.lane, now), told: run.lane.done, dueAt: now };
  const lane = await saveLane(run.ports.work, parked);
  return lane ? { ...run, lane, health } : 'moved';
};
