/** Streams of engines with several shards, and marks that have become too old. */
import { describe, expect, test } from 'vitest';
import type { AwsJson } from '#local/aws-json';
import { sourceShape } from '#local/stack-shapes';
import { openStream } from '#local/stream-reader';

const { EventSourceArn: _, FunctionName: __, Enabled: ___, ...settings } = sourceShape.parse({ EventSourceArn: 'a', FunctionName: 'f' });
const source = { id: 's', from: 'stream', source: 't', sourceArn: 'arn', functionId: 'f', settings } as const;

type World = { shards: { id: string; numbers: number[]; closed?: boolean }[]; failOnce?: string };
const engine = (world: World): AwsJson => {
  const record = (number: number) => ({ eventName: 'INSERT', dynamodb: { SequenceNumber: String(number), ApproximateCreationDateTime: 1 } });
  return async (target, input) => {
    const { ShardId, ShardIteratorType: type, SequenceNumber, ShardIterator = '' } = input as Record<string, string>;
    const described = ({ id, numbers }: World['shards'][0]) => ({ ShardId: id, SequenceNumberRange: { StartingSequenceNumber: String(numbers[0]) } });
    if (target.endsWith('DescribeTable')) return { Table: { LatestStreamArn: 'arn' } };
    if (target.endsWith('DescribeStream')) return { StreamDescription: { Shards: world.shards.map(described).toReversed() } };
    if (target.endsWith('GetShardIterator')) return { ShardIterator: `${ShardId} ${type === 'TRIM_HORIZON' ? 0 : Number(SequenceNumber)}` };
    const failure = world.failOnce;
    delete world.failOnce;
    if (failure) throw Object.assign(new Error(failure), { name: failure });
    const [id, after] = ShardIterator.split(' ');
    const shard = world.shards.find((one) => one.id === id);
    const read = shard?.numbers.filter((number) => number > Number(after)).slice(0, 2) ?? [];
    const atEnd = shard?.closed && read.at(-1) === shard.numbers.at(-1);
    return { Records: read.map(record), ...(!atEnd && { NextShardIterator: `${id} ${read.at(-1) ?? after}` }) };
  };
};
const readAll = async (world: World, after?: string) => {
  const reader = await openStream({ call: engine(world), table: 't', region: 'r', source, passes: () => true, after });
  const seen: number[] = [];
  for (let reads = 0; reads < 10; reads += 1) seen.push(...(await reader.read()).records.map(({ sequence }) => Number(sequence)));
  return seen;
};

describe('a stream', () => {
  test('is read on in the shard that follows the one that ended', async () => {
    const shards = [
      { id: 'a', numbers: [1, 2, 3], closed: true },
      { id: 'b', numbers: [10, 11], closed: true },
      { id: 'c', numbers: [20] },
    ];
    expect(await readAll({ shards })).toEqual([1, 2, 3, 10, 11, 20]);
    expect(await readAll({ shards }, '10')).toEqual([11, 20]);
  });

  test('goes on where it was when its place has expired', async () => {
    expect(await readAll({ shards: [{ id: 'a', numbers: [1, 2, 3] }], failOnce: 'ExpiredIteratorException' }, '2')).toEqual([3]);
  });

  test('goes on with the oldest there is when its mark is older', async () => {
    expect(await readAll({ shards: [{ id: 'a', numbers: [7, 8] }], failOnce: 'TrimmedDataAccessException' }, '3')).toEqual([7, 8]);
    expect(await readAll({ shards: [{ id: 'a', numbers: [7, 8] }] }, '3')).toEqual([7, 8]);
  });

  test('any other error is told, not passed over', async () => {
    await expect(readAll({ shards: [{ id: 'a', numbers: [1] }], failOnce: 'InternalServerError' })).rejects.toThrow('InternalServerError');
  });
});
