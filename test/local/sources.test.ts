/** Streams, queues and schedules on the real engines. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsJson } from '#local/aws-json';
import { thisMachine } from '#local/place';
import { type Entry, type FixtureHub, startFixture, testFolder } from './fixture-hub.ts';

const folder = testFolder();
let hub: FixtureHub;
let dynamodb: ReturnType<typeof awsJson>;
let sqs: ReturnType<typeof awsJson>;
beforeAll(async () => {
  hub = await startFixture(`${folder.path}/journal`);
  dynamodb = awsJson(hub.endpoints.dynamodb, 'dynamodb', thisMachine, 'TEST');
  sqs = awsJson(hub.endpoints.sqs, 'sqs', thisMachine, 'TEST');
});
afterAll(async () => {
  dynamodb?.close();
  sqs?.close();
  await hub?.stop();
  folder.remove();
});
const queueNamed = (start: string) => Object.keys(hub.waiting()).find((name) => name.startsWith(`LinksHub-${start}`)) ?? '';
const put = (sk: string, more: object = {}) =>
  dynamodb.call('DynamoDB_20120810.PutItem', { TableName: hub.tableNames.things, Item: { pk: { S: 'p' }, sk: { S: sk }, ...more } });
const send = (queue: string, MessageBody: string, more: object = {}) =>
  sqs.call('AmazonSQS.SendMessage', { QueueUrl: `/${queueNamed(queue)}`, MessageBody, ...more });
const says = (word: string) => (entries: Entry[]) => entries.filter(({ said }) => said?.some((one) => one.includes(word)));
const tries = (word: string, count: number) => (entries: Entry[]) => says(word)(entries).length >= count;

describe('a stream', () => {
  test('brings new items that the filter lets through, and nothing else', async () => {
    await put('S-not');
    await put('E#1-first');
    await put('E#1-first', { again: { N: '1' } });
    await put('E#2-second');
    const entries = await hub.journal(tries('second', 1));
    expect(entries.flatMap(({ said }) => said ?? [])).toEqual(['E#1-first', 'E#2-second']);
  });

  test('gives up what fails too often and tells of it', async () => {
    await put('E#3-throw');
    await hub.journal(tries('E#3', 2));
    await put('E#4-after');
    await hub.journal(tries('E#4', 1));
    const { Messages } = (await sqs.call('AmazonSQS.ReceiveMessage', { QueueUrl: `/${queueNamed('Dead')}` })) as { Messages: { Body: string }[] };
    expect(Messages.map(({ Body }) => JSON.parse(Body))).toMatchObject([
      { requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: { batchSize: 1 } },
    ]);
    expect(says('E#3')(hub.entries()).length).toBe(2);
  });
});

describe('a queue', () => {
  test('is emptied by its function', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => send('Plain', `plain-${n}`)));
    await hub.journal((entries) => new Set(says('plain-')(entries).flatMap(({ said }) => said)).size === 12);
    expect(Math.max(...says('plain-')(hub.entries()).map(({ said }) => said?.length ?? 0))).toBeLessThanOrEqual(5);
  });

  test('brings back what failed when its visibility ends, and at last puts it with the dead letters', async () => {
    const before = hub.waiting()[queueNamed('Dead')]?.ready ?? 0;
    await send('Plain', 'throw-always');
    await hub.journal(tries('throw-always', 2));
    expect(says('throw-always')(hub.entries()).map((entry) => entry.tries)).toEqual([[1], [2]]);
    await send('Plain', 'plain-last');
    // The queue gives it to the dead letters when it is asked for it the third time.
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = setInterval(() => (hub.waiting()[queueNamed('Dead')]?.ready ?? 0) > before && resolve(), 20);
    await promise;
    clearInterval(look);
  });

  test('brings back only what was reported', async () => {
    await send('Plain', 'report-me');
    await send('Plain', 'fine');
    await hub.journal(tries('report-me', 2));
    expect(says('fine')(hub.entries()).length).toBe(1);
  });

  test('brings back what ran beside a function that had to be stopped', async () => {
    await send('Lanes', 'spin-once', { MessageGroupId: 'a' });
    await hub.journal((entries) => says('spin-once')(entries).some((entry) => (entry.tries?.[0] ?? 0) > 1));
    expect(says('spin-once')(hub.entries())[0]?.tries).toEqual([1]);
  });

  test('holds a message back as long as the template says, and gathers within the window', async () => {
    const sent = Date.now();
    await Promise.all(Array.from({ length: 15 }, (_, n) => send('Late', `late-${n}`)));
    const seen = says('late-')(await hub.journal((entries) => new Set(says('late-')(entries).flatMap(({ said }) => said)).size === 15));
    // The window alone would take one second.
    expect(Date.now() - sent).toBeGreaterThanOrEqual(2000);
    expect(Math.max(...seen.map(({ said }) => said?.length ?? 0))).toBeGreaterThan(10);
    await expect(send('Late', 'x'.repeat(3000))).rejects.toThrow('2048');
  });

  test('keeps the order of a group', async () => {
    for (const n of [1, 2, 3, 4]) await send('Lanes', `group-${n}`, { MessageGroupId: 'g' });
    await hub.journal(tries('group-4', 1));
    expect(says('group-')(hub.entries()).flatMap(({ said }) => said)).toEqual(['group-1', 'group-2', 'group-3', 'group-4']);
  });

  test('that nobody reads keeps what it has', async () => {
    await send('Off', 'stays');
    expect(hub.waiting()[queueNamed('Off')]).toEqual({ ready: 1, inFlight: 0, delayed: 0 });
  });
});

test('a schedule calls its function with its input', async () => {
  await hub.runSchedule('fixture-journal');
  expect(hub.entries().filter(({ by }) => by === 'quiet')).toEqual([{ by: 'quiet', event: { scheduled: true } }]);
});

describe('what AWS does unasked', () => {
  test('expired items are removed, others stay', async () => {
    const second = Math.floor(Date.now() / 1000);
    await put('X#old', { expiresAt: { N: String(second - 5) } });
    await put('X#young', { expiresAt: { N: String(second + 60) } });
    await put('X#never');
    expect(await hub.tidy()).toMatchObject({ expired: 1 });
    const { Items } = (await dynamodb.call('DynamoDB_20120810.Scan', { TableName: hub.tableNames.things })) as { Items: { sk: { S: string } }[] };
    expect(
      Items.map(({ sk }) => sk.S)
        .filter((sk) => sk.startsWith('X#'))
        .toSorted(),
    ).toEqual(['X#never', 'X#young']);
  });
});
