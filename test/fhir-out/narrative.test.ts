import fc from 'fast-check';
import type { FhirResource } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { withNarrative } from '#fhir/narrative';
import { hasText, isPlainNarrative } from '#fhir/structure/narrative';
import { r4Faults } from '#test/r4';

const made = (resource: object) => withNarrative(resource as FhirResource) as FhirResource & { text?: { status: string; div: string } };
const lineOf = (resource: object): string | undefined => /<p>(.*)<\/p>/s.exec(made(resource).text?.div ?? '')?.[1];
const coded = (display: string) => ({ coding: [{ system: 'https://x.example', code: 'x', display }] });
const period = { start: '2026-11-01', end: '2026-11-20' };

describe('a narrative', () => {
  test.each<[object, string]>([
    [
      { resourceType: 'ServiceRequest', status: 'active', code: coded('Food insecurity'), authoredOn: '2026-11-23' },
      'Request for help: active · Food insecurity · 2026-11-23',
    ],
    [{ resourceType: 'Task', status: 'on-hold', statusReason: { text: 'Full.' } }, 'Task: on-hold · Full.'],
    [{ resourceType: 'Patient', name: [{ given: ['Ailsa', 'M'], family: 'Testperson' }], birthDate: '2001-01-01' }, 'Patient: Ailsa M Testperson · 2001-01-01'],
    [{ resourceType: 'Patient', name: [{ text: 'A. Testperson', family: 'Testperson' }] }, 'Patient: A. Testperson'],
    [{ resourceType: 'Procedure', status: 'completed', performedPeriod: period }, 'Activity: completed · 2026-11-01 to 2026-11-20'],
    [
      { resourceType: 'Observation', status: 'final', code: { text: 'Wellbeing' }, valueQuantity: { value: 21, unit: 'points' } },
      'Observation: final · Wellbeing · 21 points',
    ],
    [{ resourceType: 'Observation', status: 'final', code: coded(''), valueInteger: 21 }, 'Observation: final · x · 21'],
    [{ resourceType: 'Organization', name: 'Bread & Roses' }, 'Organization: Bread &amp; Roses'],
    [{ resourceType: 'PractitionerRole', practitioner: { reference: 'Practitioner/x', display: 'Catriona Weir' } }, 'Role: Catriona Weir'],
    [{ resourceType: 'AuditEvent', type: { code: 'rest' }, subtype: [{ code: 'read' }] }, 'Audit event: rest · read'],
    [{ resourceType: 'Location' }, 'Place'],
  ])('is one line of what the resource says: %#', (resource, line) => {
    expect(lineOf(resource)).toBe(line);
  });

  test('is none where the hub has no words for the type, and never the one that came', () => {
    const sent = { status: 'additional', div: '<div xmlns="http://www.w3.org/1999/xhtml">Ailsa owes money</div>' };
    expect(made({ resourceType: 'Coverage', text: sent }).text).toBeUndefined();
    expect(made({ resourceType: 'Bundle', type: 'collection' })).toEqual({ resourceType: 'Bundle', type: 'collection' });
    expect(JSON.stringify(made({ resourceType: 'Task', status: 'requested', text: sent }))).not.toContain('Ailsa');
  });

  test('changes nothing else, and repeats no number, note or contact', () => {
    const patient = {
      resourceType: 'Patient',
      identifier: [{ system: 'https://x.example', value: '0101011237' }],
      name: [{ family: 'Testperson' }],
      telecom: [{ system: 'phone', value: '0141 496 0000' }],
    };
    expect({ ...made(patient), text: undefined }).toEqual({ ...patient, text: undefined });
    expect(lineOf(patient)).toBe('Patient: Testperson');
  });
});

const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</p></div><iframe/>',
    '&#60;script&#62;',
    '&bogus;',
    ']]>',
    '<!-- x',
    'javascript:alert(1)',
    '\u202egnp.exe',
    '\uffff\ufffe',
    '\u0000\u0007\u0085',
    `${'x'.repeat(199)}😀`,
    ' \n\t ',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const anything = fc.oneof(hostile, fc.anything({ maxDepth: 3 }));
/** Two checks that know nothing of each other: the hub's own of what comes in, and the judge of what goes out. */
test('whatever stands in a resource, its narrative is one line of plain text', () => {
  let read = 0;
  const named = fc.record({ family: hostile, given: fc.array(hostile, { maxLength: 2 }), text: fc.option(hostile, { nil: undefined }) });
  const concept = fc.record({
    text: fc.option(hostile, { nil: undefined }),
    coding: fc.array(fc.record({ display: hostile, code: hostile }), { maxLength: 2 }),
  });
  const resources = fc.record({
    resourceType: fc.constantFrom('Patient', 'Organization', 'Task', 'Observation', 'Practitioner', 'Goal', 'Subscription', 'Condition'),
    name: fc.oneof(fc.array(named), hostile, anything),
    status: fc.oneof(hostile, anything),
    statusReason: fc.oneof(concept, anything),
    code: fc.oneof(concept, anything),
    valueString: fc.oneof(hostile, anything),
    description: concept,
    reason: hostile,
  });
  fc.assert(
    fc.property(resources, (resource) => {
      const { resourceType, text } = made(resource);
      const div = text?.div ?? '';
      expect([isPlainNarrative(div), hasText(div)]).toEqual([true, true]);
      expect(r4Faults(JSON.parse(JSON.stringify({ resourceType, id: 'x', text })))).not.toContainEqual(expect.stringContaining('.text'));
      expect(div.slice(42, -6).replace(/^<p>|<\/p>$/g, '')).not.toMatch(/[<>"'\n\u202a-\u202e\p{Cc}\ufffe\uffff]/u);
      expect(div.isWellFormed()).toBe(true);
      read += 1;
    }),
    { numRuns: 2000 },
  );
  expect(read).toBe(2000);
});
