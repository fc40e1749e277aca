import { describe, expect, test } from 'vitest';
import { type Named, people, type WebHub } from '#test/web-hub';
import { accepted, day, personOf, referred, staffedHub } from '#test/web-steps';

const hour = 3_600_000;
const hostile = `<script>alert(1)</script> "'&  ‮ عربي 🙂\nsecond line`;
const said = (over: Record<string, string | readonly string[]> = {}) => ({
  danger: 'no',
  words: 'She said: “He will not let me out.”',
  kinds: ['domestic-abuse', 'harm-by-others'],
  'told-1-who': 'Dr Khan',
  'told-1-day': '2026-11-23',
  'told-1-time': '09:10',
  'told-2-who': 'Social work, duty line',
  'told-2-day': '2026-11-22',
  'told-2-time': '16:00',
  next: 'Duty social worker rings back.',
  ...over,
});
const raised = async (by: Named = 'catriona', over: Record<string, string | readonly string[]> = {}) => {
  const hub = await staffedHub();
  const id = await accepted(hub, 'Worriedabout');
  const person = await personOf(hub, id);
  const page = `/app/work/people/${person}/concern`;
  const done = await hub.post(by, page, said({ referral: id, ...over }));
  return { hub, id, person, page, done, at: done.location.replace(/\?.*/, '') };
};
const readings = (hub: WebHub) => hub.table.all().filter(({ sk }) => sk.startsWith('V#ConcernRead#'));

describe('raising a concern', () => {
  test('begins with 999, 111 and the area’s own contacts, and says who reads it', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Worriedabout');
    const at = `/app/work/people/${await personOf(hub, id)}/concern?referral=${id}`;
    expect((await hub.get('catriona', `/app/work/referrals/${id}`)).text).toContain(at.replace('&', '&amp;'));
    const before = await hub.get('catriona', at);
    expect(before.text).toContain('Your programme has not entered its local contacts yet.');
    const contacts = [{ label: 'Social work, adults', phone: '0141 496 0111', hours: 'weekdays 9 to 5' }];
    await hub.onboard({ areas: [{ id: 'S12000049', name: 'Glasgow City', manager: 'elspeth-munro', concernContacts: contacts }] });
    const { text } = await hub.get('catriona', at);
    const places = ['ring 999 first', 'tel:999', 'tel:111', 'Social work, adults: <a href="tel:01414960111">', 'What was said or seen'].map((one) =>
      text.indexOf(one),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(text).toContain('the GPs and the manager of the practice');
  });
  test('is one page, after which those who are told have a letter without a name', async () => {
    const { hub, done, person } = await raised();
    expect(done.status).toBe(303);
    expect(done.location).toMatch(new RegExp(`^/app/concerns/${person.replaceAll('.', '\\.')}-[0-9a-z]{8}\\?did=raised$`));
    expect(hub.mails.map(({ to }) => to).sort()).toEqual(['elspeth@birchtree.example', 'lorna@birchtree.example', 'nadia@birchtree.example']);
    expect(JSON.stringify(hub.mails)).not.toMatch(/Worriedabout|let me out|abuse|Birchtree Practice/);
    expect(hub.mails[0]?.text).toContain('https://hub.example/app/concerns');
    expect(JSON.stringify(hub.logged)).not.toMatch(/Worriedabout|let me out/);
  });
  test.each([
    ['nothing said', said({ words: '' }), 'words'],
    ['no kind', said({ kinds: [] }), 'kinds'],
    ['nothing said of danger', said({ danger: '' }), 'danger'],
    ['a time without a name', said({ 'told-1-who': '' }), 'told-1-who'],
    ['a time that is no time', said({ 'told-1-time': '25:99' }), 'told-1-time'],
    ['a time still to come', said({ 'told-1-time': '23:59' }), 'told-1-time'],
    ['too long a text', said({ next: 'x'.repeat(2001) }), 'next'],
  ])('with %s is shown again, with what was typed', async (_, form, field) => {
    const { hub, person } = await raised();
    const page = await hub.post('catriona', `/app/work/people/${person}/concern`, form);
    expect(page.status).toBe(422);
    expect(page.text).toContain(`id="${field}-fault"`);
    expect(page.text).toContain(field === 'next' ? 'xxx' : 'Duty social worker rings back.');
  });
  test('sent twice is one concern, and tells once', async () => {
    const hub = await staffedHub();
    const person = await personOf(hub, await accepted(hub, 'Worriedabout'));
    const page = await hub.get('catriona', `/app/work/people/${person}/concern`);
    const [, concern = ''] = /name="concern" value="(\w{8})"/.exec(page.text) ?? [];
    const first = await hub.post('catriona', `/app/work/people/${person}/concern`, said({ concern }));
    const second = await hub.post('catriona', `/app/work/people/${person}/concern`, said({ concern }));
    expect(second.location).toBe(first.location.replace(/\?.*/, ''));
    expect(hub.mails).toHaveLength(3);
  });
  test('is kept back by nothing: no consent, a closed referral, no referral named, somebody recorded as dead', async () => {
    const hub = await staffedHub();
    const id = await referred(hub, 'Worriedabout', { supportingInfo: undefined });
    const person = await personOf(hub, id);
    const raise = async (over = {}) => (await hub.post('catriona', `/app/work/people/${person}/concern`, said(over))).location;
    expect(await raise({ referral: id })).toContain('did=raised');
    await hub.post('catriona', `/app/work/referrals/${id}/triage`, { do: 'reject', reason: 'other' });
    expect(await raise({ referral: id })).toContain('did=raised');
    expect(await raise({ referral: 'nothing' })).toContain('did=raised');
    const patient = await hub.call('GET', `/Patient/${person}`);
    await hub.call('PUT', `/Patient/${person}`, { headers: { 'if-match': patient.etag }, body: { ...patient.body, deceasedBoolean: true } });
    expect(await raise()).toContain('did=raised');
  });
  test('can be done by anybody of the practice’s staff, and by nobody of another practice', async () => {
    const hub = await staffedHub();
    const person = await personOf(hub, await accepted(hub, 'Worriedabout'));
    expect((await hub.post('nadia', `/app/practice/people/${person}/concern`, said())).location).toContain('did=raised');
    for (const as of ['jamal', 'elspeth', 'nadia'] as const) expect((await hub.post(as, `/app/work/people/${person}/concern`, said())).status).toBe(404);
    for (const as of ['elsewhere', 'catriona', 'elspeth'] as const) expect((await hub.get(as, `/app/practice/people/${person}/concern`)).status).toBe(404);
  });
  test('says that somebody has to ring where no letter could be sent', async () => {
    const hub = await staffedHub();
    const person = await personOf(hub, await accepted(hub, 'Worriedabout'));
    hub.web.mail.send = async () => {
      throw new Error('the mail does not go');
    };
    const done = await hub.post('catriona', `/app/work/people/${person}/concern`, said());
    expect((await hub.get('catriona', done.location)).text).toContain('An e-mail could not be sent: ring them.');
    expect((await hub.get('nadia', '/app/concerns')).text).toContain('Birchtree Practice');
  });
});

describe('a concern', () => {
  test('shows everything to who raised it, with hostile text as text', async () => {
    const { hub, at } = await raised('catriona', { words: hostile, next: hostile, 'told-1-who': '<b>Dr</b>', danger: 'yes' });
    const page = await hub.get('catriona', at);
    expect(page.text).not.toMatch(/<script|<b>Dr/);
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.text).toContain('ring 999 now');
    expect(page.text).toContain('Domestic abuse');
    expect(page.text).toContain('Social work, duty line');
    expect(page.text).toContain('yesterday, 16:00');
    expect(readings(hub)).toHaveLength(0);
  });
  test.each(['nadia', 'lorna', 'elspeth'] as const)('is read by %s, and that is recorded before it is shown', async (as) => {
    const { hub, at } = await raised();
    expect((await hub.get(as, '/app/concerns')).text).toContain(at);
    expect(readings(hub)).toHaveLength(0);
    const page = await hub.get(as, at);
    expect(page.text).toContain('Invented Worriedabout');
    expect(page.text).toContain('He will not let me out');
    expect(readings(hub)).toHaveLength(1);
    expect(page.text).toContain(`${people[as].user.name}, today, 09:30`);
    await hub.get(as, at);
    expect((await hub.get('catriona', at)).text).toContain('Who read this');
  });
  test.each(['moira', 'jamal', 'elsewhere', 'nurse', 'reception'] as const)('is not there for %s', async (as) => {
    const { hub, at } = await raised();
    expect((await hub.get(as, at)).status).toBe(404);
    expect((await hub.post(as, `${at}/acknowledge`)).status).toBe(404);
    expect((await hub.post(as, `${at}/close`, { outcome: 'x' })).status).toBe(404);
    expect((await hub.post(as, `${at}/add`, { text: 'x' })).status).toBe(404);
    expect((await hub.get(as, '/app/concerns')).text).not.toContain(at);
    expect(readings(hub)).toHaveLength(0);
  });
  test('is read by who covers for who raised it, and only then', async () => {
    const { hub, at } = await raised();
    expect((await hub.get('moira', at)).status).toBe(404);
    await hub.post('catriona', '/app/work/absence', { ...day('from', '2026-11-23'), ...day('to', '2026-11-24'), cover: 'moira-bain' });
    expect((await hub.get('moira', at)).status).toBe(200);
    expect(readings(hub)).toHaveLength(1);
    expect((await hub.post('moira', `${at}/acknowledge`)).status).toBe(404);
  });
  test('has a clock of 24 hours until somebody of those told has it', async () => {
    const { hub, at } = await raised();
    hub.pass(21 * hour);
    const list = await hub.get('lorna', '/app/concerns');
    expect(list.text).toContain('Raised yesterday, 09:30 by Catriona Weir, 21 h ago.');
    expect(list.text).toContain('3 h left for somebody to say that they have it');
    expect(list.text).not.toMatch(/Worriedabout|Domestic|let me out/);
    hub.pass(5 * hour);
    expect((await hub.get('elspeth', at)).text).toContain('Over the 24 hours by 2 h: ring them');
    expect((await hub.post('catriona', `${at}/acknowledge`)).status).toBe(404);
    expect(await hub.post('lorna', `${at}/acknowledge`)).toMatchObject({ status: 303, location: `${at}?did=acknowledged` });
    const page = await hub.get('catriona', at);
    expect(page.text).toContain('Lorna Petrie has it, since today');
    expect(page.text).not.toMatch(/h left|Over the 24/);
    await hub.post('elspeth', `${at}/acknowledge`);
    expect((await hub.get('catriona', at)).text).toContain('Lorna Petrie has it');
  });
  test('is added to by those who read it, and closed with what came of it by those told', async () => {
    const { hub, at } = await raised();
    expect((await hub.post('catriona', `${at}/add`, { text: '' })).status).toBe(422);
    expect(await hub.post('catriona', `${at}/add`, { text: 'Rang social work again.' })).toMatchObject({ status: 303, location: `${at}?did=added` });
    expect((await hub.post('catriona', `${at}/close`, { outcome: 'Done' })).status).toBe(404);
    expect((await hub.post('nadia', `${at}/close`, { outcome: ' ' })).text).toContain('id="outcome-fault"');
    expect(await hub.post('nadia', `${at}/close`, { outcome: 'Social work has taken it on.' })).toMatchObject({ status: 303, location: `${at}?did=closed` });
    const page = await hub.get('catriona', at);
    expect(page.text).toContain('Rang social work again.');
    expect(page.text).toContain('What came of it: Social work has taken it on.');
    expect(page.text).not.toContain(`${at}/add`);
    expect((await hub.get('nadia', '/app/concerns')).text).toContain('Closed in the last 90 days');
    expect((await hub.post('nadia', `${at}/add`, { text: 'x' })).status).toBe(409);
    const versions = hub.table.all().filter(({ sk }) => sk.startsWith('V#Concern#'));
    expect(versions.map(({ versionId }) => versionId).sort()).toEqual([1, 2]);
  });
  test('leads from the person’s page, for those who may read it alone', async () => {
    const { hub, at, id } = await raised();
    expect((await hub.get('catriona', `/app/work/referrals/${id}`)).text).toContain(at);
    expect((await hub.get('moira', `/app/work/referrals/${id}`)).text).not.toContain(at);
  });
  test('is in no door of FHIR, wakes nothing that is told to others, and moves no version', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Worriedabout');
    const person = await personOf(hub, id);
    const seen = async () => {
      const paths = [
        `/Task/${id}/_history`,
        `/Patient/${person}/_history`,
        `/Provenance?target=Task/${id}`,
        `/Consent?patient=${person}`,
        `/Observation?patient=${person}`,
        `/Condition?patient=${person}`,
      ];
      return JSON.stringify(await Promise.all(paths.map(async (path) => (await hub.call('GET', path)).body)));
    };
    const [before, woken, heads] = [await seen(), hub.woken.length, hub.table.all().filter(({ pk }) => pk.startsWith('REF#')).length];
    const { location } = await hub.post('catriona', `/app/work/people/${person}/concern`, said({ referral: id }));
    await hub.get('nadia', location);
    expect(await seen()).toBe(before);
    expect(hub.woken).toHaveLength(woken);
    expect(hub.table.all().filter(({ pk }) => pk.startsWith('REF#'))).toHaveLength(heads);
  });
});
