/** Keeps one function fed with the messages of one queue. */
import * as z from 'zod/mini';
import type { AwsJson } from './aws-json.ts';
import { filter } from './filter-patterns.ts';
import type { Invoked } from './functions.ts';
import { nudge } from './nudge.ts';
import { outcomeOf } from './outcomes.ts';
import { hasReceived, nextOfQueue, noneHeld, type QueueMessage, type QueueState } from './queue-batches.ts';
import type { HubSource } from './stack.ts';
import type { Poller } from './stream-poller.ts';

type QueueOptions = {
  call: AwsJson;
  queueUrl: string;
  region: string;
  source: HubSource;
  invoke(event: string): Promise<Invoked>;
  now(): number;
  log(line: string): void;
};
type State = {
  options: QueueOptions;
  passes(record: unknown): boolean;
  queue: QueueState;
  running: Set<Promise<void>>;
  finished: ReturnType<typeof nudge>;
  abort: AbortController;
};

const afterErrorMs = 1000;
const deletedAtOnce = 10;

const attributeShape = z.looseObject({ DataType: z.string(), StringValue: z.optional(z.string()), BinaryValue: z.optional(z.string()) });
const messageShape = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z._default(z.record(z.string(), z.string()), {}),
  MessageAttributes: z._default(z.record(z.string(), attributeShape), {}),
});
const receivedShape = z.object({ Messages: z._default(z.array(messageShape), []) });

const sqs = (operation: string) => `AmazonSQS.${operation}`;

const asSeen = (message: z.infer<typeof messageShape>, { region, source }: QueueOptions) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue, stringListValues: [], binaryListValues: [] },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: source.sourceArn,
  awsRegion: region,
});

/** Filters look into a body that is JSON. */
const forFilter = <Seen extends { body: string }>(seen: Seen): unknown => {
  try {
    return { ...seen, body: JSON.parse(seen.body) };
  } catch {
    return seen;
  }
};

const remove = async ({ call, queueUrl }: QueueOptions, messages: { id: string; receipt: string }[]): Promise<void> => {
  for (let from = 0; from < messages.length; from += deletedAtOnce) {
    const Entries = messages.slice(from, from + deletedAtOnce).map(({ receipt }, position) => ({ Id: String(position), ReceiptHandle: receipt }));
    await call(sqs('DeleteMessageBatch'), { QueueUrl: queueUrl, Entries });
  }
};

const receive = async (state: State, most: number, waitMs: number): Promise<void> => {
  const { call, queueUrl, now } = state.options;
  // The engine takes parts of a second; the batching window ends when it should.
  const wanted = { QueueUrl: queueUrl, MaxNumberOfMessages: most, WaitTimeSeconds: waitMs / 1000 };
  const attributes = { MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] };
  const { Messages } = receivedShape.parse(await call(sqs('ReceiveMessage'), { ...wanted, ...attributes }, state.abort.signal));
  const kept: QueueMessage[] = [];
  const dropped: QueueMessage[] = [];
  for (const message of Messages) {
    const seen = asSeen(message, state.options);
    (state.passes(forFilter(seen)) ? kept : dropped).push({ id: message.MessageId, receipt: message.ReceiptHandle, json: JSON.stringify(seen) });
  }
  await remove(state.options, dropped);
  state.queue = hasReceived(state.queue, kept, now());
};

const hand = async ({ options }: State, messages: QueueMessage[]): Promise<void> => {
  const invoked = await options.invoke(`{"Records":[${messages.map(({ json }) => json).join(',')}]}`);
  const ids = messages.map(({ id }) => id);
  const outcome = outcomeOf(invoked, ids, options.source.settings.FunctionResponseTypes.includes('ReportBatchItemFailures'));
  if (outcome.kind === 'failed') return;
  // What failed comes again when its visibility timeout ends.
  await remove(options, outcome.kind === 'done' ? messages : messages.filter(({ id }) => !outcome.failed.includes(id)));
};

const told = (error: unknown) => (error instanceof Error ? error.message : String(error));

const handOver = (state: State, messages: QueueMessage[]): void => {
  const handing = hand(state, messages)
    .catch((error) => state.options.log(`queue ${state.options.source.source}: ${told(error)}`))
    .finally(() => {
      state.running.delete(handing);
      state.finished.poke();
    });
  state.running.add(handing);
};

const turn = async (state: State): Promise<void> => {
  const { options, finished } = state;
  const seen = finished.seen();
  const step = nextOfQueue(state.queue, options.source.settings, state.running.size, options.now());
  switch (step.do) {
    case 'wait':
      return finished.sleep(afterErrorMs, seen);
    case 'receive':
      return receive(state, step.most, step.waitMs);
    case 'invoke':
      state.queue = noneHeld;
      handOver(state, step.messages);
  }
};

const poll = async (state: State): Promise<void> => {
  while (!state.abort.signal.aborted) {
    try {
      await turn(state);
    } catch (error) {
      if (state.abort.signal.aborted) break;
      state.options.log(`queue ${state.options.source.source}: ${told(error)}`);
      await state.finished.sleep(afterErrorMs, state.finished.seen());
    }
  }
  await Promise.all(state.running);
};

export const pollQueue = (options: QueueOptions): Poller => {
  const passes = filter(options.source.settings.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? []);
  const state: State = { options, passes, queue: noneHeld, running: new Set(), finished: nudge(), abort: new AbortController() };
  const polling = poll(state);
  return {
    stop: async () => {
      state.abort.abort();
      state.finished.poke();
      await polling;
    },
  };
};
