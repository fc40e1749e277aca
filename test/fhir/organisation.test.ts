/** The organisation's answer by signed webhook: what each does, once, and what the organisation sees before, between and after. */
import { describe, expect, test } from 'vitest';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { accepted, issueOf, moved, referredOn, withoutConsent } from '#test/fhir-steps';

const full = { code: 'no-capacity', text: 'Full until March' };
const offered = async () => {
  const hub = await fhirHub();
  const id = await accepted(hub);
  return { hub, id, onward: await referredOn(hub, id) };
};
const taken = async () => {
  const all = await offered();
  expect((await all.hub.answer(all.onward, { answer: 'accept' })).status).toBe(200);
  return all;
};
const codes = async (hub: FhirHub, id: string) => {
  const { body } = await hub.call('GET', `/Task/${id}`, { as: 'practitioner' });
  return [body.status, body.businessStatus?.coding[0].code];
};

describe('each answer', () => {
  test.each<[string, object[], object, (string | undefined)[], (string | undefined)[]]>([
    ['accept', [], { answer: 'accept' }, ['accepted', undefined], ['in-progress', undefined]],
    [
      'accept with a place and time',
      [],
      { answer: 'accept', slot: '2026-11-30T14:00:00+00:00', worker: 'Morag', reference: 'P-77' },
      ['accepted', 'appointment-booked'],
      ['in-progress', undefined],
    ],
    ['accept on the waiting list', [], { answer: 'accept', waitingWeeks: 3 }, ['accepted', 'waitlisted'], ['in-progress', undefined]],
    ['decline', [], { answer: 'decline', reason: full }, ['rejected', undefined], ['accepted', 'awaiting-info']],
    ['already supporting', [], { answer: 'already-supporting', text: 'Comes on Tuesdays' }, ['rejected', undefined], ['accepted', 'awaiting-info']],
    ['question', [], { answer: 'question', text: 'Any allergies?' }, ['requested', 'awaiting-info'], ['accepted', 'offered-to-org']],
    ['start', [{ answer: 'accept' }], { answer: 'start' }, ['in-progress', undefined], ['in-progress', undefined]],
    ['hold', [{ answer: 'accept' }], { answer: 'hold', reason: full }, ['on-hold', undefined], ['on-hold', undefined]],
    ['resume', [{ answer: 'accept' }, { answer: 'hold', reason: full }], { answer: 'resume' }, ['in-progress', undefined], ['in-progress', undefined]],
    ['attended', [{ answer: 'accept' }], { answer: 'attended' }, ['in-progress', 'attended'], ['in-progress', undefined]],
    ['did not attend', [{ answer: 'accept' }], { answer: 'did-not-attend' }, ['accepted', 'did-not-attend'], ['in-progress', undefined]],
    [
      'complete',
      [{ answer: 'accept' }],
      { answer: 'complete', activity: 'Parcel collected', outcome: 'Comes again' },
      ['completed', 'loop-closed'],
      ['in-progress', 'awaiting-confirmation'],
    ],
    [
      'fail',
      [{ answer: 'accept' }],
      { answer: 'fail', reason: { code: 'unable-to-contact', text: 'No answer' } },
      ['failed', undefined],
      ['in-progress', 'awaiting-info'],
    ],
    ['cancel', [{ answer: 'accept' }], { answer: 'cancel', reason: full }, ['cancelled', undefined], ['in-progress', 'awaiting-info']],
  ])('%s takes effect', async (_, before, body, ofOnward, ofReferral) => {
    const { hub, id, onward } = await offered();
    for (const earlier of before) expect((await hub.answer(onward, earlier)).status).toBe(200);
    const answer = await hub.answer(onward, body);
    expect([answer.status, answer.body.referral, answer.body.status]).toEqual([200, onward, ofOnward[0]]);
    expect(await codes(hub, onward)).toEqual(ofOnward);
    expect(await codes(hub, id)).toEqual(ofReferral);
  });
  test('with its details is kept', async () => {
    const { hub, onward } = await offered();
    const { body } = await hub.answer(onward, { answer: 'accept', slot: '2026-11-30T14:00:00+01:00', worker: 'Morag', reference: 'P-77', waitingWeeks: 0 });
    expect(body).toMatchObject({ slot: '2026-11-30T13:00:00.000Z', worker: 'Morag', reference: 'P-77', waitingWeeks: 0, version: 2 });
    const task = (await hub.call('GET', `/Task/${onward}`, { as: 'practitioner' })).body;
    expect(task.identifier[0].value).toBe('P-77');
    expect(JSON.stringify(task.input)).toContain('Morag');
  });
  test('to a cancellation acknowledges it', async () => {
    const { hub, onward } = await taken();
    await moved(hub, onward, { status: 'cancelled', statusReason: { text: 'She has moved' } }, { as: 'practitioner' });
    expect(issueOf(await hub.answer(onward, { answer: 'start' }))).toMatchObject({ status: 409, code: 'conflict' });
    expect((await hub.answer(onward, { answer: 'cancel' })).body).toMatchObject({ status: 'cancelled', businessStatus: 'cancellation-acknowledged' });
  });
});

describe('an answer is refused', () => {
  test.each<[string, unknown, string | undefined]>([
    ['an unknown field', { answer: 'accept', colour: 'red' }, 'colour'],
    ['a field of another answer', { answer: 'start', reason: full }, 'reason'],
    ['an unknown answer', { answer: 'maybe' }, 'answer'],
    ['no answer', {}, 'answer'],
    ['a reason without its text', { answer: 'decline', reason: { code: 'no-capacity' } }, 'reason.text'],
    ['an unknown reason', { answer: 'decline', reason: { code: 'bored', text: 'x' } }, 'reason.code'],
    ['an unknown field in a reason', { answer: 'decline', reason: { ...full, more: 1 } }, 'reason.more'],
    ['a time without its offset', { answer: 'accept', slot: '2026-11-30' }, 'slot'],
    ['weeks that are none', { answer: 'accept', waitingWeeks: -1 }, 'waitingWeeks'],
    ['a worker on two lines', { answer: 'accept', worker: 'Morag\nSmith' }, 'worker'],
    ['no text in a question', { answer: 'question', text: '' }, 'text'],
    ['what was done left out', { answer: 'complete' }, 'activity'],
    ['the id of another referral', { answer: 'accept', referral: 'r' }, 'referral'],
    ['a list', '[]', undefined],
    ['no JSON', 'accept', undefined],
    ['a field twice', '{"answer":"accept","answer":"decline"}', undefined],
  ])('with %s, and its place', async (_, body, place) => {
    const { hub, onward } = await offered();
    const before = JSON.stringify(hub.table.all());
    const answer = issueOf(await hub.answer(onward, body));
    expect(answer.status).toBe(400);
    if (place) expect(answer.expression).toBe(place);
    expect(JSON.stringify(hub.table.all())).toBe(before);
  });
  test('from where the referral does not stand', async () => {
    const { hub, onward } = await offered();
    expect(issueOf(await hub.answer(onward, { answer: 'start' }))).toMatchObject({ status: 409, code: 'conflict', expression: 'answer' });
    await hub.answer(onward, { answer: 'decline', reason: full });
    for (const body of [{ answer: 'accept' }, { answer: 'decline', reason: full }, { answer: 'complete', activity: 'x' }])
      expect((await hub.answer(onward, body)).status).toBe(409);
  });
  test('in the words of answers, not of FHIR, with those that are possible', async () => {
    const { hub, onward } = await offered();
    const said = async (body: object) => issueOf(await hub.answer(onward, body));
    expect(await said({ answer: 'start' })).toMatchObject({
      status: 409,
      expression: 'answer',
      text: expect.stringContaining('From requested you may answer: accept, decline, already-supporting, question, reference, cancel.'),
    });
    expect(await said({ answer: 'cancel' })).toMatchObject({
      status: 422,
      expression: 'reason',
      text: expect.stringContaining('a reason, with code and text'),
    });
    await hub.answer(onward, { answer: 'question', text: 'Any allergies?' });
    expect(await said({ answer: 'question', text: 'Any pets?' })).toMatchObject({ status: 409, expression: 'answer' });
    await hub.answer(onward, { answer: 'decline', reason: full });
    expect((await said({ answer: 'accept' })).text).toContain('It is rejected: nothing more can be answered.');
    const texts = [await said({ answer: 'start' }), await said({ answer: 'cancel' })].map(({ text }) => text);
    expect(texts.filter((text) => /Task|FHIR|PUT/.test(text ?? ''))).toEqual([]);
  });
  test('with a signature that is forged, stale, early or another organisation’s', async () => {
    const { hub, onward } = await offered();
    const before = JSON.stringify(hub.table.all());
    const minutes = (n: number) => new Date(Date.parse(hub.now()) + n * 60_000).toISOString();
    const body = { answer: 'accept' };
    const refused = [
      await hub.answer(onward, body, { forged: true }),
      await hub.answer(onward, body, { at: minutes(-6) }),
      await hub.answer(onward, body, { at: minutes(6) }),
      await hub.answer(onward, body, { by: 'kelvinbank', organisation: 'drumgarth' }),
      await hub.answer(onward, body, { organisation: 'nobody', by: 'drumgarth' }),
      await hub.answer(onward, body, { headers: { 'webhook-signature': '' } }),
      await hub.fetched(onward, { forged: true }),
      await hub.fetched(onward, { by: 'kelvinbank', organisation: 'drumgarth' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401));
    expect(refused.every(({ headers }) => headers?.['www-authenticate']?.startsWith('Signature'))).toBe(true);
    expect(JSON.stringify(hub.table.all())).toBe(before);
  });
  test('when its body is encoded', async () => {
    const { hub, onward } = await offered();
    expect((await hub.answer(onward, { answer: 'accept' }, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });
  test('on another organisation’s referral, in the bytes for one that is not there', async () => {
    const { hub, id, onward } = await offered();
    const ids = [onward, id, 'r0000000000000000000000009', 'r0000000000000000000000009-00000009', `${id}-00000009`, 'nonsense'];
    const answers = await Promise.all(ids.map((one) => hub.answer(one, { answer: 'accept' }, { by: 'kelvinbank' })));
    const fetches = await Promise.all(ids.map((one) => hub.fetched(one, { by: 'kelvinbank' })));
    expect(answers[0]?.status).toBe(404);
    expect(new Set([...answers, ...fetches].map((one) => JSON.stringify(one))).size).toBe(1);
  });
});

describe('a repeated answer', () => {
  test('changes nothing and gets the same reply, also when the referral has moved on', async () => {
    const { hub, onward } = await offered();
    const first = await hub.answer(onward, { answer: 'accept', reference: 'P-1' }, { id: 'msg-1' });
    await hub.answer(onward, { answer: 'start' }, { id: 'msg-2' });
    const before = JSON.stringify(hub.table.all());
    hub.pass(60_000);
    expect(await hub.answer(onward, { answer: 'accept', reference: 'P-1' }, { id: 'msg-1' })).toEqual(first);
    expect(JSON.stringify(hub.table.all())).toBe(before);
  });
  test('ten times at once is one change and ten equal replies', async () => {
    const hub = await fhirHub(() => new Promise((done) => setImmediate(done)));
    const onward = await referredOn(hub, await accepted(hub));
    const replies = await Promise.all(Array.from({ length: 10 }, () => hub.answer(onward, { answer: 'accept' }, { id: 'msg-1' })));
    expect(new Set(replies.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(replies[0]?.body.version).toBe(2);
  });
  test('under the same webhook-id with another body is refused', async () => {
    const { hub, onward } = await offered();
    await hub.answer(onward, { answer: 'accept' }, { id: 'msg-1' });
    expect(issueOf(await hub.answer(onward, { answer: 'start' }, { id: 'msg-1' }))).toMatchObject({ status: 422, code: 'business-rule' });
  });
  test('of another organisation under the same webhook-id is its own', async () => {
    const { hub, id, onward } = await offered();
    const other = await referredOn(hub, id, 'Organization/kelvinbank');
    await hub.answer(onward, { answer: 'accept' }, { id: 'msg-1' });
    expect((await hub.answer(other, { answer: 'decline', reason: full }, { id: 'msg-1', by: 'kelvinbank' })).body.status).toBe('rejected');
  });
});

describe('what the organisation fetches', () => {
  test('is before its yes the need, where and until when, and nobody’s name', async () => {
    const { hub, onward } = await offered();
    const { body } = await hub.fetched(onward);
    expect(Object.keys(body).sort()).toEqual(['answerBy', 'area', 'businessStatus', 'messages', 'need', 'referral', 'sentAt', 'status', 'urgency', 'version']);
    expect(JSON.stringify(body)).not.toMatch(/Ailsa|Testperson|0101011237|Example|Loneliness|mornings|Khan|2001/);
  });
  test('is from its yes what the service declared, and no more', async () => {
    const { hub, onward } = await taken();
    const { body } = await hub.fetched(onward);
    expect(body.person).toEqual({
      name: [{ use: 'official', family: 'Testperson', given: ['Ailsa'] }],
      telecom: [{ system: 'phone', value: '0141 496 0000', use: 'mobile' }],
      doNotContact: false,
    });
  });
  test('is after the end nothing of the person any more', async () => {
    for (const end of [
      { answer: 'complete', activity: 'Done' },
      { answer: 'fail', reason: full },
      { answer: 'cancel', reason: full },
    ]) {
      const { hub, onward } = await taken();
      await hub.answer(onward, end);
      const { status, body } = await hub.fetched(onward);
      expect([status, body.person]).toEqual([200, undefined]);
    }
  });
  test('is a need in the sender’s own words only after its yes', async () => {
    const hub = await fhirHub();
    const { body } = await hub.call('POST', '/ServiceRequest', { body: { ...withoutConsent(), code: { coding: [{ display: 'Ailsa needs food' }] } } });
    await moved(hub, body.id, { status: 'accepted' }, { as: 'practitioner' });
    const ask = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'filler-order',
      basedOn: [{ reference: `ServiceRequest/${body.id}` }],
      performer: [{ reference: 'Organization/drumgarth' }],
    };
    const subject = { identifier: { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' } };
    const consent = {
      resourceType: 'Consent',
      id: 'c',
      status: 'active',
      scope: { coding: [{ code: 'patient-privacy' }] },
      category: [{ text: 'x' }],
      patient: subject,
      policyRule: { text: 'x' },
    };
    const onward = (
      await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: { ...ask, subject, contained: [consent], supportingInfo: [{ reference: '#c' }] } })
    ).body.id;
    const seen = async () =>
      JSON.stringify([(await hub.fetched(onward)).body, (await hub.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' })).body]);
    expect(await seen()).not.toContain('Ailsa');
    await hub.answer(onward, { answer: 'accept' });
    expect((await hub.fetched(onward)).body.need.display).toBe('Ailsa needs food');
  });
});

test('a refusal says what to do, without a word of jargon', async () => {
  const { hub, onward } = await offered();
  const said = async (body: object) => issueOf(await hub.answer(onward, body)).text;
  expect(await said({ answer: 'maybe' })).toContain('answer is one of: accept, decline,');
  expect(await said({ answer: 'decline' })).toBe('reason is missing, or is no object.');
  expect(await said({ answer: 'accept', waitingWeeks: 300 })).toBe('waitingWeeks is at most 260.');
  expect(await said({ answer: 'accept', slot: 'tomorrow' })).toBe('slot: write an instant with its offset, as 2026-11-30T14:00:00Z.');
  expect(await said({ answer: 'start', colour: 1, reason: full })).toBe('This answer has no field colour, reason. Leave it out.');
});
