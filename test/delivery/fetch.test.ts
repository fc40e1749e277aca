import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { parseFetchOutcome, parseOutgoing } from '#delivery/messages';
import { type SendSettings, send } from '#delivery/send';
import type { FetchOutcome } from '#delivery/types';
import { authority, bodyOf, closeAll, identity, plainServer, rawServer, resolver, tlsServer } from './receiver.ts';

afterEach(closeAll);

const local = (over: Partial<SendSettings> = {}): SendSettings => ({
  allowLoopback: true,
  ca: authority,
  lookup: resolver(['127.0.0.1']).lookup,
  within: 2000,
  ...over,
});
const json = (text: string | Buffer, headers: Record<string, string> = {}): RequestListener => {
  return (_, response) => response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(text);
};
const fetched = async (listener: RequestListener, settings = local()) =>
  send({ url: `http://127.0.0.1:${await plainServer(listener)}/keys`, answer: 'json' }, settings);
const failed = (reason: string) => ({ kind: 'failed', reason });

describe('a document that the hub asks for', () => {
  test('comes back as it was, over TLS too, with how long it may be kept', async () => {
    const asked: unknown[] = [];
    const port = await tlsServer(identity('server'), async (request, response) => {
      const { accept, 'accept-encoding': encoding, 'content-type': type, authorization } = request.headers;
      asked.push([request.method, request.url, accept, encoding, type, authorization, await bodyOf(request)]);
      json('{"keys": []}', { 'cache-control': 'public, max-age=60' })(request, response);
    });
    const outcome = await send({ url: `https://pantry.example.org:${port}/keys?v=1`, answer: 'json' }, local());
    expect(outcome).toEqual({ kind: 'json', text: '{"keys": []}', cacheControl: 'public, max-age=60' });
    expect(asked).toEqual([['GET', '/keys?v=1', 'application/json', 'identity', undefined, undefined, '']]);
  });

  test.each(['application/json; charset=utf-8', 'application/jwk-set+json', 'Application/JSON'])('may be called %s', async (type) => {
    expect(await fetched(json('[]', { 'content-type': type }))).toEqual({ kind: 'json', text: '[]' });
  });

  const notTaken: [string, RequestListener, FetchOutcome | ReturnType<typeof failed>][] = [
    ['is a page', json('<!doctype html><title>Keys</title>', { 'content-type': 'text/html' }), failed('not-json')],
    ['is a page that says it is JSON', json('<!doctype html><title>Keys</title>'), failed('not-json')],
    ['is JSON that says it is text', json('{}', { 'content-type': 'text/plain' }), failed('not-json')],
    ['does not say what it is', (_, response) => response.writeHead(200).end('{}'), failed('not-json')],
    ['is no UTF-8', json(Buffer.from('"\xff"', 'latin1')), failed('not-json')],
    ['is empty', json(''), failed('not-json')],
    ['is compressed unasked', json(gzipSync('{}'), { 'content-encoding': 'gzip' }), failed('not-json')],
    ['is a byte too long', json(`"${'x'.repeat(65_535)}"`), failed('too-long')],
    ['stands elsewhere', (_, response) => response.writeHead(302, { location: '/other' }).end('{}'), { kind: 'answer', status: 302 }],
    ['is not there', (_, response) => response.writeHead(404, { 'content-type': 'application/json' }).end('{}'), { kind: 'answer', status: 404 }],
    ['is partly there', (_, response) => response.writeHead(206, { 'content-type': 'application/json' }).end('{}'), { kind: 'answer', status: 206 }],
  ];
  test.each(notTaken)('is not taken when it %s', async (_, listener, outcome) => {
    expect(await fetched(listener)).toEqual(outcome);
  });

  test('may be 64 KB long', async () => {
    const text = `"${'x'.repeat(65_534)}"`;
    expect(await fetched(json(text))).toEqual({ kind: 'json', text });
  });

  test('is asked for once: nobody follows where it has moved', async () => {
    const paths: (string | undefined)[] = [];
    await fetched((request, response) => {
      paths.push(request.url);
      response.writeHead(301, { location: '/elsewhere' }).end();
    });
    expect(paths).toEqual(['/keys']);
  });

  test('is not waited for longer than agreed, whether its head or its body does not come', async () => {
    const silent = await rawServer(() => undefined);
    const dripping = await rawServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n');
        const drip = setInterval(() => socket.write(' '), 20);
        socket.on('close', () => clearInterval(drip));
      });
    });
    for (const port of [silent, dripping])
      expect(await send({ url: `http://127.0.0.1:${port}/`, answer: 'json' }, local({ within: 300 }))).toEqual(failed('timeout'));
  });

  test('that breaks off in the middle, or floods, is not taken, and little of a flood is read', async () => {
    const half = await rawServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"keys":[]}'));
    });
    expect(await send({ url: `http://127.0.0.1:${half}/`, answer: 'json' }, local())).toEqual(failed('connection'));
    let written = 0;
    const flooding = await rawServer((socket) => {
      const flood = () => {
        while (!socket.destroyed && written < 50_000_000) {
          written += 65_536;
          if (!socket.write(Buffer.alloc(65_536, ' '))) return;
        }
      };
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
        flood();
      });
      socket.on('drain', flood);
    });
    expect(await send({ url: `http://127.0.0.1:${flooding}/`, answer: 'json' }, local())).toEqual(failed('too-long'));
    expect(written).toBeLessThan(10_000_000);
  });

  test('is asked for where a webhook may go, and nowhere else', async () => {
    const strict = { allowLoopback: false, lookup: resolver(['169.254.169.254']).lookup };
    const rows = { 'https://keys.example.org/': 'refused-address', 'http://keys.example.org/': 'not-https', 'https://127.0.0.1/': 'refused-address' };
    for (const [url, reason] of Object.entries(rows)) expect(await send({ url, answer: 'json' }, strict), url).toEqual(failed(reason));
  });
});

test('what goes to the send function and comes from it is parsed at its door', () => {
  const asked = { url: 'https://keys.example.org/', answer: 'json' };
  expect(parseOutgoing(asked)).toEqual(asked);
  for (const wrong of [{ url: 'https://keys.example.org/' }, { ...asked, answer: 'text' }, { ...asked, body: 'x', headers: {} }, { ...asked, method: 'PUT' }])
    expect(() => parseOutgoing(wrong)).toThrow();
  expect(parseFetchOutcome({ kind: 'json', text: '{}' })).toEqual({ kind: 'json', text: '{}' });
  expect(() => parseFetchOutcome({ errorMessage: 'Task timed out' })).toThrow();
});
