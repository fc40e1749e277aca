import fc from 'fast-check';
import { expect, test } from 'vitest';
import { range, report } from './fuzz-door.ts';
import { misled, mutated } from './mutations.ts';
import { whole } from './whole-referral.ts';

const runs = 11_000;

test('whatever harm is done to a referral, the door takes it whole or says why not', async () => {
  const { shoot, count } = range();
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated(whole, 3), misled(whole, 3), misled(whole, 3)), async (harmed) => {
      n += 1;
      const own = Array.isArray(harmed.identifier) ? { identifier: [{ system: 'https://gp.example/fuzz', value: `F-${n}` }] } : {};
      const answer = await shoot({ method: 'POST', path: '/ServiceRequest', request: { body: { ...harmed, ...own } } });
      if (answer.status === 201) expect(answer.headers?.location).toMatch(/ServiceRequest\/[0-9a-z]{26}\/_history\/1$/);
    }),
    { numRuns: runs },
  );
  report('fuzz, values', count);
  expect(count.run).toBeGreaterThanOrEqual(runs);
  for (const status of [201, 400, 422]) expect(count.statuses.get(status)).toBeGreaterThan(runs / 10);
  expect(count.stored).toBe(count.statuses.get(201));
}, 120_000);

test('an undamaged whole is taken', async () => {
  const { shoot, count } = range();
  expect((await shoot({ method: 'POST', path: '/ServiceRequest', request: { body: whole } })).status).toBe(201);
  expect(count.stored).toBe(1);
});
