/** A GP system that posts the parent Task after its ServiceRequest gets the Task that is there, with what it sent kept. */
import { describe, expect, test } from 'vitest';
import { fhirHub } from '#test/fhir-hub';
import { accepted, idsOf, issueOf, sent } from '#test/fhir-steps';

const taskOf = (id: string, change: Record<string, unknown> = {}) => ({
  resourceType: 'Task',
  identifier: [{ system: 'https://gp.example/tasks', value: 'T-1' }],
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
  focus: { reference: `ServiceRequest/${id}` },
  for: { identifier: { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' } },
  authoredOn: '2026-11-23T09:05:00Z',
  requester: { display: 'Dr Nadia Khan' },
  priority: 'routine',
  note: [{ text: 'Please ring in the morning' }],
  extension: [{ url: 'https://gp.example/extension', valueString: 'kept' }],
  ...change,
});

describe('the sender’s own Task', () => {
  test('is the Task that is there, and its own parts come back', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const before = (await hub.call('GET', `/Task/${id}`)).body;
    const answer = await hub.call('POST', '/Task', { body: taskOf(id, { id: 'mine', owner: { reference: 'Organization/links-hub' } }) });
    expect([answer.status, answer.etag, answer.body.id]).toEqual([200, 'W/"2"', id]);
    const { identifier, authoredOn, requester, priority, note, extension } = taskOf(id);
    expect(answer.body).toMatchObject({ identifier, authoredOn, requester, priority, note, extension });
    expect(answer.body.for).toEqual(before.for);
    expect((await hub.call('GET', `/Task/${id}`)).body).toEqual(answer.body);
    expect(idsOf(await hub.call('GET', '/Task?identifier=https://gp.example/tasks|T-1'))).toEqual([id]);
  });
  test('changes nothing when it is sent again, whatever its id and time', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const first = await hub.call('POST', '/Task', { body: taskOf(id) });
    const before = JSON.stringify(hub.table.all());
    expect(await hub.call('POST', '/Task', { body: taskOf(id, { id: 'other' }) })).toEqual(first);
    expect(JSON.stringify(hub.table.all())).toBe(before);
  });
  test('is sent once: another is a duplicate', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    await hub.call('POST', '/Task', { body: taskOf(id) });
    expect(issueOf(await hub.call('POST', '/Task', { body: taskOf(id, { priority: 'urgent' }) }))).toMatchObject({ status: 409, code: 'duplicate' });
  });
  test('does not move a referral that is under way', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    expect((await hub.call('POST', '/Task', { body: taskOf(id) })).body.status).toBe('accepted');
  });
  test('of a referral that is foreign or not there is refused in the same words', async () => {
    const hub = await fhirHub();
    const foreign = await hub.call('POST', '/Task', { body: taskOf(await sent(hub, {}, { as: 'gp-other' })) });
    const absent = await hub.call('POST', '/Task', { body: taskOf('r0000000000000000000000009') });
    expect(issueOf(absent)).toMatchObject({ status: 422, expression: 'Task.focus' });
    expect(foreign).toEqual(absent);
  });
  test.each([
    ['status', { status: 'accepted' }],
    ['intent', { intent: 'plan' }],
    ['code', { code: { text: 'do it' } }],
    ['for', { for: undefined }],
    ['for', { for: { identifier: { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101336489' } } }],
    ['owner', { owner: { reference: 'Organization/drumgarth' } }],
  ])('is refused with another %s', async (name, change) => {
    const hub = await fhirHub();
    expect(issueOf(await hub.call('POST', '/Task', { body: taskOf(await sent(hub), change) }))).toMatchObject({ status: 422, expression: `Task.${name}` });
  });
  test('is for the practice to send', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    for (const as of ['practitioner', 'organisation', 'manager'] as const) expect((await hub.call('POST', '/Task', { as, body: taskOf(id) })).status).toBe(403);
  });
});
