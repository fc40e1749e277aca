/** The Community Links Manager and the organisations of her areas: who needs her and why, what was said and agreed, room, access, ALISS, and what is missing. */
import { beforeEach, describe, expect, test } from 'vitest';
import { putSnapshot } from '#directory/aliss/snapshot-store';
import { capacityOf, setCapacity } from '#directory/capacity-store';
import { notesOf, relationshipOf } from '#directory/casework-store';
import { noteGap } from '#directory/gaps-store';
import { accessKeys, keys } from '#platform/tables';
import { at, communityActs, communityHub, hostile, id, onboarded, parcels, today, uuid, yesterday } from '#test/community-hub';
import { accepted, referredOn } from '#test/fhir-steps';
import { dayFields, edinburgh, summary, type TwoAreas } from '#test/set-up-hub';
import type { Named } from '#test/web-hub';
import { pages } from '#web/pages';

let hub: TwoAreas;
beforeEach(async () => {
  hub = await communityHub();
});
const { get, does, organisation, service, lineOf, talked, entry, all } = communityActs(() => hub);

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
