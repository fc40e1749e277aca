/** Keeps the copy of ALISS in step, as a process of its own that can be killed. Arguments: the table engine's address, ALISS's address. */
import { alissOf } from '#directory/aliss/aliss-store';
import { syncAliss } from '#directory/aliss/sync-store';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { randomIds } from '#platform/ids';
import { originFetch } from '#platform/origin-fetch';
import { systemClock } from '#platform/time';

const [endpoint = '', aliss = ''] = process.argv.slice(2);
const client = dynamoClient({ region: 'eu-west-2', endpoint, credentials: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }) });
const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
const ports = { aliss: alissOf(aliss, originFetch([aliss], 10)), table: dynamoTable(client, 'access'), clock: systemClock, ids: randomIds, pause };
const { state, page, tally } = await syncAliss(ports, { anyway: true });
console.log(JSON.stringify({ state, page, tally }));
client.destroy();
