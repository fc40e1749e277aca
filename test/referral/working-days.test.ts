import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstant, parseLocalDate } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { bankHolidays } from '#referral/bank-holidays';
import { addWorkingDays, calendar, endOfLondonDay, londonDate, workingDaysBetween } from '#referral/working-days';

const at = (text: string): Instant => parseInstant(text) ?? expect.fail(`no instant: ${text}`);
const on = (text: string): LocalDate => parseLocalDate(text) ?? expect.fail(`no day: ${text}`);
const scotland = calendar();

const instants = fc
  .date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2040-11-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => at(date.toISOString()));
const days = instants.map(londonDate);

const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
/** `YYYY-MM-DD HH:mm:ss`, as the time zone database says. */
const oracle = (instant: Instant) => parts.format(new Date(instant)).replace(/^(\d\d)\/(\d\d)\/(\d{4}), /, '$3-$2-$1 ');

describe('the bank holidays', () => {
  const weekday = (date: Date) => date.getUTCDay();
  const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day));
  const text = (date: Date) => date.toISOString().slice(0, 10);
  const moved = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);
  const firstMonday = (year: number, month: number) => moved(utc(year, month, 1), (8 - weekday(utc(year, month, 1))) % 7);
  const lastMonday = (year: number, month: number) => moved(firstMonday(year, month + 1), -7);
  /** Meeus, Jones and Butcher. */
  const easter = (year: number) => {
    const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
    const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
    const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
    const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
    return utc(year, Math.floor(n / 31), (n % 31) + 1);
  };
  /** Two holidays that follow each other: what falls on a weekend moves to the next weekdays that are free. */
  const pair = (first: Date) => {
    const kept = [first, moved(first, 1)].filter((date) => weekday(date) % 6 !== 0).map(text);
    for (let next = moved(first, 2); kept.length < 2; next = moved(next, 1)) if (weekday(next) % 6 !== 0) kept.push(text(next));
    return kept;
  };
  const single = (date: Date) => text(weekday(date) % 6 === 0 ? moved(date, weekday(date) === 6 ? 2 : 1) : date);
  const byLaw = (year: number) => [
    ...pair(utc(year, 1, 1)),
    text(moved(easter(year), -2)),
    text(firstMonday(year, 5)),
    text(lastMonday(year, 5)),
    text(firstMonday(year, 8)),
    single(utc(year, 11, 30)),
    ...pair(utc(year, 12, 25)),
  ];

  test('are the nine of each year with their substitutes, and the one of the World Cup', () => {
    const years = Array.from({ length: 17 }, (_, n) => 2024 + n);
    const expected = [...years.flatMap(byLaw), '2026-06-15'].sort();
    expect(expected).toHaveLength(17 * 9 + 1);
    expect(bankHolidays).toEqual(expected);
  });

  test('do not hold Easter Monday, which Scotland does not keep', () => {
    expect(bankHolidays).toContain('2026-04-03');
    expect(bankHolidays).not.toContain('2026-04-06');
  });
});

describe('a day in London', () => {
  test('is the one the time zone database says, at every hour of every year listed', () => {
    const [first, last] = [Date.parse('2024-01-01T00:30:00Z'), Date.parse('2041-01-01T00:00:00Z')];
    let read = 0;
    for (let ms = first; ms < last; ms += 3_600_000) {
      const instant = at(new Date(ms).toISOString());
      if (londonDate(instant) !== oracle(instant).slice(0, 10)) expect.fail(instant);
      read += 1;
    }
    expect(read).toBe(149_040);
  });

  test('begins at 23:00 UTC in summer and at midnight UTC in winter', () => {
    expect(londonDate(at('2026-07-01T22:59:59.999Z'))).toBe('2026-07-01');
    expect(londonDate(at('2026-07-01T23:00:00.000Z'))).toBe('2026-07-02');
    expect(londonDate(at('2026-12-31T23:59:59.999Z'))).toBe('2026-12-31');
    expect(londonDate(at('2027-01-01T00:00:00.000Z'))).toBe('2027-01-01');
  });

  test('ends one millisecond before the next one begins', () => {
    fc.assert(
      fc.property(days, (date) => {
        const end = endOfLondonDay(date);
        expect(londonDate(end)).toBe(date);
        expect(oracle(end)).toBe(`${date} 23:59:59`);
        expect(londonDate(at(new Date(Date.parse(end) + 1).toISOString())) > date).toBe(true);
      }),
    );
  });

  test('has 23 hours when the clocks go forward and 25 when they go back', () => {
    expect(endOfLondonDay(on('2026-03-28'))).toBe('2026-03-28T23:59:59.999Z');
    expect(endOfLondonDay(on('2026-03-29'))).toBe('2026-03-29T22:59:59.999Z');
    expect(endOfLondonDay(on('2026-10-24'))).toBe('2026-10-24T22:59:59.999Z');
    expect(endOfLondonDay(on('2026-10-25'))).toBe('2026-10-25T23:59:59.999Z');
  });
});

describe('working days', () => {
  test.each([
    ['from a Monday to the next', '2026-11-02T09:30:00.000Z', 5, '2026-11-09T09:30:00.000Z'],
    ['from a Friday over the weekend', '2026-11-06T16:59:00.000Z', 1, '2026-11-09T16:59:00.000Z'],
    ['from a Saturday, as from the Friday before', '2026-11-07T09:30:00.000Z', 1, '2026-11-09T09:30:00.000Z'],
    ["over St Andrew's Day", '2026-11-27T12:00:00.000Z', 1, '2026-12-01T12:00:00.000Z'],
    ['over Christmas, its substitute and both days of New Year', '2026-12-24T10:00:00.000Z', 5, '2027-01-06T10:00:00.000Z'],
    ['when the clocks go forward: the same time in London', '2026-03-27T10:00:00.000Z', 1, '2026-03-30T09:00:00.000Z'],
    ['when the clocks go back: the same time in London', '2026-10-23T09:00:00.000Z', 1, '2026-10-26T10:00:00.000Z'],
    ['just after midnight in a London summer', '2026-07-01T23:15:00.000Z', 1, '2026-07-02T23:15:00.000Z'],
    ['from the very moment the clocks go forward, 02:00', '2026-03-29T01:00:00.000Z', 1, '2026-03-30T01:00:00.000Z'],
    ['from the very moment the clocks go back, 01:00', '2026-10-25T01:00:00.000Z', 1, '2026-10-26T01:00:00.000Z'],
    ['none at all, even in an hour that comes twice', '2026-10-25T00:30:00.000Z', 0, '2026-10-25T00:30:00.000Z'],
    ['none at all, even on a day off', '2026-12-25T10:00:00.000Z', 0, '2026-12-25T10:00:00.000Z'],
  ])('are counted %s', (_, from, count, expected) => {
    expect(addWorkingDays(at(from), count, scotland)).toBe(expected);
  });

  test('are those of the council where it keeps other days', () => {
    const glasgow = calendar({ extra: ['2026-09-25', '2026-09-28'], without: ['2026-11-30'] });
    expect(addWorkingDays(at('2026-09-24T09:00:00.000Z'), 1, glasgow)).toBe('2026-09-29T09:00:00.000Z');
    expect(addWorkingDays(at('2026-11-27T09:00:00.000Z'), 1, glasgow)).toBe('2026-11-30T09:00:00.000Z');
    expect(addWorkingDays(at('2026-11-27T09:00:00.000Z'), 1, scotland)).toBe('2026-12-01T09:00:00.000Z');
  });

  test('are refused when they are not a whole number, and a calendar when a day of it is none', () => {
    expect(() => addWorkingDays(at('2026-11-27T09:00:00.000Z'), 1.5, scotland)).toThrow('not a number of working days');
    expect(() => addWorkingDays(at('2026-11-27T09:00:00.000Z'), -1, scotland)).toThrow('not a number of working days');
    expect(() => calendar({ extra: ['soon'], without: [] })).toThrow('not a calendar day');
  });

  const counts = fc.integer({ min: 1, max: 60 });

  test('counted one by one or at once come to the same instant', () => {
    fc.assert(
      fc.property(instants, counts, counts, (from, a, b) => {
        expect(addWorkingDays(addWorkingDays(from, a, scotland), b, scotland)).toBe(addWorkingDays(from, a + b, scotland));
      }),
    );
  });

  test('counted forward are found again between the two days', () => {
    fc.assert(
      fc.property(instants, counts, (from, count) => {
        expect(workingDaysBetween(londonDate(from), londonDate(addWorkingDays(from, count, scotland)), scotland)).toBe(count);
      }),
    );
  });

  test('end on a working day at the same time of day in London', () => {
    fc.assert(
      fc.property(instants, counts, (from, count) => {
        const to = addWorkingDays(from, count, scotland);
        const date = londonDate(to);
        expect(oracle(to).slice(11)).toBe(oracle(from).slice(11));
        expect([0, 6]).not.toContain(new Date(date).getUTCDay());
        expect(bankHolidays).not.toContain(date);
      }),
    );
  });

  test('between two days add up, and backwards there are none', () => {
    fc.assert(
      fc.property(days, days, days, (a, b, c) => {
        const [first, middle, last] = [a, b, c].sort();
        if (!first || !middle || !last) return;
        expect(workingDaysBetween(first, middle, scotland) + workingDaysBetween(middle, last, scotland)).toBe(workingDaysBetween(first, last, scotland));
        expect(workingDaysBetween(last, first, scotland)).toBe(0);
      }),
    );
  });
});
