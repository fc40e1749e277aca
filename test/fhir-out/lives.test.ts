/** Every version of every resource of random lives, for everybody who may read it. */
import fc from 'fast-check';
import type { ServiceRequest } from 'fhir/r4.js';
import { expect, test } from 'vitest';
import { referralRules } from '#fhir/inbound/rules';
import { withNarrative } from '#fhir/narrative';
import { versionsBy } from '#fhir/referral/view';
import { checkStructure } from '#fhir/structure/structure';
import { memoryTable } from '#platform/memory-table';
import type { Instant } from '#platform/types';
import { referral as referralSent } from '#test/fhir-steps';
import { live, steps } from '#test/lives';
import { r4Faults } from '#test/r4';
import { chanceOf, sampleOf } from '#test/r4-samples';
import { actors } from '#test/referrals';
import { judging, listed } from './judged.ts';

const at = '2027-06-01T09:00:00.000Z' as Instant;
const fields = ['name', 'safe-contact', 'birth-date', 'address', 'language'];
const ports = {
  referrals: memoryTable(),
  directory: { organisation: async () => ({ services: [{ id: 'parcels', fields }] }) },
} as unknown as Parameters<typeof versionsBy>[4];
const flags = [...referralRules.filter(({ severity }) => severity === 'warn').map(({ flag }) => flag), 'a-flag-of-tomorrow'];

/** As R4 allows and the rules take: whatever a sender may add comes back with it. */
const sentOf = (seed: number): ServiceRequest => {
  const tries = Array.from({ length: 20 }, (_, n) => ({ ...sampleOf('ServiceRequest', chanceOf(seed + n)), ...referralSent() }));
  const right = tries.map((one) => JSON.parse(JSON.stringify(one))).find((one) => checkStructure(one).length === 0 && r4Faults(one).length === 0);
  return right ?? referralSent();
};
const life = fc.record({
  life: steps,
  draft: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  seed: fc.nat(),
  warnings: fc.uniqueArray(fc.constantFrom(...flags), { maxLength: 3 }),
});

test('a referral in whichever state and for whichever reader is right R4', async () => {
  const { judge, counts, total } = judging();
  const statuses = new Set<string>();
  await fc.assert(
    fc.asyncProperty(life, async ({ life: some, draft, seed, warnings }) => {
      const { referral, commits } = live(some, draft);
      const now = { ...referral, warnings };
      const shelf = { referral: now, now, commits, sent: sentOf(seed) };
      for (const by of Object.values(actors))
        for (const type of ['ServiceRequest', 'Task'] as const)
          for (const id of [referral.id, ...referral.onward.map((onward) => onward.id)])
            for (const { resource } of await versionsBy({ by, at }, type, id, shelf, ports)) {
              judge(withNarrative(resource), `${type} for ${by.kind}`);
              statuses.add(`${type} ${'status' in resource ? resource.status : ''}`);
            }
    }),
    { numRuns: 420 },
  );
  console.log(`lives: ${total()} resources judged (${listed(counts)}), in ${statuses.size} states`);
  expect(total()).toBeGreaterThan(2000);
  expect(statuses.size).toBeGreaterThanOrEqual(14);
}, 120_000);
