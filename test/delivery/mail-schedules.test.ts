/** Random lives of a hub that tells an organisation by e-mail: calls crash before and after they did their work, the mail service fails; nothing is lost or told out of order. */
import { expect, test } from 'vitest';
import { deliver } from '#delivery/deliver';
import { lettersOf, tellingOf } from '#delivery/letters';
import { parseLaneMessage, parseLaterMessage } from '#delivery/messages';
import { relayAll } from '#delivery/relay';
import { stranded } from '#delivery/stranded';
import { sweepLanes } from '#delivery/sweep-lanes';
import type { NoticeType } from '#delivery/types';
import { wake } from '#delivery/wake';
import { instantOf } from '#platform/time';
import { applyCommit } from '#referral/evolve';
import type { Commit } from '#referral/types';
import { pantry, welfare } from '#test/referrals';
import { type Chance, chanceFrom } from './chance.ts';
import { something } from './people.ts';
import type { TestQueue } from './queues.ts';
import { type World, world } from './world.ts';

const schedules = 150;
const sum = { schedules: 0, crashes: 0, mails: 0, repeats: 0, expected: 0 };
const minute = 60_000;

const typeOf: readonly (readonly [RegExp, NoticeType])[] = [
  [/A new request/, 'referral.requested'],
  [/^Reminder/, 'referral.reminder'],
  [/^Your question/, 'referral.question-answered'],
  [/^Please stop/, 'referral.cancellation-requested'],
  [/^Taken back/, 'referral.cancelled'],
  [/^Sent by mistake/, 'referral.entered-in-error'],
];
type Told = string;
const toldIn = ({ mails }: World, address: string): Told[] =>
  mails
    .filter(({ to }) => to === address)
    .map(({ subject, text }) => `${typeOf.find(([shape]) => shape.test(subject))?.[1]} ${/\/answer\/\S+\.(\w+-\w+)$/m.exec(text)?.[1]}`);

const mayBeWithheld = (commits: readonly Commit[]) =>
  commits.some(({ events }) => events.some((event) => event.type === 'consent-recorded' && !event.statement.gives));

/** Takes what is visible now; a message whose consumer crashed comes again, or ends among the dead. */
const consume = async (hub: World): Promise<void> => {
  const taken = async (queue: TestQueue, run: (body: string) => Promise<unknown>) => {
    for (const message of queue.receive(hub.time.now)) {
      const done = await run(message.body).then(
        () => true,
        () => false,
      );
      queue.settle(message, done, hub.time.now);
    }
  };
  for (let turn = 0; turn < 20; turn += 1) {
    await taken(hub.deliverQueue, (body) => deliver(parseLaneMessage(body), hub.ports));
    await taken(hub.laterQueue, (body) => wake([parseLaterMessage(body)], hub.ports));
  }
  for (const body of [...hub.deliverQueue.dead.splice(0), ...hub.laterQueue.dead.splice(0)])
    while (!(await attemptOnce(() => stranded({ from: 'deliver', body }, hub.ports)))) await undefined;
};
const attemptOnce = (run: () => Promise<unknown>): Promise<boolean> =>
  run().then(
    () => true,
    () => false,
  );

const play = async (seed: number) => {
  const chance: Chance = chanceFrom(seed);
  const weather = { faults: true };
  const crash = () => {
    sum.crashes += 1;
    throw new Error('crashed');
  };
  const hub = world({
    around: async (_, call) => {
      if (weather.faults && chance.is(0.03)) crash();
      const done = await call();
      if (weather.faults && chance.is(0.03)) crash();
      return done;
    },
  });
  for (const id of [pantry, welfare])
    hub.organisations.set(id, { id, name: id, area: 'S12000049' as never, mail: `${id}@mail.example`, services: [{ id: 's', name: 'Service', fields: [] }] });
  const referral = await hub.begin();
  await hub.act(referral, 'practitioner', { type: 'accept' });
  for (let steps = 10 + chance.below(30); steps > 0; steps -= 1) {
    const [by, what] = something(referral, chance, instantOf(hub.time.now));
    await hub.act(referral, by, what);
    await attemptOnce(() => relayAll([referral], hub.ports));
    await consume(hub);
    hub.time.now += chance.pick([0, 2000, 8000, 2 * minute, 20 * minute]);
    if (chance.is(0.3)) await attemptOnce(() => sweepLanes(hub.ports));
  }
  weather.faults = false;
  for (let hours = 0; hours < 24 * 5; hours += 1) {
    await relayAll([referral], hub.ports);
    await sweepLanes(hub.ports);
    await consume(hub);
    hub.time.now += 60 * minute;
  }
  return { hub, referral };
};
const check = async (seed: number) => {
  const { hub, referral } = await play(seed);
  const commits = await hub.commits(referral);
  for (const party of [pantry, welfare]) {
    const letters = lettersOf(tellingOf(commits, applyCommit), { party, done: 0, part: 0 }, 'https://hub.example.org');
    const expected = letters.map(({ notice }) => `${notice.type} ${notice.onward}`);
    const told = toldIn(hub, `${party}@mail.example`);
    const firsts = [...new Set(told)];
    expect(firsts, `seed ${seed}: in order`).toEqual([...new Set(expected)].filter((one) => firsts.includes(one)));
    if (!mayBeWithheld(commits)) expect(firsts, `seed ${seed}: nothing lost`).toEqual([...new Set(expected)]);
    sum.mails += told.length;
    sum.repeats += told.length - firsts.length;
    sum.expected += expected.length;
  }
  sum.schedules += 1;
};

test(`in ${schedules} random schedules every e-mail goes out, in order`, async () => {
  for (let seed = 1; seed <= schedules; seed += 1) await check(seed);
  console.log(`mail schedules: ${JSON.stringify(sum)}`);
  expect(sum.crashes).toBeGreaterThan(100);
  expect(sum.mails).toBeGreaterThan(100);
}, 120_000);
