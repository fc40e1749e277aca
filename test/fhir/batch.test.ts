/** Batches: entries that know nothing of each other, and a client library's own words for both kinds of Bundle. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, got, issuesOf, parentTask, posted, put, referralWithTask, responsesOf, sendBundle, statusesOf, transaction, urn } from '#test/bundles';
import { fhirHub } from '#test/fhir-hub';
import { referral, sent } from '#test/fhir-steps';
import { httpHub } from '#test/http-hub';
import { expectR4 } from '#test/r4';

describe('a batch', () => {
  test('carries out each entry by itself, and answers each with what it would be told alone', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const bad = referral({ status: 'nonsense' });
    const entries = [
      got(`ServiceRequest/${id}`),
      posted(bad),
      posted(referral()),
      got('Task?status=requested&_count=1'),
      got('ServiceRequest/00000000000000000000000000'),
      got('Nonsense/1'),
      put({ resourceType: 'Task', id }, 'W/"1"'),
    ];
    const told = await sendBundle(hub, bundle('batch', ...entries));
    expect([told.status, told.body.type, statusesOf(told)]).toEqual([200, 'batch-response', ['200', '400', '201', '200', '404', '404', '400']]);
    expect(told.body.entry[0].resource.id).toBe(id);
    expect(told.body.entry[3].resource.type).toBe('searchset');
    expect(responsesOf(told)[1]?.outcome).toMatchObject({ issue: [{ code: 'code-invalid', expression: ['Bundle.entry[1].resource.status'] }] });
    expect(responsesOf(told)[4]?.outcome).toMatchObject({ issue: [{ code: 'not-found', expression: ['Bundle.entry[4]'] }] });
    expectR4(told.body);
  });
  test('asks each entry its own scope', async () => {
    const hub = await fhirHub();
    const told = await sendBundle(hub, bundle('batch', posted(referral()), got('Task?status=requested')), { as: 'organisation' });
    expect([told.status, statusesOf(told)]).toEqual([200, ['403', '200']]);
  });
  test('refuses an entry that refers to another, for they are not made together', async () => {
    const hub = await fhirHub();
    const name = urn();
    const told = await sendBundle(hub, bundle('batch', posted(referral(), name), posted(parentTask(name))));
    expect(statusesOf(told)).toEqual(['201', '422']);
    expect(responsesOf(told)[1]?.outcome).toMatchObject({ issue: [{ expression: ['Bundle.entry[1].resource.focus.reference'] }] });
  });
  test('whose form is wrong is refused as a whole', async () => {
    const hub = await fhirHub();
    const before = hub.table.all().length;
    const wrong = [
      bundle('batch', posted(referral()), { resource: referral(), request: { method: 'FETCH', url: 'Task' } }),
      bundle('batch', posted(referral()), { request: { method: 'GET', url: 'https://evil.example/Task/1' } }),
      { ...bundle('batch', posted(referral())), total: 1 },
    ];
    for (const body of wrong) expect((await sendBundle(hub, body)).status).toBe(400);
    expect(issuesOf(await sendBundle(hub, bundle('batch', ...Array.from({ length: 41 }, () => posted(referral())))))).toMatchObject({ status: 413 });
    expect(hub.table.all().length).toBe(before);
  });
  test('finds by a number of a person without an address that says it', async () => {
    const hub = await fhirHub();
    await sent(hub);
    const asked = 'ServiceRequest?patient=Patient/unknown&identifier=urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53|0101011237';
    const told = await sendBundle(hub, bundle('batch', got(asked)));
    expect(statusesOf(told)).toEqual(['200']);
    expect(JSON.stringify(told.body)).not.toContain('0101011237');
  });
});

describe('through fhir-kit-client', () => {
  let house: Awaited<ReturnType<typeof httpHub>>;
  beforeAll(async () => {
    house = await httpHub();
  });
  afterAll(() => house.stop());
  type Body = { resourceType: string; type: string; entry: { response: { status: string } }[] };

  test('a transaction and a batch are posted to the base with a slash at its end', async () => {
    const client = house.client('gp');
    const made = (await client.transaction({ body: transaction(...referralWithTask()) as never })) as unknown as Body;
    expect([made.type, made.entry.map(({ response }) => response.status)]).toEqual(['transaction-response', ['200', '201']]);
    const read = (await client.batch({ body: bundle('batch', got('Task?status=requested')) as never })) as unknown as Body;
    expect([read.type, read.entry.length]).toEqual(['batch-response', 1]);
  });
  test('a failed transaction is one OperationOutcome', async () => {
    const failure = await house
      .client('gp')
      .transaction({ body: transaction(posted(referral({ intent: 'option' }))) as never })
      .catch((error) => error.response);
    expect([failure.status, failure.data.resourceType]).toEqual([422, 'OperationOutcome']);
  });
});
