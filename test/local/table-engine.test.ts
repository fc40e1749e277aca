/** What the hub adds to the table engine so that it stays fast and ends when it should. */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { awsJson } from '#local/aws-json';
import { startDynoxide, type TableEngine } from '#local/dynoxide';
import { thisMachine } from '#local/place';
import { indexStream } from '#local/stream-index';
import { makeTable } from '#local/tables';
import { startFixture, testFolder } from './fixture-hub.ts';

const folder = testFolder();
const file = `${folder.path}/tables.db`;
const died: string[] = [];
let engine: TableEngine;
let client: ReturnType<typeof awsJson>;
const key = { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }] };
const table = { id: 'T', name: 'things', arn: 'arn', ...key, StreamSpecification: { StreamViewType: 'KEYS_ONLY' } };

beforeAll(async () => {
  engine = await startDynoxide(file, (why) => died.push(why));
  client = awsJson(engine.endpoint, 'dynamodb', thisMachine, 'TEST');
  await makeTable(client.call, table);
});
afterAll(async () => {
  client?.close();
  await engine?.stop();
  folder.remove();
});
const put = (pk: string) => client.call('DynamoDB_20120810.PutItem', { TableName: 'things', Item: { pk: { S: pk } } });

describe('the table engine', () => {
  test('is the one version whose file the hub knows', () => {
    const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { optionalDependencies: Record<string, string> };
    expect(readFileSync('local/dynoxide.ts', 'utf8')).toContain(`const testedVersion = '${optionalDependencies['@dynoxide/linux-x64']}'`);
  });

  test('numbers its stream records by an index, not by reading them all', () => {
    const index = indexStream(file);
    const db = new DatabaseSync(file, { readOnly: true });
    const plan = db.prepare('EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?').all('things');
    expect(JSON.stringify(plan)).toContain('ix_sr');
    db.close();
    index.close();
  });

  test('goes on counting after its records were trimmed, all but the last', async () => {
    const index = indexStream(file);
    for (let n = 0; n < 20; n += 1) await put(String(n));
    expect(index.trim('things', 5)).toBe(5);
    expect(index.trim('things', 1000)).toBe(14);
    expect(index.count('things')).toBe(1);
    await put('next');
    const db = new DatabaseSync(file, { readOnly: true });
    expect(db.prepare('SELECT sequence_number FROM _stream_records ORDER BY id').all()).toEqual([{ sequence_number: '20' }, { sequence_number: '21' }]);
    db.close();
    index.close();
  });

  test('takes no table of another form than the one it holds', async () => {
    await expect(makeTable(client.call, { ...table, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } })).rejects.toThrow('older form');
    await makeTable(client.call, table);
  });

  test('a file of another form is refused at the start, since the engine would grow slower with every write', () => {
    const other = `${folder.path}/other.db`;
    new DatabaseSync(other).close();
    expect(() => indexStream(other)).toThrow('another form');
  });

  test('that ends by itself is told of', async () => {
    const other = await startDynoxide(`${folder.path}/second.db`, (why) => died.push(why));
    const children = readFileSync(`/proc/${other.pid}/task/${other.pid}/children`, 'utf8').trim().split(' ').map(Number);
    const engines = children.filter(
      (pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--db-path') && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('/bin/sh'),
    );
    expect(engines.length).toBe(1);
    process.kill(engines[0] ?? 0, 'SIGKILL');
    await vi.waitUntil(() => died.length === 1, { timeout: 60_000 });
    await other.stop();
  });
});

test('a hub uses the table engine that the user runs, and leaves it running', async () => {
  const hub = await startFixture(`${folder.path}/journal`, { dynamodbEndpoint: engine.endpoint });
  expect(hub.endpoints.dynamodb).toBe(engine.endpoint);
  await hub.get('/things/put?E%23elsewhere');
  await hub.journal((entries) => entries.some(({ said }) => said?.includes('E#elsewhere')));
  expect(await hub.tidy()).toEqual({ expired: 0, trimmed: 0 });
  await hub.stop();
  expect(await client.call('DynamoDB_20120810.ListTables', {})).toMatchObject({ TableNames: expect.arrayContaining(['things', hub.tableNames.things]) });
});
