/** The Community Links Manager and the organisations of her areas: who needs her and why, what was said and agreed, room, access, ALISS, and what is missing. */
import { beforeEach, describe, expect, test } from 'vitest';
import { putSnapshot } from '#directory/aliss/snapshot-store';
import { capacityOf, setCapacity } from '#directory/capacity-store';
import { notesOf, relationshipOf } from '#directory/casework-store';
import { noteGap } from '#directory/gaps-store';
import { accessKeys, keys } from '#platform/tables';
import { accepted, onwardRequest, referredOn } from '#test/fhir-steps';
import { dayFields, edinburgh, summary, type TwoAreas, twoAreas } from '#test/set-up-hub';
import { type Named, people } from '#test/web-hub';
import { pages } from '#web/pages';
import { planned } from '#web/set-up/save';

const at = '/app/community/drumgarth';
const parcels = `${at}/services/parcels`;
const [today, yesterday] = ['2026-11-23', '2026-11-22'];
const uuid = '0aa1bbcc-1122-3344-5566-77889900aabb';
const onboarded = {
  id: 'drumgarth',
  name: 'Drumgarth Food Pantry',
  area: 'S12000049',
  mail: 'office@pantry.example',
  services: [
    { id: 'parcels', name: 'Parcels', fields: ['name'], categories: [{ system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' }] },
  ],
  agreements: [{ reference: 'DSA-1', purpose: 'Referrals', from: '2026-01-01', until: '2028-01-01' }],
};
const id = 'drumgarth' as never;
const hostile = `<script>alert("x")</script> '"\u202e 🦊`;
/** What a browser would post of a page's form as it was shown. */
const typedIn = (text: string): Record<string, string[]> => {
  const unescaped = (value: string) =>
    value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const fields: Record<string, string[]> = {};
  const add = (name: string, value: string) => Object.assign(fields, { [name]: [...(fields[name] ?? []), unescaped(value)] });
  for (const [tag] of /<main[\s\S]*/.exec(text)?.[0].matchAll(/<input[^>]*>/g) ?? []) {
    const [, name = ''] = / name="([^"]*)"/.exec(tag) ?? [];
    const [, value = ''] = / value="([^"]*)"/.exec(tag) ?? [];
    const isBox = /type="(?:radio|checkbox)"/.test(tag);
    if (!['csrf', 'do'].includes(name) && (!isBox || tag.includes(' checked'))) add(name, value);
  }
  for (const [, name = '', value = ''] of text.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>\n([\s\S]*?)<\/textarea>/g)) add(name, value);
  return fields;
};
let hub: TwoAreas;
beforeEach(async () => {
  hub = await twoAreas();
  await hub.onboard({ organisations: [onboarded] });
});
const get = async (path: string, as: Named = 'elspeth') => (await hub.get(as, path)).text;
const does = (path: string, what: string, more: Record<string, string | string[]> = {}, as: Named = 'elspeth') => hub.post(as, path, { do: what, ...more });
const organisation = async (name = 'drumgarth') => (await hub.directory.organisation(name as never)) ?? expect.fail('no organisation');
const service = async () => (await organisation()).services[0] ?? expect.fail('no service');
const lineOf = async (name: string) =>
  new RegExp(`<li><h2[^>]*><a href="[^"]*">${name}</a>[\\s\\S]*?</li>`).exec(await get('/app/community?show=all'))?.[0] ?? '';
const talked = (on: string, more = {}) => does(`${at}/talk`, 'note', { way: 'telephone', whom: 'Tam', text: 'All well', ...dayFields('on', on), ...more });
const entry = async (path: string, label: string) =>
  new RegExp(`name="entry" value="([^"]+)"><button[^>]*aria-label="${label}`).exec(await get(path))?.[1] ?? expect.fail(`no button ${label}`);
const all = async () => JSON.stringify([await hub.access.query({ pk: 'ORG#drumgarth' }), await hub.access.query({ pk: 'CAPACITY#drumgarth' })]);

describe('for the manager of the area alone', () => {
  const ours = pages.filter(({ path }) => path.startsWith('/app/community')).map(({ path }) => path);
  const address = (path: string) =>
    path.replace('{organisation}', 'drumgarth').replace('{service}', 'parcels').replace('{area}', 'S12000049').replace('{sealed}', 'none');
  test('nobody else finds any of it, and nothing that others send does anything', async () => {
    const before = await all();
    let asked = 0;
    for (const path of ours.map(address)) {
      for (const other of ['catriona', 'nadia', 'lorna'] as const satisfies Named[]) {
        asked += 2;
        expect((await hub.get(other, path)).status, path).toBe(404);
        expect((await hub.post(other, path, { do: 'open', name: 'x', text: 'x', way: 'visit' })).status, path).toBe(404);
      }
    }
    for (const path of ours.filter((one) => one.includes('{organisation}') || one.includes('{area}')).map(address)) {
      asked += 2;
      expect((await hub.get('fraser', path)).status, `another area: ${path}`).toBe(404);
      expect([404, 405], `another area: ${path}`).toContain((await hub.post('fraser', path, { do: 'open', name: 'x', text: 'x', way: 'visit' })).status);
    }
    console.log(`Asked ${asked} times as somebody else, on ${ours.length} pages`);
    expect(ours.length).toBeGreaterThan(20);
    expect(await all()).toBe(before);
    expect(await get('/app/community?show=all', 'fraser')).not.toContain('Drumgarth');
    expect(await get('/app/community?show=all')).not.toContain('Cairn');
  });
  test('every page stands for her, and none has a fault', async () => {
    let asked = 0;
    for (const path of ours.filter((one) => !one.includes('{sealed}') && !one.endsWith('/search')).map(address)) {
      asked += 1;
      expect([200, 303], path).toContain((await hub.get('elspeth', path)).status);
    }
    expect(asked).toBeGreaterThan(20);
    expect((await hub.get('elspeth', `${at}/services/nothing`)).status).toBe(404);
    expect((await hub.get('elspeth', '/app/community/nothing')).status).toBe(404);
  });
});

describe('the list says why', () => {
  test('nobody spoke with it, it cannot answer, and it is not in ALISS; each goes when it is seen to', async () => {
    expect(await lineOf('Drumgarth Food Pantry')).toMatch(/Cannot answer yet[\s\S]*Not spoken to yet/);
    expect(await lineOf('Drumgarth Food Pantry'), 'without a copy nothing can be said').not.toContain('ALISS');
    await hub.access.write([{ put: { ...accessKeys.pin('drumgarth'), hash: 'x' } }]);
    await talked(yesterday);
    await putSnapshot([], { licence: 'CC BY 4.0', to: [] }, { table: hub.access, at: hub.now(), besides: () => [] });
    const line = await lineOf('Drumgarth Food Pantry');
    expect([line, line]).toEqual([expect.not.stringContaining('Cannot answer'), expect.stringContaining('No entry in ALISS: Parcels')]);
    expect(line).toContain('Last spoken to 22 November 2026');
  });
  test.each([
    ['the agreement is missing', { agreements: [] }, 'No agreement'],
    ['it is over', { agreements: [{ reference: 'A', purpose: 'P', from: '2025-01-01', until: '2026-11-22' }] }, 'The agreement ended 22 November 2026'],
    [
      'it ends within 60 days',
      { agreements: [{ reference: 'A', purpose: 'P', from: '2025-01-01', until: '2027-01-22' }] },
      'The agreement ends 22 January 2027',
    ],
    ['it has no service that is open', { services: [{ id: 'parcels', name: 'Parcels', fields: [], active: false }] }, 'Not open for referrals yet'],
  ])('%s', async (_, more, why) => {
    expect(await lineOf('Drumgarth Food Pantry')).not.toContain(why);
    await hub.onboard({ organisations: [{ ...onboarded, ...more }] });
    expect(await lineOf('Drumgarth Food Pantry')).toContain(why);
  });
  test('a later agreement stands for one that ends', async () => {
    const both = [
      { reference: 'A', purpose: 'P', from: '2025-01-01', until: '2026-12-01' },
      { reference: 'B', purpose: 'P', from: '2026-12-02' },
    ];
    await hub.onboard({ organisations: [{ ...onboarded, agreements: both }] });
    expect(await lineOf('Drumgarth Food Pantry')).not.toContain('agreement');
  });
  test('it is full or paused, asks something, or its system fails or is off', async () => {
    const said = { updatedAt: hub.now(), by: 'organisation' } as const;
    await setCapacity(hub.access, 'drumgarth', 'parcels', { ...said, fullUntil: '2026-12-04' as never });
    expect(await lineOf('Drumgarth Food Pantry')).toContain('Full until 4 December 2026: Parcels');
    await setCapacity(hub.access, 'drumgarth', 'parcels', { ...said, pausedUntil: 'further-notice' });
    expect(await lineOf('Drumgarth Food Pantry')).toContain('Paused: Parcels');
    const onward = await referredOn(hub, await accepted(hub));
    await hub.answer(onward, { answer: 'question', text: 'Any allergies?' });
    expect(await lineOf('Drumgarth Food Pantry')).toContain('1 question of theirs waits for an answer');
    expect(await get(at), 'a question is about a person').not.toContain('allergies');
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await hub.onboard({ organisations: [{ ...onboarded, endpoint: { url: 'https://pantry.example/hub', keys: [{ id: 'one', secret }] } }] });
    expect(await lineOf('Drumgarth Food Pantry')).not.toMatch(/Cannot answer|system/);
    await hub.ports.subscriptions.work.write([{ put: { pk: keys.endpoint('drumgarth'), sk: keys.endpointHealth, version: 1, failures: 3, wait: 60 } }]);
    expect(await lineOf('Drumgarth Food Pantry')).toContain('Its system does not answer');
    await hub.onboard({ organisations: [{ ...onboarded, endpoint: { url: 'https://pantry.example/hub', keys: [{ id: 'one', secret }], disabled: true } }] });
    expect(await lineOf('Drumgarth Food Pantry')).toContain('Its system is paused');
  });
  test('an entry in ALISS that nobody looked at for half a year is old', async () => {
    const listed = { id: uuid, name: 'Pantry', organisation: 'Drumgarth', categories: [], access: [], groups: [], serves: [], places: [] };
    const copy = (reviewed: string) =>
      putSnapshot([{ ...listed, reviewed: reviewed as never }], { licence: 'CC BY 4.0', to: [] }, { table: hub.access, at: hub.now(), besides: () => [] });
    await copy('2026-05-01');
    await hub.onboard({ organisations: [{ ...onboarded, services: [{ ...onboarded.services[0], aliss: uuid }] }] });
    expect(await lineOf('Drumgarth Food Pantry')).toContain('Entry in ALISS not looked at since 1 May 2026: Parcels');
    await copy('2026-10-01');
    expect(await lineOf('Drumgarth Food Pantry')).not.toContain('ALISS');
  });
  test('is shown by need, and searched by name without telling the address what was typed', async () => {
    expect(await get('/app/community')).toContain('Need you (2)');
    expect(await get('/app/community?show=well')).not.toContain('>Drumgarth Food Pantry<');
    expect(await get('/app/community?show=<script>')).not.toContain('<script>');
    const { location } = await hub.post('elspeth', '/app/community/search', { find: 'drumGÁRTH' });
    expect(location).not.toMatch(/drumg/i);
    expect(await get(location)).toMatch(/1 found[\s\S]*Drumgarth Food Pantry/);
    expect((await hub.get('fraser', location)).status).toBe(404);
    const nothing = await hub.post('elspeth', '/app/community/search', { find: hostile });
    expect(await get(nothing.location)).toMatch(/0 found/);
    expect(await get(nothing.location)).not.toContain('<script>');
    expect((await hub.post('elspeth', '/app/community/search', { find: ' ' })).location).toBe('/app/community');
  });
});

describe('what was said', () => {
  test('a conversation says when it was spoken to last, whenever it is written down', async () => {
    expect((await talked(yesterday)).location).toBe(`${at}?did=noted`);
    await talked('2026-11-02', { text: 'Written down late' });
    expect((await relationshipOf(hub.access, id)).lastSpoken).toBe(yesterday);
    const { text } = await hub.get('elspeth', at);
    expect(text).toMatch(/Last spoken to 22 November 2026[\s\S]*All well[\s\S]*Written down late/);
    hub.pass(91 * 86_400_000);
    expect(await lineOf('Drumgarth Food Pantry')).toContain('Not spoken to since 22 November 2026');
  });
  test('one of today needs no day; one to come, or without words, is led to by its fault', async () => {
    await does(`${at}/talk`, 'note', { way: 'visit', text: 'A cup of tea' });
    expect((await relationshipOf(hub.access, id)).lastSpoken).toBe(today);
    const { status, text } = await does(`${at}/talk`, 'note', { whom: hostile, ...dayFields('on', '2026-11-24') });
    expect([status, summary(text).map(([field]) => field)]).toEqual([422, ['way', 'text', 'on']]);
    expect(text).not.toContain('<script>');
    expect(await notesOf(hub.access, id, 9)).toHaveLength(1);
  });
  test('what was written in error goes, with the day it claimed; that there was something stays', async () => {
    await talked('2026-11-02');
    await talked(yesterday, { text: 'About another group' });
    const note = await entry(at, 'Written in error: the entry of 22 November 2026');
    expect((await does(at, 'strike', { entry: note })).location).toBe(`${at}?did=struck`);
    expect((await does(at, 'strike', { entry: note })).status, 'once').toBe(409);
    expect((await relationshipOf(hub.access, id)).lastSpoken).toBe('2026-11-02');
    expect(await all()).not.toContain('another group');
    expect(await get(at)).toContain('Written in error, taken out');
  });
  test('support given stands in its history, and is no conversation', async () => {
    await does(`${at}/support`, 'note', { support: 'funding', text: 'Lottery form filled in together' });
    expect(await get(at)).toMatch(/Money and applications[\s\S]*Lottery form/);
    expect((await relationshipOf(hub.access, id)).lastSpoken).toBe(undefined);
    const { text } = await does(`${at}/support`, 'note', { support: 'magic' });
    expect(summary(text).map(([field]) => field)).toEqual(['support', 'text']);
  });
  test('two managers at once: both notes stand', async () => {
    await Promise.all([talked(yesterday), talked(today, { text: 'Again' })]);
    const [notes, { lastSpoken, versionId }] = [await notesOf(hub.access, id, 9), await relationshipOf(hub.access, id)];
    expect([notes.length, lastSpoken, versionId]).toEqual([2, today, 2]);
  });
  test('whatever is written is shown harmlessly, and stands in no log, audit or address', async () => {
    const { location } = await talked(yesterday, { whom: hostile, text: hostile });
    await does(`${at}/people`, 'add', { name: hostile, role: hostile, phone: '0141 496 0210' });
    await does(`${at}/plan`, 'add-action', { action: hostile, owner: hostile, ...dayFields('by', yesterday) });
    await does(`${at}/plan`, 'add-development', { kind: 'need', what: hostile });
    for (const path of [at, `${at}/people`, `${at}/plan`, '/app/community']) {
      const text = await get(path);
      expect(text, path).not.toContain('<script>');
      if (path !== '/app/community') expect(text, path).toContain('🦊');
    }
    const { items } = await hub.access.query({ pk: 'AUDIT#2026-11' });
    expect(items.filter(({ what }) => what === 'casework of drumgarth')).toHaveLength(4);
    expect(location + JSON.stringify([items, hub.logged, hub.mails])).not.toMatch(/script|🦊|0210/);
  });
});

describe('people and plans', () => {
  test('somebody is added with a number that can be rung, and taken out', async () => {
    await does(`${at}/people`, 'add', { name: 'Tam Rafferty', role: 'Volunteer', phone: '0141 496 0210', mail: 'tam@pantry.example' });
    expect(await get(at)).toMatch(/Tam Rafferty[\s\S]*href="tel:01414960210"/);
    await does(`${at}/people`, 'remove', { entry: await entry(`${at}/people`, 'Take out: Tam Rafferty') });
    expect(await all()).not.toContain('Rafferty');
    expect((await does(`${at}/people`, 'remove', { entry: 'nobody' })).status).toBe(409);
  });
  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'Tam', phone: 'ring me' }, 'phone'],
    [{ name: 'Tam', mail: 'tam at pantry' }, 'mail'],
    [{ name: 'T'.repeat(121) }, 'name'],
  ])('%j is led to by its fault', async (fields, field) => {
    const { status, text } = await does(`${at}/people`, 'add', fields);
    expect([status, summary(text)]).toEqual([422, [[field, expect.any(String)]]]);
  });
  test('there are at most twenty', async () => {
    for (let n = 0; n < 20; n += 1) await does(`${at}/people`, 'add', { name: `Person ${n}` });
    expect(summary((await does(`${at}/people`, 'add', { name: 'One more' })).text)).toEqual([['name', expect.stringContaining('20')]]);
  });
  test('an action is agreed, falls due, is done, and is not after all', async () => {
    await does(`${at}/plan`, 'add-action', { action: 'Write the leaflet', owner: 'Tam', ...dayFields('by', yesterday) });
    expect(await lineOf('Drumgarth Food Pantry')).toContain('An action was due 22 November 2026');
    const action = await entry(at, 'Done: Write the leaflet');
    expect((await does(`${at}/plan`, 'done', { entry: action })).location).toBe(`${at}/plan?did=done`);
    expect((await does(`${at}/plan`, 'done', { entry: action })).status, 'once').toBe(409);
    expect(await lineOf('Drumgarth Food Pantry')).not.toContain('action');
    expect(await get(`${at}/plan`)).toContain('done 23 November 2026');
    await does(`${at}/plan`, 'reopen', { entry: action });
    expect(await lineOf('Drumgarth Food Pantry')).toContain('An action was due');
    await does(`${at}/plan`, 'remove-action', { entry: action });
    expect(await get(`${at}/plan`)).not.toContain('leaflet');
  });
  test('what it needs and hopes for is noted, met, and taken out', async () => {
    await does(`${at}/plan`, 'add-development', { kind: 'aspiration', what: 'A van' });
    expect(await get(at)).toContain('It hopes for: A van');
    const wish = await entry(`${at}/plan`, 'Met: A van');
    await does(`${at}/plan`, 'met', { entry: wish });
    expect(await get(at)).not.toContain('A van');
    await does(`${at}/plan`, 'again', { entry: wish });
    expect(await get(at)).toContain('A van');
    await does(`${at}/plan`, 'remove-development', { entry: wish });
    expect(await get(`${at}/plan`)).not.toContain('A van');
  });
  test('what is wrong in one form leaves the other as it is', async () => {
    const { text } = await does(`${at}/plan`, 'add-action', { action: '', owner: '', 'by-day': '31', 'by-month': '2', 'by-year': '2027' });
    expect(summary(text).map(([field]) => field)).toEqual(['action', 'owner', 'by']);
    expect(summary((await does(`${at}/plan`, 'add-development', { kind: 'wish' })).text).map(([field]) => field)).toEqual(['kind', 'what']);
    expect((await does(`${at}/plan`, 'constructor', {})).status).toBe(409);
  });
});

describe('room, access and ALISS', () => {
  test('room is said by telephone, and stands in its history', async () => {
    await does(`${parcels}/room`, 'say', { places: '4', weeks: '2' });
    hub.pass(86_400_000);
    await does(`${parcels}/room`, 'say', dayFields('full', '2026-12-04'));
    expect((await capacityOf(hub.access, 'drumgarth', ['parcels'])).get('parcels')).toEqual({ fullUntil: '2026-12-04', updatedAt: hub.now(), by: 'manager' });
    const text = await get(`${parcels}/room`);
    expect(text).toMatch(/full until 4 December 2026[\s\S]*24 November 2026[\s\S]*23 November 2026[\s\S]*4 places, waiting about 2 weeks[\s\S]*the manager/);
    expect(text).toMatch(/name="full-day" value="4"/);
    await does(`${parcels}/room`, 'say', { pause: 'yes' });
    expect(await get(at)).toContain('paused');
  });
  test.each([
    [{ places: '-1' }, 'places'],
    [{ weeks: 'many' }, 'weeks'],
    [dayFields('full', yesterday), 'full'],
    [dayFields('paused', yesterday), 'paused'],
  ])('room %j is led to by its fault', async (fields, field) => {
    expect(summary((await does(`${parcels}/room`, 'say', fields)).text)).toEqual([[field, expect.any(String)]]);
    expect((await capacityOf(hub.access, 'drumgarth', ['parcels'])).size).toBe(0);
  });
  test('an access check says what there is, by whom and when, and is told of the service', async () => {
    await does(`${parcels}/access`, 'check', { features: ['step-free', 'parking', 'trapdoor'], ...dayFields('on', yesterday) });
    expect(await service()).toMatchObject({ access: ['step-free', 'parking'], lastChecked: yesterday, fields: ['name'] });
    expect((await organisation()).agreements).toHaveLength(1);
    await does(`${parcels}/access`, 'check', { features: [], ...dayFields('on', '2026-01-05') });
    expect(await service(), 'an older check undoes no later one').toMatchObject({ access: ['step-free', 'parking'], lastChecked: yesterday });
    expect(await get(`${parcels}/access`)).toMatch(/Last checked 22 November 2026[\s\S]*Step-free, Parking[\s\S]*Elspeth Munro[\s\S]*nothing ticked/);
    expect(await get(at)).toContain('Access check: Parcels');
    expect((await hub.get('elspeth', `${at}/access`)).location).toBe(`${parcels}/access`);
    expect(summary((await does(`${parcels}/access`, 'check', dayFields('on', '2026-11-24'))).text)).toEqual([['on', expect.any(String)]]);
  });
  test('an entry in ALISS is found by its name, noted, shown with whom to name, and taken away', async () => {
    const listed = { categories: [], access: [], groups: [], serves: [], places: [], page: 'https://aliss.example/pantry' };
    await putSnapshot(
      [
        { ...listed, id: uuid, name: 'Drumgarth Pantry parcels', organisation: hostile },
        { ...listed, id: uuid.replace('0aa1', '9999'), name: 'Chess', organisation: 'Others' },
      ],
      { licence: 'CC BY 4.0', to: [{ text: 'ALISS itself', url: 'javascript:alert(1)' }] },
      { table: hub.access, at: hub.now(), besides: () => [] },
    );
    const text = await get(`${parcels}/aliss`);
    expect(text).toMatch(/It may be one of these[\s\S]*Drumgarth Pantry parcels/);
    expect(text).toMatch(/CC BY 4\.0[\s\S]*ALISS itself/);
    for (const never of ['Chess', '<script>', 'javascript:']) expect(text).not.toContain(never);
    expect(text, 'what a good entry says').toMatch(/where it is, with the postcode[\s\S]*what it costs/);
    await does(`${parcels}/aliss`, 'is', { entry: await entry(`${parcels}/aliss`, 'This is it') });
    expect((await service()).aliss).toBe(uuid);
    expect(await get(`${parcels}/aliss`)).toContain('It has an entry:');
    await does(`${parcels}/aliss`, 'remove');
    expect((await service()).aliss).toBe(undefined);
    await does(`${parcels}/aliss`, 'note', { aliss: `https://www.aliss.org/services/${uuid.toUpperCase()}/` });
    expect((await service()).aliss).toBe(uuid);
    expect(summary((await does(`${parcels}/aliss`, 'note', { aliss: 'pantry' })).text)).toEqual([['aliss', expect.any(String)]]);
  });
});

describe('what is missing', () => {
  test('is told by need, with small numbers hidden, needs without any service first, and nothing of another area', async () => {
    const gap = (n: number, need: 'transport' | 'caring' | 'food-fuel', area = 'S12000049') =>
      noteGap(hub.access, { area, month: '2026-11', need, once: `${need}${n}` });
    for (let n = 0; n < 7; n += 1) await gap(n, 'transport');
    for (let n = 0; n < 4; n += 1) await gap(n, 'food-fuel');
    for (let n = 0; n < 9; n += 1) await gap(n, 'caring', edinburgh);
    const onward = await referredOn(hub, await accepted(hub));
    expect((await hub.answer(onward, { answer: 'decline', reason: { code: 'no-capacity', text: 'Full' } })).status).toBe(200);
    const text = await get('/app/community/gaps');
    const row = (name: string) =>
      new RegExp(`<th scope="row">${name}</th>([\\s\\S]*?)</tr>`)
        .exec(text)?.[1]
        ?.match(/<td>([\s\S]*?)<\/td>/g)
        ?.map((cell) => cell.replaceAll(/<[^>]+>/g, ''));
    expect(row('Transport')).toEqual(['7', 'none', 'none', 'none']);
    expect(row('Food or fuel')).toEqual(['fewer than 5', 'fewer than 5', '1', 'none']);
    expect(row('Caring for somebody'), 'of another area').toEqual(['none', 'none', 'none', 'none']);
    expect(text.indexOf('>Transport<')).toBeLessThan(text.indexOf('>Food or fuel<'));
    expect(text).not.toMatch(/Person|0101011237/);
  });
  test('the area says in which council and health board it lies, and they have to fit', async () => {
    const path = '/app/community/areas/S12000049';
    await hub.post('elspeth', path, { council: 'S12000049', board: 'S08000031' });
    expect(await hub.directory.area('S12000049' as never)).toMatchObject({ council: 'S12000049', healthBoard: 'S08000031', manager: 'elspeth-munro' });
    expect(summary((await hub.post('elspeth', path, { council: 'S12000049', board: 'S08000024' })).text)).toEqual([['board', expect.any(String)]]);
    await hub.post('elspeth', path, { council: '', board: 'nonsense' });
    expect((await hub.directory.area('S12000049' as never))?.healthBoard).toBe(undefined);
  });
});

describe('an organisation is added in steps', () => {
  const steps = '/app/community/lorne-street-lunch-club/steps';
  const added = async (more = {}) =>
    does('/app/community/add', 'add', { name: 'Lorne Street Lunch Club', kind: 'third-sector', mail: 'lunch@club.example', ...more });
  const made = () => organisation('lorne-street-lunch-club');
  const lunch = '/app/community/lorne-street-lunch-club/services/lunch';
  const withService = async () => {
    await added();
    await does('/app/community/lorne-street-lunch-club/services/add', 'add', { name: 'Lunch' });
    await does(`${lunch}/what`, 'save', { name: 'Lunch', about: 'Soup at noon', needs: ['loneliness', 'food-fuel'], outcomes: 'general' });
  };
  test('each is kept, what is missing stands there, and nobody is referred to it before it is opened', async () => {
    expect((await added()).location).toBe(`${steps}?did=added`);
    expect(await made()).toMatchObject({ name: 'Lorne Street Lunch Club', kind: 'third-sector', area: 'S12000049', mail: 'lunch@club.example', services: [] });
    expect(await get(steps)).toMatch(
      /Missing: no service yet[\s\S]*Missing: a PIN[\s\S]*Missing: an agreement[\s\S]*nobody has looked yet[\s\S]*can be opened once/,
    );
    expect((await does('/app/community/lorne-street-lunch-club/services/add', 'add', { name: 'Lunch' })).location).toBe(`${lunch}/what`);
    expect(await get(steps)).toContain('Missing: what it helps with: Lunch');
    expect((await does(steps, 'open')).status, 'too early').toBe(409);
    await does(`${lunch}/what`, 'save', { name: 'Lunch', about: 'Soup at noon', needs: ['loneliness'], outcomes: 'general' });
    await hub.access.write([{ put: { ...accessKeys.pin('lorne-street-lunch-club'), hash: 'x' } }]);
    expect((await made()).services[0]).toMatchObject({ id: 'lunch', active: false });
    expect(
      (
        await hub.call('POST', '/ServiceRequest', {
          as: 'practitioner',
          body: onwardRequest(await accepted(hub), 'HealthcareService/lorne-street-lunch-club.lunch'),
        })
      ).status,
    ).toBeGreaterThanOrEqual(400);
    expect((await does(steps, 'open')).location).toBe('/app/community/lorne-street-lunch-club?did=opened');
    expect((await made()).services[0]?.active).toBe(undefined);
    expect(await get(steps)).toContain('It is open for referrals');
    await referredOn(hub, await accepted(hub), 'HealthcareService/lorne-street-lunch-club.lunch');
    await does(lunch, 'close');
    expect((await made()).services[0]?.active).toBe(false);
  });
  test('one with a system needs neither address nor PIN', async () => {
    await withService();
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await does('/app/community/lorne-street-lunch-club/details', 'save', { name: 'Lorne Street Lunch Club', kind: 'council', mail: '' });
    const { version: _, ...held } = await made();
    await hub.onboard({ organisations: [{ ...held, endpoint: { url: 'https://lunch.example/hub', keys: [{ id: 'one', secret }] } }] });
    expect((await does(steps, 'open')).location).toContain('did=opened');
    expect(await get('/app/community/lorne-street-lunch-club'), 'a council has teams').toContain('Teams and services');
  });
  test('a second of the same name gets an id of its own, also where a practice or another area has it', async () => {
    await added();
    expect((await added()).location).toBe('/app/community/lorne-street-lunch-club-2/steps?did=added');
    for (const [name, to] of [
      ['Cairn', 'cairn-2'],
      ['Birchtree', 'birchtree-2'],
      ['Gaps', 'gaps-2'],
      ['Café Ünique & Sons', 'cafe-unique-sons'],
    ])
      expect((await added({ name })).location, name).toBe(`/app/community/${to}/steps?did=added`);
    expect((await hub.directory.organisation('cairn' as never))?.name).toBe('Cairn Carers');
  });
  test.each([
    [{ name: '' }, 'name'],
    [{ name: '🦊' }, 'name'],
    [{ kind: 'club' }, 'kind'],
    [{ mail: 'lunch' }, 'mail'],
  ])('%j is led to by its fault', async (more, field) => {
    const { status, text } = await added(more);
    expect([status, summary(text).map(([name]) => name)]).toEqual([422, expect.arrayContaining([field])]);
  });
  test('the old address hears that links go elsewhere, before they do; where it cannot be told nothing changes', async () => {
    await added();
    const change = (mail: string) => does('/app/community/lorne-street-lunch-club/details', 'save', { name: 'Lunch Club', kind: 'nhs', mail });
    await change('new@club.example');
    expect(await made()).toMatchObject({ name: 'Lunch Club', kind: 'nhs', mail: 'new@club.example' });
    expect(hub.mails).toEqual([{ to: 'lunch@club.example', subject: expect.any(String), text: expect.not.stringContaining('new@') }]);
    await change('new@club.example');
    expect(hub.mails).toHaveLength(1);
    Object.assign(hub.web, { mail: { send: () => Promise.reject(new Error('no mail')) } });
    expect((await change('third@club.example')).status).toBe(500);
    expect((await made()).mail).toBe('new@club.example');
  });
  test('what a service is, in parts: each shows what there is and changes nothing else', async () => {
    await withService();
    await does(`${lunch}/whom`, 'save', { 'from-age': '16', 'to-age': '99', only: 'women', eligibility: hostile, serves: 'board' });
    await does(`${lunch}/sees`, 'save', { fields: ['name', 'safe-contact', 'shoe-size'] });
    await does(`${lunch}/when`, 'save', { 'hours-1': '9-12.30, 14:00 – 16:00', 'hours-7': '', cost: 'free', languages: ['en', 'gd'] });
    await does(`${lunch}/where`, 'save', {
      place: 'Hall',
      line: '1 Example Row',
      town: 'Glasgow',
      postcode: 'g1 1xx',
      contact: 'Tam',
      phone: '0141 496 0210',
      web: 'https://club.example',
    });
    expect((await made()).services[0]).toEqual({
      ...{
        id: 'lunch',
        name: 'Lunch',
        about: 'Soup at noon',
        active: false,
        outcomes: 'general',
        fields: ['name', 'safe-contact'],
        cost: 'free',
        languages: ['en', 'gd'],
      },
      categories: [
        { code: 'food-fuel', display: 'Food or fuel' },
        { code: 'loneliness', display: 'Loneliness and isolation' },
      ],
      eligibility: { fromAge: 16, toAge: 99, only: 'women', text: hostile.trim() },
      serves: ['S08000031'],
      opening: [
        { day: 1, from: '09:00', to: '12:30' },
        { day: 1, from: '14:00', to: '16:00' },
      ],
      place: { name: 'Hall', line: '1 Example Row', town: 'Glasgow', postcode: 'G1 1XX' },
      contact: { name: 'Tam', phone: '0141 496 0210', web: 'https://club.example' },
    });
    const before = JSON.stringify((await made()).services);
    for (const part of ['what', 'whom', 'sees', 'when', 'where']) {
      const { text } = await hub.get('elspeth', `${lunch}/${part}`);
      expect(text).not.toContain('<script>');
      await does(`${lunch}/${part}`, 'save', typedIn(text));
    }
    expect(JSON.stringify((await made()).services), 'saved again as it was shown').toBe(before);
  });
  test.each([
    ['what', { name: '', needs: [] }, ['name', 'needs']],
    ['whom', { 'from-age': '60', 'to-age': '50' }, ['from-age']],
    ['whom', { 'from-age': 'old' }, ['from-age']],
    ['when', { 'hours-2': 'mornings', 'hours-3': '14-12', 'hours-4': '25-26' }, ['hours-2', 'hours-3', 'hours-4']],
    ['where', { postcode: 'nowhere', phone: 'ring', mail: 'x', web: 'javascript:alert(1)' }, ['postcode', 'phone', 'mail', 'web']],
  ])('part %s, filled in as %j, is led to by its faults', async (part, fields, wrong) => {
    await withService();
    const before = JSON.stringify(await made());
    const { status, text } = await does(`${lunch}/${part}`, 'save', fields);
    expect([status, summary(text).map(([field]) => field)]).toEqual([422, wrong]);
    expect(JSON.stringify(await made())).toBe(before);
  });
  test('a code of others stays while its need does', async () => {
    await does(`${parcels}/what`, 'save', { name: 'Parcels', needs: ['food-fuel', 'debt'], sensitive: 'yes', outcomes: 'money' });
    expect(await service()).toMatchObject({
      sensitive: true,
      outcomes: 'money',
      categories: [onboarded.services[0]?.categories[0], { code: 'debt', display: 'Debt' }],
    });
    await does(`${parcels}/what`, 'save', { name: 'Parcels', needs: ['debt'], outcomes: 'general' });
    expect((await service()).categories).toEqual([{ code: 'debt', display: 'Debt' }]);
    expect((await service()).sensitive).toBe(undefined);
  });
  test('questions are asked, at most six, and taken out', async () => {
    const ask = (more = {}) => does(`${parcels}/asks`, 'add', { question: 'What do you not eat?', kind: 'text', ...more });
    await ask({ kind: 'choice', choices: 'Halal\r\n\r\n Vegetarian ', required: 'yes' });
    expect((await service()).questions).toEqual([
      { id: expect.any(String), text: 'What do you not eat?', kind: 'choice', choices: ['Halal', 'Vegetarian'], required: true },
    ]);
    expect(summary((await ask({ kind: 'choice', choices: 'One' })).text)).toEqual([['choices', expect.any(String)]]);
    expect(summary((await ask({ question: '', kind: 'riddle' })).text).map(([field]) => field)).toEqual(['question', 'kind']);
    for (let n = 0; n < 5; n += 1) await ask({ question: `${hostile} ${n}` });
    expect(await get(`${parcels}/asks`)).toContain('There are six already');
    expect((await ask()).status).toBe(422);
    await does(`${parcels}/asks`, 'remove', { entry: await entry(`${parcels}/asks`, 'Take out: What') });
    expect((await service()).questions).toHaveLength(5);
  });
});

test('an organisation is added to the own areas alone, under an id that is free, and brings no system', async () => {
  const bring = async (one: object) => {
    const visit = { who: people.elspeth, ports: hub.web, at: hub.now() } as never;
    const plan = await planned(visit, { organisations: [{ services: [], name: 'New', ...one }] }, 'page');
    return plan.ok ? 'ok' : plan.problems.map(({ place }) => place);
  };
  expect(await bring({ id: 'new-one', area: 'S12000049' })).toBe('ok');
  expect(await bring({ id: 'new-one', area: edinburgh })).toEqual(['organisations[0].area']);
  expect(await bring({ id: 'cairn', area: 'S12000049' })).toEqual(['organisations[0].id']);
  expect(await bring({ id: 'birchtree', area: 'S12000049' })).toEqual(['organisations[0].id']);
  const endpoint = { url: 'https://new.example/hub', keys: [{ id: 'one', secret: 'generate' }] };
  expect(await bring({ id: 'new-one', area: 'S12000049', endpoint })).toEqual(['the file']);
});
