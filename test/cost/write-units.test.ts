/** What one loop costs: the commands, and with them delivery and counting. */
import { expect, test } from 'vitest';
import { loopCost } from '#test/loop-cost';

test('the five commands of a loop cost at most 56 write units, delivery at most 20 more, and counting it into every figure of practice and area at most 106', async () => {
  const { cost, sent } = await loopCost();
  const all = Object.values(cost).reduce((sum, part) => sum + part, 0);
  console.log(`write units of one loop: ${JSON.stringify(cost)}, in all ${all}`);
  expect(sent).toEqual(['referral.accepted', 'referral.requested', 'referral.in-progress']);
  expect(Object.values(cost).every((part) => part > 0)).toBe(true);
  expect(cost.commands).toBeLessThanOrEqual(56);
  expect(cost.commands + cost.relay + cost.lanes).toBeLessThanOrEqual(76);
  expect(cost.counting).toBeLessThanOrEqual(106);
});
