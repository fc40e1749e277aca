import type { ServiceRequest } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { readOnwardRequest } from '#fhir/inbound/onward';
import { checkStructure } from '#fhir/structure/structure';
import { now } from './reading.ts';
import { consent, type Fields, without } from './referral-builder.ts';

const id = '0123456789abcdefghjkmnpqrs';
const baseUrl = 'https://hub.example';
const onward = (change: Fields = {}): Fields => ({
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'filler-order',
  basedOn: [{ reference: `ServiceRequest/${id}` }],
  subject: { reference: 'Patient/1' },
  performer: [{ reference: 'Organization/tea-and-talk' }],
  ...change,
});
const read = (resource: Fields) => {
  expect(checkStructure(resource)).toEqual([]);
  return readOnwardRequest(resource as unknown as ServiceRequest, { now, baseUrl });
};
const places = (resource: Fields) => {
  const found = read(resource);
  return found.ok ? 'taken' : { status: found.status, at: found.issues.filter(({ severity }) => severity === 'error').map(({ expression }) => expression) };
};

describe('a request to refer on', () => {
  test('needs no more than what it is based on and who is asked', () => {
    expect(read(onward())).toEqual({
      ok: true,
      issues: [],
      onward: {
        basedOn: id,
        performer: { type: 'Organization', id: 'tea-and-talk' },
        subject: { reference: 'Patient/1' },
      },
    });
  });

  test('may say what is needed, how soon, until when, and that the person agreed', () => {
    const code = { coding: [{ system: 'http://snomed.info/sct', code: '306238000' }] };
    const agreed = consent({ patient: { reference: 'Patient/1' } });
    const whole = onward({
      code,
      priority: 'urgent',
      occurrencePeriod: { end: '2026-12-01' },
      contained: [agreed],
      supportingInfo: [{ reference: '#consent' }],
    });
    expect(read(whole)).toMatchObject({
      ok: true,
      onward: {
        need: { code: '306238000', display: 'Referral to social services' },
        urgency: 'urgent',
        neededBy: '2026-12-01',
        consents: [{ gives: true, permissions: ['refer', 'share'], at: '2026-11-20T23:59:59.999Z' }],
      },
    });
  });

  test('may name what is the hub’s by its full address', () => {
    const full = onward({
      basedOn: [{ reference: `${baseUrl}/fhir/ServiceRequest/${id}` }],
      performer: [{ reference: `${baseUrl}/fhir/HealthcareService/tea-and-talk.groups` }],
    });
    expect(read(full)).toMatchObject({ ok: true, onward: { basedOn: id, performer: { type: 'HealthcareService', id: 'tea-and-talk.groups' } } });
  });

  test.each([
    ['its intent is another', onward({ intent: 'order' }), 'ServiceRequest.intent'],
    ['it is not active', onward({ status: 'draft' }), 'ServiceRequest.status'],
    ['it is based on nothing', without(onward(), 'basedOn'), 'ServiceRequest.basedOn'],
    ['it is based on two', onward({ basedOn: [{ reference: `ServiceRequest/${id}` }, { reference: 'CarePlan/1' }] }), 'ServiceRequest.basedOn'],
    ['it is based on an onward referral', onward({ basedOn: [{ reference: `ServiceRequest/${id}-01234567` }] }), 'ServiceRequest.basedOn'],
    ['it is based on what is no id of the hub', onward({ basedOn: [{ reference: 'ServiceRequest/1' }] }), 'ServiceRequest.basedOn'],
    ['it is based on something elsewhere', onward({ basedOn: [{ reference: `https://gp.example/fhir/ServiceRequest/${id}` }] }), 'ServiceRequest.basedOn'],
    ['it asks nobody', without(onward(), 'performer'), 'ServiceRequest.performer'],
    ['it asks two', onward({ performer: [{ reference: 'Organization/a' }, { reference: 'Organization/b' }] }), 'ServiceRequest.performer'],
    ['it asks a person', onward({ performer: [{ reference: 'Practitioner/a' }] }), 'ServiceRequest.performer'],
    ['it names whom it asks in words', onward({ performer: [{ display: 'Tea and Talk' }] }), 'ServiceRequest.performer'],
    ['it asks that something be not done', onward({ doNotPerform: true }), 'ServiceRequest.doNotPerform'],
    ['it replaces another', onward({ replaces: [{ reference: 'ServiceRequest/1' }] }), 'ServiceRequest.replaces'],
    ['its SNOMED CT code is none', onward({ code: { coding: [{ system: 'http://snomed.info/sct', code: '306238001' }] } }), 'ServiceRequest.code'],
    ['its text is too long', onward({ note: [{ text: 'x'.repeat(10_001) }] }), 'ServiceRequest.note[0].text'],
    [
      'the person refused',
      onward({ contained: [consent({ patient: { reference: 'Patient/1' }, status: 'rejected' })], supportingInfo: [{ reference: '#consent' }] }),
      'ServiceRequest.contained[0]',
    ],
    [
      'another person agreed',
      onward({ contained: [consent({ patient: { reference: 'Patient/2' } })], supportingInfo: [{ reference: '#consent' }] }),
      'ServiceRequest.contained[0]',
    ],
  ])('is refused when %s', (_name, resource, place) => {
    expect(places(resource)).toEqual({ status: 422, at: [place] });
  });

  test('is warned of a consent that does not count, and of a day that is over', () => {
    const doubtful = onward({
      occurrenceDateTime: '2026-11-01',
      contained: [consent({ patient: { reference: 'Patient/1' }, status: 'draft' })],
      supportingInfo: [{ reference: '#consent' }],
    });
    expect(read(doubtful)).toMatchObject({
      ok: true,
      issues: [
        { severity: 'warning', expression: 'ServiceRequest.contained[0]' },
        { severity: 'warning', expression: 'ServiceRequest.occurrence' },
      ],
    });
  });
});
