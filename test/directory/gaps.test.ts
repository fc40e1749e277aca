import { expect, test } from 'vitest';
import { gapsIn, noteGap } from '#directory/gaps-store';
import { noteSignpost, signpostsIn } from '#directory/signposts-store';
import { memoryTable } from '#platform/memory-table';

const area = 'S12000049';
test('a gap counts once for each person, need and month, and in its own area', async () => {
  const table = memoryTable();
  const gap = { area, month: '2026-11', need: 'housing', once: 'a' } as const;
  for (const one of [gap, gap, { ...gap, once: 'b' }, { ...gap, need: 'debt' as const }, { ...gap, month: '2026-12' }, { ...gap, area: 'S12000036' }])
    await noteGap(table, one);
  const found = await gapsIn(table, area, '2026-11', '2026-12');
  expect(found.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))).toEqual([
    { need: 'debt', month: '2026-11', count: 1 },
    { need: 'housing', month: '2026-11', count: 2 },
    { need: 'housing', month: '2026-12', count: 1 },
  ]);
  expect(await gapsIn(table, area, '2026-12', '2026-12')).toEqual([{ need: 'housing', month: '2026-12', count: 1 }]);
  expect(await gapsIn(table, area, '2027-01', '2027-02')).toEqual([]);
});
test('a place counts once for each person who was told of it in a month', async () => {
  const table = memoryTable();
  const told = { area, month: '2026-11', entry: 'aliss.one', once: 'a' };
  for (const one of [told, told, { ...told, once: 'b' }, { ...told, entry: 'drumgarth.parcels' }]) await noteSignpost(table, one);
  expect(await signpostsIn(table, area, '2026-11', '2026-11')).toEqual([
    { entry: 'aliss.one', month: '2026-11', count: 2 },
    { entry: 'drumgarth.parcels', month: '2026-11', count: 1 },
  ]);
});
