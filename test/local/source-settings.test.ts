/** Each setting of an event source is obeyed: with it the source behaves in one way, without it in another. */
import { describe, expect, test } from 'vitest';
import { hubStack, synthesize } from '#local/synth';
import { fixtureStack } from './fixture.ts';
import { type Behaviour, fails, type Run, runQueue, runStream } from './virtual-sources.ts';

type Row = { setting: string; in: string; with: object; run(given: object): Promise<Run>; seen(run: Run): unknown; obeyed: unknown; ignored: unknown };

const ids = (run: Run) => run.invoked.map((one) => one.ids.join(' '));
const times = (run: Run) => run.invoked.map(({ at }) => at);
const five = [{}, {}, {}, {}, {}];
const poison =
  (bad: string): Behaviour =>
  (batch) =>
    batch.includes(bad) ? fails : undefined;
const reports =
  (bad: string): Behaviour =>
  (batch) => ({ batchItemFailures: batch.includes(bad) ? [{ itemIdentifier: bad }] : [] });
const condition = (run: Run) => run.told.map(({ requestContext }) => (requestContext as { condition: string }).condition);
const messages = (count: number, sent: (n: number) => number = () => 0) => Array.from({ length: count }, (_, n) => ({ id: String(n + 1), sent: sent(n) }));
const slow: Behaviour = () => new Promise((resolve) => setTimeout(resolve, 1000));
const deadLetters = { OnFailure: { Destination: 'arn:dead' } };

const streamRows: Row[] = [
  {
    ...{ setting: 'BatchSize', in: 'stream', with: { BatchSize: 2 }, run: (given) => runStream(given, five, () => undefined), seen: ids },
    ...{ obeyed: ['1 2', '3 4', '5'], ignored: ['1 2 3 4 5'] },
  },
  {
    ...{ setting: 'MaximumBatchingWindowInSeconds', in: 'stream', with: { MaximumBatchingWindowInSeconds: 2 }, seen: ids },
    run: (given) => runStream(given, [{}, { written: 500 }, { written: 1500 }, { written: 3000 }], () => undefined),
    ...{ obeyed: ['1 2 3', '4'], ignored: ['1', '2', '3', '4'] },
  },
  {
    ...{ setting: 'StartingPosition', in: 'stream', with: { StartingPosition: 'LATEST' }, seen: ids },
    run: (given) => runStream(given, [{}, { written: 500 }], () => undefined),
    ...{ obeyed: ['2'], ignored: ['1', '2'] },
  },
  {
    ...{ setting: 'BisectBatchOnFunctionError', in: 'stream', with: { BisectBatchOnFunctionError: true }, seen: (run) => run.marks.at(-1) },
    run: (given) => runStream({ MaximumRetryAttempts: 1, ...given }, five, poison('4'), { until: 50 }),
    ...{ obeyed: '3', ignored: undefined },
  },
  {
    ...{ setting: 'MaximumRetryAttempts', in: 'stream', with: { MaximumRetryAttempts: 2 }, seen: ids },
    run: (given) => runStream({ BatchSize: 1, ...given }, [{}, {}], poison('1'), { until: 2000 }),
    ...{ obeyed: ['1', '1', '1', '2'], ignored: ['1', '1', '1', '1', '1'] },
  },
  {
    ...{
      setting: 'MaximumRecordAgeInSeconds',
      in: 'stream',
      with: { MaximumRecordAgeInSeconds: 60 },
      seen: (run) => run.invoked.some((one) => one.ids.includes('2')),
    },
    run: (given) => runStream({ BatchSize: 1, ...given }, [{}, { written: 59_000 }], poison('1'), { until: 80_000 }),
    ...{ obeyed: true, ignored: false },
  },
  {
    ...{ setting: 'FunctionResponseTypes', in: 'stream', with: { FunctionResponseTypes: ['ReportBatchItemFailures'] }, seen: ids },
    run: (given) => runStream({ MaximumRetryAttempts: 1, ...given }, five, reports('4'), { until: 5000 }),
    ...{ obeyed: ['1 2 3 4 5', '4 5'], ignored: ['1 2 3 4 5'] },
  },
  {
    ...{ setting: 'DestinationConfig', in: 'stream', with: { DestinationConfig: deadLetters }, seen: (run) => run.told.map(({ queueArn }) => queueArn) },
    run: (given) => runStream({ MaximumRetryAttempts: 0, ...given }, [{}], poison('1'), { until: 1000 }),
    ...{ obeyed: ['arn:dead'], ignored: [] },
  },
  {
    ...{ setting: 'FilterCriteria', in: 'stream', seen: ids },
    with: { FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"E#"}]}}}}' }] } },
    run: (given) => runStream(given, [{ sk: 'S' }, { sk: 'E#1' }, { sk: 'E#1', name: 'MODIFY' }, { sk: 'E#2' }], () => undefined),
    ...{ obeyed: ['2 4'], ignored: ['1 2 3 4'] },
  },
];

const queueRows: Row[] = [
  {
    ...{ setting: 'BatchSize', in: 'queue', with: { BatchSize: 2 }, run: (given) => runQueue(given, messages(5), () => undefined), seen: ids },
    ...{ obeyed: ['1 2', '3 4', '5'], ignored: ['1 2 3 4 5'] },
  },
  {
    ...{ setting: 'MaximumBatchingWindowInSeconds', in: 'queue', with: { MaximumBatchingWindowInSeconds: 1 } },
    run: (given) =>
      runQueue(
        { BatchSize: 100, ...given },
        messages(4, (n) => n * 400),
        () => undefined,
      ),
    ...{
      seen: (run) => [ids(run), times(run)],
      obeyed: [
        ['1 2 3', '4'],
        [1000, 2200],
      ],
      ignored: [
        ['1', '2', '3', '4'],
        [0, 400, 800, 1200],
      ],
    },
  },
  {
    ...{ setting: 'ScalingConfig', in: 'queue', with: { ScalingConfig: { MaximumConcurrency: 2 } }, seen: times },
    run: (given) => runQueue({ BatchSize: 1, ...given }, messages(4), slow),
    ...{ obeyed: [0, 0, 1000, 1000], ignored: [0, 0, 0, 0] },
  },
  {
    ...{ setting: 'FunctionResponseTypes', in: 'queue', with: { FunctionResponseTypes: ['ReportBatchItemFailures'] }, seen: (run) => run.deleted },
    run: (given) => runQueue(given, messages(3), reports('2')),
    ...{ obeyed: ['1', '3'], ignored: ['1', '2', '3'] },
  },
  {
    ...{ setting: 'FilterCriteria', in: 'queue', with: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["wanted"]}}' }] } } },
    run: (given) =>
      runQueue(
        given,
        [
          { id: '1', body: '{"kind":"wanted"}' },
          { id: '2', body: '{"kind":"other"}' },
          { id: '3', body: 'no JSON' },
        ],
        () => undefined,
      ),
    ...{ seen: (run) => [ids(run), run.deleted.toSorted()], obeyed: [['1'], ['1', '2', '3']], ignored: [['1 2 3'], ['1', '2', '3']] },
  },
];
const rows = [...streamRows, ...queueRows];

describe.each(rows)('$setting of a $in', ({ with: given, run, seen, obeyed, ignored }) => {
  test('is obeyed, and without it the source behaves otherwise', async () => {
    expect(seen(await run(given))).toEqual(obeyed);
    expect(seen(await run({}))).toEqual(ignored);
    expect(obeyed).not.toEqual(ignored);
  });
});

test('what is given up for its age is told apart from what failed too often', async () => {
  const told = { DestinationConfig: deadLetters };
  expect(condition(await runStream({ MaximumRecordAgeInSeconds: 60, ...told }, [{}], poison('1'), { until: 80_000 }))).toEqual(['RecordAgeExceeded']);
  expect(condition(await runStream({ MaximumRetryAttempts: 0, ...told }, [{}], poison('1'), { until: 1000 }))).toEqual(['RetryAttemptsExhausted']);
});

/** Which source and which function: shown by every test that runs a hub; `Enabled`: stack.test.ts. */
const elsewhere = ['EventSourceArn', 'FunctionName', 'Enabled'];

test('no event source in the templates has a setting without a row here', async () => {
  const cache = 'node_modules/.cache/links-hub';
  const templates = await Promise.all([hubStack, fixtureStack].map((source) => synthesize(process.cwd(), source, cache)));
  const sources = templates.flatMap(({ template }) => Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::EventSourceMapping'));
  const used = new Set(sources.flatMap(({ Properties }) => Object.keys(Properties)));
  const shown = new Set([...rows.map(({ setting }) => setting), ...elsewhere]);
  expect(sources.length).toBeGreaterThan(5);
  expect([...used].filter((setting) => !shown.has(setting))).toEqual([]);
});
