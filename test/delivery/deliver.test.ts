import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { deliver } from '#delivery/deliver';
import { redrive } from '#delivery/redrive';
import { relayAll } from '#delivery/relay';
import { sweepLanes } from '#delivery/sweep-lanes';
import type { OnwardId, ReferralId } from '#referral/types';
import { birchtree, pantry, welfare } from '#test/referrals';
import { drain, endpointOf, ok, type Reply, type World, world } from './world.ts';

const status = (code: number, retryAfter?: string): Reply => ({
  outcome: { kind: 'answer', status: code, ...(retryAfter ? { retryAfter } : {}) },
  took: false,
});
const reset: Reply = { outcome: { kind: 'failed', reason: 'connection' }, took: false };
const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** A referral that was accepted and referred on; practice and organisation both have endpoints. */
const referredOn = async (hub: World, organisation = pantry): Promise<{ referral: ReferralId; onward: OnwardId }> => {
  const referral = await hub.begin();
  const onward = `${referral}-00000001` as OnwardId;
  await hub.act(referral, 'practitioner', { type: 'accept' });
  await hub.act(referral, 'practitioner', { type: 'refer-on', onward, organisation });
  return { referral, onward };
};
const withEndpoints = (options: Parameters<typeof world>[0] = {}) => {
  const hub = world(options);
  for (const party of [birchtree, pantry, welfare]) hub.endpoints.set(party, endpointOf(party));
  return hub;
};
/** A hub whose organisation answers as said, with the times at which it was asked. */
const asking = (answer: (tries: number) => Reply) => {
  const tries: number[] = [];
  const hub: World = withEndpoints({
    answer: (party) => {
      if (party !== pantry) return ok;
      tries.push(hub.time.now);
      return answer(tries.length);
    },
  });
  return { hub, tries };
};
const countSends =
  (send: World['ports']['send'], answer: () => Reply | undefined): World['ports']['send'] =>
  async (request) =>
    answer()?.outcome ?? send(request);
const typesOf = (hub: World, party: string) => hub.received.filter((one) => one.party === party).map((one) => JSON.parse(one.body).type);
const laneItem = (hub: World, party: string, referral: string) => hub.work.get({ pk: `ENDPOINT#${party}`, sk: `L#${referral}` });
/** Lets the clock run to each wake-up in turn, with a sweep every minute in which something is due. */
const letTimePass = async (hub: World, milliseconds: number) => {
  const end = hub.time.now + milliseconds;
  for (let turns = 0; ; turns += 1) {
    if (turns > 2000) throw new Error('something wakes the lanes again and again');
    await drain(hub);
    const due = hub.work.all().flatMap((item) => (item.duePk ? [Math.max(Date.parse(String(item.dueSk).slice(0, 24)), hub.time.now + minutes)] : []));
    const next = Math.min(...due, hub.laterQueue.nextAt() ?? Number.POSITIVE_INFINITY, hub.deliverQueue.nextAt() ?? Number.POSITIVE_INFINITY);
    if (next > end) break;
    hub.time.now = next;
    await sweepLanes(hub.ports);
  }
  hub.time.now = end;
};

describe('a referral that goes its way', () => {
  test('tells the organisation and the practice, each what concerns it, in order', async () => {
    const hub = withEndpoints();
    const { referral, onward } = await referredOn(hub);
    expect(await relayAll([referral], hub.ports)).toEqual([]);
    await drain(hub);
    await hub.act(referral, 'organisation', { type: 'accept-onward', onward, acceptance: {} });
    await hub.act(referral, 'organisation', { type: 'complete-onward', onward, outcome: { activity: 'Food parcel' } });
    await hub.act(referral, 'practitioner', { type: 'complete', outcomes: [] });
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(typesOf(hub, pantry)).toEqual(['referral.requested']);
    expect(typesOf(hub, birchtree)).toEqual(['referral.accepted', 'referral.in-progress', 'referral.completed']);
  });

  test('costs one single write for each relay and one for each delivered notice', async () => {
    const writes: string[] = [];
    const hub = withEndpoints({
      around: (name, call) => {
        if (name.endsWith('.write')) writes.push(name);
        return call();
      },
    });
    const { referral } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    expect(writes).toEqual(['work.write']);
    await drain(hub);
    expect(hub.received).toHaveLength(2);
    expect(writes).toEqual(['work.write', 'work.write', 'work.write']);
  });

  test('is signed as the standard says, with every key that is valid', async () => {
    const hub = withEndpoints();
    const key = (id: string, secret: string, until?: string) => ({ id, ciphertext: `endpoint-key/${pantry}:${secret}`, ...(until ? { until } : {}) });
    const old = key('old', 'one-secret-that-is-long-enough', '2026-11-02T10:00:00.000Z');
    hub.endpoints.set(pantry, endpointOf(pantry, { keys: [old, key('new', 'another-secret-long-enough')] as never }));
    const sent: { headers: Record<string, string>; body: string }[] = [];
    const send = hub.ports.send;
    hub.ports.send = (request) => {
      sent.push(request);
      return send(request);
    };
    const { referral } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    const request = sent.find(({ body }) => body.includes('referral.requested'))!;
    expect(request.headers['webhook-signature']!.split(' ')).toHaveLength(2);
    for (const { ciphertext } of hub.endpoints.get(pantry)!.keys) {
      const peer = new Webhook(Buffer.from(ciphertext).toString('base64'));
      expect(peer.sign(request.headers['webhook-id']!, new Date(hub.time.now), request.body)).toBe(
        request.headers['webhook-signature']!.split(' ')[ciphertext.includes('another') ? 1 : 0],
      );
    }
    hub.time.now += 2 * hours;
    await hub.act(referral, 'clock', { type: 'remind-onward', onward: `${referral}-00000001` as OnwardId });
    hub.time.now = Date.parse('2026-11-10T10:00:00.000Z');
    await hub.act(referral, 'clock', { type: 'remind-onward', onward: `${referral}-00000001` as OnwardId });
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(hub.received.filter((one) => one.party === pantry).map((one) => one.signatures)).toEqual([2, 1]);
  });

  test('tells a practice without an endpoint nothing, and leaves nothing behind', async () => {
    const hub = withEndpoints();
    hub.endpoints.delete(birchtree);
    const { referral } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(typesOf(hub, birchtree)).toEqual([]);
    expect(await laneItem(hub, birchtree, referral)).toBeUndefined();
    expect(hub.mails).toEqual([]);
  });
});

describe('an endpoint that fails', () => {
  test('is tried at 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, and then a person is told', async () => {
    const { hub, tries } = asking(() => status(400));
    const { referral, onward } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await letTimePass(hub, 100 * hours);
    const waits = tries.map((at, n) => (at - (tries[n - 1] ?? at)) / seconds);
    const asPlanned = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(waits).toHaveLength(asPlanned.length);
    for (const [n, wait] of waits.entries()) expect(Math.abs(wait - asPlanned[n]!)).toBeLessThanOrEqual(asPlanned[n]! * 0.01 + 60);
    expect(hub.undelivered).toEqual([{ referral, onward }]);
    expect(await hub.referrals.get({ pk: `REF#${referral}`, sk: `X#${pantry}` })).toMatchObject({ duePk: 'X#S12000049', reason: 'exhausted', what: pantry });
    expect(await laneItem(hub, pantry, referral)).toMatchObject({ state: 'parked', reason: 'exhausted' });
  });

  test('gets the same id and the same bytes at every attempt, and what came later only after it', async () => {
    let down = true;
    const hub = withEndpoints({ answer: (party) => (party === pantry && down ? { outcome: { kind: 'failed', reason: 'timeout' }, took: true } : ok) });
    const { referral, onward } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await letTimePass(hub, 10 * seconds);
    await hub.act(referral, 'practitioner', { type: 'cancel-onward', onward, reason: { code: 'other', text: 'Moved away.' } });
    await relayAll([referral], hub.ports);
    await letTimePass(hub, minutes);
    down = false;
    await letTimePass(hub, 10 * minutes);
    const got = hub.received.filter((one) => one.party === pantry);
    expect(got.map((one) => JSON.parse(one.body).type)).toEqual(['referral.requested', 'referral.requested', 'referral.requested', 'referral.cancelled']);
    expect(new Set(got.slice(0, 3).map((one) => `${one.id} ${one.body}`)).size).toBe(1);
  });

  test('is asked again when its Retry-After says, without using up its attempts', async () => {
    const { hub, tries } = asking((n) => (n < 4 ? status(429, '120') : ok));
    const { referral } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await letTimePass(hub, hours);
    expect(tries.map((at) => (at - tries[0]!) / seconds)).toEqual([0, 120, 240, 360]);
    expect(await laneItem(hub, pantry, referral)).toMatchObject({ state: 'idle' });
  });

  test('that only ever says Retry-After is given up like any other, in days', async () => {
    const hub = withEndpoints({ answer: (party) => (party === pantry ? status(503, '86400') : ok) });
    const { referral } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await letTimePass(hub, 5 * 24 * hours);
    expect(await laneItem(hub, pantry, referral)).toMatchObject({ state: 'parked', reason: 'exhausted' });
  });

  test('that answers 410 is switched off: nothing goes there again, all that waits for it is told otherwise', async () => {
    let answer = reset;
    const hub = withEndpoints({ answer: (party) => (party === pantry ? answer : ok) });
    const first = await referredOn(hub);
    await relayAll([first.referral], hub.ports);
    await letTimePass(hub, 3 * minutes);
    answer = status(410);
    const second = await referredOn(hub);
    await relayAll([second.referral], hub.ports);
    await drain(hub);
    expect(hub.endpoints.get(pantry)!.disabledAt).toBeDefined();
    expect(hub.undelivered.map((one) => one.referral).sort()).toEqual([first.referral, second.referral].sort());
    answer = ok;
    await letTimePass(hub, 24 * hours);
    expect(typesOf(hub, pantry)).toEqual([]);
  });

  test('of a practice: the office gets an e-mail without personal data, once for every commit that was not told', async () => {
    const hub = withEndpoints();
    hub.endpoints.set(birchtree, endpointOf(birchtree, { disabledAt: hub.ports.clock.now() }));
    const { referral } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(hub.mails).toHaveLength(1);
    expect(hub.mails[0]!.to).toBe('office@birchtree.example.org');
    expect(hub.mails[0]!.text).toContain(referral);
    expect(JSON.stringify(hub.mails)).not.toMatch(/Food insecurity|pantry|733423003/i);
    await hub.act(referral, 'practitioner', { type: 'complete', outcomes: [{ activity: 'Talked' }] });
    await hub.act(referral, 'practitioner', { type: 'cancel', reason: { code: 'other', text: 'x' } });
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(hub.mails).toHaveLength(2);
    expect(hub.received.filter((one) => one.party === birchtree)).toEqual([]);
  });

  test('tells the practice when the organisation could not be told', async () => {
    const hub = withEndpoints();
    hub.endpoints.delete(pantry);
    const { referral } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(typesOf(hub, birchtree)).toEqual(['referral.accepted', 'referral.updated']);
  });
});

describe('an endpoint that is switched on again', () => {
  test('gets everything that was kept, in order, and the exception goes when it is delivered', async () => {
    const hub = withEndpoints();
    hub.endpoints.delete(pantry);
    const { referral, onward } = await referredOn(hub);
    await relayAll([referral], hub.ports);
    await drain(hub);
    await hub.act(referral, 'practitioner', { type: 'cancel-onward', onward, reason: { code: 'other', text: 'Moved away.' } });
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(await redrive(pantry, hub.ports)).toEqual({ ok: false, because: 'no-endpoint' });
    hub.endpoints.set(pantry, endpointOf(pantry, { disabledAt: hub.ports.clock.now() }));
    expect(await redrive(pantry, hub.ports)).toEqual({ ok: false, because: 'disabled' });
    hub.endpoints.set(pantry, endpointOf(pantry));
    const exception = { pk: `REF#${referral}`, sk: `X#${pantry}` };
    expect(await hub.referrals.get(exception)).toBeDefined();
    expect(await redrive(pantry, hub.ports, 'another' as ReferralId)).toEqual({ ok: true, reopened: 0 });
    expect(await redrive(pantry, hub.ports)).toEqual({ ok: true, reopened: 1 });
    await drain(hub);
    expect(typesOf(hub, pantry)).toEqual(['referral.requested', 'referral.cancelled']);
    expect(await hub.referrals.get(exception)).toBeUndefined();
  });
});

describe('a lane', () => {
  test('that two consumers have at once is not turned back by the slower one', async () => {
    const answers: ((reply: Reply) => void)[] = [];
    const hub = withEndpoints();
    const { referral } = await referredOn(hub);
    const send = hub.ports.send;
    hub.ports.send = () => new Promise((resolve) => answers.push((reply) => resolve(reply.outcome)));
    const wakeUp = { party: pantry, referral, rev: 3 } as const;
    const slow = deliver(wakeUp, hub.ports);
    const fast = deliver(wakeUp, hub.ports);
    await expect.poll(() => answers.length).toBe(2);
    answers[1]!(ok);
    await fast;
    hub.ports.send = send;
    answers[0]!(reset);
    await slow;
    expect(await laneItem(hub, pantry, referral)).toMatchObject({ state: 'idle', done: 3, version: 1 });
  });

  test('of which two notices belong to one commit does not send the first again when the second fails', async () => {
    const hub = withEndpoints();
    const { referral } = await referredOn(hub);
    await hub.act(referral, 'practitioner', {
      type: 'refer-on',
      onward: `${referral}-00000002` as OnwardId,
      organisation: pantry,
      service: 'another-service',
    });
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(hub.received).toHaveLength(3);
    await hub.act(referral, 'practice', { type: 'cancel', reason: { code: 'other', text: 'Moved.' } });
    let sends = 0;
    hub.ports.send = countSends(hub.ports.send, () => {
      sends += 1;
      return sends === 2 ? reset : undefined;
    });
    await relayAll([referral], hub.ports);
    await drain(hub);
    expect(await laneItem(hub, pantry, referral)).toMatchObject({ state: 'waiting', part: 1 });
    await letTimePass(hub, minutes);
    expect(sends).toBe(3);
    expect(typesOf(hub, pantry)).toEqual(['referral.requested', 'referral.requested', 'referral.cancelled', 'referral.cancelled']);
    expect(new Set(hub.received.map((one) => one.id)).size).toBe(5);
  });

  test('that was parked is told by the other way, even if that was cut short and its message was lost', async () => {
    const hub = withEndpoints();
    hub.endpoints.delete(pantry);
    const { referral, onward } = await referredOn(hub);
    const record = hub.ports.undelivered;
    hub.ports.undelivered = () => Promise.reject(new Error('cut short'));
    await expect(deliver({ party: pantry, referral, rev: 3 }, hub.ports)).rejects.toThrow('cut short');
    hub.ports.undelivered = record;
    await letTimePass(hub, 2 * minutes);
    expect(hub.undelivered).toEqual([{ referral, onward }]);
  });

  test('with much to send leaves the rest to another wake-up', async () => {
    const hub = withEndpoints();
    const { referral, onward } = await referredOn(hub);
    for (let n = 0; n < 12; n += 1) {
      await hub.act(referral, 'organisation', { type: 'ask-onward', onward, text: 'When?' });
      await hub.act(referral, 'practitioner', { type: 'reply-onward', onward, text: 'Soon.' });
    }
    await deliver({ party: pantry, referral, rev: 3 }, hub.ports);
    expect(hub.received).toHaveLength(10);
    expect(hub.deliverQueue.sent.map((message) => message.deduplicationId)).toEqual([`${pantry}#${referral}#22#m10`]);
    await drain(hub);
    expect(hub.received).toHaveLength(13);
  });

  test('whose receiver is slow begins nothing that might not end in the time of a function', async () => {
    const hub = withEndpoints();
    const { referral, onward } = await referredOn(hub);
    await hub.act(referral, 'practitioner', { type: 'cancel-onward', onward, reason: { code: 'other', text: 'Moved away.' } });
    hub.ports.send = countSends(hub.ports.send, () => {
      hub.time.now += 14 * seconds;
      return undefined;
    });
    await deliver({ party: pantry, referral, rev: 4 }, hub.ports);
    expect(typesOf(hub, pantry)).toEqual(['referral.requested']);
    await drain(hub);
    expect(typesOf(hub, pantry)).toEqual(['referral.requested', 'referral.cancelled']);
  });
});

describe('the circuit of an endpoint', () => {
  /** Eight referrals to an organisation that is down. */
  const many = async (hub: World) => {
    const all: ReferralId[] = [];
    for (let n = 0; n < 8; n += 1) all.push((await referredOn(hub)).referral);
    await relayAll(all, hub.ports);
    return all;
  };

  test('opens after five failures in a row: the other lanes wait without an attempt', async () => {
    const { hub, tries } = asking(() => reset);
    await many(hub);
    await drain(hub);
    expect(tries).toHaveLength(5);
    const lanes = hub.work.all().filter((item) => item.pk === `ENDPOINT#${pantry}` && item.sk.startsWith('L#'));
    expect(lanes.map((lane) => [lane.attempt, lane.last]).sort()).toEqual([...Array(3).fill([0, 'circuit-open']), ...Array(5).fill([1, 'connection'])]);
    expect(lanes.every((lane) => lane.dueAt)).toBe(true);
  });

  test('one probe at a time asks whether it is back; then everything that waits goes at once', async () => {
    let down = true;
    const { hub, tries } = asking(() => (down ? reset : ok));
    const all = await many(hub);
    await letTimePass(hub, 10 * minutes);
    const whileDown = tries.length;
    expect(whileDown).toBeGreaterThan(5);
    expect(whileDown).toBeLessThan(16);
    down = false;
    await letTimePass(hub, 16 * minutes);
    expect(new Set(hub.received.filter((one) => one.party === pantry).map((one) => one.id)).size).toBe(all.length);
  });

  test('stays closed when the endpoint answers, even if it refuses', async () => {
    const { hub, tries } = asking(() => status(422));
    await many(hub);
    await drain(hub);
    expect(tries).toHaveLength(8);
  });
});
