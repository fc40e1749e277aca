/** An e-mail to an organisation that comes back for good. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadHealth, seeHealth } from '#delivery/health-store';
import { loadLane } from '#delivery/lane-store';
import { heardOfMail } from '#delivery/mail-news';
import { redrive } from '#delivery/redrive';
import { relayAll } from '#delivery/relay';
import { addressHash, returnedOn, sentMailOf, tagsOf } from '#delivery/returned';
import { sweepLanes } from '#delivery/sweep-lanes';
import { wakeReturned } from '#delivery/wake';
import type { Organisation } from '#directory/types';
import { instantOf } from '#platform/time';
import type { Mail } from '#platform/types';
import type { LaterAct } from '#referral/commands';
import type { OnwardId, ReferralId } from '#referral/types';
import { pantry } from '#test/referrals';
import { drain, endpointOf, type World, world } from './world.ts';

type Letter = Parameters<Mail['send']>[0];
const [old, other] = ['hello@pantry.example', 'office@pantry.example'];
const reason = { code: 'other', text: 'Moved to her daughter in Oban' };
const there = (mail: string): Organisation => ({
  ...{ id: pantry, name: 'Drumgarth Food Pantry', area: 'S12000049' as never, mail },
  services: [{ id: 'parcels', name: 'Food parcels', fields: [] }],
});

let hub: World;
beforeEach(() => {
  hub = world();
  hub.organisations.set(pantry, there(old));
});
const told = async (referral: ReferralId) => {
  await relayAll([referral], hub.ports);
  await drain(hub);
};
const asked = async (): Promise<{ referral: ReferralId; onward: OnwardId }> => {
  const referral = await hub.begin();
  const onward = `${referral}-00000001` as OnwardId;
  await hub.act(referral, 'practitioner', { type: 'accept' });
  await hub.act(referral, 'practitioner', { type: 'refer-on', onward, organisation: pantry, service: 'parcels' });
  await told(referral);
  return { referral, onward };
};
const acts = async (referral: ReferralId, by: 'practitioner' | 'organisation', act: LaterAct) => {
  await hub.act(referral, by, act);
  await told(referral);
};
const to = (address: string) => hub.mails.filter((one) => one.to === address);
/** As the rule passes on what SES says of it: each tag is a list. */
const news = (what: string, { tags = {} }: Letter, sent = hub.ports.clock.now()) => ({
  ...{ what, sent },
  tags: { 'ses:configuration-set': ['hub'], ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])) },
});
const hears = async (what: string, letter: Letter | undefined, sent?: ReturnType<typeof instantOf>) => {
  if (!letter) throw new Error('there is no such letter');
  const said = await heardOfMail(news(what, letter, sent), hub.ports);
  await drain(hub);
  return said;
};
const comesBack = (letter: Letter | undefined, sent?: ReturnType<typeof instantOf>) => hears('Email Bounced', letter, sent);
const pass = (milliseconds: number) => {
  hub.time.now += milliseconds;
};
const exceptions = async (referral: ReferralId) =>
  (await hub.referrals.query({ pk: `REF#${referral}`, from: 'X#', to: 'X#~' })).items.map(({ what, reason: why }) => [what, why]);

describe('a request that comes back', () => {
  test('is told to the practitioner at once, and stands on the exceptions list', async () => {
    const { referral, onward } = await asked();
    expect(await comesBack(to(old)[0])).toEqual({ code: 'returned', party: pantry, referral, rev: 3 });
    expect(hub.undelivered).toEqual([{ referral, onward }]);
    expect(await exceptions(referral)).toEqual([[pantry, 'returned']]);
    expect(returnedOn(await seeHealth(hub.work, pantry), 'Hello@Pantry.example ')).toBe(hub.ports.clock.now());
  });
  test('goes out again as soon as there is another address, and no sooner', async () => {
    const { referral } = await asked();
    await comesBack(to(old)[0]);
    await wakeReturned(pantry, hub.ports);
    await drain(hub);
    expect(to(old)).toHaveLength(1);
    // The queue takes the same wake-up once in five minutes.
    pass(6 * 60_000);
    hub.organisations.set(pantry, there(other));
    await wakeReturned(pantry, hub.ports);
    await drain(hub);
    expect(to(other).map(({ subject }) => subject)).toEqual([to(old)[0]?.subject]);
    expect(await exceptions(referral)).toEqual([]);
    expect(returnedOn(await loadHealth(hub.work, pantry), other)).toBeUndefined();
  });
  test('goes to a system that they have by then', async () => {
    await asked();
    await comesBack(to(old)[0]);
    hub.endpoints.set(pantry, endpointOf(pantry));
    await wakeReturned(pantry, hub.ports);
    await drain(hub);
    expect(hub.received).toHaveLength(1);
  });
  test('takes with it what was sent after it, and what came since waits for the address too', async () => {
    const { referral, onward } = await asked();
    await acts(referral, 'organisation', { type: 'ask-onward', onward, text: 'When?' });
    await acts(referral, 'practitioner', { type: 'reply-onward', onward, text: 'Soon.' });
    await comesBack(to(old)[0]);
    await acts(referral, 'practitioner', { type: 'cancel-onward', onward, reason });
    expect(to(old)).toHaveLength(2);
    expect(hub.undelivered).toHaveLength(2);
    hub.organisations.set(pantry, there(other));
    await wakeReturned(pantry, hub.ports);
    await drain(hub);
    expect(to(other).map(({ subject }) => subject.split(' ').slice(0, 2).join(' '))).toEqual(['A new', 'Your question', 'Taken back:']);
  });
  test('although it was sent again to the same address, by hand, is told again', async () => {
    await asked();
    await comesBack(to(old)[0]);
    pass(3_600_000);
    expect(await redrive(pantry, hub.ports)).toEqual({ ok: true, reopened: 1 });
    await drain(hub);
    expect(to(old)).toHaveLength(2);
    pass(60_000);
    await comesBack(to(old)[1]);
    expect(hub.undelivered).toHaveLength(2);
  });
  test('after they answered all the same, is no trouble of anybody’s', async () => {
    const { referral, onward } = await asked();
    await acts(referral, 'organisation', { type: 'accept-onward', onward, acceptance: {} });
    await comesBack(to(old)[0]);
    expect([hub.undelivered, await exceptions(referral)]).toEqual([[], []]);
  });
  test('is told by the sweep where the wake-up was lost', async () => {
    const { referral, onward } = await asked();
    const lost = { ...hub.ports, deliverQueue: { send: async () => undefined } };
    await heardOfMail(news('Email Bounced', to(old)[0]!), lost);
    expect(hub.undelivered).toEqual([]);
    pass(60_000);
    await sweepLanes(hub.ports);
    await drain(hub);
    expect(hub.undelivered).toEqual([{ referral, onward }]);
  });
});

describe('news that comes late, twice, or in another order', () => {
  test('is told once', async () => {
    await asked();
    for (let n = 0; n < 3; n += 1) await comesBack(to(old)[0]);
    expect(hub.undelivered).toHaveLength(1);
  });
  test('of what was sent again since changes nothing', async () => {
    const { referral } = await asked();
    await comesBack(to(old)[0]);
    hub.organisations.set(pantry, there(other));
    await wakeReturned(pantry, hub.ports);
    await drain(hub);
    pass(60_000);
    await comesBack(to(old)[0], instantOf(hub.time.now - 60_000));
    expect([to(other).length, hub.undelivered.length, await exceptions(referral)]).toEqual([1, 1, []]);
  });
  test('of an address that was mended before it came goes to the new one, and nobody need ring', async () => {
    await asked();
    hub.organisations.set(pantry, there(other));
    await comesBack(to(old)[0]);
    expect([to(other).length, hub.undelivered.length]).toEqual([1, 0]);
  });
  test('of two addresses leaves the one that was written to later', async () => {
    const { referral } = await asked();
    const first = hub.ports.clock.now();
    pass(60_000);
    hub.organisations.set(pantry, there(other));
    const { referral: second } = await asked();
    await comesBack(to(other)[0]);
    await comesBack(to(old)[0], first);
    expect(returnedOn(await loadHealth(hub.work, pantry), other)).toBe(hub.ports.clock.now());
    for (const one of [referral, second]) expect(await loadLane(hub.work, { party: pantry, referral: one })).toMatchObject({ state: 'parked' });
    expect(to(other)).toHaveLength(1);
  });
  test('before the lane knows that it was sent wins over it', async () => {
    const { send } = hub.ports.mail;
    hub.ports.mail.send = async (letter) => {
      await send(letter);
      await heardOfMail(news('Email Bounced', letter), hub.ports);
    };
    const { referral, onward } = await asked();
    expect(hub.undelivered).toEqual([{ referral, onward }]);
  });
});

describe('no more than a line in the log comes', () => {
  test.each([
    ['Email Complaint Received', 'complaint'],
    ['Email Rejected', 'rejected'],
    ['Email Opened', 'unknown'],
  ])('of %s', async (what, code) => {
    const { referral } = await asked();
    expect(await hears(what, to(old)[0])).toEqual({ code, party: pantry, referral, rev: 3 });
    expect([hub.undelivered, await exceptions(referral), (await loadHealth(hub.work, pantry)).returnedOf]).toEqual([[], [], undefined]);
  });
  test('of an e-mail to anybody else, or of tags that are none of the hub’s', async () => {
    const mail = { to: 'x', subject: '', text: '' };
    expect(await hears('Email Bounced', mail)).toEqual({ code: 'returned' });
    await asked();
    const { tags = {} } = to(old)[0] ?? {};
    for (const name of Object.keys(tags)) {
      expect(await hears('Email Bounced', { ...mail, tags: { ...tags, [name]: '§' } }), name).toEqual({ code: 'returned' });
    }
    expect(hub.undelivered).toEqual([]);
  });
});

test('the tags are what SES takes, say who it was to without an address, and are read again as they were', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/);
  const referral = fc.stringMatching(/^[0-9a-z]{26}$/) as fc.Arbitrary<ReferralId>;
  const small = fc.integer({ min: 1, max: 999_999 });
  fc.assert(
    fc.property(id, referral, small, small, (party, one, rev, turn) => {
      const mail = { party, referral: one, rev, turn, address: addressHash(old) };
      const tags = tagsOf(mail);
      for (const [name, value] of Object.entries(tags)) expect(`${name}${value}`).toMatch(/^[\w-]{1,256}$/);
      expect(sentMailOf(Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])))).toEqual(mail);
    }),
  );
});
