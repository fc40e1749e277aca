/** What a FHIR Consent says to the hub: which permission, whom, how long, yes or no, or nothing. */
import type { Consent } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { exceptionsNotApplied, statementsOf } from '#fhir/inbound/consent-statements';
import { now } from './reading.ts';
import { consent, type Fields } from './referral-builder.ts';

const baseUrl = 'https://hub.example';
const said = (change: Fields = {}) => statementsOf(consent(change) as unknown as Consent, now, baseUrl);
const permit = (provision: Fields) => said({ provision: { type: 'permit', ...provision } });
const actors = (...references: Fields[]) => ({ actor: references.map((reference) => ({ role: { text: 'recipient' }, reference })) });
const plain = { gives: true, permissions: ['refer', 'share'], at: now };
const hub = 'https://linkshub.scot/fhir/CodeSystem/links-hub';
const category = (...codes: string[]) => ({ category: [{ coding: codes.map((code) => ({ system: hub, code })) }] });

describe('a Consent says', () => {
  test.each([
    ['yes, where it is active', {}, true],
    ['yes, where its provision says no more', { provision: {} }, true],
    ['no, where it was refused', { status: 'rejected' }, false],
    ['no, where it was withdrawn', { status: 'inactive' }, false],
    ['no, where it denies', { provision: { type: 'deny' } }, false],
  ])('%s', (_, change, gives) => {
    expect(said(change)).toEqual([{ ...plain, gives }]);
  });
  test.each([
    ['it is in error', { status: 'entered-in-error' }],
    ['it is a draft', { status: 'draft' }],
    ['it is proposed', { status: 'proposed', provision: { type: 'deny' } }],
    ['it has exceptions that the hub cannot apply', { provision: { type: 'permit', provision: [{ type: 'deny' }] } }],
    ['it is about somebody whom the hub does not know', { provision: actors({ reference: 'https://elsewhere.example/fhir/Organization/pantry' }) }],
    ['it is about a practitioner', { provision: actors({ reference: 'Practitioner/1' }) }],
    ['it is about somebody in words', { provision: actors({ display: 'The pantry' }) }],
  ])('nothing, where %s', (_, change) => {
    expect(said(change)).toEqual([]);
  });
  test('a whole no, even with exceptions and for a time', () => {
    const provision = { type: 'deny', period: { end: '2026-11-30' }, provision: [{ type: 'permit' }] };
    expect(said({ provision })).toEqual([{ ...plain, gives: false }]);
  });
});

describe('a yes with exceptions', () => {
  const except = (...provision: Fields[]) => ({ provision: { type: 'permit', provision } });
  const no = (...ids: string[]) => ({ type: 'deny', ...actors(...ids.map((id) => ({ reference: `Organization/${id}` }))) });
  const refused = (change: Fields) => exceptionsNotApplied(consent(change) as unknown as Consent, baseUrl);
  test('is a yes to the others and a no to the organisations it excepts, which wins', () => {
    expect(said(except(no('pantry'), no('advice', 'pantry')))).toEqual([plain, { ...plain, gives: false, with: ['pantry', 'advice'] }]);
  });
  test.each([
    ['type', { type: 'permit', ...actors({ reference: 'Organization/pantry' }) }],
    ['purpose', { ...no('pantry'), purpose: [{ code: 'TREAT' }] }],
    ['data', { type: 'deny', data: [{ meaning: 'instance', reference: { reference: 'Condition/1' } }] }],
    ['class', { ...no('pantry'), class: [{ code: 'Condition' }] }],
    ['code', { ...no('pantry'), code: [{ text: 'Debt' }] }],
    ['period', { ...no('pantry'), period: { end: '2026-12-31' } }],
    ['provision', { ...no('pantry'), provision: [no('advice')] }],
    ['actor[1].reference', { type: 'deny', ...actors({ reference: 'Organization/pantry' }, { display: 'Advice' }) }],
    ['actor[0].reference', { type: 'deny', ...actors({ reference: 'Patient/1' }) }],
  ])('says nothing with one that the hub cannot apply, in its %s', (place, exception) => {
    expect(said(except(no('advice'), exception))).toEqual([]);
    expect(refused(except(no('advice'), exception))).toEqual([`Consent.provision.provision[1].${place}`]);
  });
  test('needs none where it is no yes', () => {
    const change = { provision: { type: 'deny', provision: [{ type: 'permit' }] } };
    expect([refused(change), refused({ ...except({ type: 'permit' }), status: 'draft' })]).toEqual([[], []]);
  });
});

describe('a Consent is about', () => {
  test.each([
    ['to be referred', ['to-be-referred'], ['refer']],
    ['to share', ['to-share'], ['share']],
    ['both, said both', ['to-share', 'to-be-referred'], ['refer', 'share']],
    ['both, said neither', [], ['refer', 'share']],
    ['what is known, said something else too', ['to-share', 'to-be-refered'], ['share']],
  ])('%s', (_, codes, permissions) => {
    expect(said(category(...codes))).toEqual([{ ...plain, permissions }]);
  });
  test('nothing, where a yes names only what nobody knows; both, where a no does', () => {
    expect(said(category('to-be-refered'))).toEqual([]);
    expect(said({ ...category('to-share', 'to-be-refered'), status: 'rejected' })).toEqual([{ ...plain, gives: false }]);
  });
  test('both, where another system has the code', () => {
    expect(said({ category: [{ coding: [{ system: 'https://x.example', code: 'to-share' }] }] })).toEqual([plain]);
  });
  test('the organisations it names, in whatever form, each once', () => {
    const named = actors(
      { reference: 'Organization/pantry' },
      { reference: 'HealthcareService/pantry.parcels' },
      { reference: `${baseUrl}/fhir/Organization/advice` },
      { reference: 'Organization/elsewhere/_history/1' },
      { reference: '#patient', type: 'Patient' },
    );
    expect(permit(named)).toEqual([{ ...plain, with: ['pantry', 'advice'] }]);
  });
  test('anybody, where it names the person alone', () => {
    expect(permit(actors({ reference: 'Patient/1' }, { reference: 'RelatedPerson/1' }))).toEqual([plain]);
  });
});

describe('a Consent holds', () => {
  test.each([
    ['whole days in London', { start: '2026-11-01', end: '2026-11-30' }, '2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z'],
    ['whole days in summer', { start: '2026-07-01', end: '2026-07-31' }, '2026-06-30T23:00:00.000Z', '2026-07-31T22:59:59.999Z'],
    ['months', { start: '2026-10', end: '2027-02' }, '2026-09-30T23:00:00.000Z', '2027-02-28T23:59:59.999Z'],
    ['years', { start: '2026', end: '2027' }, '2026-01-01T00:00:00.000Z', '2027-12-31T23:59:59.999Z'],
    ['moments', { start: '2026-11-01T10:00:00+01:00', end: '2026-11-30T10:00:00Z' }, '2026-11-01T09:00:00.000Z', '2026-11-30T10:00:00.000Z'],
    ['to a leap second', { end: '2026-12-31T23:59:60Z' }, undefined, '2026-12-31T23:59:59.999Z'],
    ['for ever', { end: '9999-12-31' }, undefined, '9999-12-31T23:59:59.999Z'],
    ['for longer than the calendar', { end: '9999-12-31T23:59:59-14:00' }, undefined, undefined],
  ])('for %s', (_, period, from, until) => {
    expect(permit({ period })).toEqual([{ ...plain, ...(from ? { from } : {}), ...(until ? { until } : {}) }]);
  });
});
