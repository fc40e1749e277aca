/** What a health record must be to be taken, and how several at once end. */
import { describe, expect, test } from 'vitest';
import type { FhirCall } from '#fhir/ports';
import { createRecord } from '#fhir/record/create';
import { updateRecord } from '#fhir/record/update';
import { refusal } from '#fhir/refusals';
import { callers, fhirHub } from '#test/fhir-hub';
import { accepted, idsOf, issueOf, referral, sent } from '#test/fhir-steps';
import { changed, personOf, type RecordedType, record, recorded, recordTypes } from '#test/record-steps';

const hubSystem = 'https://linkshub.scot/fhir/CodeSystem/links-hub';
const withPerson = async (pause?: () => Promise<void>) => {
  const hub = await fhirHub(pause);
  return { hub, person: await personOf(hub, await sent(hub)) };
};
const posted = async (type: RecordedType, change: object) => {
  const { hub, person } = await withPerson();
  const answer = await hub.call('POST', `/${type}`, { body: record(type, person, { ...change }) });
  return { ...issueOf(answer), kept: hub.table.all().filter(({ sk }) => sk.startsWith(`T#${type}#`)).length };
};
const score = (code: string, value: object) => ({ code: { coding: [{ system: hubSystem, code }] }, valueInteger: undefined, ...value });

describe('a score', () => {
  test.each([
    ['ons4-life-satisfaction', 0, 10],
    ['ons4-worthwhile', 0, 10],
    ['ons4-happiness', 0, 10],
    ['ons4-anxiety', 0, 10],
    ['eq-5d-5l-vas', 0, 100],
    ['wsas-score', 0, 40],
    ['hads-anxiety', 0, 21],
    ['hads-depression', 0, 21],
    ['swemwbs-score', 7, 35],
    ['swemwbs-raw', 7, 35],
    ['icecap-a-index', 0, 1],
    ['mycaw-concern-1', 0, 6],
    ['mycaw-concern-2', 0, 6],
    ['mycaw-wellbeing', 0, 6],
  ])('of %s is taken from %i to %i', async (code, least, most) => {
    for (const value of [least, most]) expect((await posted('Observation', score(code, { valueInteger: value }))).status).toBe(201);
    for (const value of [least - 1, most + 1])
      expect(await posted('Observation', score(code, { valueQuantity: { value } }))).toMatchObject({
        ...{ status: 422, code: 'business-rule', expression: 'Observation.valueQuantity.value', kept: 0 },
      });
  });
  test('of the index of EQ-5D-5L is at most one, and may be below nothing', async () => {
    const status = async (value: number) => (await posted('Observation', score('eq-5d-5l-index', { valueQuantity: { value } }))).status;
    expect([await status(1), await status(0.735), await status(-0.285), await status(1.001)]).toEqual([201, 201, 201, 422]);
  });
  test('that is whole where it must be, and a number at all', async () => {
    expect((await posted('Observation', score('hads-anxiety', { valueQuantity: { value: 7.5 } }))).status).toBe(422);
    expect((await posted('Observation', score('swemwbs-score', { valueQuantity: { value: 22.35 } }))).status).toBe(201);
    expect(await posted('Observation', score('hads-anxiety', { valueString: 'seven' }))).toMatchObject({ status: 422, expression: 'Observation' });
    const unknown = { dataAbsentReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'asked-declined' }] } };
    expect((await posted('Observation', score('hads-anxiety', unknown))).status).toBe(201);
  });
  test('in a component is held to its own range', async () => {
    const component = [score('ons4-happiness', { valueInteger: 8 }), score('ons4-anxiety', { valueInteger: 11 })];
    const panel = { code: { text: 'ONS4' }, valueInteger: undefined, component };
    expect(await posted('Observation', panel)).toMatchObject({ status: 422, expression: 'Observation.component[1].valueInteger' });
  });
});

describe('a state', () => {
  const state = (code: string, valueString: string | undefined) => posted('Observation', score(code, { valueString }));
  test.each([
    ['eq-5d-5l-state', '55555', '55556'],
    ['eq-5d-5l-state', '11111', '01111'],
    ['icecap-a-state', '44444', '44445'],
    ['icecap-a-state', '11111', '1111'],
    ['icecap-a-state', '33243', '332431'],
    ['eq-5d-5l-state', '21232', '2 232'],
  ])('of %s may be %s and not %s', async (code, right, wrong) => {
    expect((await state(code, right)).status).toBe(201);
    expect(await state(code, wrong)).toMatchObject({ status: 422, code: 'business-rule', expression: 'Observation.valueString', kept: 0 });
  });
  test('is text, and may be absent for a reason', async () => {
    expect(await posted('Observation', score('eq-5d-5l-state', { valueInteger: 21232 }))).toMatchObject({ status: 422, expression: 'Observation' });
    const component = [score('icecap-a-state', { valueString: '33245' })];
    const panel = { code: { text: 'ICECAP-A' }, valueInteger: undefined, component };
    expect(await posted('Observation', panel)).toMatchObject({ status: 422, expression: 'Observation.component[0].valueString' });
    const unknown = { dataAbsentReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }] } };
    expect((await posted('Observation', score('icecap-a-state', unknown))).status).toBe(201);
  });
});

describe('a record is refused', () => {
  const patient = { resourceType: 'Patient', id: 'p', name: [{ family: 'Testperson' }] };
  test.each([
    ['an observation of no time', 'Observation', { effectiveDateTime: undefined }, 422, 'Observation.effective'],
    ['an observation of nothing', 'Observation', { valueInteger: undefined }, 422, 'Observation.value'],
    ['a consent of nobody', 'Consent', { patient: undefined }, 422, 'Consent.patient'],
    ['a goal of a group', 'Goal', { subject: { reference: 'Group/one' } }, 422, 'Goal.subject'],
    ['whose person is only contained', 'Condition', { contained: [patient], subject: { reference: '#p' } }, 422, 'Condition.subject'],
    ['whose person is elsewhere', 'Condition', { subject: { reference: 'https://else.example/fhir/Patient/p' } }, 422, 'Condition.subject'],
    [
      'with an attachment that is no document',
      'Consent',
      { sourceAttachment: { contentType: 'application/zip', data: 'UEsDBA==' } },
      422,
      'Consent.sourceAttachment',
    ],
    ['with a text without end', 'Goal', { note: [{ text: 'x'.repeat(10_001) }] }, 422, 'Goal.note[0].text'],
    ['with elements that are none', 'Procedure', { colour: 'red' }, 400, 'Procedure.colour'],
    ['with a code that is none', 'Procedure', { status: 'finished' }, 400, 'Procedure.status'],
    ['based on what is not there', 'Procedure', { basedOn: [{ reference: 'ServiceRequest/r0000000000000000000000009' }] }, 422, 'Procedure.basedOn[0]'],
  ] as const)('%s', async (_, type, change, status, expression) => {
    expect(await posted(type, change)).toMatchObject({ status, expression, kept: 0 });
  });
  test('that is too large', async () => {
    const note = Array.from({ length: 30 }, () => ({ text: 'x'.repeat(9000) }));
    expect(await posted('Goal', { note })).toMatchObject({ status: 413, code: 'too-long', kept: 0 });
  });
  test('with everything that is wrong with it at once', async () => {
    const { hub, person } = await withPerson();
    const body = record('Observation', person, { effectiveDateTime: undefined, valueInteger: 11 });
    const answer = await hub.call('POST', '/Observation', { body });
    expect(answer.body.issue.map(({ expression }: { expression: string[] }) => expression[0])).toEqual(['Observation.effective', 'Observation.valueInteger']);
  });
});

test.each(recordTypes)('a %s names its person by a number too, which is not passed on for an id', async (type) => {
  const { hub, person } = await withPerson();
  const identifier = { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' };
  const element = type === 'Consent' ? 'patient' : 'subject';
  const made = await recorded(hub, record(type, person, { [element]: { identifier } }));
  expect(made.body[element]).toMatchObject({ reference: person, identifier });
  const others = await hub.call('POST', `/${type}`, { as: 'gp-other', body: record(type, person, { [element]: { identifier } }) });
  expect(issueOf(others)).toMatchObject({ status: 422, code: 'not-found', expression: `${type}.${element}` });
});

test('a number that somebody has no more names nobody', async () => {
  const { hub, person } = await withPerson();
  const chi = { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' };
  const patient = await hub.call('GET', `/${person}`);
  const identifier = [{ ...chi, value: '0101336489' }];
  const put = await hub.call('PUT', `/${person}`, { headers: { 'if-match': patient.etag }, body: { ...patient.body, identifier } });
  expect(put.status).toBe(200);
  const answer = await hub.call('POST', '/Goal', { body: record('Goal', person, { subject: { identifier: chi } }) });
  expect(issueOf(answer)).toMatchObject({ status: 422, code: 'not-found' });
});

test('a record is not kept where what it brings about is refused', async () => {
  const { hub, person } = await withPerson();
  const made = await recorded(hub, record('Goal', person));
  const before = JSON.stringify(hub.table.all());
  const refused = refusal(503, 'transient', 'Broken on purpose.');
  const effects = { after: async () => refused };
  const call = (method: string, body: object): FhirCall => ({
    ...{ method, path: '/fhir/Goal', rawQuery: '', pathParameters: {}, cookies: {}, headers: {}, receivedAt: hub.now(), requestId: 'request' },
    ...{ header: (name) => ({ 'content-type': 'application/fhir+json', 'if-match': made.etag })[name], body: Buffer.from(JSON.stringify(body)) },
    who: { caller: callers.gp, scopes: new Map() },
  });
  expect(await createRecord(call('POST', record('Goal', person)), 'Goal', effects, hub.ports)).toBe(refused);
  expect(await updateRecord(call('PUT', { ...made.body, language: 'en' }), 'Goal', made.body.id, effects, hub.ports)).toBe(refused);
  expect(JSON.stringify(hub.table.all())).toBe(before);
});

test('what was recorded of two records of one person is found under the one that stands', async () => {
  const hub = await fhirHub();
  const [patient] = referral().contained as [{ identifier: unknown }];
  const one = await personOf(hub, await accepted(hub));
  const two = await personOf(hub, await sent(hub, { contained: [{ ...patient, identifier: undefined, birthDate: '2001-01-02' }], supportingInfo: undefined }));
  expect(two).not.toBe(one);
  const goal = (await recorded(hub, record('Goal', two))).body.id;
  expect(idsOf(await hub.call('GET', `/Goal?patient=${one}`))).toEqual([]);
  const parameter = (name: string, reference: string) => ({ name, valueReference: { reference } });
  const body = { resourceType: 'Parameters', parameter: [parameter('source-patient', two), parameter('target-patient', one)] };
  expect((await hub.call('POST', '/Patient/$merge', { as: 'practitioner', body })).status).toBe(200);
  expect(idsOf(await hub.call('GET', `/Goal?patient=${one}`))).toEqual([goal]);
});

describe('at once', () => {
  const yielding = () => new Promise<void>((done) => setImmediate(done));
  test('of ten changes to one version one is made', async () => {
    const { hub, person } = await withPerson(yielding);
    const made = await recorded(hub, record('Goal', person));
    const put = (n: number) =>
      hub.call('PUT', `/Goal/${made.body.id}`, { headers: { 'if-match': made.etag }, body: { ...made.body, note: [{ text: `${n}` }] } });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => put(n)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    expect((await hub.call('GET', `/Goal/${made.body.id}/_history`)).body.entry).toHaveLength(2);
  });
  test('twenty of the same create make one record', async () => {
    const { hub, person } = await withPerson(yielding);
    const body = record('Procedure', person);
    const answers = await Promise.all(Array.from({ length: 20 }, () => hub.call('POST', '/Procedure', { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    expect(idsOf(await hub.call('GET', `/Procedure?patient=${person}`))).toHaveLength(1);
  });
  test('a change is made once under one key, however often it comes', async () => {
    const { hub, person } = await withPerson();
    const made = await recorded(hub, record('Goal', person));
    const headers = { 'if-match': made.etag, 'idempotency-key': 'change' };
    const body = { ...made.body, language: 'en' };
    const answers = [await hub.call('PUT', `/Goal/${made.body.id}`, { headers, body })];
    await changed(hub, made.body, { language: 'gd' });
    answers.push(await hub.call('PUT', `/Goal/${made.body.id}`, { headers, body }));
    expect(answers.map(({ status, etag }) => [status, etag])).toEqual([
      [200, 'W/"2"'],
      [200, 'W/"2"'],
    ]);
    expect(issueOf(await hub.call('PUT', `/Goal/${made.body.id}`, { headers, body: { ...body, language: 'fr' } }))).toMatchObject({ status: 422 });
  });
  test('an identifier that another record has is taken by none', async () => {
    const { hub, person } = await withPerson();
    const [one, other] = [await recorded(hub, record('Goal', person)), await recorded(hub, record('Goal', person))];
    const answer = await changed(hub, other.body, { identifier: one.body.identifier });
    expect(issueOf(answer)).toMatchObject({ status: 409, code: 'duplicate', expression: 'Goal.identifier' });
    expect((await changed(hub, other.body, { identifier: [{ system: 'https://gp.example/records', value: 'new' }] })).status).toBe(200);
    expect(idsOf(await hub.call('GET', '/Goal?identifier=https://gp.example/records|new'))).toEqual([other.body.id]);
  });
});

describe('a Bundle', () => {
  const entry = (fullUrl: string, resource: object, url: string) => ({ fullUrl, resource, request: { method: 'POST', url } });
  const [patientUrl, consentUrl, requestUrl] = ['1', '2', '3'].map((n) => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`) as [string, string, string];
  const bundle = (change: object = {}) => {
    const [patient] = referral().contained as [object];
    const request = { ...referral({ contained: undefined, subject: { reference: patientUrl }, supportingInfo: undefined }) };
    const entries = [
      entry(patientUrl, { ...patient, id: undefined }, 'Patient'),
      entry(consentUrl, record('Consent', patientUrl, { ...change }), 'Consent'),
      entry(requestUrl, request, 'ServiceRequest'),
    ];
    return { resourceType: 'Bundle', type: 'transaction', entry: entries };
  };
  test('brings a person, a consent and a referral that may be shared, all at once', async () => {
    const hub = await fhirHub();
    const answer = await hub.call('POST', '/', { body: bundle(), headers: { prefer: 'return=representation' } });
    expect(answer.body.entry.map(({ response }: { response: { status: string } }) => response.status.slice(0, 3))).toEqual(['201', '201', '201']);
    const task = await hub.call('GET', `/Task/${answer.body.entry[2].resource.id}`, { as: 'practitioner' });
    const onward = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'filler-order',
      subject: task.body.for,
      performer: [{ reference: 'Organization/drumgarth' }],
    };
    await hub.call('PUT', `/Task/${task.body.id}`, { as: 'practitioner', headers: { 'if-match': task.etag }, body: { ...task.body, status: 'accepted' } });
    const basedOn = [{ reference: `ServiceRequest/${task.body.id}` }];
    expect((await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: { ...onward, basedOn } })).status).toBe(201);
  });
  test('keeps nothing where one of them is refused', async () => {
    const hub = await fhirHub();
    const answer = await hub.call('POST', '/', { body: bundle({ patient: undefined }) });
    expect(issueOf(answer)).toMatchObject({ status: 422, expression: 'Bundle.entry[1].resource.patient' });
    expect(hub.table.all()).toEqual([]);
  });
});
