import { beforeEach, describe, expect, test } from 'vitest';
import { contactsOf } from '#referral/contacts';
import type { ReferralId } from '#referral/types';
import { type Named, type WebHub, webHub } from '#test/web-hub';
import { hiddenIn, knowing, named, referralOf, referredTo, takenOn } from '#test/web-people';

const day = (number: string, month = '11') => ({ 'day-day': number, 'day-month': month, 'day-year': '2026' });
const groupStep = { kind: 'group', mode: 'group', time: '10:00', place: 'Hall', what: 'Walking group' };

let hub: WebHub;
beforeEach(async () => {
  hub = await webHub();
});
const sessionOf = async (who: Named = 'catriona') => hiddenIn((await hub.get(who, '/app/work/group')).text, 'session');
const today = { ...day('23'), name: 'Walking group', minutes: '60', place: 'Hall', next: 'keep' };
const contacts = async (id: ReferralId) => contactsOf((await referralOf(hub, id)).commits);
const next = async (id: ReferralId) => (await referralOf(hub, id)).referral.casework?.next;

describe('a group session', () => {
  test('is written up for everybody who is ticked, by one save', async () => {
    const [rory, ailsa, other] = [await takenOn(hub, named('Roryson')), await takenOn(hub, named('Ailsason')), await takenOn(hub, named('Otherson'))];
    await hub.post('catriona', `${ailsa.at}/step`, { ...groupStep, ...day('23') });
    hub.pass(3_600_000);
    const session = await sessionOf();
    const done = await hub.post('catriona', '/app/work/group', { ...today, session, came: rory.id, missed: ailsa.id });
    expect(done).toMatchObject({ status: 303, location: `/app/work/group/${session}` });
    expect(await contacts(rory.id)).toMatchObject([
      { contact: { outcome: 'attended', mode: 'group', twoWay: true, minutes: 60, note: 'Walking group, Hall' } },
    ]);
    const [missed] = await contacts(ailsa.id);
    expect(missed?.contact).toMatchObject({ outcome: 'did-not-attend', twoWay: false });
    expect(missed?.contact.minutes).toBeUndefined();
    expect(await contacts(other.id)).toEqual([]);
    const page = await hub.get('catriona', done.location);
    expect(page.text).toContain('Written up for 2 people.');
    expect(page.text).toMatch(/Roryson, Ailsa<\/a>: They came/);
    expect(page.text).toMatch(/Ailsason, Ailsa<\/a>: They did not come/);
    expect(page.text).not.toContain('Otherson');
  });
  test('lists those first whose next step is a group', async () => {
    const [first, second] = [await takenOn(hub, named('Aaronson')), await takenOn(hub, named('Zenoson'))];
    await hub.post('catriona', `${second.at}/step`, { ...groupStep, ...day('24') });
    const { text } = await hub.get('catriona', '/app/work/group');
    expect(text.indexOf(second.id)).toBeLessThan(text.indexOf(first.id));
    expect(text).toContain('Expected tomorrow');
    expect(text).toContain(`name="missed" value="${second.id}"`);
    expect(text).not.toContain(`name="missed" value="${first.id}"`);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });
  test('sent twice is written up once, and can be undone for each', async () => {
    const { id, at } = await takenOn(hub, named('Roryson'));
    hub.pass(3_600_000);
    const session = await sessionOf();
    const fields = { ...today, session, came: id };
    const [one, two] = await Promise.all([hub.post('catriona', '/app/work/group', fields), hub.post('catriona', '/app/work/group', fields)]);
    expect([one.location, two.location, (await hub.post('catriona', '/app/work/group', fields)).location]).toEqual(Array(3).fill(`/app/work/group/${session}`));
    expect(await contacts(id)).toHaveLength(1);
    await hub.post('catriona', `${at}/undo`, { contact: session });
    expect((await hub.get('catriona', `/app/work/group/${session}`)).text).toContain('Nothing is written up under this any more');
  });
  test('plans the same again for those whose step it was or who have none, and leaves other steps alone', async () => {
    const [expected, called] = [await takenOn(hub, named('Expectedson')), await takenOn(hub, named('Calledson'))];
    await hub.post('catriona', `${expected.at}/step`, { ...groupStep, ...day('23') });
    hub.pass(3_600_000);
    await hub.post('catriona', '/app/work/group', { ...today, session: await sessionOf(), time: '10:00', came: [expected.id, called.id], next: 'week' });
    expect(await next(expected.id)).toMatchObject({ kind: 'group', mode: 'group', day: '2026-11-30', time: '10:00', what: 'Walking group', place: 'Hall' });
    expect(await next(called.id)).toMatchObject({ kind: 'first-call' });
    await hub.post('catriona', '/app/work/group', { ...today, session: await sessionOf(), came: expected.id, next: 'none' });
    expect(await next(expected.id)).toMatchObject({ day: '2026-11-30' });
  });
  test('what fails for one is told by name, the others stay written up, and saving again tries the rest', async () => {
    const early = await takenOn(hub, named('Earlyson'));
    hub.pass(25 * 3_600_000);
    const late = await takenOn(hub, named('Lateson'));
    hub.pass(3_600_000);
    const session = await sessionOf();
    const fields = { ...today, ...day('23'), time: '18:00', session, came: [early.id, late.id] };
    const failed = await hub.post('catriona', '/app/work/group', fields);
    expect(failed.status).toBe(422);
    expect(failed.text).toContain('Not saved for: Lateson, Ailsa (this is before they were referred)');
    expect(failed.text).toContain('Saved for 1.');
    expect([(await contacts(early.id)).length, (await contacts(late.id)).length]).toEqual([1, 0]);
    const again = await hub.post('catriona', '/app/work/group', { ...fields, session: hiddenIn(failed.text, 'session'), ...day('24'), time: '' });
    expect(again.status).toBe(303);
    expect([(await contacts(early.id)).length, (await contacts(late.id)).length]).toEqual([1, 1]);
  });
  test('filled in wrongly says what is wrong at its field', async () => {
    const { id, at } = await takenOn(hub, named('Roryson'));
    await hub.post('catriona', `${at}/step`, { ...groupStep, ...day('23') });
    const faultsOf = async (over: Record<string, string | string[]>) => {
      const { status, text } = await hub.post('catriona', '/app/work/group', { ...today, came: id, ...over });
      return [status, ...[...text.matchAll(/id="([\w-]+)-fault"/g)].map(([, field]) => field)];
    };
    expect(await faultsOf({ name: '' })).toEqual([422, 'name']);
    expect(await faultsOf({ 'day-day': '31' })).toEqual([422, 'day']);
    expect(await faultsOf(day('24'))).toEqual([422, 'day']);
    expect(await faultsOf({ time: '23:00' })).toEqual([422, 'time']);
    expect(await faultsOf({ minutes: '601' })).toEqual([422, 'minutes']);
    expect(await faultsOf({ came: [] })).toEqual([422, 'came']);
    expect(await faultsOf({ missed: id })).toEqual([422, 'missed']);
    expect(await contacts(id)).toEqual([]);
  });
  test('is nobody’s but hers: others’ people and new ones cannot be ticked', async () => {
    const [mine, colleagues, fresh] = [
      await takenOn(hub, named('Mineson')),
      await takenOn(hub, named('Theirson'), {}, 'moira'),
      await referredTo(hub, named('Newson')),
    ];
    hub.pass(3_600_000);
    const { text } = await hub.get('catriona', '/app/work/group');
    expect(text).toContain('Mineson');
    expect(text).not.toMatch(/Theirson|Newson/);
    const session = await sessionOf();
    await hub.post('catriona', '/app/work/group', { ...today, session, came: [mine.id, colleagues.id, fresh.id] });
    expect([(await contacts(mine.id)).length, (await contacts(colleagues.id)).length, (await contacts(fresh.id)).length]).toEqual([1, 0, 0]);
    expect((await hub.get('moira', `/app/work/group/${session}`)).text).not.toContain('Mineson');
    for (const who of ['nadia', 'lorna', 'elspeth'] as const)
      for (const path of ['/app/work/group', `/app/work/group/${session}`]) expect([who, path, (await hub.get(who, path)).status]).toEqual([who, path, 404]);
    expect((await hub.get('jamal', '/app/work/group')).text).toContain('You have nobody to write up');
    expect((await hub.get('catriona', '/app/work/group/not-an-id')).status).toBe(404);
  });
  test('hides the name of whom it must, and shows hostile words as text', async () => {
    const { id } = await takenOn(hub, named('Hiddenson'));
    await knowing(hub, id, { sensitive: true });
    const page = await hub.get('catriona', '/app/work/group');
    expect(page.text).toContain('Name hidden (sensitive)');
    expect(page.text).not.toContain('Hiddenson');
    const again = await hub.post('catriona', '/app/work/group', { ...today, name: '"><script>alert(1)</script>\u202e😀', minutes: 'x', came: id });
    expect(again.status).toBe(422);
    expect(again.text).not.toContain('<script>');
    expect(again.text).toContain('😀');
  });
});

describe('other time', () => {
  const week = { week: '2026-W48', seen: '0' };
  test('is three fields a week, and stands in the list of the last eight', async () => {
    const done = await hub.post('catriona', '/app/work/time', { ...week, community: '2:30', team: '1', line: 'Met the new pantry.' });
    expect(done).toMatchObject({ status: 303, location: '/app/work/time?week=2026-W48&did=saved' });
    const { text } = await hub.get('catriona', done.location);
    for (const said of ['Saved.', '2:30', 'Met the new pantry.', 'Monday 23 November', 'Monday 5 October']) expect(text).toContain(said);
    expect(text).toContain('name="community" type="text" value="2:30"');
    expect(text.match(/week=2026-W/g)).toHaveLength(8);
    expect((await hub.get('moira', '/app/work/time')).text).not.toContain('Met the new pantry.');
  });
  test('can be changed for an earlier week, and be left empty', async () => {
    await hub.post('catriona', '/app/work/time', { ...week, week: '2026-W42', community: '3' });
    const page = await hub.get('catriona', '/app/work/time?week=2026-W42');
    expect(hiddenIn(page.text, 'seen')).toBe('1');
    expect((await hub.post('catriona', '/app/work/time', { week: '2026-W42', seen: '1' })).status).toBe(303);
    expect((await hub.get('catriona', '/app/work/time?week=2026-W42')).text).not.toContain('value="3"');
  });
  test('of a week that is over long ago, or to come, is not there', async () => {
    for (const other of ['2026-W40', '2026-W49', 'x']) {
      expect((await hub.get('catriona', `/app/work/time?week=${other}`)).status).toBe(404);
      expect((await hub.post('catriona', '/app/work/time', { ...week, week: other })).status).toBe(404);
    }
  });
  test('filled in wrongly says so at its field; what changed meanwhile is not overwritten', async () => {
    const wrong = await hub.post('catriona', '/app/work/time', { ...week, community: 'two', team: '90', line: 'x'.repeat(201) });
    expect(wrong.status).toBe(422);
    for (const field of ['community', 'team', 'line']) expect(wrong.text).toContain(`id="${field}-fault"`);
    await hub.post('catriona', '/app/work/time', { ...week, community: '1' });
    expect((await hub.post('catriona', '/app/work/time', { ...week, community: '9' })).status).toBe(409);
  });
  test('is the practitioner’s own alone', async () => {
    for (const who of ['nadia', 'lorna', 'elspeth'] as const) {
      expect((await hub.get(who, '/app/work/time')).status).toBe(404);
      expect((await hub.post(who, '/app/work/time', week)).status).toBe(404);
    }
  });
});
