/** Transactions: one commit or none, in the words of single calls. */
import { describe, expect, test } from 'vitest';
import { got, issuesOf, madeBy, parentTask, posted, put, referralWithTask, responsesOf, sendBundle, statusesOf, transaction, urn } from '#test/bundles';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { nextIdentifier, referral, sent } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

const storedIn = (hub: FhirHub) => hub.table.all().length;
const read = async (hub: FhirHub, path: string) => (await hub.call('GET', `/${path}`)).body;

describe('a transaction', () => {
  test('makes a referral and its Task in one commit of the table, in the order of their references', async () => {
    const hub = await fhirHub();
    const told = await sendBundle(hub, transaction(...referralWithTask({}, { note: [{ text: 'Please ring first' }] })));
    expect([told.status, told.body.type, statusesOf(told)]).toEqual([200, 'transaction-response', ['200', '201']]);
    const [task, request] = madeBy(told);
    expect(task?.split('/')[1]).toBe(request?.split('/')[1]);
    expect(responsesOf(told)[1]).toEqual({
      status: '201',
      location: `https://hub.example/fhir/${request}/_history/1`,
      etag: 'W/"1"',
      lastModified: '2026-11-23T09:30:00.000Z',
    });
    expect(await read(hub, task ?? '')).toMatchObject({ focus: { reference: request }, note: [{ text: 'Please ring first' }], meta: { versionId: '2' } });
    expectR4(told.body);
    const commits = hub.table.all().filter(({ sk }) => sk.startsWith('E#'));
    expect(commits.map(({ sk }) => sk)).toEqual(['E#000001', 'E#000002']);
  });
  test('leaves words alone that happen to be another entry’s fullUrl', async () => {
    const hub = await fhirHub();
    const first = urn();
    const later = referral({ basedOn: [{ reference: first }], note: [{ text: first }], reasonCode: [{ text: first }], patientInstruction: first });
    const told = await sendBundle(hub, transaction(posted(later), posted(referral(), first)));
    const [made, before] = madeBy(told);
    const stored = await read(hub, made ?? '');
    expect(stored.basedOn).toEqual([{ reference: before }]);
    expect([stored.note[0].text, stored.reasonCode[0].text, stored.patientInstruction]).toEqual([first, first, first]);
  });
  test('answers in the order sent, and with the resources when they are preferred', async () => {
    const hub = await fhirHub();
    const prefer = (text: string) => ({ headers: { prefer: text } });
    const told = await sendBundle(hub, transaction(...referralWithTask()), prefer('return=representation'));
    expect(told.body.entry.map((one: { resource: { resourceType: string } }) => one.resource.resourceType)).toEqual(['Task', 'ServiceRequest']);
    const bare = await sendBundle(hub, transaction(...referralWithTask()));
    expect(bare.body.entry.map((one: object) => Object.keys(one))).toEqual([
      ['fullUrl', 'response'],
      ['fullUrl', 'response'],
    ]);
    const warned = await sendBundle(hub, transaction(posted(referral({ authoredOn: undefined }))), prefer('return=OperationOutcome'));
    expect(responsesOf(warned)[0]?.outcome).toMatchObject({ issue: [{ severity: 'warning', expression: ['Bundle.entry[0].resource.authoredOn'] }, {}] });
    for (const one of [told, bare, warned]) expectR4(one.body);
  });
  test('rewrites what names another entry wherever it stands, also in extensions', async () => {
    const hub = await fhirHub();
    const [first, second] = [urn(), urn()];
    const extension = [
      { url: 'https://gp.example/earlier', valueUri: first },
      { url: 'https://gp.example/see', valueReference: { reference: first } },
    ];
    const later = referral({ basedOn: [{ reference: first }], extension });
    const told = await sendBundle(hub, transaction(posted(later, second), posted(referral(), first)), { headers: { prefer: 'return=representation' } });
    const [made, before] = madeBy(told);
    expect(before).toMatch(/^ServiceRequest\//);
    const stored = await read(hub, made ?? '');
    expect(stored.basedOn).toEqual([{ reference: before }]);
    expect(stored.extension).toEqual([
      { url: 'https://gp.example/earlier', valueUri: before },
      { url: 'https://gp.example/see', valueReference: { reference: before } },
    ]);
  });
  test('finds entries by a full address, and by one relative to where the entry itself is said to be', async () => {
    const hub = await fhirHub();
    const root = 'https://gp.example/fhir/';
    const task = posted(parentTask('ServiceRequest/77'), `${root}Task/78`);
    const told = await sendBundle(hub, transaction(task, posted(referral(), `${root}ServiceRequest/77`)));
    expect(statusesOf(told)).toEqual(['200', '201']);
    expect(madeBy(told)[0]?.split('/')[1]).toBe(madeBy(told)[1]?.split('/')[1]);
  });
  test('looks up what is referred to by identifier, among what the caller may see', async () => {
    const hub = await fhirHub();
    const [identifier, mine] = [nextIdentifier(), nextIdentifier()];
    const id = await sent(hub, { identifier: [identifier] });
    const by = ({ system, value }: { system: string; value: string }) => `ServiceRequest?identifier=${system}|${value}`;
    const told = await sendBundle(hub, transaction(posted(parentTask(by(identifier)))));
    expect(madeBy(told)).toEqual([`Task/${id}`]);
    const within = await sendBundle(hub, transaction(posted(parentTask(by(mine))), posted(referral({ identifier: [mine] }))));
    expect(issuesOf(within)).toEqual({ status: 200, issues: [] });
    const foreign = await sendBundle(hub, transaction(posted(parentTask(by(identifier)))), { as: 'gp-other' });
    expect(issuesOf(foreign)).toEqual({ status: 422, issues: [['not-found', 'Bundle.entry[0].resource.focus.reference']] });
    const other = await sendBundle(hub, transaction(posted(parentTask('ServiceRequest?status=active'))));
    expect(issuesOf(other)).toEqual({ status: 422, issues: [['not-supported', 'Bundle.entry[0].resource.focus.reference']] });
  });
  test('updates under If-Match, makes only what is not there, and reads what it has done', async () => {
    const hub = await fhirHub();
    const [old, identifier] = [await sent(hub), nextIdentifier()];
    const before = await sent(hub, { identifier: [identifier] });
    const request = await read(hub, `ServiceRequest/${old}`);
    const ifNoneExist = `identifier=${identifier.system}|${identifier.value}`;
    const told = await sendBundle(
      hub,
      transaction(
        got(`ServiceRequest/${old}`),
        put({ ...request, status: 'revoked' }, 'W/"1"'),
        posted(referral({ identifier: [identifier] }), urn(), { ifNoneExist }),
        got(`Task?_id=${old}`),
        got(`ServiceRequest/${before}`, { ifNoneMatch: 'W/"1"' }),
      ),
    );
    expect(statusesOf(told)).toEqual(['200', '200', '200', '200', '304']);
    expect(madeBy(told)).toEqual(['', `ServiceRequest/${old}`, `ServiceRequest/${before}`, '', '']);
    expect(told.body.entry[0].resource.status).toBe('revoked');
    expect(told.body.entry[3].resource.entry[0].resource.status).toBe('cancelled');
    expectR4(told.body);
  });
  test('of an empty list does nothing, and says so', async () => {
    const hub = await fhirHub();
    expect(await sendBundle(hub, transaction())).toMatchObject({ status: 200, body: { resourceType: 'Bundle', type: 'transaction-response' } });
  });
});

describe('of a transaction nothing is done', () => {
  const nothing = async (hub: FhirHub, body: object, expected: { status: number; issues: [string, string][] }) => {
    const before = storedIn(hub);
    const told = await sendBundle(hub, body as Record<string, unknown>);
    expect(issuesOf(told)).toEqual(expected);
    expect(storedIn(hub)).toBe(before);
    expectR4(told.body);
  };
  test('when one entry is no R4: what is wrong with all of them is told at once', async () => {
    const bad = [posted(referral({ status: 'nonsense' })), posted(referral()), posted(referral({ priority: 7 }))];
    await nothing(await fhirHub(), transaction(...bad), {
      status: 400,
      issues: [
        ['code-invalid', 'Bundle.entry[0].resource.status'],
        ['value', 'Bundle.entry[2].resource.priority'],
      ],
    });
  });
  test('when one entry breaks a rule: its own status, and where', async () => {
    const hub = await fhirHub();
    const bad = posted(referral({ requester: undefined, authoredOn: '2030-01-01' }));
    await nothing(hub, transaction(posted(referral()), bad), {
      status: 422,
      issues: [
        ['business-rule', 'Bundle.entry[1].resource.authoredOn'],
        ['business-rule', 'Bundle.entry[1].resource.requester'],
      ],
    });
    const nowhere = posted(parentTask('ServiceRequest/00000000000000000000000000'));
    await nothing(hub, transaction(posted(referral()), nowhere), { status: 422, issues: [['not-found', 'Bundle.entry[1].resource.focus']] });
    await nothing(hub, transaction(posted(referral()), got('ServiceRequest/00000000000000000000000000')), {
      status: 404,
      issues: [['not-found', 'Bundle.entry[1]']],
    });
  });
  test('when one was changed meanwhile, or its version is not said', async () => {
    const hub = await fhirHub();
    const request = await read(hub, `ServiceRequest/${await sent(hub)}`);
    const change = { ...request, status: 'on-hold' };
    await nothing(hub, transaction(posted(referral()), put(change, 'W/"7"')), { status: 412, issues: [['conflict', 'Bundle.entry[1].resource.status']] });
    const blind = { ...put(change, ''), request: { method: 'PUT', url: `ServiceRequest/${request.id}` } };
    await nothing(hub, transaction(posted(referral()), blind), { status: 400, issues: [['required', 'Bundle.entry[1]']] });
  });
  test('when entries refer to each other in a circle', async () => {
    const [a, b] = [urn(), urn()];
    const circle = [posted(referral({ basedOn: [{ reference: b }] }), a), posted(referral({ basedOn: [{ reference: a }] }), b), posted(referral())];
    await nothing(await fhirHub(), transaction(...circle), {
      status: 422,
      issues: [
        ['business-rule', 'Bundle.entry[0]'],
        ['business-rule', 'Bundle.entry[1]'],
      ],
    });
  });
  test('when the same resource is in it twice', async () => {
    const hub = await fhirHub();
    const request = await read(hub, `ServiceRequest/${await sent(hub)}`);
    const twice = [put({ ...request, status: 'on-hold' }, 'W/"1"'), put({ ...request, status: 'revoked' }, 'W/"1"')];
    await nothing(hub, transaction(...twice), { status: 400, issues: [['invalid', 'Bundle.entry[1].request.url']] });
    const same = referral();
    await nothing(hub, transaction(posted(same), posted(same)), { status: 422, issues: [['duplicate', 'Bundle.entry[1]']] });
    const name = urn();
    await nothing(hub, transaction(posted(referral(), name), posted(referral(), name)), { status: 400, issues: [['invariant', 'Bundle']] });
  });
  test('when it is too much for one', async () => {
    const hub = await fhirHub();
    const many = Array.from({ length: 41 }, () => got('Task?status=requested'));
    await nothing(hub, transaction(...many), { status: 413, issues: [['too-costly', 'Bundle.entry']] });
    const heavy = Array.from({ length: 30 }, () => posted(referral()));
    const before = storedIn(hub);
    expect(issuesOf(await sendBundle(hub, transaction(...heavy)))).toMatchObject({ status: 413 });
    expect(storedIn(hub)).toBe(before);
  });
  test('when it calls other servers, other Bundles or what stands alone', async () => {
    const hub = await fhirHub();
    const urls = ['https://evil.example/fhir/Task/1', '//evil.example/Task', 'Bundle', '$process-message', '', 'metadata'];
    const issues = urls.map((_, n): [string, string] => ['invalid', `Bundle.entry[${n}].request.url`]);
    await nothing(hub, transaction(...urls.map((url) => ({ request: { method: 'GET', url: url || '?' } }))), { status: 400, issues });
    const single = [
      posted({ resourceType: 'Parameters' }, urn(), { url: 'Patient/$merge' }),
      posted({ resourceType: 'Parameters' }, urn(), { url: 'Task/_search' }),
    ];
    expect(issuesOf(await sendBundle(hub, transaction(...single))).status).toBe(422);
  });
  test('when the caller may not do one of its entries', async () => {
    const hub = await fhirHub();
    const before = storedIn(hub);
    const told = await sendBundle(hub, transaction(posted(referral())), { as: 'organisation' });
    expect([told.status, storedIn(hub)]).toEqual([403, before]);
    const none = await sendBundle(hub, transaction(got('Task?status=requested')), { as: 'manager' });
    expect(none.status).toBe(403);
  });
  test('when it is another kind of Bundle', async () => {
    const hub = await fhirHub();
    for (const type of ['message', 'document', 'searchset', 'collection']) {
      const told = await sendBundle(hub, { resourceType: 'Bundle', type });
      expect(told.status).toBeGreaterThanOrEqual(400);
      expectR4(told.body);
    }
  });
});
