import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admission, afterFailure, afterSuccess, well, whileProbing } from '#delivery/circuit';
import { askedWait, chanceOf, jittered, judge, nextTry, outcomeWord, patience, schedule } from '#delivery/retry';
import type { SendOutcome } from '#delivery/types';
import { later, millisecondsOf } from '#platform/time';
import type { Instant } from '#platform/types';
import { monday } from '#test/referrals';

const answer = (status: number, retryAfter?: string): SendOutcome => ({ kind: 'answer', status, ...(retryAfter === undefined ? {} : { retryAfter }) });
const hours = 3_600_000;

describe('what an answer means', () => {
  const unwell = { verdict: 'failed', unwell: true };
  const refused = { verdict: 'failed', unwell: false };
  const table: [number[], object][] = [
    [[200, 201, 202, 204, 226, 299], { verdict: 'delivered' }],
    [[410], { verdict: 'gone' }],
    [[300, 301, 302, 303, 304, 307, 308], unwell],
    [[400, 401, 403, 404, 405, 409, 411, 413, 415, 422, 451], refused],
    [[408, 425, 429, 500, 501, 502, 503, 504, 599], unwell],
    [[100, 101, 103, 199, 600, 999, 0], unwell],
  ];
  test.each(table)('%j', (statuses, means) => {
    for (const status of statuses) expect(judge(answer(status)), String(status)).toEqual(means);
  });
  test.each(['bad-url', 'not-https', 'refused-address', 'dns', 'connection', 'tls', 'timeout', 'invalid-answer', 'no-key'] as const)(
    'no answer: %s',
    (reason) => {
      expect(judge({ kind: 'failed', reason })).toEqual(unwell);
      expect(outcomeWord({ kind: 'failed', reason })).toBe(reason);
    },
  );
});

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    ['0', 5000],
    ['4', 5000],
    ['99999', 24 * hours],
    ['9999999999', 24 * hours],
    ['Mon, 02 Nov 2026 10:00:00 GMT', hours],
    ['Mon, 02 Nov 2026 08:00:00 GMT', 5000],
    ['Mon, 02 Nov 2027 08:00:00 GMT', 24 * hours],
    [' 60 ', 60_000],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['banana 5', undefined],
    ['Xyz, 99 Foo 2026 10:00:00 GMT', undefined],
    ['Mon, 99 Nov 2026 10:00:00 GMT', undefined],
    ['99999999999', undefined],
  ])('%j', (text, wait) => expect(askedWait(text, monday)).toBe(wait));

  test('is honoured whatever the status, and uses up no attempt', () => {
    for (const status of [302, 404, 429, 500, 503]) {
      expect(nextTry({ attempt: 3, since: monday }, answer(status, '120'), monday, 0.5)).toEqual({ attempt: 3, dueAt: later(monday, 120_000), asked: true });
    }
    expect(nextTry({ attempt: 3, since: monday }, answer(503, 'soon'), monday, 0.5)).toMatchObject({ attempt: 4, asked: false });
  });
});

describe('the schedule', () => {
  test('is 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h', () =>
    expect(schedule.map((wait) => wait / 1000)).toEqual([0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]));

  test('has a jitter of at most a fifth, of all sizes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 2 }), fc.constantFrom(...schedule), (bytes, wait) => {
        const jitter = jittered(wait, chanceOf(bytes));
        expect(jitter).toBeGreaterThanOrEqual(wait * 0.8);
        expect(jitter).toBeLessThanOrEqual(wait * 1.2);
      }),
    );
    expect([jittered(1000, chanceOf(Uint8Array.of(0, 0))), jittered(1000, chanceOf(Uint8Array.of(255, 255)))]).toEqual([800, 1200]);
  });

  test('ends after the tenth attempt, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 20, maxLength: 20 }), (chances) => {
        let now: Instant = monday;
        let attempt = 0;
        for (const chance of chances) {
          const next = nextTry({ attempt, since: monday }, answer(500), now, chance);
          if (next === 'exhausted') break;
          ({ attempt, dueAt: now } = next);
        }
        expect(attempt).toBe(9);
        expect(millisecondsOf(now) - millisecondsOf(monday)).toBeLessThanOrEqual(patience);
      }),
    );
  });
});

describe('a circuit', () => {
  const after = (failures: number) =>
    Array.from({ length: failures }).reduce<typeof well>((health) => afterFailure(health, false, monday, 0.5) ?? health, well);

  test('opens with the fifth failure in a row, for half a minute', () => {
    expect(admission(after(4), monday)).toBe('free');
    expect(admission(after(5), monday)).toEqual({ until: later(monday, 30_000) });
    expect(afterFailure(after(5), false, monday, 0.5)).toBeUndefined();
  });

  test('lets one probe through at a time, and waits longer after each that fails, up to a quarter of an hour', () => {
    let health = after(5);
    let now: Instant = monday;
    const waits: number[] = [];
    for (let probes = 0; probes < 8; probes += 1) {
      const open = admission(health, now);
      expect(open).toHaveProperty('until');
      now = typeof open === 'string' ? now : open.until;
      expect(admission(health, now)).toBe('probe');
      health = whileProbing(health, now);
      expect(admission(health, now)).toEqual({ until: later(now, 30_000) });
      health = afterFailure(health, true, now, 0.5)!;
      waits.push((millisecondsOf(health.openUntil!) - millisecondsOf(now)) / 1000);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900, 900]);
  });

  test('closes with a success, and says when only if it was open', () => {
    expect(afterSuccess(well, monday)).toBeUndefined();
    expect(afterSuccess(after(3), monday)).toEqual({ version: 0, failures: 0, wait: 30_000 });
    expect(afterSuccess(after(6), monday)).toEqual({ version: 0, failures: 0, wait: 30_000, recoveredAt: monday });
  });
});
