/** One random life of the hub: people act, endpoints fail, calls crash, messages come late, twice or not at all. */
import { deliver } from '#delivery/deliver';
import { parseLaneMessage, parseLaterMessage } from '#delivery/messages';
import { redrive } from '#delivery/redrive';
import { relayAll } from '#delivery/relay';
import { stranded } from '#delivery/stranded';
import { sweepCommits } from '#delivery/sweep-commits';
import { sweepLanes } from '#delivery/sweep-lanes';
import { wake } from '#delivery/wake';
import { keys } from '#platform/tables';
import { instantOf } from '#platform/time';
import type { ReferralId } from '#referral/types';
import { type Chance, chanceFrom } from './chance.ts';
import { something } from './people.ts';
import type { TestQueue } from './queues.ts';
import { parties, type Weather, weatherFrom } from './weather.ts';
import type { World } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;

export type Played = {
  hub: World;
  referrals: ReferralId[];
  weather: Weather;
  stranded: number /** Milliseconds from the last fault until nothing was left to do. */;
  quietAfter: number;
};

const attempted = async (run: () => Promise<unknown>): Promise<boolean> => {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
};

/** What the platform does: streams, queues, the minute's sweep. */
const platform = (weather: Weather, chance: Chance) => {
  const { hub } = weather;
  const { time, ports, deliverQueue, laterQueue, countQueue } = hub;
  const hints: { at: number; referral: ReferralId }[] = [];
  const count = { stranded: 0 };

  const consume = async (queue: TestQueue, run: (body: string) => Promise<unknown>) => {
    const messages = queue.receive(time.now);
    const each = messages.map(async (message) => {
      const times = weather.faults && chance.is(0.05) ? 2 : 1;
      const results = await Promise.all(Array.from({ length: times }, () => attempted(() => run(message.body))));
      queue.settle(message, results.every(Boolean), time.now);
    });
    await Promise.all(each);
    return messages.length;
  };
  const takeHints = async () => {
    const now = hints.filter((hint) => hint.at <= time.now);
    for (const hint of now) hints.splice(hints.indexOf(hint), 1);
    if (now.length > 0)
      await attempted(() =>
        relayAll(
          now.map((hint) => hint.referral),
          ports,
        ),
      );
    return now.length;
  };
  const takeDead = async () => {
    for (const body of [...deliverQueue.dead.splice(0), ...laterQueue.dead.splice(0)]) {
      count.stranded += 1;
      while (!(await attempted(() => stranded({ from: 'deliver', body }, ports)))) await undefined;
    }
  };
  const deliverOne = (body: string) => {
    const message = parseLaneMessage(body);
    return weather.during(message.party, () => deliver(message, ports));
  };
  const consumeAll = async () => {
    for (let taken = 1; taken > 0; ) {
      taken = await takeHints();
      taken += await consume(deliverQueue, deliverOne);
      taken += await consume(laterQueue, (body) => wake([parseLaterMessage(body)], ports));
      taken += await consume(countQueue, async () => undefined);
      await takeDead();
    }
  };
  const unrelayed = () => {
    const marks = new Map(hub.work.all().flatMap((item) => (item.sk === 'RELAY' ? [[item.pk, Number(item.upTo ?? 0)]] : [])));
    return hub.referrals.all().some((item) => item.sk.startsWith('E#') && Number(item.sk.slice(2)) > (marks.get(item.pk) ?? 0));
  };
  /** What a sweep in every minute would have done with nothing to do: move the watermark. */
  const skipIdleSweeps = async () => {
    const done = Math.floor(time.now / minute) - 3;
    if (!unrelayed())
      await hub.work.write([{ update: keys.commitSweep, set: { minute: done }, when: { absentOrBelow: { attribute: 'minute', value: done } } }]);
  };
  const sweep = async () => {
    await attempted(() => sweepCommits(ports));
    await attempted(() => sweepLanes(ports));
  };
  const nextSweep = () => {
    const due = hub.work.all().flatMap((item) => (item.duePk ? [Math.max(Date.parse(String(item.dueSk).slice(0, 24)), time.now) + minute] : []));
    return Math.min(...due, unrelayed() ? time.now + 2 * minute : Number.POSITIVE_INFINITY);
  };
  const untilQuiet = async () => {
    for (let turns = 0; turns < 20_000; turns += 1) {
      await consumeAll();
      const swept = nextSweep();
      const next = Math.min(swept, ...hints.map((hint) => hint.at), ...[deliverQueue.nextAt() ?? [], laterQueue.nextAt() ?? []].flat());
      if (next === Number.POSITIVE_INFINITY) return;
      if (next - time.now > 30 * minute) await skipIdleSweeps();
      time.now = Math.max(next, time.now);
      if (swept <= time.now) await sweep();
    }
    throw new Error('never quiet');
  };
  /** The stream's hint of a commit: lost, late or repeated now and then. */
  const hint = (referral: ReferralId) => {
    if (weather.faults && chance.is(0.15)) return;
    hints.push({ at: time.now + (chance.is(0.2) ? chance.below(3 * minute) : 0), referral });
    if (chance.is(0.15)) hints.push({ at: time.now + chance.below(minute), referral });
  };
  return { consumeAll, sweep, untilQuiet, hint, count };
};

/** The whole schedule hangs on the seed. */
export const play = async (seed: number): Promise<Played & { heal(): Promise<void> }> => {
  const chance = chanceFrom(seed);
  const weather = weatherFrom(chance);
  const { hub } = weather;
  const { time, ports } = hub;
  const { consumeAll, sweep, untilQuiet, hint, count } = platform(weather, chance);
  const referrals: ReferralId[] = [];
  await sweepCommits({ ...ports, work: hub.work, referrals: hub.referrals });
  for (let steps = 4 + chance.below(20); steps > 0; steps -= 1) {
    const begins = referrals.length === 0 || (referrals.length < 3 && chance.is(0.2));
    if (begins) referrals.push(await hub.begin());
    const referral = chance.pick(referrals);
    const [by, what] = begins ? (['practitioner', { type: 'accept' }] as const) : something(referral, chance, instantOf(time.now));
    await hub.act(referral, by, what);
    hint(referral);
    if (chance.is(0.7)) await consumeAll();
    if (chance.is(0.1)) await sweep();
    time.now += chance.pick([0, 50, 2000, 8000, 2 * minute, 20 * minute, 2 * hour]);
  }
  weather.faults = false;
  const faultsOver = time.now;
  await untilQuiet();
  const quietAfter = time.now - faultsOver;
  /** Every endpoint is there and well, and somebody re-drives what was parked. */
  const heal = async () => {
    weather.clear();
    for (const party of parties) await redrive(party, ports);
    await untilQuiet();
  };
  return { hub, referrals, weather, stranded: count.stranded, quietAfter, heal };
};
