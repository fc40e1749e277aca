/** The numbered events of a subscription. The number is given here, before anything is sent, and once: by whoever holds the subscription's lane. */
import { keys } from '#platform/tables';
import type { Item, Table, Write } from '#platform/types';
import type { ReferralId } from '#referral/types';
import type { LogEntry, SubscriptionId } from './subscription-types.ts';

/** A transaction holds a hundred writes, one of them the mark. */
const most = 99;

const entryOf = ({ pk: _, sk, data }: Item): LogEntry => ({ ...(JSON.parse(String(data)) as Omit<LogEntry, 'n'>), n: Number(sk.slice(2)) });
const itemOf = (id: SubscriptionId, { n, ...entry }: LogEntry): Item => ({ pk: keys.subscription(id), sk: keys.event(n), data: JSON.stringify(entry) });

/** How many events there were: the number of the newest. */
export const eventsSoFar = async (work: Table, id: SubscriptionId): Promise<number> => {
  const { items } = await work.query({ pk: keys.subscription(id), from: keys.event(0), to: 'N#~', backwards: true, limit: 1 });
  return items[0] ? entryOf(items[0]).n : 0;
};

/** Events of these numbers, both included, in order; at most `limit`. */
export const eventsFrom = async (work: Table, id: SubscriptionId, from: number, to: number, limit: number): Promise<LogEntry[]> => {
  if (to < from) return [];
  const { items } = await work.query({ pk: keys.subscription(id), from: keys.event(from), to: keys.event(to), limit });
  return items.map(entryOf);
};

/** Up to which commit the referral's events are numbered; undefined: none was yet. */
export const numberedUpTo = async (work: Table, id: SubscriptionId, referral: ReferralId): Promise<number | undefined> => {
  const item = await work.get(keys.numbered(id, referral));
  return item && Number(item.rev);
};

type Appending = { id: SubscriptionId; referral: ReferralId /** As it was read. */; mark: number | undefined; upTo: number };
/**
 * The events of a referral's commits `mark` to `upTo`, with the next numbers, in one write together with the mark: numbered together or not at all.
 * False when somebody else numbered meanwhile: read again.
 */
export const append = async (work: Table, { id, referral, mark, upTo }: Appending, events: readonly Omit<LogEntry, 'n'>[]): Promise<boolean> => {
  if (events.length > most) throw new Error(`one commit makes ${events.length} events of a subscription, more than a transaction holds`);
  const last = events.length > 0 ? await eventsSoFar(work, id) : 0;
  const moved: Write = {
    put: { ...keys.numbered(id, referral), rev: upTo },
    when: mark === undefined ? { absent: true } : { equals: { rev: mark } },
  };
  const puts = events.map((event, at): Write => ({ put: itemOf(id, { ...event, n: last + at + 1 }), when: { absent: true } }));
  const { outcome } = await work.write([...puts, moved]);
  if (outcome === 'throttled') throw new Error('the events could not be numbered: throttled');
  return outcome === 'written';
};
