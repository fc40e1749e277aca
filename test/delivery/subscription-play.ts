/** One random life of two subscriptions: people act, the other side fails, calls crash before or after they had their effect, messages come late, twice or not at all. */
import { parseLaterMessage, parseWakeUp } from '#delivery/messages';
import { relayAll } from '#delivery/relay';
import { stranded } from '#delivery/stranded';
import { deliverSubscription } from '#delivery/subscription-deliver';
import type { SubscriptionPorts } from '#delivery/subscription-ports';
import { requested } from '#delivery/subscription-step';
import { loadSubscription, putSubscription, subscriptionsOf } from '#delivery/subscription-store';
import type { Subscriber, Subscription, SubscriptionId } from '#delivery/subscription-types';
import { partyOf, wakeSubscription } from '#delivery/subscription-wake';
import { sweepCommits } from '#delivery/sweep-commits';
import { sweepLanes } from '#delivery/sweep-lanes';
import { wake } from '#delivery/wake';
import { parseScopes } from '#identity/scopes';
import type { ClientId } from '#identity/types';
import type { ReferralId } from '#referral/types';
import { actors, birchtree, pantry } from '#test/referrals';
import { type Chance, chanceFrom } from './chance.ts';
import { something } from './people.ts';
import type { TestQueue } from './queues.ts';
import { endpointOf, ok, type Reply, type World, world } from './world.ts';

const minute = 60_000;
const bad: Reply[] = [
  { outcome: { kind: 'failed', reason: 'timeout' }, took: true },
  { outcome: { kind: 'answer', status: 503, retryAfter: '20' }, took: false },
  { outcome: { kind: 'answer', status: 404 }, took: false },
];
/** Each with a client of its own. */
const owners: readonly Subscriber[] = [actors.practice, { ...actors.organisation, client: 'pantry-client' as ClientId }];
const addresses: Record<string, string> = { practice: birchtree, organisation: pantry };

/** As the door would keep it. */
const subscriptionFor = (owner: Subscriber, n: number, at: Subscription['since']): Subscription => ({
  ...{ id: `s${String(n).padStart(25, '0')}` as SubscriptionId, owner, topic: 'task', filters: [], content: 'id-only', resource: '{}' },
  channel: { type: 'rest-hook', endpoint: `https://${addresses[owner.kind]}.example.org/fhir`, headers: {} },
  ...{ since: at, spokenAt: at, lastUpdated: at, versionId: 1, writes: 0, sent: 0, status: 'requested', dueAt: at },
});

export type PlayedSubscriptions = { hub: World; referrals: ReferralId[]; crashes: number; errors: number; subscriptions(): Promise<Subscription[]> };
type Life = { hub: World; chance: Chance; ports: SubscriptionPorts; weather: { faults: boolean; down: boolean }; count: { crashes: number; errors: number } };

const attempted = async (run: () => Promise<unknown>): Promise<boolean> => {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
};

const lifeOf = (chance: Chance): Life => {
  const weather = { faults: true, down: false };
  const count = { crashes: 0, errors: 0 };
  const rate = chance.pick([0.005, 0.03, 0.1]);
  const crash = () => {
    if (!weather.faults || !chance.is(rate)) return;
    count.crashes += 1;
    throw new Error('it crashed');
  };
  const hub = world({
    answer: () => (weather.down ? chance.pick(bad) : ok),
    around: async (_, call) => {
      for (let waits = chance.below(4); waits > 0; waits -= 1) await undefined;
      crash();
      const done = await call();
      crash();
      return done;
    },
  });
  const scopes = parseScopes('system/Subscription.cruds') ?? new Map();
  const client: SubscriptionPorts['client'] = async (id) => ({ ...{ id, keys: [], scopes, version: 1 }, actsFor: owners.find((one) => one.client === id)! });
  return { hub, chance, weather, count, ports: { ...hub.ports, client, told: async () => 'ids' } };
};

const subscriptionsIn = async ({ work }: World): Promise<Subscription[]> =>
  (await Promise.all(owners.map((owner) => subscriptionsOf(work, partyOf(owner))))).flat();

/** What the platform does with its queues: once around, side by side. */
const consume = async ({ hub, chance, weather, ports }: Life, queue: TestQueue, run: (body: string) => Promise<unknown>): Promise<number> => {
  const messages = queue.receive(hub.time.now);
  await Promise.all(
    messages.map(async (message) => {
      const times = weather.faults && chance.is(0.1) ? 2 : 1;
      const done = await Promise.all(Array.from({ length: times }, () => attempted(() => run(message.body))));
      queue.settle(message, done.every(Boolean), hub.time.now);
    }),
  );
  for (const body of queue.dead.splice(0)) while (!(await attempted(() => stranded({ from: 'deliver', body }, ports as never)))) await undefined;
  return messages.length;
};
const deliverOne =
  ({ ports }: Life) =>
  async (body: string) => {
    const message = parseWakeUp(body);
    if ('subscription' in message) await deliverSubscription(message, ports);
  };
const workOff = async (life: Life): Promise<void> => {
  const { hub } = life;
  for (let taken = 1; taken > 0; ) {
    taken = await consume(life, hub.deliverQueue, deliverOne(life));
    taken += await consume(life, hub.laterQueue, (body) => wake([parseLaterMessage(body)], hub.ports));
    hub.countQueue.receive(hub.time.now);
  }
};
const sweep = async ({ hub }: Life) => {
  await attempted(() => sweepCommits(hub.ports));
  await attempted(() => sweepLanes(hub.ports));
};

/** The subscriber sees the error and asks again; its system works by then, or not. */
const askAgain = async ({ hub, count }: Life) => {
  for (const one of await subscriptionsIn(hub)) {
    const current = await loadSubscription(hub.work, partyOf(one.owner), one.id);
    if (current?.status !== 'error') continue;
    count.errors += 1;
    const put = await putSubscription(hub.work, requested(current, hub.ports.clock.now(), current));
    if (put.ok) await wakeSubscription(put.subscription, 'w', { deliverQueue: hub.deliverQueue });
  }
};

const act = async (life: Life, referrals: ReferralId[]) => {
  const { hub, chance, weather } = life;
  if (chance.is(0.1)) weather.down = !weather.down;
  if (chance.is(0.1)) await askAgain(life);
  const referral = chance.pick(referrals);
  const [by, what] = something(referral, chance, hub.ports.clock.now());
  await hub.act(referral, by, what);
  const hints = chance.is(0.2) ? 0 : chance.is(0.2) ? 2 : 1;
  await Promise.all(Array.from({ length: hints }, () => attempted(() => relayAll([referral], hub.ports))));
  if (chance.is(0.6)) await workOff(life);
  hub.time.now += chance.pick([10, 1000, 6000, 7 * minute]);
  if (chance.is(0.3)) await sweep(life);
};

/** Everything works again, and time goes by until nothing is left to do. */
const calm = async (life: Life) => {
  life.weather.faults = false;
  life.weather.down = false;
  for (let turn = 0; turn < 60; turn += 1) {
    await askAgain(life);
    await workOff(life);
    await sweep(life);
    await workOff(life);
    life.hub.time.now += 2 * minute;
  }
};

export const playSubscriptions = async (seed: number): Promise<PlayedSubscriptions> => {
  const life = lifeOf(chanceFrom(seed));
  const { hub, count } = life;
  for (const party of Object.values(addresses)) hub.endpoints.set(party, endpointOf(party));
  const referrals = [await hub.begin(), await hub.begin()];
  for (const [n, owner] of owners.entries()) {
    const put = await putSubscription(hub.work, subscriptionFor(owner, n + 1, hub.ports.clock.now()));
    if (put.ok) await wakeSubscription(put.subscription, 'w', { deliverQueue: hub.deliverQueue });
  }
  for (let steps = 25; steps > 0; steps -= 1) await act(life, referrals);
  await calm(life);
  return { hub, referrals, ...count, subscriptions: () => subscriptionsIn(hub) };
};
