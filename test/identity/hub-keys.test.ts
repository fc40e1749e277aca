import { sign, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hubKeys } from '#identity/hub-keys';
import { memoryTable } from '#platform/memory-table';
import type { Table } from '#platform/types';
import { countedIds, handClock, identityHouse, memorySecrets } from './cast.ts';

const day = 24 * 3_600_000;
const counting = (table: Table) => {
  const counted = { queries: 0 };
  const query: Table['query'] = (asked) => {
    counted.queries += 1;
    return table.query(asked);
  };
  return { table: { ...table, query }, counted };
};

test('every instance of the hub gives a text the same mac', async () => {
  const house = await identityHouse();
  const other = house.instance();
  expect(await house.keys.mac('person', '0101011237')).toBe(await other.keys.mac('person', '0101011237'));
  expect(await house.keys.mac('person', '0101011237')).toMatch(/^[\w-]{43}$/);
});
test('a text has another mac for another purpose and in another hub', async () => {
  const [house, stranger] = [await identityHouse(), await identityHouse(undefined, 'another hub')];
  const macs = [await house.keys.mac('person', 'a'), await house.keys.mac('receipt', 'a'), await stranger.keys.mac('person', 'a')];
  expect(new Set(macs).size).toBe(3);
});
test('instances that start at the same moment agree on every key', async () => {
  const house = await identityHouse(() => Promise.resolve());
  const instances = Array.from({ length: 8 }, () => house.instance().keys);
  const [macs, kids] = await Promise.all([Promise.all(instances.map((keys) => keys.mac('a', 'b'))), Promise.all(instances.map((keys) => keys.signingKey()))]);
  expect(new Set(macs).size).toBe(1);
  expect(new Set(kids.map(({ kid }) => kid)).size).toBe(1);
});
test('an instance that looked before another one made the key, and writes after it, takes the other one’s', async () => {
  const house = await identityHouse();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let first = true;
  const query: Table['query'] = async (asked) => {
    const page = await house.table.query(asked);
    if (first) {
      first = false;
      await held;
    }
    return page;
  };
  const late = hubKeys({ table: { ...house.table, query }, secrets: house.secrets, clock: house.clock, ids: house.ids });
  const lateMac = late.mac('person', 'a');
  const mac = await house.keys.mac('person', 'a');
  answer();
  expect(await lateMac).toBe(mac);
  expect(await house.instance().keys.mac('person', 'a')).toBe(mac);
});
test('no key lies in the table as it is', async () => {
  const house = await identityHouse();
  const { kid } = await house.keys.signingKey();
  const [item] = house.table.all().filter((one) => one.kid === kid);
  const bytes = await house.secrets.decrypt(String(item?.ciphertext), 'hub-key/token');
  expect(bytes).toHaveLength(32);
  for (const encoding of ['hex', 'base64', 'base64url'] as const)
    expect(JSON.stringify(house.table.all())).not.toContain(Buffer.from(bytes).toString(encoding));
  await expect(house.secrets.decrypt(String(item?.ciphertext), 'hub-key/mac')).rejects.toThrow();
});
test('a signing key serves for 90 days, verifies for one more, and then is over', async () => {
  const house = await identityHouse();
  const old = await house.keys.signingKey();
  const signature = sign('sha256', Buffer.from('text'), old.privateKey);
  house.clock.pass(90 * day);
  const next = await house.keys.signingKey();
  expect(next.kid).not.toBe(old.kid);
  const publicKey = await house.keys.verifyingKey(old.kid);
  expect(publicKey && verify('sha256', Buffer.from('text'), publicKey, signature)).toBe(true);
  house.clock.pass(day);
  expect(await house.keys.verifyingKey(old.kid)).toBeUndefined();
  expect(await house.keys.verifyingKey(next.kid)).toBeDefined();
});
test('a hub that slept for a year makes a new key beside the old items', async () => {
  const house = await identityHouse();
  const old = await house.keys.signingKey();
  house.clock.pass(365 * day);
  const woken = house.instance().keys;
  expect((await woken.signingKey()).kid).not.toBe(old.kid);
  expect(house.table.all().filter((item) => item.pk === 'HUBKEY#token')).toHaveLength(2);
});
test('the key of the macs never changes', async () => {
  const house = await identityHouse();
  const before = await house.keys.mac('person', 'a');
  house.clock.pass(3 * 365 * day);
  expect(await house.keys.mac('person', 'a')).toBe(before);
  expect(await house.instance().keys.mac('person', 'a')).toBe(before);
});
test('an instance hears of a key that another one made', async () => {
  const house = await identityHouse();
  const other = house.instance().keys;
  await other.signingKey();
  house.clock.pass(90 * day - 60_000);
  await other.signingKey();
  house.clock.pass(60_000);
  const { kid } = await house.keys.signingKey();
  expect(await other.verifyingKey(kid)).toBeDefined();
});
test('a key taken out of the table is out of use within five minutes', async () => {
  const house = await identityHouse();
  const { kid } = await house.keys.signingKey();
  const [item] = house.table.all().filter((one) => one.kid === kid);
  if (!item) throw new Error('the signing key has no item');
  await house.table.write([{ delete: { pk: item.pk, sk: item.sk } }]);
  house.clock.pass(5 * 60_000);
  expect(await house.keys.verifyingKey(kid)).toBeUndefined();
  expect((await house.keys.signingKey()).kid).not.toBe(kid);
});
test('made-up key names cannot drive reads of the table', async () => {
  const { table, counted } = counting(memoryTable());
  const clock = handClock();
  const keys = hubKeys({ table, secrets: memorySecrets(), clock, ids: countedIds() });
  await keys.signingKey();
  const before = counted.queries;
  for (let i = 0; i < 100; i += 1) expect(await keys.verifyingKey(`made-up-${i}`)).toBeUndefined();
  expect(counted.queries).toBe(before);
  clock.pass(10_000);
  for (let i = 0; i < 100; i += 1) await keys.verifyingKey(`made-up-${i}`);
  expect(counted.queries).toBe(before + 1);
});
test('a table that takes no key makes the hub stop, not sign with nothing', async () => {
  const throttled: Table = { ...memoryTable(), write: async () => ({ outcome: 'throttled' }) };
  const keys = hubKeys({ table: throttled, secrets: memorySecrets(), clock: handClock(), ids: countedIds() });
  await expect(keys.signingKey()).rejects.toThrow('could not be made');
  await expect(keys.mac('a', 'b')).rejects.toThrow('could not be made');
});
test('what is sealed opens in every instance, under its own context alone', async () => {
  const house = await identityHouse();
  const other = house.instance().keys;
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), async (text, context, wrong) => {
      const sealed = await house.keys.seal(text, context);
      expect(await other.open(sealed, context)).toBe(text);
      if (wrong !== context) expect(await other.open(sealed, wrong)).toBeUndefined();
    }),
  );
});
test('a sealed text with any character changed does not open, and nothing that was not sealed does', async () => {
  const { keys } = await identityHouse();
  const sealed = await keys.seal('{"page":2}', 'caller');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=';
  let tried = 0;
  for (let at = 0; at < sealed.length; at += 1)
    for (const letter of alphabet) {
      const forged = sealed.slice(0, at) + letter + sealed.slice(at + 1);
      if (forged === sealed) continue;
      tried += 1;
      expect(await keys.open(forged, 'caller')).toBeUndefined();
    }
  expect(tried).toBeGreaterThan(3_000);
  await fc.assert(fc.asyncProperty(fc.string(), async (text) => (await keys.open(text, 'caller')) === undefined));
});
