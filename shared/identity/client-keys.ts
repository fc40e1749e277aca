/** By which public key a client signed: one it was registered with, or one that stands now at the address it was registered with. */
import * as z from 'zod/mini';
import type { FetchOutcome } from '#delivery/types';
import { type PublicKey, publicKey } from '#directory/public-key';
import { kept } from '#platform/kept';
import type { Log } from '#platform/log';
import { later } from '#platform/time';
import type { Clock, Instant } from '#platform/types';
import type { Client } from './client-store.ts';

/** `fetchJson` goes through the guarded sender, and throws only when nothing can be said about what became of it. */
type KeyDeps = { fetchJson(url: string): Promise<FetchOutcome>; clock: Clock; log: Log };
/** `fits`: by name and kind; `verified`: what was signed, if it was by this key. */
type Proof<Signed> = { fits(key: PublicKey): boolean; verified(key: PublicKey): Promise<Signed | undefined> };
export type ClientKeys = <Signed>(client: Client, proof: Proof<Signed>) => Promise<Signed | undefined>;
/** `until`: not used after it. `again`: not fetched before it, but for a client that shows that it holds one of these keys. */
type KeySet = { keys: PublicKey[]; until: Instant; again: Instant };

/** Milliseconds: how long a set is kept unless its sender says shorter, and how long the hub waits before it asks the same address again. */
const [longest, pause] = [15 * 60_000, 60_000];
const entries = 1_000;

/** RFC 9111 §5.2.2: seconds; without a word of it as long as the hub keeps anything. */
const lifeOf = (cacheControl = ''): number => {
  if (/(^|[\s,])no-(store|cache)/i.test(cacheControl)) return 0;
  const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(cacheControl) ?? [];
  return seconds === undefined ? longest : Math.min(longest, Number(seconds) * 1000);
};

const jwks = z.object({ keys: z.array(z.unknown()) });
/** Keys of other kinds and uses may stand beside those the hub can use, and are passed over. */
const readKeys = (text: string): PublicKey[] | undefined =>
  jwks.safeParse(JSON.parse(text)).data?.keys.flatMap((key) => {
    const parsed = publicKey.safeParse(key);
    return parsed.success ? [parsed.data] : [];
  });

/** Exactly one key must fit: SMART App Launch 2.2, "Signature verification". */
const proven = async <Signed>(keys: readonly PublicKey[], { fits, verified }: Proof<Signed>): Promise<Signed | undefined> => {
  const [key, ...others] = keys.filter(fits);
  return key && others.length === 0 ? verified(key) : undefined;
};

const wordOf = (outcome: FetchOutcome): string => {
  switch (outcome.kind) {
    case 'json':
      return 'no-key-set';
    case 'answer':
      return `status-${outcome.status}`;
    case 'failed':
      return outcome.reason;
  }
};

/** What stands there now. A set that cannot be had leaves the one before in use for as long as it was good. */
const refreshed = async (client: Client, url: string, before: KeySet | undefined, { fetchJson, clock, log }: KeyDeps): Promise<KeySet> => {
  const outcome = await fetchJson(url);
  const now = clock.now();
  const keys = outcome.kind === 'json' ? readKeys(outcome.text) : undefined;
  if (keys && outcome.kind === 'json') return { keys, until: later(now, lifeOf(outcome.cacheControl)), again: later(now, pause) };
  log('keys-not-fetched', { caller: client.id, code: wordOf(outcome) });
  return { keys: [], until: now, ...(before && now < before.until ? before : {}), again: later(now, pause) };
};

/** One per instance: sets are kept, and fetched once however many ask at the same time. */
export const clientKeys = (deps: KeyDeps): ClientKeys => {
  const sets = kept<KeySet>(entries, deps.clock);
  const fetching = new Map<string, Promise<KeySet>>();
  const fetched = (client: Client, url: string): Promise<KeySet> => {
    const running = fetching.get(url);
    if (running) return running;
    const begun = refreshed(client, url, sets.get(url), deps)
      .then((set) => {
        sets.put(url, set, set.until > set.again ? set.until : set.again);
        return set;
      })
      .finally(() => fetching.delete(url));
    fetching.set(url, begun);
    return begun;
  };
  return async (client, proof) => {
    if (client.jwksUrl === undefined) return proven(client.keys, proof);
    const held = sets.get(client.jwksUrl);
    const now = deps.clock.now();
    if (held && now < held.until && held.keys.some(proof.fits)) return proven(held.keys, proof);
    // A set that may not be kept is fetched for each who proves to hold a key of the last one, and for nobody else.
    const mayAsk = !held || now >= held.again || (now >= held.until && (await proven(held.keys, proof)) !== undefined);
    return mayAsk ? proven((await fetched(client, client.jwksUrl)).keys, proof) : undefined;
  };
};
