/** Messages of the UK booking and referral standard: as single calls, once. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { issuesOf } from '#test/bundles';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { moved, nextIdentifier, sent } from '#test/fhir-steps';
import { cancelling, header, message, names, referredBy, request, sendMessage } from '#test/messages';
import { expectR4 } from '#test/r4';

type Fields = Record<string, unknown>;
const read = async (hub: FhirHub, path: string) => (await hub.call('GET', `/${path}`)).body;
const heads = (hub: FhirHub) => hub.table.all().filter(({ sk, pk }) => sk === 'S' && pk.startsWith('REF#')).length;
const errorOf = ({ status, body }: { status: number; body: { issue: { code: string; expression?: string[]; details: { coding: { code: string }[] } }[] } }) => {
  const [issue] = body.issue;
  return [status, issue?.code, issue?.details.coding[0]?.code, issue?.expression?.[0]];
};

describe('a message with a new referral', () => {
  test('is answered at once by a message that names it and nobody', async () => {
    const hub = await fhirHub();
    const sent = message();
    const told = await sendMessage(hub, sent);
    expect([told.status, told.body.type, told.body.entry.map((one: { resource: { resourceType: string } }) => one.resource.resourceType)]).toEqual([
      200,
      'message',
      ['MessageHeader', 'ServiceRequest', 'Task', 'OperationOutcome'],
    ]);
    const [{ resource: head }, { resource: order }, { resource: task }] = told.body.entry;
    expect(head).toMatchObject({
      eventCoding: { code: 'servicerequest-response' },
      response: { identifier: sent.id, code: 'ok' },
      destination: [{ endpoint: 'https://gp.example/messages' }],
      definition: 'https://fhir.nhs.uk/MessageDefinition/bars-message-servicerequest-response-referral',
    });
    expect([order.status, order.intent, task.status]).toEqual(['active', 'plan', 'requested']);
    expect(JSON.stringify(told.body)).not.toMatch(/0101011237|Testperson|Ailsa|2001-01-01/);
    expectR4(told.body);
  });
  test('is the ServiceRequest with everything sent beside it contained: what it reaches by its own references, the rest by supportingInfo', async () => {
    const hub = await fhirHub();
    const stored = await read(hub, `ServiceRequest/${await referredBy(hub)}`);
    const types = stored.contained.map(({ resourceType }: Fields) => resourceType);
    expect(types).toEqual(['Patient', 'Organization', 'Organization', 'Consent', 'Encounter', 'CarePlan']);
    const [patient, practice, hubItself, consent, , plan] = stored.contained.map(({ id }: Fields) => `#${id}`);
    expect([stored.subject.reference, stored.requester.reference]).toEqual([patient, practice]);
    expect(stored.supportingInfo.map(({ reference }: Fields) => reference)).toEqual([hubItself, consent, plan]);
    expect(stored.contained[0].meta).toBeUndefined();
    expect(stored.contained[5].activity[0].reference).toEqual({ reference: '#' });
    expect(stored.meta.security[0].code).toBe('N');
    expectR4(stored);
  });
  test('that came before is 409, by Bundle.id, by the request ids or by the referral in it', async () => {
    const hub = await fhirHub();
    const ids = { 'x-request-id': randomUUID(), 'x-correlation-id': randomUUID() };
    const [first, order] = [message(), request()];
    await referredBy(hub, first);
    expect(errorOf(await sendMessage(hub, first))).toEqual([409, 'duplicate', 'REC_CONFLICT', 'Bundle.id']);
    expect(errorOf(await sendMessage(hub, message(header(), request(), { id: first.id })))).toEqual([409, 'duplicate', 'REC_CONFLICT', 'Bundle.id']);
    expect((await sendMessage(hub, message(header(), order), { headers: ids })).status).toBe(200);
    expect(errorOf(await sendMessage(hub, message(), { headers: ids }))).toEqual([409, 'duplicate', 'REC_CONFLICT', 'Bundle.id']);
    const again = errorOf(await sendMessage(hub, message(header(), order), { headers: { ...ids, 'x-request-id': randomUUID() } }));
    expect(again).toEqual([409, 'duplicate', 'REC_CONFLICT', 'Bundle.entry[1].resource.identifier']);
    expect(heads(hub)).toBe(2);
    expect((await sendMessage(hub, first, { as: 'gp-other' })).status).toBe(200);
  });
  test('that was refused may come again with its id, mended', async () => {
    const hub = await fhirHub();
    const id = randomUUID();
    const wrong = message(header(), request({ authoredOn: '2030-01-01' }), { id });
    expect(errorOf(await sendMessage(hub, wrong))).toEqual([422, 'business-rule', 'REC_UNPROCESSABLE_ENTITY', 'Bundle.entry[1].resource.authoredOn']);
    expect(heads(hub)).toBe(0);
    expect((await sendMessage(hub, message(header(), request(), { id }))).status).toBe(200);
  });
  test('twenty times at once makes one referral', async () => {
    const hub = await fhirHub(() => new Promise((done) => setImmediate(done)));
    const one = message();
    const all = await Promise.all(Array.from({ length: 20 }, () => sendMessage(hub, one)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.every(({ status }) => [200, 409, 503].includes(status))).toBe(true);
    expect(heads(hub)).toBe(1);
  });
});

describe('a message is refused', () => {
  const other = (change: Fields) => message(header(change));
  const cases: [string, Fields, string][] = [
    ['of another event', other({ eventCoding: { system: 'https://fhir.nhs.uk/CodeSystem/message-events-bars', code: 'booking-request' } }), 'event'],
    ['without a reason', other({ reason: undefined }), 'reason'],
    ['for another receiver', other({ destination: [{ endpoint: 'https://other.example/fhir/$process-message' }] }), 'destination'],
    ['of a definition that is not known', other({ definition: 'https://fhir.nhs.uk/MessageDefinition/bars-message-booking-request' }), 'definition'],
    ['whose focus is not its ServiceRequest', other({ focus: [{ reference: names.patient }] }), 'focus'],
  ];
  test.each(cases)('%s', async (_name, body, element) => {
    const hub = await fhirHub();
    const told = await sendMessage(hub, body);
    expect(errorOf(told)).toEqual([
      422,
      expect.stringMatching(/not-supported|business-rule/),
      'REC_UNPROCESSABLE_ENTITY',
      `Bundle.entry[0].resource.${element}`,
    ]);
    expect(hub.table.all()).toEqual([]);
    expectR4(told.body);
  });
  test('with everything that is wrong at once', async () => {
    const hub = await fhirHub();
    const told = await sendMessage(hub, other({ reason: undefined, destination: undefined, definition: undefined }));
    expect(issuesOf(told).issues.map(([, expression]: string[]) => expression)).toEqual(
      ['reason', 'destination', 'definition'].map((name) => `Bundle.entry[0].resource.${name}`),
    );
    const structure = await sendMessage(hub, message(header(), request({ status: 'nonsense', intent: 7 })));
    expect(issuesOf(structure)).toEqual({
      status: 400,
      issues: [
        ['code-invalid', 'Bundle.entry[1].resource.status'],
        ['value', 'Bundle.entry[1].resource.intent'],
      ],
    });
  });
  test('without an id, as another kind of Bundle, with ids that are no UUIDs, or from who is no practice', async () => {
    const hub = await fhirHub();
    expect(errorOf(await sendMessage(hub, { ...message(), id: undefined }))).toEqual([400, 'required', 'REC_BAD_REQUEST', 'Bundle.id']);
    expect(errorOf(await sendMessage(hub, { resourceType: 'Bundle', type: 'transaction' }))).toEqual([
      422,
      'not-supported',
      'REC_UNPROCESSABLE_ENTITY',
      'Bundle.type',
    ]);
    const bad = await sendMessage(hub, message(), { headers: { 'x-request-id': '12' } });
    expect(errorOf(bad)).toEqual([400, 'value', 'REC_BAD_REQUEST', 'http.X-Request-Id']);
    expect((await sendMessage(hub, message(), { as: 'practitioner' })).status).toBe(403);
    expect((await sendMessage(hub, message(), { as: 'organisation' })).status).toBe(403);
    expect((await sendMessage(hub, message(), { as: 'nobody' })).status).toBe(401);
    expect(hub.table.all()).toEqual([]);
  });
  test('by a rule on what it carries, at the place where it was sent', async () => {
    const hub = await fhirHub();
    const body = message();
    const entries = body.entry as { resource: Fields }[];
    const dead = { ...body, entry: entries.map((one, n) => (n === 2 ? { ...one, resource: { ...one.resource, deceasedBoolean: true } } : one)) };
    expect(errorOf(await sendMessage(hub, dead))[3]).toBe('Bundle.entry[2].resource.deceased');
    const refused = { ...body, entry: entries.map((one, n) => (n === 5 ? { ...one, resource: { ...one.resource, status: 'rejected' } } : one)) };
    expect(errorOf(await sendMessage(hub, refused))[3]).toMatch(/^Bundle\.entry\[5\]\.resource/);
  });
});

describe('a message that ends a referral', () => {
  const ending = (order: Fields, head = cancelling()) => message(head, order);
  test('is the step of PUT ServiceRequest: revoked, or entered in error', async () => {
    const hub = await fhirHub();
    const [one, two] = [request(), request()];
    const [first, second] = [await referredBy(hub, message(header(), one)), await referredBy(hub, message(header(), two))];
    const told = await sendMessage(hub, ending({ ...one, status: 'revoked', note: [{ text: 'Moved away' }] }));
    expect([told.status, told.body.entry[1].resource.status, told.body.entry[2].resource.status]).toEqual([200, 'revoked', 'cancelled']);
    expect(await read(hub, `Task/${first}`)).toMatchObject({ status: 'cancelled', statusReason: { text: 'Moved away' } });
    expect((await sendMessage(hub, ending({ ...two, status: 'entered-in-error' }))).status).toBe(200);
    expect(await read(hub, `ServiceRequest/${second}`)).toMatchObject({ status: 'entered-in-error' });
    expectR4(told.body);
  });
  test('finds a referral that came another way, by its id', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    expect((await sendMessage(hub, ending(request({ id, identifier: undefined, status: 'revoked' })))).status).toBe(200);
    expect(await read(hub, `ServiceRequest/${id}`)).toMatchObject({ status: 'revoked' });
  });
  test('of one that is over is 409, and the same message again a duplicate', async () => {
    const hub = await fhirHub();
    const order = request();
    await referredBy(hub, message(header(), order));
    const first = ending({ ...order, status: 'revoked' });
    expect((await sendMessage(hub, first)).status).toBe(200);
    expect(errorOf(await sendMessage(hub, first))).toEqual([409, 'duplicate', 'REC_CONFLICT', 'Bundle.id']);
    const second = await sendMessage(hub, ending({ ...order, status: 'entered-in-error' }));
    expect(errorOf(second)).toEqual([409, 'conflict', 'REC_CONFLICT', 'Bundle.entry[1].resource.status']);
  });
  test('is not how anything else is updated', async () => {
    const hub = await fhirHub();
    const order = request();
    const id = await referredBy(hub, message(header(), order));
    const told = await sendMessage(hub, ending({ ...order, note: [{ text: 'more' }] }));
    expect(errorOf(told)).toEqual([422, 'not-supported', 'REC_UNPROCESSABLE_ENTITY', 'Bundle.entry[1].resource.status']);
    expect(await read(hub, `ServiceRequest/${id}`)).toMatchObject({ status: 'active', meta: { versionId: '1' } });
  });
  test('of a referral that is not the sender’s, or is none, is 404 in the same words', async () => {
    const hub = await fhirHub();
    const order = request();
    const id = await referredBy(hub, message(header(), order));
    const foreign = await sendMessage(hub, ending(request({ id, status: 'revoked' })), { as: 'gp-other' });
    const none = await sendMessage(hub, ending(request({ identifier: [nextIdentifier()], status: 'revoked' })), { as: 'gp-other' });
    expect([foreign.status, foreign.body]).toEqual([404, none.body]);
    await moved(hub, id, { status: 'accepted' }, { as: 'practitioner' });
    expect((await sendMessage(hub, ending({ ...order, status: 'revoked' }))).status).toBe(200);
  });
});
