/** A staged table: what waits is seen, what is flushed is asked of the table beneath, all or nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryTable } from '#platform/memory-table';
import { stagedTable } from '#platform/staged-table';
import type { Item, Query, Write } from '#platform/types';

const a = { pk: 'a', sk: 'S' };
const b = { pk: 'b', sk: 'S' };
const made = async (...items: Item[]) => {
  const base = memoryTable();
  for (const put of items) await base.write([{ put }]);
  return base;
};

describe('what waits', () => {
  test('is seen by whoever reads the staged table, and by nobody else until it is flushed', async () => {
    const base = await made();
    const staged = stagedTable(base);
    await staged.write([{ put: { ...a, rev: 1 }, when: { absent: true } }]);
    expect([await staged.get(a), await base.get(a)]).toEqual([{ ...a, rev: 1 }, undefined]);
    expect(await staged.getAll([b, a])).toEqual([undefined, { ...a, rev: 1 }]);
    expect(staged.size()).toBe(1);
    expect(await staged.flush()).toEqual({ outcome: 'written' });
    expect(await base.get(a)).toEqual({ ...a, rev: 1 });
  });
  test('is judged by its own conditions, not by those of the table', async () => {
    const staged = stagedTable(await made());
    await staged.write([{ put: { ...a, rev: 1 }, when: { absent: true } }]);
    expect(await staged.write([{ put: { ...a, rev: 3 }, when: { equals: { rev: 2 } } }])).toEqual({ outcome: 'condition-failed', failed: [0] });
    expect(await staged.write([{ put: { ...a, rev: 2 }, when: { equals: { rev: 1 } } }])).toEqual({ outcome: 'written' });
    expect(await staged.get(a)).toEqual({ ...a, rev: 2 });
  });
  test('is one write of each item, under its first condition, with its last content', async () => {
    const base = await made();
    const written: Write[][] = [];
    const write = (writes: Write[]) => {
      written.push(writes);
      return base.write(writes);
    };
    const staged = stagedTable({ ...base, write });
    await staged.write([{ put: { ...a, rev: 1 }, when: { absent: true } }]);
    await staged.write([
      { put: { ...a, rev: 2 }, when: { equals: { rev: 1 } } },
      { check: b, when: { absent: true } },
    ]);
    await staged.flush();
    expect(written).toEqual([
      [
        { put: { ...a, rev: 2 }, when: { absent: true } },
        { check: b, when: { absent: true } },
      ],
    ]);
  });
  test('goes to one transaction of at most a hundred, which its size tells before', async () => {
    const staged = stagedTable(await made());
    for (let n = 0; n < 101; n += 1) await staged.write([{ put: { pk: 'a', sk: String(n) } }]);
    expect(staged.size()).toBe(101);
    await expect(staged.flush()).rejects.toThrow('1 to 100');
  });
  test('cannot be an update nor a put without a condition in a batch', async () => {
    const staged = stagedTable(await made());
    await expect(staged.write([{ put: a }, { update: b, add: { n: 1 } }])).rejects.toThrow('cannot wait');
    await expect(staged.putAll([a])).rejects.toThrow('cannot wait');
    expect(staged.size()).toBe(0);
  });
  test('asks both when an item was checked before it is put', async () => {
    const base = await made({ ...a, rev: 1, state: 'x' });
    const staged = stagedTable(base);
    await staged.write([{ check: a, when: { equals: { rev: 1 } } }]);
    await staged.write([{ put: { ...a, rev: 2, state: 'y' }, when: { equals: { state: 'x' } } }]);
    await base.write([{ put: { ...a, rev: 9, state: 'x' } }]);
    expect(await staged.flush()).toMatchObject({ outcome: 'condition-failed' });
  });
});

test('what was read once is not asked again, until it is flushed', async () => {
  const base = await made({ ...a, rev: 1 });
  let reads = 0;
  const counted =
    <Asked, Told>(read: (asked: Asked) => Promise<Told>) =>
    (asked: Asked) => {
      reads += 1;
      return read(asked);
    };
  const staged = stagedTable({ ...base, get: counted(base.get), query: counted(base.query) });
  for (let n = 0; n < 3; n += 1) expect([await staged.get(a), (await staged.query({ pk: 'a' })).items]).toEqual([{ ...a, rev: 1 }, [{ ...a, rev: 1 }]]);
  await staged.write([{ put: { ...a, rev: 2 }, when: { equals: { rev: 1 } } }]);
  expect([(await staged.query({ pk: 'a' })).items, reads]).toEqual([[{ ...a, rev: 2 }], 2]);
  await staged.flush();
  await base.write([{ put: { ...a, rev: 3 } }]);
  expect([await staged.get(a), reads]).toEqual([{ ...a, rev: 3 }, 3]);
});

describe('a condition on an item that nothing waits for', () => {
  test('counts as held until it is flushed, which says whose did not', async () => {
    const base = await made({ ...a, rev: 1 });
    const staged = stagedTable(base);
    expect(await staged.write([{ put: { ...a, rev: 7 }, when: { absent: true } }, { put: b }])).toEqual({ outcome: 'written' });
    expect(await staged.flush()).toEqual({ outcome: 'condition-failed', failed: new Set(['a\nS']) });
    expect([await base.get(a), await base.get(b)]).toEqual([{ ...a, rev: 1 }, undefined]);
  });
  test('is asked at once of a suspect, so that the writer hears of it', async () => {
    const base = await made({ ...a, rev: 1 });
    const staged = stagedTable(base, new Set(['a\nS']));
    expect(await staged.write([{ put: b }, { put: { ...a, rev: 7 }, when: { absent: true } }])).toEqual({ outcome: 'condition-failed', failed: [1] });
    expect(staged.size()).toBe(0);
  });
  test('is a conflict when another transaction holds the item, and can be flushed again', async () => {
    let release = () => {};
    const base = memoryTable(
      () =>
        new Promise<void>((done) => {
          release = done;
        }),
    );
    const other = base.write([{ put: a }]);
    const staged = stagedTable(base);
    await staged.write([{ put: b }, { check: a, when: { equals: { pk: 'a' } } }]);
    expect(await staged.flush()).toEqual({ outcome: 'conflict' });
    release();
    await other;
    const again = staged.flush();
    release();
    expect(await again).toEqual({ outcome: 'written' });
  });
});

test('of a partition whose head waits to be new nothing is read; of one that is changed everything is', async () => {
  const base = await made({ ...a, rev: 1 }, { pk: 'a', sk: 'E#1' });
  const asked: string[] = [];
  const get = (key: { pk: string; sk: string }) => {
    asked.push(`get ${key.pk}`);
    return base.get(key);
  };
  const query = (one: Query) => {
    asked.push(`query ${one.pk}`);
    return base.query(one);
  };
  const staged = stagedTable({ ...base, get, query });
  await staged.write([{ put: { ...b, rev: 1 }, when: { absent: true } }]);
  await staged.write([{ put: { ...a, rev: 2 }, when: { equals: { rev: 1 } } }]);
  expect([(await staged.query({ pk: 'b' })).items, await staged.get({ pk: 'b', sk: 'B' })]).toEqual([[{ ...b, rev: 1 }], undefined]);
  expect((await staged.query({ pk: 'a' })).items).toEqual([
    { pk: 'a', sk: 'E#1' },
    { ...a, rev: 2 },
  ]);
  expect(asked).toEqual(['query a']);
});

test('a query on an index sees the table alone', async () => {
  const row = (pk: string) => ({ pk, sk: 'S', partyPk: 'O', partySk: pk });
  const staged = stagedTable(await made(row('a')));
  await staged.write([{ put: row('b') }]);
  expect((await staged.query({ pk: 'O', index: 'party' })).items.map(({ pk }) => pk)).toEqual(['a']);
});

const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const someItems = fc.uniqueArray(fc.record({ sk: fc.constantFrom(...letters), n: fc.nat(3) }), { selector: ({ sk }) => sk });
const somewhere = fc.record({
  from: fc.option(fc.constantFrom(...letters), { nil: undefined }),
  to: fc.option(fc.constantFrom(...letters), { nil: undefined }),
  limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  backwards: fc.boolean(),
});
test('pages of a query hold what they would hold had everything been written already', async () => {
  let pages = 0;
  const walk = async (query: (asked: Query) => Promise<{ items: Item[]; next?: Item }>, asked: Omit<Query, 'pk'>) => {
    const seen: Item[] = [];
    for (let after: Item | undefined, first = true; first || after; first = false) {
      const page = await query({ pk: 'p', ...asked, ...(after ? { after } : {}) });
      expect(page.items.length).toBeLessThanOrEqual(asked.limit ?? letters.length);
      seen.push(...page.items);
      after = page.next;
      pages += 1;
    }
    return seen;
  };
  await fc.assert(
    fc.asyncProperty(someItems, someItems, fc.subarray(letters), somewhere, async (before, puts, deletes, asked) => {
      const [base, direct] = [await made(...before.map((one) => ({ pk: 'p', ...one }))), await made(...before.map((one) => ({ pk: 'p', ...one })))];
      const staged = stagedTable(base);
      const writes = [...puts.map((one): Write => ({ put: { pk: 'p', ...one } })), ...deletes.map((sk): Write => ({ delete: { pk: 'p', sk } }))];
      for (const write of writes) for (const table of [staged, direct]) await table.write([write]);
      expect(await walk(staged.query, asked)).toEqual(await walk(direct.query, asked));
      if (writes.length > 0) await staged.flush();
      expect(base.all().sort((x, y) => (x.sk < y.sk ? -1 : 1))).toEqual(direct.all().sort((x, y) => (x.sk < y.sk ? -1 : 1)));
    }),
    { numRuns: 300 },
  );
  expect(pages).toBeGreaterThan(600);
});
