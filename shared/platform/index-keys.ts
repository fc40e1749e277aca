/** Partition keys of the sparse indexes, and how many parts those have that would be too busy as one. Read through `tables.ts`. */
import type { Instant } from '#platform/types';

export const indexKeys = {
  partyOf: (kind: 'P' | 'O', id: string, open: boolean) => `${kind}#${id}#${open ? 'open' : 'closed'}`,
  /** Onward referrals for which the clock has something to do, in shards. */
  deadlines: (shard: number) => `T#${shard}`,
  /** Referrals with a visit alone that is not known to be over, in shards; and, by area, those of them that were told of. */
  visits: (shard: number) => `L#${shard}`,
  visitsTold: (area: string) => `LT#${area}`,
  exceptions: (area: string) => `X#${area}`,
  /** In `due`: people under whose number the practice has somebody else. */
  mismatches: (practice: string) => `M#${practice}`,
  /** Concerns that are not closed, or closed: in `due` of a practice, in `fixed` of an area. */
  concernsOf: (practice: string, open: boolean) => `Q#${practice}#${open ? 'open' : 'closed'}`,
  concernsIn: (area: string, open: boolean) => `QA#${area}#${open ? 'open' : 'closed'}`,
  /** In `fixed`: stories of an area's people that may be told. */
  storiesIn: (area: string) => `Y#${area}`,
  /** In `fixed`: every exception, whatever its area. */
  everyException: 'X',
  person: (person: string) => `PERSON#${person}`,
  /** Commits by minute, in four shards, so that nothing unrelayed can be overlooked. */
  commitMinute: (at: Instant, shard: number) => `C#${at.slice(0, 16)}#${shard}`,
  dueLanes: (shard: number) => `D#${shard}`,
} as const;
export const commitShards = 4;
export const dueLaneShards = 8;
export const deadlineShards = 4;
export const visitShards = 4;
/** Spreads an id evenly; not a secret. */
export const shardOf = (id: string, shards: number): number => [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7) % shards;
