/** Finding help and referring on, as a practitioner does it. Everybody is invented. */
import { describe, expect, test } from 'vitest';
import { capacityOf, setCapacity } from '#directory/capacity-store';
import { gapsIn } from '#directory/gaps-store';
import { signpostsIn } from '#directory/signposts-store';
import type { Instant, LocalDate } from '#platform/types';
import { serviceAnswersIn } from '#referral/onward-told';
import { storeAliss } from '#test/aliss-copy';
import { sentReferral } from '#test/sent-referral';
import { type WebHub, webHub } from '#test/web-hub';
import { knowing, named, referralOf, takenOn } from '#test/web-people';
import { harmless, hostile } from '#test/web-person';

const area = 'S12000049';
const need = (code: string, display = code) => ({ system: 'https://links-hub.invalid/codes', code, display });
const diet = { id: 'diet', text: 'Is there food you do not eat?', kind: 'choice', choices: ['No', 'Halal', 'Vegetarian'] };
const parcels = {
  id: 'parcels',
  name: 'Food parcels',
  fields: ['name', 'safe-contact', 'address'],
  categories: [need('food-fuel')],
  cost: 'free',
  opening: [{ day: 2, from: '12:00', to: '17:30' }],
  place: { line: '2 Example Lane', postcode: 'G1 1XX' },
  contact: { phone: '0141 496 0200' },
  questions: [{ id: 'household', text: 'How old are those who eat with you?', kind: 'text', required: true }, diet],
  lastChecked: '2026-11-02',
};
const cooking = {
  id: 'cooking',
  name: 'Cooking together',
  fields: ['name', 'birth-date'],
  questions: [diet],
  categories: [need('food-fuel'), need('loneliness')],
};
const advice = {
  id: 'advice',
  name: 'Welfare rights advice',
  fields: [],
  categories: [need('money')],
  questions: [{ id: 'date', text: 'Which date matters?', kind: 'date' }],
  eligibility: { fromAge: 60 },
};
const furnished = async (): Promise<WebHub> => {
  const hub = await webHub();
  await hub.onboard({
    organisations: [
      {
        id: 'drumgarth',
        name: 'Drumgarth Food Pantry',
        area,
        services: [parcels, cooking],
        agreements: [{ reference: 'D1', purpose: 'Food', from: '2026-04-01', until: '2027-03-31' }],
      },
      { id: 'kelvinbank', name: 'Kelvinbank Welfare Rights', area, services: [advice] },
    ],
  });
  return hub;
};
const code = (code: string) => ({ code: { coding: [{ ...need(code), userSelected: true }] } });
const hungry = async (request: object = {}, patient: object = {}) => {
  const hub = await furnished();
  return {
    hub,
    ...(await takenOn(
      hub,
      { address: [{ line: ['1 Example Row'], city: 'Glasgow', postalCode: 'G1 1XX' }], ...patient },
      { ...code('food-fuel'), ...request },
    )),
  };
};
/** Nothing was said of sharing. */
const withoutConsent = { supportingInfo: undefined, contained: [sentReferral('').contained[0]] };
const choose = async (hub: WebHub, at: string, ...service: string[]): Promise<string> => {
  const { status, location } = await hub.post('catriona', `${at}/refer`, { service });
  expect(status).toBe(303);
  return location;
};
const told = { urgency: 'routine', q1: 'Two of 30 and 4' };

describe('finding help', () => {
  test('has the person’s need and postcode filled in, and tells what fits from what may fit', async () => {
    const { hub, at } = await hungry();
    const page = await hub.get('catriona', `${at}/find`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<option value="food-fuel" selected>');
    expect(page.text).toContain('value="G1 1XX"');
    expect(page.text).toContain('Matches (2)');
    expect(page.text).toContain('km away');
    expect(page.text).toContain('Food parcels');
    expect(page.text).not.toContain('Welfare rights advice');
    expect(page.text).toContain('Room not known');
    expect(page.text).toContain('New here');
    expect(page.text).toContain('Checked Monday 2 November');
  });
  test('hides nothing that is unknown: what the directory does not say is asked', async () => {
    const { hub, at } = await hungry();
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'food-fuel', day: '2', cost: 'free' });
    expect(location).toMatch(/\/find\/[\w.-]+$/);
    const page = await hub.get('catriona', location);
    expect(page.text).toContain('Matches (1)');
    expect(page.text).toContain('May match: ask (1)');
    expect(page.text).toContain('Ask on which days they are open, what it costs');
  });
  test('keeps what was looked for out of the address, and Back shows it again', async () => {
    const { hub, at } = await hungry();
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'debt', postcode: 'g2 2xx', text: 'Secret words' });
    expect(decodeURIComponent(location)).not.toMatch(/debt|g2|secret/i);
    const page = await hub.get('catriona', location);
    expect(page.text).toContain('value="Secret words"');
    expect(await hub.get('moira', location)).toMatchObject({ status: 404 });
  });
  test('says at its field what is wrong, and keeps what was typed', async () => {
    const { hub, at } = await hungry();
    const page = await hub.post('catriona', `${at}/find`, { postcode: 'nowhere', text: 'kept' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('id="postcode-fault"');
    expect(page.text).toContain('value="kept"');
    expect((await hub.post('catriona', `${at}/find`, { near: '2' })).text).toContain('Enter a postcode to look near it');
  });
  test('says how much room there is', async () => {
    const { hub, at } = await hungry();
    const said = { updatedAt: hub.now(), by: 'organisation' as const };
    await setCapacity(hub.access, 'drumgarth', 'parcels', { ...said, waitingWeeks: 3 });
    await setCapacity(hub.access, 'drumgarth', 'cooking', { ...said, fullUntil: '2027-01-04' as LocalDate });
    const page = await hub.get('catriona', `${at}/find`);
    expect(page.text).toContain('Waiting about 3 weeks');
    expect(page.text).toContain('Full until Monday 4 January 2027');
  });
  test('leaves out what is for another age, unless everything is asked for', async () => {
    const { hub, at } = await hungry(code('money'));
    expect((await hub.get('catriona', `${at}/find`)).text).not.toContain('Welfare rights advice');
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'money', everyone: 'yes' });
    expect((await hub.get('catriona', location)).text).toContain('Welfare rights advice');
  });
  test('shows one place whole, and leads from it to referring on and to going along', async () => {
    const { hub, at } = await hungry();
    const page = await hub.get('catriona', `${at}/place/drumgarth.parcels`);
    expect(page.text).toContain('Tuesday 12:00–17:30');
    expect(page.text).toContain('How old are those who eat with you?');
    expect(page.text).toContain('0141 496 0200');
    expect(page.text).toContain(`${at}/step?place=drumgarth.parcels`);
    const step = await hub.get('catriona', `${at}/step?place=drumgarth.parcels`);
    expect(step.text).toContain('value="Food parcels, 2 Example Lane, G1 1XX"');
    expect(step.text).toContain('<option value="accompanied" selected>');
    expect(await hub.get('catriona', `${at}/place/no.such`)).toMatchObject({ status: 404 });
  });
  test('counts in one click that there is nobody, once for each person and need', async () => {
    const { hub, at } = await hungry();
    for (let click = 0; click < 2; click += 1) expect(await hub.post('catriona', `${at}/find/gap`, { need: 'food-fuel' })).toMatchObject({ status: 303 });
    expect(await gapsIn(hub.access, area, '2026-11', '2026-11')).toEqual([{ need: 'food-fuel', month: '2026-11', count: 1 }]);
    expect((await hub.get('catriona', `${at}/find?did=gap`)).text).toContain('Counted.');
  });
  test('of who takes no referrals somebody is told, which is counted without the person', async () => {
    const { hub, at, id } = await hungry();
    await storeAliss(hub.access, hub.now(), { id: '1a', name: 'Canal Choir', organisation: 'Canal Choir', categories: ['foodbank'], serves: [area] });
    const page = await hub.get('catriona', `${at}/find`);
    expect(page.text).toContain('Tell them about it');
    expect(page.text).toContain('CC BY 4.0');
    const done = await hub.post('catriona', `${at}/refer`, { tell: 'aliss.1a' });
    expect(done.location).toBe(`${at}/find?did=told`);
    expect(await signpostsIn(hub.access, area, '2026-11', '2026-11')).toEqual([{ entry: 'aliss.1a', month: '2026-11', count: 1 }]);
    expect((await referralOf(hub, id)).referral.onward).toEqual([]);
    const { items } = await hub.access.query({ pk: `SIGNPOSTS#${area}` });
    const { person } = (await referralOf(hub, id)).referral;
    expect(JSON.stringify(items)).not.toContain(person);
    expect(JSON.stringify(items)).not.toContain(id);
  });
  test('pages sixty results, and is light', async () => {
    const { hub, at } = await hungry();
    const many = Array.from({ length: 130 }, (_, n) => ({
      ...{
        id: `e${n}`,
        name: `Invented Community Pantry of Example Street ${n}`,
        organisation: 'Exampleton Community Development Trust',
        categories: ['foodbank'],
      },
      ...{
        serves: [area],
        access: ['step-free' as const, 'near-bus' as const, 'parking' as const],
        places: [{ postcode: 'G2 2XX' }],
        reviewed: '2026-05-04' as LocalDate,
      },
    }));
    await storeAliss(hub.access, hub.now(), ...many);
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'food-fuel', postcode: 'G1 1XX', day: '2', cost: 'free' });
    const first = await hub.get('catriona', location);
    expect(first.text.match(/<h3>/g)).toHaveLength(60);
    console.log(`60 results weigh ${Buffer.byteLength(first.text)} bytes`);
    expect(Buffer.byteLength(first.text)).toBeLessThanOrEqual(100_000);
    expect((await hub.get('catriona', `${location}?page=3`)).text.match(/<h3>/g)).toHaveLength(12);
  });
});

describe('referring on', () => {
  test('needs a tick, and says so at the list', async () => {
    const { hub, at } = await hungry();
    const page = await hub.post('catriona', `${at}/refer`, {});
    expect(page.status).toBe(422);
    expect(page.text).toContain('Tick a service to refer on to');
  });
  test('looks over on one page what each will see, and sends what was left ticked with the answers', async () => {
    const { hub, at, id } = await hungry();
    const check = await choose(hub, at, 'drumgarth.parcels');
    const page = await hub.get('catriona', check);
    expect(page.text).toContain('In date until Wednesday 31 March 2027');
    expect(page.text).toContain('They agreed.');
    expect(page.text).toContain('Address: 1 Example Row, Glasgow, G1 1XX');
    const sent = await hub.post('catriona', check, { ...told, 's1-fields': ['name', 'safe-contact'], 's1-need': 'food-fuel', q2: '1' });
    expect(sent).toMatchObject({ status: 303, location: `${at}?did=referred-on` });
    const { referral, commits } = await referralOf(hub, id);
    expect(referral.onward).toMatchObject([{ organisation: 'drumgarth', service: 'parcels', fields: ['name', 'safe-contact'], status: 'requested' }]);
    expect(serviceAnswersIn(commits, referral.onward[0]?.id ?? '')).toEqual([
      { question: 'How old are those who eat with you?', text: 'Two of 30 and 4' },
      { question: 'Is there food you do not eat?', text: 'Halal' },
    ]);
    expect((await hub.get('catriona', at)).text).toContain('Sent, not received yet');
  });
  test('sends once however often it is posted', async () => {
    const { hub, at, id } = await hungry();
    const check = await choose(hub, at, 'drumgarth.parcels', 'drumgarth.cooking');
    const form = { ...told, 's1-fields': ['name'], 's2-fields': ['name'] };
    await hub.post('catriona', check, form);
    await hub.post('catriona', check, form);
    expect((await referralOf(hub, id)).referral.onward).toHaveLength(2);
    expect((await hub.get('catriona', check)).text).toContain('Sent already.');
  });
  test('a service that is taken out gets nothing', async () => {
    const { hub, at, id } = await hungry();
    const check = await choose(hub, at, 'drumgarth.parcels', 'drumgarth.cooking');
    expect((await hub.get('catriona', check)).text).toContain('You are about to ask 2 services for one need');
    await hub.post('catriona', check, { urgency: 'routine', 's1-out': 'yes', 's2-fields': ['name', 'birth-date'] });
    expect((await referralOf(hub, id)).referral.onward).toMatchObject([{ service: 'cooking' }]);
  });
  test('asks what is required, and sends nothing until it is answered', async () => {
    const { hub, at, id } = await hungry();
    const page = await hub.post('catriona', await choose(hub, at, 'drumgarth.parcels'), { urgency: 'routine', 's1-fields': ['name'] });
    expect(page.status).toBe(422);
    expect(page.text).toContain('id="q1-fault"');
    expect((await referralOf(hub, id)).referral.onward).toEqual([]);
  });
  test('fills in what was answered before for this referral', async () => {
    const { hub, at, id } = await hungry();
    await hub.post('catriona', await choose(hub, at, 'drumgarth.parcels'), { ...told, 's1-fields': ['name'], q2: '2' });
    const [onward] = (await referralOf(hub, id)).referral.onward;
    await hub.post('catriona', `${at}/onward/${onward?.id}`, { do: 'cancel', reason: 'duplicate' });
    const page = await hub.get('catriona', await choose(hub, at, 'drumgarth.parcels'));
    expect(page.text).toContain('value="Two of 30 and 4"');
    expect(page.text).toMatch(/value="2" checked/);
    expect(page.text).toContain('Filled in from what was answered before.');
  });
  test('asks once what two of them ask, and sends the answer to both', async () => {
    const { hub, at, id } = await hungry();
    const check = await choose(hub, at, 'drumgarth.parcels', 'drumgarth.cooking');
    expect((await hub.get('catriona', check)).text).toContain('Is there food you do not eat? (answered above)');
    await hub.post('catriona', check, { ...told, q2: '2', 's1-fields': ['name'], 's2-fields': ['name'] });
    const { referral, commits } = await referralOf(hub, id);
    const answered = referral.onward.map(({ id: onward }) => serviceAnswersIn(commits, onward).find(({ question }) => question === diet.text)?.text);
    expect(answered).toEqual(['Vegetarian', 'Vegetarian']);
  });
  test('takes hostile answers as text, and shows them so', async () => {
    const { hub, at, id } = await hungry();
    await hub.post('catriona', await choose(hub, at, 'drumgarth.parcels'), { ...told, q1: hostile, 's1-fields': ['name'] });
    const [onward] = (await referralOf(hub, id)).referral.onward;
    const page = await hub.get('catriona', `${at}/onward/${onward?.id}`);
    expect(page.text).toContain(harmless);
    expect(page.text).not.toContain('<script>');
  });
  test('warns of three asked for one need, and of many sent to one service in a week', async () => {
    const { hub, at } = await hungry();
    await hub.post('catriona', await choose(hub, at, 'drumgarth.parcels', 'drumgarth.cooking'), { ...told, 's1-fields': ['name'], 's2-fields': ['name'] });
    expect((await hub.get('catriona', await choose(hub, at, 'kelvinbank.advice'))).text).toContain('2 services are asked for this need already.');
    for (let n = 0; n < 9; n += 1) {
      const other = await takenOn(hub, named(`Other${n}`), code('food-fuel'));
      await hub.post('catriona', await choose(hub, other.at, 'drumgarth.cooking'), { urgency: 'routine', 's1-fields': ['name'] });
    }
    const last = await takenOn(hub, named('Last'), code('food-fuel'));
    const page = await hub.get('catriona', await choose(hub, last.at, 'drumgarth.cooking'));
    expect(page.text).toContain('This service was sent 10 referrals in the last seven days.');
  });
  test('tells how a service usually answers once five have been answered', async () => {
    const { hub, at } = await hungry();
    for (let n = 0; n < 5; n += 1) {
      const other = await takenOn(hub, named(`Before${n}`), code('food-fuel'));
      await hub.post('catriona', await choose(hub, other.at, 'drumgarth.cooking'), { urgency: 'routine', 's1-fields': ['name'] });
      const [onward] = (await referralOf(hub, other.id)).referral.onward;
      await hub.answer(onward?.id ?? '', n === 0 ? { answer: 'decline', reason: { code: 'no-capacity', text: 'Full' } } : { answer: 'accept' });
      if (n === 3) expect((await hub.get('catriona', `${at}/find`)).text).not.toContain('Usually answers');
      hub.pass(11 * 60_000);
    }
    const usually = 'Usually answers within 1 working day; 8 of 10 accepted';
    expect((await hub.get('catriona', `${at}/find`)).text).toContain(usually);
    expect((await hub.get('catriona', await choose(hub, at, 'drumgarth.cooking'))).text).toContain(usually);
  });
  test('asks for consent where there is none, and records it with the request', async () => {
    const { hub, at, id } = await hungry({ ...code('food-fuel'), ...withoutConsent });
    const check = await choose(hub, at, 'drumgarth.cooking');
    expect((await hub.get('catriona', check)).text).toContain('May I tell Drumgarth Food Pantry');
    const refused = await hub.post('catriona', check, { urgency: 'routine', 's1-fields': ['name'] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="s1-agreed-fault"');
    await hub.post('catriona', check, { urgency: 'routine', 's1-fields': ['name'], 's1-agreed': 'yes' });
    const { referral } = await referralOf(hub, id);
    expect(referral.onward).toHaveLength(1);
    expect(referral.consents).toMatchObject([{ gives: true, permissions: ['refer', 'share'], with: ['drumgarth'] }]);
  });
  test('warns, and stops nobody: no agreement, too young', async () => {
    const { hub, at, id } = await hungry();
    const check = await choose(hub, at, 'kelvinbank.advice');
    const page = await hub.get('catriona', check);
    expect(page.text).toContain('No sharing agreement is recorded');
    expect(page.text).toContain('It is for people from 60.');
    const { location } = await hub.post('catriona', check, { urgency: 'urgent', 'q1-day': '3', 'q1-month': '12', 'q1-year': '2026' });
    expect(location).toContain('did=referred-on');
    const { referral, commits } = await referralOf(hub, id);
    expect(serviceAnswersIn(commits, referral.onward[0]?.id ?? '')).toEqual([{ question: 'Which date matters?', text: '3 December 2026' }]);
    expect(referral.onward[0]).toMatchObject({ urgency: 'urgent' });
  });
  test('wanted today: says whether they are open and whom to ring, before and after', async () => {
    const { hub, at } = await hungry({ occurrenceDateTime: '2026-11-23' });
    const check = await choose(hub, at, 'drumgarth.parcels');
    const page = await hub.get('catriona', check);
    expect(page.text).toContain('they are closed now; they open tomorrow 12:00');
    expect(page.text).toContain('Phone them: 0141 496 0200');
    await hub.post('catriona', check, { ...told, 's1-fields': ['name'], 'needed-day': '23', 'needed-month': '11', 'needed-year': '2026' });
    expect((await hub.get('catriona', at)).text).toContain('Wanted today: phone them now.');
  });
  test('what is urgent today is wanted by today, and every deadline is brought forward', async () => {
    const { hub, at, id } = await hungry();
    await hub.post('catriona', await choose(hub, at, 'drumgarth.cooking'), { urgency: 'stat', 's1-fields': ['name'] });
    expect((await referralOf(hub, id)).referral.onward).toMatchObject([{ urgency: 'stat', neededBy: '2026-11-23', answerBy: '2026-11-23' }]);
  });
  test('the same choice is nobody else’s', async () => {
    const { hub, at } = await hungry();
    const check = await choose(hub, at, 'drumgarth.parcels');
    for (const who of ['jamal', 'moira', 'nadia', 'elspeth'] as const) expect(await hub.get(who, check), who).toMatchObject({ status: 404 });
    expect(await hub.get('catriona', `${check}x`)).toMatchObject({ status: 404 });
  });
});

/** Sent to the pantry for food. */
const sentOn = async () => {
  const one = await hungry();
  await one.hub.post('catriona', await choose(one.hub, one.at, 'drumgarth.parcels'), { ...told, 's1-fields': ['name', 'safe-contact'] });
  const [onward] = (await referralOf(one.hub, one.id)).referral.onward;
  return { ...one, onward: onward?.id ?? '' };
};
describe('what came of it', () => {
  test('a question is answered where it is read, and both stand in the thread', async () => {
    const { hub, at, onward } = await sentOn();
    await hub.answer(onward, { answer: 'question', text: `Which days? ${hostile}` });
    const page = await hub.get('catriona', at);
    expect(page.text).toContain('They have asked something');
    expect(page.text).toContain(harmless);
    const field = `reply-${onward.slice(-8)}`;
    expect((await hub.post('catriona', `${at}/onward/${onward}`, { do: 'reply' })).text).toContain(`id="${field}-fault"`);
    const done = await hub.post('catriona', `${at}/onward/${onward}`, { do: 'reply', [field]: `Any day. ${hostile}` });
    expect(done.location).toBe(`${at}?did=replied`);
    const thread = await hub.get('catriona', `${at}/onward/${onward}`);
    expect(thread.text).toContain(`Which days? ${harmless}`);
    expect(thread.text).toContain(`Any day. ${harmless}`);
    expect(thread.text).not.toContain('<script>');
  });
  test('yes on the waiting list, their own number, who came and what it brought', async () => {
    const { hub, at, onward } = await sentOn();
    await hub.answer(onward, { answer: 'accept', waitingWeeks: 2, worker: 'Tam', reference: 'DP-7' });
    const page = await hub.get('catriona', at);
    for (const words of ['Accepted', 'On the waiting list, about 2 weeks', 'With Tam', 'Their number: DP-7']) expect(page.text).toContain(words);
    await hub.answer(onward, { answer: 'attended' });
    expect((await hub.get('catriona', at)).text).toContain('They came');
    await hub.answer(onward, { answer: 'complete', activity: 'Parcel given', amounts: { yearly: 4180, debt: 300 } });
    const done = await hub.get('catriona', at);
    for (const words of ['Parcel given', '£4,180 a year', '£300 of debt dealt with']) expect(done.text).toContain(words);
  });
  test('after a no the next best stand there at once, without who said no', async () => {
    const { hub, at, onward } = await sentOn();
    await hub.answer(onward, { answer: 'decline', reason: { code: 'no-capacity', text: 'Nothing left' }, fullUntil: '2026-12-04' });
    const page = await hub.get('catriona', at);
    expect(page.text).toContain('Declined');
    expect(page.text).toContain('Full until Friday 4 December');
    expect(page.text).toContain('Refer on to Cooking together');
    expect(page.text).not.toContain('Refer on to Food parcels');
    const more = await hub.get('catriona', `${at}/find?after=${onward}`);
    expect(more.text).toContain('Matches (1)');
    expect(more.text).not.toContain('place/drumgarth.parcels');
    expect((await capacityOf(hub.access, 'drumgarth', ['parcels'])).get('parcels')).toMatchObject({ fullUntil: '2026-12-04' });
  });
  test('it is cancelled with a reason', async () => {
    const { hub, at, onward } = await sentOn();
    expect((await hub.post('catriona', `${at}/onward/${onward}`, { do: 'cancel' })).text).toContain('id="reason-fault"');
    expect(await hub.post('catriona', `${at}/onward/${onward}`, { do: 'cancel', reason: 'person-declined' })).toMatchObject({
      location: `${at}?did=cancelled`,
    });
    expect((await hub.get('catriona', at)).text).toContain('The person does not want it');
  });
  test('who was not reached is rung: the number stands there', async () => {
    const { hub, at, id, onward } = await sentOn();
    const { carryOut } = await import('#referral/carry-out');
    await carryOut(hub.ports.carryOut, id, { type: 'report-not-delivered', onward: onward as never, by: { kind: 'delivery' }, at: hub.now() as Instant });
    const page = await hub.get('catriona', at);
    expect(page.text).toContain('Not delivered: phone them');
    expect(page.text).toContain('Phone them: 0141 496 0200');
    expect((await hub.get('catriona', '/app/work')).text).toContain('Drumgarth Food Pantry was not reached: phone them: 0141 496 0200');
  });
  test('the list tells who was told from who was not yet', async () => {
    const { hub, id } = await sentOn();
    expect((await hub.get('catriona', '/app/work')).text).toContain('Drumgarth Food Pantry is not told yet: answer by');
    const { work } = hub.ports.subscriptions;
    await work.write([{ put: { pk: 'ENDPOINT#drumgarth', sk: `L#${id}`, done: 3 } }]);
    expect((await hub.get('catriona', '/app/work')).text).toContain('Drumgarth Food Pantry was told: answer by');
  });
  test('nobody of another practice answers or cancels', async () => {
    const { hub, at, id, onward } = await sentOn();
    for (const who of ['jamal', 'nadia', 'elspeth'] as const)
      expect(await hub.post(who, `${at}/onward/${onward}`, { do: 'cancel', reason: 'duplicate' }), who).toMatchObject({ status: 404 });
    expect((await referralOf(hub, id)).referral.onward[0]).toMatchObject({ status: 'requested' });
  });
});

test('of somebody whose name is hidden nothing is looked for until it was asked for', async () => {
  const hub = await furnished();
  const { id, at } = await takenOn(hub, named('Hidden'), code('food-fuel'));
  await knowing(hub, id, { sensitive: true });
  const page = await hub.get('catriona', `${at}/find`);
  expect(page.text).toContain('Show the name first');
  expect(page.text).not.toContain('Hidden');
  expect(page.text).not.toContain('Food parcels');
  expect((await hub.post('catriona', `${at}/refer`, { service: 'drumgarth.parcels' })).status).toBe(200);
});
test('hostile text in the search and in a directory is shown harmlessly', async () => {
  const { hub, at } = await hungry();
  await storeAliss(hub.access, hub.now(), {
    id: '2b',
    name: hostile,
    organisation: hostile,
    about: hostile,
    categories: ['foodbank'],
    serves: [area],
    web: 'javascript:alert(1)',
  });
  const { location } = await hub.post('catriona', `${at}/find`, { text: '😀', need: 'food-fuel' });
  const page = await hub.get('catriona', location);
  expect(page.text).toContain(harmless);
  expect(page.text).not.toContain('<script>');
  const place = await hub.get('catriona', `${at}/place/aliss.2b`);
  expect(place.text).toContain(harmless);
  expect(place.text).not.toContain('href="javascript');
});
