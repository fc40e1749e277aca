import { describe, expect, test, vi } from 'vitest';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { change, contained, known, merged, number, numbers, patientOf, readOne } from '#test/fhir-people';
import { consent, issueOf, moved, onwardRequest, referredOn, referral as request, sent } from '#test/fhir-steps';

type Fields = Record<string, unknown>;
const phone = (value: string) => [{ system: 'phone', value, use: 'mobile', extension: [{ url: 'https://gp.example/safe', valueString: 'Wednesdays only' }] }];
/** Referred on to the pantry, which took it on; both ids. */
const takenOn = async (hub: FhirHub, patient: Fields): Promise<{ referral: string; onward: string }> => {
  const { contained: people } = contained(patient);
  const referral = await sent(hub, { contained: [...people, consent], supportingInfo: [{ reference: '#consent' }] });
  await moved(hub, referral, { status: 'accepted' }, { as: 'practitioner' });
  const onward = await referredOn(hub, referral, 'HealthcareService/drumgarth.parcels');
  await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
  return { referral, onward };
};
/** What the organisation is shown of how to reach the person, by each of its doors. */
const reached = async (hub: FhirHub, onward: string): Promise<unknown[]> => {
  const request = await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
  const fetched = await hub.fetched(onward);
  return [request.body.contained[0].telecom, fetched.body.person.telecom];
};
const idOf = async (hub: FhirHub, referral: string): Promise<string> =>
  (await hub.call('GET', `/Task/${referral}`)).body.for.reference.slice('Patient/'.length);

describe('an organisation that helps a person', () => {
  test('sees how to reach them safely now, whoever said it last: a later referral, or an update', async () => {
    const hub = await fhirHub();
    const { referral, onward } = await takenOn(hub, patientOf({ telecom: phone('0141 496 0000') }));
    expect(await reached(hub, onward)).toEqual(Array(2).fill(phone('0141 496 0000')));
    await sent(hub, contained(patientOf({ telecom: phone('0141 496 0001') })));
    expect(await reached(hub, onward)).toEqual(Array(2).fill(phone('0141 496 0001')));
    expect((await change(hub, await idOf(hub, referral), { telecom: phone('0141 496 0002') })).status).toBe(200);
    expect(await reached(hub, onward)).toEqual(Array(2).fill(phone('0141 496 0002')));
  });

  test('is shown Tasks without a look at the person, whom they do not tell', async () => {
    const hub = await fhirHub();
    const { onward } = await takenOn(hub, patientOf());
    const read = vi.spyOn(hub.table, 'get');
    const people = () => read.mock.calls.filter(([{ pk }]) => pk.startsWith('PERSON#')).length;
    expect((await hub.call('GET', `/Task/${onward}`, { as: 'organisation' })).body.for).toEqual({ type: 'Patient', display: 'See the contained Patient' });
    expect((await hub.call('GET', '/Task', { as: 'organisation' })).body.entry).toHaveLength(1);
    expect(people()).toBe(0);
    await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
    expect(people()).toBe(1);
  });

  test('sees the record that stands for them once it was merged, and again their own once that is undone', async () => {
    const hub = await fhirHub();
    const { referral, onward } = await takenOn(hub, patientOf({ telecom: phone('0141 496 0000') }));
    const source = await idOf(hub, referral);
    const target = await known(hub, { identifier: [number(numbers[1])], telecom: phone('0141 496 0003') });
    expect((await merged(hub, source, target)).status).toBe(200);
    expect(await reached(hub, onward)).toEqual(Array(2).fill(phone('0141 496 0003')));
    const later = await sent(hub, contained(patientOf({ telecom: phone('0141 496 0004') })));
    expect([await idOf(hub, later), await reached(hub, onward)]).toEqual([source, Array(2).fill(phone('0141 496 0004'))]);
    expect((await readOne(hub, target)).body.identifier).toEqual([number(numbers[1])]);
    expect((await hub.call('POST', `/Patient/${source}/$unmerge`, { as: 'practitioner' })).status).toBe(200);
    expect(await reached(hub, onward)).toEqual(Array(2).fill(phone('0141 496 0000')));
    expect(await idOf(hub, await sent(hub, contained(patientOf())))).toBe(source);
  });

  test('is shown no name, number or relative of the past', async () => {
    const hub = await fhirHub();
    const ended = { period: { end: '2020' } };
    const past = [
      { system: 'phone', value: '0141 496 0007', use: 'old' },
      { ...phone('0141 496 0008')[0], ...ended },
    ];
    const names = [
      { use: 'old', family: 'Beforeperson' },
      { use: 'maiden', family: 'Earlyperson' },
      { use: 'official', family: 'Testperson', given: ['Ailsa'] },
    ];
    const now = { ...phone('0141 496 0000')[0], period: { end: '9999' } };
    const contact = [
      { name: { text: 'Somebody of the past' }, ...ended },
      { name: { text: 'A sister' }, telecom: [...past, now] },
    ];
    const { onward } = await takenOn(hub, patientOf({ name: names, telecom: [...past, now], contact }));
    const request = await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
    const fetched = await hub.fetched(onward);
    for (const { name, telecom, ...person } of [request.body.contained[0], fetched.body.person])
      expect([name, telecom, person.contact]).toEqual([[names[2]], [now], [{ name: { text: 'A sister' }, telecom: [now] }]]);
  });

  test('is shown a name all the same, and no empty list, where all is of the past', async () => {
    const hub = await fhirHub();
    const past = [{ system: 'phone', value: '0141 496 0007', use: 'old' }];
    const contact = [{ relationship: [{ text: 'Ex-partner' }], telecom: past }];
    const { onward } = await takenOn(hub, patientOf({ name: [{ use: 'old', family: 'Beforeperson' }], telecom: past, contact }));
    const request = await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
    expect(request.body.contained[0]).toEqual({ resourceType: 'Patient', id: 'person', name: [{ use: 'old', family: 'Beforeperson' }] });
  });

  test('never sees somebody else who came with the same number', async () => {
    const hub = await fhirHub();
    const { onward } = await takenOn(hub, patientOf({ telecom: phone('0141 496 0000') }));
    const other = await takenOn(hub, patientOf({ name: [{ family: 'Someoneelse' }], birthDate: '1933-02-02', telecom: phone('0141 496 0009') }));
    expect([await reached(hub, onward), await reached(hub, other.onward)]).toEqual([
      Array(2).fill(phone('0141 496 0000')),
      Array(2).fill(phone('0141 496 0009')),
    ]);
  });

  test('of whom the hub keeps no record sees them as they were sent', async () => {
    const hub = await fhirHub();
    const { onward } = await takenOn(hub, patientOf({ telecom: phone('0141 496 0000') }));
    const people = hub.table.all().filter(({ pk }) => pk.startsWith('PERSON#'));
    await hub.table.write(people.map(({ pk, sk }) => ({ delete: { pk, sk } })));
    expect([people.length, await reached(hub, onward)]).toEqual([1, Array(2).fill(phone('0141 496 0000'))]);
  });
});

describe('a person of the hub', () => {
  test('is found under their own id alone, not under one that only leads to them', async () => {
    const hub = await fhirHub();
    await known(hub, { identifier: undefined });
    const id = await known(hub);
    const leads = hub.table.all().flatMap(({ pk, is }) => (is === id ? [pk.slice('PERSON#'.length)] : []));
    const unknown = await hub.call('GET', `/Patient/${'A'.repeat(32)}`);
    expect(leads).toHaveLength(1);
    for (const rest of ['', '/_history']) expect(await hub.call('GET', `/Patient/${leads[0]}${rest}`)).toEqual(unknown);
  });

  test('is not taken with a referral that says more of them than can be kept, photographs apart', async () => {
    const hub = await fhirHub();
    const extension = Array.from({ length: 50 }, (_, n) => ({ url: `https://a.example/${n}`, valueString: 'x'.repeat(2000) }));
    const answer = await hub.call('POST', '/ServiceRequest', { body: request(contained(patientOf({ extension }))) });
    expect([issueOf(answer), hub.table.all()]).toMatchObject([{ status: 413, expression: 'ServiceRequest.subject' }, []]);
    const photo = [{ contentType: 'image/png', data: `iVBORw0KGgo${'A'.repeat(100_000)}=` }];
    expect((await hub.call('POST', '/ServiceRequest', { body: request(contained(patientOf({ photo }))) })).status).toBe(201);
  });
});

describe('a record that was merged', () => {
  test('and whose survivor has died is referred no more', async () => {
    const hub = await fhirHub();
    const source = await known(hub);
    const target = await known(hub, { identifier: [number(numbers[1])] });
    await merged(hub, source, target);
    await change(hub, target, { deceasedDateTime: '2026-11-01' });
    for (const body of [contained(patientOf()), { contained: undefined, supportingInfo: undefined, subject: { reference: `Patient/${source}` } }])
      await expect(sent(hub, body)).rejects.toThrow('422');
  });

  /** Refused in one record, at work by the other's referral; which of them is merged into the other. */
  test.each([
    ['into', (refusing: string, helped: string) => [refusing, helped]],
    ['from', (refusing: string, helped: string) => [helped, refusing]],
  ] as const)('and in which a Consent was refused ends at once what is at work by the other: merged %s it', async (_, order) => {
    const hub = await fhirHub();
    const refusing = await known(hub, { identifier: [number(numbers[1])], name: [{ family: 'Testperson', given: ['Aileen'] }] });
    const { onward, referral } = await takenOn(hub, patientOf());
    const asked = await referredOn(hub, referral, 'Organization/kelvinbank');
    hub.pass(60_000);
    const refusal = { ...consent, id: undefined, status: 'rejected', patient: { reference: `Patient/${refusing}` } };
    expect((await hub.call('POST', '/Consent', { as: 'practitioner', body: refusal })).status).toBe(201);
    expect(await reached(hub, onward)).toHaveLength(2);
    const [source = '', target = ''] = order(refusing, await idOf(hub, referral));
    expect((await merged(hub, source, target)).status).toBe(200);
    const seen = async () => {
      const request = await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
      const { person, businessStatus } = (await hub.fetched(onward)).body;
      return [request.body.contained, person, businessStatus, (await hub.call('GET', `/Task/${asked}`, { as: 'practitioner' })).body.status];
    };
    const ended = [undefined, undefined, 'cancellation-requested', 'cancelled'];
    expect(await seen()).toEqual(ended);
    expect((await hub.call('POST', `/Patient/${source}/$unmerge`, { as: 'practitioner' })).status).toBe(200);
    expect(await seen()).toEqual(ended);
  });

  test('tells its referrals no no that is older than their own yes', async () => {
    const hub = await fhirHub();
    const source = await known(hub, { identifier: [number(numbers[1])], name: [{ family: 'Testperson', given: ['Aileen'] }] });
    const refusal = { ...consent, id: undefined, status: 'rejected', patient: { reference: `Patient/${source}` } };
    expect((await hub.call('POST', '/Consent', { as: 'practitioner', body: refusal })).status).toBe(201);
    hub.pass(60_000);
    const { onward, referral } = await takenOn(hub, patientOf());
    expect((await merged(hub, source, await idOf(hub, referral))).status).toBe(200);
    expect((await hub.fetched(onward)).body.person).toBeDefined();
  });

  test('tells its referrals no no that the person took back', async () => {
    const hub = await fhirHub();
    const source = await known(hub, { identifier: [number(numbers[1])], name: [{ family: 'Testperson', given: ['Aileen'] }] });
    const body = (status: string) => ({ ...consent, id: undefined, status, patient: { reference: `Patient/${source}` } });
    const say = async (status: string) => expect((await hub.call('POST', '/Consent', { as: 'practitioner', body: body(status) })).status).toBe(201);
    const { onward, referral } = await takenOn(hub, patientOf());
    hub.pass(60_000);
    await say('rejected');
    hub.pass(60_000);
    const yes = { ...body('active'), dateTime: hub.now() };
    expect((await hub.call('POST', '/Consent', { as: 'practitioner', body: yes })).status).toBe(201);
    expect((await merged(hub, source, await idOf(hub, referral))).status).toBe(200);
    expect((await hub.fetched(onward)).body.person).toBeDefined();
  });

  test('and in which a Consent was refused since binds a referral of who stands for it that is at work already', async () => {
    const hub = await fhirHub();
    const source = await known(hub, { identifier: [number(numbers[1])], name: [{ family: 'Testperson', given: ['Aileen'] }] });
    const { onward, referral } = await takenOn(hub, patientOf());
    hub.pass(60_000);
    const refusal = { ...consent, id: undefined, status: 'rejected', patient: { reference: `Patient/${source}` } };
    expect((await hub.call('POST', '/Consent', { as: 'practitioner', body: refusal })).status).toBe(201);
    expect((await merged(hub, source, await idOf(hub, referral))).status).toBe(200);
    const again = await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onwardRequest(referral, 'Organization/kelvinbank') });
    expect(issueOf(again)).toMatchObject({ status: 422, text: expect.stringContaining('does not agree') });
    expect((await hub.fetched(onward)).body).toMatchObject({ businessStatus: 'cancellation-requested' });
  });

  test('and in which a Consent was refused binds who stands for it, until they are parted', async () => {
    const hub = await fhirHub();
    const source = await known(hub);
    const target = await known(hub, { identifier: [number(numbers[1])] });
    const { patient: _, ...refusal } = { ...consent, id: undefined, status: 'rejected', patient: undefined };
    const said = await hub.call('POST', '/Consent', { as: 'practitioner', body: { ...refusal, patient: { reference: `Patient/${source}` } } });
    expect(said.status).toBe(201);
    const referredOnBy = async () => {
      const referral = await sent(hub, contained(patientOf({ identifier: [number(numbers[1])] })));
      await moved(hub, referral, { status: 'accepted' }, { as: 'practitioner' });
      const answer = await hub.call('POST', '/ServiceRequest', {
        as: 'practitioner',
        body: { ...onwardRequest(referral), subject: { reference: `Patient/${target}` } },
      });
      return issueOf(answer).text;
    };
    const before = await referredOnBy();
    await merged(hub, source, target);
    const after = await referredOnBy();
    await hub.call('POST', `/Patient/${source}/$unmerge`, { as: 'practitioner' });
    expect([before === after, await referredOnBy()]).toEqual([false, before]);
  });
});
