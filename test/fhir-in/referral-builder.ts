/** A referral that the hub takes as it is; each test says only what it changes. */

export type Fields = { [name: string]: unknown };
/** An invented person with one of the published CHI examples. */
export const patient = (change: Fields = {}): Fields => ({
  resourceType: 'Patient',
  id: 'patient',
  identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' }],
  name: [{ use: 'official', family: 'Testperson', given: ['Ailsa'] }],
  telecom: [{ system: 'phone', value: '0141 496 0000', use: 'mobile' }],
  gender: 'female',
  birthDate: '2001-01-01',
  address: [{ use: 'home', line: ['1 Example Street'], city: 'Glasgow', postalCode: 'G1 1XX' }],
  ...change,
});
export const consent = (change: Fields = {}): Fields => ({
  resourceType: 'Consent',
  id: 'consent',
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
  patient: { reference: '#patient' },
  dateTime: '2026-11-20',
  policyRule: { text: 'Sharing agreed in the consultation' },
  ...change,
});
const organization: Fields = {
  resourceType: 'Organization',
  id: 'practice',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'S99001' }],
  name: 'Example Practice',
};
const practitioner: Fields = { resourceType: 'PractitionerRole', id: 'gp', organization: { reference: '#practice' }, code: [{ text: 'General practitioner' }] };
export const contained = (...others: Fields[]): Fields[] => [patient(), consent(), organization, practitioner, ...others];
export const referral = (change: Fields = {}): Fields => ({
  resourceType: 'ServiceRequest',
  identifier: [{ system: 'https://gp.example/referrals', value: 'R-1' }],
  contained: contained(),
  status: 'active',
  intent: 'order',
  category: [{ coding: [{ system: 'http://snomed.info/sct', code: '410606002', display: 'Social service procedure' }] }],
  priority: 'routine',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '871731000000106', display: 'Referral to social prescribing service' }] },
  subject: { reference: '#patient' },
  authoredOn: '2026-11-23T09:00:00Z',
  requester: { reference: '#gp' },
  reasonCode: [{ text: 'Loneliness since moving' }],
  supportingInfo: [{ reference: '#consent' }],
  note: [{ text: 'Prefers mornings' }],
  ...change,
});
/** A copy without some of its elements. */
export const without = (fields: Fields, ...names: string[]): Fields => Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
