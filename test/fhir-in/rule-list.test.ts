import type { ServiceRequest, Task } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { readReferral } from '#fhir/inbound/referral';
import { referralRules } from '#fhir/inbound/rules';
import { checkParentTask } from '#fhir/inbound/task';
import { personWarnings } from '#fhir/patient/warnings';
import { checkStructure } from '#fhir/structure/structure';
import { typeLines } from '#fhir/structure/table';
import { isResourceType } from '#fhir/structure/types';
import type { PracticeId } from '#identity/types';
import { fhirHub } from '#test/fhir-hub';
import { chanceOf, sampleOf } from '#test/r4-samples';
import { now, practice, readAll } from './reading.ts';
import { contained, type Fields, patient, referral, without } from './referral-builder.ts';

const withPatient = (change: Fields): Fields => referral({ contained: [patient(change), ...contained().slice(1)] });
const codesOf = (resource: Fields): string[] => checkStructure(resource).map(({ code, status }) => `${status} ${code}`);
const read = (resource: Fields) => readReferral(resource as unknown as ServiceRequest, { now, practice });

/** The thirty subjects: the rows for each, or what else shows that it is kept. */
const list: Record<number, Record<string, 'reject' | 'warn'> | { shown: () => unknown }> = {
  1: { 'not-open': 'reject' },
  2: { intent: 'reject' },
  3: { 'subject-not-a-patient': 'reject', 'subject-not-found': 'reject', 'subject-missing': 'reject', 'several-patients': 'reject' },
  4: { 'category-missing': 'reject', 'category-code': 'reject', 'category-not-known': 'warn' },
  5: { 'code-missing': 'warn', 'code-us-only': 'warn', 'snomed-check-digit': 'reject' },
  6: { 'authored-missing': 'warn', 'authored-in-future': 'reject', 'authored-long-ago': 'warn' },
  7: { 'requester-missing': 'warn', 'requester-other-practice': 'reject', 'requester-not-known': 'warn' },
  8: { 'performer-not-known': 'warn' },
  9: { 'identifier-missing': 'warn' },
  10: { stat: 'warn' },
  11: {
    shown: () => {
      const orderDetail = [{ coding: [{ code: 'contacting-subject-prohibited' }] }];
      expect(readAll(referral({ orderDetail }))).toMatchObject({ at: 'taken', facts: { doNotContact: true } });
    },
  },
  12: { 'need-missing': 'warn' },
  13: { 'needed-in-past': 'warn' },
  14: { 'do-not-perform': 'reject', replaces: 'reject', 'based-on-not-known': 'warn' },
  15: { shown: () => expect(codesOf(referral({ requester: { reference: '#nobody' } }))).toContain('400 invariant') },
  16: { shown: () => expect(codesOf(referral({ modifierExtension: [{ url: 'https://x.example', valueBoolean: true }] }))).toEqual(['422 extension']) },
  17: { 'person-not-identifiable': 'reject', 'no-contact-route': 'warn' },
  18: { 'wrong-check-digit': 'reject', 'no-real-day': 'reject', 'not-ten-digits': 'reject', 'not-in-use': 'reject' },
  19: { 'lost-leading-zero': 'reject', 'number-under-other-system': 'warn', 'chi-birth-date': 'warn' },
  20: { 'person-died': 'reject' },
  21: { 'birth-date-in-future': 'reject', 'birth-date-long-ago': 'warn' },
  22: {
    shown: async () => {
      const hub = await fhirHub();
      const somebodyElse = { name: [{ family: 'Someoneelse' }], birthDate: '1933-02-02' };
      const [first, second] = [referral(), { ...withPatient(somebodyElse), identifier: [{ system: 'https://gp.example/referrals', value: 'R-2' }] }];
      await hub.call('POST', '/ServiceRequest', { body: { ...first, requester: undefined, contained: contained().slice(0, 2) } });
      const body = { ...second, requester: undefined, contained: [patient(somebodyElse), ...contained().slice(1, 2)] };
      const made = await hub.call('POST', '/ServiceRequest', { body, headers: { prefer: 'return=OperationOutcome' } });
      expect([made.status, JSON.stringify(made.body)]).toEqual([201, expect.stringContaining(personWarnings['person-mismatch'])]);
    },
  },
  23: { 'consent-refused': 'reject', 'consent-of-other-person': 'reject', 'consent-missing': 'warn', 'consent-not-usable': 'warn' },
  24: {
    shown: () => {
      const task = { resourceType: 'Task', status: 'requested', intent: 'order' } as Task;
      const found = checkParentTask(task, { practice: practice.id as PracticeId, baseUrl: 'https://hub.example' });
      expect(found.map(({ expression }) => expression)).toEqual(['Task.code', 'Task.focus', 'Task.for', 'Task.authoredOn', 'Task.requester']);
    },
  },
  25: { 'about-another-person': 'reject', 'out-of-reach': 'warn' },
  26: { 'attachment-type': 'reject', 'attachment-disguised': 'reject', 'attachment-too-large': 'reject', 'attachment-elsewhere': 'warn' },
  27: { shown: () => expect(codesOf(referral({ text: { status: 'generated', div: '<div><script>x</script></div>' } }))).toEqual(['400 invariant']) },
  28: { shown: () => expect(readAll(referral({ meta: { profile: ['https://x.example/profile'] } }))).toMatchObject({ at: 'taken', issues: [] }) },
  29: { shown: () => expect(read(referral({ meta: { security: [{ code: 'V' }] } }))).toMatchObject({ ok: true, facts: { restricted: true } }) },
  30: { 'text-too-long': 'reject' },
};

describe('the list of thirty', () => {
  test.each(Array.from({ length: 30 }, (_, at) => at + 1))('is kept: %i', async (rule) => {
    const kept = list[rule] ?? {};
    const rows = Object.fromEntries(referralRules.filter((row) => row.rule === rule).map(({ flag, severity }) => [flag, severity]));
    if (typeof kept.shown === 'function') await kept.shown();
    expect(rows).toEqual(typeof kept.shown === 'function' ? {} : kept);
  });

  test('has no row beyond it', () => {
    expect(referralRules.filter(({ rule }) => !(rule in list))).toEqual([]);
    expect(Object.keys(list)).toHaveLength(30);
  });

  test('refuses what R4 itself forbids before any row is asked: rules 13 and 21', () => {
    expect(codesOf(referral({ occurrencePeriod: { start: '2026-12-02', end: '2026-12-01' } }))).toEqual(['400 invariant']);
    expect(codesOf(withPatient({ gender: 'f' }))).toEqual(['400 code-invalid']);
  });
});

describe('whatever comes with a referral', () => {
  /** Of every type of the table, the element that says whom it is about; a consent has rules of its own. */
  const about = Object.entries(typeLines).flatMap(([type, line]) => {
    const [, name] = / (subject|patient|beneficiary|for)!?:Reference(?:>[A-Za-z,]*\bPatient\b|(?: |$))/.exec(line) ?? [];
    return isResourceType(type) && name && type !== 'Consent' ? [[type, name] as const] : [];
  });
  test.each(about)('is about its person: %s.%s', (type, name) => {
    const samples = Array.from({ length: 40 }, (_, seed) => without(sampleOf(type, chanceOf(seed)), 'meta'));
    const whole = samples.map((sample) => ({ ...sample, id: 'more', [name]: { reference: 'Patient/other' } }));
    const sent = whole.map((more) => referral({ contained: contained(more), supportingInfo: [{ reference: '#consent' }, { reference: '#more' }] }));
    const right = sent.filter((resource) => checkStructure(resource).length === 0);
    expect(right.length).toBeGreaterThan(5);
    for (const resource of right)
      expect(read(resource).issues).toContainEqual(expect.objectContaining({ severity: 'error', expression: `ServiceRequest.contained[4].${name}` }));
  });

  test('was looked at type by type', () => {
    expect(about.length).toBeGreaterThanOrEqual(15);
  });
});
