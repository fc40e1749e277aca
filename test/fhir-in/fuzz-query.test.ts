import fc from 'fast-check';
import { expect, test } from 'vitest';
import { doors } from '#fhir/doors';
import { controls, parametersOf } from '#fhir/search/query';
import { everybody, type FhirHub } from '#test/fhir-hub';
import { accepted, referredOn } from '#test/fhir-steps';
import { personOf, record, recorded, recordTypes } from '#test/record-steps';
import { range, report } from './fuzz-door.ts';

const runs = 5_200;
const types = Object.keys(doors).filter((type) => doors[type]?.search);
const ownOf = (type: string): string[] => [...Object.keys(parametersOf(doors[type] ?? { text: '' })), ...Object.keys(controls)];
const names = [...new Set(types.flatMap(ownOf))];
const odd = [
  'subject.name',
  'patient:Patient.birthdate',
  '_has:Task:focus:status',
  '_filter',
  '_revinclude',
  '_include:iterate',
  '_total',
  '_contained',
  '_type',
  '_query',
  '_text',
  '_content',
  '_list',
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  'STATUS',
  'status[]',
  'status.x',
  '$or',
  'ſtatus',
];
const modifiers = [...Array.from({ length: 20 }, () => ''), ':missing', ':not', ':exact', ':in', ':above', ':identifier', ':Patient', ':', ':not:not', ':text'];
const values = [
  'requested',
  'active,completed',
  'true',
  'false',
  '20',
  '-1',
  '1e3',
  '0',
  '99999999999',
  'Patient/1',
  'Patient/',
  'ServiceRequest/00000000000000000000000000',
  'https://hub.example/fhir/Task/x',
  'https://evil.example/Patient/1',
  'http://snomed.info/sct|410606002',
  '|x',
  'x|',
  'a|b|c',
  'gt2026-11-23',
  'le2026-02-31',
  'ap2026',
  'sa2026-11-23T09:30:00Z',
  'eq2026-11-23T25:00',
  'ge0000',
  'lt9999-12-31T23:59:60+14:00',
  'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53|0101011237',
  '0101011237',
  'Ailsa',
  'Task:focus',
  '*',
  '-_lastUpdated',
  '_id,-status',
  ',,,',
  '\\,\\|\\$\\\\',
  'a'.repeat(2100),
  ','.repeat(60),
  "' OR 1=1 --",
  '<script>',
  '\u0000',
  '\ud800',
  '\u202e',
  '＝',
  '../..',
  '{"$gt":""}',
];
/** Each way of putting a text into a query; not all are right. */
const encodings: ((text: string) => string)[] = [
  (text) => encodeURIComponent(text.toWellFormed()),
  (text) => encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+'),
  (text) => text.replace(/[&#]/g, ''),
  (text) => encodeURIComponent(encodeURIComponent(text.toWellFormed())),
  (text) => [...Buffer.from(text.slice(0, 60))].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  () => '%',
  () => '%ZZ',
  () => '%C0%AF',
  () => '%E2%82',
  () => '%00',
  () => '%u0041',
  (text) => `${encodeURIComponent(text.slice(0, 5).toWellFormed())};x=1`,
];
const joins = ['&', '&', '&', '&', '&&', ';', '?', '&=&', '%26'];
const raw = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) });
const part = fc.record({
  /** One of the type's own, by its place among them; of any type; or none at all. */
  name: fc.oneof({ weight: 20, arbitrary: fc.nat() }, { weight: 2, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.constantFrom(...odd) }),
  modifier: fc.constantFrom(...modifiers),
  value: raw,
  encoding: fc.constantFrom(...encodings.keys(), ...Array.from({ length: 24 }, () => 0)),
  sign: fc.constantFrom(...Array.from({ length: 16 }, () => '='), '', '=='),
});
const query = fc.record({
  type: fc.constantFrom(...types),
  parts: fc.oneof({ weight: 30, arbitrary: fc.array(part, { maxLength: 4 }) }, { weight: 1, arbitrary: fc.array(part, { minLength: 15, maxLength: 30 }) }),
  join: fc.constantFrom(...joins),
  as: fc.constantFrom(...everybody),
  by: fc.constantFrom('GET', 'POST', 'both'),
  lenient: fc.boolean(),
});
const seed = async (hub: FhirHub) => {
  const id = await accepted(hub);
  await referredOn(hub, id);
  const person = await personOf(hub, id);
  for (const type of recordTypes) await recorded(hub, record(type, person));
  // The key that seals where a page goes on is made when it is first needed.
  await hub.call('GET', '/Measure?_count=1', { as: 'manager' });
};

test('whatever is searched for, the door answers at once, and never with a fault', async () => {
  const { shoot, count } = range(seed);
  await fc.assert(
    fc.asyncProperty(query, async ({ type, parts, join, as, by, lenient }) => {
      const own = ownOf(type);
      const nameOf = (name: string | number) => (typeof name === 'number' ? own[name % own.length] : name);
      const text = parts
        .map(({ name, modifier, value, encoding, sign }) => `${nameOf(name)}${modifier}${sign}${sign && encodings[encoding]?.(value)}`)
        .join(join);
      const half = Math.floor(text.length / 2);
      const [inAddress, inBody] = { GET: [text, ''], POST: ['', text], both: [text.slice(0, half), text.slice(half)] }[by] ?? [];
      const headers = { ...(lenient ? { prefer: 'handling=lenient' } : {}), 'content-type': 'application/x-www-form-urlencoded' };
      const path = `/${type}${by === 'GET' ? '' : '/_search'}${inAddress ? `?${inAddress}` : ''}`;
      const answer = await shoot({ method: by === 'GET' ? 'GET' : 'POST', path, request: { as, headers, bytes: Buffer.from(inBody ?? '') } });
      if (answer.status === 200) expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
    }),
    { numRuns: runs },
  );
  report('fuzz, queries', count);
  expect(count.run).toBeGreaterThanOrEqual(runs);
  expect([count.stored, types.length > 10, names.length > 25]).toEqual([0, true, true]);
  for (const status of [200, 400, 403]) expect(count.statuses.get(status)).toBeGreaterThan(runs / 50);
}, 120_000);
