import fc from 'fast-check';
import { expect, test } from 'vitest';
import { misled, mutated } from './mutations.ts';
import { readAll } from './reading.ts';
import { consent, contained, referral } from './referral-builder.ts';

/** With whatever else a rule looks at, so that harm meets every rule. */
const whole = referral({
  meta: { security: [{ code: 'N' }] },
  orderDetail: [{ text: 'by phone' }],
  occurrencePeriod: { start: '2026-11-25', end: '2026-12-01' },
  performer: [{ reference: 'HealthcareService/x' }],
  insurance: [{ reference: 'https://gp.example/fhir/Coverage/1' }],
  reasonReference: [{ reference: '#condition' }],
  contained: contained(
    { resourceType: 'Condition', id: 'condition', subject: { reference: '#patient' }, code: { text: 'Food insecurity' } },
    {
      resourceType: 'DocumentReference',
      id: 'letter',
      status: 'current',
      subject: { reference: '#patient' },
      content: [{ attachment: { contentType: 'application/pdf', data: 'JVBERi0x' } }],
    },
    consent({ id: 'second', provision: { type: 'permit', period: { end: '2027-01-01' } } }),
  ),
  supportingInfo: [{ reference: '#consent' }, { reference: '#second' }, { reference: '#letter' }],
});

test('whatever harm is done to a referral, it is taken with its facts or refused with its reasons', () => {
  const ends = { json: 0, structure: 0, rules: 0, taken: 0 };
  fc.assert(
    fc.property(fc.oneof(mutated(whole, 3), misled(whole, 3), misled(whole, 3)), (harmed) => {
      const read = readAll(harmed);
      ends[read.at] += 1;
      const refused = read.issues.some(({ severity }) => severity === 'error');
      const isSaid = read.issues.every(({ text, expression }) => text.length > 20 && expression !== '');
      const isKnown = read.at !== 'taken' || read.facts.need.display !== '';
      return refused === (read.at !== 'taken') && isSaid && isKnown;
    }),
    { numRuns: 5500 },
  );
  console.log(`fuzz: ${JSON.stringify(ends)}`);
  expect(ends.structure).toBeGreaterThan(700);
  expect(ends.rules).toBeGreaterThan(700);
  expect(ends.taken).toBeGreaterThan(700);
}, 120_000);

test('an undamaged whole is taken', () => {
  expect(readAll(whole)).toMatchObject({ at: 'taken', facts: { consent: true, neededBy: '2026-12-01' } });
});
