import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapOf, meanOf, shareOf, tValue } from '#insight/interval';

const sumsOf = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((sum, one) => sum + one, 0),
  squares: values.reduce((sum, one) => sum + one * one, 0),
});

test('Student’s t is that of the printed tables', () => {
  const table = { 1: 12.7062, 2: 4.3027, 5: 2.5706, 9: 2.2622, 10: 2.2281, 15: 2.1314, 27: 2.0518, 30: 2.0423, 60: 2.0003, 120: 1.9799 };
  for (const [freedom, value] of Object.entries(table)) expect(tValue(Number(freedom)), `${freedom} degrees of freedom`).toBeCloseTo(value, 4);
  expect(tValue(1e9)).toBeCloseTo(1.959964, 6);
});

describe('a mean', () => {
  test('comes with its standard deviation and its interval, out of three sums', () => {
    const found = meanOf(sumsOf([2, 4, 4, 4, 5, 5, 7, 9]));
    expect(found).toMatchObject({ n: 8, mean: 5 });
    expect(found?.sd).toBeCloseTo(2.13809, 5);
    expect(found?.interval?.low).toBeCloseTo(3.21251, 4);
    expect(found?.interval?.high).toBeCloseTo(6.78749, 4);
  });
  test('of one value has no interval, and of none there is none', () => {
    expect(meanOf(sumsOf([3]))).toEqual({ n: 1, mean: 3 });
    expect(meanOf(sumsOf([]))).toBeUndefined();
  });
  test('of equal values has an interval of no width, whatever rounding does', () => {
    const property = fc.property(fc.double({ min: -50, max: 50, noNaN: true }), fc.integer({ min: 2, max: 60 }), (value, n) => {
      const found = meanOf(sumsOf(Array(n).fill(value)));
      expect(found?.sd).toBeGreaterThanOrEqual(0);
      expect(found?.sd).toBeLessThan(1e-4);
    });
    fc.assert(property, { numRuns: 200 });
  });
});

/** Newcombe, Statistics in Medicine 1998;17:857-872, table I, method 3. */
const printedShares = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
] as const;
test.each(printedShares)('the interval of %i in %i is the printed one', (part, whole, low, high) => {
  const found = shareOf({ part, whole });
  expect(found?.share).toBe(part / whole);
  expect(found?.interval.low).toBeCloseTo(low, 4);
  expect(found?.interval.high).toBeCloseTo(high, 4);
});

/** Newcombe, Statistics in Medicine 1998;17:873-890, table II, method 10. */
const printedGaps = [
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
] as const;
test.each(printedGaps)('the gap between %i in %i and %i in %i has the printed interval', (part, whole, otherPart, otherWhole, low, high) => {
  const found = gapOf({ part, whole }, { part: otherPart, whole: otherWhole });
  expect(found?.gap).toBeCloseTo(part / whole - otherPart / otherWhole, 12);
  expect(found?.interval.low).toBeCloseTo(low, 4);
  expect(found?.interval.high).toBeCloseTo(high, 4);
});

test('of nobody there is neither share nor gap', () => {
  expect(shareOf({ part: 0, whole: 0 })).toBeUndefined();
  expect(gapOf({ part: 1, whole: 2 }, { part: 0, whole: 0 })).toBeUndefined();
});
test('every interval holds its share, stays between none and all, and a gap seen from the other side is the same gap', () => {
  const some = fc.integer({ min: 1, max: 3000 }).chain((whole) => fc.record({ part: fc.integer({ min: 0, max: whole }), whole: fc.constant(whole) }));
  const property = fc.property(some, some, (one, other) => {
    const [share, gap, back] = [shareOf(one), gapOf(one, other), gapOf(other, one)];
    if (!share || !gap || !back) throw new Error('there are people');
    expect(share.interval.low).toBeGreaterThanOrEqual(0);
    expect(share.interval.high).toBeLessThanOrEqual(1);
    expect(share.interval.low).toBeLessThanOrEqual(share.share + 1e-12);
    expect(share.interval.high).toBeGreaterThanOrEqual(share.share - 1e-12);
    expect(back.interval.low).toBeCloseTo(-gap.interval.high, 12);
    expect(gap.interval.low).toBeLessThanOrEqual(gap.gap);
  });
  fc.assert(property, { numRuns: 500 });
});
