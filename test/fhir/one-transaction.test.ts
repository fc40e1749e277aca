/** Commands in one transaction: all of them or none, decided again when somebody else was faster. */
import { describe, expect, test } from 'vitest';
import { inOneTransaction } from '#fhir/bundle/one-transaction';
import type { FhirPorts } from '#fhir/ports';
import { memoryTable } from '#platform/memory-table';
import type { Item, Table } from '#platform/types';
import { referralStore } from '#referral/referral-store';
import { fhirHub } from '#test/fhir-hub';

const a = { pk: 'a', sk: 'S' };
const b = { pk: 'b', sk: 'S' };
const over = async (table: Table): Promise<FhirPorts> => {
  const { ports } = await fhirHub();
  return { ...ports, referrals: table, carryOut: { ...ports.carryOut, store: referralStore(table) } };
};
const put = async (table: Table, item: Item): Promise<boolean> => (await table.write([{ put: item, when: { absent: true } }])).outcome === 'written';

describe('in one transaction', () => {
  test('all is written when it is kept, and nothing when it is not', async () => {
    const table = memoryTable();
    const run = (keep: boolean) => async (staged: FhirPorts) => {
      await put(staged.referrals, a);
      await put(staged.referrals, b);
      return { keep, told: 'yes' };
    };
    expect(await inOneTransaction(await over(table), run(false))).toMatchObject({ ok: true, done: { told: 'yes' } });
    expect(table.all()).toEqual([]);
    expect(await inOneTransaction(await over(table), run(true))).toMatchObject({ ok: true, done: { told: 'yes' } });
    expect(table.all()).toEqual([a, b]);
  });
  test('what was taken meanwhile is decided again, by the same hand, with the taker in sight', async () => {
    const table = memoryTable();
    await put(table, { ...a, by: 'somebody' });
    const tries: boolean[] = [];
    const result = await inOneTransaction(await over(table), async (staged) => {
      tries.push(await put(staged.referrals, { ...a, by: 'me' }));
      await put(staged.referrals, b);
      return { keep: true, holder: (await staged.referrals.get(a))?.by };
    });
    expect(result).toMatchObject({ ok: true, done: { holder: 'somebody' } });
    expect(tries).toEqual([true, false]);
    expect(table.all()).toEqual([{ ...a, by: 'somebody' }, b]);
  });
  test('who loses every race is told to come again, and nothing is written', async () => {
    const table = memoryTable();
    let tries = 0;
    const result = await inOneTransaction(await over(table), async (staged) => {
      tries += 1;
      await put(table, { pk: 'taken', sk: String(tries) });
      await put(staged.referrals, { pk: 'taken', sk: String(tries) });
      return { keep: true };
    });
    expect(result).toMatchObject({ ok: false, answer: { status: 503, headers: { 'retry-after': '1' } } });
    expect(tries).toBe(4);
    expect(table.all()).toHaveLength(4);
  });
  test('a conflict is waited for, some times, and decided again, and is no lost race', async () => {
    const table = memoryTable();
    let conflicts = 3;
    const held: Table = {
      ...table,
      write: async (writes) => {
        conflicts -= 1;
        return conflicts >= 0 ? { outcome: 'conflict' } : table.write(writes);
      },
    };
    let tries = 0;
    const run = async (staged: FhirPorts) => {
      tries += 1;
      return { keep: await put(staged.referrals, a) };
    };
    expect(await inOneTransaction(await over(held), run)).toMatchObject({ ok: true });
    expect([tries, table.all().length]).toEqual([4, 1]);
    const stuck: Table = { ...table, write: async () => ({ outcome: 'conflict' }) };
    expect(await inOneTransaction(await over(stuck), run)).toMatchObject({ ok: false, answer: { status: 503 } });
  });
  test('more than a hundred writes are refused before any', async () => {
    const table = memoryTable();
    const many = (count: number) => async (staged: FhirPorts) => {
      for (let n = 0; n < count; n += 1) await put(staged.referrals, { pk: 'many', sk: String(n) });
      return { keep: true };
    };
    expect(await inOneTransaction(await over(table), many(101))).toMatchObject({ ok: false, answer: { status: 413 } });
    expect(table.all()).toEqual([]);
    expect(await inOneTransaction(await over(table), many(100))).toMatchObject({ ok: true });
    expect(table.all()).toHaveLength(100);
  });
  test('one may be part of another', async () => {
    const table = memoryTable();
    await put(table, { ...a, by: 'somebody' });
    const result = await inOneTransaction(await over(table), async (outer) => {
      await put(outer.referrals, b);
      const inner = await inOneTransaction(outer, async (staged) => ({ keep: true, mine: await put(staged.referrals, a) }));
      return { keep: true, mine: inner.ok && inner.done.mine };
    });
    expect(result).toMatchObject({ ok: true, done: { mine: false } });
    expect(table.all()).toEqual([{ ...a, by: 'somebody' }, b]);
  });
});
