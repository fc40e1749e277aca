/** Subscriptions in `work`: one item each under their party, and beside them one item that says which there are, so that the relay reads that alone. */
import * as z from 'zod/mini';
import { dueLaneShards, indexKeys, keys, shardOf } from '#platform/tables';
import type { Item, Table, Write } from '#platform/types';
import type { Touched } from '#referral/types';
import type { Subscription, SubscriptionId, TopicName } from './subscription-types.ts';
import { partyOf, subscriptionTurn } from './subscription-wake.ts';

/** By subscription: the type of resource that its topic is about. */
type Hears = ReadonlyMap<SubscriptionId, Touched['type']>;
const heard = z.record(z.string(), z.enum(['Task', 'ServiceRequest']));
/** No party needs more, and all of them are looked at for every commit of the party. */
export const mostSubscriptions = 20;

export const topicTypes = { task: 'Task', 'service-request': 'ServiceRequest', 'loop-closed': 'Task' } as const satisfies Record<TopicName, Touched['type']>;

export const hearsOf = (item: Item | undefined): Hears =>
  new Map(Object.entries(item ? heard.parse(JSON.parse(String(item.data))) : {}) as [SubscriptionId, Touched['type']][]);

const keyOf = (party: string, id: SubscriptionId) => ({ pk: keys.party(party), sk: keys.subscription(id) });
/** In the due index only while something waits for the clock. */
const dueKeys = (subscription: Subscription): Record<string, string> =>
  'dueAt' in subscription && subscription.dueAt
    ? { duePk: indexKeys.dueLanes(shardOf(subscription.id, dueLaneShards)), dueSk: `${subscription.dueAt}#${subscriptionTurn(subscription)}` }
    : {};
const itemOf = (subscription: Subscription): Item => ({
  ...keyOf(partyOf(subscription.owner), subscription.id),
  writes: subscription.writes,
  data: JSON.stringify(subscription),
  ...dueKeys(subscription),
});
/** What the hub wrote is trusted: it was typed when written. A deleted one leaves its key alone. */
const subscriptionOf = (item: Item | undefined): Subscription | undefined => (item?.data === undefined ? undefined : JSON.parse(String(item.data)));

const written = async (work: Table, writes: Write[]): Promise<boolean> => {
  const { outcome } = await work.write(writes);
  if (outcome === 'throttled') throw new Error('the table did not take the subscription: throttled');
  return outcome === 'written';
};
const guard = ({ writes }: Pick<Subscription, 'writes'>) => (writes === 0 ? ({ absent: true } as const) : { equals: { writes } });

export const loadSubscription = async (work: Table, party: string, id: SubscriptionId): Promise<Subscription | undefined> =>
  subscriptionOf(await work.get(keyOf(party, id)));

/** All of a party's; at most `mostSubscriptions`, so one page. */
export const subscriptionsOf = async (work: Table, party: string): Promise<Subscription[]> => {
  const hears = hearsOf(await work.get(keys.subscriptionsOf(party)));
  const items = await work.getAll([...hears.keys()].map((id) => keyOf(party, id)));
  return items.flatMap((item) => subscriptionOf(item) ?? []);
};

/** As it now stands; undefined when somebody else wrote it since it was read. What its topic is about stays the same. */
export const saveSubscription = async (work: Table, subscription: Subscription): Promise<Subscription | undefined> => {
  const next = { ...subscription, writes: subscription.writes + 1 };
  return (await written(work, [{ put: itemOf(next), when: guard(subscription) }])) ? next : undefined;
};

const hearsWrite = (party: string, before: Item | undefined, after: Hears): Write => {
  const writes = Number(before?.writes ?? 0);
  return { put: { ...keys.subscriptionsOf(party), writes: writes + 1, data: JSON.stringify(Object.fromEntries(after)) }, when: guard({ writes }) };
};

type Put = { ok: true; subscription: Subscription } | { ok: false; because: 'moved' | 'too-many' };
/** A new one, or one whose topic may have changed. `moved`: somebody else wrote it, or another of the party's, meanwhile. */
export const putSubscription = async (work: Table, subscription: Subscription): Promise<Put> => {
  const party = partyOf(subscription.owner);
  const before = await work.get(keys.subscriptionsOf(party));
  const hears = new Map(hearsOf(before)).set(subscription.id, topicTypes[subscription.topic]);
  if (hears.size > mostSubscriptions) return { ok: false, because: 'too-many' };
  const next = { ...subscription, writes: subscription.writes + 1 };
  const done = await written(work, [{ put: itemOf(next), when: guard(subscription) }, hearsWrite(party, before, hears)]);
  return done ? { ok: true, subscription: next } : { ok: false, because: 'moved' };
};

/** False when it was written meanwhile. Its log stays, under a key that nobody can name any more. */
export const removeSubscription = async (work: Table, { owner, id, writes }: Subscription): Promise<boolean> => {
  const party = partyOf(owner);
  const before = await work.get(keys.subscriptionsOf(party));
  const hears = new Map(hearsOf(before));
  hears.delete(id);
  return written(work, [{ put: { ...keyOf(party, id), writes: writes + 1 }, when: guard({ writes }) }, hearsWrite(party, before, hears)]);
};
