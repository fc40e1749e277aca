/** The page on an organisation's system: a new address is checked, confirmed and told of; keys, a test, what it was told, and a pause. */
import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SendOutcome, SendRequest } from '#delivery/types';
import { accessKeys, keys } from '#platform/tables';
import { accepted, referredOn } from '#test/fhir-steps';
import { summary, type TwoAreas, twoAreas } from '#test/set-up-hub';
import type { Named } from '#test/web-hub';

const path = '/app/systems/drumgarth';
const [oldUrl, newUrl] = ['https://pantry.example/hub', 'https://new.pantry.example/hub'];
let hub: TwoAreas;
let sent: SendRequest[];
/** By address: a system that checks signatures with these secrets, or what it says to everything. */
let listeners: Record<string, string[] | number>;

const holds = ({ headers, body }: SendRequest, secret: string): boolean => {
  const mac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(
    `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`,
  );
  return (headers['webhook-signature'] ?? '').split(' ').includes(`v1,${mac.digest('base64')}`);
};
const send = async (request: SendRequest): Promise<SendOutcome> => {
  sent.push(request);
  const listener = listeners[request.url] ?? 404;
  if (typeof listener === 'number') return { kind: 'answer', status: listener };
  return { kind: 'answer', status: listener.some((secret) => holds(request, secret)) ? 204 : 401 };
};
const does = (what: string, more: Record<string, string> = {}, as: Named = 'elspeth') => hub.post(as, path, { do: what, ...more });
const shownSecret = (text: string) =>
  /whsec_[A-Za-z0-9+/=]+/.exec(text.replaceAll('&#x3D;', '=').replaceAll('&#61;', '='))?.[0] ?? expect.fail('no secret is shown');
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const onboarded = {
  id: 'drumgarth',
  name: 'Drumgarth Food Pantry',
  area: 'S12000049',
  mail: 'office@pantry.example',
  services: [{ id: 'parcels', name: 'Parcels', fields: [] }],
};
const endpoint = async () => (await hub.directory.endpoint('drumgarth')) ?? expect.fail('no endpoint');

beforeEach(async () => {
  hub = await twoAreas();
  sent = [];
  listeners = { [oldUrl]: [secret], [newUrl]: [secret] };
  Object.assign(hub.web, { systems: { send, secrets: hub.secrets } });
  await hub.onboard({ organisations: [{ ...onboarded, endpoint: { url: oldUrl, keys: [{ id: 'one', secret }] } }] });
});

test('is for the manager of the area alone: nobody else finds it, and nothing that others send does anything', async () => {
  const before = JSON.stringify(await hub.access.query({ pk: 'ENDPOINT#drumgarth' }));
  let asked = 0;
  for (const other of ['catriona', 'nadia', 'lorna', 'fraser'] as const satisfies Named[]) {
    expect((await hub.get(other, path)).status, other).toBe(404);
    for (const what of ['propose', 'check', 'approve', 'withdraw', 'rotate-hub', 'rotate-own', 'test', 'redrive', 'pause', 'resume']) {
      asked += 1;
      expect((await does(what, { url: newUrl }, other)).status, `${other} ${what}`).toBe(404);
    }
  }
  expect((await hub.get('elspeth', '/app/systems/cairn')).status).toBe(404);
  expect((await hub.get('fraser', '/app/systems')).text).not.toContain('Drumgarth');
  expect([asked, sent, JSON.stringify(await hub.access.query({ pk: 'ENDPOINT#drumgarth' }))]).toEqual([40, [], before]);
  Object.assign(hub.web, { systems: undefined });
  for (const one of ['/app/systems', path]) expect((await hub.get('elspeth', one)).status, 'where the function has no way to them').toBe(404);
});

describe('a new address', () => {
  test('is used once it passed the check and was confirmed; who is registered and the old address hear of it first', async () => {
    expect((await does('propose', { url: newUrl })).location).toBe(`${path}?did=proposed`);
    expect((await endpoint()).url, 'a proposal changes nothing').toBe(oldUrl);
    expect((await does('approve', { url: newUrl })).location, 'not before it was checked').toBe(`${path}?did=impossible`);
    expect((await does('check')).location).toBe(`${path}?did=passed`);
    expect(sent.map(({ url, body }) => [url, JSON.parse(body).type])).toEqual(Array(4).fill([newUrl, 'hub.challenge']));
    expect(sent.filter((request) => holds(request, secret))).toHaveLength(2);
    expect([(await endpoint()).url, hub.mails]).toEqual([oldUrl, []]);
    const { text } = await hub.get('elspeth', `${path}?did=passed`);
    expect(text).toContain('ring Drumgarth Food Pantry at a number that you know');
    expect((await does('approve', { url: newUrl })).location).toBe(`${path}?did=approved`);
    expect(await endpoint()).toMatchObject({ url: newUrl, keys: [{ id: 'one' }] });
    expect(sent.at(-1)).toMatchObject({ url: oldUrl, body: expect.stringContaining('hub.endpoint-changed') });
    expect(hub.mails).toEqual([{ to: 'office@pantry.example', subject: expect.stringContaining('address'), text: expect.not.stringContaining(newUrl) }]);
    const { items } = await hub.access.query({ pk: 'AUDIT#2026-11' });
    expect(items.filter(({ who, what }) => who === 'user:elspeth' && String(what).includes('endpoint of drumgarth'))).toHaveLength(3);
  });
  test.each<[string, string[] | number, string]>([
    ['takes everything, whoever signed it', 200, 'takes-forged&said=status-200'],
    ['refuses everything', 401, 'not-taken&said=status-401'],
    ['has another key', [`whsec_${Buffer.alloc(32, 8).toString('base64')}`], 'not-taken&said=status-401'],
    ['is broken', 500, 'not-taken&said=status-500'],
    ['leads elsewhere', 302, 'not-taken&said=status-302'],
  ])('is not used where it %s', async (_, listener, said) => {
    listeners[newUrl] = listener;
    await does('propose', { url: newUrl });
    expect((await does('check')).location).toBe(`${path}?did=${said}`);
    expect((await does('approve', { url: newUrl })).location).toBe(`${path}?did=impossible`);
    expect([(await endpoint()).url, hub.mails]).toEqual([oldUrl, []]);
  });
  test('is another one once it is proposed anew, or the check is a day old', async () => {
    await does('propose', { url: newUrl });
    await does('check');
    const evil = 'https://evil.example/hub';
    await does('propose', { url: evil });
    for (const url of [newUrl, evil]) expect((await does('approve', { url })).location).toBe(`${path}?did=impossible`);
    await does('propose', { url: newUrl });
    await does('check');
    hub.pass(25 * 3_600_000);
    expect((await hub.get('elspeth', path)).text).toContain('more than a day old');
    expect((await does('approve', { url: newUrl })).location).toBe(`${path}?did=impossible`);
    expect((await does('withdraw')).location).toBe(`${path}?did=withdrawn`);
    expect((await hub.get('elspeth', path)).text).not.toContain(newUrl);
  });
  test('does not change where the registered address cannot be told', async () => {
    await does('propose', { url: newUrl });
    await does('check');
    Object.assign(hub.web, { mail: { send: () => Promise.reject(new Error('no mail')) } });
    expect((await does('approve', { url: newUrl })).status).toBe(500);
    expect([(await endpoint()).url, sent.length]).toEqual([oldUrl, 4]);
  });
  test.each(['http://pantry.example', 'https://10.0.0.1/', 'https://a.example:444/', 'https://u:p@a.example/', 'javascript:alert(1)', '<script>', '', oldUrl])(
    'is not %s, and its field says why',
    async (url) => {
      const { status, text } = await does('propose', { url });
      expect([status, summary(text)]).toEqual([422, [['url', expect.any(String)]]]);
      expect(text).not.toContain('<script>');
      expect(await hub.access.get(accessKeys.endpointNext('drumgarth'))).toBe(undefined);
    },
  );
  test('of an organisation that had none comes with its first key, shown once', async () => {
    await hub.onboard({ organisations: [{ ...onboarded, id: 'shed', name: 'Shed' }] });
    const at = '/app/systems/shed';
    const made = await hub.post('elspeth', at, { do: 'propose', url: newUrl });
    listeners[newUrl] = [shownSecret(made.text)];
    expect((await hub.get('elspeth', at)).text).not.toContain('whsec_');
    expect((await hub.post('elspeth', at, { do: 'check' })).location).toBe(`${at}?did=passed`);
    expect((await hub.post('elspeth', at, { do: 'approve', url: newUrl })).location).toBe(`${at}?did=approved`);
    expect(await hub.directory.endpoint('shed' as never)).toMatchObject({ url: newUrl, keys: [{ ciphertext: expect.any(String) }] });
  });
});

describe('keys', () => {
  test('of the hub are two at a time: the new one is shown once, the old one holds for a week', async () => {
    const { text } = await does('rotate-hub');
    const fresh = shownSecret(text);
    const [old, young, ...more] = (await endpoint()).keys;
    expect([old?.until, young?.until, more]).toEqual(['2026-11-30T09:30:00.000Z', undefined, []]);
    await does('test');
    expect([secret, fresh].map((one) => sent.some((request) => holds(request, one)))).toEqual([true, true]);
    expect((await does('rotate-hub')).location, 'no third').toBe(`${path}?did=impossible`);
    expect((await hub.get('elspeth', path)).text).not.toContain('whsec_');
    hub.pass(8 * 86_400_000);
    expect(shownSecret((await does('rotate-hub')).text)).not.toBe(fresh);
    expect((await endpoint()).keys).toHaveLength(2);
    expect(JSON.stringify([hub.logged, hub.mails])).not.toContain('whsec_');
  });
  test('of the organisation alike: the hub takes what either signs, and the old one’s no more after the week', async () => {
    const onward = await referredOn(hub, await accepted(hub));
    shownSecret((await does('rotate-own')).text);
    expect((await hub.answer(onward, { answer: 'question', text: 'Any allergies?' })).status).toBe(200);
    expect((await does('rotate-own')).location).toBe(`${path}?did=impossible`);
    hub.pass(8 * 86_400_000);
    expect((await hub.answer(onward, { answer: 'reference', reference: 'P-1' })).status).toBe(401);
  });
});

describe('it is tried', () => {
  test.each<[string[] | number, string]>([
    [[secret], 'taken&said=status-204'],
    [503, 'refused&said=status-503'],
  ])('with a signed message about nobody, and its answer is told', async (listener, said) => {
    listeners[oldUrl] = listener;
    expect((await does('test')).location).toBe(`${path}?did=${said}`);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ type: 'hub.test', timestamp: hub.now(), data: { organisation: 'drumgarth' } });
    expect((await hub.get('elspeth', `${path}?did=${said}`)).text).toMatch(/test message was/);
  });
  test('paused, nothing goes there; on again, what waits is woken', async () => {
    await does('pause');
    expect((await endpoint()).disabledAt).toBe(hub.now());
    expect((await does('test')).location).toBe(`${path}?did=impossible`);
    expect(sent).toEqual([]);
    const referral = 'r'.repeat(26);
    const lane = { party: 'drumgarth', referral, version: 1, done: 1, part: 0, excepted: 1, state: 'parked', reason: 'disabled', since: hub.now(), told: 2 };
    await hub.ports.subscriptions.work.write([{ put: { pk: keys.endpoint('drumgarth'), sk: keys.lane(referral), ...lane } }]);
    expect((await hub.get('elspeth', path)).text).toContain('Given up: 1.');
    expect((await does('resume')).location).toBe(`${path}?did=resumed`);
    expect([(await endpoint()).disabledAt, hub.woken]).toEqual([undefined, [expect.objectContaining({ body: expect.stringContaining(referral) })]]);
  });
});

test('what it was told stands there with time, state and hash, and without any content, id or person', async () => {
  const onward = await referredOn(hub, await accepted(hub));
  const [referral = ''] = onward.split('-');
  const log = async () => /<h2>What it was told[\s\S]*/.exec((await hub.get('elspeth', path)).text)?.[0] ?? '';
  expect(await log()).toMatch(/referral\.requested<\/code><\/td>\s*<td>On its way<\/td>\s*<td><code>evt_[0-9a-z]+<\/code><\/td>\s*<td><code>[\w-]{43}</);
  const base = { pk: keys.endpoint('drumgarth'), sk: keys.lane(referral), party: 'drumgarth', referral, version: 1, part: 0, excepted: 0 };
  const waits = { ...base, done: 2, state: 'waiting', attempt: 3, since: hub.now(), triedAt: hub.now(), dueAt: hub.now(), asked: 0, last: 'status-503' };
  await hub.ports.subscriptions.work.write([{ put: waits }]);
  expect(await log()).toContain('Waits: tried 3 times, last: status-503, again');
  await hub.ports.subscriptions.work.write([{ put: { ...base, done: 3, state: 'idle' } }]);
  expect(await log()).toContain('<td>Delivered</td>');
  expect(await log()).not.toMatch(new RegExp(`${referral}|Testperson|0101011237|Food|prescribing`));
});

test('an old key that somebody knows ends at once, and the only one never does', async () => {
  for (const what of ['end-hub', 'end-own']) expect((await does(what)).location).toBe(`${path}?did=impossible`);
  await does('rotate-hub');
  const own = shownSecret((await does('rotate-own')).text);
  for (const what of ['end-hub', 'end-own']) expect((await does(what)).location).toBe(`${path}?did=ended`);
  await does('test');
  expect([(await endpoint()).keys.length, sent.some((request) => holds(request, secret))]).toEqual([1, false]);
  const onward = await referredOn(hub, await accepted(hub));
  expect([(await hub.answer(onward, { answer: 'accept' })).status, own.startsWith('whsec_')]).toEqual([401, true]);
});

test('two managers at once: one of them is told to look again', async () => {
  const both = await Promise.all([does('rotate-hub'), does('rotate-hub')]);
  const secrets = both.filter(({ text }) => text.includes('whsec_'));
  expect([secrets.length, (await endpoint()).keys.length]).toEqual([1, 2]);
});

test('an unknown button does nothing', async () => {
  for (const what of ['', 'constructor', 'toString', '<script>']) expect((await does(what)).location).toBe(`${path}?did=impossible`);
  const { text } = await hub.get('elspeth', `${path}?did=passed&said=%3Cscript%3E`);
  expect([text, text]).toEqual([expect.not.stringContaining('<script>'), expect.not.stringContaining('It said')]);
});
