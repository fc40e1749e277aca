/** How the services of organisations stand in the copy of ALISS: read by its version, and remembered by an instance. */
import type { LocalDate, Table } from '#platform/types';
import { servicesIn, snapshotIn } from './aliss/snapshot-store.ts';
import type { AlissService, Attribution } from './aliss/types.ts';
import type { Listing } from './casework.ts';
import { plain } from './entry.ts';

/** What a person needs to tell entries apart. */
export type Listed = Listing & { id: string; name: string; organisation: string; page?: string };
export type Listings = { byId: ReadonlyMap<string, Listed>; attribution: Attribution };
type Held = { version: string; listings: Listings };

const listed = ({ id, name, organisation, page, reviewed, gone, deprioritised }: AlissService): Listed => ({
  ...{ id, name, organisation },
  ...(page ? { page } : {}),
  ...(reviewed ? { reviewed: reviewed as LocalDate } : {}),
  ...(gone || deprioritised ? { gone: true as const } : {}),
});
const remembered = new WeakMap<Table, Promise<Held | undefined>>();
const newest = async (table: Table, known: Held | undefined): Promise<Held | undefined> => {
  const snapshot = await snapshotIn(table);
  if (!snapshot || snapshot.version === known?.version) return snapshot && known;
  const services = await servicesIn(table, snapshot);
  return { version: snapshot.version, listings: { byId: new Map(services.map((one) => [one.id, listed(one)])), attribution: snapshot.attribution } };
};
/** Undefined: the hub has no copy of ALISS yet. */
export const listingsIn = async (table: Table): Promise<Listings | undefined> => {
  const before = remembered.get(table) ?? Promise.resolve(undefined);
  const now = before.catch(() => undefined).then((known) => newest(table, known));
  remembered.set(table, now);
  return (await now)?.listings;
};

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);
const shown = 5;
/** Entries that may be this one: most of the words of its name stand in theirs. The likeliest first. */
export const alike = ({ byId }: Listings, name: string): Listed[] => {
  const wanted = wordsOf(name);
  const score = (one: Listed): number => {
    const words = new Set(wordsOf(`${one.name} ${one.organisation}`));
    return wanted.filter((word) => words.has(word)).length;
  };
  return [...byId.values()]
    .filter(({ gone }) => !gone)
    .map((one) => ({ one, points: score(one) }))
    .filter(({ points }) => points > 0 && points * 2 >= wanted.length)
    .toSorted((one, other) => other.points - one.points || (one.one.name < other.one.name ? -1 : 1))
    .slice(0, shown)
    .map(({ one }) => one);
};
