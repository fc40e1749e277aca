/** Studies from their pages: added, approved, looked at, made and taken along; what data collectors enter; and who finds none of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { dayFields, summary } from '#test/set-up-hub';
import { rowsIn, unzipped } from '#test/study-export';
import { fillPractice } from '#test/study-people';
import { monthsLater, type StudyHub, studyHub } from '#test/study-steps';

let hub: StudyHub;
beforeEach(async () => {
  hub = await studyHub();
});

describe('a study', () => {
  test('is added with practices that have an arm, and shown with them', async () => {
    const at = await hub.added();
    const { text } = await hub.get('elspeth', at);
    for (const words of [
      'Invented evaluation',
      'Birchtree Practice',
      'Intervention, since',
      'Thistledown Practice',
      'Comparison, since',
      'Nobody has recorded an approval',
    ])
      expect(text).toContain(words);
    expect((await hub.get('elspeth', '/app/studies')).text).toContain('Invented evaluation');
  });
  test('is not added without a name, a practice, a questionnaire and a first day', async () => {
    const { status, text } = await hub.post('elspeth', '/app/studies/add', {});
    expect(status).toBe(422);
    expect(summary(text).map(([field]) => field)).toEqual(['name', 'from', 'practices', 'instruments']);
  });
  test('exports nothing until its approval is recorded, and says what to do', async () => {
    const at = await hub.added();
    expect((await hub.get('elspeth', at)).text).toContain('Record it on the page of the study.');
    const told = await hub.post('elspeth', at, { do: 'look', ...dayFields('cut-off', '2026-11-20') });
    expect(told.location).toBe('');
    expect((await hub.get('elspeth', `${at}/exports/2026-11-20`)).status).toBe(404);
  });
  test('loses its approval when it is changed', async () => {
    const at = await hub.approved();
    expect((await hub.get('elspeth', at)).text).toContain('26/WS/0001');
    await hub.post('elspeth', `${at}/change`, { ...hub.fields, name: 'Another name' });
    const { text } = await hub.get('elspeth', at);
    expect(text).toContain('Another name');
    expect(text).toContain('Nobody has recorded an approval');
  });
  test('is not there for a manager of other areas, nor for anybody else', async () => {
    const at = await hub.approved();
    for (const other of ['fraser', 'catriona', 'nadia', 'lorna', 'morag'] as const) {
      expect((await hub.get(other, at)).status, other).toBe(404);
      expect((await hub.post(other, at, { do: 'look', ...dayFields('cut-off', '2026-11-20') })).status, other).toBe(404);
    }
    expect((await hub.get('fraser', '/app/studies')).text).not.toContain('Invented evaluation');
  });
  test('shows hostile text harmlessly', async () => {
    const hostile = '<script>alert(1)</script>"’\u202e😀';
    const at = await hub.added({ name: hostile });
    expect((await hub.get('elspeth', at)).text).not.toContain('<script>alert');
  });
});

describe('an export', () => {
  const cutOff = '2026-11-20';
  const looked = async (people = 60) => {
    const at = await hub.approved();
    const study = await hub.study(at);
    const practice = await hub.ports.directory.practice('birchtree' as never);
    if (practice) await fillPractice(hub.table, study, practice, people, 1);
    const { location } = await hub.post('elspeth', at, { do: 'look', ...dayFields('cut-off', cutOff) });
    expect(location).toBe(`${at}/exports/${cutOff}`);
    return location;
  };
  test('is looked at, made and taken along: four clicks and one field', async () => {
    const at = await looked();
    const preview = await hub.get('elspeth', at);
    for (const words of ['What became of everybody', 'Could take part', 'What is missing', 'Can somebody be told?', 'Make the export'])
      expect(preview.text).toContain(words);
    expect((await hub.post('elspeth', at, { do: 'make' })).location).toBe(at);
    expect((await hub.get('elspeth', at)).text).toContain('Download all (ZIP)');
    const files = unzipped(await hub.bytes(`${at}/download`));
    expect(rowsIn(files['participants.csv']).length).toBeGreaterThan(40);
    expect(JSON.parse(files['manifest.json'] ?? '').study.approval.reference).toBe('26/WS/0001');
    expect((await hub.get('elspeth', at.replace(/\/exports.*/, ''))).text).toContain('Exports so far');
  });
  test('shows how far it is while it is gathered, and asks for itself again', async () => {
    const at = await looked();
    const told = await hub.slowly(() => hub.get('elspeth', at));
    expect(told.text).toContain('Gathering: 1 of 2 practices.');
    expect(told.headers.refresh).toBe('0');
    expect((await hub.get('elspeth', at)).text).toContain('Make the export');
  });
  test('is not made when so few take part that somebody could be told, and says where', async () => {
    const at = await looked(4);
    const { text } = await hub.get('elspeth', at);
    expect(text).toContain('It cannot be made');
    expect(text).toContain('Birchtree Practice');
    await hub.post('elspeth', at, { do: 'make' });
    expect((await hub.get('elspeth', `${at}/download`)).status).toBe(404);
  });
  test('is of no day to come, and of none before the study', async () => {
    const at = await hub.approved();
    for (const day of ['2027-01-01', '2024-01-01']) {
      const { status, text } = await hub.post('elspeth', at, { do: 'look', ...dayFields('cut-off', day) });
      expect(status).toBe(422);
      expect(summary(text)[0]?.[0]).toBe('cut-off');
    }
  });
  test('is noted with who looked, made and took it', async () => {
    const at = await looked();
    await hub.get('elspeth', at);
    await hub.post('elspeth', at, { do: 'make' });
    await hub.bytes(`${at}/download`);
    const audit = JSON.stringify(hub.access.all().filter(({ pk }) => pk.startsWith('AUDIT#')));
    for (const change of ['approved', 'looked', 'exported', 'downloaded']) expect(audit).toContain(`"change":"${change}"`);
  });
});

describe('taking part', () => {
  test('is asked by the practitioner, kept with who asked, and taken back', async () => {
    const at = await hub.approved();
    const { person, page } = await hub.referred();
    const study = at.split('/').at(-1) ?? '';
    expect((await hub.get('catriona', page('measures'))).text).toContain('Taking part in a study');
    expect((await hub.get('catriona', page('research'))).text).toContain('They have not been asked.');
    const yes = await hub.post('catriona', page('research'), { study, said: 'yes' });
    expect(yes.location).toContain('did=saved');
    expect((await hub.get('catriona', page('research'))).text).toContain('23 November 2026: agreed, asked by Catriona Weir');
    await hub.post('catriona', page('research'), { study, said: 'no' });
    const { text } = await hub.get('catriona', page('research'));
    expect(text.indexOf('said no')).toBeLessThan(text.indexOf(': agreed'));
    expect(person).not.toBe('');
    const { status, text: faulty } = await hub.post('catriona', page('research'), { study });
    expect([status, summary(faulty)[0]?.[0]]).toEqual([422, 'said']);
  });
  test('is asked by nobody of another practice, and by no other role', async () => {
    await hub.approved();
    const { page } = await hub.referred();
    for (const other of ['jamal', 'nadia', 'elspeth', 'morag'] as const) expect((await hub.get(other, page('research'))).status, other).toBe(404);
  });
  test('is taken back in the middle: the export that was looked at is not made, nor one that was made taken along', async () => {
    const at = await hub.approved();
    const { page } = await hub.referred();
    const study = await hub.study(at);
    const practice = await hub.ports.directory.practice('birchtree' as never);
    if (practice) await fillPractice(hub.table, study, practice, 60, 1);
    const said = (what: string) => hub.post('catriona', page('research'), { study: study.id, said: what });
    await said('yes');
    const look = () => hub.post('elspeth', at, { do: 'look', ...dayFields('cut-off', '2026-11-23') });
    const { location } = await look();
    await hub.get('elspeth', location);
    await hub.post('elspeth', location, { do: 'make' });
    expect((await hub.get('elspeth', location)).text).toContain('Download all');
    const before = JSON.parse(unzipped(await hub.bytes(`${location}/download`))['manifest.json'] ?? '');
    hub.pass(60_000);
    await said('no');
    for (const page of [location, `${location}/download`]) expect((await hub.get('elspeth', page)).text).toContain('Gather it again');
    await look();
    await hub.get('elspeth', location);
    await hub.post('elspeth', location, { do: 'make' });
    const after = JSON.parse(unzipped(await hub.bytes(`${location}/download`))['manifest.json'] ?? '');
    expect([after.participants, after.withdrawals]).toEqual([before.participants - 1, before.withdrawals + 1]);
  });
});

describe('a data collector', () => {
  const list = Array.from({ length: 20 }, (_, n) => `B-${n + 1}, ${1940 + n}, ${n % 2 ? 'female' : 'male'}, G1 1XX`).join('\n');
  const sampled = async () => {
    const at = await hub.approved();
    const path = `${at}/practices/thistledown`;
    await hub.post('morag', path, { list, wanted: '8' });
    const numbers = (await hub.get('morag', path)).text.match(/(?<=thistledown\/)B-\d+(?=")/g) ?? [];
    return { path, numbers, one: `${path}/${numbers[0]}` };
  };
  test('begins with the practices where they collect, and finds no other page of the hub', async () => {
    const at = await hub.approved();
    expect((await hub.get('morag', '/app/start')).location).toBe('/app/studies/collect');
    const { text } = await hub.get('morag', '/app/studies/collect');
    expect(text).toContain(`${at}/practices/thistledown`);
    expect(text).not.toContain('Birchtree');
    const { id, page } = await hub.referred();
    for (const path of [
      page('research'),
      page('measures'),
      `/app/work/referrals/${id}`,
      '/app/work',
      '/app/practice',
      '/app/manage',
      '/app/studies',
      `${at}/practices/birchtree`,
    ])
      expect((await hub.get('morag', path)).status, path).toBe(404);
  });
  test('draws the same sample from the same list, in whatever order it is, and keeps neither names nor postcodes', async () => {
    const { path, numbers } = await sampled();
    expect(numbers).toHaveLength(8);
    await hub.post('morag', path, { list: list.split('\n').reverse().join('\n'), wanted: '8' });
    expect((await hub.get('morag', path)).text.match(/(?<=thistledown\/)B-\d+(?=")/g)).toEqual(numbers);
    expect(JSON.stringify(hub.table.all().filter(({ pk }) => pk.startsWith('STUDY#')))).not.toContain('G1 1XX');
  });
  test('is told which line of a list is wrong: a health service number, a child', async () => {
    const at = await hub.approved();
    const wrong = async (line: string) => summary((await hub.post('morag', `${at}/practices/thistledown`, { list: line, wanted: '1' })).text)[0]?.[1];
    expect(await wrong('0101011237, 1961, female, G1 1XX')).toContain('Line 1');
    expect(await wrong('B-1, 2020, female, G1 1XX')).toContain('under 16');
    expect(await wrong('B-1, 1961, lady, G1 1XX')).toContain('female, male');
  });
  test('enters a questionnaire twice, is shown where the two differ, and settles it by a third look', async () => {
    const { one } = await sampled();
    const ons4 = (first: string) => ({
      ...dayFields('ons4-on', '2026-11-23'),
      ...{ 'ons4-life-satisfaction': first, 'ons4-worthwhile': '5', 'ons4-happiness': '6', 'ons4-anxiety': '4' },
    });
    expect((await hub.get('morag', `${one}/ons4/baseline`)).status, 'before they agreed').toBe(404);
    await hub.post('morag', one, { do: 'said', said: 'yes' });
    expect((await hub.get('morag', one)).text).toContain('Due by');
    const paper = `${one}/ons4/baseline`;
    expect((await hub.post('morag', paper, ons4('7'))).location).toContain('did=once');
    expect((await hub.get('morag', paper)).text, 'the first entry is not shown').not.toContain('value="7"');
    expect((await hub.post('morag', paper, ons4('1'))).location).toContain('did=differs');
    const { text } = await hub.get('morag', paper);
    expect(text).toContain('First entry: 7. Second entry: 1.');
    expect((await hub.post('morag', paper, ons4('7'))).location).toContain('did=done');
    expect((await hub.post('morag', paper, ons4('3'))).status).toBe(409);
    expect((await hub.get('morag', one)).text).toContain('Done');
  });
  test('is told what is wrong with an entry at its field', async () => {
    const { one } = await sampled();
    await hub.post('morag', one, { do: 'said', said: 'yes' });
    const { status, text } = await hub.post('morag', `${one}/ons4/baseline`, { 'ons4-life-satisfaction': '11' });
    expect(status).toBe(422);
    expect(summary(text).map(([field]) => field)).toEqual(['ons4-on', 'ons4-life-satisfaction']);
  });
  test('sees when nine months are due, and notes why nothing more can be asked', async () => {
    const { one, path } = await sampled();
    await hub.post('morag', one, { do: 'said', said: 'yes' });
    expect((await hub.get('morag', path)).text).toContain('Opens ');
    monthsLater(hub, 9);
    expect((await hub.get('morag', path)).text).toContain('Due by');
    expect((await hub.post('morag', one, { do: 'lost', why: 'moved-away' })).location).toContain('did=saved');
    expect((await hub.get('morag', one)).text).toContain('Moved away');
  });
  test('is the only one who sees what was entered: a manager sees how many there are', async () => {
    const { path, one, numbers } = await sampled();
    const { text } = await hub.get('elspeth', path);
    expect(text).toContain('8 in the sample');
    expect(text).not.toContain(`thistledown/${numbers[0]}`);
    for (const other of ['elspeth', 'fraser', 'catriona', 'nadia'] as const) expect((await hub.get(other, one)).status, other).toBe(404);
  });
});
