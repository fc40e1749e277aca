/** Which of somebody's measurements is their baseline and which their follow-up. */
import { describe, expect, test } from 'vitest';
import { baselineWindow, followUpWindow, nextTimepoint, timepointOf } from '#people/timepoints';
import type { LocalDate } from '#platform/types';

const on = (text: string) => text as LocalDate;
const at = (...days: string[]) => days.map((day, n) => ({ id: `m${n}`, day: on(day) }));
const episode = { came: on('2026-01-05'), firstContact: on('2026-01-12') };
const pointsOf = (...days: string[]) => at(...days).map((one, _, all) => timepointOf(one, all, episode));

describe('the windows', () => {
  test('of the baseline run from the referral to 28 days after the first conversation, and have no end before it', () => {
    expect(baselineWindow(episode)).toEqual({ opens: '2026-01-05', closes: '2026-02-09' });
    expect(baselineWindow({ came: episode.came })).toEqual({ opens: '2026-01-05' });
  });
  test('of the follow-up run 45 days before and after day 274', () => {
    expect(followUpWindow(on('2026-01-05'))).toEqual({ opens: '2026-08-22', closes: '2026-11-20' });
  });
});

describe('a measurement', () => {
  test.each([
    ['2026-01-04', 'other'],
    ['2026-01-05', 'baseline'],
    ['2026-02-09', 'baseline'],
    ['2026-02-10', 'other'],
  ])('alone on %s is %s', (day, point) => expect(pointsOf(day)).toEqual([point]));
  test('is the baseline once: the first counts', () => expect(pointsOf('2026-01-06', '2026-01-06', '2026-01-20')).toEqual(['baseline', 'other', 'other']));
  test('nine months after the baseline is a follow-up, from its first day to its last', () => {
    expect(pointsOf('2026-01-05', '2026-08-21', '2026-08-22', '2026-11-20', '2026-11-21')).toEqual(['baseline', 'other', 'follow-up', 'follow-up', 'other']);
  });
  test('without a baseline counts from the first conversation', () => expect(pointsOf('2026-10-13')).toEqual(['follow-up']));
  test('without a conversation and after no baseline is neither', () => {
    expect(timepointOf({ id: 'a', day: on('2025-12-31') }, at('2025-12-31'), { came: on('2026-01-05') })).toBe('other');
  });
});

test('what a measurement made now would be is told with the window that matters', () => {
  expect(nextTimepoint(on('2026-01-20'), [], episode)).toEqual({ now: 'baseline', window: { opens: '2026-01-05', closes: '2026-02-09' } });
  expect(nextTimepoint(on('2026-01-20'), at('2026-01-06'), episode)).toEqual({ now: 'other', window: { opens: '2026-08-23', closes: '2026-11-21' } });
  expect(nextTimepoint(on('2026-09-01'), at('2026-01-06'), episode).now).toBe('follow-up');
  expect(nextTimepoint(on('2026-03-01'), [], episode)).toEqual({ now: 'other', window: { opens: '2026-08-29', closes: '2026-11-27' } });
  expect(nextTimepoint(on('2025-12-31'), [], { came: on('2026-01-05') })).toEqual({ now: 'other' });
});
