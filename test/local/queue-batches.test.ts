import { describe, expect, test } from 'vitest';
import { type Behaviour, fails, runQueue } from './virtual-sources.ts';

const messages = (count: number, body?: string) => Array.from({ length: count }, (_, n) => ({ id: String(n + 1), ...(body !== undefined && { body }) }));
const slow: Behaviour = () => new Promise((resolve) => setTimeout(resolve, 1000));

describe('a function that is fed from a queue', () => {
  test('has its messages deleted only when it has done them', async () => {
    const run = await runQueue({ BatchSize: 1 }, messages(3), ([id]) => (id === '2' ? fails : undefined));
    expect([run.invoked.length, run.deleted.toSorted()]).toEqual([3, ['1', '3']]);
  });

  test('keeps all of a batch whose failures it reports in a way that means nothing', async () => {
    const run = await runQueue({ FunctionResponseTypes: ['ReportBatchItemFailures'] }, messages(3), () => ({
      batchItemFailures: [{ itemIdentifier: 'none' }],
    }));
    expect([run.invoked.length, run.deleted]).toEqual([1, []]);
  });

  test('is not given more at a time than a request may hold', async () => {
    const run = await runQueue({ BatchSize: 100, MaximumBatchingWindowInSeconds: 60 }, messages(9, 'x'.repeat(1024 * 1024)), () => undefined);
    expect(run.invoked.map(({ ids }) => ids.length)).toEqual([9]);
    const more = await runQueue({ BatchSize: 100, MaximumBatchingWindowInSeconds: 60 }, messages(30, 'x'.repeat(400 * 1024)), () => undefined);
    expect(more.invoked.map(({ ids }) => ids.length)).toEqual([10, 10, 10]);
  });

  test('gets further batches while one is running', async () => {
    const run = await runQueue({ BatchSize: 2 }, messages(6), slow);
    expect(run.invoked.map(({ at }) => at)).toEqual([0, 0, 0]);
  });

  test('gets a message as soon as it is there', async () => {
    const run = await runQueue(
      {},
      [
        { id: '1', sent: 1234 },
        { id: '2', sent: 5678 },
      ],
      () => undefined,
    );
    expect(run.invoked.map(({ at }) => at)).toEqual([1234, 5678]);
  });
});
