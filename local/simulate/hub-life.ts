/** An invented life in a hub that runs. What is past is told to nobody: the relay's mark stands at the end of every referral lived, and the figures count it. */

import { countAll } from '#insight/counting-store';
import { hubTables } from '#local/hub-tables';
import type { LocalHub } from '#local/onboarding-place';
import { keys } from '#platform/tables';
import type { Table } from '#platform/types';
import { readCommits } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import { countingIn } from './counting.ts';
import { type Lived, type LiveWith, live } from './live.ts';
import type { LifeOptions } from './programme.ts';
import { together } from './together.ts';

/** Beyond any commit: while somebody's past is being written, none of it is told. */
const beyond = 1_000_000;
const atOnce = 8;

const mark = async (work: Table, referral: ReferralId, upTo: number): Promise<void> => {
  const { outcome } = await work.write([{ update: keys.relayMark(referral), set: { upTo } }]);
  if (outcome !== 'written') throw new Error(`a simulated referral could not be marked as told: ${outcome}; start again, and it goes on from here`);
};

export const liveInHub = async (life: Partial<LifeOptions>, hub: LocalHub, progress: NonNullable<LiveWith['progress']>): Promise<Lived> => {
  const { referrals, work, access, keys: own, close } = hubTables(hub);
  const counting = countingIn({ referrals, access, work });
  const around = async (lived: readonly ReferralId[], doIn: (table: Table) => Promise<void>) => {
    for (const referral of lived) await mark(work, referral, beyond);
    await together(referrals, doIn);
    for (const referral of lived) await mark(work, referral, (await readCommits(referrals, referral)).length);
    // Whoever is busy with them counts them too.
    const { failed } = await countAll(
      [...lived].map((referral) => ({ referral })),
      counting,
    );
    const broken = failed.find(({ because }) => because === 'broken');
    if (broken) throw new Error('somebody simulated was not counted; start again, and it goes on from here', { cause: broken });
  };
  try {
    return await live(life, { referrals, access }, { keys: own, atOnce, progress, around });
  } finally {
    close();
  }
};
