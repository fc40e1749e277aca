/** A referral whose commits cannot be relayed is tried again by the clock, and after a while a person is told. */
import { dueLaneShards, indexKeys, keys, shardOf } from '#platform/tables';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { hubArea, raiseException } from './exceptions.ts';
import { writeOne } from './one-write.ts';
import type { DeliveryPorts, SweepPorts } from './ports.ts';
import { relayException } from './relay.ts';

/** Milliseconds. */
const tryAgainAfter = 5 * 60_000;
const tellAfter = 15 * 60_000;

/** The area whose manager is told; the hub's operator when the commits themselves cannot be read. */
export const areaOf = async (referral: ReferralId, { readCommits, applyCommit }: Pick<DeliveryPorts, 'readCommits' | 'applyCommit'>): Promise<string> => {
  try {
    const commits = await readCommits(referral);
    return commits.reduce<ReturnType<typeof applyCommit> | undefined>(applyCommit, undefined)?.area ?? hubArea;
  } catch {
    return hubArea;
  }
};

export const markStuck = async (referral: ReferralId, ports: SweepPorts): Promise<void> => {
  const now = ports.clock.now();
  const mark = await ports.work.get(keys.relayMark(referral));
  const stuckSince = (mark?.stuckSince as Instant | undefined) ?? now;
  const tellNow = later(stuckSince, tellAfter) <= now;
  if (tellNow)
    await raiseException(ports.referrals, { referral, area: await areaOf(referral, ports), what: relayException, reason: 'not-relayed', since: stuckSince });
  const due = { duePk: indexKeys.dueLanes(shardOf(referral, dueLaneShards)), dueSk: `${later(now, tryAgainAfter)}#${relayException}` };
  await writeOne(ports.work, { update: keys.relayMark(referral), set: { ...due, stuckSince, ...(tellNow ? { excepted: 1 } : {}) } });
};
