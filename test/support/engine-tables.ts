/** The hub's tables on a real engine of its own, in a folder in memory that goes with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { startDynoxide } from '#local/dynoxide';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable, type Metering } from '#platform/dynamo-table';
import { type TableName, tables } from '#platform/tables';

const created = (name: TableName) => {
  const { indexes, stream } = tables[name];
  const key = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  return new CreateTableCommand({
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
  });
};

export const engineTables = async (meter?: Metering) => {
  const folder = mkdtempSync(join(tmpdir(), 'links-hub-test-'));
  const engine = await startDynoxide(join(folder, 'tables.db'), (why) => {
    throw new Error(`the engine ended: ${why}`);
  });
  const client = dynamoClient({ region: 'eu-west-2', endpoint: engine.endpoint, credentials: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }) });
  for (const name of Object.keys(tables) as TableName[]) await client.send(created(name));
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
