/** Random harm to a resource: where, and of what kind. */
import fc from 'fast-check';
import type { Fields } from './referral-builder.ts';

type Place = { holder: Fields | unknown[]; key: string };
const collect = (holder: Fields, places: Place[]): void => {
  for (const [key, below] of Object.entries(holder)) {
    places.push({ holder, key });
    if (typeof below === 'object' && below !== null) collect(below as Fields, places);
  }
};
/** Every property and list entry below a value. */
const placesOf = (value: unknown): Place[] => {
  if (typeof value !== 'object' || value === null) return [];
  const places: Place[] = [];
  collect(value as Fields, places);
  return places;
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

/** Values that R4 allows at these properties, so that the rules behind the structure are met. */
const likely: Record<string, unknown[]> = {
  status: ['active', 'draft', 'completed', 'rejected', 'inactive', 'entered-in-error', 'current'],
  intent: ['order', 'plan', 'filler-order', 'option'],
  priority: ['routine', 'stat'],
  reference: [
    '#patient',
    '#consent',
    '#condition',
    '#letter',
    '#gp',
    'Patient/1',
    'Group/1',
    'Organization/S99002',
    'https://gp.example/fhir/Patient/1',
    'Consent/1',
  ],
  system: [
    'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53',
    'https://fhir.nhs.uk/Id/nhs-number',
    'https://fhir.nhs.uk/Id/ods-organization-code',
    'http://snomed.info/sct',
    'https://x.example',
  ],
  value: ['0101336489', '0101201234', '101011237', '9990548609', 'S99002'],
  code: ['410606002', '410606003', 'patient-privacy', 'contacting-subject-prohibited', 'R'],
  birthDate: ['2001', '2001-01-02', '1900-01-01', '2030-01-01'],
  authoredOn: ['2026', '2025-01-01', '2026-11-23', '2030-01-01T00:00:00Z'],
  end: ['2026', '2026-11-22', '2030-01-01'],
  contentType: ['image/png', 'text/plain', 'text/html', 'x'],
  data: ['AAAA', 'JVBERi0x', 'iVBORw0KGgo='],
  type: ['deny', 'permit', 'Patient', { text: 'x' }],
  text: ['x'.repeat(10_001), 'words'],
};
const mislead = (resource: Fields, picks: [number, number][]): Fields => {
  const copy = structuredClone(resource);
  for (const [at, which] of picks) {
    const places = placesOf(copy).filter(({ holder, key }) => key in likely && typeof (holder as Fields)[key] === 'string');
    const { holder, key } = places[at % Math.max(1, places.length)] ?? {};
    const choice = likely[key ?? ''] ?? [];
    if (holder && key) Object.assign(holder, { [key]: structuredClone(choice[which % choice.length]) });
  }
  return copy;
};
/** The resource with up to so many values that look right and may not be. */
export const misled = (resource: Fields, most: number): fc.Arbitrary<Fields> =>
  fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: most }).map((picks) => mislead(resource, picks));
