/** The hub's tables on a real engine of its own, in a folder in memory that goes with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { startDynoxide } from '#local/dynoxide';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable, type Metering } from '#platform/dynamo-table';
import { type TableName, tables } from '#platform/tables';
import { type Filled, importInto } from './engine-import.ts';

const shapeOf = (name: TableName): CreateTableCommandInput => {
  const { indexes, stream } = tables[name];
  const key = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: key('pk', 'sk'),
    AttributeDefinitions: ['pk', 'sk', ...indexes.flatMap((index) => [`${index}Pk`, `${index}Sk`])].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S' as const,
    })),
    ...(indexes.length > 0
      ? {
          GlobalSecondaryIndexes: indexes.map((index) => ({
            IndexName: index,
            KeySchema: key(`${index}Pk`, `${index}Sk`),
            Projection: { ProjectionType: 'KEYS_ONLY' as const },
          })),
        }
      : {}),
    ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' as const } } : {}),
  };
};

/** `filled`: what is in them from the beginning, brought in by the engine's own import: a hundred times faster than writing it, and in no stream. */
export const engineTables = async (meter?: Metering, filled: Filled = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'links-hub-test-'));
  const file = join(folder, 'tables.db');
  const imported = await importInto(folder, file, filled, shapeOf);
  const engine = await startDynoxide(file, (why) => {
    throw new Error(`the engine ended: ${why}`);
  });
  const client = dynamoClient({ region: 'eu-west-2', endpoint: engine.endpoint, credentials: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }) });
  const others = (Object.keys(tables) as TableName[]).filter((name) => !imported.includes(name));
  for (const name of others) await client.send(new CreateTableCommand(shapeOf(name)));
  const stop = async () => {
    client.destroy();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    client,
    referrals: dynamoTable(client, 'referrals', meter),
    work: dynamoTable(client, 'work', meter),
    access: dynamoTable(client, 'access', meter),
    endpoint: engine.endpoint,
    stop,
  };
};
