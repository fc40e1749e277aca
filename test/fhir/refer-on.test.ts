/** A practitioner refers on to an organisation, with consent, once per service. */
import { describe, expect, test } from 'vitest';
import { baseUrl, fhirHub } from '#test/fhir-hub';
import { change } from '#test/fhir-people';
import { accepted, consent, issueOf, moved, onwardRequest, referredOn, sent, withoutConsent } from '#test/fhir-steps';

const ask = (hub: Awaited<ReturnType<typeof fhirHub>>, body: unknown, headers = {}) =>
  hub.call('POST', '/ServiceRequest', { as: 'practitioner', body, headers });

describe('referring on', () => {
  test('makes an onward request and its Task in one commit', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const revs = () => hub.table.all().filter(({ sk }) => sk.startsWith('E#')).length;
    const before = revs();
    const made = await ask(hub, onwardRequest(id));
    expect(made.status).toBe(201);
    expect(revs()).toBe(before + 1);
    const onward = made.body.id;
    expect(made.headers).toMatchObject({ etag: 'W/"1"', location: `${baseUrl}/fhir/ServiceRequest/${onward}/_history/1` });
    expect(made.body).toMatchObject({
      intent: 'filler-order',
      status: 'active',
      basedOn: [{ reference: `ServiceRequest/${id}` }],
      performer: [{ reference: 'HealthcareService/drumgarth.parcels' }],
      requester: { reference: 'Practitioner/catriona-weir' },
      code: { coding: [{ code: '871731000000106' }] },
    });
    const task = (await hub.call('GET', `/Task/${onward}`, { as: 'organisation' })).body;
    expect(task).toMatchObject({
      status: 'requested',
      partOf: [{ reference: `Task/${id}` }],
      owner: { reference: 'Organization/drumgarth' },
      focus: { reference: `ServiceRequest/${onward}` },
    });
    expect((await hub.call('GET', `/Task/${id}`)).body.businessStatus.coding[0].code).toBe('offered-to-org');
  });
  test('takes a need, an urgency and a day of its own', async () => {
    const hub = await fhirHub();
    const code = { coding: [{ system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' }] };
    const made = await ask(
      hub,
      onwardRequest(await accepted(hub), 'Organization/drumgarth', { code, priority: 'urgent', occurrencePeriod: { end: '2026-11-25' } }),
    );
    expect(made.body).toMatchObject({ code, priority: 'urgent' });
    const task = (await hub.call('GET', `/Task/${made.body.id}`, { as: 'practitioner' })).body;
    expect(task.restriction.period.end <= '2026-11-25').toBe(true);
  });
  test('is told what of it the hub passes over', async () => {
    const hub = await fhirHub();
    const past = onwardRequest(await accepted(hub), 'Organization/drumgarth', { occurrencePeriod: { end: '2026-11-01' } });
    const made = await ask(hub, past, { prefer: 'return=OperationOutcome' });
    expect(issueOf(made)).toMatchObject({ status: 201, expression: 'ServiceRequest.occurrence', text: expect.stringContaining('not used as a deadline') });
    expect(made.body.issue).toHaveLength(1);
  });
  test('is refused once the person is recorded as having died, until the record is corrected', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const patient = (await hub.call('GET', `/Task/${id}`)).body.for.reference.slice('Patient/'.length);
    expect((await change(hub, patient, { deceasedBoolean: true })).status).toBe(200);
    expect(issueOf(await ask(hub, onwardRequest(id)))).toMatchObject({ status: 422, code: 'business-rule', expression: 'ServiceRequest.subject' });
    expect((await change(hub, patient, { deceasedBoolean: false })).status).toBe(200);
    expect((await ask(hub, onwardRequest(id))).status).toBe(201);
  });
  test('waits for a consent, which may come with it', async () => {
    const hub = await fhirHub();
    const { body } = await hub.call('POST', '/ServiceRequest', { body: withoutConsent() });
    await moved(hub, body.id, { status: 'accepted' }, { as: 'practitioner' });
    expect(issueOf(await ask(hub, onwardRequest(body.id)))).toMatchObject({ status: 422, code: 'business-rule' });
    const subject = { identifier: { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' } };
    const withConsent = { subject, contained: [{ ...consent, patient: subject }], supportingInfo: [{ reference: '#consent' }] };
    expect((await ask(hub, onwardRequest(body.id, 'Organization/drumgarth', withConsent))).status).toBe(201);
    expect(issueOf(await ask(hub, onwardRequest(body.id, 'Organization/kelvinbank'))), 'it was about Drumgarth').toMatchObject({ status: 422 });
  });
  test.each([
    ['an unknown performer', { performer: [{ reference: 'Organization/nobody' }] }, 'ServiceRequest.performer[0]'],
    ['an unknown service', { performer: [{ reference: 'HealthcareService/drumgarth.dancing' }] }, 'ServiceRequest.performer[0]'],
    ['a service without its organisation', { performer: [{ reference: 'HealthcareService/parcels' }] }, 'ServiceRequest.performer[0]'],
    ['two performers', { performer: [{ reference: 'Organization/drumgarth' }, { reference: 'Organization/kelvinbank' }] }, 'ServiceRequest.performer'],
    ['no performer', { performer: undefined }, 'ServiceRequest.performer'],
    ['nothing it is based on', { basedOn: undefined }, 'ServiceRequest.basedOn'],
    ['a referral that is not there', { basedOn: [{ reference: 'ServiceRequest/r0000000000000000000000009' }] }, 'ServiceRequest.basedOn'],
  ])('is refused with %s', async (_, change, place) => {
    const hub = await fhirHub();
    const answer = issueOf(await ask(hub, onwardRequest(await accepted(hub), 'Organization/drumgarth', change)));
    expect(answer.status).toBe(422);
    expect(answer.expression).toContain(place);
  });
  test('is refused on another practice’s referral, in the words for one that is not there', async () => {
    const hub = await fhirHub();
    const foreign = await sent(hub, {}, { as: 'gp-other' });
    const absent = await ask(hub, onwardRequest('r0000000000000000000000009'));
    expect((await ask(hub, onwardRequest(foreign))).body).toEqual(absent.body);
  });
  test('knows the person by their number too where the referral came with a reference', async () => {
    const hub = await fhirHub();
    const first = await accepted(hub);
    const { reference } = (await hub.call('GET', `/Task/${first}`)).body.for;
    const id = await accepted(hub, { subject: { reference }, contained: undefined, supportingInfo: undefined });
    const consented = { supportingInfo: [{ reference: '#consent' }], contained: [{ ...consent, patient: onwardRequest(id).subject }] };
    expect((await ask(hub, onwardRequest(id, 'Organization/drumgarth', { ...consented, subject: onwardRequest(id).subject }))).status).toBe(201);
  });
  test('is refused for another person than the referral’s', async () => {
    const hub = await fhirHub();
    const subject = { identifier: { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101336489' } };
    expect(issueOf(await ask(hub, onwardRequest(await accepted(hub), 'Organization/drumgarth', { subject })))).toMatchObject({
      status: 422,
      expression: 'ServiceRequest.subject',
    });
  });
  test('is refused before the referral is accepted', async () => {
    const hub = await fhirHub();
    expect(issueOf(await ask(hub, onwardRequest(await sent(hub))))).toMatchObject({ status: 409, code: 'conflict' });
  });
  test('asks a service once at a time, other services beside', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    expect(issueOf(await ask(hub, onwardRequest(id)))).toMatchObject({ status: 409, code: 'duplicate' });
    expect((await ask(hub, onwardRequest(id, 'HealthcareService/drumgarth.cooking'))).status).toBe(201);
    await moved(hub, onward, { status: 'rejected', statusReason: { text: 'Full until March' } }, { as: 'organisation' });
    expect((await ask(hub, onwardRequest(id))).status).toBe(201);
  });
  test('repeated under its Idempotency-Key gets the first answer, though the onward request has moved on', async () => {
    const hub = await fhirHub();
    const body = onwardRequest(await accepted(hub));
    const first = await ask(hub, body, { 'idempotency-key': 'k' });
    await moved(hub, first.body.id, { status: 'rejected', statusReason: { text: 'Full until March' } }, { as: 'organisation' });
    expect(await ask(hub, body, { 'idempotency-key': 'k' })).toEqual(first);
    expect((await ask(hub, { ...body, priority: 'urgent' }, { 'idempotency-key': 'k' })).status).toBe(422);
  });
  test('is not for practices', async () => {
    const hub = await fhirHub();
    expect((await hub.call('POST', '/ServiceRequest', { body: onwardRequest(await accepted(hub)) })).status).toBe(422);
  });
});
