/** A practice posts a referral: once, whatever is repeated, and only its own. */
import { describe, expect, test } from 'vitest';
import { baseUrl, fhirHub } from '#test/fhir-hub';
import { issueOf, nextIdentifier, referral } from '#test/fhir-steps';

describe('a referral is created', () => {
  test('and answered with its place, its version and what was sent', async () => {
    const hub = await fhirHub();
    const body = referral();
    const made = await hub.call('POST', '/ServiceRequest', { body });
    expect(made.status).toBe(201);
    const { id, meta, text, ...rest } = made.body;
    expect(made.headers).toEqual({
      etag: 'W/"1"',
      'last-modified': 'Mon, 23 Nov 2026 09:30:00 GMT',
      location: `${baseUrl}/fhir/ServiceRequest/${id}/_history/1`,
    });
    expect(rest).toEqual(JSON.parse(JSON.stringify({ ...body, id: undefined, meta: undefined })));
    expect(meta).toEqual({ versionId: '1', lastUpdated: hub.now() });
    expect(text.status).toBe('generated');
    expect((await hub.call('GET', `/ServiceRequest/${id}`)).body).toEqual(made.body);
  });
  test('under an id, version and time of the hub, whatever was sent of them', async () => {
    const hub = await fhirHub();
    const made = await hub.call('POST', '/ServiceRequest', {
      body: referral({ id: 'mine', meta: { versionId: '9', lastUpdated: '2020-01-01T00:00:00Z', tag: [{ code: 'kept' }] } }),
    });
    expect(made.body.id).not.toBe('mine');
    expect(made.body.meta).toEqual({ versionId: '1', lastUpdated: hub.now(), tag: [{ code: 'kept' }] });
  });
  test('together with its Task, which the hub owns', async () => {
    const hub = await fhirHub();
    const { body } = await hub.call('POST', '/ServiceRequest', { body: referral() });
    const task = (await hub.call('GET', `/Task/${body.id}`)).body;
    expect(task).toMatchObject({
      id: body.id,
      status: 'requested',
      intent: 'order',
      code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
      focus: { reference: `ServiceRequest/${body.id}` },
      requester: { reference: 'Organization/birchtree' },
      owner: { reference: 'Organization/links-hub' },
      authoredOn: hub.now(),
      businessStatus: { coding: [{ code: 'received' }] },
    });
  });
  test.each([
    ['return=minimal', (body: unknown) => expect(body).toBeUndefined()],
    ['return=representation', (body: unknown) => expect(body).toMatchObject({ resourceType: 'ServiceRequest' })],
    ['respond-async; return=OperationOutcome', (body: unknown) => expect(body).toMatchObject({ resourceType: 'OperationOutcome' })],
  ])('with the body that Prefer: %s asks for', async (prefer, expected) => {
    const hub = await fhirHub();
    const made = await hub.call('POST', '/ServiceRequest', { body: referral(), headers: { prefer } });
    expect(made.status).toBe(201);
    expect(made.etag).toBe('W/"1"');
    expected(made.body);
  });
  test('with its warnings, where they are asked for', async () => {
    const hub = await fhirHub();
    const made = await hub.call('POST', '/ServiceRequest', { body: referral({ priority: 'stat' }), headers: { prefer: 'return=OperationOutcome' } });
    expect(made.body.issue).toContainEqual(expect.objectContaining({ severity: 'warning', expression: ['ServiceRequest.priority'] }));
  });
  test('as a draft, whose Task is not there yet for anybody', async () => {
    const hub = await fhirHub();
    const { body } = await hub.call('POST', '/ServiceRequest', { body: referral({ status: 'draft' }) });
    expect((await hub.call('GET', `/ServiceRequest/${body.id}`)).body.status).toBe('draft');
    expect((await hub.call('GET', `/Task/${body.id}`)).status).toBe(404);
    expect((await hub.call('GET', `/Task?_id=${body.id}`)).body.entry).toBeUndefined();
  });
  test('by no other role', async () => {
    const hub = await fhirHub();
    expect(issueOf(await hub.call('POST', '/ServiceRequest', { as: 'organisation', body: referral() }))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(issueOf(await hub.call('POST', '/ServiceRequest', { as: 'manager', body: referral() }))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(issueOf(await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: referral() }))).toMatchObject({
      status: 422,
      expression: 'ServiceRequest.intent',
    });
    expect(hub.table.all()).toEqual([]);
  });
});

describe('a conditional create', () => {
  const condition = (system: string, value: string) => ({ 'if-none-exist': `identifier=${encodeURIComponent(`${system}|${value}`)}` });
  test('makes the referral when none has the identifier, and shows the one that has', async () => {
    const hub = await fhirHub();
    const identifier = nextIdentifier();
    const headers = condition(identifier.system, identifier.value);
    const first = await hub.call('POST', '/ServiceRequest', { body: referral({ identifier: [identifier] }), headers });
    const second = await hub.call('POST', '/ServiceRequest', { body: referral({ identifier: [identifier], priority: 'urgent' }), headers });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(second.headers?.location).toBeUndefined();
  });
  test('does not find what another practice sent', async () => {
    const hub = await fhirHub();
    const identifier = nextIdentifier();
    const headers = condition(identifier.system, identifier.value);
    const first = await hub.call('POST', '/ServiceRequest', { body: referral({ identifier: [identifier] }), headers });
    const other = await hub.call('POST', '/ServiceRequest', { as: 'gp-other', body: referral({ identifier: [identifier] }), headers });
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(first.body.id);
  });
  test.each(['status=active', 'identifier=novalue', 'identifier=a|b&status=active', 'identifier=a|b&identifier=c|d', ''])(
    'takes no other condition: %s',
    async (query) => {
      const hub = await fhirHub();
      expect((await hub.call('POST', '/ServiceRequest', { body: referral(), headers: { 'if-none-exist': query } })).status).toBe(400);
      expect(hub.table.all()).toEqual([]);
    },
  );
});

describe('a repeated create', () => {
  test('with the same Idempotency-Key and bytes gets the first answer again, though the referral has moved on', async () => {
    const hub = await fhirHub();
    const request = { body: referral(), headers: { 'idempotency-key': 'k-1' } };
    const first = await hub.call('POST', '/ServiceRequest', request);
    const read = await hub.call('GET', `/ServiceRequest/${first.body.id}`);
    await hub.call('PUT', `/ServiceRequest/${first.body.id}`, { body: { ...read.body, status: 'on-hold' }, headers: { 'if-match': read.etag } });
    hub.pass(29 * 86_400_000);
    expect(await hub.call('POST', '/ServiceRequest', request)).toEqual(first);
    expect((await hub.call('GET', `/ServiceRequest/${first.body.id}`)).body.status).toBe('on-hold');
  });
  test('with the same key and another body is refused', async () => {
    const hub = await fhirHub();
    const headers = { 'idempotency-key': 'k-1' };
    await hub.call('POST', '/ServiceRequest', { body: referral(), headers });
    expect(issueOf(await hub.call('POST', '/ServiceRequest', { body: referral(), headers }))).toMatchObject({ status: 422, code: 'business-rule' });
  });
  test('with the key of another client, of the same practice or another, is a referral of its own', async () => {
    const hub = await fhirHub();
    const headers = { 'idempotency-key': 'k-1' };
    const made = await Promise.all(
      (['gp', 'gp-second-client', 'gp-other'] as const).map((as) => hub.call('POST', '/ServiceRequest', { as, body: referral(), headers })),
    );
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(3);
  });
  test('with the same identifier and content gets what is there, in whatever order its members stand', async () => {
    const hub = await fhirHub();
    const body = referral();
    const first = await hub.call('POST', '/ServiceRequest', { body });
    const again = await hub.call('POST', '/ServiceRequest', { body: Object.fromEntries(Object.entries(body).reverse()) });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
  });
  test('with the same identifier and other content is a duplicate', async () => {
    const hub = await fhirHub();
    const body = referral();
    await hub.call('POST', '/ServiceRequest', { body });
    const other = await hub.call('POST', '/ServiceRequest', { body: { ...body, priority: 'urgent' } });
    expect(issueOf(other)).toMatchObject({ status: 409, code: 'duplicate', expression: 'ServiceRequest.identifier' });
  });
  test('fifty times at once is one referral and fifty equal answers, conflicts or not', async () => {
    const hub = await fhirHub(() => new Promise((done) => setImmediate(done)));
    const body = referral();
    const answers = await Promise.all(Array.from({ length: 50 }, () => hub.call('POST', '/ServiceRequest', { body })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1);
    expect(hub.table.all().filter(({ pk, sk }) => sk === 'S' && pk.startsWith('REF#'))).toHaveLength(1);
  });
  test('with a key that is too long is refused', async () => {
    const hub = await fhirHub();
    const headers = { 'idempotency-key': 'k'.repeat(256) };
    expect((await hub.call('POST', '/ServiceRequest', { body: referral(), headers })).status).toBe(400);
  });
});
