import { beforeEach, expect, test } from 'vitest';
import { keepVisits } from '#referral/visits-store';
import { type WebHub, webHub } from '#test/web-hub';
import { knowing, named, referralOf, takenOn } from '#test/web-people';

const minute = 60_000;
/** From half past nine, when the hub of the tests begins. */
const visit = {
  kind: 'visit',
  mode: 'home',
  'day-day': '23',
  'day-month': '11',
  'day-year': '2026',
  time: '10:00',
  knows: 'Lorna at the desk',
  'back-by': '11:00',
};

let hub: WebHub;
beforeEach(async () => {
  hub = await webHub();
});
const out = async (request: Record<string, unknown> = {}) => {
  const one = await takenOn(hub, named('Visitedson'), request);
  const done = await hub.post('catriona', `${one.at}/step`, visit);
  expect(done.status).toBe(303);
  return one;
};
const sweep = () => keepVisits({ carryOut: hub.ports.carryOut, referrals: hub.table, clock: { now: hub.now }, tell: async () => undefined });

test('she herself sees it as soon as the time is over, her colleague and the manager a quarter of an hour later', async () => {
  await out();
  hub.pass(91 * minute);
  expect((await hub.get('catriona', '/app/work')).text).toContain('You have not said that you are out safe');
  expect((await hub.get('moira', '/app/work')).text).not.toContain('Catriona Weir was to be back');
  hub.pass(15 * minute);
  const { text } = await hub.get('moira', '/app/work');
  expect(text).toContain('Catriona Weir was to be back by today 11:00. Lorna at the desk knows where.');
  expect(text).toContain('does not replace a lone-worker device');
  expect((await hub.get('catriona', '/app/work')).text).not.toContain('A colleague is not known to be out safe');
  const manager = await hub.get('elspeth', '/app/manage/visits');
  for (const said of ['Catriona Weir', 'Birchtree Practice', 'today 11:00', 'Lorna at the desk', 'does not replace a lone-worker device'])
    expect(manager.text).toContain(said);
  expect(manager.text).not.toMatch(/Visitedson|referrals\//);
});
test('it stays when the clock has told of it, until somebody says that she is out', async () => {
  const { id, at } = await out();
  hub.pass(106 * minute);
  expect(await sweep()).toMatchObject({ done: 1, failed: [] });
  expect((await hub.get('elspeth', '/app/manage/visits')).text).toContain('Catriona Weir');
  expect((await hub.get('catriona', at)).text).toContain('Not out safe in time');
  expect(await hub.post('moira', `${at}/safe`)).toMatchObject({ status: 303 });
  expect((await referralOf(hub, id)).referral.casework?.next?.alone?.safeAt).toBe(hub.now());
  expect((await hub.get('elspeth', '/app/manage/visits')).text).toContain('Everybody who went on a visit alone is out');
  expect((await hub.get('moira', '/app/work')).text).not.toContain('was to be back');
});
test('a colleague who may not see the referral is told of her, and of nothing else', async () => {
  const { id } = await out({ meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } });
  expect((await referralOf(hub, id)).referral.restricted).toBe(true);
  hub.pass(106 * minute);
  const { text } = await hub.get('moira', '/app/work');
  expect(text).toContain('Catriona Weir was to be back by today 11:00.');
  expect(text).not.toContain(id);
  expect(text).not.toContain('Visitedson');
});
test('a visit from which she would be back before it begins is a fault at its field', async () => {
  const { at } = await takenOn(hub, named('Visitedson'));
  const wrong = await hub.post('catriona', `${at}/step`, { ...visit, 'back-by': '09:59' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('id="back-by-fault"');
  expect(wrong.text).toContain('value="Lorna at the desk"');
});
test('it is nothing to those of other practices, to practice teams and to whom no area is given', async () => {
  await out();
  hub.pass(106 * minute);
  expect((await hub.get('jamal', '/app/work')).text).not.toContain('Catriona');
  for (const who of ['nadia', 'lorna', 'catriona', 'moira'] as const) expect([who, (await hub.get(who, '/app/manage/visits')).status]).toEqual([who, 404]);
});
test('today’s list, to print, tells of the interpreter and of what must be honoured', async () => {
  const { id, at } = await out();
  await hub.post('catriona', `${at}/step`, { ...visit, interpreter: 'yes' });
  await knowing(hub, id, {
    communication: { language: 'Somali', interpreterGender: 'woman' },
    safeContact: { no: ['voicemail', 'letter'], when: 'weekdays 10 to 12', codeWord: 'bluebell', note: 'Her husband opens the post.' },
  });
  const { text } = await hub.get('catriona', '/app/work/today');
  for (const said of [
    '10:00',
    'Visitedson',
    'Interpreter: Somali, a woman.',
    'Leave no voicemail. Send no letter. Only weekdays 10 to 12.',
    'Lorna at the desk knows. Back by 11:00.',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('husband');
});
