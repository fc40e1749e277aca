/** The net below the stream: walks the commits by minute and relays what was not. */
import { commitShards, indexKeys, keys } from '#platform/tables';
import { instantOf, millisecondsOf } from '#platform/time';
import type { Item } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { writeOne } from './one-write.ts';
import type { SweepPorts } from './ports.ts';
import { type RelayFailure, relayAll } from './relay.ts';
import { markStuck } from './stuck.ts';

const minute = 60_000;
/** Milliseconds a minute is over before it is looked at: indexes lag, and the stream should have its turn. */
const behind = minute;
/** At the hub's first sweep, minutes after its start, nothing older than this can be there. */
const firstLook = 60;
/** What one run takes on; the next goes on where it ended. */
const mostMinutes = 120;
const mostReferrals = 500;
/** A busy minute has many marks to look at. */
const marksAtOnce = 50;

type Swept = {
  minutes: number;
  relayed: number;
  failures: RelayFailure[];
  /** Seconds since the oldest commit that is not known to be relayed, at most. */
  behindSeconds: number;
};

/** The newest commit of each referral that committed in this minute. */
const committedIn = async (minuteNumber: number, ports: SweepPorts): Promise<Map<ReferralId, number>> => {
  const found = new Map<ReferralId, number>();
  const at = instantOf(minuteNumber * minute);
  const read = async (shard: number) => {
    const pk = indexKeys.commitMinute(at, shard);
    for (let after: Item | undefined, first = true; first || after; first = false) {
      const page = await ports.referrals.query({ index: 'fixed', pk, ...(after ? { after } : {}) });
      for (const { pk: of, sk } of page.items) {
        const referral = of.slice(keys.referral('').length) as ReferralId;
        found.set(referral, Math.max(found.get(referral) ?? 0, Number(sk.slice(2))));
      }
      after = page.next;
    }
  };
  await Promise.all(Array.from({ length: commitShards }, (_, shard) => read(shard)));
  return found;
};

const behindTheirMark = async (committed: Map<ReferralId, number>, ports: SweepPorts): Promise<ReferralId[]> => {
  const all = [...committed];
  const behindMark: ReferralId[] = [];
  for (let at = 0; at < all.length; at += marksAtOnce) {
    const some = all.slice(at, at + marksAtOnce);
    const marks = await Promise.all(some.map(([referral]) => ports.work.get(keys.relayMark(referral))));
    behindMark.push(...some.filter(([, rev], n) => Number(marks[n]?.upTo ?? 0) < rev).map(([referral]) => referral));
  }
  return behindMark;
};

const passTo = async (minuteNumber: number, ports: SweepPorts): Promise<void> => {
  const when = { absentOrBelow: { attribute: 'minute', value: minuteNumber } };
  await writeOne(ports.work, { update: keys.commitSweep, set: { minute: minuteNumber }, when });
};

/** The watermark: the first minute not yet known to be relayed, counted since 1970. The first sweep sets it before it does anything that could fail. */
const watermark = async (now: number, ports: SweepPorts): Promise<number> => {
  const item = await ports.work.get(keys.commitSweep);
  if (item) return Number(item.minute);
  const first = Math.floor(now / minute) - firstLook;
  await passTo(first, ports);
  return first;
};

/**
 * A minute is passed when every referral in it was relayed or, failing that, is in the due index to be tried again: one that cannot be relayed
 * holds up nobody else.
 */
export const sweepCommits = async (ports: SweepPorts): Promise<Swept> => {
  const now = millisecondsOf(ports.clock.now());
  const from = await watermark(now, ports);
  const swept: Swept = { minutes: 0, relayed: 0, failures: [], behindSeconds: 0 };
  let next = from;
  for (; (next + 1) * minute + behind <= now && swept.minutes < mostMinutes && swept.relayed < mostReferrals; next += 1) {
    const late = await behindTheirMark(await committedIn(next, ports), ports);
    const failures = late.length > 0 ? await relayAll(late, ports) : [];
    for (const { referral } of failures) await markStuck(referral, ports);
    swept.minutes += 1;
    swept.relayed += late.length - failures.length;
    swept.failures.push(...failures);
  }
  if (next > from) await passTo(next, ports);
  return { ...swept, behindSeconds: Math.max(0, Math.round((now - next * minute) / 1000)) };
};
