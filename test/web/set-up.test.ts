/** A programme manager sets up her areas: what is missing, practices, people, hours, list sizes, days off, agreements. */
import { beforeEach, describe, expect, test } from 'vitest';
import { directoryStore } from '#directory/directory-store';
import { userStore } from '#identity/user-store';
import type { User } from '#identity/users';
import { demoTable } from '#people/simd';
import { loadSimd } from '#people/simd-store';
import { type Named, type WebHub, webHub } from '#test/web-hub';

let hub: WebHub;
const edinburgh = 'S12000036';
const elspeth = { id: 'elspeth', name: 'Elspeth Munro', mail: 'elspeth@programme.example', manager: 'elspeth-munro' };
const nadia = { id: 'nadia', name: 'Dr Nadia Khan', mail: 'nadia@birchtree.example', practice: 'birchtree', staff: 'gp' };
const catriona = { id: 'catriona', name: 'Catriona Weir', mail: 'catriona@birchtree.example', practitioner: 'catriona-weir' };
const elsewhere = {
  areas: [{ id: edinburgh, name: 'City of Edinburgh', manager: 'fraser-ross' }],
  managers: [{ id: 'fraser-ross', name: 'Fraser Ross', areas: [edinburgh] }],
  practices: [{ id: 'rowanbank', name: 'Rowanbank Practice', area: edinburgh }],
  practitioners: [{ id: 'ailsa-reid', name: 'Ailsa Reid', practices: ['rowanbank'] }],
  organisations: [{ id: 'cairn', name: 'Cairn Carers', area: edinburgh, services: [] }],
  users: [
    { id: 'fraser', name: 'Fraser Ross', mail: 'fraser@programme.example', manager: 'fraser-ross' },
    { id: 'ailsa', name: 'Ailsa Reid', mail: 'ailsa@rowanbank.example', practitioner: 'ailsa-reid' },
  ],
};
beforeEach(async () => {
  hub = await webHub();
  await hub.onboard({ users: [elspeth, nadia, catriona] });
  await hub.onboard(elsewhere);
});

const directory = () => directoryStore(hub.access);
const users = () => userStore(hub.access, hub.ports.keys);
const practice = () => directory().practice('birchtree' as never);
const summary = (text: string) =>
  [...(/error-summary__list">([\s\S]*?)<\/ul>/.exec(text)?.[1] ?? '').matchAll(/href="#([\w-]+)">([^<]*)/g)].map(([, field, said]) => [field, said]);
const day = (name: string, iso: string) => {
  const [year = '', month = '', date = ''] = iso.split('-');
  return { [`${name}-day`]: String(Number(date)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year };
};
const audits = async () => {
  const { items } = await hub.access.query({ pk: 'AUDIT#2026-11' });
  return items;
};

const pagesOfHers = [
  '/app/manage',
  '/app/manage/practices',
  '/app/manage/practices/add',
  '/app/manage/practices/birchtree',
  '/app/manage/people',
  '/app/manage/people/add',
  '/app/manage/people/catriona',
  '/app/manage/holidays/S12000049',
  '/app/manage/settings/S12000049',
  '/app/manage/agreements',
  '/app/manage/agreements/drumgarth',
  '/app/manage/import',
];
describe('who may set up', () => {
  test('is a programme manager: nobody else finds any of the pages', async () => {
    let asked = 0;
    for (const path of pagesOfHers) {
      expect((await hub.get('elspeth', path)).status, path).toBe(200);
      for (const other of ['catriona', 'nadia', 'lorna'] as const satisfies Named[]) {
        asked += 2;
        expect((await hub.get(other, path)).status, path).toBe(404);
        expect((await hub.post(other, path)).status, path).toBe(404);
      }
    }
    console.log(`Asked ${asked} times as somebody else`);
    expect(asked).toBeGreaterThan(0);
  });
  test('is the manager of that area: hers show nothing of others, and others find nothing of hers', async () => {
    for (const path of ['/app/manage', '/app/manage/practices', '/app/manage/people', '/app/manage/agreements']) {
      const [hers, his] = [(await hub.get('elspeth', path)).text, (await hub.get('fraser', path)).text];
      for (const name of ['Rowanbank', 'Ailsa', 'Cairn', 'Fraser']) expect(hers, path).not.toContain(name);
      for (const name of ['Birchtree', 'Catriona', 'Drumgarth', 'Nadia']) expect(his, path).not.toContain(name);
    }
    const before = await practice();
    for (const path of [
      'practices/birchtree',
      'people/catriona',
      'people/nadia',
      'people/elspeth',
      'holidays/S12000049',
      'settings/S12000049',
      'agreements/drumgarth',
    ]) {
      expect((await hub.get('fraser', `/app/manage/${path}`)).status, path).toBe(404);
      expect((await hub.post('fraser', `/app/manage/${path}`, { name: 'Mine now', do: 'off' })).status, path).toBe(404);
    }
    expect(await practice()).toEqual(before);
    expect((await users().find('catriona' as never))?.disabled).toBeUndefined();
  });
});

describe('the overview', () => {
  test('says of each practice, person and organisation what is missing, and where to mend it', async () => {
    const { text } = await hub.get('elspeth', '/app/manage');
    expect(text).toContain('What the hub knows of Glasgow City.');
    expect(text).toMatch(/birchtree">Birchtree Practice<\/a>: no list size for the quarter from 1 October 2026; not said how it takes part/);
    expect(text).toMatch(/people\/catriona">Catriona Weir<\/a>: no working hours \(WTE\)</);
    expect(text).toMatch(/practitioner=jamal-rashid">Jamal Rashid<\/a>: no working hours \(WTE\); cannot sign in/);
    expect(text).toMatch(/agreements\/drumgarth">Drumgarth Food Pantry<\/a>: no agreement recorded/);
    expect(text).toContain('Only seven invented postcodes');
  });
  test('says what is missing no longer once it is there', async () => {
    await hub.post('elspeth', '/app/manage/practices/birchtree', { do: 'add-arm', arm: 'intervention', ...day('arm-from', '2026-04-01') });
    await hub.post('elspeth', '/app/manage/practices/birchtree', { do: 'add-size', quarter: '2026-10-01', patients: '5123' });
    await hub.post('elspeth', '/app/manage/people/catriona', { do: 'add-wte', wte: '0.8', ...day('wte-from', '2026-04-01') });
    const { text } = await hub.get('elspeth', '/app/manage');
    expect(text).not.toContain('practices/birchtree"');
    expect(text).not.toContain('people/catriona"');
    expect((await hub.get('elspeth', '/app/manage/practices')).text).toMatch(
      /Birchtree Practice<\/a><\/th><td>Intervention<\/td><td>5123 \(1 October 2026\)<\/td><td>Catriona Weir/,
    );
    expect((await hub.get('elspeth', '/app/manage/people')).text).toMatch(
      /Catriona Weir<\/a><\/th><td>Links practitioner<\/td><td>Birchtree Practice<\/td><td>0.8<\/td><td>can sign in/,
    );
  });
  test('says which table of deprivation the hub was given', async () => {
    await loadSimd(
      { ...demoTable, version: 'SIMD 2020v2, fifths of the population' },
      { edition: 'abc', postcodes: 7 },
      { table: hub.access, at: hub.now(), who: 'test', audit: 'one' },
    );
    expect((await hub.get('elspeth', '/app/manage')).text).toContain('SIMD 2020v2, fifths of the population. 7 postcodes, brought in on 23 November 2026.');
  });
});

describe('a practice', () => {
  test('is added, changed, and audited with who did it', async () => {
    const added = await hub.post('elspeth', '/app/manage/practices/add', {
      id: 'willow',
      name: 'Willow Practice',
      codes: '40001, 40002',
      mail: 'office@willow.example',
    });
    expect(added).toMatchObject({ status: 303, location: '/app/manage/practices/willow?did=added' });
    expect(await directory().practice('willow' as never)).toMatchObject({
      name: 'Willow Practice',
      area: 'S12000049',
      codes: ['40001', '40002'],
      mail: 'office@willow.example',
    });
    hub.pass(1_000);
    expect((await hub.post('elspeth', '/app/manage/practices/willow', { do: 'save', name: 'Willow Medical Practice' })).status).toBe(303);
    const changed = await directory().practice('willow' as never);
    expect(changed).toMatchObject({ name: 'Willow Medical Practice', version: { versionId: 2 } });
    expect([changed?.mail, changed?.codes]).toEqual([undefined, undefined]);
    expect((await audits()).filter(({ who }) => who === 'user:elspeth')).toMatchObject([
      { what: 'practice willow', change: 'added', file: 'page' },
      { what: 'practice willow', change: 'changed', fields: 'codes mail name' },
    ]);
  });
  test('is not added under an id that is taken, here, elsewhere, or by an organisation', async () => {
    for (const id of ['birchtree', 'rowanbank', 'drumgarth', 'cairn']) {
      const { status, text } = await hub.post('elspeth', '/app/manage/practices/add', { id, name: 'Another' });
      expect([status, summary(text)]).toEqual([422, [['id', expect.stringMatching(/taken/)]]]);
    }
    expect(await directory().practice('rowanbank' as never)).toMatchObject({ name: 'Rowanbank Practice' });
  });
  test('tells what is wrong at its field, and keeps what was typed', async () => {
    const { status, text } = await hub.post('elspeth', '/app/manage/practices/add', { id: 'no spaces', name: 'Willow', mail: 'nobody' });
    expect(status).toBe(422);
    expect(
      summary(text)
        .map(([field]) => field)
        .sort(),
    ).toEqual(['id', 'mail']);
    expect(text).toContain('value="nobody"');
    expect(summary((await hub.post('elspeth', '/app/manage/practices/add', {})).text).map(([field]) => field)).toEqual(['id', 'name']);
    expect(summary((await hub.post('elspeth', '/app/manage/practices/add', { id: 'a', name: 'b', area: edinburgh })).text)).toEqual([
      ['area', 'This is not in your areas'],
    ]);
  });
  test('takes part in the evaluation from a day on, until it takes part otherwise, and a wrong line is taken out', async () => {
    const at = '/app/manage/practices/birchtree';
    for (const [arm, from] of [
      ['not-in-study', '2025-01-01'],
      ['comparison', '2026-04-01'],
    ] as const)
      expect((await hub.post('elspeth', at, { do: 'add-arm', arm, ...day('arm-from', from) })).location).toBe(`${at}?did=saved`);
    expect((await practice())?.arms).toEqual([
      { from: '2025-01-01', arm: 'not-in-study' },
      { from: '2026-04-01', arm: 'comparison' },
    ]);
    expect((await hub.get('elspeth', at)).text).toContain('Comparison, from 1 April 2026');
    const twice = await hub.post('elspeth', at, { do: 'add-arm', arm: 'intervention', ...day('arm-from', '2026-04-01') });
    expect(summary(twice.text)).toEqual([['arm-from', 'This day has a part already: take that out first']]);
    expect(summary((await hub.post('elspeth', at, { do: 'add-arm', arm: 'control', ...day('arm-from', '2026-02-30') })).text).map(([field]) => field)).toEqual([
      'arm',
      'arm-from',
    ]);
    await hub.post('elspeth', at, { do: 'remove-arm', entry: '2026-04-01' });
    expect((await practice())?.arms).toEqual([{ from: '2025-01-01', arm: 'not-in-study' }]);
  });
  test('has a list size for each quarter, which can be put right', async () => {
    const at = '/app/manage/practices/birchtree';
    for (const patients of ['5123', '5124']) await hub.post('elspeth', at, { do: 'add-size', quarter: '2026-10-01', patients });
    expect((await practice())?.listSizes).toEqual([{ day: '2026-10-01', patients: 5124 }]);
    for (const patients of ['0', '-3', '5.5', 'many', '200001', ''])
      expect(summary((await hub.post('elspeth', at, { do: 'add-size', quarter: '2026-10-01', patients })).text).map(([field]) => field)).toEqual(['patients']);
    expect(summary((await hub.post('elspeth', at, { do: 'add-size', quarter: '2026-10-02', patients: '5' })).text).map(([field]) => field)).toEqual([
      'quarter',
    ]);
    await hub.post('elspeth', at, { do: 'remove-size', entry: '2026-10-01' });
    expect((await practice())?.listSizes).toEqual([]);
  });
  test('keeps all of this when an onboarding file that knows nothing of it is run again', async () => {
    await hub.post('elspeth', '/app/manage/practices/birchtree', { do: 'add-size', quarter: '2026-10-01', patients: '5123' });
    await hub.post('elspeth', '/app/manage/people/catriona', { do: 'add-wte', wte: '0.8', ...day('wte-from', '2026-04-01') });
    await hub.onboard({
      practices: [{ id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049' }],
      practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'] }],
    });
    expect((await practice())?.listSizes).toEqual([{ day: '2026-10-01', patients: 5123 }]);
    expect((await directory().practitioner('catriona-weir' as never))?.wte).toEqual([{ from: '2026-04-01', wte: 0.8 }]);
  });
});

describe('a person', () => {
  const add = (fields: Record<string, string | readonly string[]>) => hub.post('elspeth', '/app/manage/people/add', fields);
  const added = async (fields: Record<string, string | readonly string[]>): Promise<{ at: string; user: User | undefined }> => {
    const { status, location } = await add(fields);
    expect(status).toBe(303);
    const at = location.replace(/\?.*/, '');
    return { at, user: await users().find(at.replace('/app/manage/people/', '') as never) };
  };
  test('of each role is added and can sign in by the address', async () => {
    const { at, user } = await added({ name: 'Morag Bell', mail: 'Morag@Birchtree.example', job: 'practitioner', practices: ['birchtree', 'thistledown'] });
    expect(user).toMatchObject({ name: 'Morag Bell', role: 'practitioner' });
    expect(at).not.toMatch(/morag|bell/i);
    expect(await users().byMail('morag@birchtree.example')).toEqual(user);
    expect((await directory().practitionersOf('thistledown' as never)).map(({ name }) => name)).toContain('Morag Bell');
    const staff = await added({ name: 'Ross Hay', mail: 'ross@birchtree.example', job: 'practice-manager', practices: 'birchtree' });
    expect(staff.user).toMatchObject({ role: 'staff', practice: 'birchtree', staff: 'manager' });
    const manager = await added({ name: 'Iona Lang', mail: 'iona@programme.example', job: 'manager' });
    expect(manager.user).toMatchObject({ role: 'manager' });
    expect((await directory().managersIn('S12000049' as never)).map(({ name }) => name)).toContain('Iona Lang');
    const { text } = await hub.get('elspeth', '/app/manage/people');
    for (const name of ['Morag Bell', 'Ross Hay', 'Iona Lang']) expect(text).toContain(name);
  });
  test('who was known as a practitioner alone is let in', async () => {
    const page = await hub.get('elspeth', '/app/manage/people/add?practitioner=jamal-rashid');
    expect(page.text).toContain('value="Jamal Rashid"');
    const { user } = await added({
      name: 'Jamal Rashid',
      mail: 'jamal@thistledown.example',
      job: 'practitioner',
      practices: 'thistledown',
      practitioner: 'jamal-rashid',
    });
    expect(user).toMatchObject({ practitioner: 'jamal-rashid' });
    const again = await added({
      name: 'Somebody Else',
      mail: 'else@thistledown.example',
      job: 'practitioner',
      practices: 'thistledown',
      practitioner: 'jamal-rashid',
    });
    expect(again.user).not.toMatchObject({ practitioner: 'jamal-rashid' });
  });
  test('tells what is wrong at its field', async () => {
    const faults = async (fields: Record<string, string | readonly string[]>) => summary((await add(fields)).text).map(([field]) => field);
    const one = { name: 'A', mail: 'a@b.example', job: 'gp', practices: 'birchtree' };
    expect(await faults({})).toEqual(['name', 'mail', 'job']);
    expect(await faults({ ...one, practices: ['birchtree', 'thistledown'] })).toEqual(['practices']);
    expect(await faults({ ...one, job: 'practitioner', practices: [] })).toEqual(['practices']);
    expect(await faults({ ...one, practices: 'rowanbank' })).toEqual(['practices']);
    expect(await faults({ ...one, mail: 'nobody' })).toEqual(['mail']);
    expect(await faults({ ...one, mail: 'NADIA@birchtree.example' })).toEqual(['mail']);
    expect(await faults({ ...one, mail: 'ailsa@rowanbank.example' })).toEqual(['mail']);
  });
  test('is changed: name, address and role; the old address leads nowhere', async () => {
    const done = await hub.post('elspeth', '/app/manage/people/nadia', {
      do: 'save',
      name: 'Dr Nadia Khan-Reid',
      mail: 'khan@birchtree.example',
      job: 'nurse',
      practices: 'thistledown',
    });
    expect(done.location).toBe('/app/manage/people/nadia?did=saved');
    expect(await users().find('nadia' as never)).toMatchObject({ name: 'Dr Nadia Khan-Reid', practice: 'thistledown', staff: 'nurse' });
    expect(await users().byMail('nadia@birchtree.example')).toBeUndefined();
    expect(await users().byMail('khan@birchtree.example')).toMatchObject({ id: 'nadia' });
  });
  test('who becomes something else works for no practice as a practitioner', async () => {
    await hub.post('elspeth', '/app/manage/people/catriona', {
      do: 'save',
      name: 'Catriona Weir',
      mail: 'catriona@birchtree.example',
      job: 'reception',
      practices: 'birchtree',
    });
    expect(await users().find('catriona' as never)).toMatchObject({ role: 'staff', staff: 'reception' });
    expect(await directory().practitionersOf('birchtree' as never)).toEqual([]);
  });
  test('is switched off, and on again', async () => {
    expect((await hub.post('elspeth', '/app/manage/people/nadia', { do: 'off' })).location).toBe('/app/manage/people/nadia?did=off');
    expect((await users().find('nadia' as never))?.disabled).toBe(true);
    expect((await hub.get('elspeth', '/app/manage/people')).text).toContain('switched off');
    await hub.post('elspeth', '/app/manage/people/nadia', {
      do: 'save',
      name: 'Dr Nadia Khan',
      mail: 'nadia@birchtree.example',
      job: 'gp',
      practices: 'birchtree',
    });
    expect((await users().find('nadia' as never))?.disabled).toBe(true);
    await hub.post('elspeth', '/app/manage/people/nadia', { do: 'on' });
    expect((await users().find('nadia' as never))?.disabled).toBeUndefined();
  });
  test('who is the last manager of an area is not switched off, by herself or by becoming something else', async () => {
    for (const fields of [{ do: 'off' }, { do: 'save', name: 'Elspeth Munro', mail: 'elspeth@programme.example', job: 'gp', practices: 'birchtree' }]) {
      const refused = await hub.post('elspeth', '/app/manage/people/elspeth', fields);
      expect([refused.status, summary(refused.text)]).toEqual([422, [['name', expect.stringMatching(/^Nobody who can sign in would be left/)]]]);
    }
    const other = await added({ name: 'Iona Lang', mail: 'iona@programme.example', job: 'manager' });
    expect((await hub.post('elspeth', '/app/manage/people/elspeth', { do: 'off' })).status).toBe(303);
    expect((await hub.post('elspeth', other.at, { do: 'off' })).status).toBe(422);
  });
  test('works so many hours from a day on', async () => {
    const at = '/app/manage/people/catriona';
    await hub.post('elspeth', at, { do: 'add-wte', wte: '0.8', ...day('wte-from', '2026-04-01') });
    await hub.post('elspeth', at, { do: 'add-wte', wte: '0,6', ...day('wte-from', '2026-12-01') });
    expect((await directory().practitioner('catriona-weir' as never))?.wte).toEqual([
      { from: '2026-04-01', wte: 0.8 },
      { from: '2026-12-01', wte: 0.6 },
    ]);
    for (const wte of ['', 'x', '3', '-1', '0.555', '1e0'])
      expect(
        summary((await hub.post('elspeth', at, { do: 'add-wte', wte, ...day('wte-from', '2027-01-01') })).text).map(([field]) => field),
        wte,
      ).toEqual(['wte']);
    expect(summary((await hub.post('elspeth', at, { do: 'add-wte', wte: '1', ...day('wte-from', '2026-04-01') })).text).map(([field]) => field)).toEqual([
      'wte-from',
    ]);
    await hub.post('elspeth', at, { do: 'remove-wte', entry: '2026-12-01' });
    expect((await directory().practitioner('catriona-weir' as never))?.wte).toEqual([{ from: '2026-04-01', wte: 0.8 }]);
  });
  test('who works in another area too stays there, and is not taken over', async () => {
    await hub.onboard({ practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree', 'rowanbank'] }] });
    const changed = await hub.post('elspeth', '/app/manage/people/catriona', {
      do: 'save',
      name: 'Catriona Weir',
      mail: 'mine@programme.example',
      job: 'practitioner',
      practices: 'thistledown',
    });
    expect(summary(changed.text)).toEqual([['name', 'This id is taken: choose another']]);
    expect((await users().find('catriona' as never))?.mail).toBe('catriona@birchtree.example');
    expect((await directory().practitioner('catriona-weir' as never))?.practices).toEqual(['birchtree', 'rowanbank']);
  });
});

describe('days off', () => {
  const at = '/app/manage/holidays/S12000049';
  const area = () => directory().area('S12000049' as never);
  test('are added besides the bank holidays, and taken out', async () => {
    expect((await hub.get('elspeth', '/app/manage/holidays')).location).toBe(at);
    expect((await hub.post('elspeth', at, { do: 'extra', ...day('day', '2027-09-24') })).location).toBe(`${at}?did=saved`);
    expect((await area())?.holidays).toEqual({ extra: ['2027-09-24'], without: [] });
    expect(summary((await hub.post('elspeth', at, { do: 'extra', ...day('day', '2027-09-24') })).text)).toEqual([['day', 'This day is there already']]);
    expect(summary((await hub.post('elspeth', at, { do: 'extra', ...day('day', '2026-12-25') })).text)).toEqual([['day', 'This is a bank holiday already']]);
    expect(summary((await hub.post('elspeth', at, { do: 'extra' })).text).map(([field]) => field)).toEqual(['day']);
    await hub.post('elspeth', at, { do: 'remove-extra', entry: '2027-09-24' });
    expect((await area())?.holidays).toEqual({ extra: [], without: [] });
  });
  test('are bank holidays, unless the council works on them', async () => {
    expect((await hub.get('elspeth', at)).text).toContain('We work on this day: 30 November 2026');
    await hub.post('elspeth', at, { do: 'without', entry: '2026-11-30' });
    expect((await area())?.holidays).toEqual({ extra: [], without: ['2026-11-30'] });
    await hub.post('elspeth', at, { do: 'without', entry: '2026-11-26' });
    expect((await area())?.holidays?.without).toEqual(['2026-11-30']);
    await hub.post('elspeth', at, { do: 'remove-without', entry: '2026-11-30' });
    expect((await area())?.holidays?.without).toEqual([]);
  });
});

describe('settings of the programme', () => {
  const at = '/app/manage/settings/S12000049';
  const area = () => directory().area('S12000049' as never);
  test('are shown as they hold, changed, and kept when a file says nothing of them', async () => {
    expect((await hub.get('elspeth', '/app/manage/settings')).location).toBe(at);
    expect((await hub.get('elspeth', at)).text).toMatch(/value="ons4" checked/);
    await hub.post('elspeth', at, { do: 'save', measures: ['ons4', 'icecap-a'], under16: 'parent-or-guardian' });
    expect(await area()).toMatchObject({ measures: ['ons4', 'icecap-a'], under16: 'parent-or-guardian' });
    await hub.post('elspeth', at, { do: 'save', under16: 'not-offered' });
    await hub.onboard({ areas: [{ id: 'S12000049', name: 'Glasgow City', manager: 'elspeth-munro' }] });
    expect(await area()).toMatchObject({ measures: [], under16: 'not-offered', name: 'Glasgow City' });
    const many = await hub.post('elspeth', at, { do: 'save', measures: ['ons4', 'icecap-a', 'wsas'] });
    expect(summary(many.text)).toEqual([
      ['under16', 'Choose one'],
      ['measures', 'Choose at most 2'],
    ]);
  });
  test('name whom to tell of a concern', async () => {
    await hub.post('elspeth', at, { do: 'add', label: 'Social Work Glasgow', phone: '0141 496 0000', hours: 'Monday to Friday, 9 to 5' });
    expect((await area())?.concernContacts).toEqual([{ label: 'Social Work Glasgow', phone: '0141 496 0000', hours: 'Monday to Friday, 9 to 5' }]);
    expect(summary((await hub.post('elspeth', at, { do: 'add', label: 'Social Work Glasgow', phone: 'call me' })).text).map(([field]) => field)).toEqual([
      'phone',
      'label',
    ]);
    expect((await hub.post('elspeth', at, { do: 'remove', entry: 'Social Work Glasgow' })).location).toBe(`${at}?did=removed`);
    expect((await area())?.concernContacts).toEqual([]);
  });
});

describe('agreements', () => {
  const at = '/app/manage/agreements/drumgarth';
  const add = (reference: string, from: string, until?: string) =>
    hub.post('elspeth', at, { do: 'add', reference, purpose: 'Food parcels', ...day('from', from), ...(until ? day('until', until) : {}) });
  test('are recorded; those that are over, or soon will be, come first', async () => {
    await add('DSA-1', '2024-01-01', '2026-10-31');
    await hub.post('elspeth', '/app/manage/agreements/kelvinbank', { do: 'add', reference: 'DSA-2', purpose: 'Advice', ...day('from', '2026-01-01') });
    const { text } = await hub.get('elspeth', '/app/manage/agreements');
    expect(text.indexOf('DSA-1')).toBeLessThan(text.indexOf('DSA-2'));
    expect(text).toMatch(/hub_flag--danger">over</);
    expect((await hub.get('elspeth', '/app/manage')).text).toContain('agreement DSA-1 is over');
    await add('DSA-3', '2026-11-01', '2026-12-10');
    expect((await hub.get('elspeth', '/app/manage')).text).toContain('agreement DSA-3 ends on 10 December 2026');
    await add('DSA-4', '2026-11-01');
    expect((await hub.get('elspeth', '/app/manage')).text).not.toContain('DSA-');
    expect((await directory().organisation('drumgarth' as never))?.services).toHaveLength(2);
  });
  test('tell what is wrong at its field, and are taken out', async () => {
    await add('DSA-1', '2026-01-01');
    expect(summary((await add('DSA-1', '2026-01-01')).text).map(([field]) => field)).toEqual(['reference']);
    expect(summary((await add('DSA-2', '2026-01-02', '2026-01-01')).text).map(([field]) => field)).toEqual(['until']);
    expect(summary((await hub.post('elspeth', at, { do: 'add' })).text).map(([field]) => field)).toEqual(['reference', 'purpose', 'from']);
    await hub.post('elspeth', at, { do: 'remove', entry: 'DSA-1' });
    expect((await directory().organisation('drumgarth' as never))?.agreements).toEqual([]);
  });
});

test('hostile text is shown as the text it is, and nothing personal stands in an address or a log', async () => {
  const hostile = '"><script>alert(1)</script>\u202Eevil😀&amp;\'';
  const places = [];
  places.push(await hub.post('elspeth', '/app/manage/practices/birchtree', { do: 'save', name: hostile }));
  places.push(
    await hub.post('elspeth', '/app/manage/people/catriona', {
      do: 'save',
      name: hostile,
      mail: 'catriona@birchtree.example',
      job: 'practitioner',
      practices: 'birchtree',
    }),
  );
  places.push(
    await hub.post('elspeth', '/app/manage/agreements/drumgarth', {
      do: 'add',
      reference: hostile,
      purpose: hostile,
      ...day('from', '2020-01-01'),
      ...day('until', '2020-02-01'),
    }),
  );
  expect(places.map(({ status }) => status)).toEqual([303, 303, 303]);
  let shown = 0;
  for (const path of pagesOfHers) {
    const { status, text } = await hub.get('elspeth', path);
    expect(status, path).toBe(200);
    expect(text, path).not.toContain('<script');
    shown += text.includes('&lt;script&gt;alert(1)') ? 1 : 0;
  }
  console.log(`Shown harmlessly on ${shown} of ${pagesOfHers.length} pages`);
  expect(shown).toBeGreaterThan(5);
  const refused = await hub.post('elspeth', '/app/manage/people/add', { name: hostile, mail: hostile, job: 'gp', practices: 'birchtree' });
  expect([refused.status, refused.text.includes('<script')]).toEqual([422, false]);
  expect(places.map(({ location }) => location).join()).not.toMatch(/script|example/);
  expect(hub.logged).toEqual([]);
});
