/** Makes the stack's tables in the table engine, and removes what has expired: the engine knows TTL, but deletes nothing. */
import * as z from 'zod/mini';
import type { AwsJson } from './aws-json.ts';
import { cannotStart } from './cannot-start.ts';
import type { HubTable } from './stack.ts';

const dynamodb = (operation: string) => `DynamoDB_20120810.${operation}`;

const described = z.object({
  Table: z.object({
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    GlobalSecondaryIndexes: z.optional(z.array(z.object({ IndexName: z.string() }))),
    StreamSpecification: z.optional(z.object({ StreamViewType: z.optional(z.string()) })),
  }),
});

const creation = (table: HubTable) => ({
  TableName: table.name,
  KeySchema: table.KeySchema,
  AttributeDefinitions: table.AttributeDefinitions,
  GlobalSecondaryIndexes: table.GlobalSecondaryIndexes,
  LocalSecondaryIndexes: table.LocalSecondaryIndexes,
  BillingMode: 'PAY_PER_REQUEST',
  ...(table.StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification } }),
});

const form = (keys: HubTable['KeySchema'], indexes: { IndexName: string }[] | undefined, view: string | undefined): string =>
  JSON.stringify([keys.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]), (indexes ?? []).map(({ IndexName }) => IndexName).sort(), view]);

const existing = async (call: AwsJson, name: string) => {
  try {
    return described.parse(await call(dynamodb('DescribeTable'), { TableName: name })).Table;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

/** A table of an earlier run stays as it is; one of another form is refused, since nothing moves its items. */
export const makeTable = async (call: AwsJson, table: HubTable): Promise<void> => {
  const found = await existing(call, table.name);
  if (!found) {
    await call(dynamodb('CreateTable'), creation(table));
    return;
  }
  const wanted = form(table.KeySchema, table.GlobalSecondaryIndexes, table.StreamSpecification?.StreamViewType);
  const is = form(found.KeySchema, found.GlobalSecondaryIndexes, found.StreamSpecification?.StreamViewType);
  if (wanted !== is) throw cannotStart(`The data folder holds the table ${table.name} in an older form. Start with another folder.`);
};

const scanned = z.object({ Items: z.array(z.record(z.string(), z.unknown())), LastEvaluatedKey: z.optional(z.unknown()) });

const remove = async (call: AwsJson, table: HubTable, attribute: string, second: number, item: Record<string, unknown>): Promise<boolean> => {
  const keyNames = table.KeySchema.map(({ AttributeName }) => AttributeName);
  const condition = {
    ConditionExpression: '#e < :now',
    ExpressionAttributeNames: { '#e': attribute },
    ExpressionAttributeValues: { ':now': { N: String(second) } },
  };
  try {
    await call(dynamodb('DeleteItem'), { TableName: table.name, Key: Object.fromEntries(keyNames.map((name) => [name, item[name]])), ...condition });
    return true;
  } catch (error) {
    // Written again since it was read.
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
};

/** Deletes items whose expiry is before `second` (seconds since 1970) and gives their number; AWS does so within days, code compares the expiry itself. */
export const removeExpired = async (call: AwsJson, table: HubTable, second: number): Promise<number> => {
  const { AttributeName: attribute, Enabled } = table.TimeToLiveSpecification ?? {};
  if (!attribute || !Enabled) return 0;
  const filter = {
    FilterExpression: '#e < :now',
    ExpressionAttributeNames: { '#e': attribute },
    ExpressionAttributeValues: { ':now': { N: String(second) } },
  };
  let removed = 0;
  let from: unknown;
  do {
    const page = scanned.parse(await call(dynamodb('Scan'), { TableName: table.name, ...filter, ...(from !== undefined && { ExclusiveStartKey: from }) }));
    for (const item of page.Items) if (await remove(call, table, attribute, second, item)) removed += 1;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return removed;
};
