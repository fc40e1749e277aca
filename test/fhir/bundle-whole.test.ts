/** The Bundle that a GP system sends: person, consent, request and Task at once. */
import { describe, expect, test } from 'vitest';
import { issuesOf, madeBy, parentTask, posted, sendBundle, statusesOf, transaction, urn, wholeReferral } from '#test/bundles';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { moved, onwardRequest, referral } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

const read = async (hub: FhirHub, path = '') => (await hub.call('GET', `/${path}`)).body;
const countOf = (hub: FhirHub) => hub.table.all().length;

describe('a whole referral in one transaction', () => {
  test('is made in one write of the table, each part naming the others', async () => {
    let writes = 0;
    const hub = await fhirHub(async () => {
      writes += 1;
    });
    const told = await sendBundle(hub, transaction(...wholeReferral()));
    expect(writes).toBe(1);
    expect(issuesOf(told)).toEqual({ status: 200, issues: [] });
    expect(statusesOf(told)).toEqual(['200', '201', '201', '201']);
    const [task, order, consent, patient] = madeBy(told);
    expect(await read(hub, order)).toMatchObject({ subject: { reference: patient }, supportingInfo: [{ reference: consent }] });
    expect(await read(hub, task)).toMatchObject({ focus: { reference: order }, for: { reference: patient } });
    expect(await read(hub, consent)).toMatchObject({ patient: { reference: patient } });
    expectR4(told.body);
    for (const path of [task, order, consent, patient]) expectR4(await read(hub, path));
  });
  test('gives the consent under which the practitioner refers on', async () => {
    const hub = await fhirHub();
    const [, order, , patient] = madeBy(await sendBundle(hub, transaction(...wholeReferral())));
    const id = order?.split('/')[1] ?? '';
    await moved(hub, id, { status: 'accepted' }, { as: 'practitioner' });
    const onward = onwardRequest(id, 'Organization/drumgarth', { subject: { reference: patient } });
    expect((await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onward })).status).toBe(201);
  });
  test('sent again makes nothing', async () => {
    const hub = await fhirHub();
    const { identifier } = referral();
    const first = await sendBundle(hub, transaction(...wholeReferral({ identifier })));
    const stored = countOf(hub);
    const again = await sendBundle(hub, transaction(...wholeReferral({ identifier })));
    expect([statusesOf(again), madeBy(again), countOf(hub)]).toEqual([['200', '200', '200', '200'], madeBy(first), stored]);
  });
  test('names the person that the practice knows already', async () => {
    const hub = await fhirHub();
    const first = madeBy(await sendBundle(hub, transaction(...wholeReferral())));
    const second = await sendBundle(hub, transaction(...wholeReferral()));
    expect([statusesOf(second)[3], madeBy(second)[3]]).toEqual(['200', first[3]]);
    const by = 'Patient?identifier=urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53|0101011237';
    const name = urn();
    const { contained: _, supportingInfo: __, ...request } = referral({ subject: { reference: by } });
    const found = await sendBundle(hub, transaction(posted(request, name), posted(parentTask(name, { for: { reference: by } }))));
    expect(issuesOf(found)).toEqual({ status: 200, issues: [] });
    expect((await read(hub, madeBy(found)[0])).subject.reference).toBe(first[3]);
    const none = await sendBundle(hub, transaction(posted(request, name)), { as: 'gp-other' });
    expect(issuesOf(none)).toEqual({ status: 422, issues: [['not-found', 'Bundle.entry[0].resource.subject.reference']] });
    expect(JSON.stringify(none.body)).not.toContain('0101011237');
  });
  test('whose person cannot be, or whose consent is another’s, makes nothing at all', async () => {
    const hub = await fhirHub();
    const wrong = await sendBundle(
      hub,
      transaction(...wholeReferral({}, { identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101201234' }] })),
    );
    expect([wrong.status, issuesOf(wrong).issues[0]?.[1]]).toEqual([422, 'Bundle.entry[3].resource.identifier[0].value']);
    expect(countOf(hub)).toBe(0);
    const entries = wholeReferral();
    const refused = entries.map((entry, n) => (n === 2 ? { ...entry, resource: { ...entry.resource, status: 'nonsense' } } : entry));
    expect(issuesOf(await sendBundle(hub, transaction(...refused)))).toEqual({ status: 400, issues: [['code-invalid', 'Bundle.entry[2].resource.status']] });
    expect(countOf(hub)).toBe(0);
  });
  test('ten at once of one new person know one person', async () => {
    const hub = await fhirHub(() => new Promise((done) => setImmediate(done)));
    const all = await Promise.all(Array.from({ length: 10 }, () => sendBundle(hub, transaction(...wholeReferral()))));
    const taken = all.filter(({ status }) => status === 200);
    expect(all.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(taken.length).toBeGreaterThan(2);
    expect(new Set(taken.map((told) => madeBy(told)[3])).size).toBe(1);
    expect(new Set(taken.map((told) => madeBy(told)[1])).size).toBe(taken.length);
  });
});
