import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureHub, startFixture, testFolder } from './fixture-hub.ts';

const folder = testFolder();
let hub: FixtureHub;
beforeAll(async () => {
  hub = await startFixture(`${folder.path}/journal`);
});
afterAll(async () => {
  await hub?.stop();
  folder.remove();
});
const answer = (value: unknown) => hub.get('/any/answer', { method: 'POST', body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });

describe('the HTTP API', () => {
  test('gives the function the whole request and the caller the whole answer', async () => {
    const response = await hub.get('/things/echo?status=a&status=b%2Cc', { headers: { 'X-Thing': 'né'.normalize('NFKD').slice(0, 1), cookie: 'a=1; b=2' } });
    expect(response.headers.get('apigw-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      routeKey: 'GET /things/{thing}',
      rawPath: '/things/echo',
      rawQueryString: 'status=a&status=b%2Cc',
      queryStringParameters: { status: 'a,b,c' },
      pathParameters: { thing: 'echo' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-thing': 'n', host: `127.0.0.1:${hub.port}` },
      requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' } },
      functionName: hub.functionName('fixture-api'),
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('a body comes through byte for byte', async () => {
    const body = Buffer.from([0, 1, 128, 255]);
    const seen = (await (await hub.get('/any/echo/deep/er', { method: 'PUT', body })).json()) as {
      body: string;
      isBase64Encoded: boolean;
      pathParameters: object;
    };
    expect(Buffer.from(seen.body, 'base64')).toEqual(body);
    expect(seen).toMatchObject({ isBase64Encoded: true, pathParameters: { proxy: 'echo/deep/er' } });
  });

  test('status, headers, several cookies and bytes of the answer are sent', async () => {
    const response = await answer({ statusCode: 418, headers: { 'X-Kind': 'tea' }, cookies: ['a=1', 'b=2; HttpOnly'], body: '/wA=', isBase64Encoded: true });
    expect([response.status, response.headers.get('x-kind'), response.headers.getSetCookie()]).toEqual([418, 'tea', ['a=1', 'b=2; HttpOnly']]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([255, 0]));
    expect(await (await answer({ any: 'thing' })).json()).toEqual({ any: 'thing' });
    expect((await answer({ statusCode: 204 })).headers.has('content-length')).toBe(false);
  });

  test('a route nobody has is the 404 of the gateway', async () => {
    const response = await hub.get('/elsewhere');
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  });

  test('a path that is not encoded rightly is a 400', async () => {
    expect((await hub.get('/things/%zz')).status).toBe(400);
  });

  test('10 MB of body are too much before they reach the function', async () => {
    const send = (length: number) => hub.get('/any/length', { method: 'POST', body: 'x'.repeat(length), headers: { 'content-type': 'text/plain' } });
    const within = await send(4 * 1024 * 1024);
    const beyond = await send(10 * 1024 * 1024 + 1);
    expect([within.status, await within.json()]).toEqual([200, { length: 4 * 1024 * 1024 }]);
    expect([beyond.status, await beyond.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  test('10 KB of headers are too much', async () => {
    expect((await hub.get('/things/echo', { headers: { 'x-long': 'x'.repeat(11_000) } })).status).toBe(431);
  });

  test('a function that is slower than the integration may be is a 503', async () => {
    expect((await hub.get('/things/sleep?1500')).status).toBe(200);
    const late = await hub.get('/impatient/sleep?1500');
    expect([late.status, await late.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });

  test('a function that fails, and an answer that is too large, are a 500 that says nothing of either', async () => {
    for (const path of ['/things/throw', '/things/large']) {
      const response = await hub.get(path);
      expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    }
  });

  test('a caller that goes away leaves the hub as it was', async () => {
    const leaving = request(`${hub.url}/any/echo`, { method: 'POST', headers: { 'content-length': '100' } });
    leaving.on('error', () => undefined).write('part of it');
    await once(leaving, 'socket').then(() => leaving.destroy());
    expect((await hub.get('/things/echo')).status).toBe(200);
    expect(hub.logged.filter((line) => line.startsWith('HTTP API'))).toEqual([]);
  });

  test('listens on this machine alone', async () => {
    const others = [hub.port, ...Object.values(hub.endpoints).map((url) => Number(new URL(url).port))];
    for (const port of new Set(others)) {
      // The whole of 127/8 reaches a server that listens everywhere.
      const socket = connect(port, '127.0.0.2');
      await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
    }
    expect(new Set(others).size).toBe(4);
  });
});
