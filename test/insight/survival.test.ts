import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, shareWithin, waitCurve } from '#insight/survival';

const counts = (days: readonly number[]): Map<number, number> => new Map([...Map.groupBy(days, (day) => day)].map(([day, list]) => [day, list.length]));

describe('Freireich’s weeks of remission under 6-MP (Blood 1963;21:699-716), the example of the textbooks', () => {
  const curve = waitCurve({ met: counts([6, 6, 6, 7, 10, 13, 16, 22, 23]), left: counts([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]) });
  test('give the printed estimates, those left on the day of an event being at risk on it', () => {
    const still = curve.steps.map(({ day, waiting, share }) => [day, waiting, Math.round((1 - share) * 1000) / 1000]);
    const printed = [
      [6, 21, 0.857],
      [7, 17, 0.807],
      [10, 15, 0.753],
      [13, 12, 0.69],
      [16, 11, 0.627],
      [22, 7, 0.538],
      [23, 6, 0.448],
    ];
    expect(still).toEqual(printed);
    expect(dayOf(curve, 50)).toBe(23);
    expect(dayOf(curve, 90)).toBeUndefined();
  });
  test('say nothing past the last week in which anybody was followed', () => {
    expect(shareWithin(curve, 5)).toBe(0);
    expect(shareWithin(curve, 35)).toBeCloseTo(0.552, 3);
    expect(shareWithin(curve, 36)).toBeUndefined();
  });
});

test('of nobody there is nothing to say', () => {
  const curve = waitCurve({ met: new Map(), left: new Map() });
  expect(curve.steps).toEqual([]);
  expect(shareWithin(curve, 0)).toBeUndefined();
  expect(dayOf(curve, 50)).toBeUndefined();
});
test('when all have been contacted everybody’s share is known for any day', () => {
  const curve = waitCurve({ met: counts([0, 3, 9]), left: new Map() });
  expect(shareWithin(curve, 0)).toBeCloseTo(1 / 3, 12);
  expect(shareWithin(curve, 400)).toBeCloseTo(1, 12);
});

const days = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 80 });
test('without anybody still waiting it is the plain share and the plain median', () => {
  const property = fc.property(days, fc.integer({ min: 0, max: 100 }), (met, within) => {
    const curve = waitCurve({ met: counts(met), left: new Map() });
    expect(shareWithin(curve, within)).toBeCloseTo(met.filter((day) => day <= within).length / met.length, 9);
    expect(dayOf(curve, 50)).toBe(met.toSorted((a, b) => a - b)[Math.ceil(met.length / 2) - 1]);
  });
  fc.assert(property, { numRuns: 300 });
});
test('with some still waiting it lies between the share of all and the share of those for whom it is over', () => {
  const property = fc.property(days, days, (met, left) => {
    const curve = waitCurve({ met: counts(met), left: counts(left) });
    const share = shareWithin(curve, Math.max(...met, ...left));
    expect(share).toBeGreaterThanOrEqual(met.length / (met.length + left.length) - 1e-9);
    expect(share).toBeLessThanOrEqual(1 + 1e-9);
    const shares = curve.steps.map((step) => step.share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
  fc.assert(property, { numRuns: 300 });
});
