/** Consent is asked at the moment of sending: what waits behind a failing endpoint does not leave once it has ended. */
import { describe, expect, test } from 'vitest';
import { redrive } from '#delivery/redrive';
import { relayAll } from '#delivery/relay';
import { sweepLanes } from '#delivery/sweep-lanes';
import type { ConsentStatement } from '#people/types';
import { instantOf } from '#platform/time';
import { readCommits, referralStore } from '#referral/referral-store';
import type { OnwardId, ReferralId } from '#referral/types';
import { birchtree, pantry, welfare } from '#test/referrals';
import { drain, endpointOf, ok, type Reply, type World, world } from './world.ts';

const down: Reply = { outcome: { kind: 'failed', reason: 'connection' }, took: false };
const hour = 3_600_000;
const yes = (hub: World, over: Partial<ConsentStatement> = {}): ConsentStatement => ({
  gives: true,
  permissions: ['refer', 'share'],
  at: instantOf(hub.time.now),
  ...over,
});
const no = (hub: World, over: Partial<ConsentStatement> = {}) => yes(hub, { gives: false, ...over });

/** A hub whose pantry answers only when it is up. */
const hubWith = () => {
  const pantryIs = { up: false };
  const hub = world({ answer: (party) => (party === pantry && !pantryIs.up ? down : ok) });
  for (const party of [birchtree, pantry, welfare]) hub.endpoints.set(party, endpointOf(party));
  return { hub, pantryIs };
};
const referOn = async (hub: World, referral: ReferralId, n: number, organisation = pantry, service?: string): Promise<OnwardId> => {
  const onward = `${referral}-0000000${n}` as OnwardId;
  const done = await hub.act(referral, 'practitioner', { type: 'refer-on', onward, organisation, ...(service ? { service } : {}) });
  if (!done.ok) throw new Error(done.because);
  return onward;
};
/** A referral that was accepted, with the consent that was sent with it. */
const begun = async (hub: World, over: Parameters<World['begin']>[0] = {}) => {
  const referral = await hub.begin(over);
  await hub.act(referral, 'practitioner', { type: 'accept' });
  return referral;
};
const tell = async (hub: World, referral: ReferralId) => {
  await relayAll([referral], hub.ports);
  await drain(hub);
};
/** Whatever is due, and what that sets off. */
const pass = async (hub: World, referral: ReferralId, milliseconds: number) => {
  hub.time.now += milliseconds;
  await sweepLanes(hub.ports);
  await tell(hub, referral);
};
const told = (hub: World, party: string) => hub.received.filter((one) => one.party === party && one.accepted).map((one) => JSON.parse(one.body).type);
const onwardIn = async (hub: World, referral: ReferralId, id: OnwardId) =>
  (await referralStore(hub.referrals).load(referral))?.referral.onward.find((one) => one.id === id);
const lane = (hub: World, referral: ReferralId) => hub.work.get({ pk: `ENDPOINT#${pantry}`, sk: `L#${referral}` });

describe('a death while an endpoint is down', () => {
  test('lets nothing leave but what ends things, whatever is said afterwards', async () => {
    const { hub, pantryIs } = hubWith();
    const referral = await begun(hub);
    const [onward] = [await referOn(hub, referral, 1), await referOn(hub, referral, 2, welfare)];
    await hub.act(referral, 'organisation', { type: 'accept-onward', onward, acceptance: {} });
    await hub.act(referral, 'organisation', { type: 'ask-onward', onward, text: 'Which day?' });
    await tell(hub, referral);
    await hub.act(referral, 'practice', { type: 'record-death', died: true });
    expect(await hub.act(referral, 'practitioner', { type: 'reply-onward', onward, text: 'Never.' })).toMatchObject({ ok: true });
    pantryIs.up = true;
    await pass(hub, referral, 48 * hour);
    expect(told(hub, pantry)).toEqual(['referral.cancellation-requested']);
    expect(told(hub, welfare)).toEqual(['referral.requested', 'referral.cancelled']);
    expect(hub.undelivered).toEqual([]);
  });
});

describe('a withdrawal while an endpoint is down', () => {
  test('lets nothing leave but the cancellation when it comes back, and the lane is done', async () => {
    const { hub, pantryIs } = hubWith();
    const referral = await begun(hub);
    const onward = await referOn(hub, referral, 1);
    await hub.act(referral, 'organisation', { type: 'ask-onward', onward, text: 'Which day?' });
    await hub.act(referral, 'practitioner', { type: 'reply-onward', onward, text: 'Any.' });
    await tell(hub, referral);
    expect(told(hub, pantry)).toEqual([]);
    await hub.act(referral, 'practice', { type: 'record-consent', statement: no(hub) });
    await tell(hub, referral);
    pantryIs.up = true;
    await pass(hub, referral, 48 * hour);
    expect(told(hub, pantry)).toEqual(['referral.cancelled']);
    expect(await lane(hub, referral)).toMatchObject({ state: 'idle', done: (await readCommits(hub.referrals, referral)).length });
    expect(hub.undelivered).toEqual([]);
  });
  test('tells an organisation that had accepted to stop, and nothing else', async () => {
    const { hub, pantryIs } = hubWith();
    const referral = await begun(hub);
    const onward = await referOn(hub, referral, 1);
    await hub.act(referral, 'organisation', { type: 'accept-onward', onward, acceptance: {} });
    await tell(hub, referral);
    await hub.act(referral, 'practitioner', { type: 'record-consent', statement: no(hub, { permissions: ['share'] }) });
    pantryIs.up = true;
    await pass(hub, referral, 48 * hour);
    expect(told(hub, pantry)).toEqual(['referral.cancellation-requested']);
    expect(hub.undelivered).toEqual([]);
  });
  test('does not hurry an endpoint that named its own time', async () => {
    const { hub } = hubWith();
    const busy: Reply = { outcome: { kind: 'answer', status: 429, retryAfter: '3600' }, took: false };
    const tries: number[] = [];
    hub.ports.send = async () => {
      tries.push(hub.time.now);
      return busy.outcome;
    };
    const referral = await begun(hub);
    await referOn(hub, referral, 1);
    hub.endpoints.delete(birchtree);
    await tell(hub, referral);
    await hub.act(referral, 'practice', { type: 'record-consent', statement: no(hub) });
    await pass(hub, referral, hour / 2);
    expect(tries).toHaveLength(1);
    await pass(hub, referral, hour);
    expect(tries).toHaveLength(2);
  });
  test('from another organisation stops nothing here', async () => {
    const { hub, pantryIs } = hubWith();
    const referral = await begun(hub);
    await referOn(hub, referral, 1);
    await referOn(hub, referral, 2, welfare);
    await tell(hub, referral);
    await hub.act(referral, 'practice', { type: 'record-consent', statement: no(hub, { with: [welfare] }) });
    pantryIs.up = true;
    await pass(hub, referral, 48 * hour);
    expect(told(hub, pantry)).toEqual(['referral.requested']);
    expect(told(hub, welfare)).toEqual(['referral.requested', 'referral.cancelled']);
  });
  test('holds for a lane that was given up and is opened again', async () => {
    const { hub, pantryIs } = hubWith();
    hub.endpoints.set(pantry, endpointOf(pantry, { disabledAt: instantOf(hub.time.now) }));
    const referral = await begun(hub);
    await referOn(hub, referral, 1);
    await tell(hub, referral);
    expect(await lane(hub, referral)).toMatchObject({ state: 'parked' });
    await hub.act(referral, 'practice', { type: 'record-consent', statement: no(hub) });
    await tell(hub, referral);
    hub.endpoints.set(pantry, endpointOf(pantry));
    pantryIs.up = true;
    await redrive(pantry, hub.ports);
    await drain(hub);
    expect(told(hub, pantry)).toEqual(['referral.cancelled']);
    expect(await hub.referrals.get({ pk: `REF#${referral}`, sk: `X#${pantry}` })).toBeUndefined();
  });
  test('reaches what was about to leave in the same turn', async () => {
    const { hub, pantryIs } = hubWith();
    const referral = await begun(hub);
    await referOn(hub, referral, 1);
    await referOn(hub, referral, 2, pantry, 'another-service');
    pantryIs.up = true;
    const { send } = hub.ports;
    hub.ports.send = async (request) => {
      const outcome = await send(request);
      if (request.body.includes('referral.requested')) await hub.act(referral, 'practice', { type: 'record-consent', statement: no(hub) });
      return outcome;
    };
    await tell(hub, referral);
    await tell(hub, referral);
    expect(told(hub, pantry)).toEqual(['referral.requested', 'referral.cancelled', 'referral.cancelled']);
  });
  test('still tells the practice all that happened', async () => {
    const { hub } = hubWith();
    const referral = await begun(hub);
    await referOn(hub, referral, 1);
    await hub.act(referral, 'practitioner', { type: 'record-consent', statement: no(hub) });
    await tell(hub, referral);
    expect(told(hub, birchtree)).toEqual(['referral.accepted', 'referral.updated']);
  });
});

describe('a yes that ran out while an endpoint was down', () => {
  const expiring = async () => {
    const { hub, pantryIs } = hubWith();
    const consents = [yes(hub, { until: instantOf(hub.time.now + 24 * hour) })];
    const referral = await begun(hub, { consent: false, consents });
    const onward = await referOn(hub, referral, 1);
    await tell(hub, referral);
    return { hub, pantryIs, referral, onward };
  };
  test('holds the request back, and the practitioner sees that it did not go', async () => {
    const { hub, pantryIs, referral, onward } = await expiring();
    pantryIs.up = true;
    await pass(hub, referral, 48 * hour);
    expect(told(hub, pantry)).toEqual([]);
    expect(hub.undelivered).toEqual([{ referral, onward }]);
    expect(await onwardIn(hub, referral, onward)).toMatchObject({ status: 'requested', undeliveredAt: instantOf(hub.time.now) });
    expect(await lane(hub, referral)).toMatchObject({ state: 'idle' });
  });
  test('leaves no exception behind where all that was left was withheld', async () => {
    const { hub, pantryIs, referral } = await expiring();
    hub.endpoints.set(pantry, endpointOf(pantry, { disabledAt: instantOf(hub.time.now) }));
    await pass(hub, referral, hour);
    expect(await lane(hub, referral)).toMatchObject({ state: 'parked' });
    hub.endpoints.set(pantry, endpointOf(pantry));
    pantryIs.up = true;
    hub.time.now += 48 * hour;
    await redrive(pantry, hub.ports);
    await drain(hub);
    expect(told(hub, pantry)).toEqual([]);
    expect(await lane(hub, referral)).toMatchObject({ state: 'idle', excepted: 0 });
    expect(await hub.referrals.get({ pk: `REF#${referral}`, sk: `X#${pantry}` })).toBeUndefined();
  });
  test('lets it go where the endpoint came back in time, and the cancellation at any time', async () => {
    const { hub, pantryIs, referral, onward } = await expiring();
    pantryIs.up = true;
    await pass(hub, referral, 12 * hour);
    expect(told(hub, pantry)).toEqual(['referral.requested']);
    hub.time.now += 48 * hour;
    await hub.act(referral, 'practitioner', { type: 'cancel-onward', onward, reason: { code: 'other', text: 'The consent is over.' } });
    await tell(hub, referral);
    expect(told(hub, pantry)).toEqual(['referral.requested', 'referral.cancelled']);
  });
  test('is renewed by a new yes for what comes after', async () => {
    const { hub, pantryIs, referral } = await expiring();
    pantryIs.up = true;
    await pass(hub, referral, 48 * hour);
    await hub.act(referral, 'practice', { type: 'record-consent', statement: yes(hub) });
    await referOn(hub, referral, 2, pantry, 'another-service');
    await tell(hub, referral);
    expect(told(hub, pantry)).toEqual(['referral.requested']);
  });
});
