import { expect, test } from 'vitest';
import { onwardRequest, referredOn } from '#test/fhir-steps';
import { goal, hostile, takenOn } from '#test/matters';

const planned = {
  kind: 'visit',
  'day-day': '1',
  'day-month': '12',
  'day-year': '2026',
  time: '14:00',
  mode: 'community',
  place: 'Library, Main Street',
  what: 'Bring the letter',
};
const agreed = async () => {
  const one = await takenOn();
  await one.write('/goal', goal);
  await one.hub.post('catriona', `${one.at}/step`, { ...planned, interpreter: 'yes' });
  await referredOn(one.hub, one.id);
  return { ...one, sheet: `${one.at}/sheet` };
};
/** What is printed, without what stands on the screen alone. */
const printed = (text: string) => text.slice(text.indexOf('class="hub_sheet'));

test('the sheet says in plain words who helps, what the person wants, what comes next, who was asked, how to say no, and what is kept', async () => {
  const { hub, sheet } = await agreed();
  const page = await hub.get('catriona', sheet);
  expect(page.status).toBe(200);
  const text = printed(page.text);
  const first = [
    'Person Invented, Monday 23 November',
    'My links practitioner is Catriona Weir.',
    'through Birchtree Practice',
    goal.words,
    goal.step,
    'Tuesday 1 December',
  ];
  const next = [
    'My links practitioner and I meet.',
    'Tuesday 1 December at 14:00',
    'Library, Main Street',
    'Bring the letter',
    'An interpreter will be there.',
  ];
  const rest = [
    'Drumgarth Food Pantry',
    'They have not answered yet.',
    'I can say no to any of this',
    '0800 917 2127',
    '0800 377 7330',
    'What is kept about me',
  ];
  for (const said of [...first, ...next, ...rest]) expect(text).toContain(said);
  expect(page.text).not.toContain('hub_navigation');
});
test('it is there in Gaelic, days and all, and says in which language each part is', async () => {
  const { hub, sheet } = await agreed();
  const page = await hub.get('catriona', `${sheet}?language=gd`);
  const text = printed(page.text);
  for (const said of [
    '’S e Catriona Weir an neach-ceangail agam.',
    'DiMàirt 1 dhen Dùbhlachd aig 14:00',
    'Na tha mi ag iarraidh',
    'Faodaidh mi diùltadh',
    goal.words,
  ])
    expect(text).toContain(said);
  expect(page.text).toMatch(/<h1[^>]* lang="gd">Na dh’aontaich sinn<\/h1>/);
  expect(page.text).toContain('<html lang="en">');
  for (const english of ['My links', 'What I want', 'Tuesday', 'December', 'I can say no']) expect(text).not.toContain(english);
});
test('it is there in large print', async () => {
  const { hub, sheet } = await agreed();
  expect((await hub.get('catriona', `${sheet}?format=large`)).text).toContain('hub_sheet--large');
  expect((await hub.get('catriona', sheet)).text).not.toContain('hub_sheet--large');
});
test('how the person wants it is noted, shown that way from then on, and keeps what else is known of them', async () => {
  const { hub, sheet, write, people } = await agreed();
  await write('/about', { language: 'Gaelic', seen: '0' });
  const done = await hub.post('catriona', sheet, { as: 'large-print', in: 'gd' });
  expect(done).toMatchObject({ status: 303, location: `${sheet}?language=gd&format=large&did=noted` });
  const page = await hub.get('catriona', sheet);
  for (const text of ['hub_sheet--large', 'Na dh’aontaich sinn', 'value="large-print" checked', 'value="gd" checked']) expect(page.text).toContain(text);
  expect((await hub.get('catriona', `${sheet}?language=en&format=usual`)).text).toContain('What we agreed');
  const matters = await hub.get('catriona', people);
  for (const text of ['Gaelic', 'changed: form of the sheet']) expect(matters.text).toContain(text);
  const wrong = await hub.post('catriona', sheet, { as: 'by-pigeon', in: 'gd' });
  expect([wrong.status, wrong.text.includes('id="as-fault"')]).toEqual([422, true]);
});
test('where the need is sensitive no organisation, goal, place or word of the next step is printed, until the person wants their goals on it; then still no organisation', async () => {
  const { hub, at, sheet } = await agreed();
  await hub.post('catriona', `${at}/needs`, { needs: ['domestic-abuse', 'housing'], primary: 'housing' });
  expect(await hub.get('catriona', sheet)).toMatchObject({ status: 303, location: at });
  await hub.post('catriona', `${at}/show-name`);
  for (const language of ['en', 'gd']) {
    const text = printed((await hub.get('catriona', `${sheet}?language=${language}`)).text);
    for (const hidden of ['Drumgarth', goal.words, 'Library', 'Bring the letter']) expect(text).not.toContain(hidden);
  }
  const page = await hub.get('catriona', sheet);
  for (const text of ['We asked for other help too, as we talked about.', 'Somebody else at home may read this', 'goals=yes'])
    expect(page.text).toContain(text);
  const whole = printed((await hub.get('catriona', `${sheet}?goals=yes`)).text);
  expect([whole.includes(goal.words), whole.includes('Library'), whole.includes('Drumgarth')]).toEqual([true, true, false]);
});
test('one sensitive service of several makes it all neutral, by its need or because the directory marks it', async () => {
  for (const how of ['need', 'mark']) {
    const { hub, id, at, sheet } = await agreed();
    const need = { coding: [{ system: 'https://linkshub.scot/fhir/CodeSystem/links-hub', code: 'gambling', display: 'Gambling' }] };
    const advice = { id: 'advice', name: 'Advice', fields: [], sensitive: how === 'mark' };
    await hub.onboard({ organisations: [{ id: 'kelvinbank', name: 'Kelvinbank Welfare Rights', area: 'S12000049', services: [advice] }] });
    const change = how === 'need' ? { code: need } : {};
    const sent = await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onwardRequest(id, 'Organization/kelvinbank', change) });
    expect(sent.status).toBe(201);
    await hub.post('catriona', `${at}/show-name`);
    const text = printed((await hub.get('catriona', sheet)).text);
    expect([how, text.includes('Drumgarth'), text.includes('Kelvinbank'), text.includes('other help too')]).toEqual([how, false, false, true]);
  }
});
test('it warns where no letters may be sent, and leaves a line where the hub does not know the practice’s telephone', async () => {
  const { hub, sheet, write } = await agreed();
  await write('/about', { no: 'letter', seen: '0' });
  const page = await hub.get('catriona', sheet);
  for (const text of ['no letters are sent', 'write it in by hand', 'hub_blank']) expect(page.text).toContain(text);
  await hub.onboard({ practices: [{ id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049', phone: '0141 496 0100' }] });
  expect(printed((await hub.get('catriona', sheet)).text)).toContain('Telephone of the practice: 0141 496 0100');
});
test('what is past is not next, what ended is no goal any more, and an empty sheet says what to do', async () => {
  const { hub, sheet, goalIds, write } = await agreed();
  const [id = ''] = await goalIds();
  await write(`/goals/${id}`, { progress: 'done', seen: '1' });
  hub.pass(20 * 86_400_000);
  const text = printed((await hub.get('catriona', sheet)).text);
  for (const said of ['We have not written down a goal yet.', 'Nothing is planned just now.']) expect(text).toContain(said);
});
test('hostile text is text on it, and who is no party finds nothing', async () => {
  const { hub, sheet, at } = await agreed();
  await hub.post('catriona', `${at}/step`, { ...planned, what: hostile, place: hostile });
  const page = await hub.get('catriona', sheet);
  expect(page.text).not.toContain('<script');
  for (const who of ['jamal', 'nadia', 'lorna', 'elspeth'] as const) {
    expect((await hub.get(who, sheet)).status).toBe(404);
    expect((await hub.post(who, sheet, { as: 'print', in: 'en' })).status).toBe(404);
  }
});
