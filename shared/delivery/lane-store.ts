/** Lanes in the `work` table: one item each, in the due index only while something waits for the clock. */

import * as z from 'zod/mini';
import { instant } from '#platform/stored';
import { dueLaneShards, indexKeys, keys, shardOf } from '#platform/tables';
import type { Item, Table } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { writeOne } from './one-write.ts';
import type { SubscriptionId, SubscriptionMessage } from './subscription-types.ts';
import type { IdleLane, Lane, LaneKey } from './types.ts';

const referralId = z.pipe(
  z.string(),
  z.transform((text) => text as ReferralId),
);
const flag = z.pipe(
  z.number(),
  z.transform((number) => number === 1),
);
const base = {
  ...{ party: z.string(), referral: referralId, version: z.number(), done: z.number(), part: z.number(), excepted: flag },
  ...{ againFrom: z.optional(z.number()), againAs: z.optional(z.number()) },
};
const storedLane: z.ZodMiniType<Lane> = z.discriminatedUnion('state', [
  z.object({ ...base, state: z.literal('idle') }),
  z.object({ ...base, state: z.literal('waiting'), attempt: z.number(), since: instant, triedAt: instant, dueAt: instant, asked: flag, last: z.string() }),
  z.object({
    ...base,
    state: z.literal('parked'),
    reason: z.enum(['exhausted', 'disabled', 'no-endpoint', 'returned']),
    since: instant,
    told: z.number(),
    dueAt: z.optional(instant),
  }),
]);

const keyOf = ({ party, referral }: LaneKey) => ({ pk: keys.endpoint(party), sk: keys.lane(referral) });

const newLane = (key: LaneKey): IdleLane => ({ ...key, state: 'idle', version: 0, done: 0, part: 0, excepted: false });

/** The lane's wake-ups name the first commit it has not dealt with. */
export const headRev = (lane: Lane): number => (lane.state === 'parked' ? lane.told : lane.done) + 1;

/** The state as a FIFO queue may see it once; see `LaterMessage`. */
export const turnOf = (lane: Lane): string => `d${lane.version}`;

/** Sort key of the due index: due, then what a wake-up needs to know, for the index shows keys alone. */
const dueKeys = (lane: Lane): Record<string, string> =>
  'dueAt' in lane && lane.dueAt
    ? { duePk: indexKeys.dueLanes(shardOf(lane.referral, dueLaneShards)), dueSk: `${lane.dueAt}#${headRev(lane)}#${turnOf(lane)}` }
    : {};

const itemOf = (lane: Lane): Item => {
  const fields = Object.entries(lane).flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === 'boolean' ? Number(value) : value]]));
  return { ...Object.fromEntries(fields), ...keyOf(lane), ...dueKeys(lane) };
};

const laneOf = (item: Item): Lane => storedLane.parse(item);

export const loadLane = async (work: Table, { party, referral }: LaneKey): Promise<Lane> => {
  const item = await work.get(keyOf({ party, referral }));
  return item ? laneOf(item) : newLane({ party, referral });
};

/** The lane as it now stands; undefined when somebody else moved it since it was read. */
export const saveLane = async <L extends Lane>(work: Table, lane: L): Promise<L | undefined> => {
  const next = { ...lane, version: lane.version + 1 };
  const when = lane.version === 0 ? ({ absent: true } as const) : { equals: { version: lane.version } };
  return (await writeOne(work, { put: itemOf(next), when })) ? next : undefined;
};

/** Every lane of an endpoint, page by page. */
export async function* lanesOf(work: Table, party: string): AsyncGenerator<Lane> {
  const prefix = keys.lane('');
  for (let after: Item | undefined, first = true; first || after; first = false) {
    const page = await work.query({ pk: keys.endpoint(party), from: prefix, to: `${prefix}~`, ...(after ? { after } : {}) });
    yield* page.items.map(laneOf);
    after = page.next;
  }
}

/** What a row of the due index is about: a lane, a subscription, or a referral whose commits could not be relayed. */
export type DueRow =
  | { kind: 'lane'; lane: LaneKey; rev: number; turn: string }
  | { kind: 'subscription'; message: SubscriptionMessage; turn: string }
  | { kind: 'relay'; referral: ReferralId };
const subscriptionRow = (row: Item): DueRow => ({
  kind: 'subscription',
  message: { party: row.pk.slice(keys.party('').length), subscription: row.sk.slice(keys.subscription('').length) as SubscriptionId },
  turn: String(row.dueSk).split('#')[1] ?? '',
});
export const dueRowOf = (row: Item): DueRow => {
  const relay = /^REF#(.+)$/.exec(row.pk);
  if (relay) return { kind: 'relay', referral: referralId.parse(relay[1]) };
  if (row.pk.startsWith(keys.party(''))) return subscriptionRow(row);
  const [, rev, turn] = String(row.dueSk).split('#');
  return {
    kind: 'lane',
    lane: { party: row.pk.slice(keys.endpoint('').length), referral: referralId.parse(row.sk.slice(keys.lane('').length)) },
    rev: Number(rev),
    turn: turn ?? '',
  };
};
