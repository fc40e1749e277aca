/** The hub's own keys of one name: 32 random bytes each, encrypted in `access`, made on first need and again when they grow old. */

import * as z from 'zod/mini';
import { instant } from '#platform/stored';
import { accessKeys, expiresAt, secretPurposes } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Clock, Ids, Instant, Item, Secrets, Table } from '#platform/types';

export type RingKey = { kid: string; bytes: Uint8Array };
export type KeyRing = {
  /** The newest key: it signs and seals. */
  current(): Promise<RingKey>;
  /** Any key that is not over; an unknown kid makes the ring look again, at most every 10 s. */
  find(kid: string): Promise<RingKey | undefined>;
};
export type RingDeps = { table: Table; secrets: Secrets; clock: Clock; ids: Ids };
/** `signsFor`: milliseconds until a successor is made; a key ends one day after that. Without it a key is for ever. */
type RingRule = { name: 'mac' | 'token' | 'cursor' | 'link' | `study-${string}`; signsFor?: number };

type Held = RingKey & { n: number; createdAt: Instant };
/** Newest first; `last` counts keys that are over but not yet taken out, too. */
type Found = { keys: Held[]; last: number };
const day = 24 * 3_600_000;
/** A key taken out of the table is out of use everywhere after this time. */
const lookAgainAfter = 5 * 60_000;
const unknownKidPause = 10_000;

const stored = z.object({
  n: z.number(),
  kid: z.string(),
  createdAt: instant,
  ciphertext: z.string(),
});

/** The way from the table to usable keys; what was decrypted once is not decrypted again. */
const ringReader = (rule: RingRule, deps: RingDeps) => {
  const purpose = secretPurposes.hubKey(rule.name);
  const pk = accessKeys.hubKeys(rule.name);
  const opened = async ({ n, kid, createdAt, ciphertext }: z.infer<typeof stored>, known: Held[]): Promise<Held> => {
    const held = known.find((key) => key.kid === kid && key.n === n);
    return held ?? { n, kid, createdAt, bytes: await deps.secrets.decrypt(ciphertext, purpose) };
  };
  const over = (createdAt: Instant) => rule.signsFor !== undefined && later(createdAt, rule.signsFor + day) <= deps.clock.now();
  const read = async (known: Held[]): Promise<Found> => {
    const page = await deps.table.query({ pk, backwards: true });
    const items = page.items.map((item) => stored.parse(item));
    const keys = await Promise.all(items.filter((item) => !over(item.createdAt)).map((item) => opened(item, known)));
    return { keys, last: items[0]?.n ?? 0 };
  };
  /** Whoever is second finds the first one's key in the table and throws its own away. */
  const make = async (n: number) => {
    const createdAt = deps.clock.now();
    const ciphertext = await deps.secrets.encrypt(deps.ids.bytes(32), purpose);
    const item: Item = { pk, sk: accessKeys.hubKey(n), n, kid: deps.ids.short(), createdAt, ciphertext };
    const ends = rule.signsFor && Math.ceil(millisecondsOf(later(createdAt, rule.signsFor + day)) / 1000);
    await deps.table.write([{ put: ends ? { ...item, [expiresAt]: ends } : item, when: { absent: true } }]);
  };
  return { read, make };
};

type State = { keys: Held[]; readAt?: Instant };
const isFresh = (rule: RingRule, clock: Clock) => (key: Held | undefined) =>
  key !== undefined && (rule.signsFor === undefined || clock.now() < later(key.createdAt, rule.signsFor));

/** Reads into the state, once at a time, and makes the key that is missing. */
const loader = (state: State, rule: RingRule, deps: RingDeps) => {
  const reader = ringReader(rule, deps);
  const fresh = isFresh(rule, deps.clock);
  let loading: Promise<void> | undefined;
  const load = async () => {
    let found = await reader.read(state.keys);
    for (let attempt = 0; !fresh(found.keys[0]) && attempt < 3; attempt += 1) {
      await reader.make(found.last + 1);
      found = await reader.read(found.keys);
    }
    if (!fresh(found.keys[0])) throw new Error(`the hub's ${rule.name} key could not be made: the access table does not take it`);
    state.keys = found.keys;
    state.readAt = deps.clock.now();
  };
  return () => {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };
};

export const keyRing = (rule: RingRule, deps: RingDeps): KeyRing => {
  const state: State = { keys: [] };
  const load = loader(state, rule, deps);
  const fresh = isFresh(rule, deps.clock);
  const readBefore = (milliseconds: number) => state.readAt === undefined || later(state.readAt, milliseconds) <= deps.clock.now();
  const current = async () => {
    if (!fresh(state.keys[0]) || (rule.signsFor !== undefined && readBefore(lookAgainAfter))) await load();
    const newest = state.keys[0];
    if (!newest) throw new Error(`the hub has no ${rule.name} key`);
    return newest;
  };
  const held = (kid: string) => state.keys.find((key) => key.kid === kid);
  return {
    current,
    find: async (kid) => {
      await current();
      if (!held(kid) && readBefore(unknownKidPause)) await load();
      return held(kid);
    },
  };
};
