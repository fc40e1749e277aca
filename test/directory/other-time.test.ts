import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursText, isoWeekOf, minutesIn, mondayOf, sundayOf, weeksUntil } from '#directory/other-time';
import { timeStore } from '#directory/time-store';
import type { PractitionerId } from '#identity/types';
import { memoryTable } from '#platform/memory-table';
import type { Instant, LocalDate } from '#platform/types';

const day = (text: string) => text as LocalDate;

describe('a week', () => {
  test.each([
    ['2026-11-23', '2026-W48', '2026-11-23', '2026-11-29'],
    ['2026-11-29', '2026-W48', '2026-11-23', '2026-11-29'],
    ['2026-12-31', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2027-01-03', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2027-01-04', '2027-W01', '2027-01-04', '2027-01-10'],
    ['2024-12-30', '2025-W01', '2024-12-30', '2025-01-05'],
  ])('%s is in %s, from %s to %s', (date, week, from, to) => {
    const found = isoWeekOf(day(date));
    expect([found, mondayOf(found), sundayOf(found)]).toEqual([week, from, to]);
  });
  test('is the one of its own Monday, whatever the day', () =>
    fc.assert(
      fc.property(fc.date({ min: new Date('2015-01-01'), max: new Date('2045-01-01'), noInvalidDate: true }), (date) => {
        const week = isoWeekOf(day(date.toISOString().slice(0, 10)));
        expect(isoWeekOf(mondayOf(week))).toBe(week);
        expect(isoWeekOf(sundayOf(week))).toBe(week);
      }),
    ));
  test('before another is the week of seven days before', () => {
    expect(weeksUntil(day('2027-01-05'), 3)).toEqual(['2027-W01', '2026-W53', '2026-W52']);
  });
});

describe('hours', () => {
  test.each([
    ['2', 120],
    ['2.5', 150],
    ['2,25', 135],
    ['0:20', 20],
    ['80', 4800],
  ])('%s are %i minutes', (text, minutes) => {
    expect(minutesIn(text)).toBe(minutes);
  });
  test.each(['', '-1', '81', '2h', '2:75', '80:01', '1e1', '２'])('%s are none', (text) => {
    expect(minutesIn(text)).toBeUndefined();
  });
  test('are read as they are written', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4800 }), (minutes) => {
        expect(minutesIn(hoursText(minutes))).toBe(minutes);
      }),
    ));
});

test('a week is kept for its practitioner alone, and what somebody else changed meanwhile is not overwritten', async () => {
  const store = timeStore(memoryTable());
  const [catriona, moira] = ['catriona-weir', 'moira-bain'] as PractitionerId[] as [PractitionerId, PractitionerId];
  const week = isoWeekOf(day('2026-11-23'));
  const one = { week, community: 90, versionId: 1, lastUpdated: '2026-11-23T09:00:00.000Z' as Instant };
  expect((await store.write(catriona, one, 0)).outcome).toBe('written');
  expect((await store.write(catriona, { ...one, community: 30 }, 0)).outcome).toBe('condition-failed');
  expect((await store.write(catriona, { ...one, versionId: 2, community: 30 }, 1)).outcome).toBe('written');
  expect(await store.between(catriona, week, week)).toEqual([{ ...one, versionId: 2, community: 30 }]);
  expect(await store.between(moira, week, week)).toEqual([]);
});
