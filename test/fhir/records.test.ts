/** Health records beside the referral: recorded, read, changed and found, by those whose people or requests they are. */
import { describe, expect, test } from 'vitest';
import { fhirHub } from '#test/fhir-hub';
import { known } from '#test/fhir-people';
import { accepted, idsOf, issueOf, moved, referredOn, sent } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';
import { changed, personOf, record, recorded, recordTypes } from '#test/record-steps';

const withPerson = async () => {
  const hub = await fhirHub();
  const referral = await sent(hub);
  return { hub, referral, person: await personOf(hub, referral) };
};
/** A request that an organisation took on. */
const takenOn = async () => {
  const hub = await fhirHub();
  const referral = await accepted(hub);
  const onward = await referredOn(hub, referral);
  await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
  return { hub, referral, onward, person: await personOf(hub, referral) };
};
const basedOn = (id: string) => ({ basedOn: [{ reference: `ServiceRequest/${id}` }] });

describe.each(recordTypes)('%s', (type) => {
  test('is recorded by a practice for a person of theirs, and read as it was sent', async () => {
    const { hub, person } = await withPerson();
    const body = record(type, person, { text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">as sent</div>' } });
    const made = await recorded(hub, body);
    expect(made.status).toBe(201);
    expect(made.headers?.location).toBe(`https://hub.example/fhir/${type}/${made.body.id}/_history/1`);
    const read = await hub.call('GET', `/${type}/${made.body.id}`, { as: 'practitioner' });
    const { text: _, ...kept } = body;
    expect(read.body).toMatchObject(kept);
    expect(JSON.stringify(read.body)).not.toContain('as sent');
    expectR4(read.body);
  });

  test('is changed by the version that was read, and every version stays', async () => {
    const { hub, person } = await withPerson();
    const made = await recorded(hub, record(type, person));
    const address = `/${type}/${made.body.id}`;
    const next = await changed(hub, made.body, { language: 'en' }, { as: 'practitioner' });
    expect(next).toMatchObject({ status: 200, etag: 'W/"2"', body: { language: 'en' } });
    const stale = await hub.call('PUT', address, { headers: { 'if-match': 'W/"1"' }, body: { ...made.body, language: 'gd' } });
    expect(issueOf(stale)).toMatchObject({ status: 412, code: 'conflict' });
    const history = await hub.call('GET', `${address}/_history`);
    expect(history.body.entry.map(({ resource }: { resource: { meta: { versionId: string } } }) => resource.meta.versionId)).toEqual(['2', '1']);
    const first = await hub.call('GET', `${address}/_history/1`);
    expect(first.body.language).toBeUndefined();
    expectR4(history.body);
  });

  test('stays as it is when the same is put again', async () => {
    const { hub, person } = await withPerson();
    const made = await recorded(hub, record(type, person));
    expect(await changed(hub, made.body, {})).toMatchObject({ status: 200, etag: 'W/"1"' });
  });

  test('never becomes another person’s', async () => {
    const { hub, person } = await withPerson();
    const made = await recorded(hub, record(type, person));
    const element = type === 'Consent' ? 'patient' : 'subject';
    const answer = await changed(hub, made.body, { [element]: { reference: 'Patient/abcdefghijklmnopqrstuvwxyz012345' } });
    expect(issueOf(answer)).toMatchObject({ status: 422, code: 'business-rule', expression: `${type}.${element}` });
  });

  test('is found by a person who can be told by no number and no address', async () => {
    const hub = await fhirHub();
    const person = `Patient/${await known(hub, { identifier: undefined, address: undefined })}`;
    const made = await recorded(hub, record(type, person));
    expect(idsOf(await hub.call('GET', `/${type}?patient=${person}`))).toEqual([made.body.id]);
  });

  test('is found by person, identifier and id, and there is no list of everything', async () => {
    const { hub, person } = await withPerson();
    const body = record(type, person);
    const made = await recorded(hub, body);
    const [{ system, value }] = body.identifier as [{ system: string; value: string }];
    for (const query of [
      `patient=${person}`,
      `patient=${person.slice(8)}`,
      `identifier=${system}|${value}`,
      `_id=${made.body.id}`,
      `patient=${person}&identifier=${value}`,
    ])
      expect(idsOf(await hub.call('GET', `/${type}?${query}`)), query).toEqual([made.body.id]);
    expect(issueOf(await hub.call('GET', `/${type}`))).toMatchObject({ status: 400, code: 'required' });
    expect(idsOf(await hub.call('GET', `/${type}?patient=Patient/abcdefghijklmnopqrstuvwxyz012345`))).toEqual([]);
  });

  test('is recorded once, however often it is sent', async () => {
    const { hub, person } = await withPerson();
    const body = record(type, person);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => hub.call('POST', `/${type}`, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const other = await hub.call('POST', `/${type}`, { body: { ...body, language: 'gd' } });
    expect(issueOf(other)).toMatchObject({ status: 409, code: 'duplicate', expression: `${type}.identifier` });
  });

  test('is answered again as the first time under the same key', async () => {
    const { hub, person } = await withPerson();
    const body = record(type, person, { identifier: undefined });
    const headers = { 'idempotency-key': 'one' };
    const made = await recorded(hub, body, { headers });
    await changed(hub, made.body, { language: 'en' });
    const again = await hub.call('POST', `/${type}`, { headers, body });
    expect(again).toMatchObject({ status: 201, etag: 'W/"1"', body: { id: made.body.id } });
    expect(issueOf(await hub.call('POST', `/${type}`, { headers, body: { ...body, language: 'gd' } }))).toMatchObject({ status: 422, code: 'business-rule' });
  });

  test('is made only if it is not there yet, where that is asked', async () => {
    const { hub, person } = await withPerson();
    const body = record(type, person);
    const [{ system, value }] = body.identifier as [{ system: string; value: string }];
    const headers = { 'if-none-exist': `identifier=${system}|${value}` };
    const [first, second] = [await recorded(hub, body, { headers }), await recorded(hub, { ...body, language: 'gd' }, { headers })];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
  });
});

describe('an organisation', () => {
  test.each(['Procedure', 'Observation'] as const)('records a %s of what it was asked, and the practice reads it of its own referral', async (type) => {
    const { hub, referral, onward, person } = await takenOn();
    const made = await recorded(hub, record(type, undefined, basedOn(onward)), { as: 'organisation' });
    expect(made.body).toMatchObject({ ...basedOn(onward), subject: { type: 'Patient', display: 'The person of the referral' } });
    expect(JSON.stringify(made.body)).not.toContain(person);
    for (const query of [`patient=${person}`, `based-on=ServiceRequest/${referral}`]) {
      const found = await hub.call('GET', `/${type}?${query}`);
      expect(found.body.entry[0].resource).toMatchObject({ id: made.body.id, ...basedOn(referral), subject: { reference: person } });
      expectR4(found.body);
    }
    expect(idsOf(await hub.call('GET', `/${type}?based-on=${onward}`, { as: 'organisation' }))).toEqual([made.body.id]);
    expect(idsOf(await hub.call('GET', `/${type}?patient=${person}`, { as: 'organisation' }))).toEqual([]);
    const theirs = await changed(hub, made.body, { status: 'entered-in-error' });
    expect(issueOf(theirs)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await changed(hub, made.body, { language: 'en' }, { as: 'organisation' })).toMatchObject({ status: 200, etag: 'W/"2"' });
    expectR4(made.body);
  });

  test('records nothing of a request that it has not taken on', async () => {
    const hub = await fhirHub();
    const onward = await referredOn(hub, await accepted(hub));
    const answer = await hub.call('POST', '/Procedure', { as: 'organisation', body: record('Procedure', undefined, basedOn(onward)) });
    expect(issueOf(answer)).toMatchObject({ status: 409, code: 'conflict' });
  });

  test('says neither whose it is nor of another organisation’s request', async () => {
    const { hub, onward, person } = await takenOn();
    const post = (as: 'organisation' | 'organisation-other', body: object) => hub.call('POST', '/Procedure', { as, body });
    expect(issueOf(await post('organisation', record('Procedure', person, basedOn(onward))))).toMatchObject({ status: 422, expression: 'Procedure.subject' });
    expect(issueOf(await post('organisation', record('Procedure', undefined)))).toMatchObject({ status: 422, expression: 'Procedure.basedOn' });
    const [theirs, nobodys] = [onward, `${onward.slice(0, -1)}${onward.endsWith('0') ? '1' : '0'}`].map((id) => record('Procedure', undefined, basedOn(id)));
    const answers = [await post('organisation-other', theirs ?? {}), await post('organisation-other', nobodys ?? {})];
    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  });
});

test('nobody’s record is put under another person’s referral', async () => {
  const { hub, referral } = await withPerson();
  const other = await sent(hub, {
    contained: [
      {
        resourceType: 'Patient',
        id: 'patient',
        name: [{ family: 'Otherperson', given: ['Bram'] }],
        birthDate: '1990-05-05',
        address: [{ postalCode: 'G2 2YY' }],
      },
    ],
    supportingInfo: undefined,
  });
  const person = await personOf(hub, other);
  const answer = await hub.call('POST', '/Procedure', { body: record('Procedure', person, basedOn(referral)) });
  expect(issueOf(answer)).toMatchObject({ status: 422, code: 'business-rule', expression: 'Procedure.subject' });
});
