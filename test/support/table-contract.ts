/** What every table promises: the in-memory twin and a staged table must promise what the engine promises. */
import { describe, expect, test } from 'vitest';
import type { Item, Table } from '#platform/types';

let n = 0;
const fresh = () => `T#${++n}`;
const indexed = (pk: string, sk: string, party: string): Item => ({ pk, sk, partyPk: `O#${pk}`, partySk: party, data: 'x' });

type Promises = { /** A staged table takes neither, and its indexes are those of the table beneath. */ updates: boolean; indexes: boolean };
/** Not promised by this table. */
const nothing = (_name: string, _run: () => Promise<void>): void => {};
const everything: Promises = { updates: true, indexes: true };
export const tableContract = (name: string, make: () => Promise<Table>, { updates, indexes }: Promises = everything) =>
  describe(`a table ${name}`, () => {
    const [updating, indexing] = [updates ? test : nothing, indexes ? test : nothing];
    test('gives back what was put, text and numbers', async () => {
      const [table, pk] = [await make(), fresh()];
      expect(await table.write([{ put: { pk, sk: 'S', rev: 7, data: '{"a":"ü"}' } }])).toEqual({ outcome: 'written' });
      expect(await table.get({ pk, sk: 'S' })).toEqual({ pk, sk: 'S', rev: 7, data: '{"a":"ü"}' });
      expect(await table.get({ pk, sk: 'absent' })).toBeUndefined();
    });
    test('takes keys as long as they may be, and throws at a longer one: what could be no key is asked about first', async () => {
      const table = await make();
      expect(await table.get({ pk: 'é'.repeat(1024), sk: 'é'.repeat(512) })).toBeUndefined();
      await expect(table.get({ pk: 'é'.repeat(1025), sk: 'S' })).rejects.toThrow();
      await expect(table.get({ pk: 'P', sk: 'é'.repeat(513) })).rejects.toThrow();
    });
    test('writes all or nothing, and says whose condition failed', async () => {
      const [table, pk] = [await make(), fresh()];
      await table.write([{ put: { pk, sk: 'S', rev: 1 } }]);
      const written = await table.write([
        { put: { pk, sk: 'new' }, when: { absent: true } },
        { put: { pk, sk: 'S', rev: 3 }, when: { equals: { rev: 2 } } },
        { put: { pk, sk: 'other' } },
      ]);
      expect(written).toEqual({ outcome: 'condition-failed', failed: [1] });
      expect((await table.query({ pk })).items).toEqual([{ pk, sk: 'S', rev: 1 }]);
    });
    test.each([
      ['absent', { absent: true }, { absent: true }, false, true],
      ['equals', { equals: { rev: 1 } }, { equals: { rev: 2 } }, true, false],
      ['absentOrBelow', { absentOrBelow: { attribute: 'rev', value: 2 } }, { absentOrBelow: { attribute: 'rev', value: 1 } }, true, false],
    ] as const)('holds a write to its condition: %s', async (_name, first, second, onExisting, otherwise) => {
      const [table, pk] = [await make(), fresh()];
      await table.write([{ put: { pk, sk: 'S', rev: 1 } }]);
      const outcome = async (sk: string, when: typeof first | typeof second) => (await table.write([{ put: { pk, sk, rev: 1 }, when }])).outcome === 'written';
      expect(await outcome('S', first)).toBe(onExisting);
      expect(await outcome(otherwise ? 'absent' : 'S', second)).toBe(otherwise);
    });
    updating('updates: sets, adds from nothing, removes', async () => {
      const [table, pk] = [await make(), fresh()];
      const key = { pk, sk: 'S' };
      await table.write([{ update: key, set: { state: 'a' }, add: { m12: 1 } }]);
      await table.write([
        { update: key, add: { m12: 2, 'p-q': 1 }, remove: ['state'] },
        { check: { pk, sk: 'none' }, when: { absent: true } },
      ]);
      expect(await table.get(key)).toEqual({ ...key, m12: 3, 'p-q': 1 });
    });
    updating('adds to some hundred counts at once, whatever signs tell their names apart', async () => {
      const [table, pk] = [await make(), fresh()];
      const names = Array.from({ length: 400 }, (_unused, n) => `need:mental-wellbeing|a rather long name.${n}`);
      const counts = Object.fromEntries([...names, 'a.b', 'a-b', 'a_b', 'a@b'].map((name, n) => [name, n + 1]));
      await table.write([{ update: { pk, sk: 'S' }, add: counts }]);
      await table.write([{ update: { pk, sk: 'S' }, add: { 'a.b': 1 } }, { put: { pk, sk: 'other' } }]);
      expect(await table.get({ pk, sk: 'S' })).toEqual({ pk, sk: 'S', ...counts, 'a.b': 402 });
    });
    test('pages a query in both directions, within bounds', async () => {
      const [table, pk] = [await make(), fresh()];
      for (const sk of ['A', 'B', 'C', 'D', 'E']) await table.write([{ put: { pk, sk } }]);
      const walk = async (backwards: boolean) => {
        const seen: string[] = [];
        let page = await table.query({ pk, from: 'B', to: 'D', limit: 2, backwards });
        for (;;) {
          seen.push(...page.items.map((item) => item.sk));
          if (!page.next) return seen;
          page = await table.query({ pk, from: 'B', to: 'D', limit: 2, backwards, after: page.next });
        }
      };
      expect([await walk(false), await walk(true)]).toEqual([
        ['B', 'C', 'D'],
        ['D', 'C', 'B'],
      ]);
    });
    indexing('an index holds the items that have its keys, and only keys', async () => {
      const [table, pk] = [await make(), fresh()];
      await table.write([{ put: indexed(pk, 'S', '2') }, { put: indexed(pk, 'C', '1') }, { put: { pk, sk: 'E' } }]);
      const keysOf = async () => (await table.query({ pk: `O#${pk}`, index: 'party' })).items;
      expect(await keysOf()).toEqual([
        { pk, sk: 'C', partyPk: `O#${pk}`, partySk: '1' },
        { pk, sk: 'S', partyPk: `O#${pk}`, partySk: '2' },
      ]);
      await table.write([{ put: { pk, sk: 'C' } }, { delete: { pk, sk: 'S' } }]);
      expect(await keysOf()).toEqual([]);
    });
    updating('puts many without conditions, and gets many in the order asked', async () => {
      const [table, pk] = [await make(), fresh()];
      const items = Array.from({ length: 130 }, (_unused, n) => ({ pk, sk: `S${String(n).padStart(3, '0')}`, n }));
      await table.putAll(items);
      await table.putAll([{ pk, sk: 'S000', n: 7 }]);
      const wanted = [...items.map(({ sk }) => ({ pk, sk })).reverse(), { pk, sk: 'absent' }];
      const found = await table.getAll(wanted);
      expect(found.map((item) => item?.n)).toEqual([
        ...items
          .slice(1)
          .map(({ n }) => n)
          .reverse(),
        7,
        undefined,
      ]);
      expect((await table.getAll([items[1], items[2], items[1]].map((one) => ({ pk, sk: one?.sk ?? '' })))).map((item) => item?.n)).toEqual([1, 2, 1]);
      expect(await table.getAll([])).toEqual([]);
      await table.putAll([]);
    });
    test('of fifty claims of one key one wins', async () => {
      const [table, pk] = [await make(), fresh()];
      const claims = Array.from({ length: 50 }, (_unused, i) =>
        table.write([{ put: { pk, sk: 'K', i }, when: { absent: true } }, { put: { pk, sk: `own${i}` } }]),
      );
      const outcomes = (await Promise.all(claims)).map((claim) => claim.outcome);
      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
      expect((await table.query({ pk })).items).toHaveLength(2);
    });
    updating('adds two hundred at once without losing one', async () => {
      const [table, pk] = [await make(), fresh()];
      const addOne = async (): Promise<void> => {
        const { outcome } = await table.write([{ update: { pk, sk: 'S' }, add: { count: 1 } }]);
        if (outcome !== 'written') await new Promise((done) => setTimeout(done, 1)).then(addOne);
      };
      await Promise.all(Array.from({ length: 200 }, addOne));
      expect(await table.get({ pk, sk: 'S' })).toMatchObject({ count: 200 });
    });
  });
