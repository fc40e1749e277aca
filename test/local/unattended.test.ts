import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Functions } from '#local/functions';
import type { Unattended } from '#local/stack';
import { unattended } from '#local/unattended';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const lives = async (settings: Unattended[], failing: number) => {
  const start = Date.now();
  const at: number[] = [];
  const told: unknown[] = [];
  const functions: Functions = {
    invoke: async () => {
      at.push(Date.now() - start);
      return at.length <= failing ? { requestId: 'r', ok: false, error: { errorType: 'E', errorMessage: '' } } : { requestId: 'r', ok: true, payload: 'null' };
    },
    ...{ warm: () => undefined, kill: async () => false, running: () => 0, stop: async () => undefined },
  };
  const invoke = unattended({ functions, settings, sendTo: (queue, body) => told.push([queue, JSON.parse(body)]), log: () => undefined });
  const done = invoke('Fn', '{"a":1}');
  await vi.advanceTimersByTimeAsync(600_000);
  await done;
  invoke.stop();
  return { at, told };
};

test('an event that nobody waits for is tried three times, after a minute and after two more', async () => {
  expect(await lives([], 9)).toEqual({ at: [0, 60_000, 180_000], told: [] });
  expect((await lives([], 1)).at).toEqual([0, 60_000]);
});

test('what the template says of it holds', async () => {
  const { at, told } = await lives([{ functionId: 'Fn', retries: 0, onFailure: 'arn:dead' }], 9);
  expect(at).toEqual([0]);
  expect(told).toMatchObject([['arn:dead', { requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 }, requestPayload: { a: 1 } }]]);
});
