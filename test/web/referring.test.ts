/** Referring on, and what came of it, as a practitioner does it. Everybody is invented. */
import { describe, expect, test } from 'vitest';
import { capacityOf } from '#directory/capacity-store';
import type { Instant } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import { serviceAnswersIn } from '#referral/onward-told';
import { choose, code, diet, hungry, told, withoutConsent } from '#test/finding-hub';
import { named, referralOf, takenOn } from '#test/web-people';
import { harmless, hostile } from '#test/web-person';

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
    const close = await hub.get('catriona', `${at}/close`);
    expect(close.text, 'a referral with an open request is not closed, and leads to it').toContain(`href="${at}/onward/${referral.onward[0]?.id}"`);
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
    expect(page.text).toContain('Phone them: <a href="tel:01414960200">0141 496 0200</a>');
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
    await carryOut(hub.ports.carryOut, id, { type: 'report-not-delivered', onward: onward as never, by: { kind: 'delivery' }, at: hub.now() as Instant });
    const page = await hub.get('catriona', at);
    expect(page.text).toContain('Not delivered: phone them');
    expect(page.text).toContain('Phone them: <a href="tel:01414960200">0141 496 0200</a>');
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
