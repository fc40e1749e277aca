export const sentPerson = { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' };
/** A referral as a GP system sends it; the person is invented. */
export const sentReferral = (identifier: string) => ({
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
      identifier: [sentPerson],
      name: [{ family: 'Invented', given: ['Person'] }],
      birthDate: '2001-01-01',
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
