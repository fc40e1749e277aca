/** The copy of ALISS as it lies in `access`: one item says which version holds and of which leaves it consists; a leaf is packed, and named by its content. */
import { createHash } from 'node:crypto';
import { accessKeys, expiresAt } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Instant, Item, Table, Write } from '#platform/types';
import { pack, unpack } from '#referral/packed-store';
import type { AlissService, Attribution } from './types.ts';

type Leaf = { prefix: string; hash: string };
type Snapshot = { version: string; leaves: Leaf[]; services: number; attribution: Attribution };
const item = accessKeys.directory('ALISS');
/** DynamoDB takes 400 KB; this leaves room for keys and growth. */
const longest = 350_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** What the hub wrote is trusted: it was typed when written. */
export const snapshotIn = async (table: Table): Promise<Snapshot | undefined> => {
  const held = await table.get(item);
  return held && JSON.parse(String(held.data));
};
const leafIn = async (table: Table, hash: string): Promise<AlissService[]> => {
  const held = await table.get(accessKeys.directoryLeaf(hash));
  if (!held) throw new Error('a leaf of the directory is not there: another version holds by now');
  return JSON.parse(unpack(String(held.data)));
};
export const servicesIn = async (table: Table, { leaves }: Snapshot): Promise<AlissService[]> =>
  (await Promise.all(leaves.map(({ hash }) => leafIn(table, hash)))).flat();

type Packed = Leaf & { data: string };
/** By the beginning of each id's hash, so that one that changes changes one leaf. A leaf that would be too long becomes sixteen. */
const packed = (services: readonly (readonly [string, AlissService])[], prefix: string): Packed[] => {
  const json = JSON.stringify(services.map(([, one]) => one));
  const data = prefix === '' ? '' : pack(json);
  if (prefix !== '' && data.length <= longest) return services.length === 0 ? [] : [{ prefix, hash: sha256(json), data }];
  const byNext = Map.groupBy(services, ([hash]) => hash.charAt(prefix.length));
  return [...byNext].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([next, some]) => packed(some, `${prefix}${next}`));
};

/** Who read the version before still finds its leaves for a day. */
const keptFor = 24 * 3600;
type Switched = { snapshot: Snapshot; wrote: number };
/** New leaves first, then in one write, with `besides`, which version holds. What did not change is not written. */
export const putSnapshot = async (
  given: Iterable<AlissService>,
  attribution: Attribution,
  { table, at, besides }: { table: Table; at: Instant; besides: (version: Snapshot) => Write[] },
): Promise<Switched> => {
  const before = await snapshotIn(table);
  const known = new Set(before?.leaves.map(({ hash }) => hash));
  const sorted = [...given].map((one): [string, AlissService] => [sha256(one.id), one]).sort(([one], [other]) => (one < other ? -1 : 1));
  const made = packed(sorted, '');
  const fresh = made.filter(({ hash }) => !known.has(hash));
  // Each by itself: what lies there under this name is the same, but may be on its way out.
  for (const { hash, data } of fresh) await written(table, [{ put: { ...accessKeys.directoryLeaf(hash), data } }]);
  const leaves = made.map(({ prefix, hash }): Leaf => ({ prefix, hash }));
  const version = sha256(JSON.stringify(leaves)).slice(0, 16);
  const snapshot: Snapshot = { version, leaves, services: sorted.length, attribution };
  const data = JSON.stringify(snapshot);
  const isSame = JSON.stringify(before) === data;
  await written(table, [...(isSame ? [] : [{ put: { ...item, data } as Item }]), ...besides(snapshot)]);
  const still = new Set(leaves.map(({ hash }) => hash));
  const gone = [...known].filter((hash) => !still.has(hash));
  const until = Math.floor(millisecondsOf(at) / 1000) + keptFor;
  for (const hash of gone) await written(table, [{ update: accessKeys.directoryLeaf(hash), set: { [expiresAt]: until } }]);
  return { snapshot, wrote: fresh.length };
};
const written = async (table: Table, writes: Write[]): Promise<void> => {
  const { outcome } = await table.write(writes);
  if (outcome !== 'written') throw new Error(`the copy of ALISS was not written: ${outcome}`);
};
