import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needOf } from '#fhir/inbound/referral';
import { subjectSent } from '#fhir/patient/facts';
import { readAll } from './reading.ts';
import { consent, contained, type Fields, patient, referral, without } from './referral-builder.ts';

const factsOf = (resource: Fields) => {
  const read = readAll(resource);
  if (read.at !== 'taken') throw new Error(JSON.stringify(read.issues));
  return read.facts;
};
const personIn = (resource: Fields) => subjectSent(resource as never);
const withPatient = (change: Fields, ...names: string[]): Fields => referral({ contained: [without(patient(change), ...names), ...contained().slice(1)] });

describe('a referral that is taken', () => {
  test('gives what the hub needs to know', () => {
    expect(factsOf(referral())).toEqual({
      need: { system: 'http://snomed.info/sct', code: '871731000000106', display: 'Referral to social prescribing service' },
      urgency: 'routine',
      consent: true,
      consentAt: '2026-11-20T23:59:59.999Z',
      doNotContact: false,
      restricted: false,
      warnings: [],
      identifiers: [{ system: 'https://gp.example/referrals', value: 'R-1' }],
    });
  });

  test('is a draft only when it says so', () => {
    expect(readAll(referral())).toMatchObject({ at: 'taken', draft: false });
    expect(readAll(referral({ status: 'draft' }))).toMatchObject({ at: 'taken', draft: true });
  });

  test.each([
    ['a day', { occurrenceDateTime: '2026-12-01' }, '2026-12-01'],
    ['today', { occurrenceDateTime: '2026-11-23' }, '2026-11-23'],
    ['a time, as the day in London', { occurrenceDateTime: '2027-06-30T23:30:00Z' }, '2027-07-01'],
    ['a time of another zone', { occurrenceDateTime: '2026-12-01T23:30:00-05:00' }, '2026-12-02'],
    ['a month, as its last day', { occurrenceDateTime: '2027-02' }, '2027-02-28'],
    ['a year, as its last day', { occurrenceDateTime: '2027' }, '2027-12-31'],
    ['the end of a period', { occurrencePeriod: { start: '2026-11-01', end: '2026-12-05' } }, '2026-12-05'],
    ['a leap second', { occurrenceDateTime: '2026-12-31T23:59:60Z' }, '2026-12-31'],
    ['a period without end', { occurrencePeriod: { start: '2026-12-01' } }, undefined],
    ['a rhythm', { occurrenceTiming: { repeat: { frequency: 1, period: 1, periodUnit: 'wk' } } }, undefined],
    ['a day that is over', { occurrenceDateTime: '2026-11-22' }, undefined],
  ])('is needed by %s', (_name, change, day) => {
    expect(factsOf(referral(change)).neededBy).toBe(day);
  });

  test('has the consent that came with it, and none that is missing or unusable', () => {
    const withConsents = (...consents: Fields[]): Fields =>
      referral({ contained: [patient(), ...consents, ...contained().slice(2)], supportingInfo: consents.map(({ id }) => ({ reference: `#${id}` })) });
    expect(factsOf(withConsents(consent())).consent).toBe(true);
    expect(factsOf(withConsents(consent({ status: 'proposed' }))).consent).toBe(false);
    expect(factsOf(withConsents(consent({ status: 'proposed' }), consent({ id: 'second' }))).consent).toBe(true);
    const untilToday = factsOf(withConsents(consent({ provision: { type: 'permit', period: { start: '2026-11-01', end: '2026-11-23' } } })));
    const [from, until] = ['2026-11-01T00:00:00.000Z', '2026-11-23T23:59:59.999Z'];
    expect([untilToday.consent, untilToday.consents]).toEqual([
      false,
      [{ gives: true, permissions: ['refer', 'share'], from, until, at: '2026-11-20T23:59:59.999Z' }],
    ]);
    expect(factsOf(without(referral({ contained: [patient(), ...contained().slice(2)] }), 'supportingInfo')).consent).toBe(false);
    expect(readAll(withConsents(consent(), consent({ id: 'second', status: 'inactive' }))).at).toBe('rules');
  });

  test('says when the person must not be contacted, and when it is restricted', () => {
    const quiet = [
      { coding: [{ system: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes', code: 'contacting-subject-prohibited' }] },
    ];
    expect(factsOf(referral({ orderDetail: quiet })).doNotContact).toBe(true);
    const labelled = (code: string) =>
      factsOf(referral({ meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code }] } })).restricted;
    expect(['N', 'R', 'V'].map(labelled)).toEqual([false, true, true]);
  });

  test('keeps only identifiers that can be found again', () => {
    expect(factsOf(referral({ identifier: [{ value: '1' }, { system: 'https://x.example', value: '2' }] })).identifiers).toEqual([
      { system: 'https://x.example', value: '2' },
    ]);
  });
});

describe('the person of a referral', () => {
  test('is known by the number of Scotland before others, under whichever name it was sent', () => {
    const identifier = [
      { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990548609' },
      { system: 'https://fhir.hl7.org.uk/Id/chi-number', value: '0101011237' },
    ];
    expect(personIn(withPatient({ identifier }))).toMatchObject({
      facts: { number: { system: 'chi', value: '0101011237' }, others: [{ system: 'nhs', value: '9990548609' }] },
      identifiers: identifier,
    });
    expect(personIn(withPatient({ identifier: identifier.slice(0, 1) })).facts.number).toEqual({ system: 'nhs', value: '9990548609' });
    expect(personIn(withPatient({ identifier: [{ system: 'https://gp.example/patients', value: '7' }] })).facts.number).toBeUndefined();
  });

  test('has the name and the postcode that hold now', () => {
    const name = [
      { use: 'old', family: 'Before' },
      { family: 'Ended', period: { end: '2020-01-01' } },
      { use: 'nickname', given: ['Al'] },
      { use: 'official', family: 'Testperson', given: ['Ailsa'] },
    ];
    const address = [
      { use: 'old', postalCode: 'G1 1AA' },
      { use: 'temp', postalCode: 'G2 2BB' },
      { use: 'home', postalCode: 'G3 3CC' },
    ];
    expect(personIn(withPatient({ name, address })).facts).toMatchObject({ family: 'testperson', given: 'ailsa', postcode: 'G33CC' });
    const text = withPatient({ name: [{ text: 'Ailsa Testperson' }], address: [{ use: 'old', postalCode: 'G1 1AA' }] });
    expect(personIn(text).facts).toMatchObject({ family: 'testperson', given: 'ailsa', postcode: 'G11AA' });
    expect(personIn(withPatient({}, 'address')).facts.postcode).toBeUndefined();
  });

  test('is kept without references to what was contained beside them', () => {
    const person = personIn(
      withPatient({ generalPractitioner: [{ reference: '#gp' }, { reference: '#gp', display: 'Dr Khan' }], managingOrganization: { reference: '#practice' } }),
    );
    expect(person.patient).toMatchObject({ generalPractitioner: [{ display: 'Dr Khan' }] });
    expect(person.patient).not.toHaveProperty('managingOrganization');
  });

  test('may be given by identifier alone, or held elsewhere', () => {
    const alone = (subject: Fields) => personIn(without(referral({ subject, contained: contained().slice(2) }), 'supportingInfo'));
    const identifier = { system: 'http://fhir.nhs.scot.uk/Id/national/chi-number', value: '0101336489' };
    expect(alone({ identifier })).toEqual({
      patient: { resourceType: 'Patient', identifier: [identifier] },
      facts: { number: { system: 'chi', value: '0101336489' } },
      identifiers: [identifier],
    });
    expect(alone({ reference: 'https://gp.example/fhir/Patient/1' })).toMatchObject({ facts: {}, identifiers: [], url: 'https://gp.example/fhir/Patient/1' });
  });
});

describe('a need', () => {
  const coding = (code: string, more: Fields = {}) => ({ system: 'http://snomed.info/sct', code, ...more });
  test.each([
    [
      'has the words of its code',
      { coding: [coding('306238000', { display: 'Referral to social services (procedure)' })] },
      { code: '306238000', display: 'Referral to social services (procedure)' },
    ],
    ['has the hub’s words where the code came without', { coding: [coding('306238000')] }, { code: '306238000', display: 'Referral to social services' }],
    [
      'is the code that the sender chose',
      { coding: [coding('1'), coding('306238000', { userSelected: true })] },
      { code: '306238000', display: 'Referral to social services' },
    ],
    [
      'has the words of another coding of it',
      { coding: [{ system: 'https://x.example', code: 'a' }, coding('306238000')] },
      { system: 'https://x.example', code: 'a', display: 'Referral to social services' },
    ],
    ['never takes the free text', { text: 'Ailsa owes 300 pounds' }, { display: 'Social service procedure' }],
    ['is cut to what a page can show', { coding: [coding('1', { display: 'x'.repeat(300) })] }, { display: 'x'.repeat(200) }],
  ])('%s', (_name, concept, need) => {
    expect(needOf(concept, [{ coding: [coding('410606002')] }])).toMatchObject(need);
  });

  test('of nothing coded at all still has words', () => {
    expect(needOf(undefined, [])).toEqual({ display: 'Social support' });
  });
});

const folder = join(process.cwd(), '..', 'shared', 'data', 'gravity');
describe.skipIf(!existsSync(folder))('the referral of SDOH Clinical Care', () => {
  const files = existsSync(folder) ? readdirSync(folder).map((file): Fields => JSON.parse(readFileSync(join(folder, file), 'utf8'))) : [];
  const named = (type: string) => files.filter(({ resourceType }) => resourceType === type);
  test('goes in with all its references contained', () => {
    const parts = ['Patient', 'Condition', 'Consent', 'Goal', 'PractitionerRole', 'Practitioner', 'Organization'].flatMap(named);
    const [request] = named('ServiceRequest');
    const whole = {
      ...request,
      contained: parts.map((part) => without(part, 'text')),
      requester: { reference: 'PractitionerRole/SDOHCC-PractitionerRoleDrJanWaterExample' },
    };
    const asSent = JSON.stringify({
      ...whole,
      supportingInfo: [...named('Consent'), ...named('Goal'), ...named('Organization')].map(({ resourceType, id }) => ({ reference: `${resourceType}/${id}` })),
    });
    const local = parts.reduce((text, { resourceType, id }) => text.replaceAll(`"reference":"${resourceType}/${id}"`, `"reference":"#${id}"`), asSent);
    const read = readAll(JSON.parse(local));
    console.log(`gravity: ${parts.length + 1} of 9 read as one referral`);
    expect(parts).toHaveLength(8);
    expect(read.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(read).toMatchObject({
      at: 'taken',
      facts: {
        consent: true,
        need: { code: '467771000124109' },
        warnings: expect.arrayContaining(['code-us-only', 'authored-missing']),
      },
    });
    expect(personIn(JSON.parse(local)).facts).toMatchObject({ birthDate: '1987-02-20', family: 'baxter' });
  });
});
