import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkStructure } from '#fhir/structure/structure';
import { consent, contained, type Fields, patient, referral, without } from './referral-builder.ts';

const issuesOf = (resource: unknown) => checkStructure(resource).map(({ code, expression }) => `${code} ${expression}`);
const task = (change: Fields): Fields => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  focus: { reference: 'ServiceRequest/1' },
  ...change,
});
const attached = (attachment: Fields): Fields =>
  referral({
    contained: contained(without(consent({ sourceAttachment: attachment, id: 'second' }))),
    supportingInfo: [{ reference: '#consent' }, { reference: '#second' }],
  });

/** The cases that no validator of those tried finds all of. */
const negatives: [name: string, resource: unknown, found: string][] = [
  ['no status', without(referral(), 'status'), 'required ServiceRequest.status'],
  ['no subject', without(referral(), 'subject'), 'required ServiceRequest.subject'],
  ['a status that is none', referral({ status: 'open' }), 'code-invalid ServiceRequest.status'],
  ['an intent that is none', referral({ intent: 'wish' }), 'code-invalid ServiceRequest.intent'],
  ['a priority that is none', referral({ priority: 'high' }), 'code-invalid ServiceRequest.priority'],
  ['an element that is none', referral({ urgency: 'routine' }), 'structure ServiceRequest.urgency'],
  ['an object for a list', referral({ category: { text: 'x' } }), 'structure ServiceRequest.category'],
  ['a list for an object', referral({ code: [{ text: 'x' }] }), 'structure ServiceRequest.code'],
  ['a boolean as text', referral({ doNotPerform: 'false' }), 'value ServiceRequest.doNotPerform'],
  ['a subject of the wrong type', referral({ subject: { reference: 'Practitioner/1' } }), 'value ServiceRequest.subject.reference'],
  ['a date in words', referral({ authoredOn: 'not-a-date' }), 'value ServiceRequest.authoredOn'],
  ['a day that does not exist', referral({ authoredOn: '2024-02-31' }), 'value ServiceRequest.authoredOn'],
  ['a time without a zone', referral({ authoredOn: '2026-11-23T09:00:00' }), 'value ServiceRequest.authoredOn'],
  ['an empty string', referral({ patientInstruction: '' }), 'value ServiceRequest.patientInstruction'],
  ['an empty list', referral({ note: [] }), 'value ServiceRequest.note'],
  ['an empty object', referral({ code: {} }), 'value ServiceRequest.code'],
  ['null', referral({ code: null }), 'value ServiceRequest.code'],
  ['nothing but null', null, 'structure Resource'],
  ['two occurrences', referral({ occurrenceDateTime: '2026-12-01', occurrencePeriod: { start: '2026-12-01' } }), 'structure ServiceRequest.occurrence'],
  ['an order detail without a code', without(referral({ orderDetail: [{ text: 'x' }] }), 'code'), 'invariant ServiceRequest'],
  ['a Task modified before it was written', task({ authoredOn: '2026-11-23', lastModified: '2026-11-22' }), 'invariant Task'],
  ['a Bundle of a batch without a request', { resourceType: 'Bundle', type: 'batch', entry: [{ resource: patient() }] }, 'invariant Bundle'],
  ['a period that ends before it starts', referral({ occurrencePeriod: { start: '2026-12-02', end: '2026-12-01' } }), 'invariant ServiceRequest.occurrence'],
  ['a contained resource that nothing refers to', without(referral(), 'supportingInfo'), 'invariant ServiceRequest.contained[1]'],
  ['a reference to nothing contained', referral({ requester: { reference: '#nobody' } }), 'invariant ServiceRequest.requester.reference'],
  [
    'a contained element that is none',
    referral({ contained: [patient({ nick: 'x' }), ...contained().slice(1)] }),
    'structure ServiceRequest.contained[0].nick',
  ],
  [
    'a contained gender that is none',
    referral({ contained: [patient({ gender: 'f' }), ...contained().slice(1)] }),
    'code-invalid ServiceRequest.contained[0].gender',
  ],
  ['an id with illegal characters', referral({ id: 'a b/c' }), 'value ServiceRequest.id'],
];
/** What else R4 says, and no case above shows. */
const more: typeof negatives = [
  ['no resource type', without(referral(), 'resourceType'), 'structure Resource'],
  ['a resource type that is none', { resourceType: 'Referral' }, 'structure Resource'],
  ['a resource type named as what every object has', { resourceType: 'constructor' }, 'structure Resource'],
  ['a list for a resource', [referral()], 'structure Resource'],
  ['null in a list', referral({ note: [null] }), 'value ServiceRequest.note[0]'],
  ['a list in a list', referral({ note: [[{ text: 'x' }]] }), 'structure ServiceRequest.note[0]'],
  ['text for an object', referral({ subject: 'Patient/1' }), 'structure ServiceRequest.subject'],
  ['a blank text', referral({ patientInstruction: ' \n' }), 'value ServiceRequest.patientInstruction'],
  ['a number as text', task({ restriction: { repetitions: '2' } }), 'value Task.restriction.repetitions'],
  ['a positive number below one', task({ restriction: { repetitions: 0 } }), 'value Task.restriction.repetitions'],
  ['a fraction for a whole number', task({ restriction: { repetitions: 1.5 } }), 'value Task.restriction.repetitions'],
  ['a type of a choice that is none', referral({ occurrenceDate: '2026-12-01' }), 'structure ServiceRequest.occurrenceDate'],
  ['a value of the wrong choice', referral({ occurrenceDateTime: { start: '2026-12-01' } }), 'value ServiceRequest.occurrence'],
  ['a choice that is missing', task({ input: [{ type: { text: 'x' } }] }), 'required Task.input[0].value'],
  ['a list that is missing', without(consent(), 'category'), 'required Consent.category'],
  ['a URI with a space', referral({ instantiatesUri: ['https://x.example/a b'] }), 'value ServiceRequest.instantiatesUri[0]'],
  ['a code with a double space', referral({ code: { coding: [{ code: 'a  b' }] } }), 'value ServiceRequest.code.coding[0].code'],
  ['base64 that is none', attached({ contentType: 'text/plain', data: 'abc' }), 'value ServiceRequest.contained[4].source.data'],
  [
    'a birth date with a time',
    referral({ contained: [patient({ birthDate: '2001-01-01T10:00:00Z' }), ...contained().slice(1)] }),
    'value ServiceRequest.contained[0].birthDate',
  ],
  ['a time without seconds', referral({ authoredOn: '2026-11-23T09:00Z' }), 'value ServiceRequest.authoredOn'],
  ['the 29th of February of a year without one', referral({ authoredOn: '1900-02-29' }), 'value ServiceRequest.authoredOn'],
  ['the year 0', referral({ authoredOn: '0000-01-01' }), 'value ServiceRequest.authoredOn'],
  ['a clock that shows 25', referral({ authoredOn: '2026-11-23T25:00:00Z' }), 'value ServiceRequest.authoredOn'],
  ['a zone beyond all', referral({ authoredOn: '2026-11-23T09:00:00+15:00' }), 'value ServiceRequest.authoredOn'],
  ['an element of the server’s maker', referral({ meta: { project: 'https://x.example' } }), 'structure ServiceRequest.meta.project'],
  ['a modifier extension', referral({ modifierExtension: [{ url: 'https://x.example', valueBoolean: true }] }), 'extension ServiceRequest.modifierExtension'],
  [
    'a modifier extension below',
    referral({
      contained: [
        patient({ contact: [{ name: { text: 'x' }, modifierExtension: [{ url: 'https://x.example', valueBoolean: true }] }] }),
        ...contained().slice(1),
      ],
    }),
    'extension ServiceRequest.contained[0].contact[0].modifierExtension',
  ],
  ['implicit rules', referral({ implicitRules: 'https://x.example' }), 'not-supported ServiceRequest.implicitRules'],
  [
    'a contained resource of a type that is none',
    referral({ contained: contained({ resourceType: 'Person2', id: 'x' }) }),
    'structure ServiceRequest.contained[4]',
  ],
  [
    'a contained resource of a type the hub takes none of',
    referral({ contained: contained({ resourceType: 'Medication', id: 'x' }), supportingInfo: [{ reference: '#consent' }, { reference: '#x' }] }),
    'not-supported ServiceRequest.contained[4]',
  ],
  [
    'a contained resource that contains another',
    referral({ contained: [patient({ contained: [consent()] }), ...contained().slice(1)] }),
    'invariant ServiceRequest.contained[0].contained',
  ],
  [
    'a contained resource with a version',
    referral({ contained: [patient({ meta: { versionId: '1' } }), ...contained().slice(1)] }),
    'invariant ServiceRequest.contained[0].meta',
  ],
  [
    'a contained resource with a label',
    referral({ contained: [patient({ meta: { security: [{ code: 'R' }] } }), ...contained().slice(1)] }),
    'invariant ServiceRequest.contained[0].meta',
  ],
  ['two contained resources of one id', referral({ contained: contained(patient()) }), 'structure ServiceRequest.contained[4].id'],
  ['a contained reference of the wrong type', referral({ requester: { reference: '#consent' } }), 'value ServiceRequest.requester.reference'],
  ['a full URL of the wrong type', referral({ subject: { reference: 'https://gp.example/fhir/Organization/1' } }), 'value ServiceRequest.subject.reference'],
  ['a reference that is none', referral({ requester: { reference: 'the practice' } }), 'value ServiceRequest.requester.reference'],
  ['a reference that says another type', referral({ requester: { reference: 'Organization/1', type: 'Patient' } }), 'value ServiceRequest.requester.type'],
  [
    'a clinical status of another system',
    { resourceType: 'Condition', subject: { reference: 'Patient/1' }, clinicalStatus: { coding: [{ system: 'https://x.example', code: 'active' }] } },
    'code-invalid Condition.clinicalStatus',
  ],
  ['an extension that is no object', referral({ _status: 'x' }), 'structure ServiceRequest.status'],
  ['an extension of what has none beside', referral({ _code: { id: 'x' } }), 'structure ServiceRequest._code'],
  [
    'extensions of another length',
    referral({ contained: [patient({ name: [{ given: ['A', 'B'], _given: [null] }] }), ...contained().slice(1)] }),
    'structure ServiceRequest.contained[0].name[0].given',
  ],
];

describe('a resource', () => {
  test('that is right is found right, with all it contains', () => {
    expect(checkStructure(referral())).toEqual([]);
  });

  test.each(negatives)('is refused for %s', (_name, resource, found) => {
    expect(issuesOf(resource)).toContain(found);
  });

  test.each(more)('is refused also for %s', (_name, resource, found) => {
    expect(issuesOf(resource)).toContain(found);
  });

  test('is told all that is wrong with it at once, and no more than fifty things', () => {
    expect(issuesOf(without(referral({ intent: 'wish', priority: 'high', note: { text: 'x' } }), 'status'))).toEqual([
      'code-invalid ServiceRequest.intent',
      'code-invalid ServiceRequest.priority',
      'structure ServiceRequest.note',
      'required ServiceRequest.status',
    ]);
    expect(checkStructure(referral({ note: Array.from({ length: 200 }, () => ({})) }))).toHaveLength(50);
  });

  test('is told a text for each, and never its own words', () => {
    const secret = 'Ailsa Testperson 0101011237';
    const issues = checkStructure(
      referral({ status: secret, authoredOn: secret, [secret]: 1, subject: { reference: secret }, note: secret, priority: [secret], implicitRules: secret }),
    );
    expect(issues.length).toBeGreaterThanOrEqual(7);
    for (const issue of issues) expect(issue.text).toMatch(/^.{15,}\.(?: \([a-z]+-\d\))?$/);
    expect(JSON.stringify(issues)).not.toMatch(/Ailsa|0101011237/);
  });

  test('is told the name of an element that is none, unless it may be a value in the place of a name', () => {
    expect(issuesOf(referral({ colour: 'x', _colour: {}, Testperson: 'x', 'a b': 'x' }))).toEqual([
      'structure ServiceRequest.colour',
      'structure ServiceRequest._colour',
      'structure ServiceRequest',
      'structure ServiceRequest',
    ]);
  });

  test('with a modifier is refused as a rule, and what is no FHIR as such', () => {
    const statuses = (resource: unknown) => checkStructure(resource).map(({ status }) => status);
    expect(statuses(referral({ implicitRules: 'https://x.example' }))).toEqual([422]);
    expect(statuses(referral({ status: 'open' }))).toEqual([400]);
  });
});

describe('what R4 allows', () => {
  test.each([
    ['an extension in place of a value', without(referral({ _status: { extension: [{ url: 'https://x.example', valueCode: 'unknown' }] } }), 'status')],
    ['an extension beside a value', referral({ _status: { id: 'x' } })],
    [
      'extensions of some of a list',
      referral({
        contained: [
          patient({ name: [{ text: 'A', given: ['A', null], _given: [null, { extension: [{ url: 'https://x.example', valueString: 'y' }] }] }] }),
          ...contained().slice(1),
        ],
      }),
    ],
    ['an extension of extensions', referral({ extension: [{ url: 'https://x.example', extension: [{ url: 'a', valueString: 'x' }] }] })],
    ['a month and a year as dates', referral({ authoredOn: '2026-11', occurrencePeriod: { start: '2026', end: '2026-11-01' } })],
    ['a leap day and a leap second', referral({ authoredOn: '2024-02-29', occurrenceDateTime: '2016-12-31T23:59:60Z' })],
    [
      'a subject known by identifier',
      referral({
        subject: { type: 'Patient', identifier: { system: 'https://x.example', value: '1' } },
        contained: contained()
          .slice(1)
          .filter(({ id }) => id !== 'consent'),
        supportingInfo: [{ display: 'by letter' }],
      }),
    ],
    [
      'references elsewhere',
      referral({
        basedOn: [{ reference: 'https://gp.example/fhir/CarePlan/1' }],
        insurance: [{ reference: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' }],
        performer: [{ reference: 'https://gp.example/services?id=4' }],
      }),
    ],
    [
      'a contained resource that refers to what contains it',
      referral({ contained: contained({ resourceType: 'Task', status: 'draft', intent: 'order', focus: { reference: '#' } }) }),
    ],
    [
      'a contained resource that only a contained one refers to',
      referral({
        contained: contained(
          { resourceType: 'Practitioner', id: 'doctor' },
          { resourceType: 'PractitionerRole', practitioner: { reference: '#doctor' }, id: 'role' },
        ),
        performer: [{ reference: '#role' }],
      }),
    ],
    ['a period in two time zones', referral({ occurrencePeriod: { start: '2026-12-01T10:00:00+01:00', end: '2026-12-01T09:30:00Z' } })],
    ['base64 with line breaks', attached({ contentType: 'text/plain', data: 'YWJj\nZGVm' })],
    ['a Bundle of resources with contained ones', { resourceType: 'Bundle', type: 'collection', entry: [{ resource: referral() }, { resource: referral() }] }],
  ])('is taken: %s', (_name, resource) => {
    expect(checkStructure(resource)).toEqual([]);
  });
});

test('whatever JSON comes, the checker answers', () => {
  const value = fc.anything({ maxDepth: 5, withNullPrototype: false });
  fc.assert(
    fc.property(value, fc.constantFrom('ServiceRequest', 'Task', 'Bundle', 'Parameters', 'Consent'), (anything, resourceType) => {
      const json = JSON.parse(JSON.stringify(anything ?? null, (_key, one) => (typeof one === 'bigint' ? String(one) : one)) ?? 'null');
      expect(checkStructure(json)).toBeInstanceOf(Array);
      expect(checkStructure({ ...json, resourceType }).length).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1000 },
  );
});
