/** The usual steps of a referral through the FHIR face; each throws where the hub does not take it. All people are invented. */
import type { FhirHub, Request, Told } from './fhir-hub.ts';

type Fields = Record<string, unknown>;
const patient = {
  resourceType: 'Patient',
  id: 'patient',
  identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' }],
  name: [{ use: 'official', family: 'Testperson', given: ['Ailsa'] }],
  telecom: [{ system: 'phone', value: '0141 496 0000', use: 'mobile' }],
  birthDate: '2001-01-01',
  address: [{ use: 'home', line: ['1 Example Street'], city: 'Glasgow', postalCode: 'G1 1XX' }],
};
export const consent = {
  resourceType: 'Consent',
  id: 'consent',
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
  patient: { reference: '#patient' },
  dateTime: '2026-11-20',
  policyRule: { text: 'Sharing agreed in the consultation' },
};
let count = 0;
export const nextIdentifier = () => {
  count += 1;
  return { system: 'https://gp.example/referrals', value: `R-${count}` };
};
export const referral = (change: Fields = {}): Fields => ({
  resourceType: 'ServiceRequest',
  identifier: [nextIdentifier()],
  contained: [patient, consent],
  status: 'active',
  intent: 'order',
  category: [{ coding: [{ system: 'http://snomed.info/sct', code: '410606002', display: 'Social service procedure' }] }],
  priority: 'routine',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '871731000000106', display: 'Referral to social prescribing service' }] },
  subject: { reference: '#patient' },
  authoredOn: '2026-11-23T09:00:00Z',
  requester: { display: 'Dr Nadia Khan' },
  reasonCode: [{ text: 'Loneliness since moving' }],
  supportingInfo: [{ reference: '#consent' }],
  note: [{ text: 'Prefers mornings' }],
  ...change,
});
export const withoutConsent = (): Fields => referral({ contained: [patient], supportingInfo: undefined });

const taken = (answer: Told): Told => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
/** A referral sent; its id. */
export const sent = async (hub: FhirHub, change: Fields = {}, request: Request = {}): Promise<string> =>
  taken(await hub.call('POST', '/ServiceRequest', { ...request, body: referral(change) })).body.id;

/** Reads the Task, changes it and puts it, with the version just read. */
export const put = async (hub: FhirHub, id: string, change: Fields, request: Request = {}): Promise<Told> => {
  const read = taken(await hub.call('GET', `/Task/${id}`, { ...request, headers: {} }));
  const headers = { 'if-match': read.etag, ...request.headers };
  return hub.call('PUT', `/Task/${id}`, { ...request, headers, body: { ...read.body, ...change } });
};
export const moved = async (hub: FhirHub, id: string, change: Fields, request: Request = {}): Promise<Told> => taken(await put(hub, id, change, request));

export const accepted = async (hub: FhirHub, change: Fields = {}): Promise<string> => {
  const id = await sent(hub, change);
  await moved(hub, id, { status: 'accepted' }, { as: 'practitioner' });
  return id;
};
export const onwardRequest = (id: string, performer = 'Organization/drumgarth', change: Fields = {}): Fields => ({
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'filler-order',
  basedOn: [{ reference: `ServiceRequest/${id}` }],
  subject: { identifier: patient.identifier[0] },
  performer: [{ reference: performer }],
  ...change,
});
/** Referred on to the pantry, or another; the onward referral's id. */
export const referredOn = async (hub: FhirHub, id: string, performer?: string): Promise<string> =>
  taken(await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onwardRequest(id, performer) })).body.id;

export const issueOf = (answer: Told) => {
  const [issue] = answer.body?.issue ?? [];
  return { status: answer.status, code: issue?.code, expression: issue?.expression?.[0], text: issue?.details?.text };
};
export const idsOf = (bundle: Told): string[] => (bundle.body.entry ?? []).map((entry: { resource: { id: string } }) => entry.resource.id);
