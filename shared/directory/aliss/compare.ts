/** What a whole walk through ALISS changes of the copy. Pure. */
import type { LocalDate } from '#platform/types';
import type { Tally } from './sync-types.ts';
import type { AlissService } from './types.ts';

/** One page as it was walked: which ids stood on it, and in full only those that differ from the copy. */
export type Walked = { seen: string[]; changed: AlissService[]; unreadable: number };
export type Copy = ReadonlyMap<string, AlissService>;

/** The parser makes each entry anew and always in one order, so text tells whether two are the same. */
const isSame = (one: AlissService, other: AlissService | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);
export const walkedOf = (services: readonly AlissService[], unreadable: number, copy: Copy): Walked => ({
  seen: services.map(({ id }) => id),
  changed: services.filter((one) => !isSame(one, copy.get(one.id))),
  unreadable,
});

/** In the copy and on no page; those that were gone before are not missed again. */
export const missing = (walked: readonly Walked[], copy: Copy): string[] => {
  const seen = new Set(walked.flatMap((page) => page.seen));
  return [...copy.values()].filter(({ id, gone }) => gone === undefined && !seen.has(id)).map(({ id }) => id);
};
/** A list that suddenly lacks a tenth is a broken list. */
export const isBelievable = (lost: number, copy: Copy): boolean => lost <= Math.max(50, copy.size / 10);

export const afterWalk = (
  walked: readonly Walked[],
  copy: Copy,
  gone: ReadonlySet<string>,
  today: LocalDate,
): { copy: Map<string, AlissService>; tally: Tally } => {
  const next = new Map(copy);
  // An entry may stand on two pages where the list moved meanwhile: the later is the newer.
  for (const one of walked.flatMap(({ changed }) => changed)) next.set(one.id, one);
  for (const id of gone) {
    const one = next.get(id);
    if (one) next.set(id, { ...one, gone: today });
  }
  const changes = [...next.values()].filter((one) => !isSame(one, copy.get(one.id)));
  const added = changes.filter(({ id }) => !copy.has(id)).length;
  const unreadable = walked.reduce((sum, page) => sum + page.unreadable, 0);
  const tally = { services: next.size, added, changed: changes.length - added - gone.size, same: next.size - changes.length, gone: gone.size, unreadable };
  return { copy: next, tally };
};
