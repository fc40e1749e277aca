/** The floor of a write: the very items of one, under other ids, as one raw transaction into the same table of the same engine, stream on. */

import { randomBytes } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Running } from '#local/runtime-file';
import { base32 } from '#platform/ids';
import type { Call } from './load.ts';

export type Attributes = Record<string, { S?: string; N?: string }>;
type Floor = { next(): Call; items: number; bytes: number };

export const scanned = async (running: Running): Promise<Attributes[]> => {
  const client = new DynamoDBClient({
    region: running.region,
    endpoint: running.endpoints.dynamodb,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: running.tableNames.referrals }));
  client.destroy();
  return Items as Attributes[];
};

/** A call of the engine without a client library; it takes any signature. */
export const rawCall = (running: Running, operation: string, input: object): Call => ({
  url: new URL(running.endpoints.dynamodb),
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': '20260101T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=bench/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=00',
  },
  body: JSON.stringify(input),
});

/** Nothing of the hub may take these for referrals: neither the stream's filter, nor the sweep, nor a practice's list. */
const asFloor = (items: Attributes[]): string =>
  JSON.stringify(items)
    .replace(/"E#(\d{6})"/g, '"F#$1"')
    .replace(/"C#(\d{4}-)/g, '"F#$1')
    .replace(/"P#(\w)\w*#/g, (all) => all.replace(/^"P#\w/, '"P#0'));

const nameOf = ({ pk, sk }: Attributes): string => `${pk?.S} ${sk?.S}`;
const tailLength = 20;

/** What `make` writes becomes the pattern: nothing else may write meanwhile. */
export const floorOf = async (running: Running, make: () => Promise<unknown>): Promise<Floor> => {
  const before = new Set((await scanned(running)).map(nameOf));
  await make();
  const own = (await scanned(running)).filter((item) => !before.has(nameOf(item)));
  const pattern = asFloor(own);
  const tails = [...new Set(own.map(({ pk }) => pk?.S?.slice(-tailLength) ?? ''))];
  const absent = { ConditionExpression: 'attribute_not_exists(#p)', ExpressionAttributeNames: { '#p': 'pk' } };
  const next = (): Call => {
    const fresh = tails.reduce((text, tail) => text.replaceAll(tail, base32(randomBytes(16)).slice(0, tailLength)), pattern);
    const items: Attributes[] = JSON.parse(fresh);
    const puts = items.map((Item) => ({ Put: { TableName: running.tableNames.referrals, Item, ...absent } }));
    return rawCall(running, 'TransactWriteItems', { TransactItems: puts });
  };
  return { next, items: own.length, bytes: JSON.stringify(own).length };
};
