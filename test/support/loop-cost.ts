/** One loop on a real engine, and what each part of it costs in write units, as the engine counts them. */
import { deliver } from '#delivery/deliver';
import { parseLaneMessage } from '#delivery/messages';
import type { DeliveryPorts } from '#delivery/ports';
import { relayAll } from '#delivery/relay';
import { countable } from '#insight/countable';
import { countingPorts } from '#insight/counting-ports';
import { countAll } from '#insight/counting-store';
import { randomIds } from '#platform/ids';
import { instantOf } from '#platform/time';
import type { QueueMessage } from '#platform/types';
import { type CarryOut, carryOut, submit } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { applyCommit } from '#referral/evolve';
import { readCommits, referralStore } from '#referral/referral-store';
import type { OnwardId, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { engineTables } from './engine-tables.ts';
import { type ActorName, birchtree, command, facts, monday, pantry } from './referrals.ts';

type LoopCost = { cost: { commands: number; relay: number; lanes: number; counting: number }; sent: string[] };

const held = () => {
  const messages: QueueMessage[] = [];
  return { messages, send: async (more: QueueMessage[]) => void messages.push(...more) };
};
const pause = async () => undefined;

const worldOf = (tables: Awaited<ReturnType<typeof engineTables>>, time: { now: number }) => {
  const { referrals, work } = tables;
  const sent: string[] = [];
  const queues = { deliverQueue: held(), laterQueue: held(), countQueue: held() };
  const rules: CarryOut = { store: referralStore(referrals), circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause };
  const ports: DeliveryPorts = {
    ...{ referrals, work, ...queues, ids: randomIds, applyCommit, countable, baseUrl: 'https://hub.example.org' },
    clock: { now: () => instantOf(time.now) },
    secrets: { encrypt: async () => '', decrypt: async () => new Uint8Array(32) },
    mail: { send: pause },
    readCommits: (id) => readCommits(referrals, id),
    endpoint: async (party) => ({ party, url: `https://${party}.example.org/hook`, keys: [{ id: 'k', ciphertext: 'x' }] }),
    practice: pause,
    organisation: pause,
    answerLink: async () => '',
    disableEndpoint: pause,
    undelivered: pause,
    send: async ({ body }) => {
      sent.push(JSON.parse(body).type);
      return { kind: 'answer', status: 204 };
    },
  };
  return { sent, queues, rules, ports };
};

const onwardActs = (onward: OnwardId): [ActorName, Act][] => [
  ['practitioner', { type: 'accept' }],
  ['practitioner', { type: 'refer-on', onward, organisation: pantry }],
  ['organisation', { type: 'accept-onward', onward, acceptance: { reference: 'A-1' } }],
  ['organisation', { type: 'complete-onward', onward, outcome: { activity: 'Food parcel collected' } }],
];

/** Submit, accept, refer on, answer, complete; after each, what it set off is worked off before the next, as in life, where hours lie between. */
export const loopCost = async (): Promise<LoopCost> => {
  let units = 0;
  const tables = await engineTables((more) => {
    units += more;
  });
  const time = { now: Date.parse(monday) };
  const { sent, queues, rules, ports } = worldOf(tables, time);
  const cost = { commands: 0, relay: 0, lanes: 0, counting: 0 };
  const spend = async (on: keyof typeof cost, run: () => Promise<unknown>) => {
    units = 0;
    await run();
    cost[on] += units;
  };
  const id = randomIds.id() as ReferralId;
  const lives = { referrals: tables.referrals, quintileOf: async () => 'not-known' as const };
  const counted = countingPorts({ table: ports.work, lives, closedDays: async () => calendar(), ids: randomIds, pause });
  const settle = async () => {
    await spend('relay', () => relayAll([id], ports));
    for (const { body } of queues.deliverQueue.messages.splice(0)) await spend('lanes', () => deliver(parseLaneMessage(body), ports));
    if (queues.countQueue.messages.splice(0).length > 0) await spend('counting', () => countAll([{ referral: id }], counted));
    time.now += 3_600_000;
  };
  const referral = {
    command: command('practice', { type: 'submit', id, draft: false, facts: facts() }),
    sent: JSON.stringify({ note: randomIds.id().repeat(30) }),
  };
  await spend('commands', () => submit(rules, { ...referral, unique: [{ kind: 'identifier', requester: birchtree, mac: randomIds.id(), body: 'b' }] }));
  await settle();
  for (const [by, act] of onwardActs(`${id}-00000001` as OnwardId)) {
    const receipt = { key: act.type.padEnd(43, 'k'), body: 'b'.repeat(43) };
    await spend('commands', async () => {
      const done = await carryOut(rules, id, command(by, act, instantOf(time.now)) as never, receipt);
      if (!done.ok) throw new Error(`${act.type}: ${done.because}`);
    });
    await settle();
  }
  await tables.stop();
  return { cost, sent };
};
