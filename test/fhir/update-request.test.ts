/** PUT ServiceRequest: the practice holds, resumes, revokes or withdraws its own request; nothing else of it changes. */
import { describe, expect, test } from 'vitest';
import { type FhirHub, fhirHub, type Request } from '#test/fhir-hub';
import { accepted, issueOf, referredOn, sent } from '#test/fhir-steps';

const put = async (hub: FhirHub, id: string, change: object, request: Request = {}) => {
  const { body, etag } = await hub.call('GET', `/ServiceRequest/${id}`, { ...request, headers: {} });
  return hub.call('PUT', `/ServiceRequest/${id}`, { ...request, headers: { 'if-match': etag, ...request.headers }, body: { ...body, ...change } });
};
const statuses = async (hub: FhirHub, id: string) => [
  (await hub.call('GET', `/ServiceRequest/${id}`)).body.status,
  (await hub.call('GET', `/Task/${id}`)).body.status,
];

describe('a practice’s request', () => {
  test('is put on hold and taken up again', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const held = await put(hub, id, { status: 'on-hold' });
    expect([held.status, held.etag, held.body.status]).toEqual([200, 'W/"2"', 'on-hold']);
    const resumed = await put(hub, id, { status: 'active' });
    expect([resumed.etag, resumed.body.status]).toEqual(['W/"3"', 'active']);
    expect((await hub.call('GET', `/Task/${id}`)).etag).toBe('W/"2"');
  });
  test('that was a draft becomes a referral', async () => {
    const hub = await fhirHub();
    const id = await sent(hub, { status: 'draft' });
    expect((await put(hub, id, { status: 'active' })).status).toBe(200);
    expect(await statuses(hub, id)).toEqual(['active', 'requested']);
  });
  test('is revoked with its Task, for the reason that a note adds', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const { note } = (await hub.call('GET', `/ServiceRequest/${id}`)).body;
    const revoked = await put(hub, id, { status: 'revoked', note: [...note, { text: 'She has moved to her daughter.' }] });
    expect([revoked.status, revoked.body.status, revoked.body.note]).toEqual([200, 'revoked', note]);
    const task = (await hub.call('GET', `/Task/${id}`)).body;
    expect([task.status, task.statusReason.text]).toEqual(['cancelled', 'She has moved to her daughter.']);
  });
  test('is marked as an error, with all that came of it', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    await put(hub, id, { status: 'entered-in-error' });
    expect(await statuses(hub, id)).toEqual(['entered-in-error', 'entered-in-error']);
    expect((await hub.call('GET', `/Task/${onward}`, { as: 'organisation' })).body.status).toBe('entered-in-error');
  });
  test('keeps its content: another is refused', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    expect(issueOf(await put(hub, id, { status: 'on-hold', priority: 'urgent' }))).toMatchObject({ status: 422, expression: 'ServiceRequest' });
  });
  test.each(['completed', 'draft', 'unknown'])('does not become %s by an update', async (status) => {
    const hub = await fhirHub();
    expect(issueOf(await put(hub, await sent(hub), { status }))).toMatchObject({ status: 409, expression: 'ServiceRequest.status' });
  });
  test('with the same status does not change, with a stale version is refused', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    expect([(await put(hub, id, {})).status, (await put(hub, id, {})).etag]).toEqual([200, 'W/"1"']);
    await put(hub, id, { status: 'on-hold' });
    for (const status of ['on-hold', 'active']) expect((await put(hub, id, { status }, { headers: { 'if-match': 'W/"1"' } })).status).toBe(412);
    expect((await put(hub, id, { status: 'active' }, { headers: { 'if-match': '' } })).status).toBe(400);
  });
  test('is the practice’s to change: its practitioners are told so', async () => {
    const hub = await fhirHub();
    expect((await put(hub, await accepted(hub), { status: 'on-hold' }, { as: 'practitioner' })).status).toBe(403);
  });
  test('that is onward moves by its Task', async () => {
    const hub = await fhirHub();
    const answer = await put(hub, await referredOn(hub, await accepted(hub)), { status: 'revoked' }, { as: 'practitioner' });
    expect([answer.status, answer.headers?.allow]).toEqual([405, 'GET']);
  });
});
