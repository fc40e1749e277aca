/** The clock's part: finds the onward referrals whose time has come, and carries out what is due. */
import { everyItem } from '#platform/every-item';
import { deadlineShards, indexKeys } from '#platform/tables';
import type { Clock, Table } from '#platform/types';
import { type CarryOut, carryOut } from './carry-out.ts';
import { clockCommands } from './deadlines.ts';
import { referralOf } from './referral-items.ts';
import type { OnwardId } from './types.ts';

type ClockPorts = { carryOut: CarryOut; referrals: Table; clock: Clock };

const dueIn = async (shard: number, { referrals, clock }: ClockPorts): Promise<OnwardId[]> => {
  const found = await everyItem(referrals, { index: 'due', pk: indexKeys.deadlines(shard), to: `${clock.now()}#~` });
  return found.map((item) => String(item.dueSk).split('#')[1] as OnwardId);
};

/** What an index row promised may have been done meanwhile: the rules say so, and that is no fault. */
const keepOne = async (id: OnwardId, ports: ClockPorts): Promise<number> => {
  const referral = referralOf(id);
  const loaded = await ports.carryOut.store.load(referral);
  const onward = loaded?.referral.onward.find((one) => one.id === id);
  const at = ports.clock.now();
  let done = 0;
  for (const { type } of onward ? clockCommands(onward).filter((command) => command.at <= at) : []) {
    const kept = await carryOut(ports.carryOut, referral, { type, onward: id, by: { kind: 'clock' }, at });
    if (!kept.ok && kept.because === 'busy') throw new Error('a deadline found its referral busy');
    done += kept.ok ? 1 : 0;
  }
  return done;
};

/** Reminds, escalates, waits no longer; `failed` are looked at again in the next minute. */
export const keepDeadlines = async (ports: ClockPorts): Promise<{ looked: number; done: number; failed: number }> => {
  const due = (await Promise.all(Array.from({ length: deadlineShards }, (_, shard) => dueIn(shard, ports)))).flat();
  const results = await Promise.allSettled(due.map((id) => keepOne(id, ports)));
  const done = results.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0);
  return { looked: due.length, done, failed: results.filter((result) => result.status === 'rejected').length };
};
