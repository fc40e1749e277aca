/** The directory in a whole hub: its copy of ALISS is made by the clock's function alone, under its own role, and its feed is open to everybody. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotIn } from '#directory/aliss/snapshot-store';
import { alissReport } from '#directory/aliss/sync-store';
import { type Hub, startHub } from '#local/hub';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import type { Table } from '#platform/types';

let hub: Hub;
let access: Table;
beforeAll(async () => {
  hub = await startHub({ port: 0, warm: false });
  const client = dynamoClient({ region: hub.region, endpoint: hub.endpoints.dynamodb, credentials: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }) });
  access = dynamoTable(client, hub.tableNames.access ?? '');
});
afterAll(() => hub.stop());

test('the copy of the invented directory is made when its time comes, and is left alone while it is fresh', async () => {
  expect(await alissReport(access)).toBeUndefined();
  await hub.runSchedule('aliss');
  const first = await alissReport(access);
  expect(first).toMatchObject({ state: 'done', pages: 20, tally: { services: 400, added: 400 } });
  expect((await snapshotIn(access))?.attribution.to[0]?.text).toContain('INVENTED');
  await hub.runSchedule('aliss');
  expect(await alissReport(access)).toEqual(first);
});

test('the feed answers anybody, at its own address and below, through the gateway', async () => {
  for (const path of ['/hsds', '/hsds/', '/hsds/services', '/hsds/taxonomy_terms?per_page=3']) {
    const response = await fetch(`${hub.url}${path}`);
    expect([path, response.status, response.headers.get('access-control-allow-origin')]).toEqual([path, 200, '*']);
    const etag = response.headers.get('etag') ?? '';
    expect((await fetch(`${hub.url}${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  }
  expect((await fetch(`${hub.url}/hsds/services`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${hub.url}/hsds/services?colour=red`)).status).toBe(400);
});
