import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { send } from '#delivery/send';
import type { FetchOutcome } from '#delivery/types';
import type { ClientRecord } from '#identity/client-store';
import { issueToken } from '#identity/token';
import { type KeyServer, keyServer, keySet } from '#test/key-server';
import { assertionOf, clientRecord, formOf, identityHouse, keyPair, registered } from './cast.ts';
import { invalidClient } from './token-cast.ts';

const url = 'https://gp.birchtree.example/jwks.json';
const [first, second, rsa, stranger] = await Promise.all([keyPair('one'), keyPair('two'), keyPair('three', 'RS384'), keyPair('one')]);
type Pair = typeof first;
const minute = 60_000;

const setOf = (pairs: readonly { publicJwk: object }[], cacheControl?: string): FetchOutcome => ({
  kind: 'json',
  text: JSON.stringify({ keys: pairs.map(({ publicJwk }) => publicJwk) }),
  ...(cacheControl ? { cacheControl } : {}),
});
/** A hub with one client whose keys stand at an address. */
const hub = async (at: FetchOutcome | undefined, changes: Partial<ClientRecord> = {}) => {
  const house = await identityHouse();
  const put = async (outcome: FetchOutcome | undefined) => {
    house.web.set(url, async () => outcome ?? { kind: 'failed', reason: 'connection' });
  };
  await put(at);
  const register = (more: Partial<ClientRecord>) => house.table.write([{ put: registered(clientRecord([], { jwksUrl: url, ...more })) }]);
  await register(changes);
  const ask = async (pair: Pair, header: Record<string, unknown> = {}, deps = house.deps) =>
    issueToken(formOf(await assertionOf(pair, house.clock, {}, header)), deps);
  return { ...house, put, register, ask };
};

describe('a client whose keys stand at an address', () => {
  test.each([first, rsa])('gets a token for an assertion by a key there: $alg', async (pair) => {
    const { ask, asked } = await hub(setOf([second, pair]));
    expect(await ask(pair)).toMatchObject({ status: 200 });
    expect(asked).toEqual([url]);
  });
  test('is told nothing more than a stranger when its keys cannot be had, and the log says why', async () => {
    const rows: [FetchOutcome | undefined, string][] = [
      [undefined, 'connection'],
      [{ kind: 'answer', status: 302 }, 'status-302'],
      [{ kind: 'answer', status: 404 }, 'status-404'],
      [{ kind: 'failed', reason: 'refused-address' }, 'refused-address'],
      [{ kind: 'failed', reason: 'timeout' }, 'timeout'],
      [{ kind: 'failed', reason: 'not-json' }, 'not-json'],
      [{ kind: 'json', text: '[]' }, 'no-key-set'],
      [{ kind: 'json', text: '{"keys":{}}' }, 'no-key-set'],
    ];
    for (const [outcome, code] of rows) {
      const { ask, told } = await hub(outcome);
      expect(await ask(first)).toEqual(await (await hub(setOf([second]))).ask(first));
      expect(told).toEqual([{ event: 'keys-not-fetched', caller: 'birchtree-system', code }]);
    }
    expect(rows.length).toBe(8);
  });
  test('may have keys there that the hub does not use, and private halves are not used either', async () => {
    const others = [{ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }, { kty: 'EC', crv: 'P-256', kid: 'one' }, 'no key', { ...second.publicJwk, use: 'enc' }];
    const { ask } = await hub({ kind: 'json', text: JSON.stringify({ keys: [...others, first.publicJwk, { ...rsa.publicJwk, d: 'AQAB' }] }) });
    expect(await ask(first)).toMatchObject({ status: 200 });
    expect(await ask(second)).toMatchObject(invalidClient);
    expect(await ask(rsa)).toMatchObject(invalidClient);
  });
  test('needs exactly one key of the name and kind', async () => {
    const { ask } = await hub(setOf([first, stranger]));
    expect(await ask(first)).toMatchObject(invalidClient);
    const apart = await hub(setOf([first, { publicJwk: { ...rsa.publicJwk, kid: 'one' } }]));
    expect(await apart.ask(first)).toMatchObject({ status: 200 });
  });
  test('may name that address in jku, word for word, and no other; a client with keys of its own none', async () => {
    const { ask, asked } = await hub(setOf([first]));
    for (const jku of ['https://evil.example/jwks.json', `${url}?x`, `${url}#x`, url.toUpperCase(), '', 7])
      expect(await ask(first, { jku }), String(jku)).toMatchObject(invalidClient);
    expect(asked).toEqual([]);
    expect(await ask(first, { jku: url })).toMatchObject({ status: 200 });
    const inline = await identityHouse();
    await inline.table.write([{ put: registered(clientRecord([first])) }]);
    expect(await issueToken(formOf(await assertionOf(first, inline.clock, {}, { jku: url })), inline.deps)).toMatchObject(invalidClient);
    expect(inline.asked).toEqual([]);
  });
  test('is let in no more once it is disabled, and nobody asks its address then', async () => {
    const { ask, asked, clock, register } = await hub(setOf([first]));
    expect(await ask(first)).toMatchObject({ status: 200 });
    await register({ disabledAt: clock.now(), version: 2 });
    expect(await ask(first)).toMatchObject(invalidClient);
    clock.pass(60 * minute);
    expect(await ask(first)).toMatchObject(invalidClient);
    expect(asked).toHaveLength(1);
  });
});

describe('a key set', () => {
  const kept: [string | undefined, number][] = [
    [undefined, 15 * minute],
    ['max-age=300', 5 * minute],
    ['public, max-age=90', 1.5 * minute],
    ['max-age=86400', 15 * minute],
    ['private, Max-Age="120"', 2 * minute],
    ['x-max-age=61', 15 * minute],
  ];
  test.each(kept)('that says %s is kept for %i ms and not longer', async (cacheControl, milliseconds) => {
    const { ask, asked, clock, put } = await hub(setOf([first], cacheControl));
    await ask(first);
    await put(undefined);
    clock.pass(milliseconds - 1);
    expect(await ask(first)).toMatchObject({ status: 200 });
    expect(asked).toHaveLength(1);
    clock.pass(1);
    expect(await ask(first)).toMatchObject(invalidClient);
    expect(asked).toHaveLength(2);
  });
  test.each(['no-store', 'no-cache', 'private,no-store', 'max-age=0'])(
    'that says %s is fetched for each who holds a key of it, and for nobody else',
    async (cacheControl) => {
      const { ask, asked, put } = await hub(setOf([first], cacheControl));
      for (const times of [1, 2, 3]) {
        expect(await ask(first)).toMatchObject({ status: 200 });
        expect(asked).toHaveLength(times);
      }
      for (const pair of [stranger, second]) expect(await ask(pair)).toMatchObject(invalidClient);
      expect(asked).toHaveLength(3);
      await put(setOf([second], cacheControl));
      expect(await ask(first)).toMatchObject(invalidClient);
      expect(asked).toHaveLength(4);
    },
  );
  test('is asked for anew when an unknown key is named, once a minute', async () => {
    const { ask, asked, clock, put } = await hub(setOf([first]));
    await ask(first);
    await put(setOf([first, second]));
    expect(await ask(second)).toMatchObject(invalidClient);
    expect(asked).toHaveLength(1);
    clock.pass(minute);
    expect(await ask(second)).toMatchObject({ status: 200 });
    for (let n = 0; n < 5; n += 1) expect(await ask(rsa)).toMatchObject(invalidClient);
    expect(asked).toHaveLength(2);
    clock.pass(minute);
    await ask(rsa);
    expect(asked).toHaveLength(3);
    expect(await ask(first)).toMatchObject({ status: 200 });
  });
  test('that changed takes the old key out', async () => {
    const { ask, clock, put } = await hub(setOf([first], 'max-age=120'));
    await ask(first);
    await put(setOf([second], 'max-age=120'));
    clock.pass(2 * minute);
    expect(await ask(second)).toMatchObject({ status: 200 });
    expect(await ask(first)).toMatchObject(invalidClient);
  });
  test('that could not be had is asked for again after a minute, not before', async () => {
    const { ask, asked, clock, put } = await hub(undefined);
    for (let n = 0; n < 5; n += 1) expect(await ask(first)).toMatchObject(invalidClient);
    await put(setOf([first]));
    clock.pass(minute - 1);
    expect(await ask(first)).toMatchObject(invalidClient);
    expect(asked).toHaveLength(1);
    clock.pass(1);
    expect(await ask(first)).toMatchObject({ status: 200 });
    expect(asked).toHaveLength(2);
  });
  test('that may not be kept and cannot be had is not asked for before a minute has passed, by whoever', async () => {
    const { ask, asked, clock, put } = await hub(setOf([first], 'no-store'));
    await ask(first);
    await put(undefined);
    for (let n = 0; n < 5; n += 1) expect(await ask(first)).toMatchObject(invalidClient);
    expect(asked).toHaveLength(2);
    clock.pass(minute);
    await put(setOf([first], 'no-store'));
    expect(await ask(first)).toMatchObject({ status: 200 });
  });
  test('that cannot be had anew for an unknown key stays in use for as long as it was good', async () => {
    const { ask, clock, put } = await hub(setOf([first], 'max-age=300'));
    await ask(first);
    await put(undefined);
    clock.pass(2 * minute);
    expect(await ask(second)).toMatchObject(invalidClient);
    expect(await ask(first)).toMatchObject({ status: 200 });
    clock.pass(3 * minute);
    expect(await ask(first)).toMatchObject(invalidClient);
  });
  test('is fetched once for all who ask at the same moment, and by each instance for itself', async () => {
    const { ask, asked, instance, web } = await hub(undefined);
    const gate = Promise.withResolvers<void>();
    web.set(url, () => gate.promise.then(() => setOf([first])));
    const asking = Promise.all(Array.from({ length: 20 }, () => ask(first)));
    await new Promise((later) => setTimeout(later, 100));
    gate.resolve();
    const answers = await asking;
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(asked).toHaveLength(1);
    await ask(first, {}, instance().deps);
    expect(asked).toHaveLength(2);
  });
  test('is asked for again at once when it was the hub that broke', async () => {
    const { ask, web, put } = await hub(undefined);
    web.set(url, () => Promise.reject(new Error('the function that was called failed')));
    await expect(ask(first)).rejects.toThrow('failed');
    await put(setOf([first]));
    expect(await ask(first)).toMatchObject({ status: 200 });
  });
  test('is never asked for more than once a minute by those who hold no key of it, whatever comes and whenever', async () => {
    const step = fc.record({ pass: fc.integer({ min: 0, max: 40_000 }), as: fc.constantFrom(second, rsa, stranger) });
    const sets = fc.constantFrom<FetchOutcome | undefined>(setOf([first]), setOf([first], 'no-store'), setOf([first], 'max-age=10'), undefined);
    await fc.assert(
      fc.asyncProperty(sets, fc.array(step, { minLength: 1, maxLength: 12 }), async (at, steps) => {
        const { ask, asked, clock } = await hub(at);
        let last = Number.NEGATIVE_INFINITY;
        for (const { pass, as } of steps) {
          clock.pass(pass);
          const before = asked.length;
          expect((await ask(as)).status).toBe(401);
          if (asked.length === before) continue;
          expect(Date.parse(clock.now()) - last).toBeGreaterThanOrEqual(minute);
          last = Date.parse(clock.now());
        }
        expect(asked.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('over real HTTP', () => {
  const servers: KeyServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });
  const served = async (answer: KeyServer['answer']) => {
    const server = await keyServer(answer);
    servers.push(server);
    const { ask, register, web, told, clock } = await hub(undefined);
    await register({ jwksUrl: server.url });
    web.set(server.url, () => send({ url: server.url, answer: 'json' }, { allowLoopback: true, within: 500 }));
    return { server, ask, told, clock };
  };
  test('keys are taken from where they stand, and another after it took their place', async () => {
    const { server, ask, clock } = await served(keySet([first.publicJwk], { 'cache-control': 'max-age=60' }));
    expect(await ask(first)).toMatchObject({ status: 200 });
    server.answer = keySet([rsa.publicJwk], { 'cache-control': 'max-age=60' });
    clock.pass(minute);
    expect([(await ask(rsa)).status, (await ask(first)).status, server.asked]).toEqual([200, 401, 2]);
  });
  const good = JSON.stringify({ keys: [first.publicJwk] });
  const wrong: [string, KeyServer['answer'], string][] = [
    ['a redirect', (_, response) => response.writeHead(307, { location: '/elsewhere' }).end(good), 'status-307'],
    ['a page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Keys</title>'), 'not-json'],
    ['keys called text', (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(good), 'not-json'],
    ['a set without end', (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`${' '.repeat(70_000)}${good}`), 'too-long'],
    ['nothing for too long', () => undefined, 'timeout'],
    ['an error', (_, response) => response.writeHead(500, { 'content-type': 'application/json' }).end(good), 'status-500'],
  ];
  test.each(wrong)('%s lets nobody in', async (_, answer, code) => {
    const { server, ask, told } = await served(answer);
    expect(await ask(first)).toMatchObject(invalidClient);
    expect([server.asked, told]).toEqual([1, [{ event: 'keys-not-fetched', caller: 'birchtree-system', code }]]);
  });
});
