import { sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { newAccessToken } from '#identity/access-token';
import type { ClientRecord } from '#identity/client-store';
import { parseScopes, permits } from '#identity/scopes';
import { tokenVerifier } from '#identity/verify-token';
import type { Key } from '#platform/types';
import { clientRecord, identityHouse, registered } from './cast.ts';

const hub = async () => {
  const house = await identityHouse();
  const register = (changes: Partial<ClientRecord> = {}) => house.table.write([{ put: registered(clientRecord([], changes)) }]);
  await register();
  const make = async (id: string, scope = 'system/Task.rus', from = house) => {
    const client = await from.clients.find(id as never);
    if (!client) throw new Error(`no client ${id}`);
    return `Bearer ${await newAccessToken(client, parseScopes(scope) ?? new Map(), house.deps)}`;
  };
  const verifier = () => {
    const instance = house.instance();
    return tokenVerifier({ ...instance, clock: house.clock, baseUrl: house.deps.baseUrl });
  };
  return { ...house, register, make, verifier, verify: verifier() };
};

test('a token says its client, and the directory says who that is', async () => {
  const { register, make, verify } = await hub();
  await register({ id: 'catriona', actsFor: { kind: 'practitioner', practitioner: 'catriona-weir' } });
  await register({ id: 'elspeth', actsFor: { kind: 'manager', manager: 'elspeth-munro' } });
  await register({ id: 'pantry', actsFor: { kind: 'organisation', organisation: 'drumgarth' } });
  const callers = await Promise.all(['birchtree-system', 'catriona', 'elspeth', 'pantry'].map(async (id) => verify(await make(id))));
  expect(callers.map((verified) => verified.ok && verified.caller)).toEqual([
    { kind: 'practice', practice: 'birchtree', client: 'birchtree-system' },
    { kind: 'practitioner', practitioner: 'catriona-weir', practices: ['birchtree'], client: 'catriona' },
    { kind: 'manager', manager: 'elspeth-munro', areas: ['S12000049'], client: 'elspeth' },
    { kind: 'organisation', organisation: 'drumgarth', client: 'pantry' },
  ]);
});
test('a token permits what its scopes say and no more', async () => {
  const { make, verify } = await hub();
  const verified = await verify(await make('birchtree-system', 'system/Task.rs'));
  if (!verified.ok) throw new Error(verified.reason);
  expect(permits(verified.scopes, 'Task', 'r')).toBe(true);
  expect(permits(verified.scopes, 'Task', 'u')).toBe(false);
  expect(permits(verified.scopes, 'ServiceRequest', 'r')).toBe(false);
});
test('a token is good for 300 seconds and then expired, cached or not', async () => {
  const { clock, make, verify, verifier } = await hub();
  const token = await make('birchtree-system');
  expect(await verify(token)).toMatchObject({ ok: true });
  clock.pass(299_999);
  expect(await verify(token)).toMatchObject({ ok: true });
  clock.pass(1);
  expect(await verify(token)).toEqual({ ok: false, reason: 'expired' });
  expect(await verifier()(token)).toEqual({ ok: false, reason: 'expired' });
});
test('without a bearer token nobody is let in', async () => {
  const { make, verify } = await hub();
  const token = await make('birchtree-system');
  const bare = token.replace('Bearer ', '');
  const headers = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    bare,
    `Basic ${bare}`,
    `${token}, ${token}`,
    `${token} `,
    `Bearer  ${bare}`,
    `Bearer ${bare}.x`,
    `Bearer ${'a'.repeat(50_000)}`,
  ];
  for (const header of headers) expect(await verify(header)).toEqual({ ok: false, reason: 'login' });
  expect(await verify(`bearer ${bare}`)).toMatchObject({ ok: true });
});

const partsOf = (token: string) => token.replace('Bearer ', '').split('.') as [string, string, string];
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());

test('T-20 a token with any character changed is refused, also at the unused bits of its end', async () => {
  const { make, verify } = await hub();
  const token = await make('birchtree-system');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let tried = 0;
  for (let at = 'Bearer '.length; at < token.length; at += 1) {
    const letters = at === token.length - 1 ? [...alphabet] : [token[at] === 'A' ? 'B' : 'A'];
    for (const letter of letters.filter((one) => one !== token[at])) {
      tried += 1;
      expect(await verify(token.slice(0, at) + letter + token.slice(at + 1)), `character ${at} as ${letter}`).toEqual({ ok: false, reason: 'login' });
    }
  }
  expect(tried).toBeGreaterThan(300);
});
test('T-20 a token signed by nobody, by a stranger or with zeros is refused', async () => {
  const house = await hub();
  const [head, body] = partsOf(await house.make('birchtree-system'));
  const { privateKey } = await (await identityHouse(undefined, 'another hub')).keys.signingKey();
  const forged = sign('sha256', Buffer.from(`${head}.${body}`), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const none = encode({ ...decode(head), alg: 'none' });
  const zeros = Buffer.alloc(64).toString('base64url');
  for (const token of [`${head}.${body}.${forged}`, `${head}.${body}.${zeros}`, `${head}.${body}.`, `${none}.${body}.`, `${none}.${body}`])
    expect(await house.verify(`Bearer ${token}`)).toEqual({ ok: false, reason: 'login' });
});
test('a token of a hub at another address is refused, even under the same keys', async () => {
  const { clients, deps, verify } = await hub();
  const client = await clients.find('birchtree-system' as never);
  if (!client) throw new Error('no client');
  const token = await newAccessToken(client, new Map([['Task', 'r']]), { ...deps, baseUrl: 'https://other.example' });
  expect(await verify(`Bearer ${token}`)).toEqual({ ok: false, reason: 'login' });
});
test('T-26 a token never speaks for another practice than its client does', async () => {
  const { register, make, verify } = await hub();
  await register({ id: 'millbrae-system', actsFor: { kind: 'practice', practice: 'millbrae' } });
  const [a, b] = [await verify(await make('birchtree-system')), await verify(await make('millbrae-system'))];
  expect([a, b]).toMatchObject([{ caller: { practice: 'birchtree' } }, { caller: { practice: 'millbrae' } }]);
});
test('T-26 a token of a disabled client is refused within ten seconds by an instance that knew it, at once by another', async () => {
  const { clock, register, make, verify, verifier } = await hub();
  const token = await make('birchtree-system');
  expect(await verify(token)).toMatchObject({ ok: true });
  await register({ disabledAt: clock.now(), version: 2 });
  expect(await verifier()(token)).toEqual({ ok: false, reason: 'login' });
  clock.pass(10_000);
  expect(await verify(token)).toEqual({ ok: false, reason: 'login' });
});
test('T-26 a client marked as disabled is refused whatever its version says', async () => {
  const { clock, register, make, verify } = await hub();
  const token = await make('birchtree-system');
  await register({ disabledAt: clock.now() });
  expect(await verify(token)).toEqual({ ok: false, reason: 'login' });
});
test('T-27 after a change of keys or scopes the old tokens are worth nothing', async () => {
  const { clock, register, make, verify } = await hub();
  const token = await make('birchtree-system');
  expect(await verify(token)).toMatchObject({ ok: true });
  await register({ scopes: 'system/Task.r', version: 2 });
  clock.pass(10_000);
  expect(await verify(token)).toEqual({ ok: false, reason: 'login' });
  expect(await verify(await make('birchtree-system'))).toMatchObject({ ok: true });
});
test('a practitioner who leaves a practice loses it within ten seconds, a removed one everything', async () => {
  const { clock, table, register, make, verify } = await hub();
  await register({ id: 'catriona', actsFor: { kind: 'practitioner', practitioner: 'catriona-weir' } });
  const token = await make('catriona');
  expect(await verify(token)).toMatchObject({ caller: { practices: ['birchtree'] } });
  const key = { pk: 'PRACTITIONER#catriona-weir', sk: 'S' };
  await table.write([{ put: { ...key, data: JSON.stringify({ id: 'catriona-weir', name: 'Catriona Weir', practices: [] }) } }]);
  clock.pass(10_000);
  expect(await verify(token)).toMatchObject({ caller: { practices: [] } });
  await table.write([{ delete: key }]);
  clock.pass(10_000);
  expect(await verify(token)).toEqual({ ok: false, reason: 'login' });
});
test('a busy client is looked up once in ten seconds, however many calls it makes', async () => {
  const house = await hub();
  const reads: string[] = [];
  const get = (key: Key) => {
    reads.push(key.pk);
    return house.table.get(key);
  };
  const { clientStore } = await import('#identity/client-store');
  const { directoryStore } = await import('#directory/directory-store');
  const table = { ...house.table, get };
  const verify = tokenVerifier({
    clients: clientStore(table, house.clock),
    directory: directoryStore(table),
    keys: house.keys,
    clock: house.clock,
    baseUrl: house.deps.baseUrl,
  });
  const token = await house.make('birchtree-system');
  await Promise.all(Array.from({ length: 50 }, () => verify(token)));
  for (let i = 0; i < 50; i += 1) expect(await verify(token)).toMatchObject({ ok: true });
  expect(reads).toEqual(['CLIENT#birchtree-system', 'PRACTICE#birchtree']);
  house.clock.pass(10_000);
  await verify(token);
  expect(reads).toHaveLength(4);
});
test('a table that does not answer lets nobody in, and is asked again', async () => {
  const house = await hub();
  let down = true;
  const find = house.clients.find;
  const clients = { ...house.clients, find: (id: Parameters<typeof find>[0]) => (down ? Promise.reject(new Error('the table is down')) : find(id)) };
  const verify = tokenVerifier({ clients, directory: house.directory, keys: house.keys, clock: house.clock, baseUrl: house.deps.baseUrl });
  const token = await house.make('birchtree-system');
  await expect(verify(token)).rejects.toThrow('the table is down');
  down = false;
  expect(await verify(token)).toMatchObject({ ok: true });
});
test('an instance that meets thousands of clients and tokens keeps judging each by itself', async () => {
  const { table, make, verify } = await hub();
  const ids = Array.from({ length: 1_200 }, (_, n) => `client-${n}`);
  for (const [n, id] of ids.entries()) {
    const actsFor = { kind: 'practice' as const, practice: n % 2 ? 'birchtree' : 'millbrae' };
    await table.write([{ put: registered(clientRecord([], { id, actsFor })) }]);
  }
  const tokens = await Promise.all(ids.map((id) => make(id)));
  for (const round of [1, 2])
    for (const [n, token] of tokens.entries())
      expect(await verify(token), `round ${round}`).toMatchObject({ ok: true, caller: { practice: n % 2 ? 'birchtree' : 'millbrae', client: ids[n] } });
});
