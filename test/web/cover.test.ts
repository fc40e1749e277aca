import { describe, expect, test } from 'vitest';
import { type Named, people } from '#test/web-hub';
import { accepted, day, referred, staffedHub } from '#test/web-steps';

const hour = 3_600_000;
const absent = (over: Record<string, string> = {}) => ({ ...day('from', '2026-11-23'), ...day('to', '2026-11-27'), cover: 'jamal-rashid', ...over });

describe('an absence', () => {
  test('is noted with who covers, is on the page, and can be ended early', async () => {
    const hub = await staffedHub();
    expect(await hub.post('catriona', '/app/work/absence', absent())).toMatchObject({ status: 303, location: '/app/work/absence?did=saved' });
    const page = await hub.get('catriona', '/app/work/absence');
    expect(page.text).toContain('Monday 23 November to Friday 27 November, covered by Jamal Rashid');
    const [, end = ''] = /action="(\/app\/work\/absence\/\w+\/end)"/.exec(page.text) ?? [];
    expect(await hub.post('catriona', end)).toMatchObject({ status: 303, location: '/app/work/absence?did=ended' });
    expect((await hub.get('catriona', '/app/work/absence')).text).toContain('ended Monday 23 November');
    expect((await hub.get('jamal', '/app/work')).text).not.toContain('You cover for');
  });
  test.each([
    ['the last day before the first', absent(day('to', '2026-11-20')), 'to', 'The last day is before the first'],
    ['over already', { ...absent(), ...day('from', '2026-11-16'), ...day('to', '2026-11-20') }, 'to', 'This is over already'],
    ['no day at all', absent({ 'from-day': '31', 'from-month': '2' }), 'from', 'Enter a day that exists'],
    ['a cover who is nobody', absent({ cover: 'somebody' }), 'cover', 'Choose one'],
    ['herself as cover', absent({ cover: 'catriona-weir' }), 'cover', 'Choose one'],
  ])('with %s is shown again with what is wrong', async (_, form, field, text) => {
    const hub = await staffedHub();
    const page = await hub.post('catriona', '/app/work/absence', form);
    expect(page.status).toBe(422);
    expect(page.text).toContain(`id="${field}-fault"`);
    expect(page.text).toContain(text);
    expect(page.text).toContain('value="2026"');
  });
  test('is not noted twice for the same days, nor with a cover who is away too', async () => {
    const hub = await staffedHub();
    await hub.post('catriona', '/app/work/absence', absent());
    expect((await hub.post('catriona', '/app/work/absence', absent())).status).toBe(303);
    expect((await hub.post('catriona', '/app/work/absence', absent({ cover: 'moira-bain' }))).text).toContain('An absence is noted for some of these days');
    expect((await hub.post('jamal', '/app/work/absence', absent({ cover: 'catriona-weir' }))).text).toContain('They are away for some of these days too');
    const own = (await hub.get('catriona', '/app/work/absence')).text.match(/\/end"/g);
    expect(own).toHaveLength(1);
  });
  test('of somebody else cannot be ended', async () => {
    const hub = await staffedHub();
    await hub.post('catriona', '/app/work/absence', absent());
    const [, end = ''] = /action="(\/app\/work\/absence\/\w+\/end)"/.exec((await hub.get('catriona', '/app/work/absence')).text) ?? [];
    expect((await hub.post('moira', end)).status).toBe(404);
  });
  test('can be noted by the manager of the area for who is ill, and by no other manager’s choice of person', async () => {
    const hub = await staffedHub();
    const ill = absent({ who: 'catriona-weir' });
    expect((await hub.post('elspeth', '/app/manage/absence', ill)).status).toBe(303);
    expect((await hub.get('elspeth', '/app/manage/absence')).text).toContain('Catriona Weir: Monday 23 November');
    expect((await hub.get('catriona', '/app/work/absence')).text).toContain('covered by Jamal Rashid');
    expect((await hub.post('elspeth', '/app/manage/absence', absent({ who: 'somebody' }))).status).toBe(422);
    expect((await hub.post('elspeth', '/app/manage/absence', absent({ who: 'catriona-weir', cover: 'catriona-weir' }))).text).toContain('Choose somebody else');
  });
});

describe('who covers', () => {
  test('sees the list of who is away under a filter of its own, with her name, and can act on it', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Awayperson');
    expect((await hub.get('jamal', `/app/work/referrals/${id}`)).status).toBe(404);
    await hub.post('catriona', '/app/work/absence', absent());
    const mine = await hub.get('jamal', '/app/work');
    expect(mine.text).toContain('You cover for Catriona Weir today.');
    expect(mine.text).not.toContain('Awayperson');
    const covered = await hub.get('jamal', '/app/work?show=cover');
    expect(covered.text).toContain('Awayperson, Invented');
    expect(covered.text).toContain('with Catriona Weir');
    expect(
      (await hub.post('jamal', `/app/work/referrals/${id}/contact`, { outcome: 'attended', mode: 'practice', 'two-way': 'yes', next: 'keep' })).status,
    ).toBe(303);
  });
  test('has her appointments on the printed day, with her name', async () => {
    const hub = await staffedHub();
    await accepted(hub, 'Awayperson');
    await hub.post('catriona', '/app/work/absence', absent());
    expect((await hub.get('jamal', '/app/work/today')).text).not.toContain('Awayperson');
    hub.pass(24 * hour);
    expect((await hub.get('jamal', '/app/work/today')).text).toMatch(/Awayperson, Invented<\/a> with Catriona Weir/);
  });
  test('has the new ones of that practice under the filter, not among his own', async () => {
    const hub = await staffedHub();
    await referred(hub, 'Newperson');
    await hub.post('catriona', '/app/work/absence', absent());
    expect((await hub.get('jamal', '/app/work')).text).not.toContain('Newperson');
    expect((await hub.get('jamal', '/app/work?show=cover')).text).toContain('Newperson');
  });
  test('sees also what is for her alone', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Restrictedperson', 'catriona', {
      meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
    });
    expect((await hub.get('moira', `/app/work/referrals/${id}`)).status).toBe(404);
    await hub.post('catriona', '/app/work/absence', absent({ cover: 'moira-bain' }));
    expect((await hub.get('moira', `/app/work/referrals/${id}`)).status).toBe(200);
  });
  test('sees nothing any more when it is over, nor before it begins', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Awayperson');
    await hub.post('catriona', '/app/work/absence', { ...absent(), ...day('from', '2026-11-24'), ...day('to', '2026-11-24') });
    expect((await hub.get('jamal', `/app/work/referrals/${id}`)).status).toBe(404);
    hub.pass(24 * hour);
    expect((await hub.get('jamal', `/app/work/referrals/${id}`)).status).toBe(200);
    hub.pass(24 * hour);
    expect((await hub.get('jamal', `/app/work/referrals/${id}`)).status).toBe(404);
  });
});

describe('handing over several', () => {
  const filled = (rows: readonly string[], over: Record<string, string> = {}) => ({ row: rows, to: 'moira-bain', note: 'Back in March.', ...over });
  test('says of each whether it was done, and why not', async () => {
    const hub = await staffedHub();
    const [one, other] = [await accepted(hub, 'Firstperson'), await accepted(hub, 'Secondperson')];
    const hers = await accepted(hub, 'Thirdperson', 'moira');
    const page = await hub.get('catriona', '/app/work/reassign');
    expect(page.text).toContain(one);
    expect(page.text).not.toContain(hers);
    await hub.onboard({ practitioners: [{ id: 'isla-grant', name: 'Isla Grant', practices: ['birchtree'] }] });
    const done = await hub.post('catriona', '/app/work/reassign', filled([one, hers], { to: 'isla-grant' }));
    expect(done.status).toBe(303);
    expect(done.location).toMatch(/^\/app\/work\/reassign\/done\/[\w.~-]+$/);
    const told = await hub.get('catriona', done.location);
    expect(told.text).toContain('1 handed over to Isla Grant.');
    expect(told.text).toContain('1 was not handed over:');
    expect(told.text).toContain('it is not on your list');
    const moved = await hub.get('moira', `/app/work/referrals/${one}`);
    expect(moved.text).toContain('Handed over by Catriona Weir');
    expect(moved.text).toContain('Back in March.');
    expect((await hub.get('catriona', `/app/work/referrals/${other}`)).text).not.toContain('Handed over by');
    expect((await hub.get('moira', done.location)).status).toBe(404);
  });
  test('says where nobody else works there', async () => {
    const hub = await staffedHub();
    await hub.onboard({ practitioners: [{ id: 'moira-bain', name: 'Moira Bain', practices: [] }] });
    await accepted(hub, 'Firstperson');
    expect((await hub.get('catriona', '/app/work/reassign')).text).toContain('Nobody else works at this practice yet.');
  });
  test('goes to nobody who does not work at the practice', async () => {
    const hub = await staffedHub();
    await hub.onboard({ practitioners: [{ id: 'jamal-rashid', name: 'Jamal Rashid', practices: ['thistledown'] }] });
    const id = await accepted(hub, 'Firstperson');
    expect((await hub.post('catriona', '/app/work/reassign', filled([id], { to: 'jamal-rashid' }))).status).toBe(422);
  });
  test.each([
    ['nobody ticked', filled([]), 'row'],
    ['nobody to hand over to', filled(['x'], { to: '' }), 'to'],
  ])('with %s is shown again', async (_, form, field) => {
    const hub = await staffedHub();
    await accepted(hub, 'Firstperson');
    const page = await hub.post('catriona', '/app/work/reassign', form);
    expect(page.status).toBe(422);
    expect(page.text).toContain(`id="${field}-fault"`);
  });
  test('can be done by who covers, with the list of who is away', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Awayperson');
    await hub.post('catriona', '/app/work/absence', absent());
    expect((await hub.get('jamal', '/app/work/reassign')).text).toContain('with Catriona Weir');
    const done = await hub.post('jamal', '/app/work/reassign', filled([id]));
    expect((await hub.get('jamal', done.location)).text).toContain('1 handed over to Moira Bain.');
  });
  test('of somebody at one practice goes to nobody of another, and says so', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Awayperson');
    await hub.post('catriona', '/app/work/absence', absent());
    const done = await hub.post('jamal', '/app/work/reassign', filled([id], { to: 'ailsa-reid' }));
    expect((await hub.get('jamal', done.location)).text).toContain('they do not work at this practice');
    expect((await hub.get('catriona', `/app/work/referrals/${id}`)).text).not.toContain('Handed over by');
  });
  test('a second time does nothing more', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Firstperson');
    await hub.post('catriona', '/app/work/reassign', filled([id]));
    const again = await hub.post('catriona', '/app/work/reassign', filled([id]));
    expect((await hub.get('catriona', again.location)).text).toContain('1 handed over to Moira Bain.');
    expect((await hub.get('moira', `/app/work/referrals/${id}`)).text.match(/Handed over to/g)).toHaveLength(1);
  });
});

describe('what nobody looks after', () => {
  test('is on the manager’s page with counts and opaque names, while somebody is away without cover', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Awayperson');
    expect((await hub.get('elspeth', '/app/manage/unattended')).text).toContain('Nothing is left unattended.');
    await hub.post('catriona', '/app/work/absence', absent({ cover: '' }));
    hub.pass(48 * hour);
    const page = await hub.get('elspeth', '/app/manage/unattended');
    expect(page.text).toContain('Catriona Weir, Birchtree Practice');
    expect(page.text).toContain('Away until Friday 27 November, nobody covers');
    expect(page.text).toContain('1 open, 1 of them need somebody now');
    expect(page.text).toContain(`…${id.slice(-5)}`);
    expect(page.text).not.toMatch(/Awayperson|01632|2001/);
    expect(page.text).not.toContain(id);
  });
  test('is not there while somebody covers, unless the cover is away too', async () => {
    const hub = await staffedHub();
    await accepted(hub, 'Awayperson');
    await hub.post('catriona', '/app/work/absence', absent());
    expect((await hub.get('elspeth', '/app/manage/unattended')).text).toContain('Nothing is left unattended.');
    await hub.onboard({ practitioners: [{ id: 'jamal-rashid', name: 'Jamal Rashid', practices: [] }] });
    expect((await hub.get('elspeth', '/app/manage/unattended')).text).toContain('and the cover is away too');
  });
  test.each([
    ['works there no more', 'Works here no more'],
    ['cannot sign in', 'Cannot sign in any more'],
  ])('of somebody who %s the manager hands over, without seeing whose it is', async (how, text) => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Leftperson', 'moira');
    if (how === 'cannot sign in') hub.disabled.add('moira');
    else await hub.onboard({ practitioners: [{ id: 'moira-bain', name: 'Moira Bain', practices: ['thistledown'] }] });
    expect((await hub.get('elspeth', '/app/manage/unattended')).text).toContain(text);
    const form = await hub.get('elspeth', '/app/manage/reassign');
    expect(form.text).toContain(id.slice(-5));
    expect(form.text).not.toContain('Leftperson');
    const done = await hub.post('elspeth', '/app/manage/reassign', { row: [id], to: 'catriona-weir', note: '' });
    const told = await hub.get('elspeth', done.location);
    expect(told.text).toContain('1 handed over to Catriona Weir.');
    expect(told.text).not.toContain('Leftperson');
    expect((await hub.get('catriona', '/app/work')).text).toContain('Leftperson');
    expect((await hub.get('catriona', `/app/work/referrals/${id}`)).text).toContain('Elspeth Munro');
    expect((await hub.get('elspeth', '/app/manage/unattended')).text).toContain('Nothing is left unattended.');
  });
  test('the manager hands over nobody whose practitioner is there', async () => {
    const hub = await staffedHub();
    const id = await accepted(hub, 'Ownperson');
    const page = await hub.post('elspeth', '/app/manage/reassign', { row: [id], to: 'moira-bain' });
    expect((await hub.get('elspeth', page.location)).text).toContain('it is not on your list');
    expect((await hub.get('elspeth', '/app/manage/reassign')).text).toContain('There is nobody to hand over.');
    expect((await hub.get('catriona', `/app/work/referrals/${id}`)).text).not.toContain('Handed over by');
  });
  test('new ones count too where nobody is there to take them on', async () => {
    const hub = await staffedHub();
    await hub.onboard({ practitioners: [{ id: 'moira-bain', name: 'Moira Bain', practices: [] }] });
    await referred(hub, 'Newperson');
    await hub.post('catriona', '/app/work/absence', absent({ cover: '' }));
    expect((await hub.get('elspeth', '/app/manage/unattended')).text).toContain('New referrals that nobody is there to take on');
  });
});

test.each([
  ['/app/work/absence', ['catriona', 'moira', 'jamal']],
  ['/app/work/reassign', ['catriona', 'moira', 'jamal']],
  ['/app/manage/absence', ['elspeth', 'fraser']],
  ['/app/manage/reassign', ['elspeth', 'fraser']],
  ['/app/manage/unattended', ['elspeth', 'fraser']],
  ['/app/manage/openings', ['elspeth', 'fraser']],
] as const)('%s is for these roles and nobody else', async (path, allowed) => {
  const hub = await staffedHub();
  const all = Object.keys(people) as Named[];
  for (const as of all) expect([as, (await hub.get(as, path)).status]).toEqual([as, (allowed as readonly Named[]).includes(as) ? 200 : 404]);
  expect((await hub.get(undefined, path)).status).toBe(303);
});
