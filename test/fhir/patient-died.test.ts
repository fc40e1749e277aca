/** A death, recorded where the person is: what is under way for them ends, and nobody else is told who they were. */
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#referral/types';
import { type FhirHub, fhirHub, type Told } from '#test/fhir-hub';
import { change, contained, known, merged, number, numbers, patientOf } from '#test/fhir-people';
import { accepted, consent, issueOf, moved, onwardRequest, referredOn, sent } from '#test/fhir-steps';
import { personOf } from '#test/record-steps';

type Fields = Record<string, unknown>;
const [pantry, welfare] = ['Organization/drumgarth', 'Organization/kelvinbank'];
/** Referred on to two: the pantry took it on, the other has not answered. */
const underWay = async (hub: FhirHub) => {
  const referral = await accepted(hub);
  const [atWork, asked] = [await referredOn(hub, referral, pantry), await referredOn(hub, referral, welfare)];
  await moved(hub, atWork, { status: 'accepted' }, { as: 'organisation' });
  return { referral, atWork, asked, patient: (await personOf(hub, referral)).slice('Patient/'.length) };
};
const put = async (hub: FhirHub, patient: string, fields: Fields, as: 'gp' | 'practitioner' = 'gp') => {
  const answer = await change(hub, patient, fields, { as });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};
const task = async (hub: FhirHub, id: string) => (await hub.call('GET', `/Task/${id}`, { as: 'practitioner' })).body;
const stands = async (hub: FhirHub, id: string) => {
  const { status, businessStatus, statusReason } = await task(hub, id);
  return [status, businessStatus?.coding[0].code, statusReason?.coding[0].code];
};
/** Whether the organisation at work is shown the person, by each of its doors. */
const shown = async (hub: FhirHub, onward: string): Promise<boolean[]> => {
  const read: Told[] = [];
  for (const path of [`/ServiceRequest/${onward}`, `/ServiceRequest/${onward}/_history`, '/ServiceRequest'])
    read.push(await hub.call('GET', path, { as: 'organisation' }));
  return [...read, await hub.fetched(onward)].map(({ body }) => JSON.stringify(body).includes('Testperson'));
};

describe('a person recorded as having died', () => {
  test.each([
    ['gp', { deceasedBoolean: true }],
    ['practitioner', { deceasedDateTime: '2026-11-22' }],
  ] as const)('by the %s is shown to no organisation, and what was under way for them ends', async (by, died) => {
    const hub = await fhirHub();
    const { referral, atWork, asked, patient } = await underWay(hub);
    expect(await shown(hub, atWork)).toEqual([true, true, true, true]);
    await put(hub, patient, died, by);
    expect(await shown(hub, atWork)).toEqual([false, false, false, false]);
    expect([await stands(hub, referral), await stands(hub, atWork), await stands(hub, asked)]).toEqual([
      ['in-progress', 'person-died', undefined],
      ['accepted', 'cancellation-requested', 'person-died'],
      ['cancelled', undefined, 'person-died'],
    ]);
  });
  test('in a referral that has ended while an organisation is still at work is not shown to it either', async () => {
    const hub = await fhirHub();
    const { referral, atWork, patient } = await underWay(hub);
    const statusReason = { text: 'Moved away' };
    await moved(hub, referral, { status: 'cancelled', statusReason }, { as: 'practitioner' });
    expect(await shown(hub, atWork)).toEqual([true, true, true, true]);
    await put(hub, patient, { deceasedBoolean: true });
    expect(await shown(hub, atWork)).toEqual([false, false, false, false]);
  });
  test('wrongly takes the mark away when it is set right, and brings nothing back that has ended', async () => {
    const hub = await fhirHub();
    const { referral, atWork, asked, patient } = await underWay(hub);
    await put(hub, patient, { deceasedBoolean: true });
    const again = () => hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onwardRequest(referral, welfare) });
    expect(issueOf(await again())).toMatchObject({ status: 422, text: expect.stringContaining('having died') });
    await put(hub, patient, { deceasedBoolean: false });
    expect([(await stands(hub, referral))[1], (await stands(hub, atWork))[1], (await stands(hub, asked))[0]]).toEqual([
      undefined,
      'cancellation-requested',
      'cancelled',
    ]);
    expect((await again()).status).toBe(201);
  });
  test('changes nothing for anybody else, nor does another change of the same person make it known twice', async () => {
    const hub = await fhirHub();
    const { referral, patient } = await underWay(hub);
    const { contained: people } = contained(patientOf({ identifier: [number(numbers[1])], name: [{ family: 'Someoneelse' }], birthDate: '1933-02-02' }));
    const other = await sent(hub, { contained: [...people, consent] });
    await put(hub, patient, { deceasedBoolean: true });
    const { meta } = await task(hub, referral);
    await put(hub, patient, { deceasedBoolean: true, telecom: [{ system: 'phone', value: '0141 496 0009' }] });
    expect([(await task(hub, referral)).meta, await stands(hub, other)]).toEqual([meta, ['requested', 'received', undefined]]);
  });
  test('is told once to a referral that hears of it again by a merge', async () => {
    const hub = await fhirHub();
    const { referral, patient } = await underWay(hub);
    await put(hub, patient, { deceasedBoolean: true });
    const commits = async () => (await hub.ports.carryOut.store.load(referral as ReferralId))?.commits.length;
    const before = await commits();
    const source = await known(hub, { identifier: [number(numbers[1])], name: [{ family: 'Testperson', given: ['Aileen'] }] });
    expect((await merged(hub, source, patient)).status).toBe(200);
    expect([typeof before, await commits()]).toEqual(['number', before]);
  });
  test('in the record into which theirs is merged ends what is under way by theirs', async () => {
    const hub = await fhirHub();
    const { referral, atWork, patient } = await underWay(hub);
    const target = await known(hub, { identifier: [number(numbers[1])], name: [{ family: 'Testperson', given: ['Aileen'] }], deceasedBoolean: true });
    expect((await merged(hub, patient, target)).status).toBe(200);
    expect([(await stands(hub, referral))[1], (await stands(hub, atWork))[1], await shown(hub, atWork)]).toEqual([
      'person-died',
      'cancellation-requested',
      [false, false, false, false],
    ]);
  });
});
