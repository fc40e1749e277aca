import { describe, expect, test } from 'vitest';
import { r4Faults } from '#test/r4';

type Fields = Record<string, unknown>;
const div = (html: string) => ({ status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${html}</div>` });
const patient = (change: Fields = {}): Fields => ({
  resourceType: 'Patient',
  id: 'p',
  birthDate: '2001-01-01',
  gender: 'female',
  text: div('<p>x</p>'),
  ...change,
});
const task = (change: Fields = {}): Fields => ({
  resourceType: 'Task',
  id: 't',
  status: 'requested',
  intent: 'order',
  for: { reference: 'Patient/p' },
  ...change,
});
const organization = (change: Fields): Fields => ({ resourceType: 'Organization', active: true, name: 'x', ...change });
const subsetted = { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }] };
const bundle = (entry: unknown[]): Fields => ({ resourceType: 'Bundle', type: 'searchset', entry });

describe('the judge of what goes out', () => {
  test.each<[string, Fields]>([
    ['a patient', patient()],
    ['a task', task({ contained: [patient({ text: undefined })], for: { reference: '#p' } })],
    ['an extension beside', patient({ _birthDate: { extension: [{ url: 'https://x.example', valueDateTime: '2001-01-01T10:00:00Z' }] } })],
    ['a Bundle', bundle([{ fullUrl: 'https://hub.example/fhir/Patient/p', resource: patient(), search: { mode: 'match' } }])],
    ['a part of a resource, as little of it as was asked for', organization({ name: undefined, meta: subsetted })],
    ['Parameters', { resourceType: 'Parameters', parameter: [{ name: 'x', resource: patient() }] }],
    [
      'a questionnaire’s answers, nested by reference to their own definition',
      {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        item: [{ linkId: '1', item: [{ linkId: '1.1', answer: [{ valueString: 'x' }] }] }],
      },
    ],
  ])('finds right: %s', (_name, resource) => {
    expect(r4Faults(JSON.parse(JSON.stringify(resource)))).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['null', null, 'no resource'],
    ['a type that is none', { resourceType: 'Person2' }, 'no resource'],
    ['an element that is none', patient({ colour: 'x' }), 'Patient.colour is no element'],
    ['an element of the definitions’ publisher', patient({ meta: { project: 'x' } }), 'Patient.meta.project is no element'],
    ['a code of no set', patient({ gender: 'f' }), 'Patient.gender is not of'],
    ['a code of no set within', task({ contained: [patient({ gender: 'f' })], for: { reference: '#p' } }), 'contained[0].gender is not of'],
    ['a concept of no set', { resourceType: 'Condition', subject: { reference: 'Patient/p' }, clinicalStatus: { text: 'x' } }, 'clinicalStatus is not of'],
    ['a day that does not exist', patient({ birthDate: '2023-02-29' }), 'does not exist'],
    ['a time without zone', task({ authoredOn: '2026-11-23T10:00:00' }), 'has not the form of dateTime'],
    ['an id that is none', patient({ id: 'a_b' }), 'has not the form of id'],
    ['a blank text', patient({ name: [{ family: ' ' }] }), 'has not the form of string'],
    ['an empty text', patient({ name: [{ family: '' }] }), 'family is empty'],
    ['an empty list', patient({ name: [] }), 'name is empty'],
    ['an empty object', patient({ name: [{}] }), 'name[0] is empty'],
    ['null in a list', patient({ name: [{ text: 'x', given: [null] }] }), 'given[0] is empty'],
    ['a number as text', task({ restriction: { repetitions: '2' } }), 'is no positiveInt'],
    ['base64 that is none', patient({ photo: [{ contentType: 'image/png', data: 'abc' }] }), 'has not the form of base64Binary'],
    ['one value for a list', patient({ name: { text: 'x' } }), 'is no list'],
    ['two of a choice', patient({ deceasedBoolean: true, deceasedDateTime: '2026' }), '2 times'],
    ['a part that is missing', { resourceType: 'Task', status: 'requested' }, 'lacks Task.intent'],
    ['a reference to another type', task({ focus: { reference: 'Patient/p' }, partOf: [{ reference: 'Patient/p' }] }), 'names a Patient'],
    ['a reference that is none', task({ focus: { reference: 'the patient' } }), 'is no reference'],
    ['a local name of nothing', task({ for: { reference: '#p' } }), 'names nothing contained'],
    ['a contained one that nothing names', task({ contained: [patient()] }), 'dom-3'],
    ['a contained one within a contained', task({ contained: [patient({ contained: [patient()] })], for: { reference: '#p' } }), 'dom-2'],
    ['a contained one with a version', task({ contained: [patient({ meta: { versionId: '1' } })], for: { reference: '#p' } }), 'dom-4'],
    ['a contained one with a label', task({ contained: [patient({ meta: { security: [{ code: 'R' }] } })], for: { reference: '#p' } }), 'dom-5'],
    ['a broken invariant', task({ authoredOn: '2026-11-02', lastModified: '2026-11-01' }), 'inv-1'],
    ['a broken invariant in a Bundle', bundle([{ resource: task({ authoredOn: '2026-11-02', lastModified: '2026-11-01' }) }]), 'inv-1'],
    ['a resource under another’s name', bundle([{ fullUrl: 'https://hub.example/fhir/Patient/q', resource: patient() }]), 'names another'],
    ['a wrong code in a Bundle', bundle([{ resource: patient({ gender: 'f' }) }]), 'gender is not of'],
    ['a script', patient({ text: div('<script>x</script>') }), 'txt-1'],
    ['a tag that runs', patient({ text: div('<p onclick="x">x</p>') }), 'txt-1'],
    ['a narrative that says nothing', patient({ text: div('<p> </p>') }), 'txt-2'],
    ['an organisation without a name', organization({ name: undefined }), 'org-1'],
    ['a wrong code in a part', patient({ gender: 'f', meta: subsetted }), 'gender is not of'],
    ['a bare ampersand', patient({ text: div('<p>bread & milk</p>') }), 'ampersand'],
  ])('finds wrong: %s', (_name, resource, fault) => {
    expect(r4Faults(JSON.parse(JSON.stringify(resource))).join('\n')).toContain(fault);
  });
});
