/** People and roles: let in, changed, switched off, and how much they work. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#identity/users';
import { dayFields, summary, type TwoAreas, twoAreas } from '#test/set-up-hub';

let hub: TwoAreas;
beforeEach(async () => {
  hub = await twoAreas();
});

describe('a person', () => {
  const add = (fields: Record<string, string | readonly string[]>) => hub.post('elspeth', '/app/manage/people/add', fields);
  const added = async (fields: Record<string, string | readonly string[]>): Promise<{ at: string; user: User | undefined }> => {
    const { status, location } = await add(fields);
    expect(status).toBe(303);
    const at = location.replace(/\?.*/, '');
    return { at, user: await hub.users.find(at.replace('/app/manage/people/', '') as never) };
  };
  test('of each role is added and can sign in by the address', async () => {
    const { at, user } = await added({ name: 'Morag Bell', mail: 'Morag@Birchtree.example', job: 'practitioner', practices: ['birchtree', 'thistledown'] });
    expect(user).toMatchObject({ name: 'Morag Bell', role: 'practitioner' });
    expect(at).not.toMatch(/morag|bell/i);
    expect(await hub.users.byMail('morag@birchtree.example')).toEqual(user);
    expect((await hub.directory.practitionersOf('thistledown' as never)).map(({ name }) => name)).toContain('Morag Bell');
    const staff = await added({ name: 'Ross Hay', mail: 'ross@birchtree.example', job: 'practice-manager', practices: 'birchtree' });
    expect(staff.user).toMatchObject({ role: 'staff', practice: 'birchtree', staff: 'manager' });
    const manager = await added({ name: 'Iona Lang', mail: 'iona@programme.example', job: 'manager' });
    expect(manager.user).toMatchObject({ role: 'manager' });
    expect((await hub.directory.managersIn('S12000049' as never)).map(({ name }) => name)).toContain('Iona Lang');
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
    expect(await hub.users.find('nadia' as never)).toMatchObject({ name: 'Dr Nadia Khan-Reid', practice: 'thistledown', staff: 'nurse' });
    expect(await hub.users.byMail('nadia@birchtree.example')).toBeUndefined();
    expect(await hub.users.byMail('khan@birchtree.example')).toMatchObject({ id: 'nadia' });
  });
  test('who becomes something else works for no practice as a practitioner', async () => {
    await hub.post('elspeth', '/app/manage/people/catriona', {
      do: 'save',
      name: 'Catriona Weir',
      mail: 'catriona@birchtree.example',
      job: 'reception',
      practices: 'birchtree',
    });
    expect(await hub.users.find('catriona' as never)).toMatchObject({ role: 'staff', staff: 'reception' });
    expect(await hub.directory.practitionersOf('birchtree' as never)).toEqual([]);
  });
  test('is switched off, and on again', async () => {
    expect((await hub.post('elspeth', '/app/manage/people/nadia', { do: 'off' })).location).toBe('/app/manage/people/nadia?did=off');
    expect((await hub.users.find('nadia' as never))?.disabled).toBe(true);
    expect((await hub.get('elspeth', '/app/manage/people')).text).toContain('switched off');
    await hub.post('elspeth', '/app/manage/people/nadia', {
      do: 'save',
      name: 'Dr Nadia Khan',
      mail: 'nadia@birchtree.example',
      job: 'gp',
      practices: 'birchtree',
    });
    expect((await hub.users.find('nadia' as never))?.disabled).toBe(true);
    await hub.post('elspeth', '/app/manage/people/nadia', { do: 'on' });
    expect((await hub.users.find('nadia' as never))?.disabled).toBeUndefined();
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
    await hub.post('elspeth', at, { do: 'add-wte', wte: '0.8', ...dayFields('wte-from', '2026-04-01') });
    await hub.post('elspeth', at, { do: 'add-wte', wte: '0,6', ...dayFields('wte-from', '2026-12-01') });
    expect((await hub.directory.practitioner('catriona-weir' as never))?.wte).toEqual([
      { from: '2026-04-01', wte: 0.8 },
      { from: '2026-12-01', wte: 0.6 },
    ]);
    for (const wte of ['', 'x', '3', '-1', '0.555', '1e0'])
      expect(
        summary((await hub.post('elspeth', at, { do: 'add-wte', wte, ...dayFields('wte-from', '2027-01-01') })).text).map(([field]) => field),
        wte,
      ).toEqual(['wte']);
    expect(summary((await hub.post('elspeth', at, { do: 'add-wte', wte: '1', ...dayFields('wte-from', '2026-04-01') })).text).map(([field]) => field)).toEqual([
      'wte-from',
    ]);
    await hub.post('elspeth', at, { do: 'remove-wte', entry: '2026-12-01' });
    expect((await hub.directory.practitioner('catriona-weir' as never))?.wte).toEqual([{ from: '2026-04-01', wte: 0.8 }]);
  });
  test('at several practices, works so many hours at each, and the same at each where nobody says', async () => {
    await hub.onboard({
      practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree', 'rowanbank'], wte: [{ from: '2026-01-01', wte: 1 }] }],
    });
    const at = '/app/manage/people/catriona';
    const asked = (await hub.get('elspeth', at)).text;
    for (const part of ['1 (the same part at each practice)', 'Birchtree Practice', 'Rowanbank', 'name="wte-birchtree"', 'name="wte-rowanbank"'])
      expect(asked).toContain(part);
    const add = (fields: Record<string, string>) => hub.post('elspeth', at, { do: 'add-wte', ...dayFields('wte-from', '2026-04-01'), ...fields });
    const wrong: [Record<string, string>, string][] = [
      [{ 'wte-birchtree': '0.5' }, 'wte-rowanbank'],
      [{ 'wte-birchtree': '0.5', 'wte-rowanbank': 'x' }, 'wte-rowanbank'],
      [{ 'wte-birchtree': '1.5', 'wte-rowanbank': '0.6' }, 'wte'],
      [{ wte: '0.6', 'wte-birchtree': '0.5', 'wte-rowanbank': '0.2' }, 'wte'],
      [{}, 'wte'],
    ];
    for (const [fields, fault] of wrong)
      expect(
        summary((await add(fields)).text).map(([field]) => field),
        JSON.stringify(fields),
      ).toEqual([fault]);
    expect((await add({ 'wte-birchtree': '0.5', 'wte-rowanbank': '0,2' })).status).toBe(303);
    const parts = [
      { practice: 'birchtree', wte: 0.5 },
      { practice: 'rowanbank', wte: 0.2 },
    ];
    expect((await hub.directory.practitioner('catriona-weir' as never))?.wte).toEqual([
      { from: '2026-01-01', wte: 1 },
      { from: '2026-04-01', wte: 0.7, parts },
    ]);
    expect((await hub.get('elspeth', at)).text).toMatch(/0\.7 \(Birchtree Practice 0\.5, Rowanbank[^)]* 0\.2\)/);
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
    expect((await hub.users.find('catriona' as never))?.mail).toBe('catriona@birchtree.example');
    expect((await hub.directory.practitioner('catriona-weir' as never))?.practices).toEqual(['birchtree', 'rowanbank']);
  });
});
