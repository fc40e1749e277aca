/** What follows a call that nobody answered. */
import { expect, test } from 'vitest';
import type { Instant, LocalDate } from '#platform/types';
import { attemptsRule, nextTry } from '#referral/attempts';
import { calendar } from '#referral/working-days';

const at = (text: string) => `${text}:00.000Z` as Instant;
const [mondayMorning, mondayNoon, mondayNight, tuesday] = [at('2026-06-01T09:00'), at('2026-06-01T12:00'), at('2026-06-01T22:30'), at('2026-06-01T23:30')];

test.each<[string, Instant[], Instant | undefined, string]>([
  ['nothing was tried', [], undefined, 'try-again'],
  ['two tries on two days', [mondayMorning, tuesday], undefined, 'try-again'],
  ['three tries on one day', [mondayMorning, mondayNoon, mondayNight], undefined, 'try-again'],
  ['the third try on a second day of London, half past midnight there', [mondayMorning, mondayNoon, tuesday], undefined, 'offer-letter-or-closing'],
  ['the third try as it is logged', [mondayMorning, mondayNoon], tuesday, 'offer-letter-or-closing'],
  ['a third try that is among them already', [mondayMorning, tuesday], tuesday, 'try-again'],
])('%s', (_, attempts, newest, answer) => {
  expect(attemptsRule(attempts, newest)).toBe(answer);
});

test.each([
  ['Thursday', '2026-11-05', '2026-11-09'],
  ['Friday: Monday is the next working day, so Tuesday', '2026-11-06', '2026-11-10'],
  ['Saturday', '2026-11-07', '2026-11-10'],
  ["the day before St Andrew's weekend", '2026-11-27', '2026-12-02'],
])('the next try after %s', (_, day, next) => {
  expect(nextTry(day as LocalDate, calendar())).toBe(next);
});
test('the next try may be on the next working day', () => {
  expect(nextTry('2026-11-06' as LocalDate, calendar(), 1)).toBe('2026-11-09');
});
