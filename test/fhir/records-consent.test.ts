/** What a person says of being referred and of sharing, recorded as a Consent, and what it does to their referrals. */
import { describe, expect, test } from 'vitest';
import { baseUrl, type FhirHub, fhirHub } from '#test/fhir-hub';
import { accepted, issueOf, moved, onwardRequest, referral, referredOn, sent, withoutConsent } from '#test/fhir-steps';
import { changed, personOf, record, recorded } from '#test/record-steps';

const withReferral = async () => {
  const hub = await fhirHub();
  const id = await accepted(hub);
  return { hub, referral: id, person: await personOf(hub, id) };
};
const denial = (actor?: string) => ({
  provision: {
    type: 'deny',
    ...(actor ? { actor: [{ role: { text: 'recipient' }, reference: { reference: actor } }] } : {}),
  },
});
const permit = (actor: string) => ({ provision: { type: 'permit', actor: [{ role: { text: 'recipient' }, reference: { reference: actor } }] } });
const task = async (hub: FhirHub, id: string) => (await hub.call('GET', `/Task/${id}`, { as: 'practitioner' })).body;
const referOn = async (hub: FhirHub, id: string, performer?: string) => {
  const subject = { reference: await personOf(hub, id) };
  return hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onwardRequest(id, performer, { subject }) });
};
const withdrawn = { status: 422, code: 'business-rule', text: expect.stringContaining('does not agree') };
const notGiven = { status: 422, code: 'business-rule', text: expect.stringContaining('No consent') };

describe('a withdrawal', () => {
  test('cancels what was asked of an organisation, whose fetch then gives nothing of the person', async () => {
    const { hub, referral: id, person } = await withReferral();
    const consent = await recorded(hub, record('Consent', person));
    const onward = await referredOn(hub, id);
    const told = await hub.fetched(onward);
    expect(told.body.status).toBe('requested');
    hub.pass(60_000);
    expect((await changed(hub, consent.body, { status: 'inactive' })).status).toBe(200);
    expect(await task(hub, onward)).toMatchObject({ status: 'cancelled', statusReason: { coding: [{ code: 'consent-withdrawn' }] } });
    const after = await hub.fetched(onward);
    expect(after.body).toMatchObject({ status: 'cancelled' });
    expect(after.body.person).toBeUndefined();
  });

  test('asks an organisation at work to stop, and shows it the person no more', async () => {
    const { hub, referral: id, person } = await withReferral();
    const onward = await referredOn(hub, id);
    await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
    expect(JSON.stringify((await hub.fetched(onward)).body)).toContain('Testperson');
    await recorded(hub, record('Consent', person, denial()), { as: 'practitioner' });
    expect(await task(hub, onward)).toMatchObject({ status: 'accepted', businessStatus: { coding: [{ code: 'cancellation-requested' }] } });
    expect(JSON.stringify((await hub.fetched(onward)).body)).not.toContain('Testperson');
    expect(issueOf(await referOn(hub, id, 'Organization/kelvinbank'))).toMatchObject(withdrawn);
  });

  test('of one organisation leaves the others at work', async () => {
    const { hub, referral: id, person } = await withReferral();
    const [pantry, advice] = [await referredOn(hub, id), await referredOn(hub, id, 'Organization/kelvinbank')];
    await recorded(hub, record('Consent', person, denial('Organization/drumgarth')));
    expect([(await task(hub, pantry)).status, (await task(hub, advice)).status]).toEqual(['cancelled', 'requested']);
  });

  test.each([{ display: 'The pantry' }, { reference: 'https://elsewhere.example/fhir/Organization/pantry' }])(
    'of somebody whom the hub cannot tell (%j) is refused rather than lost',
    async (reference) => {
      const { hub, referral: id, person } = await withReferral();
      const provision = { type: 'deny', actor: [{ role: { text: 'recipient' }, reference }] };
      const answer = await hub.call('POST', '/Consent', { body: record('Consent', person, { provision }) });
      expect(issueOf(answer)).toMatchObject({ status: 422, code: 'business-rule', expression: 'Consent.provision.actor' });
      const onward = await referredOn(hub, id);
      const atHub = denial(`${baseUrl}/fhir/Organization/drumgarth`);
      await recorded(hub, record('Consent', person, atHub));
      expect((await task(hub, onward)).status).toBe('cancelled');
    },
  );

  test('reaches every open referral of the person, and none that has ended or is another’s', async () => {
    const { hub, referral: id, person } = await withReferral();
    const [second, ended] = [await accepted(hub), await accepted(hub)];
    await moved(hub, ended, { status: 'failed', statusReason: { text: 'No way' } }, { as: 'practitioner' });
    const stranger = { resourceType: 'Patient', id: 'patient', name: [{ family: 'Otherperson', given: ['Bram'] }], birthDate: '1990-05-05' };
    const [, consent] = referral().contained as object[];
    const others = await accepted(hub, { contained: [{ ...stranger, address: [{ postalCode: 'G2 2YY' }] }, consent] });
    const version = async (one: string) => (await task(hub, one)).meta.versionId;
    const [endedBefore, othersBefore] = [await version(ended), await version(others)];
    await recorded(hub, record('Consent', person, denial()));
    for (const one of [id, second]) expect(issueOf(await referOn(hub, one))).toMatchObject(withdrawn);
    expect([await version(ended), await version(others)]).toEqual([endedBefore, othersBefore]);
    expect((await referOn(hub, others)).status).toBe(201);
  });

  test('reaches a referral that is for one practitioner alone, whoever records it', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } });
    const person = await personOf(hub, id);
    const onward = await referredOn(hub, id);
    const colleague = await hub.call('POST', '/Consent', { as: 'practitioner-colleague', body: record('Consent', person, denial()) });
    expect(colleague.status).toBe(201);
    expect((await hub.call('GET', `/Task/${id}`, { as: 'practitioner-colleague' })).status).toBe(404);
    expect((await task(hub, onward)).status).toBe('cancelled');
  });

  test('is written whole or not at all', async () => {
    const { hub, referral: id, person } = await withReferral();
    const onward = await referredOn(hub, id);
    const broken = { ...hub.ports.carryOut, circumstances: () => Promise.reject(new Error('broken on purpose')) };
    Object.assign(hub.ports.carryOut, { circumstances: broken.circumstances });
    await expect(hub.call('POST', '/Consent', { body: record('Consent', person, denial()) })).rejects.toThrow('broken on purpose');
    expect(hub.table.all().filter(({ sk }) => sk.startsWith('T#Consent#'))).toEqual([]);
    expect((await task(hub, onward)).status).toBe('requested');
  });
});

describe('a Consent', () => {
  test('lets a referral go on that came without one', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, withoutConsent());
    expect(issueOf(await referOn(hub, id))).toMatchObject(notGiven);
    await recorded(hub, record('Consent', await personOf(hub, id)), { as: 'practitioner' });
    expect((await referOn(hub, id)).status).toBe(201);
  });

  test('stands for referrals that come after it, and so does its withdrawal', async () => {
    const hub = await fhirHub();
    const person = await personOf(hub, await sent(hub, withoutConsent()));
    const consent = await recorded(hub, record('Consent', person));
    hub.pass(60_000);
    expect((await referOn(hub, await accepted(hub, withoutConsent()))).status).toBe(201);
    await changed(hub, consent.body, { status: 'inactive' });
    hub.pass(60_000);
    expect(issueOf(await referOn(hub, await accepted(hub, withoutConsent())))).toMatchObject(withdrawn);
  });

  test('says nothing anew when only a detail of it is changed', async () => {
    const { hub, referral: id, person } = await withReferral();
    const consent = await recorded(hub, record('Consent', person));
    hub.pass(60_000);
    await recorded(hub, record('Consent', person, denial()));
    hub.pass(60_000);
    expect((await changed(hub, consent.body, { language: 'en' })).status).toBe(200);
    expect(issueOf(await referOn(hub, id))).toMatchObject(withdrawn);
  });

  test('that was an error is as if it had not been given', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, withoutConsent());
    const consent = await recorded(hub, record('Consent', await personOf(hub, id)));
    const onward = await referredOn(hub, id);
    await changed(hub, consent.body, { status: 'entered-in-error' });
    expect((await task(hub, onward)).status).toBe('cancelled');
    expect(issueOf(await referOn(hub, id))).toMatchObject(withdrawn);
  });

  test('narrowed to one organisation ends what was asked of the others alone', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, withoutConsent());
    const consent = await recorded(hub, record('Consent', await personOf(hub, id)));
    const [pantry, advice] = [await referredOn(hub, id), await referredOn(hub, id, 'Organization/kelvinbank')];
    hub.pass(60_000);
    await changed(hub, consent.body, permit('Organization/drumgarth'));
    expect([(await task(hub, pantry)).status, (await task(hub, advice)).status]).toEqual(['requested', 'cancelled']);
  });

  const recipient = (id: string) => ({ role: { text: 'recipient' }, reference: { reference: id } });
  const except = (...provision: object[]) => ({ provision: { type: 'permit', provision } });
  test('with a no to one organisation within its yes ends what was asked of that one, and of it alone', async () => {
    const { hub, referral: id, person } = await withReferral();
    await recorded(hub, record('Consent', person));
    const [pantry, advice] = [await referredOn(hub, id), await referredOn(hub, id, 'Organization/kelvinbank')];
    hub.pass(60_000);
    await recorded(hub, record('Consent', person, except({ type: 'deny', actor: [recipient('Organization/drumgarth')] })));
    expect([(await task(hub, pantry)).status, (await task(hub, advice)).status]).toEqual(['cancelled', 'requested']);
    expect(issueOf(await referOn(hub, id, 'Organization/drumgarth'))).toMatchObject(withdrawn);
  });

  test.each([
    ['type', { type: 'permit', actor: [recipient('Organization/drumgarth')] }],
    ['code', { type: 'deny', actor: [recipient('Organization/drumgarth')], code: [{ text: 'Debt' }] }],
  ])('with an exception that the hub cannot apply is refused where it stands, in its %s', async (place, exception) => {
    const { hub, person } = await withReferral();
    const answer = await hub.call('POST', '/Consent', { body: record('Consent', person, except(exception)) });
    expect(issueOf(answer)).toMatchObject({ status: 422, code: 'not-supported', expression: `Consent.provision.provision[0].${place}` });
  });

  const ofBoth = (type: string) => ({ type, actor: [recipient('Organization/drumgarth'), recipient('Organization/nobody-here')] });
  test.each([
    ['deny', { provision: ofBoth('deny') }, 'provision.actor[1]'],
    ['permit', { provision: ofBoth('permit') }, 'provision.actor[1]'],
    ['a nested deny', except(ofBoth('deny')), 'provision.provision[0].actor[1]'],
    ['nobody else', { provision: { type: 'deny', actor: [recipient('Organization/nobody-here')] } }, 'provision.actor[0]'],
  ])('that names somebody who is not in the directory is refused rather than half heard: %s', async (_, change, place) => {
    const { hub, person } = await withReferral();
    const body = record('Consent', person, change);
    const answer = await hub.call('POST', '/Consent', { body });
    expect(issueOf(answer)).toMatchObject({ status: 422, code: 'not-found', expression: `Consent.${place}.reference` });
    const there = await recorded(hub, record('Consent', person));
    expect(issueOf(await changed(hub, there.body, change))).toMatchObject({ status: 422, expression: `Consent.${place}.reference` });
  });

  test('without the scope of privacy is kept, with a warning that nothing is shared on it', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, withoutConsent());
    const body = record('Consent', await personOf(hub, id), {
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] },
    });
    const made = await recorded(hub, body, { headers: { prefer: 'return=OperationOutcome' } });
    expect(made.body.issue).toMatchObject([{ severity: 'warning', code: 'business-rule', expression: ['Consent'] }]);
    expect(issueOf(await referOn(hub, id))).toMatchObject(notGiven);
  });
});
