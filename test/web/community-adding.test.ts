/** An organisation and its services come in and are changed in steps, by their Community Links Manager. */
import { beforeEach, describe, expect, test } from 'vitest';
import { accessKeys } from '#platform/tables';
import { communityActs, communityHub, hostile, onboarded, parcels, typedIn } from '#test/community-hub';
import { accepted, onwardRequest, referredOn } from '#test/fhir-steps';
import { edinburgh, summary, type TwoAreas } from '#test/set-up-hub';
import { people } from '#test/web-hub';
import { planned } from '#web/set-up/save';

let hub: TwoAreas;
beforeEach(async () => {
  hub = await communityHub();
});
const { get, does, organisation, service, entry } = communityActs(() => hub);

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
