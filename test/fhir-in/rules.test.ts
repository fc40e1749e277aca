import type { ServiceRequest } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { acceptedTypes } from '#fhir/inbound/content';
import { readReferral } from '#fhir/inbound/referral';
import { referralRules } from '#fhir/inbound/rules';
import { checkStructure } from '#fhir/structure/structure';
import { typeLines } from '#fhir/structure/table';
import type { Instant } from '#platform/types';
import { now, practice } from './reading.ts';
import { consent, contained, type Fields, patient, referral, without } from './referral-builder.ts';

const read = (resource: Fields, known: string[] = []) => readReferral(resource as unknown as ServiceRequest, { now, practice, known: new Set(known) });
const flagsOf = (resource: Fields, known: string[] = []): string[] => {
  const found = read(resource, known);
  return found.ok ? found.facts.warnings : [];
};
const issuesOf = (resource: Fields) => read(resource).issues.map(({ severity, code, expression }) => `${severity} ${code} ${expression}`);

const withPatient = (change: Fields, ...names: string[]): Fields => referral({ contained: [without(patient(change), ...names), ...contained().slice(1)] });
const withNumber = (system: string, value: string): Fields => withPatient({ identifier: [{ system, value }] });
const withConsent = (change: Fields): Fields => referral({ contained: [patient(), consent(change), ...contained().slice(2)] });
const withMore = (more: Fields): Fields =>
  referral({ contained: contained({ id: 'more', ...more }), supportingInfo: [{ reference: '#consent' }, { reference: '#more' }] });
const withFile = (attachment: Fields): Fields => withMore({ resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] });
const snomed = (code: string): Fields => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const byPractice = (code: string): Fields =>
  referral({ requester: { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: code } }, contained: contained().slice(0, 2) });
const gravity = 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes';
const nhs = 'https://fhir.nhs.uk/Id/nhs-number';
const chi = 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53';
const condition = (change: Fields): Fields => withMore({ resourceType: 'Condition', subject: { reference: '#patient' }, ...change });
const large = 'A'.repeat(8_000_000);

/** A referral that breaks one rule, by the rule's flag; several where it has several sides. */
const broken: Record<string, Fields[]> = {
  'not-open': [
    referral({ status: 'completed' }),
    referral({ status: 'entered-in-error' }),
    without(referral({ _status: { extension: [{ url: 'https://x.example', valueCode: 'x' }] } }), 'status'),
  ],
  intent: [referral({ intent: 'filler-order' }), referral({ intent: 'directive' })],
  'category-missing': [without(referral(), 'category'), referral({ category: [{ id: 'x' }] })],
  'category-code': [
    referral({ category: [{ coding: [{ system: gravity, code: 'food' }] }] }),
    referral({ category: [{ coding: [{ system: gravity, code: 'resulting-activity' }] }] }),
  ],
  'category-not-known': [
    referral({ category: [{ text: 'Social' }] }),
    referral({ category: [{ coding: [{ system: 'https://x.example', code: '410606002' }] }] }),
  ],
  'code-missing': [without(referral(), 'code'), referral({ code: { id: 'x' } })],
  'code-us-only': [referral({ code: snomed('467771000124109') })],
  'snomed-check-digit': [
    referral({ code: snomed('871731000000107') }),
    referral({ category: [snomed('410606003')] }),
    referral({ reasonCode: [snomed('733423')] }),
    referral({ code: snomed('8.71731E14') }),
  ],
  'authored-missing': [without(referral(), 'authoredOn')],
  'authored-in-future': [
    referral({ authoredOn: '2026-11-23T09:35:01Z' }),
    referral({ authoredOn: '2026-11-24' }),
    referral({ authoredOn: '2027' }),
    referral({ authoredOn: '2026-11-23T10:00:00+00:00' }),
  ],
  'authored-long-ago': [referral({ authoredOn: '2025-11-22' }), referral({ authoredOn: '2025-11-22T23:59:00Z' }), referral({ authoredOn: '2024' })],
  'requester-missing': [referral({ requester: undefined, contained: contained().slice(0, 2) })],
  'requester-other-practice': [
    byPractice('S99002'),
    byPractice('99002'),
    referral({ requester: { reference: 'Organization/S99002' }, contained: contained().slice(0, 2) }),
  ],
  'requester-not-known': [
    referral({ requester: { reference: 'PractitionerRole/1' }, contained: contained().slice(0, 2) }),
    referral({ requester: { display: 'Dr Example' }, contained: contained().slice(0, 2) }),
  ],
  'performer-not-known': [referral({ performer: [{ reference: 'Organization/1' }] }), referral({ performer: [{ display: 'Community café' }] })],
  'identifier-missing': [
    without(referral(), 'identifier'),
    referral({ identifier: [{ value: '1' }] }),
    referral({ identifier: [{ system: 'https://x.example' }] }),
  ],
  stat: [referral({ priority: 'stat' })],
  'need-missing': [without(referral(), 'reasonCode', 'note')],
  'needed-in-past': [
    referral({ occurrenceDateTime: '2026-11-22' }),
    referral({ occurrencePeriod: { end: '2026-10' } }),
    referral({ occurrenceDateTime: '2026-11-22T23:59:00Z' }),
  ],
  'do-not-perform': [referral({ doNotPerform: true })],
  replaces: [referral({ replaces: [{ reference: 'ServiceRequest/1' }] })],
  'based-on-not-known': [referral({ basedOn: [{ reference: 'CarePlan/1' }] })],
  'subject-not-a-patient': [
    referral({ subject: { reference: 'Group/1' } }),
    referral({ subject: { reference: 'https://gp.example/fhir/Device/1' } }),
    referral({ subject: { type: 'Location', identifier: { system: 'https://x.example', value: '1' } } }),
  ],
  'subject-not-found': [referral({ subject: { reference: 'Patient/1' } })],
  'subject-missing': [
    referral({ subject: { display: 'a person' } }),
    referral({ subject: { reference: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' } }),
    referral({ subject: { reference: 'http://gp.example/fhir/Patient/1' } }),
    referral({ subject: { reference: '#' } }),
  ],
  'several-patients': [withMore({ ...patient(), id: 'more' })],
  'person-not-identifiable': [
    withPatient({}, 'name'),
    withPatient({ name: [{ given: ['Ailsa'] }] }),
    withPatient({}, 'birthDate'),
    withPatient({}, 'identifier', 'telecom', 'address'),
  ],
  'no-contact-route': [
    withPatient({}, 'telecom', 'address'),
    referral({ subject: { reference: 'https://gp.example/fhir/Patient/1' }, contained: contained().slice(2), supportingInfo: undefined }),
  ],
  'wrong-check-digit': [withNumber(chi, '0101201234'), withNumber(nhs, '9990548608')],
  'no-real-day': [withNumber(chi, '3201201234'), withNumber('https://fhir.nhs.uk/Id/chi-number', '3201201234')],
  'not-ten-digits': [withNumber(chi, '01 0101 1237'), withNumber(nhs, '99905486099')],
  'not-in-use': [withNumber(nhs, '5000000005')],
  'lost-leading-zero': [withNumber(chi, '101011237'), withNumber(nhs, '101011237')],
  'number-under-other-system': [withNumber(nhs, '0101011237'), withNumber(chi, '9990548609')],
  'chi-birth-date': [withPatient({ birthDate: '2001-01-02' })],
  'person-died': [withPatient({ deceasedBoolean: true }), withPatient({ deceasedDateTime: '2026' })],
  'birth-date-in-future': [withPatient({ birthDate: '2026-11-24' }), withPatient({ birthDate: '2027' })],
  'birth-date-long-ago': [withPatient({ birthDate: '1906-11-22', identifier: [{ system: 'https://x.example', value: '1' }] })],
  'consent-refused': [
    withConsent({ status: 'rejected' }),
    withConsent({ status: 'inactive' }),
    withConsent({ status: 'entered-in-error' }),
    withConsent({ provision: { type: 'deny' } }),
  ],
  'consent-of-other-person': [
    withConsent({ patient: { reference: 'Patient/other' } }),
    withConsent({ patient: { identifier: { system: chi, value: '0101336489' } } }),
  ],
  'consent-missing': [
    referral({ supportingInfo: undefined, contained: [patient(), ...contained().slice(2)] }),
    referral({ supportingInfo: [{ reference: 'https://gp.example/fhir/Consent/1' }], contained: [patient(), ...contained().slice(2)] }),
  ],
  'consent-not-usable': [
    withConsent({ status: 'proposed' }),
    withConsent({ status: 'draft' }),
    withConsent({ patient: undefined }),
    withConsent({ patient: { display: 'a person' } }),
    withConsent({ scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] } }),
    withConsent({ provision: { period: { end: '2026-11-20' } } }),
    withConsent({ provision: { period: { start: '2026-12-20' } } }),
    withConsent({ provision: { type: 'permit', provision: [{ type: 'deny' }] } }),
  ],
  'about-another-person': [
    condition({ subject: { reference: 'Patient/other' } }),
    condition({ subject: { reference: 'https://gp.example/fhir/Patient/patient2' } }),
    withMore({ resourceType: 'Goal', lifecycleStatus: 'active', description: { text: 'x' }, subject: { identifier: { system: chi, value: '0101336489' } } }),
    withMore({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/other' } }),
    withMore({ resourceType: 'QuestionnaireResponse', status: 'completed', subject: { reference: 'Patient/other' } }),
    withMore({ resourceType: 'DocumentReference', status: 'current', subject: { reference: 'Patient/other' }, content: [{ attachment: { title: 'x' } }] }),
    withMore({ resourceType: 'Procedure', status: 'completed', subject: { reference: 'Patient/other' } }),
    withMore({ resourceType: 'RelatedPerson', patient: { reference: 'Patient/other' } }),
    withMore({ resourceType: 'Coverage', status: 'active', beneficiary: { reference: 'Patient/other' }, payor: [{ display: 'x' }] }),
    withMore({ resourceType: 'Task', status: 'draft', intent: 'order', for: { reference: 'Patient/other' } }),
    withMore({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: { reference: 'Patient/other' } }),
  ],
  'out-of-reach': [
    referral({ reasonReference: [{ reference: 'Condition/1' }] }),
    referral({ insurance: [{ reference: 'Coverage/1' }] }),
    referral({ supportingInfo: [{ reference: '#consent' }, { reference: 'Goal/1' }] }),
  ],
  'attachment-type': [
    withFile({ contentType: 'text/html', data: 'PGh0bWw+' }),
    withFile({ contentType: 'application/x-msdownload', data: 'TVqQ' }),
    withPatient({ photo: [{ contentType: 'image/svg+xml', data: 'PHN2Zz4=' }] }),
  ],
  'attachment-disguised': [
    withFile({ contentType: 'application/pdf', data: 'TVqQ' }),
    withConsent({ sourceAttachment: { contentType: 'image/png', data: 'JVBERi0x' } }),
  ],
  'attachment-too-large': [withFile({ contentType: 'text/plain', data: large })],
  'attachment-elsewhere': [withFile({ contentType: 'application/pdf', url: 'https://gp.example/letter.pdf' })],
  'text-too-long': [referral({ note: [{ text: 'x'.repeat(10_001) }] }), condition({ note: [{ text: 'x'.repeat(10_001) }] })],
};

describe('a rule for a referral', () => {
  const rows = referralRules.map((rule) => [rule.flag, rule] as const);
  test.each(rows)('stands: %s', (flag, { severity, status, code, text }) => {
    const cases = broken[flag] ?? [];
    expect(cases.length).toBeGreaterThan(0);
    for (const resource of cases) {
      expect(checkStructure(JSON.parse(JSON.stringify(resource)))).toEqual([]);
      const found = read(JSON.parse(JSON.stringify(resource)));
      const issues = found.issues.filter((issue) => issue.text === text);
      expect(issues.length).toBeGreaterThan(0);
      for (const issue of issues)
        expect(issue).toMatchObject({
          severity: severity === 'reject' ? 'error' : 'warning',
          code,
          expression: expect.stringMatching(/^ServiceRequest(\.|$)/),
        });
      expect(found.ok).toBe(severity === 'warn');
      if (found.ok) expect(found.facts.warnings).toContain(flag);
      else expect(found.status).toBe(status ?? 422);
    }
  });

  test('has a flag of its own, a text that says what to do, and a case here', () => {
    const flags = referralRules.map(({ flag }) => flag);
    expect(new Set(flags).size).toBe(flags.length);
    expect(Object.keys(broken).filter((flag) => !flags.includes(flag))).toEqual([]);
    for (const { text } of referralRules) expect(text).toMatch(/^[A-Z`].{30,}\.$/);
  });

  test('is quiet where a referral keeps it', () => {
    expect(read(referral())).toMatchObject({ ok: true, issues: [], facts: { warnings: [] } });
  });
});

describe('a referral', () => {
  test('is told every reason at once, with its place', () => {
    const resource = referral({
      intent: 'option',
      doNotPerform: true,
      contained: [patient({ deceasedBoolean: true, birthDate: '2027-01-01' }), ...contained().slice(1)],
    });
    expect(issuesOf(resource)).toEqual([
      'error business-rule ServiceRequest.intent',
      'error not-supported ServiceRequest.doNotPerform',
      'error business-rule ServiceRequest.contained[0].deceased',
      'error business-rule ServiceRequest.contained[0].birthDate',
      'warning business-rule ServiceRequest.contained[0].birthDate',
    ]);
  });

  test('of another practice is forbidden, whatever else is wrong with it', () => {
    expect(read({ ...byPractice('S99002'), intent: 'option' })).toMatchObject({ ok: false, status: 403 });
  });

  test.each([
    ['by its code with an S', byPractice('S99001')],
    ['by its code without', byPractice('99001')],
    ['by a role in its organisation', referral()],
    ['by reference', referral({ requester: { reference: 'Organization/S99001' }, contained: contained().slice(0, 2) })],
    [
      'by a contained practitioner',
      referral({
        requester: { reference: '#doctor' },
        contained: [...contained().slice(0, 2), { resourceType: 'Practitioner', id: 'doctor', name: [{ text: 'Dr Example' }] }],
      }),
    ],
  ])('is of the calling practice when the requester says so %s', (_name, resource) => {
    expect(checkStructure(resource)).toEqual([]);
    expect(read(resource)).toMatchObject({ ok: true, issues: [] });
  });

  test('may name what the hub knows', () => {
    const resource = referral({
      performer: [{ reference: 'HealthcareService/x' }],
      basedOn: [{ reference: 'CarePlan/1' }],
      reasonReference: [{ reference: 'Condition/1' }],
    });
    expect(flagsOf(resource)).toEqual(['performer-not-known', 'based-on-not-known', 'out-of-reach']);
    expect(flagsOf(resource, ['HealthcareService/x', 'CarePlan/1', 'Condition/1'])).toEqual([]);
    expect(read(referral({ subject: { reference: 'Patient/1' }, contained: contained().slice(2), supportingInfo: undefined }), ['Patient/1'])).toMatchObject({
      ok: true,
    });
  });

  test.each([
    [
      'of the same identifier under another name of its system',
      condition({ subject: { identifier: { system: 'https://fhir.nhs.uk/Id/chi-number', value: '0101011237' } } }),
    ],
    ['whose contained copy is referred to by its id', condition({ subject: { reference: 'Patient/patient' } })],
    ['named in words only', condition({ subject: { display: 'the patient' } })],
  ])('may hold what is about the same person: %s', (_name, resource) => {
    expect(read(resource)).toMatchObject({ ok: true });
  });

  test('is written up to five minutes ahead of the hub’s clock, and today in London', () => {
    expect(read(referral({ authoredOn: '2026-11-23T09:35:00Z' }))).toMatchObject({ ok: true });
    const summer = { practice, now: '2026-07-01T23:30:00.000Z' as Instant };
    expect(readReferral(referral({ authoredOn: '2026-07-02' }) as unknown as ServiceRequest, summer)).toMatchObject({ ok: true });
  });

  test('is never echoed in what is said of it', () => {
    const secret = 'Zzyzx';
    const resource = JSON.parse(
      JSON.stringify(broken['about-another-person']?.[0])
        .replaceAll('Ailsa', secret)
        .replaceAll('Testperson', secret)
        .replaceAll('Loneliness', secret)
        .replaceAll('mornings', secret)
        .replaceAll('Glasgow', secret),
    );
    expect(JSON.stringify(resource)).toContain(secret);
    expect(JSON.stringify(read(resource))).toContain('another person');
    expect(JSON.stringify(read(resource))).not.toContain(secret);
  });

  test('may carry every element of R4 that holds an attachment under the rules for them', () => {
    const holders = new Set(
      Object.values(typeLines).flatMap((line) =>
        [...line.matchAll(/(?<= )(\w+)(\[x\])?[!*+]?:([^ ]*\bAttachment\b[^ ]*)/g)].map(([, name, choice]) => (choice ? `${name}Attachment` : name)),
      ),
    );
    expect([...holders].sort()).toEqual(['attachment', 'document', 'photo', 'sourceAttachment', 'valueAttachment']);
    for (const name of holders) expect(flagsOf(referral({ [String(name)]: { url: 'https://x.example/a' } }))).toContain('attachment-elsewhere');
    expect(acceptedTypes).toHaveLength(5);
  });
});
