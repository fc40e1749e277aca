import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkStructure } from '#fhir/structure/structure';
import { typeLines } from '#fhir/structure/table';
import { isResourceType } from '#fhir/structure/types';
import { r4Faults } from '#test/r4';
import { oracleErrors } from '#test/r4-oracle';
import { chanceOf, sampleOf } from '#test/r4-samples';
import { mutated } from './mutations.ts';
import { consent, contained, type Fields, patient, referral, without } from './referral-builder.ts';

const types = Object.keys(typeLines).filter(isResourceType);
/** Where the two differ and the hub is right; each reason with what is then said. */
const differences: { because: string; hub?: RegExp; judge?: RegExp }[] = [
  { because: 'the hub processes nothing under rules that it does not know', hub: /knows no (?:implicit rules|modifier extension)/ },
  { because: 'the judge takes two equal codings for two', hub: /\(obs-7\)$/ },
  { because: 'the hub wants every code of a required system to be of its set', hub: /needs a coding of/ },
  { because: 'the judge compares partial dates, and quantities without a number', judge: /^(?:per-1|inv-1|rng-2)$/ },
  { because: 'the judge wants the full URLs that the hub writes', judge: /fullUrl names another/ },
  { because: 'the judge wants the narratives that the hub writes, and no others', judge: /text\.div$/ },
];
const explained = (said: string[], by: 'hub' | 'judge'): boolean => said.length > 0 && said.every((text) => differences.some((one) => one[by]?.test(text)));

const judged = (resource: Fields) => {
  const hub = checkStructure(resource).map(({ text }) => text);
  const judge = r4Faults(resource).map((text) =>
    text
      .replace(/^\S+ breaks /, '')
      .replace(/(text\.div) .*/, '$1')
      .replace(/^\w+: Constraint (\S+) .*/, '$1'),
  );
  return { hub, judge };
};
const count = { right: 0, wrong: 0, explained: 0 };
const agree = (resource: Fields): void => {
  const { hub, judge } = judged(resource);
  if (hub.length > 0 === judge.length > 0) count[hub.length > 0 ? 'wrong' : 'right'] += 1;
  else if (explained(hub, 'hub') || explained(judge, 'judge')) count.explained += 1;
  else throw new Error(`the hub says ${JSON.stringify(hub.slice(0, 3))}, the judge ${JSON.stringify(judge.slice(0, 3))}: ${JSON.stringify(resource)}`);
};
const ofEachType = (type: string) => fc.nat().map((seed) => sampleOf(type, chanceOf(seed)));

describe.each(types)('a resource of the type %s', (type) => {
  test('is right or wrong alike to the hub and to the judge, whole and harmed', () => {
    const before = { ...count };
    fc.assert(fc.property(ofEachType(type), agree), { numRuns: 50 });
    fc.assert(
      fc.property(
        ofEachType(type).chain((sample) => mutated(sample, 2)),
        agree,
      ),
      { numRuns: 100 },
    );
    expect(count.right).toBeGreaterThan(before.right);
    expect(count.wrong).toBeGreaterThan(before.wrong + 40);
    expect(count.explained - before.explained).toBeLessThan(20);
  });
});

test('every type of the table was judged', () => {
  console.log(`agreement: ${types.length} types, ${count.right} right, ${count.wrong} wrong, ${count.explained} told apart for a known reason`);
  expect(types.length).toBeGreaterThanOrEqual(29);
  expect(count.right + count.wrong + count.explained).toBeGreaterThanOrEqual(types.length * 150);
});

const coded = (code: string): Fields => ({ coding: [{ system: 'https://x.example', code }] });
/** What the full validator takes for right although R4 forbids it: the reason why it is not the only judge. */
const missed: [what: string, resource: Fields][] = [
  ['a status of no set', referral({ status: 'open' })],
  ['an intent of no set', referral({ intent: 'wish' })],
  ['a priority of no set', referral({ priority: 'high' })],
  ['a concept of no set', { resourceType: 'Condition', subject: { reference: 'Patient/1' }, clinicalStatus: coded('active') }],
  ['a subject of the wrong type', referral({ subject: { reference: 'Organization/1' } })],
  ['a time without a zone', referral({ authoredOn: '2026-11-23T09:00:00' })],
  ['an empty text', referral({ patientInstruction: '' })],
  ['an empty list', referral({ note: [] })],
  ['an empty object', referral({ code: {} })],
  ['two of a choice', referral({ occurrenceDateTime: '2026-12-01', occurrencePeriod: { start: '2026-12-01' } })],
  ['a period that ends before it begins', referral({ occurrencePeriod: { start: '2026-12-02', end: '2026-12-01' } })],
  ['a contained resource that nothing names', referral({ contained: contained({ resourceType: 'Organization', id: 'x', name: 'y' }) })],
  ['a local name of nothing', referral({ requester: { reference: '#nobody' } })],
  ['a code of no set within', referral({ contained: [patient({ gender: 'f' }), ...contained().slice(1)] })],
  ['an id with other signs', referral({ id: 'a_b' })],
  ['an organisation without a name', { resourceType: 'Organization', active: true }],
  ['data without its type', { resourceType: 'Patient', photo: [{ data: 'AAAA' }] }],
  ['a telecom without its system', { resourceType: 'Patient', telecom: [{ value: '1' }] }],
  ['half a ratio', referral({ quantityRatio: { numerator: { value: 2 } } })],
  ['a script', { resourceType: 'Patient', text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>' } }],
];
describe('what the full validator misses', () => {
  test.each(missed)('is missed still, and found by the hub and by the judge: %s', (_what, resource) => {
    expect(oracleErrors(resource)).toEqual([]);
    expect(checkStructure(resource)).not.toEqual([]);
    expect(r4Faults(resource)).not.toEqual([]);
  });

  test('is not what it finds', () => {
    const found = [
      referral({ colour: 'x' }),
      without(referral(), 'status'),
      referral({ note: { text: 'x' } }),
      referral({ doNotPerform: 'false' }),
      consent({ policyRule: null }),
    ];
    for (const resource of found) expect([oracleErrors(resource).length > 0, checkStructure(resource).length > 0]).toEqual([true, true]);
  });
});
