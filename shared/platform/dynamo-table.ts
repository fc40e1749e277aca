/** A table port over DynamoDB. */
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Condition, Item, Key, Query, Table, Write, Written } from '#platform/types';
import { keyText } from './table-terms.ts';

type Attributes = Record<string, AttributeValue>;
/** Told how many write units each write took, for tests and the bench. */
export type Metering = (writeUnits: number) => void;

const toValue = (value: string | number): AttributeValue => (typeof value === 'number' ? { N: String(value) } : { S: value });
const fromValue = (value: AttributeValue): string | number => (value.N === undefined ? (value.S ?? '') : Number(value.N));
const toAttributes = (item: Record<string, string | number>): Attributes => {
  const attributes: Attributes = {};
  for (const name in item) attributes[name] = toValue(item[name] as string | number);
  return attributes;
};
const toItem = (attributes: Attributes): Item => {
  const item: Record<string, string | number> = {};
  for (const name in attributes) item[name] = fromValue(attributes[name] as AttributeValue);
  return item as Item;
};
const keyAttributes = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

/** Aliases are numbered, and so short: an expression may have 4 KB, and one with some hundred counts would be longer with their names. */
type Expression = { aliases: Map<string, string>; names: Record<string, string>; values: Attributes; valuesSoFar: number };
const named = (expression: Expression, name: string): string => {
  const alias = expression.aliases.get(name) ?? `#${expression.aliases.size.toString(36)}`;
  expression.aliases.set(name, alias);
  expression.names[alias] = name;
  return alias;
};
const valued = (expression: Expression, value: string | number): string => {
  const alias = `:${expression.valuesSoFar.toString(36)}`;
  expression.valuesSoFar += 1;
  expression.values[alias] = toValue(value);
  return alias;
};
const conditionText = (expression: Expression, condition: Condition): string => {
  if ('absent' in condition) return `attribute_not_exists(${named(expression, 'pk')})`;
  if ('equals' in condition)
    return Object.entries(condition.equals)
      .map(([name, value]) => `${named(expression, name)} = ${valued(expression, value)}`)
      .join(' AND ');
  const name = named(expression, condition.absentOrBelow.attribute);
  return `(attribute_not_exists(${name}) OR ${name} < ${valued(expression, condition.absentOrBelow.value)})`;
};
const updateText = (expression: Expression, write: Extract<Write, { update: Key }>): string => {
  const pairs = (record: Record<string, string | number> | undefined, between: string) =>
    Object.entries(record ?? {}).map(([name, value]) => `${named(expression, name)}${between}${valued(expression, value)}`);
  const clause = (word: string, parts: string[]) => (parts.length > 0 ? [`${word} ${parts.join(',')}`] : []);
  const removed = (write.remove ?? []).map((name) => named(expression, name));
  return [...clause('SET', pairs(write.set, ' = ')), ...clause('ADD', pairs(write.add, ' ')), ...clause('REMOVE', removed)].join(' ');
};

/** The parts that a single write and a write within a transaction share. */
const parts = (write: Write, TableName: string) => {
  const expression: Expression = { aliases: new Map(), names: {}, values: {}, valuesSoFar: 0 };
  const UpdateExpression = 'update' in write ? updateText(expression, write) : undefined;
  const ConditionExpression = write.when && conditionText(expression, write.when);
  const filled = <T extends object>(record: T) => (Object.keys(record).length > 0 ? record : undefined);
  const common = { TableName, ConditionExpression, ExpressionAttributeNames: filled(expression.names), ExpressionAttributeValues: filled(expression.values) };
  return { common, UpdateExpression };
};
const transactItem = (write: Write, table: string): TransactWriteItem => {
  const { common, UpdateExpression } = parts(write, table);
  if ('put' in write) return { Put: { ...common, Item: toAttributes(write.put) } };
  if ('update' in write) return { Update: { ...common, Key: keyAttributes(write.update), UpdateExpression } };
  if ('delete' in write) return { Delete: { ...common, Key: keyAttributes(write.delete) } };
  return { ConditionCheck: { ...common, ConditionExpression: common.ConditionExpression, Key: keyAttributes(write.check) } };
};

const throttling = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
/** What a failed write means; anything not known here is thrown on. */
const whatFailed = (error: unknown): Written => {
  const { name, CancellationReasons: reasons } = error as { name?: string; CancellationReasons?: { Code?: string }[] };
  if (name === 'ConditionalCheckFailedException') return { outcome: 'condition-failed', failed: [0] };
  if (name === 'TransactionConflictException' || name === 'TransactionInProgressException') return { outcome: 'conflict' };
  if (name && throttling.has(name)) return { outcome: 'throttled' };
  if (name !== 'TransactionCanceledException' || !reasons) throw error;
  const failed = reasons.flatMap(({ Code }, position) => (Code === 'ConditionalCheckFailed' ? [position] : []));
  if (failed.length > 0) return { outcome: 'condition-failed', failed };
  if (reasons.some(({ Code }) => Code === 'TransactionConflict')) return { outcome: 'conflict' };
  if (reasons.some(({ Code }) => Code && throttling.has(Code))) return { outcome: 'throttled' };
  throw error;
};

const queryInput = (query: Query, TableName: string) => {
  const [pk, sk] = query.index ? [`${query.index}Pk`, `${query.index}Sk`] : ['pk', 'sk'];
  const { from, to } = query;
  const range = from === undefined ? (to === undefined ? '' : ' AND #sk <= :to') : to === undefined ? ' AND #sk >= :from' : ' AND #sk BETWEEN :from AND :to';
  const values: Record<string, string> = { ':pk': query.pk, ...(from === undefined ? {} : { ':from': from }), ...(to === undefined ? {} : { ':to': to }) };
  return {
    TableName,
    IndexName: query.index,
    ConsistentRead: query.index === undefined,
    KeyConditionExpression: `#pk = :pk${range}`,
    ExpressionAttributeNames: { '#pk': pk, ...(range ? { '#sk': sk } : {}) } as Record<string, string>,
    ExpressionAttributeValues: toAttributes(values),
    Limit: query.limit,
    ScanIndexForward: !query.backwards,
    ExclusiveStartKey: query.after && toAttributes(query.after),
  };
};

const metered = (meter: Metering | undefined, consumed: { CapacityUnits?: number } | { CapacityUnits?: number }[] | undefined) => {
  if (!meter || !consumed) return;
  for (const one of Array.isArray(consumed) ? consumed : [consumed]) meter(one.CapacityUnits ?? 0);
};

const getSize = 100;
const getBatch = async (client: DynamoDBClient, table: string, batch: readonly Key[], found: Map<string, Item>): Promise<void> => {
  let left = batch.map(keyAttributes);
  for (let tries = 0; left.length > 0; tries += 1) {
    if (tries === batchTries) throw new Error(`${left.length} items were not given by the table`);
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }));
    for (const item of (Responses?.[table] ?? []).map(toItem)) found.set(keyText(item), item);
    left = (UnprocessedKeys?.[table]?.Keys ?? []) as typeof left;
  }
};
const getBatches = async (client: DynamoDBClient, table: string, wanted: readonly Key[]): Promise<(Item | undefined)[]> => {
  const found = new Map<string, Item>();
  // DynamoDB refuses a key that is there twice.
  const once = [...new Map(wanted.map((key) => [keyText(key), key])).values()];
  for (let at = 0; at < once.length; at += getSize) await getBatch(client, table, once.slice(at, at + getSize), found);
  return wanted.map((key) => found.get(keyText(key)));
};

const batchSize = 25;
const batchTries = 5;
/** What a batch leaves over is asked for again; the client's own retries lie between only when nothing of it was taken. */
const putBatch = async (client: DynamoDBClient, table: string, batch: Item[], meter: Metering | undefined): Promise<void> => {
  let left = batch.map((item) => ({ PutRequest: { Item: toAttributes(item) } }));
  for (let tries = 0; left.length > 0; tries += 1) {
    if (tries === batchTries) throw new Error(`${left.length} items were not taken by the table`);
    const input = { RequestItems: { [table]: left }, ReturnConsumedCapacity: meter ? ('TOTAL' as const) : undefined };
    const { UnprocessedItems, ConsumedCapacity } = await client.send(new BatchWriteItemCommand(input));
    metered(meter, ConsumedCapacity);
    left = (UnprocessedItems?.[table] ?? []) as typeof left;
  }
};

/** Makes the port over one table. A single write is sent as itself, at half the cost of a transaction. */
export const dynamoTable = (client: DynamoDBClient, table: string, meter?: Metering): Table => {
  const ReturnConsumedCapacity = meter ? ('TOTAL' as const) : undefined;
  const single = (write: Write) => {
    const { common, UpdateExpression } = parts(write, table);
    const input = { ...common, ReturnConsumedCapacity };
    if ('put' in write) return client.send(new PutItemCommand({ ...input, Item: toAttributes(write.put) }));
    if ('update' in write) return client.send(new UpdateItemCommand({ ...input, Key: keyAttributes(write.update), UpdateExpression }));
    if ('delete' in write) return client.send(new DeleteItemCommand({ ...input, Key: keyAttributes(write.delete) }));
    return all([write]);
  };
  const all = (writes: Write[]) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: writes.map((write) => transactItem(write, table)), ReturnConsumedCapacity }));
  return {
    get: async (key) => {
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyAttributes(key), ConsistentRead: true }));
      return Item && toItem(Item);
    },
    query: async (query) => {
      const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(queryInput(query, table)));
      return { items: Items.map(toItem), ...(LastEvaluatedKey ? { next: toItem(LastEvaluatedKey) } : {}) };
    },
    getAll: (wanted) => getBatches(client, table, wanted),
    putAll: async (items) => {
      for (let at = 0; at < items.length; at += batchSize) await putBatch(client, table, items.slice(at, at + batchSize), meter);
    },
    write: async (writes) => {
      const [first] = writes;
      try {
        const { ConsumedCapacity } = writes.length === 1 && first ? await single(first) : await all(writes);
        metered(meter, ConsumedCapacity);
        return { outcome: 'written' };
      } catch (error) {
        return whatFailed(error);
      }
    },
  };
};
