/** Who may do what with a health record, for every type and every caller; to whom it is not for it is as if it were not there. */
import { describe, expect, test } from 'vitest';
import { callers, everybody, type FhirHub, fhirHub, type Told, type Who } from '#test/fhir-hub';
import { accepted, idsOf, moved, put, referredOn } from '#test/fhir-steps';
import { changed, personOf, type RecordedType, record, recorded, recordTypes } from '#test/record-steps';

/** `change`: who recorded it, or the same party. */
type Rights = 'change' | 'read' | 'nothing' | 'no scope';
type Case = { type: RecordedType; by: 'practice' | 'organisation'; rights: Record<Who, Rights> };
const practice = (rights: Rights) => ({ gp: rights, 'gp-second-client': rights, practitioner: rights, 'practitioner-colleague': rights });
const strangers = { 'gp-other': 'nothing', 'practitioner-other': 'nothing', manager: 'no scope' } as const;
const organisations = (own: Rights, other: Rights) => ({ organisation: own, 'organisation-other': other });

/** An organisation's token holds nothing of what only a practice records. */
const organisationKnows = (type: RecordedType): Rights => (type === 'Observation' || type === 'Procedure' ? 'nothing' : 'no scope');
const cases: Case[] = [
  ...recordTypes.map((type): Case => {
    const none = organisationKnows(type);
    return { type, by: 'practice', rights: { ...practice('change'), ...strangers, ...organisations(none, none) } };
  }),
  ...(['Observation', 'Procedure'] as const).map(
    (type): Case => ({ type, by: 'organisation', rights: { ...practice('read'), ...strangers, ...organisations('change', 'nothing') } }),
  ),
];

type Setting = { hub: FhirHub; referral: string; onward: string; person: string };
const setting = async (): Promise<Setting> => {
  const hub = await fhirHub();
  const id = await accepted(hub);
  const onward = await referredOn(hub, id);
  await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
  return { hub, referral: id, onward, person: await personOf(hub, id) };
};
const made = ({ hub, onward, person }: Setting, { type, by }: Pick<Case, 'type' | 'by'>): Promise<Told> =>
  by === 'practice'
    ? recorded(hub, record(type, person))
    : recorded(hub, record(type, undefined, { basedOn: [{ reference: `ServiceRequest/${onward}` }] }), { as: 'organisation' });
const absentLike = (id: string) => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
/** Without what repeats the question itself. */
const bytes = (answer: Told, id: string) => JSON.stringify({ ...answer }).replaceAll(id, '<id>');

describe.each(cases)('a $type recorded by the $by', (one) => {
  const asks = {
    read: (hub: FhirHub, as: Who, id: string) => hub.call('GET', `/${one.type}/${id}`, { as }),
    history: (hub: FhirHub, as: Who, id: string) => hub.call('GET', `/${one.type}/${id}/_history`, { as }),
    version: (hub: FhirHub, as: Who, id: string) => hub.call('GET', `/${one.type}/${id}/_history/1`, { as }),
  };
  test.each(Object.entries(asks))('is there for who may see it, and for nobody else: %s', async (_, ask) => {
    const now = await setting();
    const { id } = (await made(now, one)).body;
    const expected = { change: 200, read: 200, nothing: 404, 'no scope': 403 };
    for (const as of everybody) {
      const answer = await ask(now.hub, as, id);
      expect([as, answer.status]).toEqual([as, expected[one.rights[as]]]);
      const nobodys = absentLike(id);
      if (answer.status >= 400) expect(bytes(answer, id)).toBe(bytes(await ask(now.hub, as, nobodys), nobodys));
    }
  });

  test('is changed by who recorded it alone', async () => {
    const expected = { change: 200, read: 403, nothing: 404, 'no scope': 403 };
    for (const as of everybody) {
      const now = await setting();
      const { body, etag } = await made(now, one);
      const send = (id: string) => now.hub.call('PUT', `/${one.type}/${id}`, { as, headers: { 'if-match': etag }, body: { ...body, id, language: 'en' } });
      const before = JSON.stringify(now.hub.table.all());
      const answer = await send(body.id);
      expect([as, answer.status]).toEqual([as, expected[one.rights[as]]]);
      if (answer.status === 200) continue;
      expect(JSON.stringify(now.hub.table.all())).toBe(before);
      const nobodys = absentLike(body.id);
      if (answer.status === 404) expect(bytes(answer, body.id)).toBe(bytes(await send(nobodys), nobodys));
    }
  });

  test('is found by who may see it alone, however it is looked for', async () => {
    const now = await setting();
    const { body } = await made(now, one);
    const [{ system, value }] = body.identifier;
    const queries = [`patient=${now.person}`, `_id=${body.id}`, `identifier=${system}|${value}`];
    if (one.by === 'organisation') queries.push(`based-on=ServiceRequest/${now.onward}`, `based-on=ServiceRequest/${now.referral}`);
    /** Identifiers are the recording party's own; an organisation does not know whose it is, nor a practice what was referred on. */
    const finds = (as: Who, query: string) => {
      if (query.startsWith('identifier')) return one.rights[as] === 'change';
      if (query.endsWith(now.onward)) return one.rights[as] !== 'nothing' && callers[as].kind !== 'practice';
      return query.startsWith('patient') && callers[as].kind === 'organisation' ? false : ['change', 'read'].includes(one.rights[as]);
    };
    for (const as of everybody)
      for (const query of queries) {
        const answer = await now.hub.call('GET', `/${one.type}?${query}`, { as });
        if (one.rights[as] === 'no scope') expect(answer.status).toBe(403);
        else expect([as, query, idsOf(answer)]).toEqual([as, query, finds(as, query) ? [body.id] : []]);
      }
  });

  test('is recorded by nobody else for this person', async () => {
    for (const as of everybody) {
      const now = await setting();
      const before = JSON.stringify(now.hub.table.all());
      const body =
        one.by === 'practice'
          ? record(one.type, now.person)
          : record(one.type, as.startsWith('organisation') ? undefined : now.person, { basedOn: [{ reference: `ServiceRequest/${now.onward}` }] });
      const answer = await now.hub.call('POST', `/${one.type}`, { as, body });
      const may = one.by === 'practice' ? one.rights[as] === 'change' : as === 'organisation' || as === 'practitioner' || as === 'practitioner-colleague';
      expect([as, answer.status === 201]).toEqual([as, may]);
      if (!may) expect(JSON.stringify(now.hub.table.all())).toBe(before);
    }
  });
});

test('what is recorded of a restricted referral is for its own practitioner', async () => {
  const hub = await fhirHub();
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }];
  const id = await accepted(hub, { meta: { security } });
  const person = await personOf(hub, id);
  const body = record('Procedure', person, { basedOn: [{ reference: `ServiceRequest/${id}` }] });
  const address = `/Procedure/${(await recorded(hub, body, { as: 'practitioner' })).body.id}`;
  const statuses = await Promise.all(everybody.map(async (as) => [as, (await hub.call('GET', address, { as })).status]));
  const seers = ['gp', 'gp-second-client', 'practitioner'];
  expect(statuses).toEqual(everybody.map((as) => [as, seers.includes(as) ? 200 : as === 'manager' ? 403 : 404]));
  expect(idsOf(await hub.call('GET', `/Procedure?patient=${person}`, { as: 'practitioner-colleague' }))).toEqual([]);
});

test('an organisation that has ended its part still reads what it recorded, and nothing more of the person', async () => {
  const now = await setting();
  const { id } = (await made(now, { type: 'Procedure', by: 'organisation' })).body;
  const output = [{ type: { coding: [{ code: 'resulting-activity' }] }, valueCodeableConcept: { text: 'Food parcel' } }];
  expect((await put(now.hub, now.onward, { status: 'completed', output }, { as: 'organisation' })).status).toBe(200);
  const read = await now.hub.call('GET', `/Procedure/${id}`, { as: 'organisation' });
  expect(read.status).toBe(200);
  expect(JSON.stringify(read.body)).not.toMatch(/Testperson|0101011237/);
});

test('what a practitioner records of a request that was sent on is not for the organisation', async () => {
  const { hub, onward, person } = await setting();
  const body = record('Procedure', person, { basedOn: [{ reference: `ServiceRequest/${onward}` }] });
  const address = `/Procedure/${(await recorded(hub, body, { as: 'practitioner' })).body.id}`;
  const asked = [await hub.call('GET', address, { as: 'organisation' }), await hub.call('GET', address, { as: 'practitioner' })];
  expect(asked.map(({ status }) => status)).toEqual([404, 200]);
  expect(idsOf(await hub.call('GET', `/Procedure?based-on=${onward}`, { as: 'organisation' }))).toEqual([]);
});

describe('whom the practitioner asked', () => {
  const asked = 'Organization/drumgarth';
  const worker = { reference: 'Practitioner/jo', display: 'Jo' };
  const source = { meta: { source: `https://hub.example/fhir/${asked}` } };
  const told = {
    Procedure: {
      ...source,
      location: { reference: 'Location/drumgarth.parcels' },
      performer: [{ actor: { reference: asked } }, { actor: worker, onBehalfOf: { reference: `https://hub.example/fhir/${asked}` } }],
      note: [{ text: 'Came twice', authorReference: { reference: asked } }],
    },
    Observation: { ...source, contained: [{ resourceType: 'Organization', id: 'us', name: 'Drumgarth' }], performer: [{ reference: '#us' }, worker] },
  };
  test.each(['Procedure', 'Observation'] as const)(
    'is not told to the practice by a %s, read, searched or in its history, and to the practitioner is',
    async (type) => {
      const now = await setting();
      const basedOn = [{ reference: `ServiceRequest/${now.onward}` }];
      const { body } = await recorded(now.hub, record(type, undefined, { basedOn, ...told[type] }), { as: 'organisation' });
      const paths = [`/${type}/${body.id}`, `/${type}/${body.id}/_history`, `/${type}/${body.id}/_history/1`, `/${type}?patient=${now.person}`];
      const names = (as: Who) => Promise.all(paths.map(async (path) => /drumgarth/i.test(JSON.stringify((await now.hub.call('GET', path, { as })).body))));
      expect(await names('practitioner')).toEqual([true, true, true, true]);
      expect(await names('gp')).toEqual([false, false, false, false]);
      const read = (await now.hub.call('GET', `/${type}/${body.id}`)).body;
      expect(read.performer).toEqual([type === 'Procedure' ? { actor: worker } : worker]);
      if (type === 'Observation') return;
      const by = async (as: Who) => idsOf(await now.hub.call('GET', `/Procedure?patient=${now.person}&performer=${asked}`, { as }));
      expect([await by('practitioner'), await by('gp')]).toEqual([[body.id], []]);
    },
  );

  test('stays with what a practitioner recorded, though the practice that was not told it changes the rest', async () => {
    const now = await setting();
    const { body } = await recorded(now.hub, record('Procedure', now.person, told.Procedure), { as: 'practitioner' });
    const done = await changed(now.hub, body, { outcome: { text: 'Helped' } });
    expect([done.status, done.body.outcome.text, /drumgarth/i.test(JSON.stringify(done.body))]).toEqual([200, 'Helped', false]);
    const after = (await now.hub.call('GET', `/Procedure/${body.id}`, { as: 'practitioner' })).body;
    expect(after).toMatchObject({ outcome: { text: 'Helped' }, ...told.Procedure });
  });

  test('is not told by the outcome in the practice’s own Task', async () => {
    const { hub, referral, onward } = await setting();
    const type = { coding: [{ system: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes', code: 'resulting-activity' }] };
    const procedure = { resourceType: 'Procedure', id: 'done', status: 'completed', code: { text: 'Parcel' }, subject: { display: 'The person' } };
    const output = [{ type, valueReference: { reference: '#done' } }];
    const contained = [{ ...procedure, performer: told.Procedure.performer }];
    await moved(hub, onward, { status: 'completed', output, contained }, { as: 'organisation' });
    const performers = async (as: Who) => (await hub.call('GET', `/Task/${referral}`, { as })).body.contained[0].performer;
    expect(await performers('practitioner')).toEqual(told.Procedure.performer);
    expect(await performers('gp')).toEqual([{ actor: worker }]);
    const seen = [await hub.call('GET', `/Task/${referral}/_history`), await hub.call('GET', `/Task?_id=${referral}`)];
    for (const { body } of seen) expect([JSON.stringify(body).includes('Parcel'), /drumgarth/i.test(JSON.stringify(body))]).toEqual([true, false]);
  });
});
