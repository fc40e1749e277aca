import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Marks } from '#local/marks';
import { thisMachine as place } from '#local/place';
import { every } from '#local/rate';
import { startSchedules } from '#local/schedules';

const minutely = { id: 'Sweep', everyMs: 60_000, functionId: 'Fn', input: '{}' };
const start = Date.UTC(2026, 10, 23);
const marksOf = (kept: Record<string, string> = {}): Marks => ({
  get: (name) => kept[name],
  set: (name, value) => {
    kept[name] = value;
  },
  close: () => undefined,
});

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

const firedWithin = async (ms: number, marks: Marks, input = '{}') => {
  const fired: { at: number; event: Record<string, unknown> }[] = [];
  const invoke = async (_: string, event: string) => void fired.push({ at: Date.now() - start, event: JSON.parse(event) });
  const running = startSchedules({ schedules: [{ ...minutely, input }], invoke, marks, place, now: () => Date.now() });
  await vi.advanceTimersByTimeAsync(ms);
  running.stop();
  await vi.advanceTimersByTimeAsync(600_000);
  return fired;
};

describe('a schedule', () => {
  test('runs each period after the hub was first started, until it is stopped', async () => {
    expect((await firedWithin(190_000, marksOf())).map(({ at }) => at)).toEqual([60_000, 120_000, 180_000]);
  });

  test('that was missed while the hub did not run is made up at once, and only once', async () => {
    const marks = marksOf({ 'schedule Sweep': new Date(start - 3_600_000).toISOString() });
    expect((await firedWithin(70_000, marks)).map(({ at }) => at)).toEqual([0, 60_000]);
  });

  test('that ran just before a restart keeps its time', async () => {
    const marks = marksOf({ 'schedule Sweep': new Date(start - 20_000).toISOString() });
    expect((await firedWithin(50_000, marks)).map(({ at }) => at)).toEqual([40_000]);
  });

  test('after the clock was put back waits one period, not until the old time comes again', async () => {
    const marks = marksOf({ 'schedule Sweep': new Date(start + 86_400_000).toISOString() });
    expect((await firedWithin(70_000, marks)).map(({ at }) => at)).toEqual([60_000]);
  });

  test('gives its input, or the event of AWS', async () => {
    const [plain] = await firedWithin(60_000, marksOf());
    const [own] = await firedWithin(60_000, marksOf(), '{"a":1}');
    expect(plain?.event).toMatchObject({ 'detail-type': 'Scheduled Event', source: 'aws.events', time: new Date(start + 60_000).toISOString() });
    expect(own?.event).toEqual({ a: 1 });
  });
});

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(2 hours)', 7_200_000],
  ['rate(1 day)', 86_400_000],
  ['cron(0 3 * * ? *)', undefined],
  ['rate(0.5 minutes)', undefined],
])('%s', (expression, expected) => {
  expect(every(expression)).toBe(expected);
});
