/** Lists from spreadsheets: checked by line and column, confirmed, and brought in whole or not at all. */
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { directoryStore } from '#directory/directory-store';
import { userStore } from '#identity/user-store';
import { csvLine, readCsv } from '#platform/csv';
import type { Item } from '#platform/types';
import { type WebHub, webHub } from '#test/web-hub';
import { columns, importKinds } from '#web/set-up/import/kinds';

let hub: WebHub;
beforeEach(async () => {
  hub = await webHub();
  await hub.onboard({ users: [{ id: 'elspeth', name: 'Elspeth Munro', mail: 'elspeth@programme.example', manager: 'elspeth-munro' }] });
  await hub.onboard({
    areas: [{ id: 'S12000036', name: 'City of Edinburgh', manager: 'fraser-ross' }],
    managers: [{ id: 'fraser-ross', name: 'Fraser Ross', areas: ['S12000036'] }],
    practices: [{ id: 'rowanbank', name: 'Rowanbank Practice', area: 'S12000036' }],
    users: [{ id: 'rhona', name: 'Rhona', mail: 'rhona@rowanbank.example', practice: 'rowanbank', staff: 'gp' }],
  });
});
const directory = () => directoryStore(hub.access);
const users = () => userStore(hub.access, hub.ports.keys);
const check = (kind: string, text: string) => hub.post('elspeth', '/app/manage/import', { kind, text });
const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
/** Line, column and what is wrong, as the page's table says them. */
const problems = (text: string) =>
  [...text.matchAll(/<tr><th scope="row">(\d+)<\/th><td>([^<]*)<\/td><td>([^<]*)<\/td><\/tr>/g)].map(([, line, column, said]) => [
    Number(line),
    column,
    unescaped(said ?? ''),
  ]);
const fault = (text: string) => unescaped(/ id="text-fault"[^>]*>([^<]*)/.exec(text)?.[1] ?? '');
const brought = async (kind: string, text: string): Promise<string> => {
  const { status, location } = await check(kind, text);
  expect(status).toBe(303);
  expect((await hub.get('elspeth', location)).text).toContain('Bring it in');
  expect((await hub.post('elspeth', location)).location).toBe(location);
  return (await hub.get('elspeth', location)).text;
};
/** Everything in the access table but what is kept of imports. */
const everything = async (): Promise<string> =>
  JSON.stringify((hub.access as unknown as { all(): Item[] }).all().filter(({ pk }) => !pk.startsWith('IMPORT#')));

describe('a list that is right', () => {
  test('of agreements adds one, and changes the one with the same reference', async () => {
    const list = (until: string) => `organisation,reference,purpose,from,until\r\ndrumgarth,DSA-14,Food parcels,01/04/2026,${until}\r\n`;
    expect(await brought('agreements', list(''))).toContain('0 added, 1 changed.');
    expect(await brought('agreements', list('2027-03-31'))).toContain('0 added, 1 changed.');
    const held = (await directory().organisation('drumgarth' as never))?.agreements;
    expect(held).toEqual([{ reference: 'DSA-14', purpose: 'Food parcels', from: '2026-04-01', until: '2027-03-31' }]);
  });
  test('of practices adds and changes, after it said so', async () => {
    const list =
      'id,name,area,email,codes,arm,arm from\r\nwillow,Willow Practice,,office@willow.example,40001 40002,comparison,01/04/2026\r\nbirchtree,,,,40003,,\r\nthistledown,Thistledown Practice,,,,,\r\n';
    const { location } = await check('practices', list);
    expect(location).toMatch(/^\/app\/manage\/import\/[a-z0-9]{26}$/);
    const review = await hub.get('elspeth', location);
    expect(review.text).toContain('1 would be added, 1 changed, 1 are there already as they are.');
    expect(review.text).toMatch(/Willow Practice<\/th><td>new<\/td>/);
    expect(review.text).toMatch(/Birchtree Practice<\/th><td>codes<\/td>/);
    expect(await directory().practice('willow' as never)).toBeUndefined();
    await hub.post('elspeth', location);
    expect((await hub.get('elspeth', location)).text).toContain('1 added, 1 changed.');
    expect(await directory().practice('willow' as never)).toMatchObject({
      area: 'S12000049',
      codes: ['40001', '40002'],
      arms: [{ arm: 'comparison', from: '2026-04-01' }],
    });
    expect(await directory().practice('birchtree' as never)).toMatchObject({ name: 'Birchtree Practice', codes: ['40003'] });
    const { items } = await hub.access.query({ pk: 'AUDIT#2026-11' });
    expect(items.filter(({ who }) => who === 'user:elspeth').map(({ file }) => String(file))).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });
  test('of people adds users, practitioners with their hours, and managers; again it changes nothing', async () => {
    const list = [
      'name;email;role;works at;wte;wte from',
      'Morag Bell;morag@birchtree.example;Links practitioner;birchtree thistledown;0,6;2026-04-01',
      'Ross Hay;ross@birchtree.example;practice-manager;birchtree;;',
      'Iona Lang;iona@programme.example;Programme Manager;;;',
    ].join('\r\n');
    expect(await brought('people', list)).toContain('3 added, 0 changed.');
    const morag = await users().byMail('morag@birchtree.example');
    expect(morag).toMatchObject({ name: 'Morag Bell', role: 'practitioner' });
    expect(morag?.id).toMatch(/^p-[0-9a-f]{16}$/);
    expect(await directory().practitioner(morag?.id as never)).toMatchObject({
      practices: ['birchtree', 'thistledown'],
      wte: [{ from: '2026-04-01', wte: 0.6 }],
    });
    expect(await users().byMail('ross@birchtree.example')).toMatchObject({ role: 'staff', staff: 'manager', practice: 'birchtree' });
    expect((await directory().managersIn('S12000049' as never)).map(({ name }) => name)).toContain('Iona Lang');
    const before = await everything();
    const again = await check('people', list);
    expect((await hub.get('elspeth', again.location)).text).toContain('Nothing would change');
    expect(await everything()).toBe(before);
    expect(await brought('people', list.replace('0,6;2026-04-01', '1;01/12/2026').replace('Morag Bell', 'Morag Bell-Hay'))).toContain('0 added, 1 changed.');
    expect(await directory().practitioner(morag?.id as never)).toMatchObject({ name: 'Morag Bell-Hay', wte: [{ wte: 0.6 }, { from: '2026-12-01', wte: 1 }] });
  });
  test('of people says hours practice by practice where as many stand as practices', async () => {
    const line = (wte: string) =>
      `name;email;role;works at;wte;wte from\nMorag Bell;morag@birchtree.example;Links practitioner;birchtree thistledown;${wte};2026-04-01`;
    expect(await brought('people', line('0,4 0.2'))).toContain('1 added, 0 changed.');
    const morag = await users().byMail('morag@birchtree.example');
    const parts = [
      { practice: 'birchtree', wte: 0.4 },
      { practice: 'thistledown', wte: 0.2 },
    ];
    expect((await directory().practitioner(morag?.id as never))?.wte).toEqual([{ from: '2026-04-01', wte: 0.6, parts }]);
    expect(await brought('people', line('0.6'))).toContain('0 added, 1 changed.');
    expect((await directory().practitioner(morag?.id as never))?.wte).toEqual([{ from: '2026-04-01', wte: 0.6 }]);
  });
  test('of list sizes puts quarters with their practice, named by short name or code', async () => {
    await hub.onboard({ practices: [{ id: 'thistledown', name: 'Thistledown Practice', area: 'S12000049', codes: ['40002'] }] });
    const list = 'Practice\tQuarter\tPatients\nbirchtree\t01/07/2026\t5,100\nbirchtree\t2026-10-01\t5123\n40002\t2026-10-01\t3400';
    expect(await brought('list-sizes', list)).toContain('0 added, 2 changed.');
    expect((await directory().practice('birchtree' as never))?.listSizes).toEqual([
      { day: '2026-07-01', patients: 5100 },
      { day: '2026-10-01', patients: 5123 },
    ]);
    expect((await directory().practice('thistledown' as never))?.listSizes).toEqual([{ day: '2026-10-01', patients: 3400 }]);
  });
  test('of days off adds to those there are', async () => {
    await brought('holidays', 'area,day,council\nS12000049,2026-09-25,closed\n,30/11/2026,open\n');
    await brought('holidays', 'day,council\n2027-09-24,closed\n');
    expect((await directory().area('S12000049' as never))?.holidays).toEqual({ extra: ['2026-09-25', '2027-09-24'], without: ['2026-11-30'] });
  });
  test('comes as a file as well, as Excel saves it', async () => {
    const list = 'id;name\r\nwillow;Practice of Élise\r\n';
    for (const [n, bytes] of [Buffer.from(`\uFEFF${list}`), Buffer.from(list, 'latin1')].entries()) {
      const sent = await hub.upload('elspeth', '/app/manage/import', { kind: 'practices', text: '', file: new Blob([bytes], { type: 'text/csv' }) });
      expect(sent.status, String(n)).toBe(303);
      expect((await hub.get('elspeth', sent.location)).text).toContain('Practice of Élise');
    }
    const none = await hub.upload('elspeth', '/app/manage/import', { kind: 'practices', text: '', file: new Blob([]) });
    expect([none.status, fault(none.text)]).toEqual([422, 'Paste some lines or choose a file']);
  });
  test('keeps what looks like a formula as the text it is', async () => {
    await brought('practices', 'id,name\nwillow,=HYPERLINK(1)\n');
    expect(await directory().practice('willow' as never)).toMatchObject({ name: '=HYPERLINK(1)' });
  });
});

describe('a list that is wrong', () => {
  const refused = async (kind: string, text: string) => {
    const before = await everything();
    const page = await check(kind, text);
    expect(page.status).toBe(422);
    expect(await everything()).toBe(before);
    return page.text;
  };
  test('is told all at once, by line and column, and nothing of it is brought in', async () => {
    const text = await refused(
      'list-sizes',
      'practice,quarter,patients\nbirchtree,2026-10-01,5123\nnowhere,2026-10-02,0\nrowanbank,31/02/2026,\nbirchtree,1/10/2026,5124\n',
    );
    expect(fault(text)).toBe('Lines to mend: 3 of 4. Nothing was brought in');
    expect(problems(text)).toEqual([
      [3, 'practice', 'No practice of yours has this short name or code'],
      [3, 'quarter', 'Write the first day of a quarter: 1 January, April, July or October'],
      [3, 'patients', 'Write a whole number from 1 to 200000'],
      [4, 'practice', 'No practice of yours has this short name or code'],
      [4, 'quarter', 'Write a day that exists, as 2026-11-30 or 30/11/2026'],
      [4, 'patients', 'Fill this in'],
      [5, 'quarter', 'The same stands in a line before'],
    ]);
    expect((await directory().practice('birchtree' as never))?.listSizes).toBeUndefined();
  });
  test('of practices: what is wrong in a cell, what the onboarding rules refuse and what is not hers, in one look', async () => {
    const text = await refused(
      'practices',
      'id,name,area,email,arm,arm from\nwil low,Willow,,nobody,,\nrowanbank,Mine now,,,,\ndrumgarth,Ours,,,,\nwillow,,S12000036,,control,\nwillow,Twice,,,,2026-01-01\n"a\nb",Aspen,,,,\naspen,Aspen,S12000036,,,\n',
    );
    expect(problems(text)).toEqual([
      [2, 'id', 'Use 1 to 64 letters, digits, dots or hyphens'],
      [2, 'email', 'Write an e-mail address'],
      [3, 'id', 'This id is taken: choose another'],
      [4, 'id', 'This id is taken: choose another'],
      [5, 'name', 'Fill this in'],
      [5, 'arm', 'Write intervention, comparison, not-in-study'],
      [5, 'arm from', 'Fill in both or neither'],
      [6, 'id', 'The same stands in a line before'],
      [6, 'arm', 'Fill in both or neither'],
      [7, 'id', 'Use 1 to 64 letters, digits, dots or hyphens'],
      [9, 'area', 'This is not in your areas'],
    ]);
    expect(fault(text)).toBe('Lines to mend: 7 of 7. Nothing was brought in');
  });
  test('of people: addresses of somebody else, roles, places and hours', async () => {
    const text = await refused(
      'people',
      [
        'id,name,email,role,works at,wte,wte from',
        ',A,rhona@rowanbank.example,GP,birchtree,,',
        'new,B,elspeth@programme.example,nurse,birchtree,,',
        ',C,c@b.example,doctor,birchtree,,',
        ',D,d@b.example,nurse,rowanbank,,',
        ',E,e@b.example,links practitioner,,2.5,2026-01-01',
        ',F,f@b.example,GP,birchtree,0.5,',
        ',G,g@b.example,programme manager,S12000036,,',
        ',,D@b.example,nurse,birchtree thistledown,,',
      ].join('\n'),
    );
    expect(problems(text).map(([line, column]) => [line, column])).toEqual([
      [2, 'id'],
      [3, 'email'],
      [4, 'role'],
      [5, 'works at'],
      [6, 'works at'],
      [6, 'wte'],
      [7, 'wte'],
      [7, 'wte from'],
      [8, 'works at'],
      [9, 'name'],
      [9, 'email'],
      [9, 'works at'],
    ]);
    const taken = await refused('people', 'name,email,role,works at\nA,rhona@rowanbank.example,GP,birchtree\n');
    expect(problems(taken)).toEqual([[2, 'id', 'This id is taken: choose another']]);
    const last = await refused('people', 'name,email,role,works at\nElspeth Munro,elspeth@programme.example,GP,birchtree\n');
    expect(problems(last)[0]?.[2]).toMatch(/^Nobody who can sign in would be left/);
  });
  test('of people: hours that are not one for each practice, or of somebody who works in another area too', async () => {
    const catriona = { id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree', 'rowanbank'] };
    await hub.onboard({ practitioners: [catriona] });
    const wrong = [
      ',Morag,morag@birchtree.example,links practitioner,birchtree thistledown,0.4 0.2 0.1,2026-04-01',
      'catriona-weir,Catriona Weir,catriona@birchtree.example,links practitioner,birchtree thistledown,0.4 0.2,2026-04-01',
    ];
    const text = await refused('people', ['id,name,email,role,works at,wte,wte from', ...wrong].join('\n'));
    expect(problems(text)).toEqual([
      [2, 'wte', 'Write one part for all practices together, or as many as practices are named'],
      [3, 'wte', expect.stringMatching(/^Somebody else enters/)],
    ]);
  });
  test('in its headings, its quotes or its length is told as such', async () => {
    expect(problems(await refused('holidays', 'day,Council,colour,day\n2026-09-25,closed,,\n'))).toEqual([
      [1, '', 'The hub knows no column “colour”: check the spelling or take it out'],
      [1, 'day', 'The column “day” stands twice'],
    ]);
    expect(problems(await refused('people', 'name,role\nA,GP\n'))).toEqual([[1, 'email', 'The column “email” is missing']]);
    expect(problems(await refused('holidays', 'day,council\n2026-09-25,closed,x\n'))).toEqual([[2, '', 'This line has more cells than there are headings']]);
    expect(fault(await refused('holidays', 'day,council\n2026-09-25,"closed\n'))).toMatch(/^Line 2: a quotation mark/);
    expect(fault(await refused('holidays', 'day,council\n'))).toBe('There is no line below the headings');
    expect(fault(await refused('holidays', `day,council\n${'x,y\n'.repeat(2_001)}`))).toBe('There are more than 2000 lines: split the list');
    expect((await hub.post('elspeth', '/app/manage/import', { kind: 'holidays', text: 'x'.repeat(600_000) })).status).toBe(400);
    const page = await hub.post('elspeth', '/app/manage/import', { text: 'day,council\n' });
    expect(page.text).toContain('href="#kind"');
  });
  test('of two thousand wrong lines is still a light page', async () => {
    const text = await refused('holidays', `day,council\n${'x,y\n'.repeat(2_000)}`);
    expect(problems(text)).toHaveLength(200);
    expect(text).toContain('And 3800 more.');
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  });
  test('is shown as the text it is', async () => {
    const text = await refused('practices', 'id,name,<script>alert(1)</script>\n"<script>",x,\n');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script');
  });
});

describe('between check and confirmation', () => {
  const list = 'id,name\nwillow,Willow Practice\naspen,Aspen Practice\n';
  test('only who checked it finds it, and for a day', async () => {
    const { location } = await check('practices', list);
    expect((await hub.get('fraser', location)).status).toBe(404);
    expect((await hub.post('fraser', location)).status).toBe(404);
    expect((await hub.get('elspeth', `${location}x`)).status).toBe(404);
    expect((await hub.get('elspeth', location)).status).toBe(200);
    hub.pass(25 * 3_600_000);
    expect((await hub.get('elspeth', location)).status).toBe(404);
    expect(await directory().practice('willow' as never)).toBeUndefined();
  });
  test('it lies sealed', async () => {
    await check('people', 'name,email,role,works at\nMorag Bell,morag@birchtree.example,GP,birchtree\n');
    expect(JSON.stringify((hub.access as unknown as { all(): Item[] }).all())).not.toContain('Morag');
    expect(hub.logged).toEqual([]);
  });
  test('what changed in the hub meanwhile is told, and nothing is brought in', async () => {
    const { location } = await check(
      'people',
      'name,email,role,works at\nMorag,morag@birchtree.example,GP,birchtree\nRoss,ross@birchtree.example,GP,birchtree\n',
    );
    await hub.onboard({ users: [{ id: 'p-other', name: 'Other', mail: 'ross@birchtree.example', practice: 'rowanbank', staff: 'gp' }] });
    await hub.post('elspeth', location);
    const { text } = await hub.get('elspeth', location);
    expect(text).toContain('Nothing was brought in');
    expect(text).not.toContain('Bring it in');
    expect(await users().byMail('morag@birchtree.example')).toBeUndefined();
  });
  test('confirmed twice it is brought in once', async () => {
    const { location } = await check('practices', list);
    await Promise.all([hub.post('elspeth', location), hub.post('elspeth', location)]);
    await hub.post('elspeth', location);
    expect(await directory().practice('aspen' as never)).toMatchObject({ version: { versionId: 1 } });
    const { items } = await hub.access.query({ pk: 'AUDIT#2026-11' });
    expect(items.filter(({ who }) => who === 'user:elspeth')).toHaveLength(2);
  });
  test('broken off at any write it is gone on with, done once, and told whole', async () => {
    let broken = 0;
    for (let at = 0; at < 6; at += 1) {
      hub = await webHub();
      const { location } = await check('practices', list);
      const write = hub.access.write;
      let left = at;
      hub.access.write = async (writes) => {
        if (left === 0) throw new Error('the machine went away');
        left -= 1;
        return write(writes);
      };
      const stopped = await hub.post('elspeth', location);
      hub.access.write = write;
      broken += stopped.status === 500 ? 1 : 0;
      for (let n = 0; n < 2; n += 1) await hub.post('elspeth', location);
      expect((await hub.get('elspeth', location)).text).toContain('2 added, 0 changed.');
      for (const id of ['willow', 'aspen']) expect(await directory().practice(id as never)).toMatchObject({ version: { versionId: 1 } });
      const { items } = await hub.access.query({ pk: 'AUDIT#2026-11' });
      expect(items.filter(({ who }) => who === 'user:elspeth')).toHaveLength(2);
    }
    console.log(`Broken off ${broken} times`);
    expect(broken).toBeGreaterThan(2);
  });
  test('two thousand lines are brought in, in parts where a part is enough for one page', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => `practice-${n},Practice ${n}`);
    const { location } = await check('practices', ['id,name', ...rows].join('\n'));
    expect((await hub.get('elspeth', location)).text).toContain('2000 would be added');
    await hub.post('elspeth', location);
    expect((await hub.get('elspeth', location)).text).toContain('1000 are in, 1000 are left.');
    await hub.post('elspeth', location);
    expect((await hub.get('elspeth', location)).text).toContain('2000 added, 0 changed.');
    expect(await directory().practicesIn('S12000049' as never)).toHaveLength(2_002);
  }, 120_000);
});

describe('sheets to start from', () => {
  test('hold the headings that the import knows, for each kind', async () => {
    for (const kind of importKinds) {
      const sheet = await hub.get('elspeth', `/app/manage/import/template/${kind}`);
      expect(await readCsv(sheet.text, 5)).toEqual({ ok: true, rows: [{ line: 1, cells: columns[kind] }] });
    }
    expect((await hub.get('elspeth', '/app/manage/import/template/secrets')).status).toBe(404);
    expect((await hub.get('nadia', '/app/manage/import/template/people')).status).toBe(404);
  });
});

test('whatever the cells hold, a list is either told wrong by its lines or brings in exactly what it says', async () => {
  const number = fc.integer({ min: 1, max: 9_999 }).map(String);
  const cell = fc.oneof(
    { weight: 6, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom('', '-1', '"', '=1', '😀') },
    { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
  );
  const place = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('birchtree', 'thistledown') }, { weight: 1, arbitrary: fc.constantFrom('nowhere', '') });
  const row = fc.tuple(place, fc.constantFrom('2026-07-01', '2026-10-01', '1/4/2026'), cell);
  const sizes = new Map<string, Map<string, number>>();
  let [right, wrong] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
      const sent = await check('list-sizes', ['practice,quarter,patients\r\n', ...rows.map(csvLine)].join(''));
      if (sent.status === 422) {
        wrong += 1;
        expect(problems(sent.text).length).toBeGreaterThan(0);
        for (const [line] of problems(sent.text)) expect(Number(line)).toBeGreaterThan(1);
        return;
      }
      right += 1;
      await hub.post('elspeth', sent.location);
      for (const [id, quarter, patients] of rows)
        sizes.set(id, new Map([...(sizes.get(id) ?? []), [quarter === '1/4/2026' ? '2026-04-01' : quarter, Number(patients)]]));
      for (const id of ['birchtree', 'thistledown']) {
        const held = (await directory().practice(id as never))?.listSizes ?? [];
        expect(new Map(held.map(({ day, patients }) => [day, patients]))).toEqual(sizes.get(id) ?? new Map());
      }
    }),
    { numRuns: 150 },
  );
  console.log(`Lists: ${right} right, ${wrong} wrong`);
  expect(Math.min(right, wrong)).toBeGreaterThan(10);
});
