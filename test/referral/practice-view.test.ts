/** What staff of a practice read of its referrals. */
import { describe, expect, test } from 'vitest';
import type { Instant } from '#platform/types';
import { digestOf, isWaiting, messageBack, practiceState, waitSince } from '#referral/practice-view';
import type { CaseRow } from '#referral/referral-items';

const row = (change: Record<string, unknown>): CaseRow =>
  ({
    ...{ id: 'r', status: 'requested', receivedAt: '2026-11-02T10:00:00.000Z', row: [], need: { display: 'x' } },
    task: { versionId: 1, lastUpdated: '2026-11-20T10:00:00.000Z' },
    ...change,
  }) as unknown as CaseRow;
const talkedAt = (at: string, received = '2026-11-02T10:00:00.000Z') =>
  row({ status: 'in-progress', receivedAt: received, casework: { attempts: [], contacts: 1, firstContactAt: at } });

describe('the state', () => {
  test.each([
    ['requested', undefined, 'waiting', true],
    ['accepted', undefined, 'accepted', true],
    ['in-progress', '2026-11-03T10:00:00.000Z', 'talking', false],
    ['on-hold', undefined, 'on-hold', false],
    ['rejected', undefined, 'sent-back', false],
    ['completed', undefined, 'helped', false],
    ['failed', undefined, 'ended', false],
    ['cancelled', undefined, 'withdrawn', false],
    ['entered-in-error', undefined, 'error', false],
  ])('of %s, first conversation %s, is %s', (status, firstContactAt, state, waits) => {
    const one = row({ status, ...(firstContactAt ? { casework: { attempts: [], contacts: 1, firstContactAt } } : {}) });
    expect([practiceState(one), isWaiting(one)]).toEqual([state, waits]);
  });
});

describe('the wait', () => {
  test('is the nearest-rank median of those who had a first conversation since then, and says of how many', () => {
    const rows = [talkedAt('2026-11-03T10:00:00.000Z'), talkedAt('2026-11-06T10:00:00.000Z'), talkedAt('2026-11-12T10:00:00.000Z'), row({})];
    expect(waitSince(rows, '2026-11-01T00:00:00.000Z' as Instant)).toEqual({ days: 4, of: 3 });
    expect(waitSince(rows, '2026-11-05T00:00:00.000Z' as Instant)).toEqual({ days: 4, of: 2 });
    expect(waitSince(rows, '2026-12-01T00:00:00.000Z' as Instant)).toBeUndefined();
  });
  test('counts days in London: an hour over midnight in summer is a day', () => {
    expect(waitSince([talkedAt('2026-07-02T23:30:00.000Z', '2026-07-02T22:30:00.000Z')], '2026-07-01T00:00:00.000Z' as Instant)).toEqual({ days: 1, of: 1 });
  });
});

describe('a month', () => {
  const done = (code: string, at = '2026-11-20T10:00:00.000Z') =>
    row({ status: 'completed', outcomes: [{ activity: 'Done.', code }], task: { versionId: 3, lastUpdated: at }, source: 'self' });
  test('counts what was in it, by who sent it and how it ended', () => {
    const rows = [
      done('goals-met'),
      done('supported-elsewhere'),
      done('something else'),
      done('goals-met', '2026-12-01T00:00:00.000Z'),
      row({ status: 'failed', reason: { code: 'unable-to-contact', text: 'x' } }),
      row({ status: 'rejected', reason: { code: 'out-of-area', text: 'x' } }),
      row({ status: 'cancelled', reason: { code: 'moved-away', text: 'x' } }),
      row({ status: 'entered-in-error' }),
      talkedAt('2026-11-06T10:00:00.000Z', '2026-10-31T10:00:00.000Z'),
      row({}),
    ];
    expect(digestOf(rows, '2026-11')).toEqual({
      referred: 8,
      from: { self: 4, 'gp-system': 4 },
      conversations: { days: 6, of: 1 },
      closed: 6,
      how: { 'goals-met': 1, 'supported-elsewhere': 1, helped: 1, 'unable-to-contact': 1, 'sent-back': 1, other: 1 },
      waiting: 1,
    });
  });
  test('begins and ends at midnight in London', () => {
    expect(digestOf([row({ receivedAt: '2026-07-31T23:30:00.000Z' })], '2026-08').referred).toBe(1);
    expect(digestOf([row({ receivedAt: '2026-07-31T23:30:00.000Z' })], '2026-07').referred).toBe(0);
  });
});

test('the message back is what the practice is told, and nothing while it is open', () => {
  expect(messageBack(row({}))).toBe('');
  expect(messageBack(row({ status: 'completed', outcomes: [{ activity: 'Support', outcome: 'completed' }, { activity: 'More.' }] }))).toBe(
    'Support: completed\nMore.',
  );
  expect(messageBack(row({ status: 'failed', reason: { code: 'x', text: 'Not reached.' } }))).toBe('Not reached.');
});
