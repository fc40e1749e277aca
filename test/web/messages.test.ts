import { beforeEach, describe, expect, test } from 'vitest';
import { contactsOf } from '#referral/contacts';
import { type WebHub, webHub } from '#test/web-hub';
import { hiddenIn, knowing, referralOf, takenOn } from '#test/web-people';

const mobile = { telecom: [{ system: 'phone', value: '07700 900123' }], address: [{ line: ['1 Example Street'], city: 'Glasgow', postalCode: 'G1 1XX' }] };
const tuesday = { 'day-day': '1', 'day-month': '12', 'day-year': '2026' };
const visit = { kind: 'visit', mode: 'practice', ...tuesday, time: '14:30', place: '', what: 'The gambling debts' };

let hub: WebHub;
beforeEach(async () => {
  hub = await webHub();
});
const stepForm = async (at: string) => {
  const { text } = await hub.get('catriona', `${at}/step`);
  return { text, hidden: { number: hiddenIn(text, 'number'), contact: hiddenIn(text, 'contact') } };
};
const telling = async (at: string, over: Record<string, string> = {}) => {
  const { hidden } = await stepForm(at);
  return hub.post('catriona', `${at}/step`, { ...visit, ...hidden, tell: 'yes', ...over });
};
const texts = () => hub.web.posted.filter(({ kind }) => kind === 'text');
const contacts = async (id: Parameters<typeof referralOf>[1]) => contactsOf((await referralOf(hub, id)).commits);

describe('telling a person by text', () => {
  test('says time and place, goes to a number of the person, and is written down once', async () => {
    const { id, at } = await takenOn(hub, mobile);
    const { hidden } = await stepForm(at);
    const fields = { ...visit, ...hidden, tell: 'yes' };
    expect(await hub.post('catriona', `${at}/step`, fields)).toMatchObject({ status: 303, location: `${at}?did=told` });
    expect(await hub.post('catriona', `${at}/step`, fields)).toMatchObject({ status: 303, location: `${at}?did=told` });
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toMatchObject({
      to: ['+447700900123'],
      text: 'You have an appointment on Tuesday 1 December at 14:30 at Birchtree Practice. To change it, ring the practice.',
    });
    expect(await contacts(id)).toMatchObject([{ contact: { id: hidden.contact, mode: 'text', outcome: 'sent', twoWay: false } }]);
    const page = await hub.get('catriona', `${at}?did=told`);
    expect(page.text).toContain('Next step saved. The text is sent.');
    expect(page.text).toContain('at 14:30 at Birchtree Practice');
  });
  test('is not done unless it is asked for', async () => {
    const { at } = await takenOn(hub, mobile);
    expect(await hub.post('catriona', `${at}/step`, visit)).toMatchObject({ location: `${at}?did=planned` });
    expect(texts()).toEqual([]);
  });
  test('of something sensitive names no practice and no place, and waits until the name was asked for', async () => {
    const { at, id } = await takenOn(hub, mobile);
    await knowing(hub, id, { sensitive: true });
    expect((await telling(at, { number: '0-123', contact: 'c0000001' })).status).toBe(422);
    await hub.post('catriona', `${at}/show-name`);
    await telling(at, { mode: 'community', place: 'Recovery café' });
    await telling(at, { mode: 'practice', place: 'Room 3' });
    expect(texts().map(({ text }) => text)).toEqual([
      'You have an appointment on Tuesday 1 December at 14:30. To change it, ring the practice.',
      'You have an appointment on Tuesday 1 December at 14:30 at the practice. To change it, ring the practice.',
    ]);
  });
  test.each([
    ['They asked not to be texted', mobile, { safeContact: { no: ['text' as const] } }],
    ['No mobile number is known', { telecom: [{ system: 'phone', value: '01632 960000' }] }, {}],
    ['has died', { ...mobile, deceasedBoolean: true }, {}],
  ])('is refused with words: %s', async (words, patient, about) => {
    const { at, id } = await takenOn(hub, mobile);
    if (patient !== mobile) {
      const { person } = (await referralOf(hub, id)).referral;
      const read = await hub.call('GET', `/Patient/${person}`, { as: 'gp' });
      const put = await hub.call('PUT', `/Patient/${person}`, { as: 'gp', headers: { 'if-match': read.etag }, body: { ...read.body, ...patient } });
      expect(put.status).toBe(200);
    }
    await knowing(hub, id, about);
    const page = await hub.get('catriona', `${at}/step`);
    expect(page.text).toContain(words);
    expect(page.text).not.toContain('name="tell"');
    const posted = await hub.post('catriona', `${at}/step`, { ...visit, tell: 'yes', number: '0-123', contact: 'c0000001' });
    expect(posted.status).toBe(422);
    expect(posted.text).toContain(words);
    expect(texts()).toEqual([]);
    expect(await contacts(id)).toEqual([]);
  });
  test('is refused where the practice asks that nobody contacts the person', async () => {
    const { at } = await takenOn(hub, mobile, { orderDetail: [{ coding: [{ code: 'contacting-subject-prohibited' }] }] });
    const words = 'The practice asks that the hub does not contact the person: nothing is sent.';
    expect((await hub.get('catriona', `${at}/step`)).text).toContain(words);
    expect((await hub.post('catriona', `${at}/step`, { ...visit, tell: 'yes', number: '0-123' })).text).toContain(words);
    expect(texts()).toEqual([]);
  });
  test('without a time, or of nothing that the person comes to, is a fault at its field', async () => {
    const { at } = await takenOn(hub, mobile);
    const timeless = await telling(at, { time: '' });
    expect([timeless.status, timeless.text.includes('id="time-fault"')]).toEqual([422, true]);
    const letter = await telling(at, { mode: 'letter' });
    expect([letter.status, letter.text.includes('id="tell-fault"')]).toEqual([422, true]);
    expect(texts()).toEqual([]);
  });
  test('goes to no number that is not the person’s, whatever is posted', async () => {
    const { at } = await takenOn(hub, { ...mobile, telecom: [...mobile.telecom, { system: 'phone', value: '07700 900456' }] });
    const page = await hub.get('catriona', `${at}/step`);
    expect(page.text).toContain('To the number that ends in 456');
    expect(page.text).not.toContain('900456');
    expect(await telling(at, { number: '1-456' })).toMatchObject({ status: 303 });
    for (const number of ['1-457', '2-456', '+447700900999', '']) expect((await telling(at, { number })).status).toBe(422);
    expect(texts().map(({ to }) => to)).toEqual([['+447700900456']]);
  });
  test.each(['refused', 'fails'] as const)('that %s is told, is not written down as sent, and can be tried again', async (becomes) => {
    const { at, id } = await takenOn(hub, mobile);
    hub.web.texting.next = becomes;
    const { hidden } = await stepForm(at);
    const fields = { ...visit, ...hidden, tell: 'yes' };
    expect(await hub.post('catriona', `${at}/step`, fields)).toMatchObject({ location: `${at}?did=not-told` });
    expect((await hub.get('catriona', `${at}?did=not-told`)).text).toContain('could not be sent: phone them');
    expect((await contacts(id)).map(({ struck }) => struck !== undefined)).toEqual([true]);
    hub.web.texting.next = 'sent';
    expect(await hub.post('catriona', `${at}/step`, fields)).toMatchObject({ location: `${at}?did=told` });
    expect(texts()).toHaveLength(1);
    expect(JSON.stringify(hub.logged)).not.toMatch(/7700|appointment/);
  });
  test('is not offered by a hub that has nothing to text from', async () => {
    const { at } = await takenOn(hub, mobile);
    Object.assign(hub.web, { texts: undefined });
    expect((await hub.get('catriona', `${at}/step`)).text).toContain('This hub sends no texts.');
  });
});

describe('a letter', () => {
  const planned = async (about = {}, patient: Record<string, unknown> = mobile) => {
    const one = await takenOn(hub, patient);
    await hub.post('catriona', `${one.at}/step`, visit);
    await knowing(hub, one.id, about);
    return one;
  };
  const printed = async (at: string, query = '') => {
    const page = await hub.get('catriona', `${at}/letter${query}`);
    return { page, fields: { kind: hiddenIn(page.text, 'kind'), contact: hiddenIn(page.text, 'contact') } };
  };
  test('about an appointment has an address, a day, a place and a name, and nothing that tells why', async () => {
    const { at } = await planned();
    const { page } = await printed(at);
    for (const said of [
      'Person Invented',
      '1 Example Street',
      'G1 1XX',
      '23 November 2026',
      'Tuesday 1 December at 14:30 at Birchtree Practice',
      'Catriona Weir',
    ])
      expect(page.text).toContain(said);
    expect(page.text).not.toContain('gambling');
    expect(page.text).not.toContain('hub_navigation');
  });
  test('that was printed is a contact, once, and can be undone', async () => {
    const { at, id } = await planned();
    const { fields } = await printed(at);
    const done = await hub.post('catriona', `${at}/letter`, fields);
    expect(done.location).toBe(`${at}?did=logged&referral=${id}&contact=${fields.contact}`);
    expect((await hub.post('catriona', `${at}/letter`, fields)).status).toBe(303);
    expect(await contacts(id)).toMatchObject([{ contact: { mode: 'letter', outcome: 'sent', note: 'Letter about the appointment.' } }]);
    expect(hub.web.posted).toMatchObject([{ kind: 'letter', to: ['Person Invented, 1 Example Street, Glasgow, G1 1XX'] }]);
    expect(await hub.post('catriona', `${at}/undo`, { contact: fields.contact })).toMatchObject({ location: '/app/work?did=undone' });
  });
  test('after tries that reached nobody says so, and until when she waits', async () => {
    const { at, id } = await takenOn(hub, mobile);
    expect((await printed(at)).page.text).toContain('There is nothing to write about yet');
    await hub.post('catriona', `${at}/no-answer`);
    const { page, fields } = await printed(at);
    expect(page.text).toContain('I have tried to reach you, and could not.');
    expect(page.text).toContain('by Monday 7 December');
    await hub.post('catriona', `${at}/letter`, fields);
    expect((await contacts(id)).map(({ contact }) => contact.note)).toContain('Letter: I tried to reach you.');
  });
  test('is in large print for whoever needs it, and by choice', async () => {
    const { at } = await planned({ communication: { largePrint: true } });
    expect((await printed(at)).page.text).toContain('hub_large');
    expect((await printed(at, '?print=usual')).page.text).not.toContain('hub_letter hub_large');
  });
  test('says beforehand what may make it useless', async () => {
    const { at } = await planned({ communication: { language: 'Somali', readingHelp: true } });
    const { page } = await printed(at);
    expect(page.text).toContain('They speak Somali.');
    expect(page.text).toContain('help with reading');
  });
  test('of something sensitive is written once the name was asked for, and signed by name alone', async () => {
    const { at, id } = await planned({ sensitive: true });
    expect(await hub.get('catriona', `${at}/letter`)).toMatchObject({ status: 303, location: at });
    expect((await hub.post('catriona', `${at}/letter`, { kind: 'appointment', contact: 'c0000001' })).text).toContain('No address is known');
    expect(await contacts(id)).toEqual([]);
    await hub.post('catriona', `${at}/show-name`);
    const { page } = await printed(at);
    expect(page.text).toContain('at the practice.');
    expect(page.text).not.toMatch(/Links practitioner|Birchtree/);
  });
  test.each([
    ['They asked that no letter is sent', { safeContact: { no: ['letter' as const] } }, mobile],
    ['No address is known', {}, { telecom: mobile.telecom }],
  ])('is refused with words: %s', async (words, about, patient) => {
    const { at, id } = await planned(about, patient);
    expect((await printed(at)).page.text).toContain(words);
    expect((await hub.post('catriona', `${at}/letter`, { kind: 'appointment', contact: 'c0000001' })).text).toContain(words);
    expect(await contacts(id)).toEqual([]);
  });
  test('is written for nobody whose referral is closed', async () => {
    const { at } = await planned();
    const { fields } = await printed(at);
    await hub.post('catriona', `${at}/close`, { reason: 'goals-met', message: '' });
    expect((await hub.get('catriona', `${at}/letter`)).status).toBe(409);
    expect((await hub.post('catriona', `${at}/letter`, fields)).status).toBe(409);
  });
  test('shows a hostile name as text', async () => {
    const name = [{ family: '<script>alert(1)</script>"\u202e😀', given: ["O'Neil & co"] }];
    const { at } = await planned({}, { ...mobile, name });
    const { page } = await printed(at);
    expect(page.text).not.toContain('<script>');
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).toContain('😀');
  });
});

describe('the outbox of a local hub', () => {
  test('shows what was sent, newest first, to practitioners and managers', async () => {
    const { at } = await takenOn(hub, mobile);
    await telling(at);
    const { text } = await hub.get('catriona', '/app/outbox');
    expect(text).toContain('to +447700900123');
    expect(text).toContain('You have an appointment');
    expect((await hub.get('elspeth', '/app/outbox')).status).toBe(200);
    expect((await hub.get('nadia', '/app/outbox')).status).toBe(404);
  });
  test('is not there in the cloud', async () => {
    Object.assign(hub.web, { outbox: undefined, local: false });
    expect((await hub.get('catriona', '/app/outbox')).status).toBe(404);
    expect((await hub.get('catriona', '/app/work')).text).not.toContain('/app/outbox');
  });
});

test('nobody who is no party gets to a letter, and no address tells of anybody', async () => {
  const { at } = await takenOn(hub, mobile);
  await hub.post('catriona', `${at}/step`, visit);
  for (const who of ['jamal', 'nadia', 'lorna', 'elsewhere', 'elspeth'] as const) {
    expect([who, (await hub.get(who, `${at}/letter`)).status]).toEqual([who, 404]);
    expect([who, (await hub.post(who, `${at}/letter`, { kind: 'appointment', contact: 'c0000001' })).status]).toEqual([who, 404]);
    expect([who, (await hub.post(who, `${at}/step`, { ...visit, tell: 'yes' })).status]).toEqual([who, 404]);
  }
  expect(hub.web.posted).toEqual([]);
  const { text } = await hub.get('catriona', `${at}/letter`);
  const links = [...text.matchAll(/(?:href|action)="([^"]+)"/g)].map(([, to]) => to);
  expect(links.length).toBeGreaterThan(4);
  expect(links.join()).not.toMatch(/Invented|7700|Example|2001/);
});
