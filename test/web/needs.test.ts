import { expect, test } from 'vitest';
import { hubSystem } from '#referral/needs';
import { takenOn } from '#test/matters';

test('needs are ticked of the list, one matters most, and they show on the referral, in its history and on the list', async () => {
  const { hub, at } = await takenOn();
  expect((await hub.get('catriona', `${at}/needs`)).status).toBe(200);
  const done = await hub.post('catriona', `${at}/needs`, { needs: ['debt', 'food-fuel'], primary: 'food-fuel' });
  expect(done).toMatchObject({ status: 303, location: `${at}?did=saved` });
  const page = await hub.get('catriona', at);
  for (const text of ['Food or fuel (matters most)', '<li>Debt</li>', 'Needs recorded: Food or fuel, Debt']) expect(page.text).toContain(text);
  expect((await hub.get('catriona', '/app/work')).text).toContain('Food or fuel');
  const again = await hub.get('catriona', `${at}/needs`);
  for (const text of ['value="debt" checked', '<option value="food-fuel" selected>']) expect(again.text).toContain(text);
});
test('a sensitive need hides the name in the list', async () => {
  const { hub, at } = await takenOn();
  expect((await hub.get('catriona', '/app/work')).text).toContain('Invented, Person');
  await hub.post('catriona', `${at}/needs`, { needs: ['money', 'gambling'], primary: 'money' });
  const list = await hub.get('catriona', '/app/work');
  expect(list.text).not.toContain('Invented, Person');
  expect(list.text).toContain('Name hidden (sensitive)');
});
test('one need alone matters most without a word; none, or one that was not ticked, is said at its field', async () => {
  const { hub, at } = await takenOn();
  expect((await hub.post('catriona', `${at}/needs`, { needs: 'digital' })).status).toBe(303);
  expect((await hub.post('catriona', `${at}/needs`, {})).text).toContain('id="needs-fault"');
  const wrong = await hub.post('catriona', `${at}/needs`, { needs: ['debt', 'legal'], primary: 'housing' });
  expect([wrong.status, wrong.text.includes('id="primary-fault"')]).toEqual([422, true]);
  const unknown = await hub.post('catriona', `${at}/needs`, { needs: 'everything', primary: 'everything' });
  expect(unknown.status).toBe(422);
});
test('the same needs again are no new act, and a practice learns nothing of them', async () => {
  const { hub, at, id } = await takenOn();
  const before = await hub.call('GET', `/Task/${id}`);
  for (const _ of [1, 2]) await hub.post('catriona', `${at}/needs`, { needs: ['debt'], primary: 'debt' });
  expect((await hub.get('catriona', at)).text.match(/Needs recorded/g)).toHaveLength(1);
  expect((await hub.call('GET', `/Task/${id}`)).body.meta.versionId).toBe(before.body.meta.versionId);
});
test('they are recorded while help is under way alone, by the practitioners of the practice alone', async () => {
  const { hub, at } = await takenOn();
  for (const who of ['jamal', 'nadia', 'elspeth'] as const) {
    expect((await hub.get(who, `${at}/needs`)).status).toBe(404);
    expect((await hub.post(who, `${at}/needs`, { needs: 'debt' })).status).toBe(404);
  }
  await hub.post('catriona', `${at}/close`, { reason: 'unable-to-contact' });
  expect((await hub.get('catriona', `${at}/needs`)).text).toContain('needs are recorded while it is under way');
  expect((await hub.post('catriona', `${at}/needs`, { needs: 'debt' })).status).toBe(409);
});
test('a code that another system spells alike is none of the programme’s', async () => {
  const ask = async (system: string) => {
    const { hub, at } = await takenOn({ code: { coding: [{ system, code: 'debt', display: 'Debit of a ledger', userSelected: true }] } });
    const { text } = await hub.get('catriona', `${at}/needs`);
    return { ticked: text.includes('value="debt" checked'), asked: text.includes('Asked for: Debit of a ledger') };
  };
  expect([await ask('https://ledger.example/codes'), await ask(hubSystem)]).toEqual([
    { ticked: false, asked: true },
    { ticked: true, asked: false },
  ]);
});
