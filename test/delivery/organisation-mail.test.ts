/** An organisation without a system of its own is told by e-mail. */
import { beforeEach, describe, expect, test } from 'vitest';
import { redrive } from '#delivery/redrive';
import { relayAll } from '#delivery/relay';
import { sweepLanes } from '#delivery/sweep-lanes';
import type { Organisation } from '#directory/types';
import type { LocalDate } from '#platform/types';
import type { LaterAct } from '#referral/commands';
import type { OnwardId, ReferralId } from '#referral/types';
import { pantry } from '#test/referrals';
import { drain, endpointOf, type World, world } from './world.ts';

const reason = { code: 'other', text: 'Moved to her daughter in Oban' };
const mail = 'hello@pantry.example';
const shed = (over: Partial<Organisation> = {}): Organisation => ({
  ...{ id: pantry, name: 'Drumgarth Food Pantry', area: 'S12000049' as never, mail },
  services: [{ id: 'parcels', name: 'Food parcels', fields: [] }],
  ...over,
});

let hub: World;
beforeEach(() => {
  hub = world();
  hub.organisations.set(pantry, shed());
});
const asked = async (over: Partial<Extract<LaterAct, { type: 'refer-on' }>> = {}): Promise<{ referral: ReferralId; onward: OnwardId }> => {
  const referral = await hub.begin({ need: { display: 'Flees her husband' } });
  const onward = `${referral}-00000001` as OnwardId;
  await hub.act(referral, 'practitioner', { type: 'accept' });
  await hub.act(referral, 'practitioner', { type: 'refer-on', onward, organisation: pantry, service: 'parcels', ...over });
  await told(referral);
  return { referral, onward };
};
const told = async (referral: ReferralId) => {
  await relayAll([referral], hub.ports);
  await drain(hub);
};
const toThem = () => hub.mails.filter(({ to }) => to === mail);

describe('the e-mail', () => {
  test('says which service, how soon, where to answer and whom to ring, and nothing of anybody', async () => {
    const { onward } = await asked({ urgency: 'urgent', neededBy: '2026-11-06' as LocalDate });
    expect(toThem()).toHaveLength(1);
    const [{ subject, text } = { subject: '', text: '' }] = toThem();
    expect(subject).toMatch(/^Urgent: A new request for Food parcels: please answer by \w+day \d+ November$/);
    for (const part of [
      'It is urgent.',
      'Help is wanted by Friday 6 November.',
      `https://hub.example.org/answer/${pantry}.${onward}`,
      'the links practitioner at Birchtree Practice',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/husband|Oban|Food insecurity/);
    expect(hub.received).toEqual([]);
  });
  test('does not name a service that tells too much', async () => {
    hub.organisations.set(pantry, shed({ services: [{ id: 'parcels', name: 'Harbour Women’s Support', fields: [], sensitive: true }] }));
    await asked();
    expect(JSON.stringify(toThem())).toContain('your service');
    expect(JSON.stringify(toThem())).not.toContain('Harbour');
  });
  test('comes of each thing that they are told, in order', async () => {
    const { referral, onward } = await asked();
    await hub.act(referral, 'organisation', { type: 'ask-onward', onward, text: 'Are there children?' });
    await hub.act(referral, 'practitioner', { type: 'reply-onward', onward, text: 'Two.' });
    hub.time.now += 12 * 86_400_000;
    await hub.act(referral, 'clock', { type: 'remind-onward', onward });
    await hub.act(referral, 'organisation', { type: 'accept-onward', onward, acceptance: {} });
    await hub.act(referral, 'practitioner', { type: 'cancel-onward', onward, reason });
    await told(referral);
    expect(toThem().map(({ subject }) => subject.split(' ').slice(0, 2).join(' '))).toEqual(['A new', 'Your question', 'Reminder: a', 'Please stop:']);
    for (const { text } of toThem()) {
      expect(text).toContain('/answer/');
      expect(text).not.toMatch(/children|Two\.|Oban|husband/);
    }
  });
  test.each([
    [{ type: 'cancel-onward', reason }, 'Taken back: a request for Food parcels'],
    [{ type: 'mark-onward-as-error' }, 'Sent by mistake: a request for Food parcels'],
  ] as const)('comes of what ends it', async (act, subject) => {
    const { referral, onward } = await asked();
    await hub.act(referral, 'practitioner', { ...act, onward } as never);
    await told(referral);
    expect(toThem().at(-1)?.subject).toBe(subject);
  });
  test('goes out once, and not for what the person does not agree to', async () => {
    const { referral, onward } = await asked();
    await told(referral);
    expect(toThem()).toHaveLength(1);
    await hub.act(referral, 'organisation', { type: 'ask-onward', onward, text: 'When?' });
    await hub.act(referral, 'practitioner', { type: 'reply-onward', onward, text: 'Soon.' });
    await hub.act(referral, 'practitioner', {
      type: 'record-consent',
      statement: { gives: false, permissions: ['share'], with: [pantry], at: hub.ports.clock.now() },
    });
    await told(referral);
    expect(toThem().map(({ subject }) => subject)).not.toContain('Your question about a request for Food parcels is answered');
  });
});

describe('an e-mail that is not taken', () => {
  const failing = (times: number) => {
    let n = 0;
    const { send } = hub.ports.mail;
    hub.ports.mail.send = async (letter) => {
      n += 1;
      if (n <= times) throw new Error('throttled');
      return send(letter);
    };
  };
  const later = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 60_000) {
      hub.time.now += 60_000;
      await sweepLanes(hub.ports);
      await drain(hub);
    }
  };
  test('is tried again by the same timetable, in order', async () => {
    failing(2);
    const { referral, onward } = await asked();
    expect(toThem()).toEqual([]);
    await hub.act(referral, 'practitioner', { type: 'cancel-onward', onward, reason });
    await told(referral);
    expect(toThem()).toEqual([]);
    await later(20 * 60_000);
    expect(toThem().map(({ subject }) => subject.split(':')[0]?.slice(0, 10))).toEqual(['A new requ', 'Taken back']);
    expect(hub.undelivered).toEqual([]);
  });
  test('for three days is told to the practitioner', async () => {
    failing(1000);
    const { onward } = await asked();
    await later(100 * 3_600_000);
    expect(hub.undelivered).toMatchObject([{ onward }]);
  }, 120_000);
});

describe('no e-mail goes', () => {
  test('where neither a system nor an address is known: the practitioner is told', async () => {
    hub.organisations.set(pantry, { ...shed(), mail: undefined } as never);
    const { onward } = await asked();
    expect(hub.undelivered).toMatchObject([{ onward }]);
    expect(toThem()).toEqual([]);
    // Once there is an address, somebody sends again what was kept.
    expect(await redrive(pantry, hub.ports)).toEqual({ ok: false, because: 'no-endpoint' });
    hub.organisations.set(pantry, shed());
    expect(await redrive(pantry, hub.ports)).toEqual({ ok: true, reopened: 1 });
    await drain(hub);
    expect(toThem()).toHaveLength(1);
  });
  test('instead of to a system, even one that is switched off', async () => {
    hub.endpoints.set(pantry, endpointOf(pantry, { disabledAt: hub.ports.clock.now() }));
    const { onward } = await asked();
    expect(toThem()).toEqual([]);
    expect(hub.undelivered).toMatchObject([{ onward }]);
  });
});
