import { describe, expect, test } from 'vitest';
import { everybody, type FhirHub, fhirHub, type Told, type Who } from '#test/fhir-hub';
import { change, chi, contained, history, known, merged, number, numbers, otherOf, patientOf, post, readOne, searched } from '#test/fhir-people';
import { idsOf, issueOf, referral, sent } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

type Fields = Record<string, unknown>;
const subjectOf = async (hub: FhirHub, id: string): Promise<string> => (await hub.call('GET', `/Task/${id}`)).body.for.reference;
const referred = async (hub: FhirHub, patient: Fields): Promise<Told> =>
  hub.call('POST', '/ServiceRequest', { headers: { prefer: 'return=OperationOutcome' }, body: referral(contained(patient)) });
const people = (hub: FhirHub) => hub.table.all().filter(({ pk, sk, is }) => pk.startsWith('PERSON#') && sk === 'S' && is === undefined);

describe('a person of a referral', () => {
  test('is a Patient of the practice, as sent, under the system that the sender uses', async () => {
    const hub = await fhirHub();
    const identifier = [number(numbers[0], 'https://fhir.nhs.uk/Id/chi-number'), { system: 'https://gp.example/patients', value: '7' }];
    const id = await sent(hub, contained(patientOf({ identifier, text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' } })));
    const reference = await subjectOf(hub, id);
    const read = await hub.call('GET', `/${reference}`);
    expect(read).toMatchObject({ status: 200, etag: 'W/"1"' });
    expect(read.body).toMatchObject({ identifier, birthDate: '2001-01-01', meta: { versionId: '1', source: 'Organization/birchtree' } });
    expect(read.body.text.div).not.toContain('>x<');
    expectR4(read.body);
  });

  test('is one, however often and under whichever name of the number they are referred', async () => {
    const hub = await fhirHub();
    const first = await sent(hub, contained(patientOf()));
    const again = await sent(hub, contained(patientOf({ identifier: [number(numbers[0], 'https://fhir.hl7.org.uk/Id/chi-number')] })));
    expect(await subjectOf(hub, again)).toBe(await subjectOf(hub, first));
    expect(people(hub)).toHaveLength(1);
  });

  test('known and unchanged costs no write, a new one with a number two', async () => {
    const hub = await fhirHub();
    await sent(hub, contained(patientOf({ identifier: [number(numbers[1])], name: [{ family: 'Another' }] })));
    const items = async (patient: Fields) => {
      const before = hub.table.all().length;
      await sent(hub, contained(patient));
      return hub.table.all().length - before;
    };
    const [made, repeated] = [await items(patientOf()), await items(patientOf())];
    expect(made - repeated).toBe(2);
    expect(people(hub)).toHaveLength(2);
  });

  test('with newer details has a new version; what was not sent stays, and the old version is kept', async () => {
    const hub = await fhirHub();
    const id = (await subjectOf(hub, await sent(hub, contained(patientOf())))).slice(8);
    const telecom = [{ system: 'phone', value: '0141 496 0001', use: 'work' }];
    const { address: _, ...less } = patientOf({ telecom });
    await sent(hub, contained(less));
    expect((await history(hub, id)).map(({ telecom: one, address }) => [one, address])).toEqual([
      [telecom, patientOf().address],
      [patientOf().telecom, patientOf().address],
    ]);
  });

  test('keeps every identifier under which they were ever sent', async () => {
    const hub = await fhirHub();
    const own = { system: 'https://gp.example/patients', value: '7' };
    const id = (await subjectOf(hub, await sent(hub, contained(patientOf({ identifier: [number(numbers[0]), own] }))))).slice(8);
    const nhs = number('9990548609', 'https://fhir.nhs.uk/Id/nhs-number');
    await sent(hub, contained(patientOf({ identifier: [number(numbers[0]), nhs] })));
    expect((await readOne(hub, id)).body.identifier).toEqual([number(numbers[0]), nhs, own]);
    expect(await subjectOf(hub, await sent(hub, contained(patientOf({ identifier: [nhs], address: undefined }))))).toBe(`Patient/${id}`);
  });

  test('without a number is found by name, birth date and postcode, and known by the number once it is sent', async () => {
    const hub = await fhirHub();
    const first = await sent(hub, contained(patientOf({ identifier: undefined })));
    const second = await sent(hub, contained(patientOf({ name: [{ text: 'TESTPERSÓN, Ailsa Jane' }], address: [{ postalCode: 'g11xx' }] })));
    const third = await sent(hub, contained({ ...patientOf(), name: [{ family: 'Newname', given: ['Ailsa'] }] }));
    expect(new Set([await subjectOf(hub, first), await subjectOf(hub, second), await subjectOf(hub, third)]).size).toBe(1);
    expect(people(hub)).toHaveLength(1);
  });

  test.each([
    ['another postcode', { address: [{ postalCode: 'G2 2XX' }] }],
    ['another birth date', { birthDate: '2001-01-02' }],
    ['another given name', { name: [{ family: 'Testperson', given: ['Eilidh'] }] }],
    ['no postcode', { address: undefined }],
  ])('without a number and with %s is somebody else', async (_, other) => {
    const hub = await fhirHub();
    await sent(hub, contained(patientOf({ identifier: undefined })));
    await sent(hub, contained(patientOf({ identifier: undefined, ...other })));
    expect(people(hub)).toHaveLength(2);
  });

  test('with another number is somebody else, whatever else agrees', async () => {
    const hub = await fhirHub();
    await sent(hub, contained(patientOf()));
    await sent(hub, contained(patientOf({ identifier: [number(numbers[3])] })));
    expect(people(hub)).toHaveLength(2);
  });

  test('with no fixed abode is taken without a word of an address, in each way of saying it, and found again', async () => {
    const hub = await fhirHub();
    const ways = [{ postalCode: 'ZZ99 3VZ' }, { text: 'No fixed abode' }, { extension: [{ url: 'https://gp.example/residence', valueCode: 'RA2701' }] }];
    for (const way of ways) {
      const answer = await referred(hub, patientOf({ identifier: undefined, telecom: undefined, address: [way] }));
      expect(answer.status).toBe(201);
      expect(JSON.stringify(answer.body)).not.toMatch(/address/);
    }
    expect(people(hub)).toHaveLength(1);
  });

  test('named by a number alone is found, or begun with what is known', async () => {
    const hub = await fhirHub();
    const named = { subject: { identifier: number(numbers[0]), display: 'Ailsa Testperson' }, contained: undefined, supportingInfo: undefined };
    const first = await sent(hub, named);
    const reference = await subjectOf(hub, first);
    expect((await hub.call('GET', `/${reference}`)).body).toMatchObject({ identifier: [number(numbers[0])], name: [{ text: 'Ailsa Testperson' }] });
    expect(await subjectOf(hub, await sent(hub, contained(patientOf())))).toBe(reference);
    expect((await hub.call('GET', `/${reference}`)).body).toMatchObject({ birthDate: '2001-01-01', meta: { versionId: '2' } });
  });

  test('of a referral may be the practice’s own Patient, by relative or absolute reference, and nobody else’s', async () => {
    const hub = await fhirHub();
    const id = await known(hub);
    const about = (reference: string) => ({ subject: { reference }, contained: undefined, supportingInfo: undefined });
    for (const reference of [`Patient/${id}`, `https://hub.example/fhir/Patient/${id}`]) {
      const answer = await hub.call('POST', '/ServiceRequest', { headers: { prefer: 'return=OperationOutcome' }, body: referral(about(reference)) });
      expect([answer.status, JSON.stringify(answer.body).includes('telecom')]).toEqual([201, false]);
    }
    expect(idsOf(await hub.call('GET', `/ServiceRequest?patient=${id}`))).toHaveLength(2);
    const foreign = await known(hub, {}, { as: 'gp-other' });
    const refusals = await Promise.all(
      [foreign, 'A'.repeat(32)].map((one) => hub.call('POST', '/ServiceRequest', { body: referral(about(`Patient/${one}`)) })),
    );
    expect(refusals.map(({ status }) => status)).toEqual([422, 422]);
    expect(issueOf(refusals[0]!)).toEqual(issueOf(refusals[1]!));
  });

  test('who is recorded as having died is referred no more, until the record is corrected', async () => {
    const hub = await fhirHub();
    const body = referral(contained(patientOf()));
    const before = await hub.call('POST', '/ServiceRequest', { body });
    const id = (await subjectOf(hub, before.body.id)).slice(8);
    expect((await change(hub, id, { deceasedBoolean: true })).status).toBe(200);
    expect(issueOf(await referred(hub, patientOf()))).toMatchObject({ status: 422, code: 'business-rule', expression: 'ServiceRequest.subject' });
    expect(await hub.call('POST', '/ServiceRequest', { body })).toMatchObject({ status: 200, body: { id: before.body.id } });
    expect((await change(hub, id, { deceasedBoolean: false })).status).toBe(200);
    expect((await referred(hub, patientOf())).status).toBe(201);
  });

  test('is one record when two referrals of the same new person come at once', async () => {
    for (const identifier of [[number(numbers[0])], undefined]) {
      const hub = await fhirHub(() => new Promise((done) => setImmediate(done)));
      const answers = await Promise.all(Array.from({ length: 12 }, () => referred(hub, patientOf({ identifier }))));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(people(hub)).toHaveLength(1);
    }
  });
});

describe('a number with another name and another birth date', () => {
  test('makes a person of their own, warns the sender and the practitioner, and waits in the queue', async () => {
    const hub = await fhirHub();
    const first = await sent(hub, contained(patientOf()));
    const answer = await referred(hub, otherOf());
    expect(answer.status).toBe(201);
    expect(answer.body.issue.map((one: { severity: string; expression?: string[] }) => [one.severity, one.expression?.[0]])).toContainEqual([
      'warning',
      'ServiceRequest.subject',
    ]);
    const queue = await hub.call('GET', '/Patient?_tag=number-mismatch', { as: 'practitioner' });
    expect(queue.body.entry).toHaveLength(1);
    const [{ resource }] = queue.body.entry;
    expect(resource).toMatchObject({ name: [{ family: 'Someoneelse' }], link: [{ type: 'seealso', other: { reference: await subjectOf(hub, first) } }] });
    expectR4(resource);
    expect((await hub.call('GET', `/${await subjectOf(hub, first)}`)).body).toMatchObject({ meta: { versionId: '1' }, name: patientOf().name });
    await referred(hub, otherOf());
    expect(people(hub)).toHaveLength(2);
  });

  test('is kept apart by a practitioner, and waits again when that is undone', async () => {
    const hub = await fhirHub();
    await known(hub);
    const id = await known(hub, otherOf());
    const apart = (request = {}) => hub.call('POST', `/Patient/${id}/$keep-apart`, { as: 'practitioner', ...request });
    const queued = async () => (await hub.call('GET', '/Patient?_tag=number-mismatch')).body.entry?.length ?? 0;
    expect(await queued()).toBe(1);
    expect((await apart({ as: 'gp' })).status).toBe(403);
    expect((await apart()).body.link).toBeUndefined();
    expect([await queued(), (await apart()).status]).toEqual([0, 409]);
    const undo = { resourceType: 'Parameters', parameter: [{ name: 'undo', valueBoolean: true }] };
    expect((await apart({ body: undo })).status).toBe(200);
    expect([await queued(), (await apart({ body: undo })).status]).toEqual([1, 409]);
    expect((await history(hub, id)).map(({ meta }) => (meta as Fields).source)).toEqual([
      ...Array(2).fill('Practitioner/catriona-weir'),
      'Organization/birchtree',
    ]);
  });

  test('is spoken of no more once it is decided', async () => {
    const hub = await fhirHub();
    await known(hub);
    const id = await known(hub, otherOf());
    const warned = async () => JSON.stringify((await referred(hub, otherOf())).body).includes('kept apart until a practitioner decides');
    expect(await warned()).toBe(true);
    await hub.call('POST', `/Patient/${id}/$keep-apart`, { as: 'practitioner' });
    expect(await warned()).toBe(false);
  });

  test('is decided by correcting the number, too', async () => {
    const hub = await fhirHub();
    await known(hub);
    const id = await known(hub, otherOf());
    expect((await change(hub, id, { identifier: [number(numbers[1])] })).body.meta.tag).toBeUndefined();
    expect((await searched(hub, `identifier=${chi}|${numbers[1]}`)).body.entry[0].resource.id).toBe(id);
  });

  test('is the same person where one of the two agrees: warned of, and taken', async () => {
    const hub = await fhirHub();
    await sent(hub, contained(patientOf()));
    const answer = await referred(hub, patientOf({ name: [{ family: 'Newname', given: ['Ailsa'] }] }));
    expect(answer.body.issue.some(({ details }: { details: { text: string } }) => details.text.includes('another name or another birth date'))).toBe(true);
    expect(people(hub)).toHaveLength(1);
    expect((await hub.call('GET', '/Patient?_tag=number-mismatch')).body.entry).toBeUndefined();
  });
});

describe('another practice', () => {
  const steps = async (hub: FhirHub, as: Who): Promise<unknown> => {
    const posted = await post(hub, {}, { as, headers: { prefer: 'return=OperationOutcome' } });
    const id = idsOf(await searched(hub, `identifier=${chi}|${numbers[0]}`, { as }))[0];
    const named = await hub.call('GET', '/Patient?name=test&birthdate=2001-01-01', { as });
    const told = [posted, await hub.call('GET', '/Patient?_tag=number-mismatch', { as }), named].map(({ status, body }) => JSON.stringify({ status, body }));
    return told.map((text) => text.replaceAll(String(id), 'ID').replaceAll(/(birchtree|thistledown)/g, 'PRACTICE'));
  };
  test('with the same number learns nothing: its answers are those of a new person', async () => {
    const [fresh, used] = [await fhirHub(), await fhirHub()];
    await known(used, otherOf());
    await sent(used, contained(patientOf({ birthDate: '2001-01-03' })));
    expect(await steps(used, 'gp-other')).toEqual(await steps(fresh, 'gp-other'));
  });

  test('and every party but the practice and its practitioners finds nothing under a Patient’s address', async () => {
    const hub = await fhirHub();
    const id = await known(hub);
    const addresses = ['', '/_history', '/_history/1'].map((rest) => `/Patient/${id}${rest}`);
    const own: Who[] = ['gp', 'gp-second-client', 'practitioner', 'practitioner-colleague'];
    const unknown = await hub.call('GET', `/Patient/${'A'.repeat(32)}`);
    for (const as of everybody)
      for (const address of addresses) {
        const answer = await hub.call('GET', address, { as });
        const expected = own.includes(as) ? 200 : ['organisation', 'organisation-other', 'manager'].includes(as) ? 403 : 404;
        expect([as, answer.status]).toEqual([as, expected]);
        if (expected === 404) expect(answer.body).toEqual(unknown.body);
      }
    const foreign = await merged(hub, id, id, { as: 'practitioner-other' });
    expect([foreign.status, (await hub.call('POST', `/Patient/${id}/$unmerge`, { as: 'practitioner-other' })).status]).toEqual([422, 404]);
    expect((await readOne(hub, id)).etag).toBe('W/"1"');
  });
});
