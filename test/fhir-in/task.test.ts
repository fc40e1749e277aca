import type { ServiceRequest, Task } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { checkParentTask, type TaskContext } from '#fhir/inbound/task';
import { checkStructure } from '#fhir/structure/structure';
import type { PracticeId } from '#identity/types';
import { type Fields, patient, referral, without } from './referral-builder.ts';

const id = '0123456789abcdefghjkmnpqrs';
const context = (sent: Fields = referral()): TaskContext => ({
  practice: 'S99001' as PracticeId,
  baseUrl: 'https://hub.example',
  about: { sent: sent as unknown as ServiceRequest, person: 'Patient/person-1' },
});
const task = (change: Fields = {}): Fields => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
  focus: { reference: `ServiceRequest/${id}` },
  for: { identifier: { system: 'https://fhir.nhs.uk/Id/chi-number', value: '0101011237' } },
  authoredOn: '2026-11-23T09:00:00Z',
  requester: { reference: 'Organization/S99001' },
  ...change,
});
const check = (resource: Fields, about = context()) => {
  expect(checkStructure(resource)).toEqual([]);
  return checkParentTask(resource as unknown as Task, about).map(({ status, expression }) => `${status} ${expression}`);
};

describe('a parent Task', () => {
  test.each([
    ['by a number of the person', task()],
    ['by the hub’s own reference', task({ for: { reference: 'Patient/person-1' } })],
    ['by a copy of the patient', task({ contained: [patient({ id: 'p' })], for: { reference: '#p' } })],
    ['with the hub as its owner', task({ owner: { reference: 'Organization/links-hub' } })],
    ['with the full address of what it is about', task({ focus: { reference: `https://hub.example/fhir/ServiceRequest/${id}` } })],
  ])('is taken when it says what the hub holds: %s', (_name, resource) => {
    expect(check(resource)).toEqual([]);
  });

  test('may say the person as the referral does, when that is held elsewhere', () => {
    const sent = referral({ subject: { reference: 'https://gp.example/fhir/Patient/1' } });
    expect(check(task({ for: { reference: 'https://gp.example/fhir/Patient/1' } }), context(sent))).toEqual([]);
    expect(check(task({ for: { reference: 'https://gp.example/fhir/Patient/2' } }), context(sent))).toEqual(['422 Task.for']);
  });

  test.each([
    ['is further than requested', task({ status: 'accepted' }), '422 Task.status'],
    ['is received', task({ status: 'received' }), '422 Task.status'],
    ['has another intent', task({ intent: 'plan' }), '422 Task.intent'],
    ['has another code', task({ code: { text: 'fulfill' } }), '422 Task.code'],
    ['has no code', without(task(), 'code'), '422 Task.code'],
    ['is about nothing', without(task(), 'focus'), '422 Task.focus'],
    ['is about an onward referral', task({ focus: { reference: `ServiceRequest/${id}-01234567` } }), '422 Task.focus'],
    ['is about something elsewhere', task({ focus: { reference: `https://gp.example/fhir/ServiceRequest/${id}` } }), '422 Task.focus'],
    ['is for nobody', without(task(), 'for'), '422 Task.for'],
    ['is for another person', task({ for: { identifier: { system: 'https://fhir.nhs.uk/Id/chi-number', value: '0101336489' } } }), '422 Task.for'],
    [
      'is for another copy under the same local name',
      task({ contained: [patient({ identifier: [{ system: 'https://x.example', value: '1' }] })], for: { reference: '#patient' } }),
      '422 Task.for',
    ],
    ['has no time', without(task(), 'authoredOn'), '422 Task.authoredOn'],
    ['has no requester', without(task(), 'requester'), '422 Task.requester'],
    ['is of another practice', task({ requester: { reference: 'Organization/S99002' } }), '403 Task.requester'],
    ['has another owner', task({ owner: { reference: 'Organization/tea-and-talk' } }), '422 Task.owner'],
    ['has a result already', task({ output: [{ type: { text: 'x' }, valueString: 'y' }] }), '422 Task.output'],
    ['holds a text too long', task({ note: [{ text: 'x'.repeat(10_001) }] }), '422 Task.note[0].text'],
  ])('is refused when it %s', (_name, resource, found) => {
    expect(check(resource)).toEqual([found]);
  });

  test('whose referral is not found is still told the rest', () => {
    expect(checkParentTask(task({ status: 'draft' }) as unknown as Task, { practice: 'S99001' as PracticeId, baseUrl: 'https://hub.example' })).toHaveLength(1);
  });
});
