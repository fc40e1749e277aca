/** What goes wrong in a schedule: endpoints that fail, calls that crash before or after they had their effect. */
import { birchtree, pantry, welfare } from '#test/referrals';
import type { Chance } from './chance.ts';
import { endpointOf, ok, type Reply, type World, world } from './world.ts';

export const parties: readonly string[] = [birchtree, pantry, welfare];
const minute = 60_000;
const hour = 60 * minute;

const badReplies: Reply[] = [
  { outcome: { kind: 'failed', reason: 'timeout' }, took: true },
  { outcome: { kind: 'failed', reason: 'timeout' }, took: false },
  { outcome: { kind: 'failed', reason: 'connection' }, took: false },
  { outcome: { kind: 'answer', status: 500 }, took: true },
  { outcome: { kind: 'answer', status: 404 }, took: false },
  { outcome: { kind: 'answer', status: 302 }, took: false },
  { outcome: { kind: 'answer', status: 429, retryAfter: '40' }, took: false },
];

/** `goneAt`: from then on it answers 410. */
type EndpointWeather = { badUntil: number; badness: number; goneAt: number };
const fair: EndpointWeather = { badUntil: 0, badness: 0, goneAt: Number.POSITIVE_INFINITY };
const stormy = (now: number, chance: Chance): EndpointWeather => ({
  badUntil: now + chance.pick([10 * minute, hour, 6 * hour, 200 * hour]),
  badness: chance.pick([0.3, 1]),
  goneAt: chance.is(0.15) ? now + chance.below(2 * hour) : Number.POSITIVE_INFINITY,
});

export type Weather = {
  hub: World;
  /** While set, calls crash. */
  faults: boolean;
  crashes: number;
  /** Requests to an endpoint that was disabled, but for those that were under way when it was. */
  sentWhileDisabled: number;
  /** A consumer works for this party. */
  during(party: string, run: () => Promise<void>): Promise<void>;
  clear(): void;
};

export const weatherFrom = (chance: Chance): Weather => {
  const faultRate = chance.pick([0.02, 0.05, 0.15]);
  const endpoints = new Map<string, EndpointWeather>();
  const underWay = new Map<string, number>();
  const mayStillSend = new Map<string, number>();
  const isDisabled = (party: string) => hub.endpoints.get(party)?.disabledAt !== undefined;
  const noteDisabled = () => {
    for (const party of parties) if (isDisabled(party) && !mayStillSend.has(party)) mayStillSend.set(party, (underWay.get(party) ?? 1) - 1);
  };
  const noteSend = (party: string) => {
    noteDisabled();
    const left = mayStillSend.get(party);
    if (left === undefined || !isDisabled(party)) return;
    if (left <= 0) weather.sentWhileDisabled += 1;
    mayStillSend.set(party, left - 1);
  };
  const hub = world({
    answer: (party) => {
      noteSend(party);
      const { badUntil, badness, goneAt } = endpoints.get(party) ?? fair;
      if (hub.time.now >= goneAt) return { outcome: { kind: 'answer', status: 410 }, took: false };
      return hub.time.now < badUntil && chance.is(badness) ? chance.pick(badReplies) : ok;
    },
    around: async (name, call) => {
      for (let yields = chance.below(3); yields > 0; yields -= 1) await undefined;
      const falls = weather.faults && chance.is(faultRate);
      const before = chance.is(0.5);
      if (!(falls && before)) {
        const result = await call();
        if (name === 'disable') noteDisabled();
        if (!falls) return result;
      }
      weather.crashes += 1;
      throw new Error(`crashed ${before ? 'before' : 'after'} ${name}`);
    },
  });
  for (const party of parties) {
    if (!chance.is(0.08)) hub.endpoints.set(party, endpointOf(party));
    if (chance.is(0.5)) endpoints.set(party, stormy(hub.time.now, chance));
  }
  const weather: Weather = {
    hub,
    faults: chance.is(0.8),
    crashes: 0,
    sentWhileDisabled: 0,
    during: async (party, run) => {
      underWay.set(party, (underWay.get(party) ?? 0) + 1);
      await run().finally(() => underWay.set(party, (underWay.get(party) ?? 0) - 1));
    },
    clear: () => {
      endpoints.clear();
      for (const party of parties) hub.endpoints.set(party, endpointOf(party));
    },
  };
  return weather;
};
