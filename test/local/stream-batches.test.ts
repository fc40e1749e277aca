import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Behaviour, fails, runStream } from './virtual-sources.ts';

const changes = (count: number) => Array.from({ length: count }, () => ({}));
const poison =
  (bad: string): Behaviour =>
  (batch) =>
    batch.includes(bad) ? fails : undefined;
const reports =
  (bad: string): Behaviour =>
  (batch) => ({ batchItemFailures: batch.includes(bad) ? [{ itemIdentifier: bad }] : [] });
const ids = (run: { invoked: { ids: string[] }[] }) => run.invoked.map((one) => one.ids.join(' '));
const careful = { BisectBatchOnFunctionError: true, FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 2 };
const told = { DestinationConfig: { OnFailure: { Destination: 'arn:dead' } } };

describe('a function that is fed from a stream', () => {
  test('gets all changes in order, and the mark follows', async () => {
    const run = await runStream({ BatchSize: 3 }, changes(7), () => undefined);
    expect(ids(run)).toEqual(['1 2 3', '4 5 6', '7']);
    expect(run.marks).toEqual(['3', '6', '7']);
  });

  test('goes on behind the mark of an earlier run', async () => {
    expect(ids(await runStream({}, changes(5), () => undefined, { after: '3' }))).toEqual(['4 5']);
  });

  test('what the filter keeps back is passed over for good', async () => {
    const none = { FilterCriteria: { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] } };
    const run = await runStream(none, changes(3), () => undefined);
    expect([run.invoked, run.marks]).toEqual([[], ['3']]);
  });

  test('an item written again as it was is no change', async () => {
    const same = { name: 'MODIFY', old: { a: { S: 'x' }, b: { N: '1' } }, new: { b: { N: '1' }, a: { S: 'x' } } } as const;
    expect(ids(await runStream({}, [{}, same, { ...same, new: {} }], () => undefined))).toEqual(['1 3']);
  });

  test('a batch that fails stops the stream until it is done', async () => {
    const run = await runStream({ BatchSize: 2 }, changes(3), (_, call) => (call < 4 ? fails : undefined));
    expect(ids(run)).toEqual(['1 2', '1 2', '1 2', '1 2', '3']);
    expect(run.invoked.map(({ at }) => at)).toEqual([0, 100, 300, 700, 700]);
    expect(run.marks).toEqual(['2', '3']);
  });

  test('one bad change among many is found by halving and given up alone', async () => {
    const run = await runStream({ ...told, BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 }, changes(8), poison('6'));
    expect(ids(run)).toEqual(['1 2 3 4 5 6 7 8', '1 2 3 4', '5 6 7 8', '5 6', '5', '6', '6', '7 8']);
    expect(run.told).toMatchObject([
      {
        queueArn: 'arn:dead',
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
        DDBStreamBatchInfo: { startSequenceNumber: '6', endSequenceNumber: '6', batchSize: 1 },
      },
    ]);
    expect(run.marks.at(-1)).toBe('8');
  });

  test('what it reports is tried again from the lowest failed change on', async () => {
    const run = await runStream(careful, changes(6), reports('3'));
    expect(ids(run).slice(0, 3)).toEqual(['1 2 3 4 5 6', '3 4 5 6', '3 4']);
    expect(ids(run).at(-1)).toBe('5 6');
    expect(run.marks.at(-1)).toBe('6');
  });

  test('without halving all that follows the bad change in its batch is given up with it', async () => {
    const run = await runStream({ ...told, FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 0 }, changes(5), reports('3'));
    expect(ids(run)).toEqual(['1 2 3 4 5']);
    expect(run.told).toMatchObject([{ DDBStreamBatchInfo: { startSequenceNumber: '3', endSequenceNumber: '5', batchSize: 3 } }]);
  });

  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['1 2']],
    ['no failures', { batchItemFailures: [] }, ['1 2']],
    ['null', { batchItemFailures: null }, ['1 2']],
    ['an empty name', { batchItemFailures: [{ itemIdentifier: '' }] }, ['1 2', '1 2']],
    ['the name of no change of the batch', { batchItemFailures: [{ itemIdentifier: '9' }] }, ['1 2', '1 2']],
    ['another field', { batchItemFailures: [{ id: '1' }] }, ['1 2', '1 2']],
    ['no list', { batchItemFailures: 'all' }, ['1 2', '1 2']],
  ])('reporting %s means what it means in AWS', async (_, answer, expected) => {
    const run = await runStream({ FunctionResponseTypes: ['ReportBatchItemFailures'] }, changes(2), (__, call) => (call === 1 ? answer : undefined), {
      until: 200,
    });
    expect(ids(run)).toEqual(expected);
  });

  test('whatever fails, nothing is skipped unsaid and the order of what succeeds is kept', async () => {
    const lives = fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      bad: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
      batch: fc.integer({ min: 1, max: 6 }),
      retries: fc.integer({ min: 0, max: 2 }),
      bisects: fc.boolean(),
      reported: fc.boolean(),
    });
    const property = fc.asyncProperty(lives, async ({ count, bad, batch, retries, bisects, reported }) => {
      const done: number[] = [];
      const behave: Behaviour = (given) => {
        const first = given.find((id) => bad.includes(Number(id)));
        if (first === undefined || reported) done.push(...given.slice(0, first === undefined ? given.length : given.indexOf(first)).map(Number));
        if (first === undefined) return {};
        return reported ? { batchItemFailures: [{ itemIdentifier: first }] } : fails;
      };
      const types = reported ? ['ReportBatchItemFailures'] : [];
      const given = { ...told, BatchSize: batch, BisectBatchOnFunctionError: bisects, MaximumRetryAttempts: retries, FunctionResponseTypes: types };
      const run = await runStream(given, changes(count), behave);
      const lost = run.told.flatMap(({ DDBStreamBatchInfo }) => {
        const { startSequenceNumber: from, batchSize } = DDBStreamBatchInfo as { startSequenceNumber: string; batchSize: number };
        return Array.from({ length: batchSize }, (_, n) => Number(from) + n);
      });
      expect([...done, ...lost].toSorted((one, other) => one - other)).toEqual(changes(count).map((_, n) => n + 1));
      expect(done).toEqual(done.toSorted((one, other) => one - other));
      if (bisects) expect(lost).toEqual(bad.filter((one) => one <= count).toSorted((one, other) => one - other));
      expect(run.marks.at(-1)).toBe(String(count));
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
