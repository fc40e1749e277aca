/** Messages of the UK booking and referral standard, as a GP system sends them. All people are invented. */
import { randomUUID } from 'node:crypto';
import { urn } from './bundles.ts';
import type { FhirHub, Request, Told } from './fhir-hub.ts';
import { nextIdentifier } from './fhir-steps.ts';

type Fields = Record<string, unknown>;
const bars = (name: string) => `https://fhir.nhs.uk/CodeSystem/${name}`;
const definition = (name: string) => `https://fhir.nhs.uk/MessageDefinition/bars-message-servicerequest-${name}`;
export const names = { header: urn(), request: urn(), patient: urn(), consent: urn(), practice: urn(), hub: urn(), encounter: urn(), plan: urn() };
const to = (reference: string) => ({ reference });

export const header = (change: Fields = {}): Fields => ({
  resourceType: 'MessageHeader',
  eventCoding: { system: bars('message-events-bars'), code: 'servicerequest-request' },
  destination: [{ endpoint: 'https://hub.example/fhir/$process-message', receiver: to(names.hub) }],
  sender: to(names.practice),
  source: { endpoint: 'https://gp.example/messages' },
  reason: { coding: [{ system: bars('message-reason-bars'), code: 'new' }] },
  focus: [to(names.request)],
  definition: definition('request-referral'),
  ...change,
});
export const cancelling = (change: Fields = {}): Fields =>
  header({ reason: { coding: [{ system: bars('message-reason-bars'), code: 'update' }] }, definition: definition('request-cancelled'), ...change });

export const request = (change: Fields = {}): Fields => ({
  resourceType: 'ServiceRequest',
  identifier: [nextIdentifier()],
  status: 'active',
  intent: 'plan',
  category: [{ coding: [{ system: bars('message-category-servicerequest'), code: 'referral', display: 'Transfer of Care' }] }],
  subject: to(names.patient),
  encounter: to(names.encounter),
  authoredOn: '2026-11-23T09:00:00+00:00',
  requester: to(names.practice),
  ...change,
});
const patient = {
  resourceType: 'Patient',
  meta: { versionId: '3', security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'N' }] },
  identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' }],
  name: [{ use: 'official', family: 'Testperson', given: ['Ailsa'] }],
  telecom: [{ system: 'phone', value: '0141 496 0000', use: 'mobile' }],
  birthDate: '2001-01-01',
};
const consent = {
  resourceType: 'Consent',
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: bars('consent-categories-bars'), code: 'DRC' }] }],
  patient: to(names.patient),
  policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMPLIED' }] },
};
const practice = { resourceType: 'Organization', name: 'Birchtree Practice' };
const hubItself = { resourceType: 'Organization', identifier: [{ system: 'https://linkshub.scot/fhir/NamingSystem/organisation', value: 'links-hub' }] };
const encounter = {
  resourceType: 'Encounter',
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: to(names.patient),
};
const plan = { resourceType: 'CarePlan', status: 'active', intent: 'plan', subject: to(names.patient), activity: [{ reference: to(names.request) }] };

/** Header, request, and everybody the standard wants beside them. */
export const message = (head: Fields = header(), order: Fields = request(), change: Fields = {}): Fields => {
  const entries: [string, Fields][] = [
    [names.header, head],
    [names.request, order],
    [names.patient, patient],
    [names.practice, practice],
    [names.hub, hubItself],
    [names.consent, consent],
    [names.encounter, encounter],
    [names.plan, plan],
  ];
  return { resourceType: 'Bundle', id: randomUUID(), type: 'message', entry: entries.map(([fullUrl, resource]) => ({ fullUrl, resource })), ...change };
};
export const sendMessage = (hub: FhirHub, body: Fields, request: Request = {}): Promise<Told> => hub.call('POST', '/$process-message', { ...request, body });
/** A new referral by message; its id. */
export const referredBy = async (hub: FhirHub, body = message()): Promise<string> => {
  const told = await sendMessage(hub, body);
  if (told.status !== 200) throw new Error(`${told.status} ${JSON.stringify(told.body)}`);
  return told.body.entry[1].resource.id;
};
