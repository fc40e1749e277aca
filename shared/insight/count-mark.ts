/** What of a person is in the figures already: their mark, kept beside them and moved in the same transaction. */
import * as z from 'zod/mini';
import type { Item, Key, Write } from '#platform/types';
import type { ReferralId } from '#referral/types';
import type { Counted, Part } from './counted/tally.ts';

/**
 * `turn` grows with each change, so that of two who counted from the same mark one is refused. `referrals`: which were counted, so that an index
 * that lags behind takes none back. `counted`: what was added, so that a correction is made good by counting once more.
 */
export type CountMark = { turn: number; referrals: readonly ReferralId[]; counted?: Counted };

const record = z.record(z.string(), z.int());
const part = z.tuple([z.string(), z.int(), record, z.int()]);
const stored = z.object({ area: z.string(), practice: z.string(), dims: z.array(z.record(z.string(), z.string())), parts: z.array(part) });

/** Dimensions once, however many parts have them: most lives stay within a write unit. */
const textOf = ({ area, practice, parts }: Counted): string => {
  const dims = new Map<string, number>();
  const place = (part: Part) => {
    const text = JSON.stringify(part.dims);
    dims.set(text, dims.get(text) ?? dims.size);
    return dims.get(text) ?? 0;
  };
  const packed = parts.map((part) => [part.month, place(part), part.tally, part.alone ? 1 : 0]);
  return JSON.stringify({ area, practice, dims: [...dims.keys()].map((text) => JSON.parse(text)), parts: packed });
};
const countedIn = (text: string): Counted => {
  const { area, practice, dims, parts } = stored.parse(JSON.parse(text));
  return { area, practice, parts: parts.map(([month, n, tally, alone]) => ({ month, dims: dims[n] ?? {}, tally, ...(alone ? { alone: true } : {}) })) };
};

const nothingCounted: CountMark = { turn: 0, referrals: [] };
const marked = z.object({ turn: z.int(), referrals: z.string(), data: z.optional(z.string()) });
export const readMark = (item: Item | undefined): CountMark => {
  if (!item) return nothingCounted;
  const { turn, referrals, data } = marked.parse(item);
  const ids = referrals === '' ? [] : referrals.split(' ').map((id) => id as ReferralId);
  return { turn, referrals: ids, ...(data === undefined ? {} : { counted: countedIn(data) }) };
};

const markItem = (key: Key, { turn, referrals, counted }: CountMark): Item => ({
  ...key,
  turn,
  referrals: referrals.join(' '),
  ...(counted ? { data: textOf(counted) } : {}),
});
export const moveMark = (key: Key, from: CountMark, to: Omit<CountMark, 'turn'>): Write => ({
  put: markItem(key, { ...to, turn: from.turn + 1 }),
  when: from.turn === 0 ? { absent: true } : { equals: { turn: from.turn } },
});
