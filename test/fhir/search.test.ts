/** A search finds what its caller may read, and answers nothing else, not even by what it leaves out. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { callers, type FhirHub, fhirHub, type Told, type Who } from '#test/fhir-hub';
import { accepted, idsOf, issueOf, moved, nextIdentifier, referredOn, sent } from '#test/fhir-steps';

type House = {
  hub: FhirHub;
  open: string;
  onward: string;
  sibling: string;
  ended: string;
  draft: string;
  foreign: string;
  person: string;
  identifier: { system: string; value: string };
  from: string;
};
let house: House;
beforeAll(async () => {
  const hub = await fhirHub();
  const identifier = nextIdentifier();
  const open = await accepted(hub, { identifier: [identifier] });
  const onward = await referredOn(hub, open);
  await moved(hub, onward, { status: 'accepted', identifier: [{ value: 'CASE-7' }] }, { as: 'organisation' });
  const sibling = await referredOn(hub, open, 'Organization/kelvinbank');
  hub.pass(3_600_000);
  const ended = await sent(hub);
  await moved(hub, ended, { status: 'rejected', statusReason: { text: 'Moved away' } }, { as: 'practitioner' });
  const draft = await sent(hub, { status: 'draft' });
  const foreign = await sent(hub, { identifier: [identifier] }, { as: 'gp-other' });
  const person = (await hub.call('GET', `/Task/${open}`)).body.for.reference.slice('Patient/'.length);
  hub.pass(3_600_000);
  house = { hub, open, onward, sibling, ended, draft, foreign, person, identifier, from: new Date(Date.parse(hub.now()) - 5_400_000).toISOString() };
});
const nameOf = (id: string) => (['open', 'onward', 'sibling', 'ended', 'draft', 'foreign'] as const).find((name) => house[name] === id) ?? id;
const find = async (query: string, as: Who = 'gp') => {
  const answer = await house.hub.call('GET', `/${query}`, { as });
  expect([query, answer.status]).toEqual([query, 200]);
  return idsOf(answer).map(nameOf).sort();
};

describe('each parameter finds what it says', () => {
  test.each<[string, Who, string[]]>([
    ['Task', 'gp', ['ended', 'open']],
    ['Task', 'practitioner', ['ended', 'onward', 'open', 'sibling']],
    ['Task', 'organisation', ['onward']],
    ['Task', 'gp-other', ['foreign']],
    ['ServiceRequest', 'gp', ['draft', 'ended', 'open']],
    ['ServiceRequest', 'organisation-other', ['sibling']],
    ['Task?_id={open}', 'gp', ['open']],
    ['Task?_id={open},{ended},{foreign}', 'gp', ['ended', 'open']],
    ['Task?_id={onward}', 'organisation', ['onward']],
    ['ServiceRequest?identifier={identifier}', 'gp', ['open']],
    ['ServiceRequest?identifier={identifier}', 'gp-other', ['foreign']],
    ['ServiceRequest?identifier={identifier}', 'practitioner', ['open']],
    ['ServiceRequest?identifier={identifier}', 'organisation', []],
    ['Task?identifier=https://linkshub.scot/fhir/NamingSystem/organisation|CASE-7', 'organisation', ['onward']],
    ['Task?identifier=CASE-7', 'organisation-other', []],
    ['Task?status=in-progress', 'gp', ['open']],
    ['Task?status=rejected,in-progress', 'gp', ['ended', 'open']],
    ['Task?status=http://hl7.org/fhir/task-status|rejected', 'gp', ['ended']],
    ['Task?status=http://hl7.org/fhir/task-status|', 'gp', ['ended', 'open']],
    ['Task?status=|rejected', 'gp', []],
    ['Task?status=requested', 'practitioner', ['sibling']],
    ['ServiceRequest?status=draft', 'gp', ['draft']],
    ['ServiceRequest?status=active', 'organisation', ['onward']],
    ['Task?patient={person}', 'gp', ['ended', 'open']],
    ['Task?patient=Patient/{person}', 'practitioner', ['ended', 'onward', 'open', 'sibling']],
    ['Task?patient={person}', 'gp-other', []],
    ['Task?patient={person}', 'organisation', []],
    ['Task?focus=ServiceRequest/{open}', 'gp', ['open']],
    ['Task?focus={base}/fhir/ServiceRequest/{onward}', 'organisation', ['onward']],
    ['Task?owner=Practitioner/catriona-weir', 'gp', ['ended', 'open']],
    ['Task?owner=Organization/drumgarth', 'practitioner', ['onward']],
    ['Task?owner=Organization/links-hub', 'gp-other', ['foreign']],
    ['Task?requester=Organization/birchtree', 'gp', ['ended', 'open']],
    ['Task?requester=Practitioner/catriona-weir', 'practitioner', ['onward', 'sibling']],
    ['Task?code=fulfill', 'organisation', ['onward']],
    ['Task?code=approve', 'organisation', []],
    ['ServiceRequest?code=http://snomed.info/sct|871731000000106', 'gp', ['draft', 'ended', 'open']],
    ['Task?part-of=Task/{open}', 'practitioner', ['onward', 'sibling']],
    ['Task?part-of=Task/{open}', 'organisation', ['onward']],
    ['ServiceRequest?based-on={open}', 'practitioner', ['onward', 'sibling']],
    ['Task?_lastUpdated=gt{from}', 'gp', ['ended']],
    ['Task?_lastUpdated=lt{from}', 'gp', ['open']],
    ['Task?_lastUpdated=2026-11-23', 'gp', ['ended', 'open']],
    ['Task?_lastUpdated=ne2026', 'gp', []],
  ])('%s for %s', async (query, as, expected) => {
    const values: Record<string, string> = {
      ...house,
      hub: '',
      base: 'https://hub.example',
      identifier: `${house.identifier.system}|${house.identifier.value}`,
    };
    expect(
      await find(
        query.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ''),
        as,
      ),
    ).toEqual(expected);
  });
  test('repeated parameters are AND, commas are OR, and so is %2C', async () => {
    expect(await find('Task?owner=Organization/drumgarth&owner=Organization/kelvinbank', 'practitioner')).toEqual([]);
    expect(await find('Task?owner=Organization/drumgarth,Organization/kelvinbank', 'practitioner')).toEqual(['onward', 'sibling']);
    expect(await find('Task?owner=Organization/drumgarth%2COrganization/kelvinbank', 'practitioner')).toEqual(['onward', 'sibling']);
    const other = 'https://gp.example/referrals|none';
    const own = `${house.identifier.system}|${house.identifier.value}`;
    expect(await find(`ServiceRequest?identifier=${own},${other}`)).toEqual(['open']);
    expect(await find(`ServiceRequest?identifier=${own}&identifier=${other}`)).toEqual([]);
    expect(await find(`ServiceRequest?identifier=${other}&_id=${house.open}`)).toEqual([]);
  });
  test('POST _search finds the same, from body and address together', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const posted = (path: string, body: string, headers = form) => house.hub.call('POST', path, { as: 'practitioner', headers, body });
    expect(await posted('/Task/_search', 'status=requested')).toEqual(await house.hub.call('GET', '/Task?status=requested', { as: 'practitioner' }));
    expect(idsOf(await posted('/Task/_search?owner=Organization/drumgarth', 'owner=Organization/kelvinbank'))).toEqual([]);
    expect((await posted('/Task/_search', 'status=requested', { 'content-type': 'application/json' })).status).toBe(415);
    expect(issueOf(await house.hub.call('GET', '/Task/_search')).status).toBe(405);
  });
});

describe('a search is refused', () => {
  test.each([
    'Task?name=x',
    'Task?patient.name=x',
    'Task?_has:Task:focus=x',
    'Task?status:text=draft',
    'Task?_include=Task:encounter',
    'Task?_include=*',
    'Task?_include:iterate=Task:focus',
    'Task?_revinclude=x',
    'Task?_sort=status',
    'Task?_summary=count',
    'Task?_total=accurate',
    'Task?based-on=x',
    'ServiceRequest?owner=x',
    'ServiceRequest?__proto__=x',
    'Task?_filter=x',
    'Task?status=%',
    'Task?status=',
    'Task?status',
    'Task?_count=0',
    'Task?_count=-1',
    'Task?_count=1.5',
    'Task?_count=x',
    'Task?_count=1&_count=2',
    'Task?_count=1,2',
    'Task?_lastUpdated=yesterday',
    'Task?_lastUpdated=2026-13',
    'Task?page=forged',
    'Task?page=a.b',
    'ServiceRequest?identifier=value',
    'ServiceRequest?identifier=|value',
    `Task?${Array.from({ length: 21 }, () => 'status=requested').join('&')}`,
    `Task?status=${Array.from({ length: 51 }, () => 'x').join()}`,
  ])('when it asks %s', async (query) => {
    expect((await house.hub.call('GET', `/${query}`)).status).toBe(400);
  });
  test('with a person’s number in the address, and pointed to _search', async () => {
    for (const system of ['urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', 'https://fhir.nhs.uk/Id/nhs-number'])
      for (const type of ['ServiceRequest', 'Task']) {
        const inAddress = await house.hub.call('GET', `/${type}?identifier=${encodeURIComponent(`${system}|0101011237`)}`);
        expect(issueOf(inAddress)).toMatchObject({ status: 400, code: 'invalid' });
        expect(issueOf(inAddress).text).toContain(`[base]/${type}/_search`);
        expect(JSON.stringify(inAddress.body)).not.toContain('0101011237');
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const form = `identifier=${encodeURIComponent(`${system}|0101011237`)}`;
        expect((await house.hub.call('POST', `/${type}/_search?${form}`, { headers })).status).toBe(400);
        const inBody = await house.hub.call('POST', `/${type}/_search`, { headers, body: form });
        expect(inBody.status).toBe(200);
        expect(JSON.stringify(inBody.body.link)).not.toContain('0101011237');
      }
  });
});

describe('pages', () => {
  const nextOf = (bundle: Told): string | undefined =>
    bundle.body.link.find((one: { relation: string }) => one.relation === 'next')?.url.slice('https://hub.example/fhir'.length);
  const walk = async (hub: FhirHub, query: string, as: Who) => {
    const pages: string[][] = [];
    for (let next: string | undefined = query; next; ) {
      const page: Told = await hub.call('GET', next, { as });
      expect(page.status).toBe(200);
      pages.push(idsOf(page));
      next = nextOf(page);
      expect(pages.length).toBeLessThan(60);
    }
    return pages;
  };
  test.each([1, 2, 3, 7])('of %d hold each once, newest first, and end', async (count) => {
    const hub = await fhirHub();
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      hub.pass(1000);
      made.unshift(await sent(hub));
    }
    const pages = await walk(hub, `/Task?_count=${count}`, 'gp');
    expect(pages.flat()).toEqual(made);
    expect(pages.every((page) => page.length <= count)).toBe(true);
    expect(pages.length).toBe(Math.ceil(7 / count));
  });
  test('of a practitioner hold the onward Tasks of a referral across pages, each once', async () => {
    const pages = await walk(house.hub, '/Task?_count=1', 'practitioner');
    expect(pages.flat().map(nameOf).sort()).toEqual(['ended', 'onward', 'open', 'sibling']);
    expect((await walk(house.hub, `/Task?part-of=${house.open}&_count=1`, 'practitioner')).map((page) => page.length)).toEqual([1, 1]);
  });
  test('are at most 100, and 20 unless said', async () => {
    const hub = await fhirHub();
    for (let n = 0; n < 105; n += 1) await sent(hub);
    expect(idsOf(await hub.call('GET', '/Task'))).toHaveLength(20);
    expect(idsOf(await hub.call('GET', '/Task?_count=9999'))).toHaveLength(100);
  });
  test('end early, with a next, where few of many rows match, and the rest is found', async () => {
    const hub = await fhirHub();
    const wanted = await sent(hub, { priority: 'urgent' });
    await moved(hub, wanted, { status: 'accepted' }, { as: 'practitioner' });
    for (let n = 0; n < 15; n += 1) {
      hub.pass(1000);
      await sent(hub);
    }
    const pages = await walk(hub, '/Task?status=accepted&_count=1', 'gp');
    expect(pages.flat()).toEqual([wanted]);
    expect(pages[0]).toEqual([]);
  });
  test('go on for their caller, their search and ten minutes alone', async () => {
    const hub = await fhirHub();
    for (let n = 0; n < 3; n += 1) await sent(hub);
    for (let n = 0; n < 3; n += 1) await sent(hub, {}, { as: 'gp-other' });
    const next = nextOf(await hub.call('GET', '/Task?_count=1')) ?? '';
    expect((await hub.call('GET', next)).status).toBe(200);
    const refused = [
      await hub.call('GET', next, { as: 'gp-other' }),
      await hub.call('GET', next, { as: 'gp-second-client' }),
      await hub.call('GET', next, { as: 'practitioner' }),
      await hub.call('GET', next.replace('_count=1', '_count=2')),
      await hub.call('GET', next.replace('/Task', '/ServiceRequest')),
      await hub.call('GET', `${next}&status=requested`),
      await hub.call('GET', `${next.slice(0, -1)}${next.endsWith('A') ? 'B' : 'A'}`),
      await hub.call('GET', next.replace('page=', 'page=x')),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400));
    hub.pass(599_000);
    expect((await hub.call('GET', next)).status).toBe(200);
    hub.pass(1_000);
    expect((await hub.call('GET', next)).status).toBe(400);
  });
  test('show nothing of rows that the caller may not see: no page ends because of them', async () => {
    const hub = await fhirHub();
    const own = await sent(hub);
    const { body } = await hub.call('GET', `/Task/${own}`);
    const before = await hub.call('GET', `/Task?patient=${body.for.reference}&_count=1`);
    for (let n = 0; n < 30; n += 1) await sent(hub, {}, { as: 'gp-other' });
    expect(await hub.call('GET', `/Task?patient=${body.for.reference}&_count=1`)).toEqual(before);
    expect(nextOf(before)).toBeUndefined();
  });
});

describe('what changed last', () => {
  test('is left to the next search within ten seconds, and the horizon is said', async () => {
    const hub = await fhirHub();
    const since = hub.now();
    const id = await sent(hub);
    hub.pass(9_000);
    const early = await hub.call('GET', `/Task?_lastUpdated=ge${since}`);
    expect(idsOf(early)).toEqual([]);
    hub.pass(1_000);
    const late = await hub.call('GET', `/Task?_lastUpdated=ge${since}`);
    expect(idsOf(late)).toEqual([id]);
    expect(late.body.meta.lastUpdated).toBe(since);
    expect((await hub.call('GET', '/Task')).body.meta).toBeUndefined();
  });
});

describe('laws', () => {
  const clause = () => {
    const { open, onward, ended, foreign, person, identifier, from } = house;
    return fc.constantFrom(
      `_id=${open},${foreign}`,
      `_id=${onward}`,
      `_id=${ended}`,
      'status=requested',
      'status=rejected,in-progress',
      'status=active',
      `patient=${person}`,
      `requester=Organization/birchtree`,
      `requester=Practitioner/catriona-weir`,
      'code=fulfill',
      `_lastUpdated=gt${from}`,
      `_lastUpdated=le${from}`,
      'owner=Organization/drumgarth',
      `part-of=${open}`,
      `based-on=${open}`,
      `focus=${open}`,
      `identifier=${identifier.system}|${identifier.value}`,
      'identifier=https://gp.example/referrals|none',
      'identifier=https://linkshub.scot/fhir/NamingSystem/organisation|CASE-7',
    );
  };
  const who = fc.constantFrom<Who>(...(Object.keys(callers) as Who[]).filter((one) => one !== 'manager'));
  test('asking for more never finds more, and nothing is found that the caller cannot read', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(who, fc.constantFrom('Task', 'ServiceRequest'), fc.array(clause(), { maxLength: 2 }), clause(), async (as, type, some, more) => {
        const wide = await house.hub.call('GET', `/${type}?${some.join('&')}`, { as });
        const narrow = await house.hub.call('GET', `/${type}?${[...some, more].join('&')}`, { as });
        const flipped = await house.hub.call('GET', `/${type}?${[more, ...some].join('&')}`, { as });
        if (wide.status !== 200 || narrow.status !== 200) return;
        expect(idsOf(wide)).toEqual(expect.arrayContaining(idsOf(narrow)));
        expect(idsOf(flipped).sort()).toEqual(idsOf(narrow).sort());
        for (const { resource } of wide.body.entry ?? []) expect((await house.hub.call('GET', `/${type}/${resource.id}`, { as })).body).toEqual(resource);
        found += idsOf(narrow).length;
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(50);
  });
  test('an organisation learns nothing by asking for a person: its answer is the same for whoever is asked', async () => {
    const answer = async (patient: string) =>
      JSON.stringify((await house.hub.call('GET', `/Task?patient=${patient}`, { as: 'organisation' })).body).replaceAll(patient, '<person>');
    expect(await answer(house.person)).toBe(await answer('x'.repeat(house.person.length)));
  });
});
