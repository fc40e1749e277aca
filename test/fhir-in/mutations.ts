/** Random harm to a resource: where, and of what kind. */
import fc from 'fast-check';
import type { Fields } from './referral-builder.ts';

type Place = { holder: Fields | unknown[]; key: string };
/** Every property and list entry below a value. */
const placesOf = (value: unknown): Place[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [{ holder: value as Fields, key }, ...placesOf(below)]);
};
const values: unknown[] = [
  null,
  '',
  ' ',
  [],
  {},
  [null],
  [[]],
  [{}],
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  'text',
  'not a code ',
  'active',
  'order',
  '2024-02-31',
  '2026-11-23',
  '2026-11-23T09:30:00',
  '2026-11-23T09:30:00Z',
  '2026-13-01',
  'Patient/1',
  'Group/1',
  'Patient/',
  '#nowhere',
  '#',
  '#patient',
  'https://elsewhere.example/Patient/1',
  'urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
  { reference: '#patient' },
  { reference: '#nowhere' },
  { text: 'words' },
  { coding: [{ code: 'x' }] },
  [{ text: 'words' }],
  [{ url: 'https://x.example' }],
  [{ url: 'https://x.example', valueString: 'x' }],
  { start: '2026-02-02', end: '2026-01-01' },
  { extension: [{ url: 'https://x.example', valueCode: 'x' }] },
  { resourceType: 'Patient' },
  { resourceType: 'Group', id: 'g' },
  { status: 'generated', div: '<div>x</div>' },
];
const names = [
  'unknown',
  'status',
  '_status',
  'id',
  'extension',
  'modifierExtension',
  'implicitRules',
  'language',
  'meta',
  'text',
  'contained',
  'occurrenceDateTime',
  'occurrencePeriod',
  'occurrenceTiming',
  'quantityRange',
  'quantityQuantity',
  'orderDetail',
  'code',
  'note',
  'valueString',
  'period',
  'resourceType',
  'constructor',
  'toString',
  'reference',
  'type',
  'identifier',
  'display',
  'data',
  'url',
  'deceasedBoolean',
  'deceasedDateTime',
  'birthDate',
  '_birthDate',
  'given',
  '_given',
  'provision',
  'insurance',
  'asNeededBoolean',
  'performer',
  'locationReference',
];
type Change = { at: number; kind: 'set' | 'delete' | 'add' | 'wrap' | 'unwrap' | 'double' | 'rename'; value: unknown; name: string };
const kinds: Record<Change['kind'], (place: Place, change: Change) => void> = {
  set: ({ holder, key }, { value }) => Object.assign(holder, { [key]: value }),
  delete: ({ holder, key }) => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
  add: ({ holder }, { name, value }) => (Array.isArray(holder) ? holder.push(value) : Object.assign(holder, { [name]: value })),
  wrap: ({ holder, key }) => Object.assign(holder, { [key]: [(holder as Fields)[key]] }),
  unwrap: ({ holder, key }) => Object.assign(holder, { [key]: Object.values(Object((holder as Fields)[key]))[0] }),
  double: ({ holder, key }) => (Array.isArray(holder) ? holder.push(structuredClone(holder[Number(key)])) : undefined),
  rename: ({ holder, key }, { name }) => {
    if (Array.isArray(holder)) return;
    const value = holder[key];
    delete holder[key];
    holder[name] = value;
  },
};
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom<Change['kind']>('set', 'set', 'set', 'delete', 'add', 'add', 'wrap', 'unwrap', 'double', 'rename'),
  value: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> }),
  name: fc.constantFrom(...names),
});
const harm = (resource: Fields, changes: Change[]): Fields => {
  const copy = structuredClone(resource);
  for (const one of changes) {
    const places = placesOf(copy);
    const place = places[one.at % Math.max(1, places.length)];
    if (place) kinds[one.kind](place, { ...one, value: structuredClone(one.value) });
  }
  return JSON.parse(JSON.stringify(copy));
};
/** The resource with up to so many random changes. */
export const mutated = (resource: Fields, most: number): fc.Arbitrary<Fields> =>
  fc.array(change, { minLength: 1, maxLength: most }).map((changes) => harm(resource, changes));
