/** What of a referral is in the figures already: its mark, kept beside them and moved in the same transaction. */
import * as z from 'zod/mini';
import type { Item, Key, Write } from '#platform/types';
import type { Cell } from './tally.ts';

/**
 * `rev`: how many commits were counted. `turn` grows with each change, so that of two who counted from the same mark one is
 * refused. `cells`: what was added, so that a changed definition or a correction is made good by counting once more.
 */
type CountMark = { rev: number; turn: number; cells: Cell[] };

/** By area, practice and day, so that a place is named once: fifteen onward referrals on as many days stay within a write unit. */
const stored = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.record(z.string(), z.int()))));
const marked = z.object({ rev: z.int(), turn: z.int(), data: z.string() });

const textOf = (cells: readonly Cell[]): string => {
  const places: z.infer<typeof stored> = {};
  for (const { area, practice, day, tally } of cells) {
    places[area] ??= {};
    places[area][practice] = { ...places[area][practice], [day]: { ...tally } };
  }
  return JSON.stringify(places);
};
const cellsOf = (text: string): Cell[] =>
  Object.entries(stored.parse(JSON.parse(text))).flatMap(([area, practices]) =>
    Object.entries(practices).flatMap(([practice, days]) => Object.entries(days).map(([day, tally]) => ({ area, practice, day, tally }))),
  );

const nothingCounted: CountMark = { rev: 0, turn: 0, cells: [] };

export const readMark = (item: Item | undefined): CountMark => {
  if (!item) return nothingCounted;
  const { rev, turn, data } = marked.parse(item);
  return { rev, turn, cells: cellsOf(data) };
};

export const moveMark = (key: Key, from: CountMark, to: Omit<CountMark, 'turn'>): Write => ({
  put: { ...key, rev: to.rev, turn: from.turn + 1, data: textOf(to.cells) },
  when: from.turn === 0 ? { absent: true } : { equals: { turn: from.turn } },
});
