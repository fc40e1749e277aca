/** Reads the stream of one table, record by record, from where it stands. */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { AwsJson } from './aws-json.ts';
import type { HubSource } from './stack.ts';
import type { StreamRecord } from './stream-batches.ts';

/** `readTo`: the last record read, whether it passed or not. */
export type StreamRead = { records: StreamRecord[]; readTo: string | undefined };
export type StreamReader = { read(): Promise<StreamRead> };
type Options = {
  call: AwsJson;
  table: string;
  region: string;
  source: HubSource /** Whether the function is to see it. */;
  passes(record: unknown): boolean;
  after: string | undefined;
};

const image = z.optional(z.record(z.string(), z.unknown()));
const recordShape = z.looseObject({
  dynamodb: z.looseObject({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number(), OldImage: image, NewImage: image }),
});
const recordsShape = z.object({ Records: z.array(recordShape), NextShardIterator: z.optional(z.nullable(z.string())) });
const tableShape = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
const shardShape = z.object({ ShardId: z.string(), SequenceNumberRange: z.object({ StartingSequenceNumber: z.optional(z.string()) }) });
const streamShape = z.object({ StreamDescription: z.object({ Shards: z.array(shardShape) }) });
const iteratorShape = z.object({ ShardIterator: z.string() });

type Shard = { id: string; start: bigint };
type State = Options & { streamArn: string; shard: Shard | undefined; iterator: string | undefined };

const streams = (operation: string) => `DynamoDBStreams_20120810.${operation}`;
const startAgain = ['ExpiredIteratorException', 'TrimmedDataAccessException', 'ResourceNotFoundException'];

const shardsOf = async ({ call, streamArn }: State): Promise<Shard[]> => {
  const { StreamDescription } = streamShape.parse(await call(streams('DescribeStream'), { StreamArn: streamArn }));
  return StreamDescription.Shards.map(({ ShardId, SequenceNumberRange }) => ({ id: ShardId, start: BigInt(SequenceNumberRange.StartingSequenceNumber ?? 0) }));
};

const iteratorAt = async ({ call, streamArn }: State, shard: Shard, type: string, sequence?: string): Promise<string> => {
  const from = { ShardIteratorType: type, ...(sequence !== undefined && { SequenceNumber: sequence }) };
  return iteratorShape.parse(await call(streams('GetShardIterator'), { StreamArn: streamArn, ShardId: shard.id, ...from })).ShardIterator;
};

/** After a shard's end the one that began next is read. */
const open = async (state: State): Promise<void> => {
  const shards = (await shardsOf(state)).sort((one, other) => Number(one.start - other.start));
  const { after, shard: ended, source } = state;
  const later = ended && shards.find(({ start }) => start > ended.start);
  const containing = after === undefined ? undefined : shards.findLast(({ start }) => start <= BigInt(after));
  if (ended && !later) return;
  const fromLatest = after === undefined && source.settings.StartingPosition === 'LATEST';
  state.shard = later ?? containing ?? (fromLatest ? shards.at(-1) : shards[0]);
  if (!state.shard) return;
  if (later || !containing) state.iterator = await iteratorAt(state, state.shard, !later && fromLatest ? 'LATEST' : 'TRIM_HORIZON');
  else state.iterator = await iteratorAt(state, state.shard, 'AFTER_SEQUENCE_NUMBER', after);
};

/** The table engine tells of an item that was written again as it was; AWS does not. */
const isChange = ({ dynamodb: { OldImage, NewImage } }: z.infer<typeof recordShape>): boolean =>
  !OldImage || !NewImage || !isDeepStrictEqual(OldImage, NewImage);

const seenByFunction = ({ region, source, passes }: State, records: z.infer<typeof recordShape>[]): StreamRecord[] =>
  records
    .filter((record) => isChange(record) && passes(record))
    .map((record) => ({
      sequence: record.dynamodb.SequenceNumber,
      at: record.dynamodb.ApproximateCreationDateTime * 1000,
      json: JSON.stringify({ ...record, awsRegion: region, eventSourceARN: source.sourceArn }),
    }));

const read = async (state: State): Promise<StreamRead> => {
  if (!state.iterator) await open(state);
  if (!state.iterator) return { records: [], readTo: undefined };
  try {
    const { Records, NextShardIterator } = recordsShape.parse(await state.call(streams('GetRecords'), { ShardIterator: state.iterator }));
    state.iterator = NextShardIterator ?? undefined;
    const readTo = Records.at(-1)?.dynamodb.SequenceNumber;
    state.after = readTo ?? state.after;
    return { records: seenByFunction(state, Records), readTo };
  } catch (error) {
    if (!(error instanceof Error && startAgain.includes(error.name))) throw error;
    Object.assign(state, { iterator: undefined, shard: undefined, ...(error.name === 'TrimmedDataAccessException' && { after: undefined }) });
    return { records: [], readTo: undefined };
  }
};

/** `after`: the last record that is finished; reading goes on behind it, or where the mapping's `StartingPosition` says. */
export const openStream = async (options: Options): Promise<StreamReader> => {
  const { Table } = tableShape.parse(await options.call('DynamoDB_20120810.DescribeTable', { TableName: options.table }));
  const state: State = { ...options, streamArn: Table.LatestStreamArn, shard: undefined, iterator: undefined };
  await open(state);
  return { read: () => read(state) };
};
