/** A programme manager sets up her areas: what is missing, practices, list sizes, days off, settings, agreements. */
import { beforeEach, describe, expect, test } from 'vitest';
import { putSnapshot } from '#directory/aliss/snapshot-store';
import { demoTable } from '#people/simd';
import { loadSimd } from '#people/simd-store';
import { dayFields, edinburgh, summary, type TwoAreas, twoAreas } from '#test/set-up-hub';
import type { Named } from '#test/web-hub';

let hub: TwoAreas;
beforeEach(async () => {
  hub = await twoAreas();
});

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
    const before = await hub.practice();
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
    expect(await hub.practice()).toEqual(before);
    expect((await hub.users.find('catriona' as never))?.disabled).toBeUndefined();
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
    await hub.post('elspeth', '/app/manage/practices/birchtree', { do: 'add-arm', arm: 'intervention', ...dayFields('arm-from', '2026-04-01') });
    await hub.post('elspeth', '/app/manage/practices/birchtree', { do: 'add-size', quarter: '2026-10-01', patients: '5123' });
    await hub.post('elspeth', '/app/manage/people/catriona', { do: 'add-wte', wte: '0.8', ...dayFields('wte-from', '2026-04-01') });
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
    expect(await hub.directory.practice('willow' as never)).toMatchObject({
      name: 'Willow Practice',
      area: 'S12000049',
      codes: ['40001', '40002'],
      mail: 'office@willow.example',
    });
    hub.pass(1_000);
    expect((await hub.post('elspeth', '/app/manage/practices/willow', { do: 'save', name: 'Willow Medical Practice' })).status).toBe(303);
    const changed = await hub.directory.practice('willow' as never);
    expect(changed).toMatchObject({ name: 'Willow Medical Practice', version: { versionId: 2 } });
    expect([changed?.mail, changed?.codes]).toEqual([undefined, undefined]);
    expect((await audits()).filter(({ who }) => who === 'user:elspeth')).toMatchObject([
      { what: 'practice willow', change: 'added', file: 'page' },
      { what: 'practice willow', change: 'changed', fields: 'codes mail name' },
    ]);
  });
  test('says how to be reached, how long one waits, and whether people may refer themselves', async () => {
    const at = '/app/manage/practices/birchtree';
    expect((await hub.get('elspeth', at)).text).toMatch(/name="self-referral" value="yes" checked/);
    await hub.post('elspeth', at, { do: 'save', name: 'Birchtree Practice', phone: '0141 496 0100', 'contact-within': '15' });
    expect(await hub.practice()).toMatchObject({ phone: '0141 496 0100', contactWithin: 15, selfReferral: false });
    await hub.post('elspeth', at, { do: 'add-size', quarter: '2026-10-01', patients: '5123' });
    expect(await hub.practice()).toMatchObject({ phone: '0141 496 0100', contactWithin: 15, selfReferral: false });
    await hub.post('elspeth', at, { do: 'save', name: 'Birchtree Practice', 'self-referral': 'yes' });
    const { phone, contactWithin, selfReferral, listSizes } = (await hub.practice()) ?? {};
    expect([phone, contactWithin, selfReferral, listSizes?.length]).toEqual([undefined, undefined, true, 1]);
    const wrong = await hub.post('elspeth', at, { do: 'save', name: 'Birchtree Practice', phone: 'ask', 'contact-within': '61' });
    expect(summary(wrong.text).map(([field]) => field)).toEqual(['contact-within']);
    const phoneAlone = await hub.post('elspeth', at, { do: 'save', name: 'Birchtree Practice', phone: 'ask' });
    expect(summary(phoneAlone.text).map(([field]) => field)).toEqual(['phone']);
  });
  test('is not added under an id that is taken, here, elsewhere, or by an organisation', async () => {
    for (const id of ['birchtree', 'rowanbank', 'drumgarth', 'cairn']) {
      const { status, text } = await hub.post('elspeth', '/app/manage/practices/add', { id, name: 'Another' });
      expect([status, summary(text)]).toEqual([422, [['id', expect.stringMatching(/taken/)]]]);
    }
    expect(await hub.directory.practice('rowanbank' as never)).toMatchObject({ name: 'Rowanbank Practice' });
  });
  test('tells what is wrong at its field, and keeps what was typed', async () => {
    expect((await hub.post('elspeth', '/app/manage/practices/add', { id: 'a'.repeat(3000), name: 'Willow' })).status).toBe(422);
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
      expect((await hub.post('elspeth', at, { do: 'add-arm', arm, ...dayFields('arm-from', from) })).location).toBe(`${at}?did=saved`);
    expect((await hub.practice())?.arms).toEqual([
      { from: '2025-01-01', arm: 'not-in-study' },
      { from: '2026-04-01', arm: 'comparison' },
    ]);
    expect((await hub.get('elspeth', at)).text).toContain('Comparison, from 1 April 2026');
    const twice = await hub.post('elspeth', at, { do: 'add-arm', arm: 'intervention', ...dayFields('arm-from', '2026-04-01') });
    expect(summary(twice.text)).toEqual([['arm-from', 'This day has a part already: take that out first']]);
    expect(
      summary((await hub.post('elspeth', at, { do: 'add-arm', arm: 'control', ...dayFields('arm-from', '2026-02-30') })).text).map(([field]) => field),
    ).toEqual(['arm', 'arm-from']);
    await hub.post('elspeth', at, { do: 'remove-arm', entry: '2026-04-01' });
    expect((await hub.practice())?.arms).toEqual([{ from: '2025-01-01', arm: 'not-in-study' }]);
  });
  test('has a list size for each quarter, which can be put right', async () => {
    const at = '/app/manage/practices/birchtree';
    for (const patients of ['5123', '5124']) await hub.post('elspeth', at, { do: 'add-size', quarter: '2026-10-01', patients });
    expect((await hub.practice())?.listSizes).toEqual([{ day: '2026-10-01', patients: 5124 }]);
    for (const patients of ['0', '-3', '5.5', 'many', '200001', ''])
      expect(summary((await hub.post('elspeth', at, { do: 'add-size', quarter: '2026-10-01', patients })).text).map(([field]) => field)).toEqual(['patients']);
    expect(summary((await hub.post('elspeth', at, { do: 'add-size', quarter: '2026-10-02', patients: '5' })).text).map(([field]) => field)).toEqual([
      'quarter',
    ]);
    await hub.post('elspeth', at, { do: 'remove-size', entry: '2026-10-01' });
    expect((await hub.practice())?.listSizes).toEqual([]);
  });
  test('keeps all of this when an onboarding file that knows nothing of it is run again', async () => {
    await hub.post('elspeth', '/app/manage/practices/birchtree', { do: 'add-size', quarter: '2026-10-01', patients: '5123' });
    await hub.post('elspeth', '/app/manage/people/catriona', { do: 'add-wte', wte: '0.8', ...dayFields('wte-from', '2026-04-01') });
    await hub.onboard({
      practices: [{ id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049' }],
      practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'] }],
    });
    expect((await hub.practice())?.listSizes).toEqual([{ day: '2026-10-01', patients: 5123 }]);
    expect((await hub.directory.practitioner('catriona-weir' as never))?.wte).toEqual([{ from: '2026-04-01', wte: 0.8 }]);
  });
});

describe('days off', () => {
  const at = '/app/manage/holidays/S12000049';
  const area = () => hub.directory.area('S12000049' as never);
  test('are added besides the bank holidays, and taken out', async () => {
    expect((await hub.get('elspeth', '/app/manage/holidays')).location).toBe(at);
    expect((await hub.post('elspeth', at, { do: 'extra', ...dayFields('day', '2027-09-24') })).location).toBe(`${at}?did=saved`);
    expect((await area())?.holidays).toEqual({ extra: ['2027-09-24'], without: [] });
    expect(summary((await hub.post('elspeth', at, { do: 'extra', ...dayFields('day', '2027-09-24') })).text)).toEqual([['day', 'This day is there already']]);
    expect(summary((await hub.post('elspeth', at, { do: 'extra', ...dayFields('day', '2026-12-25') })).text)).toEqual([
      ['day', 'This is a bank holiday already'],
    ]);
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
  const area = () => hub.directory.area('S12000049' as never);
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
    hub.post('elspeth', at, { do: 'add', reference, purpose: 'Food parcels', ...dayFields('from', from), ...(until ? dayFields('until', until) : {}) });
  test('are recorded; those that are over, or soon will be, come first', async () => {
    await add('DSA-1', '2024-01-01', '2026-10-31');
    await hub.post('elspeth', '/app/manage/agreements/kelvinbank', { do: 'add', reference: 'DSA-2', purpose: 'Advice', ...dayFields('from', '2026-01-01') });
    const { text } = await hub.get('elspeth', '/app/manage/agreements');
    expect(text.indexOf('DSA-1')).toBeLessThan(text.indexOf('DSA-2'));
    expect(text).toMatch(/hub_flag--danger">over</);
    expect((await hub.get('elspeth', '/app/manage')).text).toContain('agreement DSA-1 is over');
    await add('DSA-3', '2026-11-01', '2026-12-10');
    expect((await hub.get('elspeth', '/app/manage')).text).toContain('agreement DSA-3 ends on 10 December 2026');
    await add('DSA-4', '2026-11-01');
    expect((await hub.get('elspeth', '/app/manage')).text).not.toContain('DSA-');
    expect((await hub.directory.organisation('drumgarth' as never))?.services).toHaveLength(2);
  });
  test('tell what is wrong at its field, and are taken out', async () => {
    await add('DSA-1', '2026-01-01');
    expect(summary((await add('DSA-1', '2026-01-01')).text).map(([field]) => field)).toEqual(['reference']);
    expect(summary((await add('DSA-2', '2026-01-02', '2026-01-01')).text).map(([field]) => field)).toEqual(['until']);
    expect(summary((await hub.post('elspeth', at, { do: 'add' })).text).map(([field]) => field)).toEqual(['reference', 'purpose', 'from']);
    await hub.post('elspeth', at, { do: 'remove', entry: 'DSA-1' });
    expect((await hub.directory.organisation('drumgarth' as never))?.agreements).toEqual([]);
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
      ...dayFields('from', '2020-01-01'),
      ...dayFields('until', '2020-02-01'),
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

describe('the public directory', () => {
  const entry = { id: 'a', name: 'Lunch club', organisation: 'O', categories: [], access: [], groups: [], serves: [], places: [] };
  const attribution = { licence: 'CC BY 4.0', to: [{ text: 'The Register <b>', url: 'https://register.example' }] };
  const mark = (progress: object) => hub.access.write([{ put: { pk: 'ALISS', sk: 'MARK', data: JSON.stringify(progress) } }]);
  const whole = {
    run: 'one',
    startedAt: '2026-11-22T08:00:00.000Z',
    page: 9,
    pages: 9,
    tally: { services: 180, added: 3, changed: 2, same: 174, gone: 1, unreadable: 4 },
  };

  test('is not there yet at first', async () => {
    expect((await hub.get('elspeth', '/app/manage')).text).toContain('It comes by itself within the hour.');
  });
  test('is told of with its age, what the last look found, and whom to name', async () => {
    await putSnapshot([entry], attribution, { table: hub.access, at: '2026-11-22T08:10:00.000Z' as never, besides: () => [] });
    await mark({ ...whole, state: 'done', updatedAt: '2026-11-22T08:10:00.000Z', freshAt: '2026-11-22T08:10:00.000Z' });
    const { text } = await hub.get('elspeth', '/app/manage');
    expect(text).toContain('180 services, as they were');
    expect(text).toContain('The last look found 3 new, 2 changed and 1 gone.');
    expect(text).toContain('4 entries have no name');
    expect(text).toContain('<a href="https://register.example">The Register &lt;b&gt;</a>');
    expect(text).not.toContain('three days old');
  });
  test('says since when ALISS does not answer, and when it has grown old', async () => {
    const since = { state: 'stopped', because: 'unreachable', troubleSince: '2026-11-15T09:00:00.000Z', updatedAt: '2026-11-23T08:00:00.000Z' };
    await mark({ ...whole, ...since, freshAt: '2026-11-14T09:00:00.000Z' });
    const { text } = await hub.get('elspeth', '/app/manage');
    expect(text).toMatch(/Nothing new since [^<]*15 November[^<]*: ALISS does not answer\./);
    expect(text).toContain('This is more than three days old.');
  });
});
