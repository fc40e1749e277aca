/** Who is no party to a referral learns nothing of it: not even that it is there. */
import { describe, expect, test } from 'vitest';
import { everybody, type FhirHub, fhirHub, type Request, type Told, type Who } from '#test/fhir-hub';
import { accepted, moved, onwardRequest, referral, referredOn, sent } from '#test/fhir-steps';

type Case = { name: string; parties: Who[]; make(hub: FhirHub): Promise<string>; absent: string };
const practice: Who[] = ['gp', 'gp-second-client', 'practitioner', 'practitioner-colleague'];
const ownReferral: Case = { name: 'a referral', parties: practice, make: (hub) => accepted(hub), absent: 'r0000000000000000000000009' };
const onwardReferral: Case = {
  name: 'an onward referral',
  parties: ['practitioner', 'practitioner-colleague', 'organisation'],
  make: async (hub) => referredOn(hub, await accepted(hub)),
  absent: 'r0000000000000000000000009-00000009',
};
const taskBody = (id: string, status = 'accepted') => ({
  resourceType: 'Task',
  id,
  status,
  intent: 'order',
  focus: { reference: `ServiceRequest/${id}` },
});
const routes: { name: string; ask(hub: FhirHub, id: string, request: Request): Promise<Told> }[] = [
  { name: 'GET ServiceRequest', ask: (hub, id, request) => hub.call('GET', `/ServiceRequest/${id}`, request) },
  { name: 'GET Task', ask: (hub, id, request) => hub.call('GET', `/Task/${id}`, request) },
  { name: 'HEAD Task', ask: (hub, id, request) => hub.call('HEAD', `/Task/${id}`, request) },
  { name: 'GET _history', ask: (hub, id, request) => hub.call('GET', `/Task/${id}/_history/1`, request) },
  { name: 'PUT Task', ask: (hub, id, request) => hub.call('PUT', `/Task/${id}`, { ...request, headers: { 'if-match': 'W/"1"' }, body: taskBody(id) }) },
  { name: 'PUT Task without If-Match', ask: (hub, id, request) => hub.call('PUT', `/Task/${id}`, { ...request, body: taskBody(id) }) },
  {
    name: 'PUT ServiceRequest',
    ask: (hub, id, request) =>
      hub.call('PUT', `/ServiceRequest/${id}`, { ...request, headers: { 'if-match': 'W/"1"' }, body: { ...referral({ identifier: undefined }), id } }),
  },
  {
    name: 'POST Task',
    ask: (hub, id, request) =>
      hub.call('POST', '/Task', {
        ...request,
        body: {
          ...taskBody(id, 'requested'),
          id: undefined,
          code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
          for: { display: 'x' },
          authoredOn: '2026-11-23',
          requester: { display: 'x' },
        },
      }),
  },
  { name: 'POST ServiceRequest based on it', ask: (hub, id, request) => hub.call('POST', '/ServiceRequest', { ...request, body: onwardRequest(id) }) },
  { name: 'DELETE Task', ask: (hub, id, request) => hub.call('DELETE', `/Task/${id}`, request) },
];
/** Without what repeats the question itself. */
const seen = (answer: Told, id: string) => JSON.stringify({ ...answer }).replaceAll(id, '<id>');

describe.each([ownReferral, onwardReferral])('$name is as if it were not there', ({ parties, make, absent }) => {
  const strangers = [...everybody.filter((who) => !parties.includes(who)), 'nobody', 'expired'] as const;
  test.each(routes)('for everybody else by $name', async ({ ask }) => {
    const hub = await fhirHub();
    const id = await make(hub);
    const before = JSON.stringify(hub.table.all());
    for (const as of strangers) expect([as, seen(await ask(hub, id, { as }), id)]).toEqual([as, seen(await ask(hub, absent, { as }), absent)]);
    expect(JSON.stringify(hub.table.all())).toBe(before);
    expect(strangers.length).toBeGreaterThanOrEqual(7);
  });
  test('and is there for its parties', async () => {
    const hub = await fhirHub();
    const id = await make(hub);
    for (const as of parties) expect([as, (await hub.call('GET', `/Task/${id}`, { as })).status]).toEqual([as, 200]);
  });
});

describe('a caller without a valid token', () => {
  test.each(['/ServiceRequest', '/Task/r0000000000000000000000001', '/Nothing', '/Task/_search', ''])('is told to get one at %s', async (path) => {
    const hub = await fhirHub();
    const nobody = await hub.call('GET', path, { as: 'nobody' });
    expect(nobody.status).toBe(401);
    expect(nobody.headers?.['www-authenticate']).toBe('Bearer realm="Links Hub"');
    const expired = await hub.call('GET', path, { as: 'expired' });
    expect([expired.status, expired.body.issue[0].code]).toEqual([401, 'expired']);
    expect(expired.headers?.['www-authenticate']).toContain('error="invalid_token"');
  });
});

describe('an organisation', () => {
  test('sees neither the referral it was asked for nor who else was asked', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const own = await referredOn(hub, id);
    const other = await referredOn(hub, id, 'Organization/kelvinbank');
    expect((await hub.call('GET', `/Task/${own}`, { as: 'organisation' })).status).toBe(200);
    for (const hidden of [id, other])
      for (const type of ['Task', 'ServiceRequest']) expect((await hub.call('GET', `/${type}/${hidden}`, { as: 'organisation' })).status).toBe(404);
  });
  test('knows the person by the fields of its service alone, and only from its yes until the end', async () => {
    const hub = await fhirHub();
    const onward = await referredOn(hub, await accepted(hub));
    const person = async () => {
      const { body } = await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
      expect(JSON.stringify(body)).not.toMatch(/0101011237|Example Street|2001-01-01|Loneliness|mornings|Khan/);
      return body.contained?.[0];
    };
    expect(await person()).toBeUndefined();
    await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
    expect(await person()).toEqual({
      resourceType: 'Patient',
      id: 'person',
      name: [{ use: 'official', family: 'Testperson', given: ['Ailsa'] }],
      telecom: [{ system: 'phone', value: '0141 496 0000', use: 'mobile' }],
    });
    await moved(hub, onward, { status: 'failed', statusReason: { text: 'Could not be reached' } }, { as: 'organisation' });
    expect(await person()).toBeUndefined();
  });
  test('gets the service named by the practitioner, with that service’s fields', async () => {
    const hub = await fhirHub();
    const onward = await referredOn(hub, await accepted(hub), 'HealthcareService/drumgarth.cooking');
    await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
    const { body } = await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
    expect(body.performer).toEqual([{ reference: 'HealthcareService/drumgarth.cooking' }]);
    expect(body.contained[0]).toMatchObject({ birthDate: '2001-01-01' });
    expect(body.contained[0].telecom).toBeUndefined();
  });
});

test('a repeated write is judged anew: who may no longer see the referral gets nothing of the first answer', async () => {
  const hub = await fhirHub();
  const id = await sent(hub);
  const request = { as: 'practitioner', headers: { 'if-match': 'W/"1"', 'idempotency-key': 'k' }, body: taskBody(id) } as const;
  const first = await hub.call('PUT', `/Task/${id}`, request);
  expect([first.status, first.body.status]).toEqual([200, 'accepted']);
  const other = await hub.call('PUT', `/Task/${id}`, { ...request, as: 'practitioner-other' });
  expect(other.status).toBe(404);
});
