/** The referral that the bench sends: about 2 KB, of an invented person. */
import { randomUUID } from 'node:crypto';
import type { Call } from './load.ts';

const coding = (system: string, code: string, display: string) => ({ coding: [{ system, code, display }] });
const patient = {
  resourceType: 'Patient',
  id: 'patient',
  identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' }],
  name: [{ family: 'Invented', given: ['Morag'] }],
  birthDate: '2001-01-01',
  telecom: [{ system: 'phone', value: '01632 960123', use: 'mobile' }],
  address: [{ line: ['12 Invented Street'], city: 'Glasgow', postalCode: 'G99 9ZZ' }],
};
const consent = {
  resourceType: 'Consent',
  id: 'consent',
  status: 'active',
  scope: coding('http://terminology.hl7.org/CodeSystem/consentscope', 'patient-privacy', 'Privacy Consent'),
  category: [coding('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'IDSCL', 'information disclosure')],
  patient: { reference: '#patient' },
  dateTime: '2026-11-20',
  organization: [{ display: 'Birchtree Practice' }],
  policyRule: { text: 'Sharing agreed in the consultation' },
};
const fixed = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  category: [coding('http://snomed.info/sct', '410606002', 'Social service procedure')],
  priority: 'routine',
  code: coding('http://snomed.info/sct', '871731000000106', 'Referral to social prescribing service'),
  subject: { reference: '#patient' },
  requester: { display: 'Dr Nadia Khan' },
  reasonCode: [{ text: 'Food and money are short since the hours at work were cut; sleeps badly.' }],
  supportingInfo: [{ reference: '#consent' }],
  note: [{ text: 'Has three children at the weekend, finds letters hard. Prefers a call after two. Knows about the referral and is glad of it.' }],
  contained: [patient, consent],
};

/** A practice has few people born on one day, and the bench many people. */
const bornOn = (): string => new Date(Date.UTC(1930, 0, 1 + Math.floor(Math.random() * 27_000))).toISOString().slice(0, 10);

/** Each of a person of their own: nobody is referred a thousand times. */
const referralBody = (): string => {
  const [{ identifier: _, ...known }, own] = [patient, randomUUID()];
  const person = { ...known, birthDate: bornOn(), name: [{ family: `Invented ${own}`, given: ['Morag'] }] };
  const identifier = [{ system: 'https://birchtree.invalid/referrals', value: own }];
  return JSON.stringify({ ...fixed, authoredOn: new Date().toISOString(), identifier, contained: [person, consent] });
};

export const createCall = (url: string, token: string) => (): Call => ({
  url: new URL(`${url}/fhir/ServiceRequest`),
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
  body: referralBody(),
});

/** Patient, ServiceRequest and Task in one transaction; each of a person whom nobody knows yet. */
export const bundleCall = (url: string, token: string) => (): Call => {
  const [person, order] = [`urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`];
  const { contained: _, supportingInfo: __, ...request } = { ...fixed, authoredOn: new Date().toISOString() };
  const { id: ___, identifier: ____, ...known } = { ...patient, birthDate: bornOn() };
  const task = { resourceType: 'Task', status: 'requested', intent: 'order', code: coding('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill', 'Fulfill') };
  const asked = { focus: { reference: order }, for: { reference: person }, authoredOn: request.authoredOn, requester: request.requester };
  const identifier = [{ system: 'https://birchtree.invalid/referrals', value: randomUUID() }];
  const entry = [
    {
      fullUrl: person,
      resource: { ...known, name: [{ family: `Invented ${identifier[0]?.value}`, given: ['Morag'] }] },
      request: { method: 'POST', url: 'Patient' },
    },
    { fullUrl: order, resource: { ...request, identifier, subject: { reference: person } }, request: { method: 'POST', url: 'ServiceRequest' } },
    { resource: { ...task, ...asked }, request: { method: 'POST', url: 'Task' } },
  ];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  return { url: new URL(`${url}/fhir/`), headers, body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }) };
};
