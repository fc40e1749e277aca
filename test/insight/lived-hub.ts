/** A hub in memory whose life was lived, to put right what was wrong in it. */
import type { Instant, Item, Table } from '#platform/types';
import type { CarryOut } from '#referral/carry-out';
import { referralStore } from '#referral/referral-store';
import type { Referral, ReferralId } from '#referral/types';

export type Hub = { table: Table; all(): Item[]; carryOut: CarryOut };
/** All that was wrong was heard of on that day. */
export const learntAt = '2026-10-30T10:00:00.000Z' as Instant;
export const by = 'user.put-right';

export const every = <One>(n: number, list: readonly One[]): One[] => list.filter((_, at) => at % n === 0);
export const heads = async (hub: Hub): Promise<Referral[]> => {
  const ids = new Set(hub.all().flatMap(({ pk }) => (pk.startsWith('REF#') ? [pk.slice(4) as ReferralId] : [])));
  const loaded = await Promise.all([...ids].map((id) => referralStore(hub.table).load(id)));
  return loaded.flatMap((one) => (one ? [one.referral] : []));
};
