import { describe, expect, test } from 'vitest';
import { known } from '#test/fhir-people';
import { type WebHub, webHub } from '#test/web-hub';
import { selfReferral as english } from '#web/words/en/self-referral';
import { selfReferral as gaelic } from '#web/words/gd/self-referral';

const path = '/self-referral/birchtree';
type Change = Record<string, string>;
const asked = { help: 'The rent went up and I cannot sleep.', name: 'Morag Beaton', way: 'text', where: '07700 900123', website: '' };
const opened = async (hub: WebHub, at = path) => /name="stamp" value="([^"]+)"/.exec((await hub.outside.get(at)).text)?.[1] ?? '';
/** Opens the form, takes a minute over it, and sends it. */
const sent = async (change: Change = {}, hub?: WebHub, at = path) => {
  const own = hub ?? (await webHub());
  const stamp = await opened(own, at);
  own.pass(60_000);
  return { hub: own, stamp, done: await own.outside.post(at, { stamp, ...asked, ...change }) };
};
const referrals = async (hub: WebHub) => {
  const page = await hub.get('catriona', '/app/work');
  const ids = [...new Set(page.text.match(/referrals\/\w{26}/g) ?? [])].map((one) => one.slice('referrals/'.length));
  const loaded = await Promise.all(ids.map((id) => hub.ports.carryOut.store.load(id as never)));
  return loaded.flatMap((one) => (one ? [one.referral] : []));
};
const one = async (hub: WebHub) => {
  const [referral, ...more] = await referrals(hub);
  if (!referral || more.length > 0) throw new Error(`${more.length} too many, or none`);
  return referral;
};

describe('the form', () => {
  test('has the numbers for those who cannot wait first, a way to hide it, and four questions', async () => {
    const hub = await webHub();
    const page = await hub.outside.get(path);
    expect(page.status).toBe(200);
    const order = [
      'Hide this page',
      'tel:999',
      'tel:111"',
      '116 123',
      '0800 83 85 87',
      '0800 027 1234',
      'What would help?',
      'Your name',
      'How may we reach you?',
      'Your date of birth',
    ];
    const places = order.map((text) => page.text.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(page.text).toContain('<a class="hub_hide" href="https://www.bbc.co.uk/weather" rel="noreferrer noopener">');
    expect(page.text).toContain('Birchtree Practice');
  });
  test('says honestly by when: working days, without weekends and holidays', async () => {
    const hub = await webHub();
    // Ten working days after Monday 23 November; Monday 30 November is Saint Andrew’s Day.
    expect((await hub.outside.get(path)).text).toContain('by Tuesday 8 December.');
  });
  test('keeps to what the practice has set', async () => {
    const hub = await webHub();
    await hub.onboard({ practices: [{ id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049', phone: '0141 496 0100', contactWithin: 3 }] });
    const page = await hub.outside.get(path);
    expect(page.text).toContain('by Thursday 26 November.');
    expect(page.text).toContain('0141 496 0100');
    await hub.onboard({ practices: [{ id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049', selfReferral: false }] });
    expect(await hub.outside.get(path)).toMatchObject({ status: 404, text: expect.stringContaining('Ask at its desk') });
    expect((await hub.outside.post(path, asked)).status).toBe(404);
  });
  test('asks for no cookie, no script and nobody else’s files', async () => {
    const hub = await webHub();
    const page = await hub.outside.get(path);
    expect(page.cookies).toEqual([]);
    expect(page.text).not.toContain('<script');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text.match(/(src|href)="https?:[^"]*"/g)).toEqual(['href="https://www.bbc.co.uk/weather"']);
    expect(page.headers['x-robots-tag']).toBeUndefined();
  });
  test('is there in Gaelic, all of it', async () => {
    const hub = await webHub();
    const page = await hub.outside.get(`${path}?language=gd`);
    expect(page.text).toContain('<html lang="gd">');
    expect(page.text).toContain('Dè chuidicheadh thu?');
    expect(page.text).toContain('DiMàirt 8 dhen Dùbhlachd');
    for (const text of [english.form.help, english.form.button, english.hide, english.form.crisis]) expect(page.text).not.toContain(`>${text}<`);
    const wrong = await hub.outside.post(`${path}?language=gd`, {});
    expect(wrong.text).toContain(gaelic.faults.help);
    expect(wrong.text).toContain('Tha duilgheadas ann');
    expect((await hub.outside.get(`${path}?language=xx`)).text).toContain('<html lang="en">');
  });
  test('there is none for a practice that nobody knows', async () => {
    const hub = await webHub();
    for (const at of [
      '/self-referral/nowhere',
      '/self-referral/',
      '/self-referral/a%2Fb',
      '/self-referral/birch#tree',
      `/self-referral/${'x'.repeat(65)}`,
      `${path}/more`,
    ]) {
      const page = await hub.outside.get(at);
      expect([at, page.status, page.headers['x-robots-tag']]).toEqual([at, 404, 'noindex']);
      expect(page.text).toContain('Page not found');
    }
    expect((await hub.outside.post('/self-referral/nowhere', asked)).status).toBe(404);
  });
});

describe('sent', () => {
  test('it is a referral like any other, of the practice and by the person, with what they agreed to', async () => {
    const { hub, done } = await sent();
    expect(done.status).toBe(303);
    const referral = await one(hub);
    expect(referral).toMatchObject({ status: 'requested', source: 'self', practice: 'birchtree', consent: false, warnings: [] });
    expect(referral.consents).toEqual([expect.objectContaining({ gives: true, permissions: ['refer'] })]);
    const triage = await hub.get('catriona', `/app/work/referrals/${referral.id}/triage`);
    for (const text of [
      'Morag Beaton',
      'The rent went up and I cannot sleep.',
      'Asked for help themselves',
      '07700 900123',
      'They were told: an answer by Tuesday 8 December.',
    ])
      expect(triage.text).toContain(text);
    expect((await hub.get('catriona', '/app/work')).text).toContain('Asked for help today');
    const seen = await hub.call('GET', `/ServiceRequest/${referral.id}`);
    expect(seen.body).toMatchObject({ requester: { reference: '#patient' }, code: { coding: [{ code: 'self-referral' }, { code: '871731000000106' }] } });
  });
  test('the answer says when and how, and its address says nothing of who asked', async () => {
    const { hub, done } = await sent();
    expect(done.location).toMatch(/^\/self-referral\/birchtree\?sent=[\w.-]+$/);
    const page = await hub.outside.get(done.location);
    expect(page.text).toContain('A links practitioner answers you by Tuesday 8 December');
    expect(page.text).toContain('by text message.');
    expect(page.text).toContain('116 123');
    expect(page.headers['x-robots-tag']).toBe('noindex');
    expect(page.text).not.toMatch(/Morag|900123|rent/);
    expect(page.cookies).toEqual([]);
    const other = /href="([^"]+)" lang="gd"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await hub.outside.get(other)).text).toContain('Freagraidh neach-ceangail thu ro dheireadh DiMàirt 8 dhen Dùbhlachd');
    expect((await hub.outside.get(`${path}?sent=forged`)).text).toContain('What would help?');
    expect((await hub.outside.get(done.location.replace('birchtree', 'thistledown'))).text).toContain('What would help?');
  });
  test.each([
    ['text', '07700 900123', ['call', 'voicemail', 'letter', 'email']],
    ['call', '0141 496 0000', ['voicemail', 'text', 'letter', 'email']],
    ['letter', '1 Example Street\nGlasgow G1 1XX', ['call', 'voicemail', 'text', 'email']],
    ['email', 'morag@example.com', ['call', 'voicemail', 'text', 'letter']],
    ['bsl', '', ['voicemail', 'text', 'letter', 'email']],
    ['trusted', 'My sister Una, 07700 900124', ['call', 'voicemail', 'text', 'letter', 'email']],
    ['desk', '', ['call', 'voicemail', 'text', 'letter', 'email']],
  ])('reached by %s, no other way is open to anybody who opens their page', async (way, where, no) => {
    const { hub, done } = await sent({ way, where });
    expect(done.status).toBe(303);
    const { id, person } = await one(hub);
    const item = await hub.table.get({ pk: `PERSON#${person}`, sk: 'A' });
    const { about } = JSON.parse(String(item?.data));
    expect(about.safeContact.no).toEqual(no);
    expect(about.safeContact.note).toContain(english.forPractitioner.ways[way as 'text']);
    expect(about.communication).toEqual(way === 'bsl' ? { bsl: true } : undefined);
    const page = await hub.get('catriona', `/app/work/referrals/${id}/triage`);
    expect(page.text).toContain('Safe contact');
    for (const part of where.split('\n')) expect(page.text).toContain(part);
  });
  test('what tells of abuse hides the name in lists from the first moment on', async () => {
    const { hub } = await sent({ help: 'My husband is violent.' });
    expect((await hub.get('catriona', '/app/work')).text).not.toContain('Beaton');
    expect((await hub.get('nadia', '/app/practice')).text).not.toContain('Beaton');
  });
  test('what they wrote is not shown to the practice’s desk', async () => {
    const { hub } = await sent();
    const { id } = await one(hub);
    const page = await hub.get('nadia', `/app/practice/referrals/${id}`);
    expect(page.text).toContain('asked for help themselves');
    expect(page.text).not.toContain('The rent went up');
  });
  test('whoever they say they are, what is known of others stays as it is', async () => {
    const hub = await webHub();
    const patient = {
      name: [{ family: 'Beaton', given: ['Morag'] }],
      birthDate: '1980-12-01',
      identifier: undefined,
      address: [{ line: ['1 Example Street'], city: 'Glasgow', postalCode: 'G1 1XX' }],
    };
    const there = await known(hub, patient);
    const born = { 'born-day': '1', 'born-month': '12', 'born-year': '1980' };
    const { done } = await sent({ way: 'letter', where: '9 Other Road, G1 1XX', ...born }, hub);
    expect(done.status).toBe(303);
    const referral = await one(hub);
    expect(referral.person).not.toBe(there);
    expect((await hub.call('GET', `/Patient/${there}`)).body).toMatchObject({ meta: { versionId: '1' }, telecom: [{ value: '0141 496 0000' }] });
    const triage = await hub.get('catriona', `/app/work/referrals/${referral.id}/triage`);
    expect(triage.text).toContain('This may be somebody you know already.');
    expect(triage.text).toContain(`/app/work/people/${referral.person}/same`);
    expect((await hub.get('catriona', `/app/work/people/${referral.person}/same`)).text).toContain('the same name and date of birth');
  });
  test('the same words on the same day are one request with one answer', async () => {
    const { hub, done } = await sent();
    const again = await sent({}, hub);
    expect(again.done.status).toBe(303);
    const shown = async (location: string) => (await hub.outside.get(location)).text.replace(/sent=[\w.-]+/, '');
    expect(await shown(again.done.location)).toBe(await shown(done.location));
    await one(hub);
    await sent({ help: 'Something else.' }, hub);
    expect(await referrals(hub)).toHaveLength(2);
  });
  test('twenty at once are one', async () => {
    const hub = await webHub();
    const stamp = await opened(hub);
    hub.pass(60_000);
    const all = await Promise.all(Array.from({ length: 20 }, () => hub.outside.post(path, { stamp, ...asked })));
    expect(all.map(({ status }) => status)).toEqual(Array(20).fill(303));
    await one(hub);
  });
});

describe('what is wrong is said at its field, and what was written stays', () => {
  test.each([
    ['help', { help: ' ' }, english.faults.help],
    ['help', { help: 'x'.repeat(2001) }, english.faults.tooLong(2000)],
    ['name', { name: '' }, english.faults.name],
    ['way', { way: 'pigeon' }, english.faults.way],
    ['where', { where: 'ask me' }, english.faults.number],
    ['where', { way: 'call', where: '' }, english.faults.number],
    ['where', { way: 'email', where: 'morag' }, english.faults.email],
    ['where', { way: 'letter', where: 'G1' }, english.faults.letter],
    ['where', { way: 'trusted', where: '' }, english.faults.trusted],
    ['born', { 'born-day': '1', 'born-month': '1', 'born-year': '2040' }, english.faults.born],
    ['born', { 'born-day': '31', 'born-month': '2', 'born-year': '1980' }, 'Enter a day that exists'],
  ])('%s %j', async (field, change, text) => {
    const { hub, done } = await sent(change as unknown as Change);
    expect(done.status).toBe(422);
    expect(done.text).toContain(`href="#${field}"`);
    expect(new RegExp(`id="${field}-fault"[^>]*>([^<]*)<`).exec(done.text)?.[1]).toContain(text);
    expect(done.headers['x-robots-tag']).toBe('noindex');
    expect(await referrals(hub)).toEqual([]);
  });
  test('hostile words are text and nothing else', async () => {
    const evil = '<script>alert(1)</script>"\'></textarea>‮ 🧨 %00';
    const { hub, done } = await sent({ help: evil, name: evil, way: 'trusted', where: evil });
    expect(done.status).toBe(303);
    const { id } = await one(hub);
    for (const page of [
      await hub.get('catriona', `/app/work/referrals/${id}/triage`),
      await hub.get('catriona', '/app/work'),
      (await sent({ help: evil, name: '' }, hub)).done,
    ]) {
      expect(page.text).not.toContain('<script');
      expect(page.text).toContain('&lt;script&gt;');
    }
  });
  test('a form that is too long, or none at all, is not read', async () => {
    const { hub, done } = await sent({ help: 'x'.repeat(40_000) });
    expect(done).toMatchObject({ status: 400, text: expect.stringContaining('Nothing was sent') });
    expect(await referrals(hub)).toEqual([]);
  });
});

describe('machines', () => {
  test('fill in what must stay empty; a browser that did is told, and its owner sends it again', async () => {
    const { hub, stamp, done } = await sent({ website: 'https://spam.example' });
    expect(done.status).toBe(422);
    expect(done.text).toContain(english.faults.trap);
    expect(done.text).not.toContain('spam.example');
    expect(await referrals(hub)).toEqual([]);
    expect((await hub.outside.post(path, { stamp, ...asked })).status).toBe(303);
  });
  test('are quicker than people; somebody quick has only to send it again', async () => {
    const hub = await webHub();
    const stamp = await opened(hub);
    hub.pass(1000);
    const quick = await hub.outside.post(path, { stamp, ...asked });
    expect(quick.text).toContain(english.faults.quick);
    expect(quick.text).toContain(stamp);
    hub.pass(2000);
    expect((await hub.outside.post(path, { stamp, ...asked })).status).toBe(303);
  });
  test.each([
    ['none', () => ''],
    ['forged', () => 'K.forged'],
    ['of another practice', (hub: WebHub) => opened(hub, '/self-referral/thistledown')],
  ])('bring no stamp of the form: %s', async (_, stampIn) => {
    const hub = await webHub();
    const stamp = await stampIn(hub);
    hub.pass(60_000);
    const page = await hub.outside.post(path, { stamp, ...asked });
    expect(page.text).toContain(english.faults.stale);
    expect(page.text).toContain('The rent went up and I cannot sleep.');
    expect(await referrals(hub)).toEqual([]);
  });
  test('a page that was open for more than a day is sent a second time', async () => {
    const hub = await webHub();
    const stamp = await opened(hub);
    hub.pass(25 * 3_600_000);
    const page = await hub.outside.post(path, { stamp, ...asked });
    expect(page.text).toContain(english.faults.stale);
    const next = /name="stamp" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    hub.pass(60_000);
    expect((await hub.outside.post(path, { stamp: next, ...asked })).status).toBe(303);
  });
  test('come to an end in an hour; the next hour and another practice are open', async () => {
    const hub = await webHub();
    const [stamp, other] = [await opened(hub), await opened(hub, '/self-referral/thistledown')];
    hub.pass(60_000);
    const told = [];
    for (let n = 0; n < 31; n += 1) told.push((await hub.outside.post(path, { stamp, ...asked, help: `Number ${n}.` })).status);
    expect(told).toEqual([...Array(30).fill(303), 429]);
    // Who has sent it already hears the same as before.
    expect((await hub.outside.post(path, { stamp, ...asked, help: 'Number 3.' })).status).toBe(303);
    expect((await hub.outside.post('/self-referral/thistledown', { stamp: other, ...asked })).status).toBe(303);
    const counted = hub.access.all().filter(({ pk }) => pk.startsWith('SELF#'));
    expect(counted.map(({ pk, count }) => [pk, count])).toEqual([
      ['SELF#birchtree#2026-11-23T09', 30],
      ['SELF#thistledown#2026-11-23T09', 1],
    ]);
    expect(counted.every(({ expiresAt }) => Number(expiresAt) > Date.parse('2026-11-23T11:00:00Z') / 1000)).toBe(true);
    hub.pass(3_600_000);
    expect((await hub.outside.post(path, { stamp, ...asked, help: 'An hour later.' })).status).toBe(303);
  });
});

test('no address and no log tells who asked, and Gaelic lacks nothing', async () => {
  const { hub, done } = await sent();
  expect([done.location, JSON.stringify(hub.logged)].join()).not.toMatch(/Morag|Beaton|900123|rent/);
  expect(Object.keys(gaelic)).toEqual(Object.keys(english));
  expect(gaelic.form.lines.map(({ phone }) => phone)).toEqual(english.form.lines.map(({ phone }) => phone));
});
