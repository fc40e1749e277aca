import { expect, test } from 'vitest';
import { referralRules } from '#fhir/inbound/rules';
import { personWarnings } from '#fhir/patient/warnings';
import { wordsIn } from '#web/words/words';

test('whatever a referral may arrive with has words for who triages it, or is for its sender alone', () => {
  const flags = [...referralRules.flatMap(({ flag, severity }) => (severity === 'warn' ? [flag] : [])), ...Object.keys(personWarnings)];
  expect(flags.length).toBeGreaterThan(15);
  expect([...new Set(flags)].sort()).toEqual(Object.keys(wordsIn('en').warnings).sort());
});
