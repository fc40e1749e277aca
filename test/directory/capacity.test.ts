/** How much room a service has: what was said last holds, and what was said before is kept. */
import { expect, test } from 'vitest';
import { type Capacity, capacityOf, capacityOverTime, roomOn, setCapacity } from '#directory/capacity-store';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';
import type { LocalDate } from '#platform/types';

const at = (hour: number) => instantOf(Date.UTC(2026, 10, 23, hour));
const said = (hour: number, capacity: Partial<Capacity> = {}): Capacity => ({ updatedAt: at(hour), by: 'organisation', ...capacity });
const day = (text: string) => text as LocalDate;

test('what was said last holds, whole; what was said before is there over time, newest first', async () => {
  const table = memoryTable();
  await setCapacity(table, 'drumgarth', 'parcels', said(9, { places: 4, waitingWeeks: 2 }));
  await setCapacity(table, 'drumgarth', 'parcels', said(10, { fullUntil: day('2026-12-01') }));
  await setCapacity(table, 'drumgarth', 'parcels-2', said(11, { places: 1, by: 'manager' }));
  const now = await capacityOf(table, 'drumgarth', ['parcels', 'cooking']);
  expect([...now]).toEqual([['parcels', said(10, { fullUntil: day('2026-12-01') })]]);
  expect((await capacityOverTime(table, 'drumgarth', 'parcels')).map(({ updatedAt }) => updatedAt)).toEqual([at(10), at(9)]);
  expect(await capacityOf(table, 'kelvinbank', ['parcels'])).toEqual(new Map());
});

test('nobody said is not known; full and paused hold through their last day', () => {
  const room = (capacity: Partial<Capacity> | undefined, on: string) => roomOn(capacity && said(9, capacity), day(on));
  expect(room(undefined, '2026-11-30')).toBe('unknown');
  expect(room({}, '2026-11-30')).toBe('open');
  expect(room({ places: 0 }, '2026-11-30')).toBe('full');
  expect(['2026-11-30', '2026-12-01'].map((on) => room({ places: 0, fullUntil: day('2026-11-30') }, on))).toEqual(['full', 'open']);
  expect(['2026-11-30', '2026-12-01'].map((on) => room({ pausedUntil: day('2026-11-30') }, on))).toEqual(['paused', 'open']);
  expect(room({ pausedUntil: 'further-notice' }, '2027-11-30')).toBe('paused');
});
