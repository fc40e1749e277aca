import { describe, expect, test } from 'vitest';
import { fhirHub } from '#test/fhir-hub';
import { change, chi, history, known, merged, number, numbers, otherOf, patientOf, post, readOne, searched } from '#test/fhir-people';
import { idsOf, issueOf, referral } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

const outcome = { prefer: 'return=OperationOutcome' };

describe('a Patient is posted', () => {
  test('and answered with its place and version, without links, narrative and photographs of the sender', async () => {
    const hub = await fhirHub();
    const photo = [{ contentType: 'image/png', data: 'iVBORw0KGgo=' }];
    const made = await post(hub, {
      id: 'mine',
      meta: { versionId: '9' },
      photo,
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
    });
    expect(made).toMatchObject({ status: 201, etag: 'W/"1"', headers: { location: `https://hub.example/fhir/Patient/${made.body.id}/_history/1` } });
    const { text, ...rest } = made.body;
    expect(rest).toEqual({ ...patientOf(), id: made.body.id, meta: { versionId: '1', lastUpdated: hub.now(), source: 'Organization/birchtree' } });
    expect(text.div).not.toContain('>x<');
    expectR4(made.body);
    expect((await post(hub, { link: [{ other: { reference: 'Patient/x' }, type: 'seealso' }] })).status).toBe(422);
  });

  test.each([
    [{ identifier: [number('0101201234')] }, 422, 'Patient.identifier[0].value'],
    [{ identifier: [number('3201201234')] }, 422, 'Patient.identifier[0].value'],
    [{ birthDate: '2031-01-01' }, 422, 'Patient.birthDate'],
    [{ name: undefined }, 422, 'Patient.name'],
    [{ identifier: undefined, telecom: undefined, address: undefined }, 422, 'Patient.identifier'],
    [{ name: [{ family: 'x'.repeat(10_001) }] }, 422, 'Patient.name[0].family'],
    [{ extension: Array.from({ length: 50 }, (_, n) => ({ url: `https://a.example/${n}`, valueString: 'x'.repeat(2000) })) }, 413, 'Patient'],
    [{ gender: 'unsaid' }, 400, 'Patient.gender'],
  ])('and held to the rules of a referral’s person: %j', async (fault, status, expression) => {
    const hub = await fhirHub();
    expect(issueOf(await post(hub, fault))).toMatchObject({ status, expression });
    expect(hub.table.all()).toEqual([]);
  });

  test('again with 200: nothing is overwritten, and the sender is told when details differ', async () => {
    const hub = await fhirHub();
    const id = await known(hub);
    const same = await post(hub, {}, { headers: outcome });
    expect([same.status, same.body.issue[0].code]).toEqual([200, 'informational']);
    const other = await post(hub, { telecom: undefined, gender: 'female' }, { as: 'practitioner', headers: outcome });
    expect([other.status, other.body.issue[0].code, other.headers?.['content-location']]).toEqual([
      ...[200, 'duplicate', `https://hub.example/fhir/Patient/${id}/_history/1`],
    ]);
    expect((await readOne(hub, id)).body).toMatchObject({ telecom: patientOf().telecom, meta: { versionId: '1' } });
  });

  test('and with a number that was not known yet, which alone is added', async () => {
    const hub = await fhirHub();
    const own = { system: 'https://gp.example/patients', value: '7' };
    const id = await known(hub, { identifier: [own] });
    expect(await post(hub, { gender: 'female' })).toMatchObject({ status: 200, body: { id, identifier: [own, number(numbers[0])], meta: { versionId: '2' } } });
    expect((await readOne(hub, id)).body.gender).toBeUndefined();
    expect(await known(hub, { address: undefined })).toBe(id);
    expect(await known(hub, { identifier: [own], address: undefined, name: [{ family: 'Testperson' }] })).toBe(id);
  });

  test('once, by If-None-Exist or by an Idempotency-Key', async () => {
    const hub = await fhirHub();
    const own = { system: 'https://gp.example/patients', value: '7' };
    const id = await known(hub, { identifier: [own] });
    const condition = { 'if-none-exist': 'identifier=https://gp.example/patients|7' };
    expect(await post(hub, { identifier: [own], birthDate: '1950-05-05' }, { headers: condition })).toMatchObject({ status: 200, body: { id } });
    expect((await post(hub, {}, { headers: { 'if-none-exist': 'name=x' } })).status).toBe(400);
    const keyed = (fields = {}) => post(hub, { identifier: [number(numbers[1])], address: undefined, ...fields }, { headers: { 'idempotency-key': 'once' } });
    const first = await keyed();
    await change(hub, first.body.id, { gender: 'female' });
    expect(await keyed()).toEqual(first);
    expect([first.status, (await keyed({ gender: 'other' })).status]).toEqual([201, 422]);
  });

  test('at once by many is one record, conflicts or not', async () => {
    const hub = await fhirHub(() => new Promise((done) => setImmediate(done)));
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(hub)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });
});

describe('a Patient is put', () => {
  test('with the version last read, and every version stays', async () => {
    const hub = await fhirHub();
    const id = await known(hub);
    expect((await hub.call('PUT', `/Patient/${id}`, { body: { ...patientOf(), id } })).status).toBe(400);
    expect((await change(hub, id, { gender: 'female' })).etag).toBe('W/"2"');
    expect((await change(hub, id, { gender: 'female' })).etag).toBe('W/"2"');
    expect((await change(hub, id, { gender: 'male' }, { headers: { 'if-match': 'W/"1"' } })).status).toBe(412);
    expect((await change(hub, id, { telecom: undefined }, { as: 'practitioner' })).status).toBe(200);
    const versions = await history(hub, id);
    expect(versions.map(({ meta, gender, telecom }) => [(meta as { versionId: string }).versionId, gender, telecom !== undefined])).toEqual([
      ['3', 'female', false],
      ['2', 'female', true],
      ['1', undefined, true],
    ]);
    expect((await hub.call('GET', `/Patient/${id}/_history/1`)).body.gender).toBeUndefined();
  });

  test('never into somebody else, nor onto a number of another', async () => {
    const hub = await fhirHub();
    const id = await known(hub);
    await known(hub, { ...otherOf(), identifier: [number(numbers[1])] });
    expect(issueOf(await change(hub, id, { name: otherOf().name, birthDate: otherOf().birthDate }))).toMatchObject({
      status: 422,
      expression: 'Patient.birthDate',
    });
    expect(issueOf(await change(hub, id, { identifier: [number(numbers[1])] }))).toMatchObject({ status: 409, code: 'duplicate' });
    expect((await change(hub, id, { birthDate: '2001-01-02' })).status).toBe(200);
    expect((await change(hub, id, { identifier: [number(numbers[2])] })).status).toBe(200);
    expect((await searched(hub, `identifier=${numbers[2]}`)).body.entry[0].resource.id).toBe(id);
    expect((await searched(hub, `identifier=${chi}|${numbers[0]}`)).body.entry).toBeUndefined();
    const condition = { 'if-none-exist': `identifier=${chi}|${numbers[0]}` };
    const next = await post(hub, { ...otherOf(), birthDate: '1944-04-04' }, { headers: condition });
    expect([next.status, next.body.meta.tag]).toEqual([201, undefined]);
    expect(await post(hub, { ...otherOf(), birthDate: '1944-04-04' })).toMatchObject({ status: 200, body: { id: next.body.id } });
  });
});

describe('people are searched', () => {
  test('by number in a body, under each name of its system, and never in an address', async () => {
    const hub = await fhirHub();
    const id = await known(hub);
    for (const asked of [`${chi}|${numbers[0]}`, `https://fhir.hl7.org.uk/Id/chi-number|${numbers[0]}`, numbers[0]])
      expect(idsOf(await searched(hub, `identifier=${encodeURIComponent(asked)}`))).toEqual([id]);
    expect(idsOf(await searched(hub, `identifier=${chi}|${numbers[1]}`))).toEqual([]);
    expect((await hub.call('GET', `/Patient?identifier=${chi}|${numbers[0]}`)).status).toBe(400);
  });

  test('by name together with the birth date, as the hub knows them now', async () => {
    const hub = await fhirHub();
    const id = await known(hub);
    const twin = await known(hub, { identifier: [number(numbers[1])], name: [{ family: 'Testperson', given: ['Eilidh'] }] });
    const found = async (query: string) => idsOf(await hub.call('GET', `/Patient?${query}`)).sort();
    expect(await found('name=test&birthdate=2001-01-01')).toEqual([id, twin].sort());
    expect(await found('name=test&name=ail&birthdate=eq2001-01-01')).toEqual([id]);
    expect(await found('name=Ailsa%20Testperson&birthdate=2001-01-01')).toEqual([id]);
    expect(await found('name=test&birthdate=2001-01-02')).toEqual([]);
    expect((await change(hub, id, { birthDate: '2001-01-02' })).status).toBe(200);
    expect([await found('name=test&birthdate=2001-01-01'), await found('name=test&birthdate=2001-01-02')]).toEqual([[twin], [id]]);
    expect(await found(`_id=${id},${twin}&birthdate=2001`)).toEqual([id, twin].sort());
  });

  test.each(['name=test', 'birthdate=2001-01-01', '', 'name=test&birthdate=2001', 'name=test&birthdate=gt2001-01-01', '_lastUpdated=gt2020-01-01'])(
    'and not listed at large: %s',
    async (query) => {
      expect(issueOf(await (await fhirHub()).call('GET', `/Patient?${query}`))).toMatchObject({ status: 400, code: 'required' });
    },
  );
});

describe('two records of one person', () => {
  const two = async () => {
    const hub = await fhirHub();
    const target = await known(hub);
    const source = await known(hub, { identifier: undefined, address: undefined });
    return { hub, source, target };
  };

  test('are merged by a practitioner, found together, and parted again as they were', async () => {
    const { hub, source, target } = await two();
    const about = (id: string) => ({ subject: { reference: `Patient/${id}` }, contained: undefined, supportingInfo: undefined });
    for (const id of [source, target]) expect((await hub.call('POST', '/ServiceRequest', { body: referral(about(id)) })).status).toBe(201);
    const before = [(await readOne(hub, source)).body, (await readOne(hub, target)).body];
    expect((await merged(hub, source, target, { as: 'gp' })).status).toBe(403);
    const survivor = await merged(hub, source, target);
    expect(survivor.body).toMatchObject({ id: target, link: [{ type: 'replaces', other: { reference: `Patient/${source}` } }], meta: { versionId: '2' } });
    const gone = (await readOne(hub, source)).body;
    expect(gone).toMatchObject({ active: false, link: [{ type: 'replaced-by', other: { reference: `Patient/${target}` } }] });
    for (const resource of [survivor.body, gone]) expectR4(resource);
    expect(idsOf(await hub.call('GET', `/Task?patient=Patient/${target}`))).toHaveLength(2);
    expect([(await merged(hub, source, target)).status, (await change(hub, source, { gender: 'female' })).status]).toEqual([409, 409]);
    const parted = await hub.call('POST', `/Patient/${source}/$unmerge`, { as: 'practitioner' });
    const after = [parted.body, (await readOne(hub, target)).body];
    expect(after.map(({ meta: _, ...content }) => content)).toEqual(before.map(({ meta: _, ...content }) => content));
    expect(idsOf(await hub.call('GET', `/Task?patient=Patient/${target}`))).toHaveLength(1);
    expect((await history(hub, source)).map(({ meta }) => (meta as { source: string }).source)).toEqual([
      ...['Practitioner/catriona-weir', 'Practitioner/catriona-weir', 'Organization/birchtree'],
    ]);
    expect((await hub.call('POST', `/Patient/${source}/$unmerge`, { as: 'practitioner' })).status).toBe(409);
  });

  test('are not merged in circles, chains, or so that a number would be lost', async () => {
    const { hub, source, target } = await two();
    const third = await known(hub, { identifier: [number(numbers[1])] });
    expect([(await merged(hub, target, target)).status, (await merged(hub, target, source)).status]).toEqual([422, 422]);
    expect((await merged(hub, source, target)).status).toBe(200);
    expect([(await merged(hub, target, third)).status, (await merged(hub, third, source)).status]).toEqual([409, 409]);
    expect((await merged(hub, third, target)).status).toBe(200);
    expect((await merged(hub, 'A'.repeat(32), target)).status).toBe(422);
    expect(await post(hub, { identifier: [number(numbers[1])] })).toMatchObject({ status: 200, body: { id: third, active: false } });
    expect((await readOne(hub, target)).body.identifier).toEqual([number(numbers[0])]);
  });
});
