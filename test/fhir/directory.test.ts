/** The directory as FHIR: anybody reads any of it by id, and finds by searching who is at work where they are. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { organizationDoor } from '#fhir/directory/organizations';
import { type FhirHub, fhirHub, type Told, type Who } from '#test/fhir-hub';
import { idsOf, issueOf } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

const [glasgow, edinburgh] = ['S12000049', 'S12000036'];
const food = { system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' };
const elsewhere = {
  areas: [{ id: edinburgh, manager: 'elspeth-munro' }],
  managers: [{ id: 'elspeth-munro', name: 'Elspeth Munro', areas: [glasgow, edinburgh] }],
  practices: [
    { id: 'birchtree', name: 'Birchtree Practice', area: glasgow, mail: 'office@marked.example', codes: ['S40012', 'A81001'] },
    { id: 'rowanbank', name: 'Rowanbank Practice', area: edinburgh, codes: ['70034'] },
  ],
  practitioners: [{ id: 'isla.bain', name: 'Isla Bain', practices: ['rowanbank', 'thistledown'] }],
  organisations: [
    {
      id: 'drumgarth',
      name: 'Drumgarth Food Pantry',
      area: glasgow,
      services: [
        {
          id: 'parcels',
          name: 'Food parcels',
          fields: ['name'],
          categories: [food],
          types: [{ code: 'parcel', display: 'Food parcel' }],
          place: { name: 'Drumgarth Hall', line: '2 Example Lane', town: 'Glasgow', postcode: 'G1 1XX' },
        },
        { id: 'cooking', name: 'Cooking together', fields: ['birth-date'], active: false, place: {} },
      ],
      endpoint: { url: 'https://marked.example/hub', keys: [{ id: 'one', secret: 'generate' }] },
    },
    { id: 'leith.garden', name: 'Leith Garden', area: edinburgh, services: [{ id: 'walks', name: 'Walks', fields: [] }] },
    {
      id: 'lothian-rights',
      name: 'Lothian Welfare Rights',
      area: edinburgh,
      kind: 'council',
      mail: 'rights@marked.example',
      services: [
        {
          id: 'advice',
          name: 'Advice',
          fields: ['name'],
          about: 'Somebody who knows the forms.\nBring nothing.',
          languages: ['en', 'bfi'],
          cost: 'free',
          access: ['step-free', 'telephone'],
          opening: [{ day: 1, from: '09:00', to: '16:30' }],
          serves: [edinburgh, 'S08000024'],
          eligibility: { fromAge: 16, only: 'women', text: 'No letter is needed.' },
          questions: [{ id: 'day', text: 'Which day matters?', kind: 'date' }],
          contact: { name: 'Grace', phone: '0131 496 0100', mail: 'ask@rights.example', web: 'https://rights.example' },
          place: { town: 'Edinburgh', latitude: 55.95, longitude: -3.19 },
        },
      ],
    },
  ],
};
const ids = {
  Organization: ['links-hub', 'birchtree', 'thistledown', 'drumgarth', 'kelvinbank', 'rowanbank', 'leith.garden', 'lothian-rights'],
  HealthcareService: ['drumgarth.parcels', 'drumgarth.cooking', 'kelvinbank.advice', 'leith.garden.walks', 'lothian-rights.advice'],
  Location: [glasgow, edinburgh, 'drumgarth.parcels', 'drumgarth.cooking', 'lothian-rights.advice'],
  Practitioner: ['catriona-weir', 'jamal-rashid', 'isla.bain'],
  PractitionerRole: ['catriona-weir.birchtree', 'jamal-rashid.thistledown', 'isla.bain.rowanbank', 'isla.bain.thistledown'],
} as const;
type Type = keyof typeof ids;
const types = Object.keys(ids) as Type[];
const parties: Who[] = ['gp', 'gp-other', 'practitioner', 'practitioner-other', 'organisation', 'organisation-other'];
/** The manager's tokens say nothing of practitioners. */
const mayRead = (as: Who, type: Type) => as !== 'manager' || !type.startsWith('Practitioner');

const town = async (): Promise<FhirHub> => {
  const hub = await fhirHub();
  await hub.onboard(elsewhere);
  return hub;
};
let hub: FhirHub;
beforeAll(async () => {
  hub = await town();
});
const find = async (query: string, as: Who = 'gp') => {
  const answer = await hub.call('GET', `/${query}`, { as });
  expect([query, answer.status]).toEqual([query, 200]);
  return idsOf(answer).sort();
};

describe('every caller reads any of it by id', () => {
  test.each(types)('%s, as R4 has it, and without what is not for others', async (type) => {
    for (const id of ids[type])
      for (const as of [...parties, 'manager'] as Who[]) {
        const { status, body } = await hub.call('GET', `/${type}/${id}`, { as });
        expect([as, id, status]).toEqual([as, id, mayRead(as, type) ? 200 : 403]);
        if (status !== 200) continue;
        expectR4(body);
        expect(JSON.stringify(body)).not.toContain('marked');
        expect([body.resourceType, body.id]).toEqual([type, id]);
      }
    expect((await hub.call('GET', `/${type}/${ids[type][0]}`, { as: 'nobody' })).status).toBe(401);
  });
  test('and what is not there is told alike, whatever form its id has', async () => {
    const absent = await hub.call('GET', '/Organization/nothing');
    expect(absent.status).toBe(404);
    const others = ['Organization/ORG%23x', 'Organization/drumgarth%00', 'Location/S12999999', 'Location/kelvinbank.advice', 'Location/Glasgow'];
    const more = ['HealthcareService/drumgarth', 'HealthcareService/drumgarth.none', 'HealthcareService/.parcels', 'HealthcareService/drumgarth.'];
    const people = ['Practitioner/elspeth-munro', 'PractitionerRole/catriona-weir.thistledown', 'PractitionerRole/catriona-weir', 'PractitionerRole/isla.bain'];
    for (const path of [...others, ...more, ...people]) expect([path, (await hub.call('GET', `/${path}`)).body]).toEqual([path, absent.body]);
  });
  test('and changes none of it', async () => {
    for (const type of types) {
      const path = `/${type}/${ids[type][0]}`;
      const { body } = await hub.call('GET', path);
      for (const [method, at] of [
        ['POST', `/${type}`],
        ['PUT', path],
        ['PATCH', path],
        ['DELETE', path],
      ] as const)
        expect((await hub.call(method, at, { body })).status).toBe(405);
    }
  });
});

describe('each resource says', () => {
  const read = async (path: string) => (await hub.call('GET', `/${path}`)).body;
  test('of a practice its codes, under both systems that Scotland’s have', async () => {
    expect(await read('Organization/birchtree')).toMatchObject({
      identifier: [
        { system: 'https://fhir.nhs.uk/id/ods-organization-code', value: 'S40012' },
        { system: 'https://digitalhealthplatform.scot/fhir/gppracticecode', value: '40012' },
        { system: 'https://fhir.nhs.uk/id/ods-organization-code', value: 'A81001' },
      ],
      active: true,
      type: [{ coding: [{ code: 'prov' }] }],
      name: 'Birchtree Practice',
    });
    expect(await read('Organization/links-hub')).toMatchObject({ name: 'Links Hub', type: [{ coding: [{ code: 'referral-hub' }] }] });
  });
  test('of a service whose it is, what for, where, for whom, and whether it takes anybody', async () => {
    expect(await read('HealthcareService/drumgarth.parcels')).toMatchObject({
      active: true,
      providedBy: { reference: 'Organization/drumgarth', display: 'Drumgarth Food Pantry' },
      category: [{ coding: [food] }],
      type: [{ coding: [{ code: 'parcel' }] }],
      location: [{ reference: 'Location/drumgarth.parcels' }],
      coverageArea: [{ reference: `Location/${glasgow}` }],
    });
    const bare = await read('HealthcareService/leith.garden.walks');
    expect([bare.category, bare.type, bare.location, (await read('HealthcareService/drumgarth.cooking')).active]).toEqual([
      undefined,
      undefined,
      undefined,
      false,
    ]);
    expect(JSON.stringify(await read('HealthcareService/drumgarth.cooking'))).not.toContain('birth');
  });
  test('of a place its address, of a council area that it is one', async () => {
    const address = { line: ['2 Example Lane'], city: 'Glasgow', postalCode: 'G1 1XX' };
    expect(await read('Location/drumgarth.parcels')).toMatchObject({
      name: 'Drumgarth Hall',
      address,
      managingOrganization: { reference: 'Organization/drumgarth' },
    });
    expect(await read('Location/drumgarth.cooking')).toMatchObject({ name: 'Cooking together' });
    expect(await read(`Location/${glasgow}`)).toMatchObject({ name: 'Glasgow City', physicalType: { coding: [{ code: 'jdn' }] } });
    expect(await read(`Location/${edinburgh}`)).toMatchObject({ name: 'City of Edinburgh' });
    expect(await read('Location/S08000024')).toMatchObject({ name: 'Lothian', physicalType: { coding: [{ code: 'jdn' }] } });
  });
  test('of a service what helps to choose it, and not what it asks of people or where links go', async () => {
    const service = await read('HealthcareService/lothian-rights.advice');
    expect(service).toMatchObject({
      comment: 'Somebody who knows the forms.\nBring nothing.',
      telecom: [{ system: 'phone', value: '0131 496 0100' }, { value: 'ask@rights.example' }, { system: 'url' }],
      coverageArea: [{ reference: `Location/${edinburgh}` }, { reference: 'Location/S08000024' }],
      serviceProvisionCode: [{ coding: [{ code: 'free' }] }],
      eligibility: [{ comment: 'Aged 16 or over. Women only. No letter is needed.' }],
      characteristic: [{ coding: [{ code: 'step-free' }] }, { coding: [{ code: 'telephone' }] }],
      communication: [{ coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] }, { coding: [{ code: 'bfi' }] }],
      availableTime: [{ daysOfWeek: ['mon'], availableStartTime: '09:00:00', availableEndTime: '16:30:00' }],
    });
    expect(JSON.stringify([service, await read('Organization/lothian-rights')])).not.toMatch(/Which day|marked/);
    expect(await read('Location/lothian-rights.advice')).toMatchObject({ position: { latitude: 55.95, longitude: -3.19 } });
    expect(await read('Organization/lothian-rights')).toMatchObject({ type: [{ coding: [{ code: 'support-organisation' }] }, { coding: [{ code: 'govt' }] }] });
  });
  test('of a practitioner her name, and where she works', async () => {
    expect(await read('Practitioner/isla.bain')).toMatchObject({ name: [{ text: 'Isla Bain' }] });
    const role = { practitioner: { reference: 'Practitioner/isla.bain', display: 'Isla Bain' }, organization: { reference: 'Organization/rowanbank' } };
    expect(await read('PractitionerRole/isla.bain.rowanbank')).toMatchObject(role);
  });
});

describe('a search', () => {
  const inGlasgow: Record<Type, string[]> = {
    Organization: ['birchtree', 'drumgarth', 'kelvinbank', 'links-hub', 'thistledown'],
    HealthcareService: ['drumgarth.cooking', 'drumgarth.parcels', 'kelvinbank.advice'],
    Location: [glasgow, 'drumgarth.cooking', 'drumgarth.parcels'],
    Practitioner: ['catriona-weir', 'isla.bain', 'jamal-rashid'],
    PractitionerRole: ['catriona-weir.birchtree', 'isla.bain.thistledown', 'jamal-rashid.thistledown'],
  };
  test.each(types)('of %s lists those of the council areas in which the caller is at work', async (type) => {
    for (const as of parties) expect([as, await find(type, as)]).toEqual([as, inGlasgow[type]]);
    const manager = await hub.call('GET', `/${type}`, { as: 'manager' });
    if (mayRead('manager', type)) expect(idsOf(manager).sort()).toEqual(inGlasgow[type]);
    else expect(manager.status).toBe(403);
    expectR4(manager.body);
    for (const id of ids[type].filter((one) => !inGlasgow[type].includes(one))) expect(await find(`${type}?_id=${id}`)).toEqual([]);
  });
  test('of a manager lists all the areas that are the manager’s, of a practitioner those of all her practices', async () => {
    const { body } = await hub.call('GET', '/Organization', { as: 'manager' });
    expect(body.entry).toHaveLength(inGlasgow.Organization.length);
    const wide = await town();
    await wide.onboard({ practices: [{ id: 'birchtree', name: 'Birchtree Practice', area: edinburgh }] });
    expect(idsOf(await wide.call('GET', '/Organization', { as: 'practitioner' })).sort()).toEqual([
      'birchtree',
      'leith.garden',
      'links-hub',
      'lothian-rights',
      'rowanbank',
    ]);
  });
  test.each<[string, string[]]>([
    ['Organization?name=drumg', ['drumgarth']],
    ['Organization?name=garth', []],
    ['Organization?type=prov', ['birchtree', 'thistledown']],
    ['Organization?type=support-organisation', ['drumgarth', 'kelvinbank']],
    ['Organization?identifier=https://digitalhealthplatform.scot/fhir/gppracticecode|40012', ['birchtree']],
    ['Organization?identifier=https://fhir.nhs.uk/id/ods-organization-code|S70034', []],
    ['HealthcareService?organization=Organization/drumgarth', ['drumgarth.cooking', 'drumgarth.parcels']],
    ['HealthcareService?organization=leith.garden', []],
    ['HealthcareService?location=Location/drumgarth.parcels', ['drumgarth.parcels']],
    ['HealthcareService?name=food', ['drumgarth.parcels']],
    ['HealthcareService?service-category=http://snomed.info/sct|733423003', ['drumgarth.parcels']],
    ['HealthcareService?service-type=parcel', ['drumgarth.parcels']],
    ['HealthcareService?active=false', ['drumgarth.cooking']],
    ['HealthcareService?active=true&organization=drumgarth', ['drumgarth.parcels']],
    [`HealthcareService?coverage-area=Location/${glasgow}`, ['drumgarth.cooking', 'drumgarth.parcels', 'kelvinbank.advice']],
    [`HealthcareService?coverage-area=Location/${edinburgh}`, []],
    ['Location?name=glasgow', [glasgow]],
    ['Practitioner?name=weir', ['catriona-weir']],
    ['Practitioner?name=Isla', ['isla.bain']],
    ['PractitionerRole?organization=Organization/thistledown', ['isla.bain.thistledown', 'jamal-rashid.thistledown']],
    ['PractitionerRole?practitioner=Practitioner/isla.bain', ['isla.bain.thistledown']],
  ])('%s', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });
  test.each<[string, string[]]>([
    [
      'PractitionerRole?_id=isla.bain.thistledown&_include=PractitionerRole:organization&_include=PractitionerRole:practitioner',
      ['isla.bain', 'isla.bain.thistledown', 'thistledown'],
    ],
    [
      'HealthcareService?_id=drumgarth.parcels&_include=HealthcareService:organization&_include=HealthcareService:location',
      ['drumgarth', 'drumgarth.parcels', 'drumgarth.parcels'],
    ],
    ['HealthcareService?_id=kelvinbank.advice&_include=HealthcareService:location', ['kelvinbank.advice']],
  ])('brings what it is asked to include: %s', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });
  test.each([
    'Organization?address=x',
    'Organization?partof=x',
    'Practitioner?telecom=x',
    'Location?near=x',
    'PractitionerRole?organization.name=x',
    'HealthcareService?_revinclude=x',
  ])('is refused when it asks %s', async (query) => {
    expect((await hub.call('GET', `/${query}`)).status).toBe(400);
  });
  test('asked for more never finds more, and finds nothing that the caller cannot read as it was found', async () => {
    const clause = fc.constantFrom(
      '_id=drumgarth,rowanbank,isla.bain',
      'name=d',
      'name=Isla,Food',
      '_lastUpdated=ge2026-11-23',
      `_id=${glasgow},drumgarth.parcels`,
      'name=x',
    );
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.constantFrom(...parties), fc.array(clause, { maxLength: 2 }), clause, async (type, as, some, more) => {
        const wide = await hub.call('GET', `/${type}?${some.join('&')}`, { as });
        const narrow: Told = await hub.call('GET', `/${type}?${[...some, more].join('&')}`, { as });
        if (narrow.status !== 200) return;
        expect(idsOf(wide)).toEqual(expect.arrayContaining(idsOf(narrow)));
        for (const { resource } of wide.body.entry ?? []) expect((await hub.call('GET', `/${type}/${resource.id}`, { as })).body).toEqual(resource);
        found += idsOf(narrow).length;
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(20);
  });
});

describe('a record that changes', () => {
  test('has a new version and is otherwise known already', async () => {
    const own = await town();
    const first = await own.call('GET', '/HealthcareService/drumgarth.parcels');
    expect((await own.call('GET', '/HealthcareService/drumgarth.parcels', { headers: { 'if-none-match': first.etag } })).status).toBe(304);
    own.pass(60_000);
    await own.onboard({
      organisations: [{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: glasgow, services: [{ id: 'parcels', name: 'Parcels', fields: [] }] }],
    });
    const second = await own.call('GET', '/HealthcareService/drumgarth.parcels', { headers: { 'if-none-match': first.etag } });
    expect([second.status, second.body.name, Number(second.body.meta.versionId)]).toEqual([200, 'Parcels', Number(first.body.meta.versionId) + 1]);
    expect(Date.parse(second.body.meta.lastUpdated)).toBe(Date.parse(own.now()));
    const at = (version: string) => own.call('GET', `/HealthcareService/drumgarth.parcels/_history/${version}`);
    expect([(await at(second.body.meta.versionId)).body, (await at(first.body.meta.versionId)).status]).toEqual([second.body, 404]);
    expect((await own.call('GET', '/HealthcareService/drumgarth.cooking')).status).toBe(404);
  });
  test('is found where it is now', async () => {
    const own = await town();
    await own.onboard({ organisations: [{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: edinburgh, services: [] }] });
    expect(idsOf(await own.call('GET', '/Organization?name=drum'))).toEqual([]);
    expect(idsOf(await own.call('GET', '/Organization?name=leith', { as: 'organisation' }))).toEqual(['leith.garden']);
  });
  test('is not found by who is no longer in the directory', async () => {
    const own = await town();
    const elsewhereNow = { ...own.ports, directory: { ...own.ports.directory, practice: async () => undefined } };
    const call = { who: { caller: { kind: 'practice', practice: 'birchtree', client: 'x' } } } as never;
    const found = await organizationDoor.search?.(call, { clauses: [], count: 10, horizon: own.now() }, elsewhereNow);
    expect(found && 'found' in found ? found.found.map(({ resource }) => resource.id) : found).toEqual(['links-hub']);
  });
});

test('a search that the hub cannot make says what it can be asked', async () => {
  const issue = issueOf(await hub.call('GET', '/PractitionerRole?specialty=x'));
  expect(issue).toMatchObject({ status: 400, code: 'not-supported' });
  for (const name of ['organization', 'practitioner']) expect(issue.text).toContain(name);
});
