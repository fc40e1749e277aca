import fc from 'fast-check';
import { expect, test } from 'vitest';
import { needCodes } from '#referral/needs';
import { packedNeeds, plainNeeds } from '#referral/packed-needs';

test('needs come back from a head as they were, whichever they are, and every need has a letter of its own', () => {
  const nothing = { attempts: [], contacts: 2 };
  fc.assert(
    fc.property(fc.subarray(needCodes, { minLength: 1 }), fc.nat(), (needs, n) => {
      const primaryNeed = needs[n % needs.length] ?? 'other';
      const head = { id: 'r', casework: { ...nothing, needs, primaryNeed } };
      const stored = packedNeeds(head);
      expect(JSON.stringify(stored).length).toBeLessThan(60 + needs.length);
      expect(plainNeeds<typeof head>(JSON.parse(JSON.stringify(stored)))).toEqual(head);
    }),
  );
  const all = packedNeeds({ casework: { ...nothing, needs: needCodes, primaryNeed: 'money' } });
  expect(new Set(all.casework?.k).size).toBe(needCodes.length);
});
test('a head without any is stored as it is', () => {
  for (const head of [{}, { casework: { attempts: [], contacts: 0 } }]) {
    expect(packedNeeds(head)).toEqual(head);
    expect(plainNeeds(head)).toEqual(head);
  }
});
