/** Who gets in by a link, and who does not. */
import { beforeEach, describe, expect, test } from 'vitest';
import { acting, answers, askedOn, formOn, linkedHub, onwardIn, pin, signedIn } from '#test/volunteers';
import type { WebHub } from '#test/web-hub';

let hub: WebHub;
beforeEach(async () => {
  hub = await linkedHub();
});
const everything = () => JSON.stringify([hub.table.all(), hub.access.all()]);
const minutes = 60_000;
const days = 24 * 60 * minutes;

describe('a link without the PIN', () => {
  test('shows nothing of anybody, whatever opens it, and changes nothing', async () => {
    const { link, onward } = await askedOn(hub, {}, { name: [{ family: 'Unseen', given: ['Person'] }] });
    const before = everything();
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const seen = await hub.volunteer.get(link, undefined, method);
      expect(seen.status).toBe(200);
      expect(seen.headers['x-robots-tag']).toBe('noindex, nofollow');
      expect(seen.text).not.toMatch(/Unseen|Food|Pantry|parcels|Birchtree|urgent|Catriona/i);
      expect(seen.text).not.toContain(onward);
      expect(seen.text).toContain('autocomplete="one-time-code"');
    }
    expect(everything()).toBe(before);
  });
  test('is short, and tells neither organisation nor request', async () => {
    const { link, onward } = await askedOn(hub);
    expect(link.length).toBeLessThanOrEqual('/answer/'.length + 200);
    expect(link).toMatch(/^\/answer\/[\w.-]+$/);
    expect(Buffer.from(link.slice('/answer/'.length).split('.')[1] ?? '', 'base64url').toString('latin1')).not.toMatch(/drumgarth/);
    expect(link).not.toContain(onward.slice(0, 10));
  });
  test('opens none of the pages behind it, nor takes an answer', async () => {
    const one = await askedOn(hub);
    for (const page of [one.at, '/answer/requests', '/answer/figures']) expect(await hub.volunteer.get(page)).toMatchObject({ status: 401 });
    expect(await hub.volunteer.post(one.at, { do: 'accept', token: '0'.repeat(26), csrf: 'x' })).toMatchObject({ status: 401 });
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'requested' });
  });
  test.each(['tampered', 'cut', 'of nobody', 'made up'])('is none when it is %s', async (how) => {
    const { link } = await askedOn(hub);
    const wrong = {
      tampered: `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`,
      cut: link.slice(0, -4),
      'of nobody': `/answer/${'a'.repeat(120)}`,
      'made up': `/answer/${await hub.ports.keys.seal(`drumgarth ${'0'.repeat(26)}-00000001`, 'answer-link')}`,
    }[how];
    expect(await hub.volunteer.get(wrong ?? '')).toMatchObject({ status: 404 });
    expect(await hub.volunteer.post(wrong ?? '', { pin })).toMatchObject({ status: 404, cookies: [] });
  });
  test('is used for fourteen days after its request is over, and then no more', async () => {
    const one = await askedOn(hub);
    await acting(hub, 'organisation', one.id, { type: 'decline-onward', onward: one.onward, reason: { code: 'other', text: 'No.' } });
    hub.pass(14 * days - minutes);
    expect(await hub.volunteer.get(one.link)).toMatchObject({ status: 200 });
    hub.pass(2 * minutes);
    expect(await hub.volunteer.get(one.link)).toMatchObject({ status: 410 });
    expect(await hub.volunteer.post(one.link, { pin })).toMatchObject({ status: 410, cookies: [] });
  });
  test('waits as long as the request itself', async () => {
    const one = await askedOn(hub);
    hub.pass(200 * days);
    expect(await hub.volunteer.post(one.link, { pin })).toMatchObject({ status: 303, location: one.at });
  });
});

describe('the PIN', () => {
  test('opens the request, typed or pasted, and is remembered for twelve hours', async () => {
    const one = await askedOn(hub);
    const entered = await hub.volunteer.post(one.link, { pin: ' 493 018 ' });
    expect(entered).toMatchObject({ status: 303, location: one.at });
    expect(entered.cookies[0]).toMatch(/^__Host-organisation=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const cookie = await signedIn(hub, one.link);
    expect(await hub.volunteer.get(one.at, cookie)).toMatchObject({ status: 200 });
    expect(await hub.volunteer.get(one.link, cookie)).toMatchObject({ status: 303, location: one.at });
    hub.pass(12 * 60 * minutes - minutes);
    expect(await hub.volunteer.get(one.at, cookie)).toMatchObject({ status: 200 });
    hub.pass(2 * minutes);
    expect(await hub.volunteer.get(one.at, cookie)).toMatchObject({ status: 401 });
  });
  test('of another organisation opens nothing, and a session of one nothing of another', async () => {
    const one = await askedOn(hub);
    const other = await askedOn(hub, { organisation: 'kelvinbank' as never, service: 'advice' });
    expect(await hub.volunteer.post(one.link, { pin: '771204' })).toMatchObject({ status: 422, cookies: [] });
    const cookie = await signedIn(hub, one.link);
    expect(await hub.volunteer.get(other.at, cookie)).toMatchObject({ status: 404 });
    expect((await answers(hub, one.at, cookie, { do: 'start' })).status).toBe(409);
    expect(await hub.volunteer.post(other.at, { ...(await formOn(hub, one.at, cookie)), do: 'accept' }, cookie)).toMatchObject({ status: 404 });
    // Its link asks for its own PIN, whoever is signed in.
    expect((await hub.volunteer.get(other.link, cookie)).text).toContain('Sign in to answer');
  });
  test('locks after five wrong ones, for twice as long each time', async () => {
    const { link } = await askedOn(hub);
    const guess = (n: number) => hub.volunteer.post(link, { pin: `10000${n}` });
    for (const [lock, wait] of [15, 30, 60].entries()) {
      for (let n = 0; n < 5; n += 1) expect((await guess(n)).status, `lock ${lock}, guess ${n}`).toBe(422);
      expect(await hub.volunteer.post(link, { pin })).toMatchObject({ status: 429, cookies: [] });
      hub.pass(wait * minutes - 1000);
      expect((await hub.volunteer.post(link, { pin })).status).toBe(429);
      hub.pass(2000);
    }
    expect(await hub.volunteer.post(link, { pin })).toMatchObject({ status: 303 });
    // What was held against them is forgotten.
    for (let n = 0; n < 4; n += 1) expect((await guess(n)).status).toBe(422);
    expect(await hub.volunteer.post(link, { pin })).toMatchObject({ status: 303 });
  });
  test('is tried five times and no more, however many try at once', async () => {
    const { link } = await askedOn(hub);
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, n) => hub.volunteer.post(link, { pin: String(200_000 + n) })));
    const statuses = guesses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(25);
  }, 120_000);
  test('where none was agreed nobody comes in', async () => {
    await hub.onboard({ organisations: [{ id: 'cairn', name: 'Cairn Carers', area: 'S12000049', mail: 'cairn@example.org', services: [] }] });
    const one = await askedOn(hub, { organisation: 'cairn' as never });
    for (const typed of ['', pin, '000000']) expect(await hub.volunteer.post(one.link, { pin: typed })).toMatchObject({ status: 422, cookies: [] });
  });
  test('signs everybody out when it changes', async () => {
    const one = await askedOn(hub);
    const cookie = await signedIn(hub, one.link);
    await hub.post('elspeth', '/app/manage/organisations/drumgarth/pin', { pin: '620 417', mobile: '' });
    expect(await hub.volunteer.get(one.at, cookie)).toMatchObject({ status: 401 });
    expect(await hub.volunteer.post(one.link, { pin })).toMatchObject({ status: 422 });
    expect(await hub.volunteer.post(one.link, { pin: '620417' })).toMatchObject({ status: 303 });
  });
  test('ends with signing out', async () => {
    const one = await askedOn(hub);
    const cookie = await signedIn(hub, one.link);
    const { csrf } = await formOn(hub, one.at, cookie);
    expect((await hub.volunteer.post('/answer/sign-out', {}, cookie)).status).toBe(403);
    const out = await hub.volunteer.post('/answer/sign-out', { csrf }, cookie);
    expect(out.cookies[0]).toContain('Max-Age=0');
    expect(await hub.volunteer.get(one.at, cookie)).toMatchObject({ status: 401 });
  });
  test('lies nowhere as it is', () => {
    const kept = JSON.stringify(hub.access.all());
    expect(kept.length).toBeGreaterThan(1000);
    expect(kept).not.toContain(pin);
  });
});

describe('a texted code', () => {
  const texts = () => hub.web.posted.filter(({ kind }) => kind === 'text');
  const code = () => /code: (\d{8})/.exec(texts().at(-1)?.text ?? '')?.[1] ?? '';
  test('goes to the registered number alone, holds for ten minutes and once', async () => {
    const { link, at } = await askedOn(hub);
    expect((await hub.volunteer.post(link, { do: 'code' })).status).toBe(200);
    expect(texts()).toMatchObject([{ to: ['+447700900123'] }]);
    expect(await hub.volunteer.post(link, { pin: code() })).toMatchObject({ status: 303, location: at });
    expect((await hub.volunteer.post(link, { pin: code() })).status).toBe(422);
    hub.pass(3 * minutes);
    await hub.volunteer.post(link, { do: 'code' });
    hub.pass(11 * minutes);
    expect((await hub.volunteer.post(link, { pin: code() })).status).toBe(422);
  });
  test('is not asked for twice in two minutes, and the answer is the same where there is no number', async () => {
    const [one, other] = [await askedOn(hub), await askedOn(hub, { organisation: 'kelvinbank' as never, service: 'advice' })];
    const [sent, again, none] = [one, one, other].map(({ link }) => hub.volunteer.post(link, { do: 'code' }));
    const pages = await Promise.all([sent, again, none].map(async (page) => (await page)?.text.replaceAll(/\/answer\/[\w.-]+/g, '')));
    expect(new Set(pages).size).toBe(1);
    expect(texts()).toHaveLength(1);
  });
});

describe('a new link', () => {
  test('goes to the registered address alone, at most every ten minutes, and the answer tells nothing', async () => {
    const { link } = await askedOn(hub);
    const pages = [await hub.volunteer.post(link, { do: 'newLink', mail: 'thief@example.org' }), await hub.volunteer.post(link, { do: 'newLink' })];
    pages.push(await hub.volunteer.post(`${link}x`, { do: 'newLink' }));
    expect(hub.mails).toMatchObject([{ to: 'hello@drumgarth.example' }]);
    expect(new Set(pages.map(({ text, status }) => `${status} ${text.replaceAll(/\/answer\/[\w.-]+/g, '')}`)).size).toBe(1);
    hub.pass(10 * minutes);
    await hub.volunteer.post(link, { do: 'newLink' });
    expect(hub.mails).toHaveLength(2);
    const [, address = ''] = /https:\/\/hub\.example(\/answer\/\S+)/.exec(hub.mails[1]?.text ?? '') ?? [];
    expect(await hub.volunteer.post(address, { pin })).toMatchObject({ status: 303 });
  });
  test('of a request that is long over leads to what is open', async () => {
    const one = await askedOn(hub);
    await acting(hub, 'organisation', one.id, { type: 'decline-onward', onward: one.onward, reason: { code: 'other', text: 'No.' } });
    hub.pass(20 * days);
    await hub.volunteer.post(one.link, { do: 'newLink' });
    const [, address = ''] = /https:\/\/hub\.example(\/answer\/\S+)/.exec(hub.mails[0]?.text ?? '') ?? [];
    expect(await hub.volunteer.post(address, { pin })).toMatchObject({ status: 303, location: '/answer/requests' });
    hub.pass(15 * days);
    expect(await hub.volunteer.get(address)).toMatchObject({ status: 410 });
  });
});

describe('the manager’s page of a PIN', () => {
  const at = '/app/manage/organisations/drumgarth/pin';
  test('shows where links go, and never the PIN', async () => {
    const { text } = await hub.get('elspeth', at);
    expect(text).toContain('hello@drumgarth.example');
    expect(text).toContain('A PIN was set on 23 November 2026');
    expect(text).not.toContain(pin);
    expect((await hub.post('elspeth', at, { pin: '620417', mobile: '07700 900124' })).location).toBe(`${at}?did=saved`);
    expect((await hub.get('elspeth', `${at}?did=saved`)).text).toContain('Saved. Tell it to them by telephone.');
  });
  test.each([
    ['12345', '', 'Use 6 to 12 digits'],
    ['123456', '', 'guessed first'],
    ['777777', '', 'guessed first'],
    ['<script>', '', 'Use 6 to 12 digits'],
    ['620417', '0141 496 0100', 'Write a mobile number'],
  ])('refuses %s with %s', async (typed, mobile, why) => {
    const refused = await hub.post('elspeth', at, { pin: typed, mobile });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(why);
    expect(refused.text).not.toContain(`value="${typed}"`);
  });
  test('is for the managers of its area', async () => {
    for (const name of ['fraser', 'catriona', 'nadia'] as const) {
      expect((await hub.get(name, at)).status).toBe(404);
      expect((await hub.post(name, at, { pin: '620417' })).status).toBe(404);
    }
    expect((await hub.get('elspeth', '/app/manage/organisations/nobody/pin')).status).toBe(404);
    const { link } = await askedOn(hub);
    expect(await hub.volunteer.post(link, { pin })).toMatchObject({ status: 303 });
  });
});
