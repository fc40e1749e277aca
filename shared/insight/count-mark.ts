/** What of a referral is in the figures already: its mark, kept beside them and moved in the same transaction. */
import * as z from 'zod/mini';
import type { Item, Key, Write } from '#platform/types';
import type { Cell } from './tally.ts';

/**
 * `rev`: how many commits were counted. `turn` grows with each change, so that of two who counted from the same mark one is
 * refused. `cells`: what was added, so that a changed definition or a correction is made good by counting once more.
 */
type CountMark = { rev: number; turn: number; cells: Cell[] };

const cells = z.array(z.strictObject({ area: z.string(), practice: z.string(), day: z.string(), tally: z.record(z.string(), z.int()) }));
const stored = z.object({ rev: z.int(), turn: z.int(), data: z.string() });

const nothingCounted: CountMark = { rev: 0, turn: 0, cells: [] };

export const readMark = (item: Item | undefined): CountMark => {
  if (!item) return nothingCounted;
  const { rev, turn, data } = stored.parse(item);
  return { rev, turn, cells: cells.parse(JSON.parse(data)) };
};

export const moveMark = (key: Key, from: CountMark, to: Omit<CountMark, 'turn'>): Write => ({
  put: { ...key, rev: to.rev, turn: from.turn + 1, data: JSON.stringify(to.cells) },
  when: from.turn === 0 ? { absent: true } : { equals: { turn: from.turn } },
});
