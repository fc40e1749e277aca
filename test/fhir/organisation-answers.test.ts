/** Each answer of an organisation by its webhook and by its FHIR Task alike; and what a service is shown of what was sent on with it. */
import { describe, expect, test } from 'vitest';
import { capacityOf, setCapacity } from '#directory/capacity-store';
import type { Caller } from '#identity/types';
import { carryOut } from '#referral/carry-out';
import type { OnwardId, ReferralId } from '#referral/types';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { accepted, issueOf, moved, put, referredOn } from '#test/fhir-steps';

const hub = 'https://linkshub.scot/fhir/CodeSystem/links-hub';
const own = (code: string) => ({ coding: [{ system: hub, code }] });
const input = (code: string, value: object) => ({ type: own(code), ...value });
const done = (text: string) => ({
  type: { coding: [{ system: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes', code: 'resulting-activity' }] },
  valueCodeableConcept: { text },
});
const gbp = (value: number) => ({ valueMoney: { value, currency: 'GBP' } });
const hostile = '<script>alert("x")</script> \u202Eغريب\u202C 🍞 \' " \\ {{7*7}}';
const full = { code: 'no-capacity', text: hostile };
const saidFull = { statusReason: { coding: [{ code: 'no-capacity' }], text: hostile } };

const offered = async () => {
  const one = await fhirHub();
  const id = await accepted(one);
  return { hub: one, id, onward: await referredOn(one, id) };
};
const stands = async (one: FhirHub, id: string, onward: string) => {
  const { referral } = (await one.ports.carryOut.store.load(id as ReferralId)) ?? expect.fail('no referral');
  const sent = referral.onward.find((all) => all.id === onward) ?? expect.fail('no onward referral');
  return JSON.parse(JSON.stringify({ ...sent, id: '', outcome: 'outcome' in sent ? { ...sent.outcome, sent: '' } : null }));
};
const yes = { answer: 'accept' };
type Answering = [name: string, before: object[], webhook: object, task: Record<string, unknown>, leaves: object];
const inputs = [
  input('appointment', { valueDateTime: '2026-11-30T14:00:00+01:00' }),
  input('worker', { valueString: hostile }),
  input('waiting-weeks', { valueInteger: 3 }),
];
const number = (value: string) => ({ identifier: [{ value }] });
const attends = (code: string) => ({ businessStatus: own(code) });
/** The closed table: what is not here an organisation cannot say. */
const table: Answering[] = [
  [
    'accept',
    [],
    { ...yes, slot: '2026-11-30T14:00:00+01:00', worker: hostile, waitingWeeks: 3, reference: hostile.slice(0, 30) },
    { status: 'accepted', input: inputs, ...number(hostile.slice(0, 30)) },
    { status: 'accepted', acceptance: { slot: '2026-11-30T13:00:00.000Z', worker: hostile, waitingWeeks: 3 } },
  ],
  [
    'decline',
    [],
    { answer: 'decline', reason: full, fullUntil: '2027-03-01' },
    { status: 'rejected', ...saidFull, input: [input('full-until', { valueDate: '2027-03-01' })] },
    { status: 'rejected', fullUntil: '2027-03-01' },
  ],
  [
    'already-supporting',
    [],
    { answer: 'already-supporting', text: hostile, reference: 'P-12' },
    { status: 'rejected', statusReason: { coding: [{ code: 'already-supporting' }], text: hostile }, ...number('P-12') },
    { status: 'rejected', reference: 'P-12' },
  ],
  ['question', [], { answer: 'question', text: hostile }, { note: [{ text: hostile }] }, { status: 'requested', question: { text: hostile } }],
  ['reference', [], { answer: 'reference', reference: 'P-7' }, number('P-7'), { status: 'requested', reference: 'P-7' }],
  ['start', [yes], { answer: 'start' }, { status: 'in-progress' }, { status: 'in-progress' }],
  ['hold', [yes], { answer: 'hold', reason: full }, { status: 'on-hold', ...saidFull }, { status: 'on-hold' }],
  ['resume', [yes, { answer: 'hold', reason: full }], { answer: 'resume' }, { status: 'in-progress' }, { status: 'in-progress' }],
  ['attended', [yes], { answer: 'attended' }, { status: 'in-progress', ...attends('attended') }, { status: 'in-progress', attendance: 'attended' }],
  ['did-not-attend', [yes], { answer: 'did-not-attend' }, attends('did-not-attend'), { status: 'accepted', attendance: 'did-not-attend' }],
  [
    'complete',
    [yes],
    { answer: 'complete', activity: hostile, amounts: { yearly: 3900, oneOff: 0, debt: 12 } },
    {
      status: 'completed',
      output: [done(hostile), { type: own('yearly-gain'), ...gbp(3900) }, { type: own('one-off-gain'), ...gbp(0) }, { type: own('debt-managed'), ...gbp(12) }],
    },
    { status: 'completed', outcome: { activity: hostile, amounts: { yearly: 3900, oneOff: 0, debt: 12 } } },
  ],
  ['fail', [yes], { answer: 'fail', reason: full }, { status: 'failed', ...saidFull }, { status: 'failed' }],
  ['cancel', [yes], { answer: 'cancel', reason: full }, { status: 'cancelled', ...saidFull }, { status: 'cancelled' }],
];

describe('each answer', () => {
  test.each(table)('%s is the same by webhook and by Task', async (_, before, webhook, task, leaves) => {
    const [one, other] = [await offered(), await offered()];
    for (const { hub: at, onward } of [one, other]) for (const earlier of before) expect((await at.answer(onward, earlier)).status).toBe(200);
    const answered = await one.hub.answer(one.onward, webhook);
    expect([answered.status, JSON.stringify(answered.body)]).toEqual([200, expect.not.stringContaining('Testperson')]);
    const written = await put(other.hub, other.onward, task, { as: 'organisation' });
    expect([written.status, JSON.stringify(written.body)]).toEqual([200, expect.not.stringContaining('Testperson')]);
    expect(await stands(other.hub, other.id, other.onward)).toEqual(await stands(one.hub, one.id, one.onward));
    expect(await stands(one.hub, one.id, one.onward)).toMatchObject(leaves);
    const [seen] = [(await one.hub.call('GET', `/Task/${one.onward}`, { as: 'practitioner' })).body];
    const again = await put(other.hub, other.onward, {}, { as: 'organisation' });
    expect([again.status, again.etag]).toEqual([200, `W/"${seen.meta.versionId}"`]);
  });
  test('is read back as it was written', async () => {
    const { hub: one, onward } = await offered();
    const accept = await moved(one, onward, { status: 'accepted', input: inputs.slice(0, 2), ...number('P-1') }, { as: 'organisation' });
    expect(accept.body.input).toEqual([input('appointment', { valueDateTime: '2026-11-30T13:00:00.000Z' }), inputs[1]]);
    const noted = await moved(one, onward, number('P-2'), { as: 'organisation' });
    expect(noted.body.identifier[0].value).toBe('P-2');
    expect((await one.fetched(onward)).body.reference).toBe('P-2');
    const output = [done('Benefit check'), { type: own('yearly-gain'), ...gbp(3900) }];
    const completed = await moved(one, onward, { status: 'completed', output }, { as: 'organisation' });
    expect(completed.body.output).toEqual(output);
    const parent = (await one.call('GET', `/Task/${onward.split('-')[0]}`)).body;
    expect([JSON.stringify(parent), JSON.stringify(parent)]).toEqual([expect.stringContaining('Benefit check'), expect.not.stringContaining('3900')]);
  });
  test.each<[string, Record<string, unknown>, string]>([
    ['a day for an appointment', { status: 'accepted', input: [input('appointment', { valueDateTime: '2026-11-30' })] }, 'Task.input[0]'],
    ['weeks that are none', { status: 'accepted', input: [input('waiting-weeks', { valueInteger: 300 })] }, 'Task.input[0]'],
    ['a worker on two lines', { status: 'accepted', input: [input('worker', { valueString: 'A\nB' })] }, 'Task.input[0]'],
    ['half a date', { status: 'rejected', ...saidFull, input: [input('full-until', { valueDate: '2027-03' })] }, 'Task.input[0]'],
    ['a day that is over', { status: 'rejected', ...saidFull, input: [input('full-until', { valueDate: '2026-01-01' })] }, 'Task.input'],
    ['pence', { status: 'completed', output: [done('x'), { type: own('yearly-gain'), ...gbp(1.5) }] }, 'Task.output[1]'],
    ['another currency', { status: 'completed', output: [{ type: own('yearly-gain'), valueMoney: { value: 1, currency: 'USD' } }] }, 'Task.output[0]'],
    ['a number on two lines', number('P\n7'), 'Task.identifier[0].value'],
    ['a number and a note at once', { ...number('P-7'), note: [{ text: 'x' }] }, 'Task.note'],
  ])('by Task is refused with %s, and its place, and nothing changes', async (_, change, expression) => {
    const { hub: one, onward } = await offered();
    if (change.status === 'completed') await one.answer(onward, yes);
    const before = JSON.stringify(one.table.all());
    expect(issueOf(await put(one, onward, change, { as: 'organisation' }))).toMatchObject({
      status: expect.toSatisfy((n) => n === 422 || n === 400),
      expression,
    });
    expect(JSON.stringify(one.table.all())).toBe(before);
  });
  test.each<[object, string]>([
    [{ answer: 'decline', reason: { code: 'not-eligible', text: 'x' }, fullUntil: '2027-03-01' }, 'fullUntil'],
    [{ answer: 'decline', reason: full, fullUntil: '2026-11-01' }, 'fullUntil'],
    [{ answer: 'decline', reason: full, fullUntil: '2026-02-30' }, 'fullUntil'],
    [{ answer: 'complete', activity: 'x', amounts: { yearly: 1.5 } }, 'amounts.yearly'],
    [{ answer: 'complete', activity: 'x', amounts: { weekly: 1 } }, 'amounts.weekly'],
    [{ answer: 'complete', activity: 'x', amounts: { debt: 10_000_001 } }, 'amounts.debt'],
    [{ answer: 'reference' }, 'reference'],
    [{ answer: 'reference', reference: 'x'.repeat(65) }, 'reference'],
  ])('%o by webhook is refused, and its place', async (body, place) => {
    const { hub: one, onward } = await offered();
    if ('activity' in body) await one.answer(onward, yes);
    const answer = issueOf(await one.answer(onward, body));
    expect([[400, 422].includes(answer.status), answer.expression]).toEqual([true, place]);
  });
});

describe('a service that is full', () => {
  const room = async (one: FhirHub) => (await capacityOf(one.access, 'drumgarth', ['parcels'])).get('parcels');
  const no = { answer: 'decline', reason: full, fullUntil: '2027-03-01' };
  test('stands in the directory as full, with what else was said of it', async () => {
    const { hub: one, onward } = await offered();
    await setCapacity(one.access, 'drumgarth', 'parcels', { waitingWeeks: 2, updatedAt: '2026-11-01T09:00:00.000Z' as never, by: 'manager' });
    await one.answer(onward, no, { id: 'msg-1' });
    expect(await room(one)).toEqual({ waitingWeeks: 2, fullUntil: '2027-03-01', updatedAt: one.now(), by: 'organisation' });
    const newer = { places: 4, updatedAt: '2026-12-01T09:00:00.000Z' as never, by: 'manager' } as const;
    await setCapacity(one.access, 'drumgarth', 'parcels', newer);
    expect((await one.answer(onward, no, { id: 'msg-1' })).status).toBe(200);
    expect(await room(one), 'what was said since stands').toEqual(newer);
  });
  test('is noted by a repeated answer where the first broke off before', async () => {
    const { hub: one, onward } = await offered();
    const { noteFull } = one.ports.carryOut;
    Object.assign(one.ports.carryOut, { noteFull: () => Promise.reject(new Error('broken on purpose')) });
    await expect(one.answer(onward, no, { id: 'msg-1' })).rejects.toThrow('on purpose');
    Object.assign(one.ports.carryOut, { noteFull });
    expect([(await one.answer(onward, no, { id: 'msg-1' })).status, (await room(one))?.fullUntil]).toEqual([200, '2027-03-01']);
  });
});

describe('what is sent on', () => {
  const answers = [{ question: 'How many are you at home?', text: `Three. ${hostile}` }];
  const practitioner = { kind: 'practitioner', practitioner: 'catriona-weir', practices: ['birchtree'], client: 'x' } as unknown as Caller;
  const sent = async (more: object) => {
    const one = await fhirHub();
    const id = await accepted(one);
    const onward = `${id}-00000009` as OnwardId;
    const act = { type: 'refer-on', onward, organisation: 'drumgarth', service: 'parcels', answers, ...more } as never;
    const asked = { ...(act as object), by: practitioner, at: one.now() } as never;
    expect(await carryOut(one.ports.carryOut, id as ReferralId, asked)).toMatchObject({ ok: true });
    const seen = async () => ({ json: (await one.fetched(onward)).body, task: (await one.call('GET', `/Task/${onward}`, { as: 'organisation' })).body });
    const request = async () => (await one.call('GET', `/ServiceRequest/${onward}`, { as: 'organisation' })).body;
    return { hub: one, id, onward, seen, request };
  };
  test('is shown to the service after its yes alone: the fields left ticked, the answers, and when it is needed', async () => {
    const { hub: one, onward, seen, request } = await sent({ fields: ['name', 'birth-date'], neededBy: '2026-12-04' });
    expect(JSON.stringify([await seen(), await request()])).not.toMatch(/Three|Testperson|How many/);
    expect((await seen()).json.neededBy).toBe('2026-12-04');
    const yesBody = await one.answer(onward, yes);
    expect(JSON.stringify(yesBody.body)).not.toMatch(/Three|Testperson/);
    const { json, task } = await seen();
    expect(json.answers).toEqual(answers);
    expect(json.person).toEqual({ name: [{ use: 'official', family: 'Testperson', given: ['Ailsa'] }], doNotContact: false });
    expect(task.input).toEqual([{ type: { ...own('service-question'), text: answers[0]?.question }, valueString: answers[0]?.text }]);
    expect(await request()).toMatchObject({ occurrencePeriod: { end: '2026-12-04' } });
    expect((await request()).contained[0]).toEqual({ resourceType: 'Patient', id: 'person', name: json.person.name });
    await one.answer(onward, { answer: 'complete', activity: 'Done' });
    expect(JSON.stringify([await seen(), await request()])).not.toMatch(/Three|Testperson/);
  });
  test('is nothing of the person where nothing was left ticked, and all that is declared where nobody said', async () => {
    const [none, all] = [await sent({ fields: [] }), await sent({})];
    for (const { hub: one, onward } of [none, all]) await one.answer(onward, yes);
    expect((await none.seen()).json.person).toEqual({ doNotContact: false });
    expect(Object.keys((await all.seen()).json.person).sort()).toEqual(['doNotContact', 'name', 'telecom']);
  });
  test('is the practitioner’s to read, and not the practice’s', async () => {
    const { hub: one, id, onward } = await sent({});
    expect(JSON.stringify((await one.call('GET', `/Task/${onward}`, { as: 'practitioner' })).body)).toContain('Three');
    const practice = [`/Task/${onward}`, `/Task/${id}`, `/ServiceRequest/${id}`, `/ServiceRequest/${onward}`];
    for (const path of practice) expect(JSON.stringify((await one.call('GET', path)).body)).not.toContain('Three');
    expect((await one.call('GET', `/Task/${onward}`, { as: 'organisation-other' })).status).toBe(404);
  });
  test('is not shown any more once the person agrees no longer', async () => {
    const { hub: one, id, onward, seen } = await sent({});
    await one.answer(onward, yes);
    const statement = { gives: false, permissions: ['share'], at: one.now() };
    await carryOut(one.ports.carryOut, id as ReferralId, { type: 'record-consent', statement, by: practitioner, at: one.now() } as never);
    expect(JSON.stringify(await seen())).not.toMatch(/Three|Testperson/);
  });
});
