import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FunnelUnit, funnel, limitsOf } from '#insight/funnel';

const units = (sizes: readonly number[], share = 0.5): FunnelUnit[] => sizes.map((whole, n) => ({ name: `unit ${n}`, part: Math.round(whole * share), whole }));

test('the limits of ten tosses of a coin are those worked out by hand', () => {
  // P(at most 1) = 11/1024 and P(at most 2) = 56/1024: 2.5% is reached at 2 + 1/2 - (56 - 25.6)/45.
  const by = (2.5 - (56 - 25.6) / 45) / 10;
  const { low95, high95 } = limitsOf(0.5, 10);
  expect(low95).toBeCloseTo(by, 9);
  expect(high95).toBeCloseTo(1 - by, 9);
});

/** Beyond the point on its side, with half of the point itself, by the plain formula. */
const midTail = (part: number, whole: number, share: number): number => {
  const choose = (k: number) => Array.from({ length: k }, (_, n) => Math.log((whole - n) / (n + 1))).reduce((sum, one) => sum + one, 0);
  const chance = (k: number) => Math.exp(choose(k) + k * Math.log(share) + (whole - k) * Math.log(1 - share));
  const beyond = Array.from({ length: whole + 1 }, (_, k) => k).filter((k) => (part / whole > share ? k > part : k < part));
  return beyond.reduce((sum, k) => sum + chance(k), chance(part) / 2);
};

test('a unit is outside exactly when what it shows, or more, is rarer than 2.5% by chance, and far outside when rarer than 0.1%', () => {
  let [outside, far, looked] = [0, 0, 0];
  const some = fc
    .integer({ min: 10, max: 120 })
    .chain((whole) => fc.record({ name: fc.string(), part: fc.integer({ min: 0, max: whole }), whole: fc.constant(whole) }));
  const property = fc.property(fc.array(some, { minLength: 10, maxLength: 20 }), (list) => {
    const found = funnel(list);
    if (!found.ok || found.overall === 0 || found.overall === 1) return;
    for (const { part, whole, outside: where } of found.points) {
      const chance = midTail(part, whole, found.overall);
      looked += 1;
      if (Math.abs(chance - 0.025) < 1e-9 || Math.abs(chance - 0.001) < 1e-9) continue;
      expect(where !== undefined).toBe(chance < 0.025);
      expect(where?.limit === '99.8').toBe(chance < 0.001);
      outside += where ? 1 : 0;
      far += where?.limit === '99.8' ? 1 : 0;
    }
  });
  fc.assert(property, { numRuns: 60 });
  console.log(`looked at ${looked} units, ${outside} outside, ${far} far outside`);
  expect(Math.min(looked - outside, outside - far, far)).toBeGreaterThan(20);
});

test('the limits hold the overall share, lie within each other and narrow with the number', () => {
  const property = fc.property(fc.double({ min: 0.03, max: 0.97, noNaN: true }), fc.integer({ min: 10, max: 4000 }), (share, whole) => {
    const [small, large] = [limitsOf(share, whole), limitsOf(share, 2 * whole)];
    expect(small.low998).toBeLessThanOrEqual(small.low95);
    expect(small.low95).toBeLessThanOrEqual(share);
    expect(small.high95).toBeGreaterThanOrEqual(share);
    expect(small.high998).toBeGreaterThanOrEqual(small.high95);
    expect(large.high95 - large.low95).toBeLessThan(small.high95 - small.low95);
    expect(large.high998 - large.low998).toBeLessThan(small.high998 - small.low998 + 1e-9);
  });
  fc.assert(property, { numRuns: 300 });
});
test('they are near those of the normal curve for many', () => {
  const { low95, high998 } = limitsOf(0.3, 100_000);
  const spread = Math.sqrt((0.3 * 0.7) / 100_000);
  expect(low95).toBeCloseTo(0.3 - 1.96 * spread, 4);
  expect(high998).toBeCloseTo(0.3 + 3.09 * spread, 4);
});

test('where counting through all outcomes gives way to the curve nothing jumps', () => {
  for (const share of [0.02, 0.1, 0.5, 0.9]) {
    const whole = Math.floor(400 / (share * (1 - share)));
    const [before, after] = [limitsOf(share, whole - 1), limitsOf(share, whole + 2)];
    const spread = Math.sqrt((share * (1 - share)) / whole);
    for (const which of ['low95', 'high95', 'low998', 'high998'] as const) expect(Math.abs(after[which] - before[which]) / spread).toBeLessThan(0.03);
  }
});

test('who is hidden or has fewer than ten is left out and counted, and with under ten units there is no funnel', () => {
  const ten = units([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  const more: FunnelUnit[] = [
    ...ten,
    { name: 'small', part: 9, whole: 9 },
    { name: 'hidden', part: undefined, whole: 40 },
    { name: 'unknown', part: undefined, whole: undefined },
  ];
  const found = funnel(more);
  expect(found).toMatchObject({ ok: true, overall: 0.5, left: 3 });
  expect(found.ok && found.points.length).toBe(10);
  expect(funnel(more.slice(1))).toEqual({ ok: false, because: 'too-few', usable: 9, least: 10 });
});
test('units stand in the order of their names, never of their shares', () => {
  const list = units([40, 40, 40, 40, 40, 40, 40, 40, 40, 40]).map((unit, n) => ({ ...unit, part: n * 4 }));
  const found = funnel(list.toReversed());
  expect(found.ok && found.points.map(({ name }) => name)).toEqual(list.map(({ name }) => name));
});
test('when all or none are in it nobody is outside', () => {
  for (const share of [0, 1]) {
    const found = funnel(units([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], share));
    expect(found.ok && found.points.some(({ outside }) => outside)).toBe(false);
  }
});
