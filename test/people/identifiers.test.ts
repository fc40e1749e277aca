import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreesWithBirthDate, numberSystemOf, numberSystems, readNumber } from '#people/identifiers';

describe('a health number', () => {
  test.each(['0101011237', '0101336489', '0101405073', '0101625707'])('of the published CHI examples is read: %s', (value) => {
    expect(readNumber('chi', value)).toEqual({ ok: true, number: { system: 'chi', value }, moved: false });
  });

  test.each([
    ['0101201234', 'wrong-check-digit'],
    ['3201201234', 'no-real-day'],
    ['101011237', 'lost-leading-zero'],
    ['010101123', 'lost-leading-zero'],
    ['01010112370', 'not-ten-digits'],
    ['01 0101 1237', 'not-ten-digits'],
    ['01010112a7', 'not-ten-digits'],
    ['٠١٠١٠١١٢٣٧', 'not-ten-digits'],
    ['', 'not-ten-digits'],
  ] as const)('is refused with its reason: %s is %s', (value, because) => {
    expect(readNumber('chi', value)).toEqual({ ok: false, because });
  });

  test('begins with a day that exists, 29 February when either century has it', () => {
    const isDay = (day: string) =>
      Array.from({ length: 10 }, (_, last) => readNumber('chi', `${day}000${last}`)).every((read) => read.ok || read.because !== 'no-real-day');
    expect(['010101', '310145', '300677', '290200', '290224', '311299'].map(isDay)).toEqual([true, true, true, true, true, true]);
    expect(['000101', '320145', '310677', '290201', '300200', '011300', '010000'].map(isDay)).toEqual([false, false, false, false, false, false, false]);
  });

  test('of the CHI range sent as an NHS number is taken as a CHI number, and said to be', () => {
    expect(readNumber('nhs', '0101011237')).toEqual({ ok: true, number: { system: 'chi', value: '0101011237' }, moved: true });
  });

  test('of the test range is an NHS number, also when it was sent as a CHI number', () => {
    expect(readNumber('nhs', '9990548609')).toEqual({ ok: true, number: { system: 'nhs', value: '9990548609' }, moved: false });
    expect(readNumber('chi', '9990548609')).toEqual({ ok: true, number: { system: 'nhs', value: '9990548609' }, moved: true });
  });

  test('of a range never given out is refused', () => {
    const read = Array.from({ length: 10 }, (_, digit) => readNumber('nhs', `500000000${digit}`));
    expect(read.filter((one) => one.ok)).toEqual([]);
    expect(read.filter((one) => !one.ok && one.because === 'not-in-use')).toHaveLength(1);
  });

  test('has at most one check digit, and any one digit changed shows', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.nat(8), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const digits = `9${String(number).padStart(8, '0')}`;
        const right = Array.from({ length: 10 }, (_, check) => `${digits}${check}`).filter((value) => readNumber('nhs', value).ok);
        expect(right.length).toBeLessThanOrEqual(1);
        for (const value of right) {
          const changed = value.slice(0, place) + ((Number(value[place]) + by) % 10) + value.slice(place + 1);
          expect(readNumber('nhs', changed).ok).toBe(false);
        }
      }),
    );
  });
});

describe('a number system', () => {
  test('is known under each of its names, in any letter case', () => {
    const uris = Object.entries(numberSystems).flatMap(([system, names]) => names.map((uri) => [system, uri] as const));
    expect(uris).toHaveLength(7);
    for (const [system, uri] of uris) expect([numberSystemOf(uri), numberSystemOf(uri.toUpperCase())]).toEqual([system, system]);
    expect(numberSystemOf('https://fhir.nhs.uk/id/nhs-number')).toBe('nhs');
    expect(numberSystemOf('https://fhir.nhs.uk/Id/ods-organization-code')).toBeUndefined();
  });
});

describe('a CHI number', () => {
  test('agrees with the birth date whose day it begins with, in either century', () => {
    expect(agreesWithBirthDate('0101011237', '2001-01-01')).toBe(true);
    expect(agreesWithBirthDate('0101011237', '1901-01-01')).toBe(true);
    expect(agreesWithBirthDate('0101011237', '2001-01-02')).toBe(false);
  });
});
