/** What a search goes through: read once, remembered by its version, and fresh where the hub's own word changed. */
import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { readPage } from '#directory/aliss/read-service';
import { putSnapshot } from '#directory/aliss/snapshot-store';
import { syncAliss } from '#directory/aliss/sync-store';
import type { AlissService } from '#directory/aliss/types';
import { find } from '#directory/find';
import { type Finder, finder } from '#directory/find-store';
import type { Organisation, Versioned } from '#directory/types';
import type { AreaId } from '#identity/types';
import { answer } from '#local/aliss/answers';
import { inventedEntries } from '#local/aliss/invented';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';
import type { Table } from '#platform/types';

const glasgow = 'S12000049' as AreaId;
const at = instantOf(Date.UTC(2026, 10, 23));
let table: Table;
let gets: string[];
let organisations: Versioned<Organisation>[];
let search: Finder;
beforeEach(() => {
  const plain = memoryTable();
  gets = [];
  const get: Table['get'] = (key) => {
    gets.push(key.pk);
    return plain.get(key);
  };
  table = { ...plain, get };
  organisations = [];
  search = finder({ table, directory: { organisationsIn: async () => organisations } });
});
const bring = async (services: AlissService[]) => putSnapshot(services, { licence: 'CC BY 4.0', to: [] }, { table, at, besides: () => [] });
const one = (id: string, more: Partial<AlissService> = {}): AlissService => ({
  id,
  name: id,
  organisation: 'O',
  categories: [],
  access: [],
  groups: [],
  serves: [],
  places: [],
  ...more,
});
const keys = async () => (await search.findable(glasgow)).entries.map(({ key }) => key).sort();
const pantry = (more: object): Versioned<Organisation> =>
  ({
    id: 'drumgarth',
    name: 'Drumgarth',
    area: glasgow,
    services: [{ id: 'parcels', name: 'Food parcels', fields: [], ...more }],
    version: { versionId: 1, lastUpdated: at },
  }) as never;

test('a hub without a copy of ALISS has its own services', async () => {
  organisations = [pantry({})];
  expect(await search.findable(glasgow)).toMatchObject({ entries: [{ key: 'drumgarth.parcels' }] });
  expect(await search.findable(glasgow)).not.toHaveProperty('attribution');
});
test('a service that is in both stands once; what is gone is not offered; what takes nobody neither', async () => {
  await bring([one('a'), one('b', { gone: '2026-11-01' as never }), one('c', { deprioritised: true }), one('d')]);
  organisations = [pantry({ aliss: 'A' })];
  expect(await keys()).toEqual(['aliss.d', 'drumgarth.parcels']);
  organisations = [pantry({ aliss: 'a', active: false })];
  expect(await keys()).toEqual(['aliss.d']);
  organisations = [];
  expect(await keys()).toEqual(['aliss.a', 'aliss.d']);
});
test('a search when nothing changed is one get; a new version is read once, and only its own leaves', async () => {
  await bring([one('a'), one('b')]);
  await search.findable(glasgow);
  gets.length = 0;
  for (let n = 0; n < 5; n += 1) await search.findable(glasgow);
  expect(gets).toEqual(Array(5).fill('DIRECTORY'));
  await bring([one('a'), one('b'), one('e')]);
  expect(await keys()).toContain('aliss.e');
});
test('leaves stay short: one that would be too long is parted', async () => {
  const { snapshot } = await bring(Array.from({ length: 5_000 }, (_, n) => one(`s${n}`, { about: randomBytes(1_000).toString('base64') })));
  expect(snapshot.leaves.some(({ prefix }) => prefix.length > 1)).toBe(true);
  expect((await search.findable(glasgow)).entries.length).toBe(5_000);
});
test('six thousand services are searched with one read of what says whether the copy is still the same', async () => {
  const entries = inventedEntries(6_000);
  const aliss = {
    page: async (n: number) => {
      const page = readPage(answer(entries, new URL(`http://x/v5/import?page=${n}`)).body);
      return page ? { ok: true as const, page } : { ok: false as const, because: 'fault' as const };
    },
    has: async () => 'yes' as const,
  };
  await syncAliss({ aliss, table, clock: { now: () => at }, ids: { short: () => 'one' }, pause: async () => undefined });
  await search.findable(glasgow);
  const wishes = ['food', '', 'walk tea', 'advice'].map((text) => ({
    area: glasgow,
    text,
    need: 'food-fuel' as const,
    day: 2,
    access: ['step-free' as const],
    point: { latitude: 55.86, longitude: -4.25 },
  }));
  gets = [];
  let found = 0;
  for (let n = 0; n < 200; n += 1) {
    const { entries: all } = await search.findable(glasgow);
    const { matches, mayMatch } = find(all, wishes[n % wishes.length] ?? {});
    found += matches.length + mayMatch.length;
  }
  expect(found).toBeGreaterThan(1_000);
  expect(gets.length).toBe(200);
});
