/** The clock of long waits: wakes the lanes whose time has come. */
import { dueLaneShards, indexKeys } from '#platform/tables';
import type { QueueMessage } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { type DueRow, dueRowOf } from './lane-store.ts';
import type { SweepPorts } from './ports.ts';
import { type RelayFailure, relayAll } from './relay.ts';
import { markStuck } from './stuck.ts';
import { subscriptionFifo } from './subscription-wake.ts';
import { fifoMessage } from './wake.ts';

/** Rows of one shard in one run; the next minute takes the next. */
const mostPerShard = 100;

const dueIn = async (shard: number, ports: SweepPorts): Promise<DueRow[]> => {
  const page = await ports.work.query({ index: 'due', pk: indexKeys.dueLanes(shard), to: `${ports.clock.now()}~`, limit: mostPerShard });
  return page.items.map(dueRowOf);
};

const relayAgain = async (referrals: ReferralId[], ports: SweepPorts): Promise<RelayFailure[]> => {
  const failures = referrals.length > 0 ? await relayAll(referrals, ports) : [];
  for (const { referral } of failures) await markStuck(referral, ports);
  return failures;
};

const wakeUpOf = (row: DueRow): QueueMessage[] => {
  switch (row.kind) {
    case 'lane':
      return [fifoMessage({ ...row.lane, rev: row.rev }, row.turn)];
    case 'subscription':
      return [subscriptionFifo(row.message, row.turn)];
    case 'relay':
      return [];
  }
};

/** A row that is not due any more wakes a lane for nothing: the index lags, the lane knows. */
export const sweepLanes = async (ports: SweepPorts): Promise<{ woken: number; failures: RelayFailure[] }> => {
  const rows = (await Promise.all(Array.from({ length: dueLaneShards }, (_, shard) => dueIn(shard, ports)))).flat();
  const messages = rows.flatMap(wakeUpOf);
  if (messages.length > 0) await ports.deliverQueue.send(messages);
  const stuck = rows.flatMap((row) => (row.kind === 'relay' ? [row.referral] : []));
  return { woken: messages.length, failures: await relayAgain(stuck, ports) };
};
