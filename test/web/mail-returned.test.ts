/** A manager sees that e-mails to an organisation come back, until she mends the address or they answer. */
import { beforeEach, describe, expect, test } from 'vitest';
import { heardOfMail } from '#delivery/mail-news';
import { addressHash, tagsOf } from '#delivery/returned';
import { accessKeys } from '#platform/tables';
import type { Instant } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { referralOf } from '#referral/referral-items';
import type { OnwardId } from '#referral/types';
import { at, communityActs, communityHub, id, onboarded } from '#test/community-hub';
import { accepted, referredOn } from '#test/fhir-steps';
import type { TwoAreas } from '#test/set-up-hub';

let hub: TwoAreas;
let onward: OnwardId;
const { get, does, lineOf } = communityActs(() => hub);
const flag = 'E-mails to them come back, the last of 23 November 2026: phone them, and mend the address';
const broken = '/app/figures/directoryBroken';
const comesBack = (mail = onboarded.mail, sent: string = hub.now()) => {
  const tags = tagsOf({ party: id, referral: referralOf(onward), rev: 3, turn: 0, address: addressHash(mail) });
  const listed = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
  return heardOfMail({ what: 'Email Bounced', sent, tags: listed }, { ...hub.ports.subscriptions, clock: { now: hub.now } });
};
const acts = async (by: object, act: object) => {
  hub.pass(60_000);
  const command = { ...act, onward, by, at: hub.now() as Instant } as unknown as Extract<Act, { onward: OnwardId }> & never;
  expect(await carryOut(hub.ports.carryOut, referralOf(onward), command)).toMatchObject({ ok: true });
};
const organisation = { kind: 'organisation', organisation: id, client: 'link' };

beforeEach(async () => {
  hub = await communityHub();
  await hub.access.write([{ put: { ...accessKeys.pin('drumgarth'), hash: 'x' } }]);
  onward = (await referredOn(hub, await accepted(hub), 'HealthcareService/drumgarth.parcels')) as OnwardId;
});

describe('an organisation whose e-mail came back', () => {
  test('stands among those who need her, and among those who cannot be reached, with what to do', async () => {
    expect(await lineOf('Drumgarth Food Pantry')).not.toContain('come back');
    await comesBack();
    for (const text of [await lineOf('Drumgarth Food Pantry'), await get(at), await get(`${at}/answering`)]) expect(text).toContain(flag);
    expect(await get(broken)).toContain('Drumgarth Food Pantry: e-mails to it come back');
    expect((await hub.get('catriona', at)).status).toBe(404);
  });
  test('is well again at another address, and once more when that comes back too', async () => {
    await comesBack();
    await does(`${at}/details`, 'save', { name: onboarded.name, kind: 'third-sector', mail: 'hello@pantry.example' });
    expect(await get(at)).not.toContain('come back');
    hub.pass(60_000);
    await comesBack('hello@pantry.example');
    expect(await get(at)).toContain(flag);
  });
  test('is well again when they answered since, and not for what others did or was said before', async () => {
    await comesBack();
    await acts({ kind: 'delivery' }, { type: 'report-not-delivered' });
    expect(await get(at)).toContain(flag);
    await acts(organisation, { type: 'decline-onward', reason: { code: 'no-capacity', text: 'Full' } });
    expect(await get(at)).not.toContain('come back');
    expect(await get(broken)).not.toContain('Drumgarth Food Pantry: e-mails');
    hub.pass(60_000);
    await comesBack();
    expect(await get(at)).toContain(flag);
  });
  test('that has a system of its own is told there, and is not held to its e-mails', async () => {
    await comesBack();
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await hub.onboard({ organisations: [{ ...onboarded, endpoint: { url: 'https://pantry.example/hub', keys: [{ id: 'one', secret }] } }] });
    expect(await get(at)).not.toContain('come back');
    expect(await get(broken)).not.toContain('Drumgarth Food Pantry: e-mails');
  });
});
