/** Event sources in a world of their own: a clock that the test moves, a stream and a queue in memory, a function that answers as told. */
import { vi } from 'vitest';
import type { AwsJson } from '#local/aws-json';
import type { Invoked } from '#local/functions';
import { nudge } from '#local/nudge';
import { pollQueue } from '#local/queue-poller';
import type { HubFunction, HubSource } from '#local/stack';
import { sourceShape } from '#local/stack-shapes';
import { pollStream } from '#local/stream-poller';

/** What the function does with a batch: answers this, or fails. */
export type Behaviour = (ids: string[], call: number) => unknown;
export const fails = Symbol('fails');
/** `at`: milliseconds since the start. */
export type Run = { invoked: { at: number; ids: string[] }[]; told: Record<string, unknown>[]; marks: (string | undefined)[]; deleted: string[] };
/** `written`: milliseconds since the start. */
type Change = { sk?: string; written?: number; name?: 'INSERT' | 'MODIFY'; old?: object; new?: object };
type Message = { id: string; sent?: number; body?: string };

const receiver = { id: 'Fn', name: 'fn', arn: 'arn:fn', entry: '', exportName: '', timeoutMs: 1, memoryMb: 1, environment: {} } satisfies HubFunction;
/** When the world begins. */
const start = Date.UTC(2026, 10, 23);

const source = (from: HubSource['from'], given: Record<string, unknown>): HubSource => {
  const { EventSourceArn: _, FunctionName: __, Enabled: ___, ...settings } = sourceShape.parse({ EventSourceArn: 'a', FunctionName: 'f', ...given });
  return { id: 'Source', from, source: 'named', sourceArn: `arn:${from}`, functionId: 'Fn', settings };
};

type Events = { Records: { messageId?: string; dynamodb?: { SequenceNumber: string } }[] };
const functionOf =
  (behaviour: Behaviour, run: Run) =>
  async (event: string): Promise<Invoked> => {
    const { Records }: Events = JSON.parse(event);
    const ids = Records.map(({ messageId, dynamodb }) => messageId ?? dynamodb?.SequenceNumber ?? '');
    run.invoked.push({ at: Date.now() - start, ids });
    const answer = await behaviour(ids, run.invoked.length);
    if (answer === fails) return { requestId: 'r', ok: false, error: { errorType: 'Error', errorMessage: '' } };
    return { requestId: 'r', ok: true, payload: JSON.stringify(answer ?? null) };
  };

/** A stream of one shard; sequence numbers count from 1. */
const streamCalls = (changes: Change[]): AwsJson => {
  const record = ({ sk = 'E#1', written = 0, name = 'INSERT', old, new: after }: Change, position: number) => {
    const images = { ...(old && { OldImage: old }), ...(after && { NewImage: after }) };
    const at = (start + written) / 1000;
    return { eventName: name, dynamodb: { Keys: { sk: { S: sk } }, SequenceNumber: String(position + 1), ApproximateCreationDateTime: at, ...images } };
  };
  const there = () => changes.filter(({ written = 0 }) => start + written <= Date.now()).map(record);
  return async (target, input) => {
    const { ShardIteratorType: type, SequenceNumber, ShardIterator } = input as Record<string, string>;
    if (target.endsWith('DescribeTable')) return { Table: { LatestStreamArn: 'arn:engine' } };
    if (target.endsWith('DescribeStream')) return { StreamDescription: { Shards: [{ ShardId: 's', SequenceNumberRange: { StartingSequenceNumber: '1' } }] } };
    if (target.endsWith('GetRecords')) return { Records: there().slice(Number(ShardIterator)), NextShardIterator: String(there().length) };
    return { ShardIterator: type === 'LATEST' ? String(there().length) : type === 'TRIM_HORIZON' ? '0' : SequenceNumber };
  };
};

type Receive = { MaxNumberOfMessages: number; WaitTimeSeconds: number; Entries: { ReceiptHandle: string }[] };
const queueCalls = (messages: Message[], deleted: string[]): AwsJson => {
  const waiting = [...messages];
  const isThere = ({ sent = 0 }: Message) => start + sent <= Date.now();
  const untilNext = () => Math.min(...waiting.map(({ sent = 0 }) => start + sent - Date.now()));
  return async (target, input, signal) => {
    const { MaxNumberOfMessages: most, WaitTimeSeconds, Entries } = input as Receive;
    if (target.endsWith('DeleteMessageBatch')) return { deleted: deleted.push(...Entries.map(({ ReceiptHandle }) => ReceiptHandle)) };
    if (!waiting.some(isThere)) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, Math.min(WaitTimeSeconds * 1000, untilNext()));
        signal?.addEventListener('abort', () => resolve());
      });
    }
    const got = waiting.filter(isThere).slice(0, most);
    for (const one of got) waiting.splice(waiting.indexOf(one), 1);
    return { Messages: got.map(({ id, body = '{}' }) => ({ MessageId: id, ReceiptHandle: id, Body: body, MD5OfBody: '' })) };
  };
};

/** Lets `until` milliseconds pass, then stops what runs. */
const live = async (until: number, begin: () => Promise<{ stop(): Promise<void> }> | { stop(): Promise<void> }): Promise<void> => {
  vi.useFakeTimers({ now: start });
  try {
    const poller = await begin();
    await vi.advanceTimersByTimeAsync(until);
    const stopped = poller.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopped;
  } finally {
    vi.useRealTimers();
  }
};
const noRun = (): Run => ({ invoked: [], told: [], marks: [], deleted: [] });

/** `given`: properties of the event source mapping as the template writes them; `after`: the mark of an earlier run. */
export const runStream = async (
  given: object,
  changes: Change[],
  behaviour: Behaviour,
  { until = 60_000, after }: { until?: number; after?: string } = {},
): Promise<Run> => {
  const run = noRun();
  const begin = () =>
    pollStream({
      ...{ call: streamCalls(changes), region: 'eu-west-2', source: source('stream', { ...given }), receiver, invoke: functionOf(behaviour, run) },
      ...{ now: () => Date.now(), nudge: nudge(), busy: () => false, log: () => undefined },
      sendTo: (queueArn, body) => run.told.push({ queueArn, ...JSON.parse(body) }),
      mark: { load: () => after, save: (doneTo) => run.marks.push(doneTo) },
    });
  await live(until, begin);
  return run;
};

export const runQueue = async (given: object, messages: Message[], behaviour: Behaviour, { until = 10_000 }: { until?: number } = {}): Promise<Run> => {
  const run = noRun();
  const shared = {
    queueUrl: 'u',
    region: 'eu-west-2',
    source: source('queue', { ...given }),
    invoke: functionOf(behaviour, run),
    now: () => Date.now(),
    log: () => undefined,
  };
  await live(until, () => pollQueue({ ...shared, call: queueCalls(messages, run.deleted) }));
  return run;
};
