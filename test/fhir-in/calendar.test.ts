import { describe, expect, test } from 'vitest';
import { endOf, isBefore, isRealDay } from '#fhir/structure/calendar';

const two = (number: number): string => String(number).padStart(2, '0');

describe('a date', () => {
  test('is real exactly when the calendar has it', () => {
    const days = [1900, 1999, 2000, 2023, 2024, 2100].flatMap((year) =>
      Array.from({ length: 14 * 33 }, (_, at) => `${year}-${two(Math.floor(at / 33))}-${two(at % 33)}`),
    );
    const exists = (day: string): boolean => {
      const date = new Date(`${day}T00:00:00Z`);
      return Number.isFinite(date.getTime()) && date.toISOString().startsWith(day);
    };
    expect(days.filter((day) => isRealDay(day) !== exists(day))).toEqual([]);
    expect(days.filter(isRealDay)).toHaveLength(4 * 365 + 2 * 366);
  });

  test('that is partial ends with its month or year', () => {
    expect(['2026', '2026-02', '2024-02', '2000-02', '1900-02', '2026-11', '2026-12', '2026-11-05'].map(endOf)).toEqual([
      '2026-12-31',
      '2026-02-28',
      '2024-02-29',
      '2000-02-29',
      '1900-02-28',
      '2026-11-30',
      '2026-12-31',
      '2026-11-05',
    ]);
  });

  test.each([
    ['2026-11-22', '2026-11-23', true],
    ['2026-11', '2026-11-23', false],
    ['2026', '2027-01-01', true],
    ['2026-11-23T10:00:00+01:00', '2026-11-23T09:30:00Z', true],
    ['2026-11-23T10:00:00+01:00', '2026-11-23T09:00:00Z', false],
    ['2026-11-22', '2026-11-23T09:00:00Z', false],
    ['2026-11-20', '2026-11-23T09:00:00Z', true],
    ['2026-11-23T09:00:00Z', '2026-11-26', true],
    ['2026-11-23T23:59:60Z', '2026-11-24T00:00:00Z', true],
    ['2026-11-24T00:00:00Z', '2026-11-23T23:59:60Z', false],
  ])('is before another only when that is certain: %s, %s', (a, b, before) => {
    expect(isBefore(a, b)).toBe(before);
    if (before) expect(isBefore(b, a)).toBe(false);
  });
});
