/** Ethnic groups: the census's answers, Scotland's codes, and the broad groups in which they are counted. */
import { expect, test } from 'vitest';
import { personFor } from '#fhir/patient/person-view';
import { ethnicGroupTold, ethnicityTold } from '#fhir/record/told';
import { ethnicGroups, ethnicities, ethnicityNames } from '#people/ethnicity';
import type { Instant } from '#platform/types';

const url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory';
const systems = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategory';
const sent = (code: string, of = 'Scotland') => ({
  resourceType: 'Patient' as const,
  name: [{ family: 'Invented' }],
  extension: [{ url, valueCodeableConcept: { coding: [{ system: `${systems}${of}`, code }] } }],
});
const told = (code: string, of?: string) => ethnicGroupTold(JSON.stringify(sent(code, of)));

test('every answer has a broad group, and no two have the same code', () => {
  const codes = ethnicityNames.flatMap((name) => ('code' in ethnicities[name] ? [ethnicities[name].code] : []));
  expect([ethnicityNames.length, codes.length]).toEqual([22, 20]);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(ethnicityNames.map((name) => ethnicities[name].group))).toEqual(new Set(ethnicGroups.filter((group) => group !== 'not-known')));
  for (const name of ethnicityNames) if ('code' in ethnicities[name]) expect(ethnicityTold(JSON.stringify(sent(String(ethnicities[name].code))))).toBe(name);
});
test.each([
  ['3F', undefined, 'asian'],
  ['98', undefined, 'not-said'],
  ['99', undefined, 'not-known'],
  ['7Q', undefined, 'not-known'],
  ['N', 'England', 'african'],
  ['R', 'England', 'asian'],
  ['Z', 'England', 'not-said'],
  ['99', 'England', 'not-known'],
  ['1A', 'Wales', 'not-known'],
] as const)('%s of %s is %s', (code, of, group) => {
  expect(told(code, of)).toBe(group);
});
test('who has no such code is not known, and is not who would rather not say', () => {
  expect(ethnicGroupTold('{"resourceType":"Patient"}')).toBe('not-known');
  expect(ethnicityTold(JSON.stringify(sent('A', 'England')))).toBeUndefined();
});
test('no service is told, whatever it declared', () => {
  const fields = ['name', 'safe-contact', 'birth-date', 'address', 'language'] as const;
  const { contained } = personFor(fields, sent('3F'), '2026-11-27T10:00:00.000Z' as Instant);
  expect(contained.name).toEqual([{ family: 'Invented' }]);
  expect(JSON.stringify(contained)).not.toMatch(/Ethnic|3F/);
});
