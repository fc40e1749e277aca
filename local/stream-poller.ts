/** Keeps one function fed with the changes of one table. */
import type { AwsJson } from './aws-json.ts';
import { filter } from './filter-patterns.ts';
import type { Invoked } from './functions.ts';
import type { Nudge } from './nudge.ts';
import { outcomeOf } from './outcomes.ts';
import type { HubFunction, HubSource } from './stack.ts';
import { answered, gaveUp, hasRead, nextOfStream, type StreamRecord, type StreamState, type StreamStep, streamFrom } from './stream-batches.ts';
import { openStream, type StreamReader } from './stream-reader.ts';

export type Poller = { stop(): Promise<void> };
type StreamOptions = {
  call: AwsJson;
  region: string;
  source: HubSource;
  receiver: HubFunction;
  invoke(event: string): Promise<Invoked>;
  /** Where the mapping's `OnFailure` leads. */
  sendTo(queueArn: string, body: string): void;
  /** The last record that is finished, of this run or one before. */
  mark: { load(): string | undefined; save(doneTo: string | undefined): void };
  /** Milliseconds since 1970. */
  now(): number;
  nudge: Nudge;
  /** Waits so many milliseconds, whatever happens meanwhile. */
  pause?(milliseconds: number): Promise<void>;
  /** Whether a function is running: then something may be written any moment. */
  busy(): boolean;
  log(line: string): void;
};
type State = { options: StreamOptions; reader: StreamReader; stream: StreamState; stopping: boolean };

/** Where changes come in crowds the next ones may gather for a moment: one run for twenty costs less than twenty runs. A single change never waits. */
const [crowd, gatherMs] = [3, 100];
const busyMs = 5;
const idleMs = 200;
const afterErrorMs = 1000;

/** What AWS sends in place of the records: where to find them in the stream. */
const failureNote = ({ source, receiver, now }: StreamOptions, { condition, tries, records }: Extract<StreamStep, { do: 'give up' }>): string => {
  const at = (record: StreamRecord | undefined) => new Date(record?.at ?? 0).toISOString();
  return JSON.stringify({
    requestContext: { requestId: crypto.randomUUID(), functionArn: receiver.arn, condition, approximateInvokeCount: tries },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-local',
      startSequenceNumber: records[0]?.sequence,
      endSequenceNumber: records.at(-1)?.sequence,
      approximateArrivalOfFirstRecord: at(records[0]),
      approximateArrivalOfLastRecord: at(records.at(-1)),
      batchSize: records.length,
      streamArn: source.sourceArn,
    },
  });
};

const read = async (state: State): Promise<void> => {
  const { now, nudge, busy } = state.options;
  const seen = nudge.seen();
  const { records, readTo } = await state.reader.read();
  state.stream = hasRead(state.stream, records, readTo, now());
  if (readTo === undefined) await nudge.sleep(busy() || state.stream.gathered.length > 0 ? busyMs : idleMs, seen);
};

const invoke = async (state: State, records: StreamRecord[]): Promise<void> => {
  const { source, invoke, now } = state.options;
  const invoked = await invoke(`{"Records":[${records.map(({ json }) => json).join(',')}]}`);
  const sequences = records.map(({ sequence }) => sequence);
  const outcome = outcomeOf(invoked, sequences, source.settings.FunctionResponseTypes.includes('ReportBatchItemFailures'));
  if (!state.stopping || outcome.kind === 'done') state.stream = answered(state.stream, source.settings, outcome, now());
  if (records.length >= crowd && !state.stopping) await state.options.pause?.(gatherMs);
};

const giveUp = (state: State, step: Extract<StreamStep, { do: 'give up' }>): void => {
  const { source, receiver, sendTo, log } = state.options;
  const queue = source.settings.DestinationConfig?.OnFailure?.Destination;
  log(`${step.records.length} changes of ${source.source} given up for ${receiver.id}: ${step.condition}${queue ? '' : ', and nowhere to tell of it'}`);
  if (queue) sendTo(queue, failureNote(state.options, step));
  state.stream = gaveUp(state.stream, step.records.length);
};

const turn = async (state: State): Promise<void> => {
  const { source, now, nudge, mark } = state.options;
  const { state: stream, step } = nextOfStream(state.stream, source.settings, now());
  state.stream = stream;
  switch (step.do) {
    case 'read':
      await read(state);
      break;
    case 'wait':
      await nudge.sleep(Math.min(step.until - now(), idleMs), nudge.seen());
      break;
    case 'invoke':
      await invoke(state, step.records);
      break;
    case 'give up':
      giveUp(state, step);
      break;
  }
  if (stream.doneTo !== state.stream.doneTo) mark.save(state.stream.doneTo);
};

const poll = async (state: State): Promise<void> => {
  while (!state.stopping) {
    try {
      await turn(state);
    } catch (error) {
      if (!state.stopping) state.options.log(`stream of ${state.options.source.source}: ${error instanceof Error ? error.message : error}`);
      await state.options.nudge.sleep(afterErrorMs, state.options.nudge.seen());
    }
  }
};

export const pollStream = async (options: StreamOptions): Promise<Poller> => {
  const { call, region, source, mark, nudge } = options;
  const passes = filter(source.settings.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? []);
  const after = mark.load();
  const reader = await openStream({ call, table: source.source, region, source, passes, after });
  const state: State = { options, reader, stream: streamFrom(after), stopping: false };
  const polling = poll(state);
  return {
    stop: async () => {
      state.stopping = true;
      nudge.poke();
      await polling;
    },
  };
};
