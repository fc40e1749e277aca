import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RunPoint, runChart } from '#insight/run-chart';

const series = (...values: readonly (number | undefined)[]): RunPoint[] => values.map((value, n) => ({ label: `month ${n + 1}`, value }));
const gap = undefined;

test('the median of a series is its middle value, or lies midway between the two in the middle', () => {
  expect(runChart(series(5, 1, 3)).median).toBe(3);
  expect(runChart(series(5, 1, 4, 2)).median).toBe(3);
  expect(runChart(series(gap, gap))).toEqual({ used: 0, skipped: 2, tooFew: true, signals: [] });
});

describe('a shift', () => {
  const six = [1, 9, 1, 9, 1, 9, 8, 7, 8, 7, 8, 2, 3, 2, 2, 1];
  test('is six in a row on one side of the median, and five are none', () => {
    const found = runChart(series(...six));
    expect(found.median).toBe(5);
    expect(found.signals).toEqual([{ kind: 'shift', direction: 'up', from: 5, to: 10 }]);
    expect(runChart(series(...six.slice(0, 5), 1, ...six.slice(6), 9)).signals).toEqual([]);
  });
  test('is neither broken nor made by points on the median, nor by those without a value', () => {
    const found = runChart(series(1, 9, 1, 9, 1, 9, 8, 5, 7, gap, 8, 7, 8, 2, 3, 2, 2, 1));
    expect(found.median).toBe(5);
    expect(found.signals).toEqual([{ kind: 'shift', direction: 'up', from: 5, to: 12 }]);
    const onIt = runChart(series(1, 9, 1, 9, 1, 9, 8, 5, 7, 5, 8, 7, 2, 3, 2, 2, 1));
    expect(onIt.signals).toEqual([]);
    expect(found).toMatchObject({ used: 17, skipped: 1, tooFew: false });
  });
  test('is measured from the median of a baseline when there is one', () => {
    const before = [5, 6, 4, 5, 6, 4, 5, 6, 4, 5];
    const after = [9, 8, 9, 8, 9, 8, 9, 8, 9, 8];
    const found = runChart(series(...before, ...after), { baseline: 10 });
    expect(found.median).toBe(5);
    expect(found.signals).toContainEqual({ kind: 'shift', direction: 'up', from: 10, to: 19 });
    expect(runChart(series(...before, ...after)).median).toBe(7);
  });
});

describe('a trend', () => {
  test('is five in a row going the same way, and four are none', () => {
    const found = runChart(series(5, 3, 4, 5, 6, 7, 2, 6, 3, 6, 2));
    expect(found.signals).toEqual([{ kind: 'trend', direction: 'up', from: 1, to: 5 }]);
    expect(runChart(series(5, 3, 4, 5, 6, 2, 6, 3, 6, 2, 5)).signals).toEqual([]);
  });
  test('passes over equal neighbours and what has no value', () => {
    const found = runChart(series(3, 9, 7, 7, gap, 6, 5, 5, 2, 6, 3, 7, 2));
    expect(found.signals).toEqual([{ kind: 'trend', direction: 'down', from: 1, to: 8 }]);
    expect(runChart(series(2, 5, 7, 7, 7, 7, 6, 7, 5, 9, 3)).signals).toEqual([]);
  });
});

test('under ten points no pattern is looked for, and that is said', () => {
  const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(runChart(series(...nine))).toEqual({ median: 5, used: 9, skipped: 0, tooFew: true, signals: [] });
  const ten = runChart(series(...nine, 10));
  expect(ten.tooFew).toBe(false);
  expect(ten.signals).toEqual([{ kind: 'trend', direction: 'up', from: 0, to: 9 }]);
});

test('turned upside down a series has the same signals the other way, and points without a value change none', () => {
  let signals = 0;
  const value = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined, freq: 8 });
  const property = fc.property(fc.array(value, { minLength: 20, maxLength: 80 }), (values) => {
    const found = runChart(series(...values));
    const mirrored = runChart(series(...values.map((one) => one && -one)));
    const turned = { up: 'down', down: 'up' } as const;
    expect(mirrored.signals).toEqual(found.signals.map((one) => ({ ...one, direction: turned[one.direction] })));
    const kept = values.flatMap((one, at) => (one === undefined ? [] : [{ one, at }]));
    const closed = runChart(series(...kept.map(({ one }) => one)));
    const placed = closed.signals.map(({ from, to, ...one }) => ({ ...one, from: kept[from]?.at, to: kept[to]?.at }));
    expect(placed).toEqual(found.signals);
    signals += found.signals.length;
  });
  fc.assert(property, { numRuns: 500 });
  console.log(`compared ${signals} signals`);
  expect(signals).toBeGreaterThan(100);
});
