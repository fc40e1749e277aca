/** What the people of an organisation see and answer behind their PIN. */
import { beforeEach, describe, expect, test } from 'vitest';
import { capacityOf, roomOn } from '#directory/capacity-store';
import type { LocalDate } from '#platform/types';
import { acting, answers, askedOn, formOn, linkedHub, onwardIn, signedIn } from '#test/volunteers';
import type { WebHub } from '#test/web-hub';
import { referralOf } from '#test/web-people';
import { day } from '#test/web-steps';
import { declineCodes } from '#web/answer/act-forms';

let hub: WebHub;
beforeEach(async () => {
  hub = await linkedHub();
});
const person = { name: [{ family: 'Peddie', given: ['Gordon'] }], telecom: [{ system: 'phone', value: '01632 960123' }], birthDate: '1949-03-02' };
const seeing = async (over: Parameters<typeof askedOn>[1] = {}, patient: object = person) => {
  const one = await askedOn(hub, over, patient);
  const cookie = await signedIn(hub, one.link);
  const page = async () => (await hub.volunteer.get(one.at, cookie)).text;
  return { ...one, cookie, page, say: (fields: Record<string, string>) => answers(hub, one.at, cookie, fields) };
};

describe('a request', () => {
  test('shows before the yes what for and by when, and nobody', async () => {
    const { page } = await seeing({ urgency: 'urgent', neededBy: '2026-11-27' as LocalDate });
    const text = await page();
    for (const part of ['Food parcels', 'Food insecurity', 'Urgent', 'Friday 27 November', 'You see who it is after your yes.']) expect(text).toContain(part);
    expect(text).not.toMatch(/Peddie|Gordon|960123|1949/);
  });
  test('whose day is past says so, and that an answer still helps', async () => {
    const one = await askedOn(hub, { neededBy: '2026-11-27' as LocalDate });
    hub.pass(30 * 86_400_000);
    const cookie = await signedIn(hub, one.link);
    expect((await hub.volunteer.get(one.at, cookie)).text).toContain('The day is past, and an answer still helps.');
    expect((await hub.volunteer.get('/answer/requests', cookie)).text).toContain('answer was due');
  });
  test('shows after the yes what its service declared, and no more', async () => {
    const one = await seeing();
    expect(await one.say({ do: 'accept' })).toMatchObject({ status: 303, location: `${one.at}?did=accept` });
    const text = await one.page();
    for (const part of ['Gordon Peddie', 'tel:01632960123', '01632 960123']) expect(text).toContain(part);
    expect(text).not.toContain('1949');
    expect((await hub.volunteer.get(`${one.at}?did=accept`, one.cookie)).text).toContain('Your yes is saved.');
  });
  test('shows exactly what the signed fetch gives', async () => {
    const one = await seeing({ answers: [{ question: 'How many are in the household?', text: 'Four' }] });
    await one.say({ do: 'accept', reference: 'P-1' });
    const { body } = await hub.fetched(one.onward);
    const text = await one.page();
    const told = [...Object.values(body.person.name[0]).flat(), body.person.telecom[0].value, body.reference, body.answers[0].text, body.answers[0].question];
    expect(told).toEqual(['Peddie', 'Gordon', '01632 960123', 'P-1', 'Four', 'How many are in the household?']);
    for (const part of told) expect(text).toContain(part);
  });
  test('hides the person again when it is over, or the person does not agree any more', async () => {
    const one = await seeing();
    await one.say({ do: 'accept' });
    const statement = { gives: false, permissions: ['refer', 'share'], at: hub.now() } as const;
    await acting(hub, 'practitioner', one.id, { type: 'record-consent', statement });
    expect(await one.page()).not.toContain('Peddie');
    const other = await seeing();
    await other.say({ do: 'accept' });
    await other.say({ do: 'complete', outcome: 'helped' });
    expect(await other.page()).not.toContain('Peddie');
  });
  test('shows hostile text harmlessly', async () => {
    const hostile = '<script>alert(1)</script>"\'‮😀';
    const one = await seeing({}, { name: [{ text: hostile }], telecom: [{ system: 'phone', value: '"><img src=x>' }] });
    await one.say({ do: 'accept', worker: hostile, reference: '"><b>' });
    await one.say({ do: 'question', question: hostile });
    const text = await one.page();
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script|<img|<b>/);
  });
  test('weighs little, and needs no script', async () => {
    const one = await seeing();
    await one.say({ do: 'accept', worker: 'Tam Rafferty', reference: 'P-1', weeks: '3' });
    for (const text of [await one.page(), (await hub.volunteer.get('/answer/requests', one.cookie)).text, (await hub.volunteer.get(one.link)).text]) {
      expect(text.length).toBeGreaterThan(1000);
      expect(Buffer.byteLength(text)).toBeLessThan(30_000);
      expect(text).not.toMatch(/<script| on\w+=/);
    }
  });
});

describe('an answer', () => {
  test('yes with a day, a worker, a number of their own and a waiting list', async () => {
    const one = await seeing();
    await one.say({ do: 'accept', ...day('slot', '2026-12-01'), time: '14.30', worker: 'Tam Rafferty', reference: 'P-77', weeks: '2' });
    expect(await onwardIn(hub, one)).toMatchObject({
      status: 'accepted',
      acceptance: { slot: '2026-12-01T14:30:00.000Z', worker: 'Tam Rafferty', reference: 'P-77', waitingWeeks: 2 },
    });
    expect(await one.page()).toContain('about 2 weeks');
  });
  test('no, with a reason, and full until a day, which everybody is then told', async () => {
    const one = await seeing();
    expect((await one.say({ do: 'decline' })).text).toContain('href="#reason"');
    await one.say({ do: 'decline', reason: 'no-capacity', ...day('full', '2026-12-07') });
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'rejected', reason: { code: 'no-capacity', text: 'We are full' }, fullUntil: '2026-12-07' });
    const said = (await capacityOf(hub.access, 'drumgarth', ['parcels'])).get('parcels');
    expect([roomOn(said, '2026-12-07' as LocalDate), roomOn(said, '2026-12-08' as LocalDate)]).toEqual(['full', 'open']);
  });
  test('no, of which each reason is a button that sends it; full until when may be said then', async () => {
    const one = await seeing();
    const buttons = [...(await one.page()).matchAll(/<button[^>]* name="reason" value="([^"]*)"/g)].map(([, code]) => code);
    expect(buttons).toEqual(declineCodes);
    await one.say({ do: 'decline', reason: 'no-capacity' });
    const said = await one.page();
    for (const part of ['you said no', 'We are full', 'Full until and with this day', 'There is nothing more to do.']) expect(said).toContain(part);
    const { csrf = '' } = await formOn(hub, one.at, one.cookie);
    const saved = await hub.volunteer.post('/answer/requests', { csrf, do: 'full', service: 'parcels', ...day('full', '2026-12-07') }, one.cookie);
    expect(saved).toMatchObject({ status: 303, location: '/answer/requests?did=saved' });
    expect(roomOn((await capacityOf(hub.access, 'drumgarth', ['parcels'])).get('parcels'), '2026-12-07' as LocalDate)).toBe('full');
  });
  test.each(['not-eligible', 'other'])('no (%s) asks for nothing more, and repeats nothing that was typed', async (reason) => {
    const one = await seeing();
    await one.say({ do: 'decline', reason, why: 'Gordon Peddie is known to us' });
    const said = await one.page();
    expect(said).toContain('you said no');
    expect(said).not.toMatch(/Peddie|name="full-day"/);
  });
  test.each([
    [{ do: 'decline', reason: 'other', ...day('full', '2026-12-07') }, 'full'],
    [{ do: 'decline', reason: 'no-capacity', ...day('full', '2026-11-01') }, 'full'],
    [{ do: 'accept', time: '14:30' }, 'slot'],
    [{ do: 'accept', weeks: 'many' }, 'weeks'],
    [{ do: 'question', question: '' }, 'question'],
    [{ do: 'reference', own: '' }, 'own'],
  ])('that is filled in wrongly says so at its field', async (fields, field) => {
    const one = await seeing();
    const refused = await one.say(fields as unknown as Record<string, string>);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`href="#${field}"`);
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'requested' });
  });
  test('that they help this person already', async () => {
    const one = await seeing();
    await one.say({ do: 'already-supporting', known: 'Every Tuesday.' });
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'rejected', reason: { code: 'already-supporting', text: 'Every Tuesday.' } });
  });
  test('a question, and its reply', async () => {
    const one = await seeing();
    await one.say({ do: 'question', question: 'How many are they?' });
    expect(await one.page()).toContain('You asked, and there is no reply yet.');
    await acting(hub, 'practitioner', one.id, { type: 'reply-onward', onward: one.onward, text: 'Four.' });
    const text = await one.page();
    expect(text).toContain('How many are they?');
    expect(text).toContain('Four.');
  });
  test('from the yes to the end: a number of their own, started, came, done', async () => {
    const one = await seeing();
    await one.say({ do: 'accept' });
    await one.say({ do: 'reference', own: 'P-9' });
    await one.say({ do: 'start' });
    await one.say({ do: 'did-not-attend' });
    await one.say({ do: 'attended' });
    await one.say({ do: 'hold', hold: 'Until the van is mended' });
    await one.say({ do: 'resume' });
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'in-progress', attendance: 'attended', reference: 'P-9' });
    await one.say({ do: 'complete', outcome: 'helped', note: 'Twice' });
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'completed', outcome: { activity: 'They got the help that was asked for', outcome: 'Twice' } });
  });
  test('done, in pounds where the service tells it so', async () => {
    const one = await seeing({ service: 'cooking' });
    await one.say({ do: 'accept' });
    expect(await one.page()).toContain('Pounds a year gained');
    expect((await one.say({ do: 'complete', outcome: 'helped', yearly: '4,180' })).text).toContain('href="#yearly"');
    await one.say({ do: 'complete', outcome: 'helped', yearly: '4180', debt: '0' });
    expect(await onwardIn(hub, one)).toMatchObject({ outcome: { amounts: { yearly: 4180, debt: 0 } } });
  });
  test('that it could not be done', async () => {
    const one = await seeing();
    await one.say({ do: 'accept' });
    await one.say({ do: 'fail', failure: 'unable-to-contact' });
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'failed', reason: { code: 'unable-to-contact' } });
    expect(await one.page()).toContain('There is nothing more to do.');
  });
});

describe('an answer is taken once', () => {
  test('however often its button is pressed', async () => {
    const one = await seeing();
    const form = { ...(await formOn(hub, one.at, one.cookie)), do: 'accept' };
    const pressed = await Promise.all([1, 2, 3].map(() => hub.volunteer.post(one.at, form, one.cookie)));
    expect(pressed.map(({ location }) => location)).toEqual(Array(3).fill(`${one.at}?did=accept`));
    const { commits } = await referralOf(hub, one.id);
    expect(commits.flatMap(({ events }) => events.filter(({ type }) => type === 'onward-accepted'))).toHaveLength(1);
  });
  test('from two volunteers at once: the second is told what the first said, and when', async () => {
    const one = await seeing();
    const other = await signedIn(hub, one.link);
    const [first, second] = [await formOn(hub, one.at, one.cookie), await formOn(hub, one.at, other)];
    expect(first.token).not.toBe(second.token);
    await hub.volunteer.post(one.at, { ...first, do: 'accept' }, one.cookie);
    hub.pass(60_000);
    const late = await hub.volunteer.post(one.at, { ...second, do: 'decline', reason: 'no-capacity' }, other);
    expect(late.status).toBe(409);
    expect(late.text).toContain('Answered already by somebody at your service: yes, today, 09:30. Nothing was changed.');
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'accepted' });
  });
  test('also at the very same moment: one of the two, and the other is told', async () => {
    const one = await seeing();
    const other = await signedIn(hub, one.link);
    const [first, second] = [await formOn(hub, one.at, one.cookie), await formOn(hub, one.at, other)];
    const both = await Promise.all([
      hub.volunteer.post(one.at, { ...first, do: 'accept' }, one.cookie),
      hub.volunteer.post(one.at, { ...second, do: 'decline', reason: 'other' }, other),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    const { commits } = await referralOf(hub, one.id);
    expect(commits.flatMap(({ events }) => events.filter(({ type }) => /^onward-(accepted|declined)$/.test(type)))).toHaveLength(1);
  });
  test('also whether they came, which could be said again', async () => {
    const one = await seeing();
    await one.say({ do: 'accept' });
    const other = await signedIn(hub, one.link);
    const second = await formOn(hub, one.at, other);
    await one.say({ do: 'attended' });
    const late = await hub.volunteer.post(one.at, { ...second, do: 'did-not-attend' }, other);
    expect(late).toMatchObject({ status: 409 });
    expect(await onwardIn(hub, one)).toMatchObject({ attendance: 'attended' });
  });
  test('and after it was taken back not at all', async () => {
    const one = await seeing();
    const form = await formOn(hub, one.at, one.cookie);
    await acting(hub, 'practitioner', one.id, { type: 'cancel-onward', onward: one.onward, reason: { code: 'other', text: 'Moved away.' } });
    const late = await hub.volunteer.post(one.at, { ...form, do: 'accept' }, one.cookie);
    expect(late.status).toBe(409);
    expect(late.text).toContain('The links practitioner was faster: taken back, today, 09:30. Nothing was changed.');
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'cancelled' });
  });
  test('they are asked to stop, and say that they have, or what was done already', async () => {
    const one = await seeing();
    await one.say({ do: 'accept' });
    await acting(hub, 'practitioner', one.id, { type: 'cancel-onward', onward: one.onward, reason: { code: 'other', text: 'Moved away.' } });
    expect(await one.page()).toContain('has asked you to stop');
    expect((await one.say({ do: 'start' })).status).toBe(409);
    await one.say({ do: 'cancel' });
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'cancelled', acknowledged: true });
  });
  test('and not from another site', async () => {
    const one = await seeing();
    expect((await one.say({ do: 'accept', csrf: 'guessed' })).status).toBe(403);
    for (const token of ['', 'x', '<b>']) expect((await one.say({ do: 'accept', token })).status).toBe(400);
    expect((await one.say({ do: 'mark-as-error' })).status).toBe(400);
    expect(await onwardIn(hub, one)).toMatchObject({ status: 'requested' });
  });
});

describe('all requests', () => {
  test('stand on one page, by service, what waits first; with the names of those to whom they said yes', async () => {
    const one = await seeing();
    const two = await seeing({ service: 'cooking' }, { ...person, name: [{ family: 'Skene', given: ['Ross'] }] });
    const others = await askedOn(hub, { organisation: 'kelvinbank' as never, service: 'advice' });
    await two.say({ do: 'accept', reference: 'P-5' });
    const { text } = await hub.volunteer.get('/answer/requests', one.cookie);
    for (const part of ['Food parcels', 'Cooking together', one.at, two.at, 'waits for your answer', 'you said yes', 'your reference P-5'])
      expect(text).toContain(part);
    expect(text).not.toContain(others.onward);
    expect(text).toContain('Ross Skene: Food insecurity');
    expect(text).not.toMatch(/Peddie/);
    await one.say({ do: 'decline', reason: 'other' });
    expect((await hub.volunteer.get('/answer/requests', one.cookie)).text).not.toContain(one.at);
  });
  test('say until when a service is full, and that it has room again', async () => {
    const { cookie } = await seeing();
    const at = '/answer/requests';
    expect((await answers(hub, at, cookie, { do: 'full', service: 'cooking', ...day('full', '2026-11-20') })).status).toBe(422);
    await answers(hub, at, cookie, { do: 'full', service: 'cooking', ...day('full', '2026-12-04') });
    expect((await hub.volunteer.get(at, cookie)).text).toContain('Cooking together: full until Friday 4 December.');
    expect((await answers(hub, at, cookie, { do: 'full', service: 'advice' })).status).toBe(400);
    await answers(hub, at, cookie, { do: 'open', service: 'cooking' });
    expect((await hub.volunteer.get(at, cookie)).text).not.toContain('full until Friday');
  });
});

test('nothing personal stands in an address or in the log', async () => {
  const one = await seeing({}, { name: [{ family: 'Marked', given: ['Person'] }] });
  const did = await one.say({ do: 'accept', worker: 'Marked Worker', reference: 'MARKED-1' });
  await one.say({ do: 'question', question: 'Marked question' });
  const page = await one.page();
  expect(page).toContain('Marked');
  const addresses = [...page.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, address]) => address).join(' ');
  expect(addresses.length).toBeGreaterThan(100);
  expect(`${addresses} ${did.location} ${JSON.stringify(hub.logged)} ${JSON.stringify(hub.mails)}`).not.toMatch(/marked/i);
});

describe('own figures', () => {
  const figure = (text: string, label: string) => new RegExp(`<th scope="row">${label.replace(/[()]/g, '\\$&')}</th><td>(\\d+)</td>`).exec(text)?.[1];
  test('count what was asked, answered and done, and what was gained', async () => {
    const one = await seeing({ service: 'cooking' });
    await one.say({ do: 'accept' });
    await one.say({ do: 'attended' });
    await one.say({ do: 'complete', outcome: 'helped', yearly: '4180' });
    const two = await seeing();
    await two.say({ do: 'decline', reason: 'no-capacity' });
    const three = await seeing();
    await three.say({ do: 'already-supporting', known: '' });
    await seeing();
    const { text, status } = await hub.volunteer.get('/answer/figures', one.cookie);
    expect(status).toBe(200);
    const labels = [
      'Received',
      'Answered',
      'Yes',
      'No',
      'Helped already',
      'Came',
      'Done',
      'Still open',
      'Pounds a year gained',
      'Half were answered within (working days)',
    ];
    expect(labels.map((label) => figure(text, label))).toEqual(['4', '3', '1', '1', '1', '1', '1', '1', '4180', '0']);
  });
  test('say how long an answer took, in working days', async () => {
    const one = await seeing();
    hub.pass(4 * 86_400_000);
    const cookie = await signedIn(hub, one.link);
    await answers(hub, one.at, cookie, { do: 'accept' });
    // From Monday to Friday.
    expect(figure((await hub.volunteer.get('/answer/figures', cookie)).text, 'Half were answered within (working days)')).toBe('4');
  });
  test('tell what happened next only of five people and more', async () => {
    let cookie = '';
    for (let n = 1; n <= 5; n += 1) {
      const one = await seeing();
      cookie = one.cookie;
      await one.say({ do: 'accept' });
      await one.say({ do: 'complete', outcome: 'helped' });
      await acting(hub, 'practitioner', one.id, { type: 'complete', outcomes: [{ activity: 'Helped', code: 'goals-met' }] });
      const { text } = await hub.volunteer.get('/answer/figures', cookie);
      if (n < 5) expect(text).toContain('Fewer than five so far.');
      else expect(text).toContain('Reached what they wanted: 5');
    }
  });
  test('of nobody are none', async () => {
    const one = await askedOn(hub, { organisation: 'kelvinbank' as never, service: 'advice' });
    const cookie = await signedIn(hub, one.link, '771204');
    expect(figure((await hub.volunteer.get('/answer/figures', cookie)).text, 'Received')).toBe('1');
  });
});
