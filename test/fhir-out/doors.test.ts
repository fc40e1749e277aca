/** A hub with something of every kind in it, read through every door by everybody: all it says is right R4. */
import { expect, test } from 'vitest';
import { doors } from '#fhir/doors';
import { bundle, got, posted, referralWithTask, sendBundle, transaction } from '#test/bundles';
import { everybody, type FhirHub, type Told, type Who } from '#test/fhir-hub';
import { known, merged, number, numbers } from '#test/fhir-people';
import { accepted, moved, put, referral, referredOn } from '#test/fhir-steps';
import { goOut, someFigures } from '#test/published-quarter';
import { personOf, record, recorded, recordTypes } from '#test/record-steps';
import { subscribedHub, subscription } from '#test/subscribed-hub';
import { judging, listed } from './judged.ts';

type Seeded = { hub: FhirHub; referral: string; onward: string; person: string };
/** What fills the hub; each is a line. */
const seeds: Record<string, (seeded: Seeded) => Promise<unknown>> = {
  'an onward referral declined': async ({ hub, referral: id }) => {
    const other = await referredOn(hub, id, 'Organization/kelvinbank');
    return moved(hub, other, { status: 'rejected', statusReason: { coding: [{ code: 'no-capacity' }], text: 'Full.' } }, { as: 'organisation-other' });
  },
  'a question and its reply': async ({ hub, onward }) => {
    await moved(hub, onward, { note: [{ text: 'Any allergies?' }] }, { as: 'organisation' });
    return moved(hub, onward, { note: [{ text: 'Any allergies?' }, { text: 'None.' }] }, { as: 'practitioner' });
  },
  'records of the practice': async ({ hub, person }) => {
    for (const type of recordTypes) await recorded(hub, record(type, person));
  },
  'records of the organisation': async ({ hub, onward }) => {
    const basedOn = [{ reference: `ServiceRequest/${onward}` }];
    for (const type of ['Observation', 'Procedure'] as const) await recorded(hub, record(type, undefined, { basedOn }), { as: 'organisation' });
  },
  'people, two of them one': async ({ hub, person }) => {
    const twin = await known(hub, { identifier: [number(numbers[1])] });
    return merged(hub, twin, person.replace('Patient/', ''));
  },
  'what was done': ({ hub, onward }) =>
    moved(
      hub,
      onward,
      {
        status: 'completed',
        contained: [{ resourceType: 'Procedure', id: 'done', status: 'completed', subject: { display: 'The person' }, code: { text: 'Food parcel' } }],
        output: [
          {
            type: { coding: [{ system: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes', code: 'resulting-activity' }] },
            valueReference: { reference: '#done' },
          },
        ],
      },
      { as: 'organisation' },
    ),
  'a quarter that was published': async ({ hub }) => {
    await someFigures(hub);
    await goOut(hub, '2026-Q2', '2026-09-01T09:00:00.000Z');
  },
  'a transaction, a batch, and one that fails': async ({ hub }) => {
    await sendBundle(hub, transaction(...referralWithTask()));
    await sendBundle(hub, bundle('batch', got('Task?status=requested'), got('Task/none'), posted(referral())));
    return sendBundle(hub, transaction(posted(referral({ status: 'open' }))));
  },
};
const filled = async () => {
  const { judged, ...judge } = judging();
  const whole = await subscribedHub();
  const hub = judged(whole);
  await whole.subscribe(subscription({ content: 'full-resource' }));
  const id = await accepted(hub);
  const onward = await referredOn(hub, id);
  await moved(hub, onward, { status: 'accepted' }, { as: 'organisation' });
  const seeded = { hub, referral: id, onward, person: await personOf(hub, id) };
  for (const seed of Object.values(seeds)) await seed(seeded);
  await whole.settle(id);
  for (const { bundle: told } of whole.sent) judge.judge(told, 'a notification');
  return { ...seeded, ...judge, hub, notified: whole.sent.length };
};

/** Searches that each door answers, whichever it has. */
const queriesOf = ({ referral: id, onward, person }: Seeded): string[] => [
  '',
  `patient=${person}`,
  `_id=${person.replace('Patient/', '')}`,
  `based-on=ServiceRequest/${onward}`,
  ...[id, onward].flatMap((one) => [`target=Task/${one}`, `entity=Task/${one}`, `target=ServiceRequest/${one}`, `entity=ServiceRequest/${one}`]),
];
const forms = ['', '?_summary=true', '?_summary=text', '?_summary=data', '?_elements=status', '/_history', '/_history/1'];
const readAll = async (seeded: Seeded, type: string, as: Who): Promise<number> => {
  const { hub } = seeded;
  const found: Told[] = [];
  for (const query of queriesOf(seeded)) found.push(await hub.call('GET', `/${type}?${query}`, { as }));
  const ids = new Set(found.flatMap(({ body }) => (body?.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id)));
  for (const id of ids) for (const form of forms) await hub.call('GET', `/${type}/${id}${form}`, { as });
  return ids.size;
};

test('whatever is there, everybody reads it as right R4 in every form', async () => {
  const seeded = await filled();
  const read = new Map<string, number>();
  for (const type of Object.keys(doors)) for (const as of everybody) read.set(type, (read.get(type) ?? 0) + (await readAll(seeded, type, as)));
  await seeded.hub.call('GET', '/metadata', { as: 'nobody' });
  console.log(`doors: ${seeded.total()} resources judged (${listed(seeded.counts)}), ${seeded.notified} notifications`);
  expect([...read].filter(([, ids]) => ids === 0)).toEqual([]);
  const kinds = ['searchset', 'history', 'transaction-response', 'batch-response'].map((type) => `Bundle ${type}`);
  expect([...kinds, 'OperationOutcome', 'CapabilityStatement', 'Parameters'].filter((kind) => !seeded.counts.has(kind))).toEqual([]);
  expect(seeded.notified).toBeGreaterThan(1);
}, 120_000);

test('each refusal is a right OperationOutcome', async () => {
  const { judged, counts } = judging();
  const hub = judged(await subscribedHub());
  const id = await accepted(hub);
  const body = referral();
  const answers = [
    await hub.call('POST', '/ServiceRequest', { bytes: Buffer.from('{') }),
    await hub.call('POST', '/ServiceRequest', { body: { ...body, status: 'open', intent: 'wish', note: [] } }),
    await hub.call('POST', '/ServiceRequest', { body: { ...body, intent: 'option', doNotPerform: true } }),
    await hub.call('POST', '/ServiceRequest', { body, headers: { prefer: 'return=OperationOutcome' } }),
    await hub.call('POST', '/ServiceRequest', { body, headers: { 'content-type': 'text/xml' } }),
    await hub.call('POST', '/ServiceRequest', { body, as: 'nobody' }),
    await hub.call('POST', '/ServiceRequest', { body, as: 'expired' }),
    await hub.call('POST', '/ServiceRequest', { body, as: 'manager' }),
    await hub.call('GET', '/Task/none'),
    await hub.call('GET', '/Nothing/none'),
    await hub.call('GET', `/Task/${id}/_history/99`),
    await hub.call('GET', '/Task?colour=red'),
    await hub.call('GET', '/Task?colour=red', { headers: { prefer: 'handling=lenient' } }),
    await hub.call('GET', '/Task', { headers: { accept: 'text/xml' } }),
    await hub.call('DELETE', `/Task/${id}`),
    await hub.call('PUT', `/Task/${id}`, { body: { resourceType: 'Task' } }),
    await put(hub, id, { status: 'requested' }, { as: 'practitioner' }),
    await put(hub, id, { status: 'completed' }, { as: 'practitioner', headers: { 'if-match': 'W/"9"' } }),
  ];
  expect(new Set(answers.map(({ status }) => status)).size).toBeGreaterThanOrEqual(9);
  expect(counts.get('OperationOutcome')).toBeGreaterThanOrEqual(14);
});
