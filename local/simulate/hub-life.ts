/** An invented life in a hub that runs. What is past is told to nobody: the relay's mark stands at the end of every referral lived, and the figures count it. */

import { countAll } from '#insight/counting-store';
import { hubTables } from '#local/hub-tables';
import type { LocalHub } from '#local/onboarding-place';
import { randomIds } from '#platform/ids';
import { keys } from '#platform/tables';
import type { Table } from '#platform/types';
import { readCommits } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import { type Lived, type LiveWith, live } from './live.ts';
import type { LifeOptions } from './programme.ts';

/** Beyond any commit: while somebody's past is being written, none of it is told. */
const beyond = 1_000_000;
const atOnce = 8;
const pause = (milliseconds: number) => new Promise<void>((soon) => setTimeout(soon, milliseconds));

const mark = async (work: Table, referral: ReferralId, upTo: number): Promise<void> => {
  const { outcome } = await work.write([{ update: keys.relayMark(referral), set: { upTo } }]);
  if (outcome !== 'written') throw new Error(`a simulated referral could not be marked as told: ${outcome}; start again, and it goes on from here`);
};

export const liveInHub = async (life: Partial<LifeOptions>, hub: LocalHub, progress: NonNullable<LiveWith['progress']>): Promise<Lived> => {
  const { referrals, work, access, keys: own, close } = hubTables(hub);
  const around = async (lived: readonly ReferralId[], doIt: () => Promise<void>) => {
    for (const referral of lived) await mark(work, referral, beyond);
    await doIt();
    for (const referral of lived) await mark(work, referral, (await readCommits(referrals, referral)).length);
    const counting = { table: work, readCommits: (referral: ReferralId) => readCommits(referrals, referral), ids: randomIds, pause };
    const { failed } = await countAll(lived, counting);
    if (failed[0]) throw new Error(`a simulated referral was not counted: ${failed[0].because}; start again, and it goes on from here`);
  };
  try {
    return await live(life, { referrals, access }, { keys: own, atOnce, progress, around });
  } finally {
    close();
  }
};
