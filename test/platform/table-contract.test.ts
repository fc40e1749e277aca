/** One contract, several tables. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryTable } from '#platform/memory-table';
import { type Suspects, stagedTable } from '#platform/staged-table';
import type { Table, Write, Written } from '#platform/types';
import { engineTables } from '#test/engine-tables';
import { tableContract } from '#test/table-contract';

const engine = engineTables();
beforeAll(() => engine);
afterAll(async () => (await engine).stop());

tableContract('in memory', async () => memoryTable());
tableContract('on the engine', async () => (await engine).referrals);

/** Every condition is judged when it is written. */
const everyKey = { has: () => true } as unknown as Suspects;
tableContract('staged, with nothing flushed', async () => stagedTable(memoryTable(), everyKey), { updates: false, indexes: false });

const positionsOf = (writes: Write[], failed: Suspects) =>
  writes.flatMap((write, n) => {
    const key = 'put' in write ? write.put : 'delete' in write ? write.delete : 'check' in write ? write.check : write.update;
    return failed.has(`${key.pk}\n${key.sk}`) ? [n] : [];
  });
/** Each write is staged in good faith and flushed at once. */
const flushing = (base: Table): Table => ({
  ...base,
  write: async (writes): Promise<Written> => {
    const staged = stagedTable(base);
    await staged.write(writes);
    const flushed = await staged.flush();
    return flushed.outcome === 'condition-failed' ? { outcome: 'condition-failed', failed: positionsOf(writes, flushed.failed) } : flushed;
  },
});
tableContract('staged over the engine, with every write flushed', async () => flushing((await engine).referrals), { updates: false, indexes: true });

test('the table in memory raises a conflict while another transaction holds an item', async () => {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  const table = memoryTable(() => held);
  const first = table.write([{ put: { pk: 'a', sk: 'S' } }, { put: { pk: 'b', sk: 'S' } }]);
  expect(await table.write([{ put: { pk: 'b', sk: 'S' } }])).toEqual({ outcome: 'conflict' });
  release();
  expect(await first).toEqual({ outcome: 'written' });
});
