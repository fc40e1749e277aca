/** Referrals in their table: one query loads an aggregate, one transaction changes it. */

import { hash } from 'node:crypto';
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Instant, Item, Key, Table, Write, Written } from '#platform/types';
import { bySending } from './evolve-onward.ts';
import { pack, packedHead, plainHead, unpack } from './packed-store.ts';
import { commitItem, fromItems, headItem, onwardItem } from './referral-items.ts';
import type { Commit, OnwardId, Referral, ReferralId } from './types.ts';

export type Loaded = {
  referral: Referral;
  commits: Commit[];
  /** SHA-256 of the newest commit as stored. */
  digest: string;
  /** In which commit each onward referral was last written. */
  written: ReadonlyMap<OnwardId, number>;
};
/** A key that must not be taken when a referral is created; `body` tells the same request from another with the same key. */
export type UniqueKey = { kind: 'identifier' | 'request'; requester: string; mac: string; body: string };
export type TakenKey = UniqueKey & { referral: ReferralId; at: Instant };
export type Change = {
  before?: Loaded;
  after: Referral;
  commit: Commit;
  /** On create alone: the resource as sent and the keys it claims. `expired` keys may be taken over. */
  sent?: string;
  unique?: (UniqueKey & { expired?: TakenKey })[];
  /** Of another room, in the same transaction. */
  beside?: Write[];
};
export type ReferralStore = {
  /** Children, commits and head, consistent. */
  load(id: ReferralId): Promise<Loaded | undefined>;
  commit(change: Change): Promise<Written>;
  taken(key: UniqueKey): Promise<TakenKey | undefined>;
  /** What the sender sent, as it was sent. */
  sent(id: ReferralId): Promise<string | undefined>;
  /** The same of several, each in the place of its id. */
  sentAll(ids: readonly ReferralId[]): Promise<(string | undefined)[]>;
};

const sha256 = (text: string) => hash('sha256', text, 'base64url');
/** DynamoDB items end at 400 KB; a piece stays well below. */
const pieceLength = 300_000;

/** The body, compressed; what an item cannot hold goes on in items of its own. */
const sentItems = (pk: string, sent: string): Item[] => {
  const packed = pack(sent);
  const pieces = packed.match(new RegExp(`.{1,${pieceLength}}`, 'gs')) ?? [''];
  return pieces.map((data, n): Item => (n === 0 ? { pk, sk: keys.sent, data, pieces: pieces.length } : { pk, sk: keys.attachment(n), data }));
};

const keyItem = (key: UniqueKey, referral: string, at: Instant): Item => ({
  ...keys.unique(key.requester, key.mac),
  kind: key.kind,
  r: referral,
  body: key.body,
  at,
});

const loadedFrom = (items: Item[]): Loaded | undefined => {
  const { head, onward, commits, lastCommit } = fromItems(items.map((item) => (item.sk === keys.head ? plainHead(item) : item)));
  if (!head) return undefined;
  const inOrder = onward.map((row) => row.onward).sort(bySending);
  return {
    referral: { ...head, onward: inOrder } as Referral,
    commits,
    digest: sha256(lastCommit ?? ''),
    written: new Map(onward.map((row) => [row.onward.id, row.rev])),
  };
};

const changedOnward = ({ before, after, commit }: Change): Write[] => {
  const touched = after.onward.filter((onward) => JSON.stringify(onward) !== JSON.stringify(before?.referral.onward.find((old) => old.id === onward.id)));
  return touched.map((onward): Write => {
    const rev = before?.written.get(onward.id);
    return { put: onwardItem(onward, commit.rev, after.id), when: rev === undefined ? { absent: true } : { equals: { rev } } };
  });
};

const writesOf = (change: Change): Write[] => {
  const { before, after, commit } = change;
  const pk = keys.referral(after.id);
  return [
    { put: packedHead(headItem(after)), when: before ? { equals: { rev: before.referral.rev } } : { absent: true } },
    { put: commitItem(commit), when: { absent: true } },
    ...changedOnward(change),
    ...(change.sent === undefined ? [] : sentItems(pk, change.sent).map((put): Write => ({ put, when: { absent: true } }))),
    ...(change.unique ?? []).map(
      (key): Write => ({ put: keyItem(key, after.id, commit.at), when: key.expired ? { equals: { at: key.expired.at } } : { absent: true } }),
    ),
    ...(change.beside ?? []),
  ];
};

export const readCommits = async (table: Table, id: ReferralId, afterRev = 0): Promise<Commit[]> =>
  fromItems(await everyItem(table, { pk: keys.referral(id), from: keys.commit(afterRev + 1), to: 'E#~' })).commits;

const sentKey = (id: ReferralId): Key => ({ pk: keys.referral(id), sk: keys.sent });
/** `body`: the first piece. */
const sentFrom = async (table: Table, id: ReferralId, body: Item | undefined): Promise<string | undefined> => {
  if (!body) return undefined;
  const rest = Number(body.pieces) > 1 ? await everyItem(table, { pk: keys.referral(id), from: 'A#', to: 'A#~' }) : [];
  return unpack([body, ...rest].map((item) => item.data).join(''));
};

export const referralStore = (table: Table): ReferralStore => ({
  load: async (id) => loadedFrom(await everyItem(table, { pk: keys.referral(id), from: 'C', to: keys.head })),
  commit: (change) => table.write(writesOf(change)),
  taken: async (key) => {
    const item = await table.get(keys.unique(key.requester, key.mac));
    return item && { ...key, body: String(item.body), referral: String(item.r) as ReferralId, at: String(item.at) as Instant };
  },
  sent: async (id) => sentFrom(table, id, await table.get(sentKey(id))),
  sentAll: async (ids) => {
    const bodies = ids.length === 0 ? [] : await table.getAll(ids.map(sentKey));
    return Promise.all(ids.map((id, n) => sentFrom(table, id, bodies[n])));
  },
});
