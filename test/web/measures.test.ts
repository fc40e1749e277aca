/** The pages of measures and of the story: entered, refused outside their range, compared with the baseline, struck out, and who reads them. */
import { describe, expect, test } from 'vitest';
import type { AreaId } from '#identity/types';
import { storyStore } from '#people/story-store';
import { merged } from '#test/fhir-people';
import { accepted, referral } from '#test/fhir-steps';
import { personOf } from '#test/record-steps';
import { harmless, hostile, personPages } from '#test/web-person';

type Pages = Awaited<ReturnType<typeof personPages>>;
const day = 86_400_000;
const ons4 = {
  do: 'record',
  instrument: 'ons4',
  'ons4-life-satisfaction': '6',
  'ons4-worthwhile': '5',
  'ons4-happiness': '7',
  'ons4-anxiety': '4',
};
const measured = ({ hub, page }: Pages, fields: object = {}) => hub.post('catriona', page('measures'), { ...ons4, ...fields });
const shown = async ({ hub, page }: Pages) => (await hub.get('catriona', page('measures'))).text;
const found = async ({ hub, reference }: Pages) =>
  (await hub.call('GET', `/Observation?patient=${reference}`, { as: 'practitioner' })).body.entry?.map(({ resource }: { resource: unknown }) => resource) ?? [];
const dayOf = (name: string, text: string) => {
  const [year, month, date] = text.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};
const all = { measures: ['eq-5d-5l', 'mycaw'] };

describe('ONS4', () => {
  test('is what a programme has that set nothing, with the four questions of the Office for National Statistics', async () => {
    const page = await shown(await personPages());
    for (const words of [
      'Overall, how satisfied are you with your life nowadays?',
      'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
      'Overall, how happy did you feel yesterday?',
      'On a scale where 0 is not at all anxious and 10 is completely anxious, overall, how anxious did you feel yesterday?',
      'Open Government Licence',
      'This is their baseline.',
    ])
      expect(page).toContain(words);
    expect(page).not.toContain('EQ-5D');
  });
  test('is kept as an Observation of the hub’s own codes, based on the referral', async () => {
    const one = await personPages();
    expect(await measured(one)).toMatchObject({ status: 303, location: `${one.at}/measures?referral=${one.id}&did=saved` });
    const code = (text: string) => ({ code: { coding: [{ system: 'https://linkshub.scot/fhir/CodeSystem/links-hub', code: text }] } });
    expect(await found(one)).toMatchObject([
      {
        status: 'final',
        ...code('ons4'),
        effectiveDateTime: '2026-11-23',
        basedOn: [{ reference: `ServiceRequest/${one.id}` }],
        performer: [{ reference: 'Practitioner/catriona-weir' }],
        component: [
          { ...code('ons4-life-satisfaction'), valueInteger: 6 },
          { ...code('ons4-worthwhile'), valueInteger: 5 },
          { ...code('ons4-happiness'), valueInteger: 7 },
          { ...code('ons4-anxiety'), valueInteger: 4 },
        ],
      },
    ]);
    const page = await shown(one);
    expect(page).toContain('Monday 23 November · Baseline');
    expect(page).toContain('Satisfied with life: 6');
    expect(page).toContain('Follow-up window opens Saturday 10 July 2027 and closes Friday 8 October 2027.');
  });
  test('nine months later is the follow-up, shown beside the baseline in plain numbers', async () => {
    const one = await personPages();
    await measured(one);
    one.hub.pass(274 * day);
    expect(await shown(one)).toContain('This is their follow-up, about nine months on.');
    await measured(one, { 'ons4-life-satisfaction': '8' });
    const page = await shown(one);
    expect(page).toContain('Follow-up</p>');
    expect(page).toContain('Satisfied with life: 6 → 8');
    expect(page).toContain('Worthwhile: 5 → 5');
    expect(page).not.toMatch(/improve|better|because|thanks to|impact/i);
  });
  test('may leave a question out', async () => {
    const one = await personPages();
    expect((await measured(one, { 'ons4-anxiety': '' })).status).toBe(303);
    expect((await found(one))[0].component).toHaveLength(3);
  });
  test('is kept once, however often it is sent', async () => {
    const one = await personPages();
    const [, once = ''] = /name="once" value="(\w{26})"/.exec(await shown(one)) ?? [];
    expect(once).not.toBe('');
    for (const _ of [1, 2]) expect((await measured(one, { once })).status).toBe(303);
    expect(await found(one)).toHaveLength(1);
  });
});

describe('what is wrong is told at its field, and nothing is kept', () => {
  test.each([
    [{ 'ons4-happiness': '11' }, 'ons4-happiness', 'Enter a whole number from 0 to 10'],
    [{ 'ons4-happiness': '-1' }, 'ons4-happiness', 'Enter a whole number from 0 to 10'],
    [{ 'ons4-happiness': '7.5' }, 'ons4-happiness', 'Enter a whole number from 0 to 10'],
    [{ 'ons4-happiness': hostile }, 'ons4-happiness', 'Enter a whole number from 0 to 10'],
    [
      { 'ons4-life-satisfaction': '', 'ons4-worthwhile': '', 'ons4-happiness': '', 'ons4-anxiety': '' },
      'ons4-life-satisfaction',
      'Enter at least one value, or say why it was not measured',
    ],
    [{ 'ons4-why': 'declined' }, 'ons4-why', 'Enter values, or say why there are none; not both'],
    [dayOf('ons4-on', '2026-11-24'), 'ons4-on', 'Enter a day that is today or earlier'],
    [dayOf('ons4-on', '2026-13-24'), 'ons4-on', 'Enter a day that exists'],
  ])('%j', async (fields, field, text) => {
    const one = await personPages();
    const page = await measured(one, fields);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(new RegExp(`<a href="#${field}">[^<]*${text}`));
    expect(page.text).toContain(`id="${field}-fault"`);
    if (text !== 'Enter at least one value, or say why it was not measured') expect(page.text).toContain('value="6"');
    expect(page.text).not.toContain('<script>');
    expect(await found(one)).toEqual([]);
  });
  test.each([
    ['eq-5d-5l', { 'eq-5d-5l-state': '21236' }, 'eq-5d-5l-state', 'Enter five digits from 1 to 5'],
    ['eq-5d-5l', { 'eq-5d-5l-state': '2123' }, 'eq-5d-5l-state', 'Enter five digits from 1 to 5'],
    ['eq-5d-5l', { 'eq-5d-5l-vas': '70' }, 'eq-5d-5l-state', 'Fill this in'],
    ['eq-5d-5l', { 'eq-5d-5l-state': '21232', 'eq-5d-5l-vas': '101' }, 'eq-5d-5l-vas', 'Enter a whole number from 0 to 100'],
    ['icecap-a', { 'icecap-a-state': '33345' }, 'icecap-a-state', 'Enter five digits from 1 to 4'],
    ['swemwbs', { 'swemwbs-raw': '6' }, 'swemwbs-raw', 'Enter a whole number from 7 to 35'],
    ['wsas', { 'wsas-score': '41' }, 'wsas-score', 'Enter a whole number from 0 to 40'],
    ['hads', { 'hads-anxiety': '22', 'hads-depression': '3' }, 'hads-anxiety', 'Enter a whole number from 0 to 21'],
    ['mycaw', { 'mycaw-concern-1': '7', 'mycaw-wellbeing': '3' }, 'mycaw-concern-1', 'Enter a whole number from 0 to 6'],
  ])('of %s: %j', async (instrument, fields, field, text) => {
    const one = await personPages({ area: { measures: [instrument] } });
    const page = await one.hub.post('catriona', one.page('measures'), { do: 'record', instrument, ...fields });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(new RegExp(`<a href="#${field}">[^<]*${text}`));
    expect(await found(one)).toEqual([]);
  });
});

describe('the other instruments', () => {
  test.each([
    ['eq-5d-5l', { 'eq-5d-5l-state': '2 1 2 3 2', 'eq-5d-5l-vas': '70' }, ['State: 21232', 'Scale: 70']],
    ['icecap-a', { 'icecap-a-state': '33243' }, ['State: 33243']],
    ['swemwbs', { 'swemwbs-raw': '22' }, ['Raw score: 22']],
    ['wsas', { 'wsas-score': '18' }, ['Score: 18']],
    ['hads', { 'hads-anxiety': '9', 'hads-depression': '3' }, ['Anxiety: 9', 'Depression: 3']],
    [
      'mycaw',
      { 'mycaw-concern-1': '5', 'mycaw-concern-1-words': 'The damp flat', 'mycaw-wellbeing': '3' },
      ['First concern (The damp flat): 5', 'Wellbeing: 3'],
    ],
  ])('%s takes its scores or its raw state', async (instrument, fields, lines) => {
    const one = await personPages({ area: { measures: [instrument] } });
    expect((await one.hub.post('catriona', one.page('measures'), { do: 'record', instrument, ...fields })).status).toBe(303);
    const page = await shown(one);
    for (const line of lines) expect(page).toContain(line);
  });
  test('two can be on, each with a form of its own; what was typed in one is not shown in the other', async () => {
    const one = await personPages({ area: all });
    const page = await one.hub.post('catriona', one.page('measures'), { do: 'record', instrument: 'mycaw', 'mycaw-concern-1': '7' });
    expect(page.text.match(/<form method="post" action="\/app\/work\/people/g)).toHaveLength(2);
    expect(page.text.match(/value="7"/g)).toHaveLength(1);
  });
  test('what a concern is about is asked once', async () => {
    const one = await personPages({ area: all });
    const fields = { do: 'record', instrument: 'mycaw', 'mycaw-concern-1': '5', 'mycaw-concern-1-words': hostile, 'mycaw-wellbeing': '3' };
    await one.hub.post('catriona', one.page('measures'), fields);
    const page = await shown(one);
    expect(page).toContain(`name="mycaw-concern-1-words" type="text" value="${harmless}"`);
    expect(page).not.toContain('<script>');
  });
  test('one that is off takes nothing, and what it had stays to be seen', async () => {
    const one = await personPages();
    await measured(one);
    await one.hub.onboard({ areas: [{ id: 'S12000049', name: 'Glasgow City', manager: 'elspeth-munro', measures: [] }] });
    expect((await measured(one)).status).toBe(409);
    const page = await shown(one);
    expect(page).toContain('Your programme has switched on no measures.');
    expect(page).toContain('Satisfied with life: 6');
    expect(page).not.toContain('Save Wellbeing');
  });
});

describe('the days', () => {
  test('of a measurement on another day decide what it is', async () => {
    const one = await personPages();
    await measured(one, dayOf('ons4-on', '2026-11-20'));
    expect(await shown(one)).toContain('Friday 20 November · In between');
  });
  test('of a baseline end 28 days after the first conversation', async () => {
    const one = await personPages();
    const contact = { outcome: 'answered', mode: 'telephone', 'two-way': 'yes', next: 'week' };
    expect((await one.hub.post('catriona', `/app/work/referrals/${one.id}/contact`, contact)).status).toBe(303);
    expect(await shown(one)).toContain('This is their baseline. It can be taken until Monday 21 December.');
    one.hub.pass(29 * day);
    expect(await shown(one)).toContain('The time for a baseline is over. Follow-up window opens');
  });
});

test.each([
  ['not-right-today', 'not right today', 'temp-unknown'],
  ['declined', 'they would rather not', 'asked-declined'],
  ['no-interpreter', 'no interpreter was there', 'not-performed'],
  ['lost-contact', 'we lost contact', 'unknown'],
])('that it was not measured (%s) is kept with its reason and is no baseline', async (why, text, code) => {
  const one = await personPages();
  const none = Object.fromEntries(Object.keys(ons4).flatMap((name) => (name.startsWith('ons4-') ? [[name, '']] : [])));
  expect((await measured(one, { ...none, 'ons4-why': why })).status).toBe(303);
  const page = await shown(one);
  expect(page).toContain(`Not measured: ${text}`);
  expect(page).toContain('This is their baseline.');
  expect(await found(one)).toMatchObject([{ dataAbsentReason: { coding: [{ code }, { code: why }] } }]);
});

describe('a measurement that was wrong', () => {
  const recordIn = (page: string) => /name="record" value="([\w-]+)"/.exec(page)?.[1];
  test('is undone within ten minutes, and the next is the baseline', async () => {
    const one = await personPages();
    await measured(one);
    const done = await one.hub.post('catriona', one.page('measures'), { do: 'strike', record: recordIn(await shown(one)) });
    expect(done).toMatchObject({ status: 303, location: `${one.at}/measures?referral=${one.id}&did=undone` });
    expect((await found(one))[0].status).toBe('entered-in-error');
    await measured(one, { 'ons4-life-satisfaction': '2' });
    expect(await shown(one)).toContain('Satisfied with life: 2');
  });
  test('is struck out later, with a reason alone, and stays readable', async () => {
    const one = await personPages();
    await measured(one);
    one.hub.pass(11 * 60_000);
    const record = recordIn(await shown(one)) ?? '';
    const silent = await one.hub.post('catriona', one.page('measures'), { do: 'strike', record });
    expect(silent.text).toMatch(new RegExp(`<a href="#reason-${record}">[^<]* Fill this in</a>`));
    expect((await one.hub.post('catriona', one.page('measures'), { do: 'strike', record, [`reason-${record}`]: hostile })).status).toBe(303);
    const page = await shown(one);
    expect(page).toContain(`Struck out: ${harmless}`);
    expect(page).toContain('Satisfied with life: 6');
    expect((await one.hub.post('catriona', one.page('measures'), { do: 'strike', record, [`reason-${record}`]: 'again' })).status).toBe(409);
  });
  test('is none of another person', async () => {
    const one = await personPages();
    expect((await one.hub.post('catriona', one.page('measures'), { do: 'strike', record: `${one.id}-00000000` })).status).toBe(409);
  });
});

test('nothing waits for a measure: a referral is closed without one', async () => {
  const one = await personPages();
  expect(await shown(one)).toContain('Nothing waits for it');
  const close = await one.hub.get('catriona', `/app/work/referrals/${one.id}/close`);
  expect(close.status).toBe(200);
  expect(close.text).not.toContain('ons4');
});

describe('the story', () => {
  const told = { story: 'I was alone.\nNow I walk on Tuesdays.', quoting: 'unnamed', seen: '0' };
  const story = async ({ hub, page }: Pages) => (await hub.get('catriona', page('story'))).text;
  test('is kept in their own words with whether it may be quoted, every version', async () => {
    const one = await personPages();
    expect(await one.hub.post('catriona', one.page('story'), told)).toMatchObject({ status: 303, location: `${one.at}/story?referral=${one.id}&did=story` });
    const page = await story(one);
    expect(page).toContain('I was alone.\nNow I walk on Tuesdays.');
    expect(page).toContain('value="unnamed" checked');
    expect(page).toContain('Last changed by Catriona Weir, today, 09:30.');
    const toTell = async () => (await storyStore(one.hub.ports.referrals).toTell('S12000049' as AreaId, 10)).map(({ text }) => text);
    expect(await toTell()).toEqual([told.story]);
    expect((await one.hub.post('catriona', one.page('story'), { ...told, story: '', seen: '1' })).status).toBe(303);
    expect(await toTell()).toEqual([]);
    const kept = one.hub.table.all().filter(({ sk }) => sk === 'Y' || sk.startsWith('V#Story#'));
    expect(kept.map(({ data }) => JSON.parse(String(data))).map(({ text, quoting, versionId }) => [text.length, quoting, versionId])).toEqual(
      expect.arrayContaining([
        [0, 'no', 2],
        [told.story.length, 'unnamed', 1],
      ]),
    );
  });
  test('is not overwritten by who has not seen the newest', async () => {
    const one = await personPages();
    await one.hub.post('catriona', one.page('story'), told);
    const late = await one.hub.post('moira', one.page('story'), { ...told, story: 'Other words' });
    expect(late.status).toBe(409);
    expect(await story(one)).not.toContain('Other words');
  });
  test('is shown harmlessly, and faults stand at their fields', async () => {
    const one = await personPages();
    const wrong = await one.hub.post('catriona', one.page('story'), { ...told, story: hostile, quoting: '' });
    expect([wrong.status, wrong.text.includes('<a href="#quoting">May it be quoted? Choose one</a>'), wrong.text.includes(harmless)]).toEqual([
      422,
      true,
      true,
    ]);
    const long = await one.hub.post('catriona', one.page('story'), { ...told, story: 'x'.repeat(4001) });
    expect(long.text).toContain('<a href="#story">In their own words: Use at most 4000 characters</a>');
    await one.hub.post('catriona', one.page('story'), { ...told, story: hostile });
    expect(await story(one)).toContain(harmless);
    expect(JSON.stringify(one.hub.logged)).not.toContain('alert');
  });
});

test.each(['measures', 'story'])('who may not know the person finds no page of %s', async (name) => {
  const one = await personPages();
  for (const who of ['jamal', 'nadia', 'lorna', 'elspeth', 'elsewhere'] as const) {
    expect(await one.hub.get(who, one.page(name))).toMatchObject({ status: 404 });
    expect(await one.hub.post(who, one.page(name), { ...ons4, story: 'x', quoting: 'no', seen: '0' })).toMatchObject({ status: 404 });
  }
  expect((await one.hub.get('moira', `${one.at}/${name}`)).status).toBe(200);
  expect(await found(one)).toEqual([]);
});

test('of somebody who was two records, both lead to one page with what was recorded of each', async () => {
  const one = await personPages();
  const [patient] = referral().contained as [object];
  const other = await personOf(
    one.hub,
    await accepted(one.hub, { contained: [{ ...patient, identifier: undefined, birthDate: '2001-01-02' }], supportingInfo: undefined }),
  );
  const theirs = `/app/work/people/${other.slice('Patient/'.length)}`;
  await one.hub.post('catriona', `${theirs}/measures`, ons4);
  await one.hub.post('catriona', `${theirs}/story`, { story: 'Told before.', quoting: 'named', seen: '0' });
  await one.hub.post('catriona', `${theirs}/consent`, { do: 'record', refer: 'no', share: 'not-asked', how: 'written' });
  expect((await merged(one.hub, other.slice('Patient/'.length), one.reference.slice('Patient/'.length))).status).toBe(200);
  for (const at of [one.at, theirs]) {
    expect((await one.hub.get('catriona', `${at}/measures`)).text).toContain('Satisfied with life: 6');
    expect((await one.hub.get('catriona', `${at}/story`)).text).toContain('Told before.');
    expect((await one.hub.get('catriona', `${at}/consent`)).text).toContain('No: to be referred on (all services)');
  }
});
