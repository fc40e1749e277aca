import { describe, expect, test } from 'vitest';
import { parseLaneMessage, parseLaterMessage } from '#delivery/messages';
import { redrive } from '#delivery/redrive';
import { relayAll } from '#delivery/relay';
import { stranded } from '#delivery/stranded';
import { sweepCommits } from '#delivery/sweep-commits';
import { sweepLanes } from '#delivery/sweep-lanes';
import { wake } from '#delivery/wake';
import { indexKeys, keys } from '#platform/tables';
import type { Queue, Table } from '#platform/types';
import type { OnwardId, ReferralId } from '#referral/types';
import { birchtree, pantry } from '#test/referrals';
import { drain, endpointOf, ok, type World, world } from './world.ts';

const minutes = 60_000;
const hours = 60 * minutes;

const accepted = async (hub: World): Promise<ReferralId> => {
  const referral = await hub.begin();
  await hub.act(referral, 'practitioner', { type: 'accept' });
  return referral;
};
const hubWith = (options: Parameters<typeof world>[0] = {}): World => {
  const hub = world(options);
  for (const party of [birchtree, pantry]) hub.endpoints.set(party, endpointOf(party));
  return hub;
};
const broken: Queue = { send: () => Promise.reject(new Error('the queue is not there')) };
const upTo = async (hub: World, referral: ReferralId) => (await hub.work.get(keys.relayMark(referral)))?.upTo;
const sentTo = (hub: World) => hub.deliverQueue.sent.map((message) => parseLaneMessage(message.body));
const exceptionsOf = async (hub: World, area: string) =>
  (await hub.referrals.query({ index: 'due', pk: indexKeys.exceptions(area) })).items.map((item) => item.sk);

describe('the relay', () => {
  test('wakes each lane once for all that is new, asks for a count once, and then remembers', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    await hub.act(referral, 'practitioner', { type: 'refer-on', onward: `${referral}-00000001` as OnwardId, organisation: pantry });
    await hub.act(referral, 'practitioner', { type: 'ask', text: 'Which?' });
    expect(await relayAll([referral, referral], hub.ports)).toEqual([]);
    expect(hub.deliverQueue.sent.map((message) => [message.group, message.deduplicationId])).toEqual([
      [`${birchtree}#${referral}`, `${birchtree}#${referral}#4#0`],
      [`${pantry}#${referral}`, `${pantry}#${referral}#3#0`],
    ]);
    expect(hub.countQueue.sent).toEqual([{ body: JSON.stringify({ referral }) }]);
    expect(await upTo(hub, referral)).toBe(4);
    await relayAll([referral], hub.ports);
    expect(hub.deliverQueue.sent).toHaveLength(2);
  });

  test('remembers nothing that it did not send', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    const failures = await relayAll([referral], { ...hub.ports, deliverQueue: broken });
    expect(failures.map((failure) => failure.referral)).toEqual([referral]);
    expect(await upTo(hub, referral)).toBeUndefined();
  });

  test('fails for the referral that cannot be read and for no other', async () => {
    const hub = hubWith();
    const all = [await accepted(hub), await accepted(hub), await accepted(hub)];
    const readCommits: World['ports']['readCommits'] = (referral) =>
      referral === all[1] ? Promise.reject(new Error('poison')) : hub.ports.readCommits(referral);
    const failures = await relayAll(all, { ...hub.ports, readCommits });
    expect(failures.map((failure) => failure.referral)).toEqual([all[1]]);
    expect(await Promise.all(all.map((referral) => upTo(hub, referral)))).toEqual([2, undefined, 2]);
  });

  test('that was overtaken does not turn the mark back', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    const work = { ...hub.ports.work, get: async () => undefined };
    await hub.work.write([{ update: keys.relayMark(referral), set: { upTo: 9 } }]);
    expect(await relayAll([referral], { ...hub.ports, work })).toEqual([]);
    expect(await upTo(hub, referral)).toBe(9);
  });

  test('does not tell the practice of what the practice did', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    await hub.act(referral, 'practice', { type: 'cancel', reason: { code: 'other', text: 'Moved.' } });
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(hub.received.map((one) => JSON.parse(one.body).type)).toEqual(['referral.accepted']);
  });
});

describe('the sweep of the commits', () => {
  test('relays what the stream did not, a minute after it was committed', async () => {
    const hub = hubWith();
    await sweepCommits(hub.ports);
    const referral = await accepted(hub);
    hub.time.now += minutes;
    expect(await sweepCommits(hub.ports)).toMatchObject({ relayed: 0 });
    hub.time.now += minutes;
    expect(await sweepCommits(hub.ports)).toMatchObject({ relayed: 1, failures: [] });
    expect(sentTo(hub)).toEqual([{ party: birchtree, referral, rev: 2 }]);
    hub.time.now += minutes;
    expect(await sweepCommits(hub.ports)).toMatchObject({ minutes: 1, relayed: 0 });
  });

  test('says how far behind it is, and catches up at most two hours of minutes in a run', async () => {
    const hub = hubWith();
    await sweepCommits(hub.ports);
    hub.time.now += 5 * hours;
    expect(await sweepCommits(hub.ports)).toMatchObject({ minutes: 120, behindSeconds: 181 * 60 });
    expect(await sweepCommits(hub.ports)).toMatchObject({ minutes: 120 });
    expect(await sweepCommits(hub.ports)).toMatchObject({ minutes: 60, behindSeconds: 60 });
  });

  test('is held up by nobody: a referral that cannot be relayed is tried again, and after a quarter of an hour a person is told', async () => {
    const hub = hubWith();
    await sweepCommits(hub.ports);
    const poison = await accepted(hub);
    const well = await accepted(hub);
    const read = hub.ports.readCommits;
    hub.ports.readCommits = (referral) => (referral === poison ? Promise.reject(new Error('poison')) : read(referral));
    hub.time.now += 3 * minutes;
    expect(await sweepCommits(hub.ports)).toMatchObject({ relayed: 1, failures: [{ referral: poison }] });
    expect(await upTo(hub, well)).toBe(2);
    for (let n = 0; n < 3; n += 1) {
      expect(await exceptionsOf(hub, 'hub')).toEqual([]);
      hub.time.now += 6 * minutes;
      await sweepLanes(hub.ports);
    }
    expect(await exceptionsOf(hub, 'hub')).toEqual([keys.exception('RELAY')]);
    hub.ports.readCommits = read;
    hub.time.now += 6 * minutes;
    expect(await sweepLanes(hub.ports)).toEqual({ woken: 0, failures: [] });
    expect(await upTo(hub, poison)).toBe(2);
    expect(await exceptionsOf(hub, 'hub')).toEqual([]);
    hub.time.now += 6 * minutes;
    await sweepLanes(hub.ports);
    expect(hub.work.all().filter((item) => item.duePk)).toEqual([]);
  });

  test('does not pass a minute whose commits could not be read', async () => {
    const hub = hubWith();
    await sweepCommits(hub.ports);
    const referral = await accepted(hub);
    hub.time.now += 3 * minutes;
    const query = hub.ports.referrals.query;
    hub.ports.referrals.query = () => Promise.reject(new Error('throttled'));
    await expect(sweepCommits(hub.ports)).rejects.toThrow('throttled');
    hub.ports.referrals.query = query;
    await sweepCommits(hub.ports);
    expect(await upTo(hub, referral)).toBe(2);
  });
});

describe('the sweep of the lanes', () => {
  test('wakes what is due and nothing else', async () => {
    const hub = hubWith({ answer: () => ({ outcome: { kind: 'answer', status: 400 }, took: false }) });
    const referral = await accepted(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    const before = hub.deliverQueue.sent.length;
    expect(await sweepLanes(hub.ports)).toMatchObject({ woken: 0 });
    hub.time.now += minutes;
    expect(await sweepLanes(hub.ports)).toMatchObject({ woken: 1 });
    expect(hub.deliverQueue.sent.slice(before).map((message) => message.deduplicationId)).toEqual([`${birchtree}#${referral}#1#d1`]);
  });

  test('is the net below a wake queue that lost its message', async () => {
    let down = true;
    const hub = hubWith({ answer: () => (down ? { outcome: { kind: 'failed', reason: 'connection' }, took: false } : ok) });
    hub.ports.laterQueue = { send: async () => undefined };
    const referral = await accepted(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    down = false;
    hub.time.now += minutes;
    await sweepLanes(hub.ports);
    await drain(hub);
    expect(hub.received).toHaveLength(1);
  });
});

describe('a wake-up whose time has come', () => {
  test('goes on to the lane, and once only', async () => {
    const hub = hubWith();
    const message = parseLaterMessage(JSON.stringify({ party: pantry, referral: 't'.repeat(26), rev: 3, turn: 'd2' }));
    await wake([message, message], hub.ports);
    expect(hub.deliverQueue.receive(hub.time.now).map((one) => [one.group, one.deduplicationId])).toEqual([
      [`${pantry}#${'t'.repeat(26)}`, `${pantry}#${'t'.repeat(26)}#3#d2`],
    ]);
  });
});

describe('what a dead-letter queue held', () => {
  const exception = (hub: World, referral: string, what: string) => hub.referrals.get({ pk: keys.referral(referral), sk: keys.exception(what) });

  test('a lane: a person sees it, it is tried again in an hour, and when that goes well nobody needs to look', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    await stranded({ from: 'deliver', body: JSON.stringify({ party: birchtree, referral, rev: 2 }) }, hub.ports);
    expect(await exception(hub, referral, birchtree)).toMatchObject({ reason: 'stranded', duePk: 'X#S12000049' });
    hub.time.now += hours;
    await sweepLanes(hub.ports);
    await drain(hub);
    expect(hub.received).toHaveLength(1);
    expect(await exception(hub, referral, birchtree)).toBeUndefined();
  });

  test('a lane that moves meanwhile: the message is not taken, so that it comes again', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    const work: Table = { ...hub.ports.work, write: async () => ({ outcome: 'condition-failed', failed: [0] }) };
    await expect(stranded({ from: 'deliver', body: JSON.stringify({ party: birchtree, referral, rev: 2 }) }, { ...hub.ports, work })).rejects.toThrow('moved');
  });

  test('a lane: somebody who mended the cause need not wait for the hour', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    await stranded({ from: 'deliver', body: JSON.stringify({ party: birchtree, referral, rev: 2 }) }, hub.ports);
    expect(await redrive(birchtree, hub.ports)).toEqual({ ok: true, reopened: 1 });
    await drain(hub);
    expect(hub.received).toHaveLength(1);
    expect(await redrive(birchtree, hub.ports)).toEqual({ ok: true, reopened: 0 });
  });

  test('a wake-up is a lane, too; a parked lane stays parked', async () => {
    const hub = hubWith();
    hub.endpoints.set(birchtree, endpointOf(birchtree, { disabledAt: hub.ports.clock.now() }));
    const referral = await accepted(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    await stranded({ from: 'later', body: JSON.stringify({ party: birchtree, referral, rev: 2, turn: 'd2' }) }, hub.ports);
    expect(await exception(hub, referral, birchtree)).toMatchObject({ reason: 'disabled' });
    hub.time.now += hours;
    await sweepLanes(hub.ports);
    await drain(hub);
    expect(await hub.work.get({ pk: keys.endpoint(birchtree), sk: keys.lane(referral) })).toMatchObject({ state: 'parked', reason: 'disabled' });
    expect(hub.work.all().filter((item) => item.duePk)).toEqual([]);
    expect(hub.mails).toHaveLength(1);
  });

  test('a count: a person sees it, and it is asked for again', async () => {
    const hub = hubWith();
    const referral = await accepted(hub);
    await stranded({ from: 'count', body: JSON.stringify({ referral }) }, hub.ports);
    expect(await exception(hub, referral, 'COUNT')).toMatchObject({ reason: 'stranded' });
    expect(hub.countQueue.sent).toEqual([{ body: JSON.stringify({ referral }), delaySeconds: 900 }]);
  });

  test.each([
    'not json',
    '{}',
    '{"requestContext":{"condition":"RetryAttemptsExhausted"}}',
    `{"party":"x","referral":"../${'t'.repeat(23)}","rev":1}`,
    '[]',
    'null',
  ])('something that names no referral is shown to the operator, without what it held: %s', async (body) => {
    const hub = hubWith();
    await stranded({ from: 'stream', body }, hub.ports);
    await stranded({ from: 'stream', body }, hub.ports);
    const shown = hub.referrals.all();
    expect(shown).toMatchObject([{ pk: 'HUB', what: 'stream', reason: 'stranded', duePk: 'X#hub' }]);
    if (body.length > 4) expect(JSON.stringify(shown)).not.toContain(body);
  });
});

test('no message between the functions holds more than ids and numbers', async () => {
  const hub = hubWith({ answer: () => ({ outcome: { kind: 'failed', reason: 'timeout' }, took: false }) });
  const referral = await accepted(hub);
  await hub.act(referral, 'practitioner', { type: 'ask', text: 'Has Mr Brown a phone?' });
  await relayAll([referral], hub.ports);
  await drain(hub);
  const sent = [...hub.deliverQueue.sent, ...hub.laterQueue.sent, ...hub.countQueue.sent];
  expect(sent.length).toBeGreaterThanOrEqual(3);
  for (const { body } of sent) expect(Object.keys(JSON.parse(body)).filter((key) => !['party', 'referral', 'rev', 'turn'].includes(key))).toEqual([]);
});
