import type { RequestListener } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress } from '#delivery/addresses';
import { parseOutgoing, parseSendOutcome } from '#delivery/messages';
import { type SendSettings, send } from '#delivery/send';
import { signedHeaders } from '#delivery/sign';
import type { SendOutcome } from '#delivery/types';
import type { Instant } from '#platform/types';
import { authority, bodyOf, closeAll, identity, plainServer, rawServer, resolver, tlsServer } from './receiver.ts';

afterEach(closeAll);

const request = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{"type":"referral.requested"}' });
const local = (over: Partial<SendSettings> = {}): SendSettings => ({
  allowLoopback: true,
  ca: authority,
  lookup: resolver(['127.0.0.1']).lookup,
  within: 2000,
  ...over,
});
const strict = (over: Partial<SendSettings> = {}): SendSettings => ({ allowLoopback: false, lookup: resolver(['127.0.0.1']).lookup, within: 2000, ...over });
const failed = (reason: string) => ({ kind: 'failed', reason });
const noContent: RequestListener = (_, response) => response.writeHead(204).end();
const dnsError = (code: string) => Object.assign(new Error(code), { code, syscall: 'getaddrinfo' });

describe('over TLS', () => {
  test('a signed notice arrives as it was signed, at the host that was named', async () => {
    const got: { body: string; headers: Record<string, string>; servername: string | false | null }[] = [];
    const port = await tlsServer(identity('server'), async (incoming, response) => {
      got.push({
        body: await bodyOf(incoming),
        headers: incoming.headers as Record<string, string>,
        servername: (incoming.socket as TLSSocket).servername as string,
      });
      response.writeHead(202).end('thank you');
    });
    const secret = Buffer.from('a secret of more than 24 bytes');
    const now = `${new Date().toISOString().slice(0, 19)}.000Z` as Instant;
    const body = '{"type":"referral.requested","place":"Ùig"}';
    const { lookup, asked } = resolver(['127.0.0.1']);
    const headers = signedHeaders({ id: 'evt_one', body }, [secret], now);
    const outcome = await send({ url: `https://pantry.example.org:${port}/hook?from=hub`, headers, body }, local({ lookup }));
    expect(outcome).toEqual({ kind: 'answer', status: 202 });
    expect(asked).toEqual(['pantry.example.org']);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({ servername: 'pantry.example.org', body });
    expect(new Webhook(secret.toString('base64')).verify(got[0]!.body, got[0]!.headers)).toEqual(JSON.parse(body));
  });

  test.each([
    ['that has expired', identity('expired'), 'pantry.example.org', authority],
    ['that nobody signed', identity('self-signed'), 'pantry.example.org', authority],
    ['of another host', identity('server'), 'other.example.org', authority],
    ['of an authority nobody knows', identity('server'), 'pantry.example.org', undefined],
  ])('a certificate %s is refused before anything is said', async (_, options, host, ca) => {
    let requests = 0;
    const port = await tlsServer(options, (incoming, response) => {
      requests += 1;
      noContent(incoming, response);
    });
    const { ca: __, ...settings } = local();
    expect(await send(request(`https://${host}:${port}/`), { ...settings, ...(ca ? { ca } : {}) })).toEqual(failed('tls'));
    expect(requests).toBe(0);
  });

  test('TLS 1.1 is refused', async () => {
    const port = await tlsServer({ ...identity('server'), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }, noContent);
    expect(await send(request(`https://pantry.example.org:${port}/`), local())).toEqual(failed('tls'));
  });
});

describe('addresses that are not public', () => {
  const notPublic = [
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '169.254.170.2',
      '100.64.0.1',
    ],
    ...['192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '::127.0.0.1',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b:1::a00:1',
    ],
    ...['2002:7f00:1::', '2001::1', '2001:db8::1', '5f00::1', '100::1', 'fec0::1', '4000::1', 'e000::1', '::ffff:0:7f00:1'],
  ];

  test('none of them is public, and public ones are', () => {
    expect(notPublic.filter(isPublicAddress)).toEqual([]);
    expect(notPublic.length).toBe(40);
    expect(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', 'not an address'].map(isPublicAddress)).toEqual([true, true, false]);
  });

  test('a name that resolves to one, alone or among public ones, is refused', async () => {
    for (const address of notPublic) {
      expect(await send(request('https://rebound.example.org/'), strict({ lookup: resolver([address]).lookup })), address).toEqual(failed('refused-address'));
      expect(await send(request('https://rebound.example.org/'), strict({ lookup: resolver(['93.184.215.14', address]).lookup })), address).toEqual(
        failed('refused-address'),
      );
      const elsewhere = address === '127.0.0.1' || address === '::1' ? [] : [address];
      for (const one of elsewhere)
        expect(await send(request('https://rebound.example.org/'), local({ lookup: resolver([one]).lookup })), one).toEqual(failed('refused-address'));
    }
  });

  test('one that stands in the address itself is refused, however it is written, and nobody is asked for it', async () => {
    const { lookup, asked } = resolver(['93.184.215.14']);
    const written = [
      ...notPublic.map((address) => (address.includes(':') ? `[${address}]` : address)),
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.1',
      '0x7f.1',
      '017700000001',
    ];
    for (const host of written) expect(await send(request(`https://${host}/`), strict({ lookup })), host).toEqual(failed('refused-address'));
    expect(asked).toEqual([]);
  });

  test.each([
    ['a user', 'https://user@pantry.example.org/'],
    ['a user and a password', 'https://user:pass@pantry.example.org/'],
    ['a trailing dot', 'https://localhost./'],
    ['full-width digits', 'https://１２７.0.0.1/'],
    ['a backslash', 'https://pantry.example.org\\@127.0.0.1/'],
    ['a line break', 'https://pantry.example.org/\r\nx'],
    ['another port', 'https://pantry.example.org:8443/'],
    ['nothing', ''],
  ])('an address with %s is refused', async (_, url) => {
    const { lookup, asked } = resolver(['93.184.215.14']);
    expect(await send(request(url), strict({ lookup }))).toEqual(failed('bad-url'));
    expect(asked).toEqual([]);
  });

  test.each(['http://pantry.example.org/', 'ftp://pantry.example.org/', 'file:///etc/passwd', 'data:,x'])('%s is not https', async (url) => {
    expect(await send(request(url), strict())).toEqual(failed('not-https'));
    expect(await send(request(url), local())).toEqual(failed('not-https'));
  });

  test('the second answer of a resolver that changes its mind is never used', async () => {
    const port = await tlsServer(identity('server'), noContent);
    const { lookup, asked } = resolver(['127.0.0.1'], ['10.0.0.1']);
    expect(await send(request(`https://pantry.example.org:${port}/`), local({ lookup }))).toEqual({ kind: 'answer', status: 204 });
    expect(asked).toHaveLength(1);
  });

  test('the loopback exception is for 127.0.0.1 and [::1] alone, and has to be set', async () => {
    const port = await plainServer(noContent);
    expect(await send(request(`http://127.0.0.1:${port}/`), local())).toEqual({ kind: 'answer', status: 204 });
    expect(await send(request(`http://127.0.0.1:${port}/`), strict())).toEqual(failed('not-https'));
    expect(await send(request(`https://127.0.0.1:${port}/`), strict())).toEqual(failed('refused-address'));
    expect(await send(request(`http://127.0.0.2:${port}/`), local())).toEqual(failed('not-https'));
    expect(await send(request(`http://localhost:${port}/`), local())).toEqual(failed('not-https'));
    expect(await send(request(`https://pantry.example.org:${port}/`), local({ lookup: resolver(['93.184.215.14']).lookup }))).toEqual(
      failed('refused-address'),
    );
  });
});

describe('a receiver that misbehaves', () => {
  test.each([301, 302, 303, 307, 308])('answers %i: nothing follows it', async (status) => {
    let arrived = 0;
    const elsewhere = await plainServer((incoming, response) => {
      arrived += 1;
      noContent(incoming, response);
    });
    const port = await plainServer((_, response) => response.writeHead(status, { location: `http://127.0.0.1:${elsewhere}/` }).end());
    expect(await send(request(`http://127.0.0.1:${port}/`), local())).toEqual({ kind: 'answer', status });
    expect(arrived).toBe(0);
  });

  test('gets no second request over the same connection, and no body is asked for compressed', async () => {
    const seen: unknown[] = [];
    const port = await plainServer((incoming, response) => {
      seen.push([incoming.headers.connection, incoming.headers['accept-encoding']]);
      response.writeHead(429, { 'retry-after': '120' }).end();
    });
    expect(await send(request(`http://127.0.0.1:${port}/`), local())).toEqual({ kind: 'answer', status: 429, retryAfter: '120' });
    expect(seen).toEqual([['close', 'identity']]);
  });

  const speaking = (...parts: (string | Buffer)[]) =>
    rawServer((socket) => {
      socket.once('data', () => {
        for (const part of parts) socket.write(part);
        socket.end();
      });
    });
  const cases: [string, () => Promise<number>, SendOutcome][] = [
    ['never answers', () => rawServer(() => undefined), { kind: 'failed', reason: 'timeout' }],
    ['closes at once', () => rawServer((socket) => socket.destroy()), { kind: 'failed', reason: 'connection' }],
    ['resets before an answer', () => rawServer((socket) => socket.once('data', () => socket.resetAndDestroy())), { kind: 'failed', reason: 'connection' }],
    ['speaks no HTTP', () => speaking('SSH-2.0-OpenSSH\r\n\r\n'), { kind: 'failed', reason: 'invalid-answer' }],
    ['sends headers without end', () => speaking(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(40_000)}`), { kind: 'failed', reason: 'invalid-answer' }],
    [
      'hints first, then answers',
      () => speaking('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n', 'HTTP/1.1 204 No Content\r\n\r\n'),
      { kind: 'answer', status: 204 },
    ],
    [
      'wants another protocol',
      () => speaking('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      { kind: 'answer', status: 101 },
    ],
    ['breaks off after its yes', () => speaking('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'), { kind: 'answer', status: 200 }],
    [
      'sends a compressed bomb',
      () => speaking('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n', gzipSync(Buffer.alloc(20_000_000))),
      { kind: 'answer', status: 200 },
    ],
  ];
  test.each(cases)('%s', async (_, serve, outcome) => {
    const port = await serve();
    expect(await send(request(`http://127.0.0.1:${port}/`), local({ within: 500 }))).toEqual(outcome);
  });

  test('drips its head: the time is up all the same', async () => {
    const port = await rawServer((socket) => {
      const drip = setInterval(() => socket.write('x'), 20);
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      socket.on('close', () => clearInterval(drip));
    });
    expect(await send(request(`http://127.0.0.1:${port}/`), local({ within: 300 }))).toEqual(failed('timeout'));
  });

  test('drips or floods its body: what it said in its head counts, and no more than 16 KB and a buffer are read', async () => {
    let written = 0;
    const port = await rawServer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      const flood = () => {
        while (!socket.destroyed && written < 50_000_000) {
          written += 65_536;
          if (!socket.write(Buffer.alloc(65_536))) return;
        }
      };
      socket.once('data', flood);
      socket.on('drain', flood);
    });
    expect(await send(request(`http://127.0.0.1:${port}/`), local())).toEqual({ kind: 'answer', status: 200 });
    expect(written).toBeLessThan(10_000_000);
    const dripping = await rawServer((socket) => {
      const drip = setInterval(() => socket.write('x'), 20);
      socket.once('data', () => socket.write('HTTP/1.1 204 OK\r\ncontent-length: 9999\r\n\r\n'));
      socket.on('close', () => clearInterval(drip));
    });
    expect(await send(request(`http://127.0.0.1:${dripping}/`), local({ within: 300 }))).toEqual({ kind: 'answer', status: 204 });
  });

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL'])('has a name that does not resolve: %s', async (code) => {
    expect(await send(request('https://gone.example.org/'), strict({ lookup: resolver(dnsError(code)).lookup }))).toEqual(failed('dns'));
    expect(await send(request('https://gone.example.org/'), strict({ lookup: resolver([]).lookup }))).toEqual(failed('refused-address'));
  });
});

test('what goes to the send function and comes from it is parsed at its door', () => {
  expect(parseOutgoing(request('https://pantry.example.org/'))).toEqual(request('https://pantry.example.org/'));
  expect(parseSendOutcome({ kind: 'answer', status: 200 })).toEqual({ kind: 'answer', status: 200 });
  expect(() => parseOutgoing({ url: 'https://pantry.example.org/' })).toThrow();
  expect(() => parseSendOutcome({ errorMessage: 'Task timed out' })).toThrow();
});
