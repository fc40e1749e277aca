import { expect, test } from 'vitest';
import { clearException, openExceptions, raiseException, raiseHubException } from '#delivery/exceptions';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';
import type { ReferralId } from '#referral/types';

const since = instantOf(Date.parse('2026-11-23T09:30:00.000Z'));
const referral = (letter: string) => letter.repeat(26) as ReferralId;

test('every open exception is counted, whatever its area and of whatever referral; one that was cleared is not', async () => {
  const referrals = memoryTable();
  expect(await openExceptions(referrals)).toBe(0);
  await raiseException(referrals, { referral: referral('a'), area: 'S12000049', what: 'drumgarth', reason: 'exhausted', since });
  await raiseException(referrals, { referral: referral('b'), area: 'S12000036', what: 'COUNT', reason: 'stranded', since });
  await raiseHubException(referrals, { from: 'RelayDead', digest: 'abc', since });
  expect(await openExceptions(referrals)).toBe(3);
  await clearException(referrals, referral('a'), 'drumgarth');
  expect(await openExceptions(referrals)).toBe(2);
});
