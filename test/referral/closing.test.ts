/** Closing by a reason of the list. */
import { expect, test } from 'vitest';
import { type ClosingCode, type ClosingMessage, closedAs, closing, closingReasons, isClosingCode } from '#referral/closing';
import { decide } from '#referral/decide';
import { applyEvents } from '#referral/evolve';
import type { Referral } from '#referral/types';
import { calendar } from '#referral/working-days';
import { command, monday, onwardIn, referralIn } from '#test/referrals';

const codes = Object.keys(closingReasons) as ClosingCode[];
const closed = (code: ClosingCode, referral: Referral = referralIn('in-progress')) => {
  const decision = decide(referral, command('practitioner', closing(code, 'Words for the practice.')) as never, { calendar: calendar() });
  return decision.ok ? applyEvents(referral, decision.events, monday).referral : decision.because;
};

test.each(codes)('%s closes, and can be told from the referral again', (code) => {
  const after = closed(code);
  if (typeof after === 'string') throw new Error(after);
  expect([after.status, closedAs(after)]).toEqual([{ complete: 'completed', fail: 'failed', cancel: 'cancelled' }[closingReasons[code].does], code]);
  const told = after.status === 'completed' ? after.outcomes[0]?.activity : 'reason' in after && after.reason.text;
  expect(told).toBe('Words for the practice.');
});
test('there are nine reasons, each with a message of its own', () => {
  expect(codes).toHaveLength(9);
  expect(new Set<ClosingMessage>(Object.values(closingReasons).map(({ message }) => message)).size).toBe(9);
});
test('goals are met without any organisation', () => {
  expect(closed('goals-met')).toMatchObject({ status: 'completed', outcomes: [{ code: 'goals-met' }] });
});
test('somebody who moved, stopped or died ends what organisations still do; who gives up waits for them', () => {
  const atWork = () => referralIn('in-progress', { onward: [onwardIn('accepted')] });
  for (const code of codes) expect(closed(code, atWork()) === 'onward-open').toBe(closingReasons[code].does !== 'cancel');
});
test('what is open, or was closed in other words, was closed by none of them', () => {
  for (const status of ['requested', 'in-progress', 'rejected', 'entered-in-error'] as const) expect(closedAs(referralIn(status))).toBeUndefined();
  expect(closedAs(referralIn('completed'))).toBeUndefined();
  expect([isClosingCode('goals-met'), isClosingCode('toString')]).toEqual([true, false]);
});
