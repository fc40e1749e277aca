import { describe, expect, test } from 'vitest';
import { aboutStore } from '#people/about-store';
import { sentReferral } from '#test/sent-referral';
import type { WebHub } from '#test/web-hub';
import { accepted, day, personOf, referred, sensitiveNeed, staffedHub } from '#test/web-steps';

const who = /Hiddenperson|01632|1 January 2001|0101/;
const sensitive = async (by: 'catriona' | 'moira' = 'catriona') => {
  const hub = await staffedHub();
  const id = await accepted(hub, 'Hiddenperson', by, sensitiveNeed);
  return { hub, id, at: `/app/work/referrals/${id}` };
};
const opened = (hub: WebHub) => hub.access.all().filter(({ pk }) => pk.startsWith('OPENED#'));

describe('somebody sensitive', () => {
  test('has no name in lists, in what is found, and on the printed day', async () => {
    const { hub, id } = await sensitive();
    const found = await hub.post('catriona', '/app/work/search', { find: 'Hiddenperson' });
    hub.pass(24 * 3_600_000);
    for (const address of ['/app/work', found.location, '/app/work/today', '/app/work/reassign']) {
      const page = await hub.get('catriona', address);
      expect([address, page.text.includes(`Name hidden (sensitive), …${id.slice(-5)}`)]).toEqual([address, true]);
      expect([address, page.text.replace(/value="Hiddenperson"/, '')]).toEqual([address, expect.not.stringMatching(/Hiddenperson|01632|Domestic/)]);
    }
  });
  test('is hidden on their own pages too until the practitioner asks, which takes one click and is recorded once a day', async () => {
    const { hub, at, id } = await sensitive();
    for (const page of ['', '/contact', '/close', '/hand-over']) expect((await hub.get('catriona', `${at}${page}`)).text).not.toMatch(who);
    const person = `/app/work/people/${await personOf(hub, id)}`;
    for (const page of [
      `${at}/step`,
      `${at}/letter`,
      `${person}/consent?referral=${id}`,
      `${person}/measures?referral=${id}`,
      `${person}/story?referral=${id}`,
    ])
      expect([page, (await hub.get('catriona', page)).location]).toEqual([page, at]);
    for (const page of ['consent', 'measures', 'story']) {
      const wrong = await hub.post('catriona', `${person}/${page}?referral=${id}`, { instrument: 'ons4', seen: '0' });
      expect([page, wrong]).toMatchObject([page, { status: 303, location: at, text: '' }]);
    }
    const worried = await hub.get('catriona', `${person}/concern?referral=${id}`);
    expect([worried.status, who.test(worried.text)]).toEqual([200, false]);
    const hidden = await hub.get('catriona', at);
    expect(hidden.text).toContain('Show name');
    expect(hidden.text).not.toContain('Domestic');
    expect(await hub.post('catriona', `${at}/show-name`)).toMatchObject({ status: 303, location: at });
    const shown = await hub.get('catriona', at);
    expect(shown.text).toContain('Invented Hiddenperson');
    expect(shown.text).toContain('01632 960000');
    expect((await hub.get('catriona', `${person}/consent?referral=${id}`)).status).toBe(200);
    expect((await hub.get('catriona', `${at}/step`)).status).toBe(200);
    await hub.post('catriona', `${at}/show-name`);
    expect(opened(hub)).toHaveLength(1);
    const [row] = opened(hub);
    expect(JSON.parse(String(row?.data))).toMatchObject({ user: 'catriona', person: await personOf(hub, id), practice: 'birchtree', day: '2026-11-23' });
    expect(Number(row?.expiresAt) * 1000 - Date.parse(hub.now())).toBe(365 * 24 * 3_600_000);
    hub.pass(24 * 3_600_000);
    expect((await hub.get('catriona', at)).text).not.toMatch(who);
  });
  test('is hidden on pages about them that are opened from no referral of theirs, and from none that there is', async () => {
    const { hub, at, id } = await sensitive();
    const person = `/app/work/people/${await personOf(hub, id)}`;
    const nowhere = '00000000000000000000000000';
    for (const page of ['consent', 'measures', 'story', 'matters', 'matters/about', 'matters/goal', 'same', 'research'])
      for (const address of [`${person}/${page}`, `${person}/${page}?referral=${nowhere}`]) {
        const looked = await hub.get('moira', address);
        expect([address, [303, 404].includes(looked.status), who.test(looked.text)]).toEqual([address, true, false]);
      }
    expect(await hub.get('moira', `${person}/consent`)).toMatchObject({ status: 303, location: at });
    for (const address of [`${person}/concern`, `${person}/concern?referral=${nowhere}`]) {
      const worried = await hub.get('moira', address);
      expect([address, worried.status, who.test(worried.text)]).toEqual([address, 200, false]);
    }
    await hub.post('moira', `${at}/show-name`, { reason: 'She rang.' });
    expect((await hub.get('moira', `${person}/consent`)).text).toContain('Hiddenperson');
  });
  test('is hidden beside who may be the same, until asked for where their referral is', async () => {
    const { hub, at, id } = await sensitive();
    const [patient] = sentReferral('x').contained.filter(({ resourceType }) => resourceType === 'Patient');
    const alike = { ...patient, identifier: undefined, name: [{ family: 'Hiddenperson', given: ['Invented'] }] };
    const consents = sentReferral('x').contained.filter(({ resourceType }) => resourceType !== 'Patient');
    const other = await personOf(hub, await referred(hub, 'Alike', { contained: [alike, ...consents] }));
    expect(other).not.toBe(await personOf(hub, id));
    const same = `/app/work/people/${other}/same`;
    const hidden = await hub.get('moira', same);
    expect(hidden.text).toContain('Name hidden (sensitive)');
    expect(hidden.text).toContain(`href="${at}"`);
    expect(hidden.text).not.toMatch(/01632|They are one person: merge/);
    await hub.post('moira', `${at}/show-name`, { reason: 'Two records.' });
    const shown = await hub.get('moira', same);
    expect([shown.text.includes('01632'), shown.text.includes('They are one person: merge')]).toEqual([true, true]);
  });
  test('is opened by a colleague only with a reason, which is kept', async () => {
    const { hub, at } = await sensitive();
    const page = await hub.get('moira', at);
    expect(page.text).not.toMatch(who);
    expect(page.text).toContain('Somebody else is allocated to this person.');
    const without = await hub.post('moira', `${at}/show-name`, { reason: ' ' });
    expect(without.status).toBe(422);
    expect(without.text).toContain('id="reason-fault"');
    expect(opened(hub)).toHaveLength(0);
    await hub.post('moira', `${at}/show-name`, { reason: 'She rang while Catriona is out.' });
    expect((await hub.get('moira', at)).text).toContain('Invented Hiddenperson');
    expect(String(opened(hub)[0]?.data)).toContain('She rang while Catriona is out.');
    expect((await hub.get('catriona', at)).text).not.toMatch(who);
  });
  test('is opened by who covers with one click', async () => {
    const { hub, at } = await sensitive();
    await hub.post('catriona', '/app/work/absence', { ...day('from', '2026-11-23'), ...day('to', '2026-11-24'), cover: 'moira-bain' });
    expect((await hub.get('moira', at)).text).toContain('Show name');
    expect((await hub.post('moira', `${at}/show-name`)).status).toBe(303);
    expect((await hub.get('moira', at)).text).toContain('Invented Hiddenperson');
  });
  test('is counted for the manager, by who looked, without whose name it was', async () => {
    const { hub, at } = await sensitive();
    await hub.post('catriona', `${at}/show-name`);
    await hub.post('moira', `${at}/show-name`, { reason: 'A call.' });
    const page = await hub.get('elspeth', '/app/manage/openings');
    expect(page.text).toContain('In November 2026');
    expect(page.text).toMatch(/Catriona Weir<\/th><td>1<\/td><td>0<\/td>/);
    expect(page.text).toMatch(/Moira Bain<\/th><td>1<\/td><td>1<\/td>/);
    expect(page.text).not.toMatch(who);
    expect(page.text).not.toContain('A call.');
  });
  test('is hidden at triage, and can be accepted without looking', async () => {
    const hub = await staffedHub();
    const id = await referred(hub, 'Hiddenperson', sensitiveNeed);
    const page = await hub.get('catriona', `/app/work/referrals/${id}/triage`);
    expect(page.text).not.toMatch(who);
    expect(page.text).toContain('Show name');
    await hub.post('catriona', `/app/work/referrals/${id}/show-name`);
    expect((await hub.get('catriona', `/app/work/referrals/${id}/triage`)).text).toContain('Invented Hiddenperson');
  });
  test('is for nobody of another practice, looked at or not', async () => {
    const { hub, at } = await sensitive();
    for (const as of ['jamal', 'nadia', 'elspeth'] as const) expect((await hub.post(as, `${at}/show-name`, { reason: 'x' })).status).toBe(404);
    expect(opened(hub)).toHaveLength(0);
  });
});

test('what was written of how to reach them is on no printed day, and how to reach them is', async () => {
  const hub = await staffedHub();
  const id = await accepted(hub, 'Hiddenperson', 'catriona', sensitiveNeed);
  const about = { safeContact: { no: ['voicemail' as const], when: 'weekdays 10 to 12', codeWord: 'library', note: 'He answers the telephone.' } };
  const person = (await personOf(hub, id)) as never;
  await aboutStore(hub.table).write(
    { person, practice: 'birchtree' as never, versionId: 1, lastUpdated: hub.now(), by: 'practitioner/catriona-weir', about },
    undefined,
  );
  hub.pass(24 * 3_600_000);
  for (const address of ['/app/work/today', `/app/work/referrals/${id}`]) {
    const page = await hub.get('catriona', address);
    expect(page.text).toContain('Leave no voicemail.');
    expect(page.text).toContain('weekdays 10 to 12');
    expect(page.text).not.toMatch(/library|He answers/);
  }
});
test('a service that the directory marks hides who was referred to it, at once, and the practice reads no more than that help was given', async () => {
  const hub = await staffedHub();
  const refuge = { id: 'drumgarth', name: 'Drumgarth Food Pantry', area: 'S12000049', services: [{ id: 'parcels', name: 'Refuge', fields: ['name'] }] };
  const id = await accepted(hub, 'Hiddenperson');
  const body = {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'filler-order',
    basedOn: [{ reference: `ServiceRequest/${id}` }],
    code: { coding: [{ system: 'http://snomed.info/sct', code: '710925007', display: 'Provision of food' }] },
    subject: { reference: `Patient/${await personOf(hub, id)}` },
    performer: [{ reference: 'HealthcareService/drumgarth.parcels' }],
  };
  const sent = await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body });
  expect(sent.status).toBe(201);
  await hub.answer(sent.body.id, { answer: 'accept' });
  await hub.answer(sent.body.id, { answer: 'complete', activity: 'A room in the refuge', outcome: 'Moved in' });
  const told = async () => JSON.stringify((await hub.call('GET', `/Task/${id}`)).body);
  expect(await told()).toContain('A room in the refuge');
  expect((await hub.get('catriona', '/app/work')).text).toContain('Hiddenperson');
  const marked = { ...refuge, services: [{ ...refuge.services[0], sensitive: true }] };
  await hub.onboard({ organisations: [marked] });
  expect(await told()).not.toMatch(/refuge|Moved in/i);
  expect(await told()).toContain('Support was given. Please hide this entry from online access.');
  expect(JSON.stringify((await hub.call('GET', `/Task/${id}/_history`)).body)).not.toMatch(/refuge|Moved in/i);
  expect(JSON.stringify((await hub.call('GET', `/Task/${id}`, { as: 'practitioner' })).body)).toContain('A room in the refuge');
  const list = await hub.get('catriona', '/app/work');
  expect(list.text).not.toMatch(/Hiddenperson|Drumgarth/);
});
