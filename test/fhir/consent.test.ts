/** What the person agreed to, through the doors: for one service, for a time, taken back; and what is restricted to one practitioner. */
import { describe, expect, test } from 'vitest';
import { fhirRoute } from '#fhir/fhir-route';
import { parseScopes, roleScopes } from '#identity/scopes';
import type { PractitionerCaller, PractitionerId } from '#identity/types';
import type { ConsentStatement } from '#people/types';
import { carryOut } from '#referral/carry-out';
import type { ReferralId } from '#referral/types';
import { baseUrl, callers, type FhirHub, fhirHub } from '#test/fhir-hub';
import { accepted, consent, idsOf, issueOf, moved, onwardRequest, referral, referredOn, sent, withoutConsent } from '#test/fhir-steps';
import { personOf, record, recorded } from '#test/record-steps';

type Fields = Record<string, unknown>;
const day = 86_400_000;
const contained = (provision: object) => {
  const whole = referral();
  const [patient] = whole.contained as object[];
  return { ...whole, contained: [patient, { ...consent, provision: { type: 'permit', ...provision } }] };
};
const toOrganisation = (id: string, base = '') => ({ actor: [{ role: { text: 'recipient' }, reference: { reference: `${base}Organization/${id}` } }] });
const ask = (hub: FhirHub, id: string, performer: string) => hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onwardRequest(id, performer) });
const takenBack = async (hub: FhirHub, id: string, over: Partial<ConsentStatement> = {}) => {
  const statement: ConsentStatement = { gives: false, permissions: ['refer', 'share'], at: hub.now(), ...over };
  const done = await carryOut(hub.ports.carryOut, id as ReferralId, { type: 'record-consent', statement, by: callers.gp, at: hub.now() });
  if (!done.ok) throw new Error(done.because);
};

describe('a consent sent with a referral', () => {
  test('for one organisation lets it be referred on to that one alone', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, contained(toOrganisation('drumgarth')));
    expect(issueOf(await ask(hub, id, 'Organization/kelvinbank'))).toMatchObject({ status: 422, text: expect.stringContaining('No consent') });
    expect((await ask(hub, id, 'Organization/drumgarth')).status).toBe(201);
  });
  const except = (id: string) => ({ provision: [{ type: 'deny', ...toOrganisation(id) }] });
  test('for all but one lets it be referred on to the others alone', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, contained(except('drumgarth')));
    expect(issueOf(await ask(hub, id, 'Organization/drumgarth'))).toMatchObject({ status: 422, text: expect.stringContaining('does not agree') });
    expect((await ask(hub, id, 'Organization/kelvinbank')).status).toBe(201);
  });
  test('that says no to somebody who is not in the directory stops it, and a yes to them is answered with a warning', async () => {
    const hub = await fhirHub();
    const send = (provision: object) => hub.call('POST', '/ServiceRequest', { body: contained(provision), headers: { prefer: 'return=OperationOutcome' } });
    const place = 'ServiceRequest.contained[1].provision';
    expect(issueOf(await send(except('nobody-here')))).toMatchObject({ status: 422, expression: `${place}.provision[0].actor[0].reference` });
    const warned = await send(toOrganisation('nobody-here'));
    expect(warned.status).toBe(201);
    expect(warned.body.issue).toContainEqual(expect.objectContaining({ severity: 'warning', code: 'not-found', expression: [`${place}.actor[0].reference`] }));
  });
  test('to refer on says no to nobody, and names whom the directory has', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const [patient] = referral().contained as object[];
    const onward = async (provision: object, headers = {}) => {
      const parts = { subject: { reference: '#patient' }, supportingInfo: [{ reference: '#consent' }] };
      const whole = { ...parts, contained: [patient, { ...consent, provision: { type: 'permit', ...provision } }] };
      return hub.call('POST', '/ServiceRequest', { as: 'practitioner', headers, body: onwardRequest(id, 'Organization/drumgarth', whole) });
    };
    expect(issueOf(await onward(except('kelvinbank')))).toMatchObject({ status: 422, text: expect.stringContaining('by itself first') });
    expect(issueOf(await onward(except('nobody-here')))).toMatchObject({ status: 422, code: 'not-found' });
    const both = { actor: [...toOrganisation('drumgarth').actor, ...toOrganisation('nobody-here').actor] };
    const warned = await onward(both, { prefer: 'return=OperationOutcome' });
    expect([warned.status, warned.body.issue[0].expression]).toEqual([201, ['ServiceRequest.contained[1].provision.actor[1].reference']]);
  });
  test('names an organisation by its full address just as well', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, contained(toOrganisation('drumgarth', `${baseUrl}/fhir/`)));
    expect((await ask(hub, id, 'Organization/drumgarth')).status).toBe(201);
  });
  test('for a time holds until its end, and then says that it is over', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub, contained({ period: { end: '2026-11-24' } }));
    const onward = await referredOn(hub, id);
    await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
    const seen = async () => {
      const fhir = [
        await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' }),
        await hub.call('GET', '/ServiceRequest', { as: 'organisation' }),
      ];
      return [...fhir, await hub.fetched(onward)].map(({ body }) => JSON.stringify(body).includes('Testperson'));
    };
    expect(await seen()).toEqual([true, true, true]);
    hub.pass(2 * day);
    expect(await seen()).toEqual([false, false, false]);
    expect(issueOf(await ask(hub, id, 'Organization/kelvinbank'))).toMatchObject({ status: 422, text: expect.stringContaining('time that is over') });
  });
});

describe('a new referral of somebody who had said no', () => {
  test('begins with that no, unless a plain yes comes with it', async () => {
    const hub = await fhirHub();
    const first = await accepted(hub);
    await recorded(hub, record('Consent', await personOf(hub, first), { provision: { type: 'deny' } }));
    hub.pass(day);
    const silent = await accepted(hub, withoutConsent());
    expect(issueOf(await ask(hub, silent, 'Organization/drumgarth'))).toMatchObject({ status: 422, text: expect.stringContaining('any more') });
    const before = await accepted(hub);
    expect(issueOf(await ask(hub, before, 'Organization/drumgarth')), 'its yes was given before the no').toMatchObject({ status: 422 });
    const contained = (referral().contained as Fields[]).map((one) => (one.resourceType === 'Consent' ? { ...one, dateTime: hub.now() } : one));
    const agreed = await accepted(hub, { contained });
    expect((await ask(hub, agreed, 'Organization/drumgarth')).status).toBe(201);
    expect(issueOf(await ask(hub, first, 'Organization/drumgarth')), 'the yes was to the new one').toMatchObject({ status: 422 });
  });
});

describe('a consent taken back', () => {
  test('cancels what nobody accepted, and says why to both sides', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    await takenBack(hub, id);
    for (const as of ['practitioner', 'organisation'] as const) {
      const { body } = await hub.call('GET', `/Task/${onward}`, { as });
      expect(body).toMatchObject({
        status: 'cancelled',
        statusReason: { coding: [{ code: 'consent-withdrawn', system: expect.stringContaining('links-hub') }] },
      });
    }
    expect((await hub.call('GET', `/Task/${id}`)).body.businessStatus.coding[0].code).toBe('consent-withdrawn');
    expect(issueOf(await ask(hub, id, 'Organization/kelvinbank'))).toMatchObject({ status: 422, text: expect.stringContaining('any more') });
  });
  test('hides the person from the organisation at once: in its fetch, its FHIR reads and their history', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    await hub.answer(onward, { answer: 'accept' }, { id: 'msg-1' });
    const names = async () => {
      const read = await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' });
      const history = await hub.call('GET', `/ServiceRequest/${onward}/_history`, { as: 'organisation' });
      const found = await hub.call('GET', `/ServiceRequest?_id=${onward}`, { as: 'organisation' });
      const fetched = await hub.fetched(onward);
      return [read, history, found, fetched].map(({ body }) => JSON.stringify(body).includes('Testperson'));
    };
    expect(await names()).toEqual([true, true, true, true]);
    await takenBack(hub, id);
    expect(await names()).toEqual([false, false, false, false]);
  });
  test('hides the sender’s own words of the need too, in an answer repeated', async () => {
    const hub = await fhirHub();
    const onward = await referredOn(hub, await accepted(hub, { code: { coding: [{ display: 'Words of the surgery' }] } }));
    const answered = async () => JSON.stringify((await hub.answer(onward, { answer: 'accept' }, { id: 'msg-1' })).body);
    expect(await answered()).toContain('Words of the surgery');
    await takenBack(hub, onward.split('-')[0] ?? '');
    expect(await answered()).not.toContain('Words of the surgery');
    expect(await answered()).toContain('"status":"accepted"');
  });
  test('from another organisation hides nothing', async () => {
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    await hub.answer(onward, { answer: 'accept' });
    await takenBack(hub, id, { with: ['kelvinbank' as never] });
    expect((await hub.fetched(onward)).body.person).toBeDefined();
  });
});

describe('what a practitioner wrote to an organisation', () => {
  const asked = async (hub: FhirHub) => {
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    await hub.answer(onward, { answer: 'question', text: 'Question of the pantry' });
    const { body } = await hub.call('GET', `/Task/${onward}`, { as: 'practitioner' });
    await moved(hub, onward, { note: [...body.note, { text: 'Reply of the practitioner' }] }, { as: 'practitioner' });
    return { id, onward };
  };
  /** By the Task, its history, the search and the fetch. */
  const reads = async (hub: FhirHub, onward: string, as: 'organisation' | 'practitioner' = 'organisation') => {
    const said = [];
    for (const path of [`/Task/${onward}`, `/Task/${onward}/_history`, '/Task']) said.push((await hub.call('GET', path, { as })).body);
    if (as === 'organisation') said.push((await hub.fetched(onward)).body);
    const texts = said.map((body) => JSON.stringify(body));
    return [texts.every((text) => text.includes('Question of the pantry')), texts.filter((text) => text.includes('Reply of the practitioner')).length];
  };
  test('is read by it while it is asked and while it helps', async () => {
    const hub = await fhirHub();
    const { onward } = await asked(hub);
    expect(await reads(hub, onward)).toEqual([true, 4]);
    await hub.answer(onward, { answer: 'accept' });
    expect(await reads(hub, onward)).toEqual([true, 4]);
  });
  test.each([
    ['the person does not agree any more', (hub: FhirHub, { id }: { id: string }) => takenBack(hub, id)],
    ['it said no', (hub: FhirHub, { onward }: { onward: string }) => hub.answer(onward, { answer: 'decline', reason: { code: 'no-capacity', text: 'Full' } })],
    [
      'it is over',
      async (hub: FhirHub, { onward }: { onward: string }) => {
        await hub.answer(onward, { answer: 'accept' });
        await hub.answer(onward, { answer: 'complete', activity: 'A parcel' });
      },
    ],
  ])('is hidden from it once %s, but for its own question; the practitioner reads both', async (_, happens) => {
    const hub = await fhirHub();
    const both = await asked(hub);
    await happens(hub, both);
    expect(await reads(hub, both.onward)).toEqual([true, 0]);
    expect(await reads(hub, both.onward, 'practitioner')).toEqual([true, 3]);
  });
});

describe('a referral labelled restricted', () => {
  const label = (code: string) => ({ meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code }] } });
  /** The same doors for another practitioner of the practice. */
  const colleagueOf = (hub: FhirHub) => {
    const caller = { ...(callers.practitioner as PractitionerCaller), practitioner: 'moira-bain' as PractitionerId };
    const scopes = parseScopes(roleScopes.practitioner);
    if (!scopes) throw new Error('a role without scopes');
    const route = fhirRoute({ ...hub.ports, verify: async () => ({ ok: true, caller, scopes }) });
    return async (path: string, query = '') => {
      const headers = { authorization: 'Bearer colleague' };
      const call = {
        method: 'GET',
        path: `/fhir${path}`,
        rawQuery: query,
        pathParameters: {},
        cookies: {},
        headers,
        body: new Uint8Array(),
        receivedAt: hub.now(),
      };
      const answer = await route({ ...call, header: (name: string) => (headers as Record<string, string>)[name], requestId: 'request' });
      return { ...answer, body: answer.body, etag: '' } as Awaited<ReturnType<FhirHub['call']>>;
    };
  };
  test.each(['R', 'V'])('%s is any practitioner’s to take on, and then the taker’s alone: nothing is there for a colleague', async (code) => {
    const hub = await fhirHub();
    const read = colleagueOf(hub);
    const id = await sent(hub, label(code));
    expect((await read(`/Task/${id}`)).status).toBe(200);
    await moved(hub, id, { status: 'accepted' }, { as: 'practitioner' });
    const onward = await referredOn(hub, id);
    const absent = await read('/Task/r0000000000000000000000009');
    expect(absent.status).toBe(404);
    for (const path of [`/Task/${id}`, `/ServiceRequest/${id}`, `/Task/${onward}`, `/ServiceRequest/${onward}`, `/Task/${id}/_history`])
      expect((await read(path)).body).toEqual(absent.body);
    expect(idsOf(await read('/Task', ''))).toEqual([]);
    expect((await hub.call('GET', `/Task/${id}`)).status).toBe(200);
    expect(idsOf(await hub.call('GET', '/Task', { as: 'practitioner' })).sort()).toEqual([id, onward].sort());
  });
  test.each(['N', 'L'])('%s is not restricted', async (code) => {
    const hub = await fhirHub();
    const id = await accepted(hub, label(code));
    expect((await colleagueOf(hub)(`/Task/${id}`)).status).toBe(200);
  });
});
