import { describe, expect, test } from 'vitest';
import { known } from '#test/fhir-people';
import { sentReferral } from '#test/sent-referral';
import { type WebHub, webHub } from '#test/web-hub';

const path = '/app/work/add';
const formIn = (text: string): string => /name="form" value="(\w{26})"/.exec(text)?.[1] ?? '';
const opened = async (hub: WebHub) => formIn((await hub.get('catriona', path)).text);
type Change = Record<string, string | string[]>;
const filled = (form: string, change: Change = {}): Change => ({
  form,
  ...{ given: 'Rory', family: 'Fairweather', 'born-day': '1', 'born-month': '12', 'born-year': '1980', phone: '01632 960123', postcode: 'g11xx' },
  ...{ way: 'organisation', need: 'housing', words: 'Sleeps at a friend’s.', agreed: ['refer', 'share'] },
  ...{ 'step-day': '25', 'step-month': '11', 'step-year': '2026', mode: 'practice' },
  ...change,
});
const added = async (change: Change = {}, there?: (hub: WebHub) => Promise<unknown>) => {
  const hub = await webHub();
  await there?.(hub);
  const form = await opened(hub);
  const done = await hub.post('catriona', path, filled(form, change));
  return { hub, form, done, id: /referrals\/(\w+)/.exec(done.location)?.[1] ?? '' };
};
const personOf = async (hub: WebHub, id: string) => {
  const loaded = await hub.ports.carryOut.store.load(id as never);
  if (!loaded) throw new Error('no referral');
  return loaded.referral;
};
const patient = { name: [{ family: 'Fairweather', given: ['Rory'] }], birthDate: '1980-12-01' };

describe('a practitioner adds somebody', () => {
  test('in one page: they are hers at once, with a first step and what they agreed to', async () => {
    const { hub, done, id } = await added();
    expect(done).toMatchObject({ status: 303, location: expect.stringMatching(/\?did=added$/) });
    const referral = await personOf(hub, id);
    expect(referral).toMatchObject({ status: 'accepted', practitioner: 'catriona-weir', source: 'practitioner', consent: true, requester: 'user.catriona' });
    expect(referral.casework?.next).toEqual({ kind: 'visit', day: '2026-11-25', mode: 'practice' });
    const page = await hub.get('catriona', done.location);
    expect(page.text).toContain('Added, and taken on.');
    expect(page.text).toContain('How they came: Through another organisation');
    expect(page.text).toContain('Yes, it came with the referral');
    expect((await hub.get('nadia', '/app/practice')).text).toContain('Came to the links practitioner today');
  });
  test('the day of the first step is filled in', async () => {
    const hub = await webHub();
    const page = await hub.get('catriona', path);
    expect(page.text).toContain('name="step-day" value="25"');
  });
  test('neither date of birth nor telephone nor address need be known', async () => {
    const { done } = await added({ 'born-day': '', 'born-month': '', 'born-year': '', phone: '', postcode: '', 'no-fixed-abode': 'yes' });
    expect(done.status).toBe(303);
  });
  test('no fixed abode is an address like any other', async () => {
    const { hub, id } = await added({ postcode: '', 'no-fixed-abode': 'yes' });
    expect((await hub.get('catriona', `/app/work/referrals/${id}`)).text).toContain('No fixed abode');
  });
  test('sent twice it is one referral', async () => {
    const { hub, form, done } = await added();
    const again = await hub.post('catriona', path, filled(form));
    expect(again.location).toBe(done.location);
    expect((await hub.post('catriona', path, filled(form, { words: 'Other words.' }))).text).toContain('sent before');
  });
  test.each([
    ['family', { family: '' }],
    ['email', { email: 'nobody' }],
    ['postcode', { postcode: 'Glasgow' }],
    ['number', { number: '12345' }],
    ['way', { way: '' }],
    ['need', { need: 'nothing' }],
    ['step', { 'step-year': '2020' }],
    ['mode', { mode: 'pigeon' }],
  ])('what is wrong is said at its field: %s', async (field, change) => {
    const { done } = await added(change as unknown as Change);
    expect(done.status).toBe(422);
    expect(done.text).toContain(`id="${field}-fault"`);
    expect(done.text).toContain('Sleeps at a friend’s.');
  });
  test('with several practices she says which, and none that is not hers is taken', async () => {
    const hub = await webHub();
    const { people } = await import('#test/web-hub');
    const both = { ...people.catriona.caller, practices: ['birchtree', 'thistledown'] };
    const find = hub.web.sessions.find;
    hub.web.sessions.find = async (cookie) => {
      const found = await find(cookie);
      return found && cookie === 'catriona' ? { ...found, caller: both as never } : found;
    };
    const form = await opened(hub);
    expect((await hub.get('catriona', path)).text).toContain('Thistledown Practice');
    expect((await hub.post('catriona', path, filled(form))).text).toContain('id="practice-fault"');
    expect((await hub.post('catriona', path, filled(form, { practice: 'elsewhere' }))).text).toContain('id="practice-fault"');
    const done = await hub.post('catriona', path, filled(form, { practice: 'thistledown' }));
    expect(done.status).toBe(303);
  });
  test('hostile words are text and nothing else', async () => {
    const evil = '<img src=x onerror=alert(1)>"\'‮';
    const { hub, done, id } = await added({ family: evil, given: evil, words: evil, address: evil });
    expect(done.status).toBe(303);
    for (const at of [`/app/work/referrals/${id}`, '/app/work', '/app/work/duplicates']) expect((await hub.get('catriona', at)).text).not.toContain('<img');
  });
  test('staff and managers have no such page', async () => {
    const hub = await webHub();
    for (const who of ['nadia', 'elspeth'] as const)
      for (const at of [path, '/app/work/duplicates', `/app/work/people/${'x'.repeat(32)}/same`]) expect((await hub.get(who, at)).status).toBe(404);
  });
});

describe('somebody like them is there already', () => {
  test('nothing is saved before she has looked, and she sees no more than tells one from another', async () => {
    const { hub, done } = await added({}, (one) =>
      known(one, { ...patient, identifier: undefined, address: [{ line: ['7 Secret Street'], postalCode: 'G12 8QQ' }] }),
    );
    expect(done.status).toBe(422);
    expect(done.text).toContain('It is Rory Fairweather, born 1 December 1980, G12');
    expect(done.text).toContain('the same name and date of birth');
    expect(done.text).not.toMatch(/Secret Street|8QQ/);
    expect((await hub.get('catriona', '/app/work')).text).toContain('Nobody is on your list');
  });
  test('it is them: their record gets what was typed, and the referral is theirs', async () => {
    const hub = await webHub();
    const id = await known(hub, { ...patient, address: undefined });
    const form = await opened(hub);
    const done = await hub.post('catriona', path, filled(form, { same: id }));
    expect(done.status).toBe(303);
    expect((await personOf(hub, /referrals\/(\w+)/.exec(done.location)?.[1] ?? '')).person).toBe(id);
    const page = await hub.get('catriona', done.location);
    expect(page.text).toContain('01632 960123');
    expect(page.text).toContain('0141 496 0000');
    expect(page.text).toContain('CHI 010 101 1237');
    expect(await hub.post('catriona', path, filled(form, { same: id }))).toMatchObject({ status: 303, location: done.location });
  });
  test('it is somebody else: a record of their own, and nobody is asked to compare them again', async () => {
    const hub = await webHub();
    const there = await known(hub, { ...patient, identifier: undefined, address: [{ postalCode: 'G1 1XX' }] });
    const done = await hub.post('catriona', path, filled(await opened(hub), { same: 'else' }));
    expect(done.status).toBe(303);
    const { person } = await personOf(hub, /referrals\/(\w+)/.exec(done.location)?.[1] ?? '');
    expect(person).not.toBe(there);
    expect((await hub.get('catriona', '/app/work/duplicates')).text).toContain('Nobody on your list seems to be here twice.');
    const page = await hub.get('catriona', `/app/work/people/${person}/same`);
    expect(page.text).toContain('Kept apart');
  });
  test('of a number that is theirs nobody else is added', async () => {
    const { done } = await added({ number: '0101011237', same: 'else' }, (hub) => known(hub, { name: [{ family: 'Other', given: ['Una'] }] }));
    expect(done.status).toBe(422);
    expect(done.text).toContain('This number is theirs.');
  });
  test('an open referral of theirs is one click away', async () => {
    const hub = await webHub();
    const created = await hub.call('POST', '/ServiceRequest', { body: sentReferral('A-1') });
    const form = await opened(hub);
    const warned = await hub.post(
      'catriona',
      path,
      filled(form, { given: 'Person', family: 'Invented', 'born-day': '1', 'born-month': '1', 'born-year': '2001' }),
    );
    expect(warned.text).toContain(`/app/work/referrals/${created.body.id}"`);
    expect(warned.text).toContain('Person Invented has an open referral');
  });
  test('people of another practice are not looked at', async () => {
    const { done } = await added({}, (hub) => known(hub, patient, { as: 'gp-other' }));
    expect(done.status).toBe(303);
  });
  test('who has died is not taken on', async () => {
    const hub = await webHub();
    const id = await known(hub, { ...patient, deceasedBoolean: true });
    const done = await hub.post('catriona', path, filled(await opened(hub), { same: id }));
    expect(done.status).toBe(422);
    expect(done.text).toContain('recorded as having died');
  });
});

const two = async () => {
  const hub = await webHub();
  const [first, second] = [await known(hub, patient), await known(hub, { ...patient, identifier: undefined, address: undefined })];
  return { hub, first, second, at: `/app/work/people/${first}/same` };
};
describe('the same person twice', () => {
  test('is shown side by side, and merged into the record with the number, from whichever side', async () => {
    const { hub, first, second, at } = await two();
    const page = await hub.get('catriona', `/app/work/people/${second}/same`);
    expect(page.text).toContain('They are one person: merge');
    const done = await hub.post('catriona', `/app/work/people/${second}/same`, { do: 'merge', other: first });
    expect(done).toMatchObject({ status: 303, location: `${at}?did=merged` });
    expect(await hub.get('catriona', `/app/work/people/${second}/same`)).toMatchObject({ status: 303, location: at });
    const merged = await hub.get('catriona', done.location);
    expect(merged.text).toContain('Undo the merge');
    expect(merged.text).not.toContain('They are one person');
  });
  test('a merge is undone', async () => {
    const { hub, second, at } = await two();
    await hub.post('catriona', at, { do: 'merge', other: second });
    expect(await hub.post('catriona', at, { do: 'part', other: second })).toMatchObject({ status: 303, location: `${at}?did=parted` });
    expect((await hub.get('catriona', at)).text).toContain('They are one person: merge');
  });
  test('kept apart they are not shown again, from neither side, until that is undone', async () => {
    const { hub, first, second, at } = await two();
    expect(await hub.post('catriona', at, { do: 'apart', other: second })).toMatchObject({ status: 303, location: `${at}?did=apart` });
    for (const one of [first, second]) {
      const page = await hub.get('catriona', `/app/work/people/${one}/same`);
      expect(page.text).not.toContain('They are one person');
      expect(page.text).toContain('Undo: look at it again');
    }
    const other = `/app/work/people/${second}/same`;
    expect(await hub.post('catriona', other, { do: 'back', other: first })).toMatchObject({ status: 303, location: `${other}?did=back` });
    expect((await hub.get('catriona', at)).text).toContain('They are one person: merge');
  });
  test('a number in dispute waits in the list, is decided, and waits again when that is undone', async () => {
    const hub = await webHub();
    const first = await known(hub, patient);
    const second = await known(hub, { name: [{ family: 'Someoneelse', given: ['Rab'] }], birthDate: '1933-02-02' });
    const list = async () => (await hub.get('catriona', '/app/work/duplicates')).text;
    expect(await list()).toContain('the same number, different names and dates of birth');
    const at = `/app/work/people/${first}/same`;
    expect((await hub.get('catriona', at)).text).toContain('One number is wrong.');
    expect((await hub.post('catriona', at, { do: 'apart', other: second })).status).toBe(303);
    expect(await list()).toContain('Nobody on your list seems to be here twice.');
    expect((await hub.post('catriona', at, { do: 'back', other: second })).status).toBe(303);
    expect(await list()).toContain('the same number');
    expect(await hub.post('catriona', at, { do: 'merge', other: second })).toMatchObject({ status: 303 });
    expect(await list()).toContain('Nobody on your list');
  });
  test('those on the caseload who look alike are listed', async () => {
    const { hub } = await added();
    await hub.call('POST', '/ServiceRequest', {
      body: {
        ...sentReferral('A-2'),
        contained: [
          {
            resourceType: 'Patient',
            id: 'patient',
            ...patient,
            birthDate: '1980-01-12',
            identifier: [{ system: 'https://birchtree.example/people', value: '7' }],
          },
        ],
        supportingInfo: undefined,
      },
    });
    const page = await hub.get('catriona', '/app/work/duplicates');
    expect(page.text).toContain('nearly the same date of birth');
  });
  test('what somebody decided meanwhile is not decided a second time', async () => {
    const { hub, second, at } = await two();
    await hub.post('catriona', at, { do: 'merge', other: second });
    const page = await hub.post('catriona', at, { do: 'merge', other: second });
    expect(page.status).toBe(409);
    expect(page.text).toContain('Somebody decided this meanwhile.');
  });
  test('a practitioner of another practice finds nobody', async () => {
    const { hub, second, at } = await two();
    expect((await hub.get('jamal', at)).status).toBe(404);
    expect((await hub.post('jamal', at, { do: 'merge', other: second })).status).toBe(404);
    const theirs = await known(hub, patient, { as: 'gp-other' });
    expect((await hub.post('catriona', at, { do: 'merge', other: theirs })).status).toBe(404);
  });
});

test('no address and no log tells who it is about', async () => {
  const { hub, done, id } = await added();
  await hub.get('catriona', `/app/work/referrals/${id}`);
  expect([done.location, JSON.stringify(hub.logged)].join()).not.toMatch(/Fairweather|Rory|1980|960123/);
});
