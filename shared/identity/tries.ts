/** How often a PIN or a code was tried: exact however many try at once, for each try is taken before it is judged. */
import { accessKeys, expiresAt } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Instant, Item, Table } from '#platform/types';
import type { OrganisationId } from './types.ts';

/** So many wrong ones lock it, for a quarter of an hour at first, then for twice as long each time, up to a day. */
const mostTries = 5;
/** Of all that try at once one is written; before so many were, it is locked. */
const mostRaces = 100;
const [firstLock, longestLock] = [15 * 60_000, 24 * 3_600_000];
/** Milliseconds after the last wrong try after which nothing is held against anybody any more. */
const forgotten = 7 * 24 * 3_600_000;

type Tries = { version: number; tries: number; locks: number; lockedUntil: string };
const none: Tries = { version: 0, tries: 0, locks: 0, lockedUntil: '' };
type Tried = { of: 'pin' | 'code'; organisation: OrganisationId; now: Instant };
type Taken = { ok: true } | { ok: false; lockedUntil: Instant };

const read = (item: Item | undefined): Tries =>
  item ? { version: Number(item.version), tries: Number(item.tries), locks: Number(item.locks), lockedUntil: String(item.lockedUntil) } : none;
const lockFor = (locks: number): number => Math.min(longestLock, firstLock * 2 ** locks);

/** The fifth try locks before it is known whether it is right: the sixth at the same moment finds it locked. */
const withOneMore = ({ version, tries, locks, lockedUntil }: Tries, now: Instant): Tries =>
  tries + 1 < mostTries
    ? { version: version + 1, tries: tries + 1, locks, lockedUntil }
    : { version: version + 1, tries: 0, locks: locks + 1, lockedUntil: later(now, lockFor(locks)) };

const saved = async (before: Tries, after: Tries, { of, organisation, now }: Tried, table: Table): Promise<boolean> => {
  const put = { ...accessKeys.tries(organisation, of), ...after, [expiresAt]: Math.ceil(millisecondsOf(later(now, forgotten)) / 1000) };
  const when = before.version === 0 ? ({ absent: true } as const) : { equals: { version: before.version } };
  const { outcome } = await table.write([{ put, when }]);
  if (outcome === 'throttled') throw new Error(`a try was not counted by the access table: ${outcome}`);
  return outcome === 'written';
};

/** Takes one try. Whoever is beaten by another looks again, and soon finds it locked. */
export const takeTry = async (tried: Tried, table: Table): Promise<Taken> => {
  for (let races = 0; races < mostRaces; races += 1) {
    const before = read(await table.get(accessKeys.tries(tried.organisation, tried.of)));
    if (before.lockedUntil > tried.now) return { ok: false, lockedUntil: before.lockedUntil as Instant };
    if (await saved(before, withOneMore(before, tried.now), tried, table)) return { ok: true };
  }
  throw new Error('a try could not be counted: too many at once');
};

/** It was right: nothing is held against anybody. Where somebody else tried meanwhile, theirs stays counted. */
export const forgive = async (tried: Tried, table: Table): Promise<void> => {
  const before = read(await table.get(accessKeys.tries(tried.organisation, tried.of)));
  await saved(before, { ...none, version: before.version + 1 }, tried, table);
};
