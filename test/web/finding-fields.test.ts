/** What every kind of service of the demo is told of a person, once it said yes: what it declared and was left ticked, and nothing else. */
import { beforeAll, describe, expect, test } from 'vitest';
import { demoFacts } from '#local/demo-services';
import { type WebHub, webHub } from '#test/web-hub';
import { takenOn } from '#test/web-people';

const parts = {
  name: ['name'],
  'safe-contact': ['telecom', 'contact'],
  'birth-date': ['birthDate'],
  address: ['address'],
  language: ['communication'],
} as const;
type Field = keyof typeof parts;
/** All under one organisation, whose signature the test has. */
const services = Object.entries(demoFacts).map(([name, facts]) => ({ ...facts, id: name.replace('.', '-'), name: `Service ${name}` }));
const everything = {
  address: [{ line: ['1 Example Row'], city: 'Glasgow', postalCode: 'G1 1XX' }],
  communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'so' }], text: 'Somali' } }],
  contact: [{ name: { text: 'An invented daughter' }, telecom: [{ system: 'phone', value: '01632 960111' }] }],
};
const secrets = { name: 'Invented', 'safe-contact': '01632 960000', 'birth-date': '2001-01-01', address: '1 Example Row', language: 'Somali' } as const;

let hub: WebHub;
beforeAll(async () => {
  hub = await webHub();
  await hub.onboard({ organisations: [{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: 'S12000049', services }] });
});
/** As a practitioner sends it and the organisation takes it; `left`: the fields that stay ticked. */
const toldTo = async (service: string, left: readonly Field[]) => {
  const { id, at } = await takenOn(hub, everything);
  const { location } = await hub.post('catriona', `${at}/refer`, { service: `drumgarth.${service}` });
  const { status, text } = await hub.post('catriona', location, { urgency: 'routine', 's1-fields': left });
  expect(status, text).toBe(303);
  const [onward] = (await hub.ports.carryOut.store.load(id))?.referral.onward ?? [];
  const before = await hub.fetched(onward?.id ?? '');
  await hub.answer(onward?.id ?? '', { answer: 'accept' });
  return { before, after: await hub.fetched(onward?.id ?? '') };
};
const expected = (fields: readonly Field[]) => [...fields.flatMap((field) => parts[field]), 'doNotContact'].sort();

describe.each(services.map(({ id, fields }) => ({ id, fields: fields as readonly Field[] })))('$id', ({ id, fields }) => {
  test('is told what it declared, after its yes alone', async () => {
    const { before, after } = await toldTo(id, fields);
    expect(before.body).not.toHaveProperty('person');
    expect(Object.keys(after.body.person).sort()).toEqual(expected(fields));
    for (const [field, secret] of Object.entries(secrets)) {
      expect(JSON.stringify(before.body), `${field} before its yes`).not.toContain(secret);
      expect(JSON.stringify(after.body).includes(secret), field).toBe(fields.some((one) => one === field));
    }
  });
  test('is told less where less was left ticked', async () => {
    const { after } = await toldTo(id, ['name']);
    expect(Object.keys(after.body.person).sort()).toEqual(expected(['name']));
  });
});
test('there are services to ask', () => {
  console.log(`${services.length} services of the demo, with ${new Set(services.flatMap(({ fields }) => fields)).size} fields`);
  expect(services.length).toBeGreaterThan(8);
});
