/** Walks the caller's own partitions, newest first over all of them, as far as one page goes. */

import type { Found, Seen } from '#fhir/door';
import type { FhirPorts } from '#fhir/ports';
import { keys } from '#platform/tables';
import type { Item } from '#platform/types';
import { shortOf } from '#referral/referral-items';
import type { Onward } from '#referral/types';
import { loadAll, rowsOf, type Wanted } from './rows.ts';
import type { Partition } from './source.ts';

/** For each partition the last index key that was passed, and how many of the next row's resources were shown. */
type Place = { after: (Item | null)[]; shown: number };
type Stream = { partition: Partition; keys: Item[]; after: Item | undefined; ended: boolean };
type Row = { stream: number; key: Item };

/** Index pages read for one page of a search; then a short page with `next`. */
const mostReads = 5;

const isPlace = (from: unknown): from is Place => typeof from === 'object' && from !== null && 'after' in from && 'shown' in from;
const referralOf = ({ pk }: Item) => pk.slice(keys.referral('').length);
/** An organisation's partition names onward referrals one by one; two of one referral are two rows. */
const namedBy = ({ sk }: Item) => (sk.startsWith('C#') ? (onward: Onward) => keys.onward(shortOf(onward.id)) === sk : undefined);

const refill = async (stream: Stream, limit: number, ports: FhirPorts): Promise<void> => {
  const { items, next } = await ports.referrals.query({ ...stream.partition, backwards: true, limit, after: stream.after });
  stream.keys = items;
  stream.after = next ?? stream.after;
  stream.ended = !next;
};
const stampOf = (stream: Stream) => String(stream.keys[0]?.[`${stream.partition.index}Sk`] ?? '');
/** The newest of what is at hand, until a partition must be read again. */
const merged = (streams: Stream[], most: number): Row[] => {
  const rows: Row[] = [];
  while (rows.length < most && streams.every((stream) => stream.keys.length > 0 || stream.ended)) {
    const stamps = streams.map(stampOf);
    const stream = stamps.indexOf(stamps.reduce((newest, stamp) => (stamp > newest ? stamp : newest), ''));
    const key = streams[stream]?.keys.shift();
    if (!key) break;
    rows.push({ stream, key });
  }
  return rows;
};

type Walk = { wanted: Wanted; streams: Stream[]; place: Place; found: Seen[] };
/** True when the page is full: `place` is then where the next begins. */
const take = (walk: Walk, { stream, key }: Row, seen: Seen[]): boolean => {
  const { wanted, place, found } = walk;
  const room = wanted.asked.count - found.length;
  const fresh = seen.slice(place.shown).filter(({ resource }) => !found.some((one) => one.resource.id === resource.id));
  found.push(...fresh.slice(0, room));
  if (fresh.length > room) {
    place.shown += room;
    return true;
  }
  place.after = place.after.map((after, n) => (n === stream ? key : after));
  place.shown = 0;
  return false;
};

const takeAll = async (walk: Walk, rows: Row[], ports: FhirPorts): Promise<boolean> => {
  const loaded = await loadAll(
    rows.map(({ key }) => referralOf(key)),
    ports,
  );
  const seen = await rowsOf(
    walk.wanted,
    rows.map(({ key }, n) => ({ loaded: loaded[n], named: namedBy(key) })),
    ports,
  );
  return rows.some((row, n) => take(walk, row, seen[n] ?? []));
};

export const walkPartitions = async (wanted: Wanted, partitions: readonly Partition[], ports: FhirPorts): Promise<Found> => {
  const { from, count } = wanted.asked;
  const place: Place = isPlace(from) ? structuredClone(from) : { after: partitions.map(() => null), shown: 0 };
  const streams = partitions.map((partition, n): Stream => ({ partition, keys: [], after: place.after[n] ?? undefined, ended: false }));
  const walk: Walk = { wanted, streams, place, found: [] };
  for (let reads = 0; reads < mostReads * Math.max(1, streams.length); ) {
    const empty = streams.filter((stream) => stream.keys.length === 0 && !stream.ended);
    await Promise.all(empty.map((stream) => refill(stream, count + 1, ports)));
    reads += empty.length;
    const rows = merged(streams, count + 1);
    if (await takeAll(walk, rows, ports)) return { found: walk.found, next: place };
    if (rows.length === 0 && streams.every((stream) => stream.ended && stream.keys.length === 0)) return { found: walk.found };
  }
  return { found: walk.found, next: place };
};
