/** The three tables and every key in them, said once: read by the stack, the embedded engine, the stores and the tests. */
import type { Instant } from '#platform/types';

export type TableName = 'referrals' | 'work' | 'access';
/** Every table has `pk`/`sk`; an index `party` has `partyPk`/`partySk`, is sparse and projects keys alone. */
export const tables = {
  referrals: { indexes: ['party', 'due', 'fixed'], stream: true, ttl: false },
  work: { indexes: ['due'], stream: false, ttl: false },
  access: { indexes: [], stream: false, ttl: true },
} as const satisfies Record<TableName, { indexes: readonly string[]; stream: boolean; ttl: boolean }>;
/** Attribute of `access` that holds the second since 1970 after which an item means nothing; code compares it too. */
export const expiresAt = 'expiresAt';

const revText = (rev: number) => String(rev).padStart(6, '0');
export const keys = {
  /** Loading an aggregate is one query from `C` to `S`: children, commits, head. */
  referral: (id: string) => `REF#${id}`,
  head: 'S',
  onward: (short: string) => `C#${short}`,
  commit: (rev: number) => `E#${revText(rev)}`,
  sent: 'B',
  attachment: (n: number) => `A#${String(n).padStart(3, '0')}`,
  exception: (lane: string) => `X#${lane}`,
  unique: (requester: string, mac: string) => ({ pk: `KEY#${requester}#${mac}`, sk: 'K' }),
  relayMark: (id: string) => ({ pk: `REF#${id}`, sk: 'RELAY' }),
  countMark: (id: string) => ({ pk: `REF#${id}`, sk: 'COUNT' }),
  endpoint: (party: string) => `ENDPOINT#${party}`,
  lane: (referral: string) => `L#${referral}`,
} as const;

/** The sparse indexes' partition keys. */
export const indexKeys = {
  partyOf: (kind: 'P' | 'O', id: string, open: boolean) => `${kind}#${id}#${open ? 'open' : 'closed'}`,
  worklist: (owner: string) => `W#${owner}`,
  newIn: (practice: string) => `W#${practice}#new`,
  exceptions: (area: string) => `X#${area}`,
  person: (person: string) => `PERSON#${person}`,
  /** Commits by minute, in four shards, so that nothing unrelayed can be overlooked. */
  commitMinute: (at: Instant, shard: number) => `C#${at.slice(0, 16)}#${shard}`,
  dueLanes: (shard: number) => `D#${shard}`,
} as const;
export const commitShards = 4;
export const dueLaneShards = 8;
/** Spreads an id evenly; not a secret. */
export const shardOf = (id: string, shards: number): number => [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7) % shards;
