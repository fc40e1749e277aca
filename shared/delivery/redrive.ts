/** Opens lanes again, on a person's word: those that were given up, and those that still wait. */
import type { ReferralId } from '#referral/types';
import { well } from './circuit.ts';
import { loadHealth, saveHealth } from './health-store.ts';
import { lanesOf, saveLane } from './lane-store.ts';
import { listeningOf } from './listening.ts';
import { reopened } from './outcomes.ts';
import type { RedrivePorts } from './ports.ts';
import type { ParkedLane, WaitingLane } from './types.ts';
import { wakeLane } from './wake.ts';

type Redriven = { ok: true; reopened: number } | { ok: false; because: 'no-endpoint' | 'disabled' };

const reopen = async (lane: ParkedLane | WaitingLane, ports: RedrivePorts): Promise<boolean> => {
  const saved = await saveLane(ports.work, reopened(lane, ports.clock.now()));
  if (saved) await wakeLane(saved, `r${saved.version}`, ports);
  return saved !== undefined;
};

/** Every lane of the party that has something left to send, or that of one referral; what was kept goes out in order, at once. */
export const redrive = async (party: string, ports: RedrivePorts, referral?: ReferralId): Promise<Redriven> => {
  const { endpoint, organisation } = await listeningOf(party, ports);
  if (!endpoint && !organisation?.mail) return { ok: false, because: 'no-endpoint' };
  if (endpoint?.disabledAt) return { ok: false, because: 'disabled' };
  const health = await loadHealth(ports.work, party);
  if (health.failures > 0) await saveHealth(ports.work, party, { ...well, version: health.version });
  let reopened = 0;
  for await (const lane of lanesOf(ports.work, party)) {
    if (lane.state !== 'idle' && (!referral || lane.referral === referral) && (await reopen(lane, ports))) reopened += 1;
  }
  return { ok: true, reopened };
};
