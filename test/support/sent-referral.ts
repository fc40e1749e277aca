export const sentPerson = { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' };
type SentPerson = { identifier: { system: string; value: string }; family: string; birthDate: string };
const knownPerson: SentPerson = { identifier: sentPerson, family: 'Invented', birthDate: '2001-01-01' };
/** The `n`th of many. */
export const somebody = (n: number): SentPerson => ({
  identifier: { system: 'https://links-hub.invalid/test-number', value: `PERSON-${n}` },
  family: `Invented ${n}`,
  birthDate: new Date(Date.UTC(1940, 0, 1 + n * 37)).toISOString().slice(0, 10),
});
/** A referral as a GP system sends it; the person is invented. */
export const sentReferral = (identifier: string, person = knownPerson) => ({
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  identifier: [{ system: 'https://birchtree.example/referrals', value: identifier }],
  category: [{ coding: [{ system: 'http://snomed.info/sct', code: '410606002' }] }],
  code: { coding: [{ system: 'http://snomed.info/sct', code: '871731000000106', display: 'Referral to social prescribing service' }] },
  subject: { reference: '#patient' },
  authoredOn: '2026-11-20T09:30:00Z',
  supportingInfo: [{ reference: '#consent' }],
  requester: { display: 'Dr Nadia Khan' },
  contained: [
    {
      resourceType: 'Patient',
      id: 'patient',
      identifier: [person.identifier],
      name: [{ family: person.family, given: ['Person'] }],
      birthDate: person.birthDate,
      telecom: [{ system: 'phone', value: '01632 960000' }],
    },
    {
      resourceType: 'Consent',
      id: 'consent',
      status: 'active',
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
      patient: { reference: '#patient' },
      dateTime: '2026-11-20',
      policyRule: { text: 'Sharing agreed in the consultation' },
    },
  ],
});
