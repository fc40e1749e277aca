/** From the commits to the queues. The commits are the outbox; whoever calls, and however often, says only which referral to look at. */
import { keys } from '#platform/tables';
import type { Item, QueueMessage } from '#platform/types';
import type { Commit, ReferralId } from '#referral/types';
import { clearException } from './exceptions.ts';
import { tellingOf } from './letters.ts';
import { writeOne } from './one-write.ts';
import type { RelayPorts } from './ports.ts';
import { concernsOf, subscriptionWakeUps } from './subscription-relay.ts';
import { fifoMessage } from './wake.ts';

export type RelayFailure = { referral: ReferralId; error: unknown };
/** The exception of a referral whose commits cannot be relayed. */
export const relayException = 'RELAY';

type Plan = {
  referral: ReferralId;
  /** Nothing was read: before this there was nothing. */
  fresh: boolean;
  mark: Item | undefined;
  upTo: number;
  lanes: QueueMessage[];
  counts: QueueMessage[];
  concerns: ReturnType<typeof concernsOf>;
};

const upToOf = (mark: Item | undefined) => Number(mark?.upTo ?? 0);

/** A referral to look at. `begun`: its commits from the first on, where the stream brought them; then nothing need be read, for before them there was nothing. */
export type Relayed = { referral: ReferralId; begun?: readonly Commit[] };

/** One wake-up for each lane that the commits after the mark concern; the lane itself reads all it has not delivered. */
const planOf = async ({ referral, begun }: Relayed, ports: RelayPorts): Promise<Plan> => {
  const [mark, commits] = begun ? [undefined, begun] : await Promise.all([ports.work.get(keys.relayMark(referral)), ports.readCommits(referral)]);
  const fresh = tellingOf(commits, ports.applyCommit).filter(({ commit }) => commit.rev > upToOf(mark));
  const lanes = new Map(fresh.flatMap(({ commit, notices }) => notices.map(({ to }) => [to.party, commit.rev] as const)));
  const counts = fresh.some(({ commit }) => commit.events.some((event) => ports.countable[event.type]));
  return {
    referral,
    fresh: begun !== undefined,
    mark,
    upTo: fresh.at(-1)?.commit.rev ?? upToOf(mark),
    lanes: [...lanes].map(([party, rev]) => fifoMessage({ party, referral, rev }, '0')),
    counts: counts ? [{ body: JSON.stringify({ referral }) }] : [],
    concerns: concernsOf(fresh),
  };
};

/** Only after the messages: what is told twice is told, what is marked and not told is lost. Another relay may have been faster. */
const advanceMark = async ({ referral, mark, upTo }: Plan, ports: RelayPorts): Promise<void> => {
  const update = keys.relayMark(referral);
  if (mark?.excepted) await clearException(ports.referrals, referral, relayException);
  const remove = mark?.duePk === undefined ? [] : ['duePk', 'dueSk', 'stuckSince', 'excepted'];
  if (upTo > upToOf(mark)) await writeOne(ports.work, { update, set: { upTo }, remove, when: { absentOrBelow: { attribute: 'upTo', value: upTo } } });
  else if (remove.length > 0) await writeOne(ports.work, { update, remove, when: { equals: { upTo } } });
};

const sendAll = async (plans: Plan[], ports: RelayPorts): Promise<void> => {
  const lanes = plans.flatMap((plan) => plan.lanes);
  const counts = plans.flatMap((plan) => plan.counts);
  const subscriptions = async () => {
    const wakeUps = await subscriptionWakeUps(
      plans.flatMap((plan) => plan.concerns),
      ports.work,
    );
    if (wakeUps.length > 0) await ports.deliverQueue.send(wakeUps);
  };
  await Promise.all([lanes.length > 0 && ports.deliverQueue.send(lanes), counts.length > 0 && ports.countQueue.send(counts), subscriptions()]);
};

/** Relays each referral up to its newest commit; those that could not be relayed must come again. */
export const relayAll = async (referrals: readonly (ReferralId | Relayed)[], ports: RelayPorts): Promise<RelayFailure[]> => {
  const relayed = new Map(referrals.map((one): [ReferralId, Relayed] => (typeof one === 'string' ? [one, { referral: one }] : [one.referral, one])));
  const each = async <T, R>(all: readonly T[], referralOf: (one: T) => ReferralId, act: (one: T) => Promise<R>) => {
    const results = await Promise.allSettled(all.map(act));
    const failures = results.flatMap((result, n): RelayFailure[] => {
      const one = all[n];
      return result.status === 'rejected' && one !== undefined ? [{ referral: referralOf(one), error: result.reason }] : [];
    });
    return { failures, done: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])) };
  };
  const planned = await each(
    [...relayed.values()],
    ({ referral }) => referral,
    (one) => planOf(one, ports),
  );
  const sending = sendAll(planned.done, ports);
  // The marks of new referrals go together; one that another relay has moved meanwhile is set back, and the sweep tells again what was told.
  const fresh = planned.done.filter((plan) => plan.fresh).map(({ referral, upTo }) => ({ ...keys.relayMark(referral), upTo }));
  const marking = fresh.length > 0 ? sending.then(() => ports.work.putAll(fresh)) : undefined;
  const marked = await each(
    planned.done,
    (plan) => plan.referral,
    (plan) => (plan.fresh && marking ? marking : sending.then(() => advanceMark(plan, ports))),
  );
  return [...planned.failures, ...marked.failures];
};
