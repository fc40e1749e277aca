/** PUT Task: the new status is the step, taken by whose step it is, from where the referral stands. */
import { describe, expect, test } from 'vitest';
import { fhirHub } from '#test/fhir-hub';
import { accepted, issueOf, moved, put, referredOn, sent } from '#test/fhir-steps';

const reason = { statusReason: { text: 'As agreed with the person' } };
const activity = (text: string) => ({
  type: { coding: [{ system: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes', code: 'resulting-activity' }] },
  valueCodeableConcept: { text },
});

describe('a Task is put', () => {
  test('with the version that was read, and gets the next', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const answer = await put(hub, id, { status: 'accepted' }, { as: 'practitioner' });
    expect([answer.status, answer.etag, answer.body.status, answer.body.owner]).toEqual([
      200,
      'W/"2"',
      'accepted',
      { reference: 'Practitioner/catriona-weir' },
    ]);
    expect((await hub.call('GET', `/Task/${id}`)).body).toEqual(answer.body);
    expect((await hub.call('GET', `/ServiceRequest/${id}`)).etag).toBe('W/"1"');
  });
  test('not without If-Match, nor with one that is none of the hub’s', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const { body } = await hub.call('GET', `/Task/${id}`);
    const attempt = (headers: Record<string, string>) => hub.call('PUT', `/Task/${id}`, { as: 'practitioner', headers, body: { ...body, status: 'accepted' } });
    expect(issueOf(await attempt({}))).toMatchObject({ status: 400, code: 'required' });
    for (const header of ['*', '1', 'W/"x"', 'W/"1", W/"2"', '"99999999999"']) expect((await attempt({ 'if-match': header })).status).toBe(400);
    expect((await attempt({ 'if-match': '"1"' })).status).toBe(200);
  });
  test('not with a version that is over', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const stale = await put(hub, id, { status: 'in-progress' }, { as: 'practitioner', headers: { 'if-match': 'W/"1"' } });
    expect(issueOf(stale)).toMatchObject({ status: 412, code: 'conflict' });
    const same = await put(hub, id, {}, { as: 'practitioner', headers: { 'if-match': 'W/"1"' } });
    expect(same.status).toBe(412);
  });
  test('not from where the referral does not stand, and is told where it may go', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const answer = issueOf(await put(hub, id, { status: 'in-progress' }, { as: 'practitioner' }));
    expect(answer).toMatchObject({ status: 409, code: 'conflict', expression: 'Task.status' });
    expect(answer.text).toContain('From requested you may set: accepted, rejected, cancelled.');
    for (const status of ['draft', 'requested'] as const) expect((await put(hub, await accepted(hub), { status }, { as: 'practitioner' })).status).toBe(409);
  });
  test('with the status it has, and nothing changes', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const before = JSON.stringify(hub.table.all());
    const answer = await put(hub, id, {}, { as: 'practitioner' });
    expect([answer.status, answer.etag]).toEqual([200, 'W/"2"']);
    expect(JSON.stringify(hub.table.all())).toBe(before);
  });
  test('not under another id than its own', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    expect(issueOf(await put(hub, id, { id: 'other' }, { as: 'practitioner' }))).toMatchObject({ status: 400, expression: 'Task.id' });
  });
  test.each(['ready', 'received'])('not with %s, which no referral Task has', async (status) => {
    const hub = await fhirHub();
    expect(issueOf(await put(hub, await sent(hub), { status }, { as: 'practitioner' }))).toMatchObject({ status: 422, expression: 'Task.status' });
  });
  test.each([
    ['intent', { intent: 'plan' }],
    ['focus', { focus: { reference: 'ServiceRequest/r0000000000000000000000009' } }],
  ])('not with another %s', async (name, change) => {
    const hub = await fhirHub();
    expect(issueOf(await put(hub, await sent(hub), { status: 'accepted', ...change }, { as: 'practitioner' }))).toMatchObject({
      status: 422,
      expression: `Task.${name}`,
    });
  });
  test('not when the step is the other party’s', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    expect(issueOf(await put(hub, id, { status: 'accepted' }, { as: 'gp' }))).toMatchObject({ status: 403, code: 'forbidden' });
    const onward = await referredOn(hub, await accepted(hub));
    expect((await put(hub, onward, { status: 'accepted' }, { as: 'practitioner' })).status).toBe(403);
  });
  test('not larger than a Task may be', async () => {
    const hub = await fhirHub();
    const big = { status: 'completed', output: [activity('x'.repeat(60_000)), activity('x'.repeat(6_000))] };
    expect((await put(hub, await accepted(hub), big, { as: 'practitioner' })).status).toBe(413);
  });
});

describe('a step that needs more is refused without it, with the place', () => {
  test.each([
    ['rejected', 'requested', 'Task.statusReason.text'],
    ['cancelled', 'requested', 'Task.statusReason.text'],
    ['on-hold', 'accepted', 'Task.statusReason.text'],
    ['failed', 'accepted', 'Task.statusReason.text'],
    ['completed', 'accepted', 'Task.output'],
  ])('%s from %s', async (status, from, expression) => {
    const hub = await fhirHub();
    const id = from === 'accepted' ? await accepted(hub) : await sent(hub);
    const coded = { statusReason: { coding: [{ code: 'no-capacity' }] } };
    expect(issueOf(await put(hub, id, { status, ...coded }, { as: 'practitioner' }))).toMatchObject({ status: 422, code: 'required', expression });
    const answer = await put(hub, id, { status, ...reason, output: [activity('Benefits check done')] }, { as: 'practitioner' });
    expect([answer.status, answer.body.status]).toEqual([200, status]);
  });
});

describe('an outcome', () => {
  const output = { type: activity('').type, valueReference: { reference: '#procedure' } };
  const procedure = (text: string) => ({ resourceType: 'Procedure', id: 'procedure', status: 'completed', code: { text }, subject: { display: 'The person' } });
  test('comes back as it was sent, with what it refers to', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const done = await moved(hub, id, { status: 'completed', output: [output], contained: [procedure('Benefits check')] }, { as: 'practitioner' });
    expect(done.body.output).toEqual([output]);
    expect(done.body.contained).toEqual([procedure('Benefits check')]);
  });
  test('of the organisation is in the referral’s Task once, also when the practitioner sends the Task back as read', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
    await moved(hub, onward, { status: 'completed', output: [output], contained: [procedure('Parcel collected')] }, { as: 'organisation' });
    const waiting = (await hub.call('GET', `/Task/${id}`)).body;
    expect([waiting.status, waiting.businessStatus.coding[0].code]).toEqual(['in-progress', 'awaiting-confirmation']);
    const done = await moved(hub, id, { status: 'completed' }, { as: 'practitioner' });
    expect(done.body.output).toEqual([output]);
    expect((await hub.call('GET', `/ServiceRequest/${id}`)).body.status).toBe('completed');
  });
  test('of several keeps its own contained resource, though all use one name', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    for (const [as, performer] of [
      ['organisation', 'Organization/drumgarth'],
      ['organisation-other', 'Organization/kelvinbank'],
    ] as const) {
      const onward = await referredOn(hub, id, performer);
      await moved(hub, onward, { status: 'accepted' }, { as });
      await moved(hub, onward, { status: 'completed', output: [output], contained: [procedure(`By ${as}`)] }, { as });
    }
    const { contained, output: outputs } = (await hub.call('GET', `/Task/${id}`)).body;
    const ids = contained.map((one: { id: string }) => `#${one.id}`);
    expect(new Set(ids).size).toBe(2);
    expect(outputs.map((one: typeof output) => one.valueReference.reference).sort()).toEqual([...ids].sort());
    expect(contained.map((one: ReturnType<typeof procedure>) => one.code.text).sort()).toEqual(['By organisation', 'By organisation-other']);
  });
});

describe('an organisation with a system of its own', () => {
  test('works on its Task by PUT, and the referral follows', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    const taken = await moved(hub, onward, { status: 'accepted', identifier: [{ value: 'CASE-7' }] }, { as: 'organisation' });
    expect(taken.body.identifier[0].value).toBe('CASE-7');
    expect((await hub.call('GET', `/Task/${id}`)).body.status).toBe('in-progress');
    await moved(hub, onward, { status: 'on-hold', ...reason }, { as: 'organisation' });
    expect((await hub.call('GET', `/Task/${id}`)).body.status).toBe('on-hold');
    await moved(hub, onward, { status: 'in-progress' }, { as: 'organisation' });
    const done = await moved(hub, onward, { status: 'completed', output: [activity('Parcel collected')] }, { as: 'organisation' });
    expect([done.body.status, done.body.businessStatus.coding[0].code]).toEqual(['completed', 'loop-closed']);
  });
  test('is asked to stop by the practitioner once it has accepted, and acknowledges', async () => {
    const hub = await fhirHub();
    const onward = await referredOn(hub, await accepted(hub));
    await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
    const asked = await moved(hub, onward, { status: 'cancelled', ...reason }, { as: 'practitioner' });
    expect([asked.body.status, asked.body.businessStatus.coding[0].code]).toEqual(['accepted', 'cancellation-requested']);
    expect((await put(hub, onward, { status: 'cancelled', ...reason }, { as: 'practitioner' })).status).toBe(409);
    const acknowledged = await moved(hub, onward, { status: 'cancelled' }, { as: 'organisation' });
    expect([acknowledged.body.status, acknowledged.body.businessStatus.coding[0].code]).toEqual(['cancelled', 'cancellation-acknowledged']);
  });
});

describe('a note', () => {
  const withNote = (there: { note?: object[] }, text: string) => ({ note: [...(there.note ?? []), { text }] });
  test('of the practitioner asks the practice, and the practice’s replies', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const asked = await moved(hub, id, { note: [{ text: 'Is she well enough to travel?' }] }, { as: 'practitioner' });
    expect([asked.status, asked.etag, asked.body.businessStatus.coding[0].code]).toEqual([200, 'W/"3"', 'awaiting-info']);
    const replied = await moved(hub, id, withNote(asked.body, 'Yes, with company.'), { as: 'gp' });
    expect(replied.body.businessStatus.coding[0].code).toBe('in-triage');
    expect((await hub.call('GET', `/Task/${id}`, { as: 'practitioner' })).body.note).toEqual([
      { authorReference: { reference: 'Practitioner/catriona-weir' }, time: hub.now(), text: 'Is she well enough to travel?' },
      { authorReference: { reference: 'Organization/birchtree' }, time: hub.now(), text: 'Yes, with company.' },
    ]);
  });
  test('of the organisation asks the practitioner, whose note replies', async () => {
    const hub = await fhirHub();
    const onward = await referredOn(hub, await accepted(hub));
    const asked = await moved(hub, onward, { note: [{ text: 'Any allergies?' }] }, { as: 'organisation' });
    expect(asked.body.businessStatus.coding[0].code).toBe('awaiting-info');
    const replied = await moved(hub, onward, withNote(asked.body, 'None known.'), { as: 'practitioner' });
    expect(replied.body.note.map((one: { text: string }) => one.text)).toEqual(['Any allergies?', 'None known.']);
    expect((await hub.fetched(onward)).body.messages).toEqual([
      { by: 'Organization/drumgarth', at: hub.now(), text: 'Any allergies?' },
      { by: 'Practitioner/catriona-weir', at: hub.now(), text: 'None known.' },
    ]);
  });
  test('without a question is no reply, and a second question waits for the first', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    expect(issueOf(await put(hub, id, { note: [{ text: 'By the way' }] }, { as: 'gp' }))).toMatchObject({ status: 409, expression: 'Task.note' });
    const asked = await moved(hub, id, { note: [{ text: 'One?' }] }, { as: 'practitioner' });
    expect(issueOf(await put(hub, id, withNote(asked.body, 'Two?'), { as: 'practitioner' }))).toMatchObject({ status: 409, expression: 'Task.note' });
  });
  test('does not come with another step, where it could be overlooked', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    expect(issueOf(await put(hub, id, { status: 'in-progress', note: [{ text: 'Started' }] }, { as: 'practitioner' }))).toMatchObject({
      status: 422,
      expression: 'Task.note',
    });
    const asked = await moved(hub, id, { note: [{ text: 'One?' }] }, { as: 'practitioner' });
    expect((await put(hub, id, { status: 'in-progress', note: asked.body.note }, { as: 'practitioner' })).status).toBe(200);
  });
});

describe('a repeated PUT', () => {
  test('with its Idempotency-Key gets its first answer, though the Task has moved on', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const { body, etag } = await hub.call('GET', `/Task/${id}`);
    const request = { as: 'practitioner', headers: { 'if-match': etag, 'idempotency-key': 'k' }, body: { ...body, status: 'accepted' } } as const;
    const first = await hub.call('PUT', `/Task/${id}`, request);
    await moved(hub, id, { status: 'in-progress' }, { as: 'practitioner' });
    expect(await hub.call('PUT', `/Task/${id}`, request)).toEqual(first);
    expect((await hub.call('GET', `/Task/${id}`)).body.status).toBe('in-progress');
    const other = await hub.call('PUT', `/Task/${id}`, { ...request, body: { ...body, status: 'rejected' } });
    expect(issueOf(other)).toMatchObject({ status: 422, code: 'business-rule' });
  });
});
