/** What one loop costs in write units, as the engine counts them: the commands, and with them delivery and counting. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliver } from '#delivery/deliver';
import { parseLaneMessage } from '#delivery/messages';
import type { DeliveryPorts } from '#delivery/ports';
import { relayAll } from '#delivery/relay';
import { countAll } from '#insight/counting-store';
import { countable } from '#insight/definitions';
import { randomIds } from '#platform/ids';
import { instantOf } from '#platform/time';
import type { QueueMessage } from '#platform/types';
import { type CarryOut, carryOut, submit } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { applyCommit } from '#referral/evolve';
import { readCommits, referralStore } from '#referral/referral-store';
import type { OnwardId, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { engineTables } from '#test/engine-tables';
import { type ActorName, birchtree, command, facts, monday, pantry } from '#test/referrals';

let units = 0;
const engine = engineTables((more) => {
  units += more;
});
beforeAll(() => engine);
afterAll(async () => (await engine).stop());

const time = { now: Date.parse(monday) };
const queue = () => {
  const messages: QueueMessage[] = [];
  return { messages, send: async (more: QueueMessage[]) => void messages.push(...more) };
};
const endpointOf = (party: string) => ({ party, url: `https://${party}.example.org/hook`, keys: [{ id: 'k', ciphertext: 'x' }] });

/** One loop; after each command everything it set off is worked off before the next, as in life, where hours lie between. */
const loop = async () => {
  const { referrals, work } = await engine;
  const rules: CarryOut = {
    store: referralStore(referrals),
    circumstances: async () => ({ calendar: calendar() }),
    ids: randomIds,
    pause: async () => undefined,
  };
  const [deliverQueue, laterQueue, countQueue] = [queue(), queue(), queue()];
  const read = (id: ReferralId) => readCommits(referrals, id);
  const sent: string[] = [];
  const ports: DeliveryPorts = {
    ...{ referrals, work, deliverQueue, laterQueue, countQueue, ids: randomIds, applyCommit, countable, baseUrl: 'https://hub.example.org' },
    clock: { now: () => instantOf(time.now) },
    secrets: { encrypt: async () => '', decrypt: async () => new Uint8Array(32) },
    mail: { send: async () => undefined },
    readCommits: read,
    endpoint: async (party) => endpointOf(party),
    practice: async () => undefined,
    disableEndpoint: async () => undefined,
    undelivered: async () => undefined,
    send: async ({ body }) => {
      sent.push(JSON.parse(body).type);
      return { kind: 'answer', status: 204 };
    },
  };
  const cost = { commands: 0, relay: 0, lanes: 0, counting: 0 };
  const spend = async (on: keyof typeof cost, run: () => Promise<unknown>) => {
    units = 0;
    await run();
    cost[on] += units;
  };
  const id = randomIds.id() as ReferralId;
  const onward = `${id}-00000001` as OnwardId;
  const settle = async () => {
    await spend('relay', () => relayAll([id], ports));
    for (const message of deliverQueue.messages.splice(0)) await spend('lanes', () => deliver(parseLaneMessage(message.body), ports));
    if (countQueue.messages.splice(0).length > 0)
      await spend('counting', () => countAll([id], { table: work, readCommits: read, ids: randomIds, pause: async () => undefined }));
    time.now += 3_600_000;
  };
  const act = async (by: ActorName, what: Act) => {
    await spend('commands', async () => {
      const done = await carryOut(rules, id, command(by, what, instantOf(time.now)) as never, { key: what.type.padEnd(43, 'k'), body: 'b'.repeat(43) });
      expect(done.ok, what.type).toBe(true);
    });
    await settle();
  };
  const submission = {
    command: { ...command('practice', { type: 'submit', id, draft: false, facts: facts() }, instantOf(time.now)) },
    sent: JSON.stringify({ resourceType: 'ServiceRequest', text: randomIds.id().repeat(30) }),
  };
  await spend('commands', () => submit(rules, { ...submission, unique: [{ kind: 'identifier', requester: birchtree, mac: randomIds.id(), body: 'b' }] }));
  await settle();
  await act('practitioner', { type: 'accept' });
  await act('practitioner', { type: 'refer-on', onward, organisation: pantry, consentRecorded: false });
  await act('organisation', { type: 'accept-onward', onward, acceptance: { reference: 'A-1' } });
  await act('organisation', { type: 'complete-onward', onward, outcome: { activity: 'Food parcel collected' } });
  return { cost, sent };
};

test('the five commands of a loop cost at most 56 write units, with delivery and counting at most 76', async () => {
  await loop();
  const { cost, sent } = await loop();
  const all = Object.values(cost).reduce((sum, part) => sum + part, 0);
  console.log(`write units of one loop: ${JSON.stringify(cost)}, in all ${all}`);
  expect(sent).toEqual(['referral.accepted', 'referral.requested', 'referral.in-progress']);
  expect(Object.values(cost).every((part) => part > 0)).toBe(true);
  expect(cost.commands).toBeLessThanOrEqual(56);
  expect(all).toBeLessThanOrEqual(76);
});
