/** What the hub shows of a practice's capacities, from what is stored anyway. */
import { beforeEach, expect, test } from 'vitest';
import { putSnapshot } from '#directory/aliss/snapshot-store';
import { noteGap } from '#directory/gaps-store';
import { noteSignpost } from '#directory/signposts-store';
import { evidenceOfStores } from '#improvement/evidence-store';
import type { LocalDate, Table } from '#platform/types';
import { at, communityHub, onboarded, uuid, yesterday } from '#test/community-hub';
import type { TwoAreas } from '#test/set-up-hub';

const [quarter, before, today] = ['2026-10-01', '2026-07-01', '2026-11-23'] as LocalDate[] as [LocalDate, LocalDate, LocalDate];
const area = 'S12000049';
let hub: TwoAreas;
beforeEach(async () => {
  hub = await communityHub();
});
const shown = async (of = quarter, table: Table = hub.access) => {
  const all = await evidenceOfStores({ table, directory: hub.directory, today })('birchtree' as never, of);
  return Object.fromEntries(all.map(({ what, ...one }) => [what, one]));
};
const signposted = async (count: number) => {
  for (let n = 0; n < count; n += 1) await noteSignpost(hub.access, { area, month: '2026-11', entry: 'aliss.one', once: `p${n}` });
};
const withLists = (sizes: Record<string, number>) =>
  hub.onboard({
    practices: Object.entries(sizes).map(([id, patients]) => ({ id, name: id, area, listSizes: [{ day: quarter, patients }] })),
  });

test('the directory is shown as it is, with the day and the area; without a copy of ALISS nothing is said of it', async () => {
  const { services, reviewed, contacts, spoken } = await shown();
  expect(services).toEqual({ asOf: today, within: 'Glasgow City', count: 2 });
  expect(reviewed).toBeUndefined();
  expect([contacts, spoken]).toEqual(Array(2).fill({ asOf: today, within: 'Glasgow City', count: 0, of: 2 }));
});
test('an entry in ALISS counts where somebody looked at it in the last 180 days', async () => {
  await hub.onboard({ organisations: [{ ...onboarded, services: [{ ...onboarded.services[0], aliss: uuid }] }] });
  const copy = async (reviewed: string) => {
    const listed = { id: uuid, name: 'Pantry', organisation: 'Drumgarth', categories: [], access: [], groups: [], serves: [], places: [], reviewed };
    await putSnapshot([listed as never], { licence: 'CC BY 4.0', to: [] }, { table: hub.access, at: hub.now(), besides: () => [] });
    return (await shown()).reviewed;
  };
  expect(await copy('2026-05-27')).toMatchObject({ count: 1, of: 2 });
  expect(await copy('2026-05-26')).toMatchObject({ count: 0, of: 2 });
});
test('an organisation that was spoken to this quarter counts, and one with a named contact', async () => {
  await hub.post('elspeth', `${at}/people`, { do: 'add', name: 'Tam Rafferty' });
  const [year, month, date] = yesterday.split('-');
  await hub.post('elspeth', `${at}/talk`, { do: 'note', way: 'visit', text: 'All well', 'on-day': date, 'on-month': month, 'on-year': year });
  const { contacts, spoken } = await shown();
  expect([contacts?.count, spoken?.count]).toEqual([1, 1]);
});
test('people told of a place are said for each thousand only where every list of the area is known', async () => {
  await signposted(12);
  expect((await shown()).signposts).toEqual({ asOf: today, within: 'Glasgow City', count: 12 });
  await withLists({ birchtree: 4000 });
  expect((await shown()).signposts?.perThousand, 'one list is missing').toBeUndefined();
  await withLists({ birchtree: 4000, thistledown: 6000 });
  expect((await shown()).signposts?.perThousand).toBe(1.2);
  expect((await shown(before)).signposts?.count).toBe(0);
});
test('a small number of people is not said, nor a rate of it', async () => {
  await withLists({ birchtree: 4000, thistledown: 6000 });
  await signposted(4);
  await noteGap(hub.access, { area, month: '2026-10', need: 'housing', once: 'a' });
  const { signposts, gaps } = await shown();
  expect([signposts, gaps]).toEqual(Array(2).fill({ asOf: today, within: 'Glasgow City', count: 'few' }));
});
test('time of practitioners stands beside the list, and nothing where it is not known', async () => {
  expect((await shown()).time).toBeUndefined();
  await hub.onboard({ practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'], wte: [{ from: '2026-01-01', wte: 0.8 }] }] });
  await withLists({ birchtree: 4310 });
  expect((await shown()).time).toEqual({ asOf: today, count: 0.8, of: 4310 });
});
test('of a quarter that is over nothing is said that was not kept, and its day is its last', async () => {
  const past = await shown(before);
  expect(Object.keys(past).sort()).toEqual(['gaps', 'sessions', 'signposts', 'stories']);
  expect(past.gaps?.asOf).toBe('2026-09-30');
});
test('no partition of the table is read but a few, however many people there are', async () => {
  let [reads, items] = [0, 0];
  const counted: Table = {
    ...hub.access,
    query: async (query) => {
      reads += 1;
      const page = await hub.access.query(query);
      items += page.items.length;
      return page;
    },
  };
  await shown(quarter, counted);
  console.log(`${reads} queries, ${items} items`);
  expect(reads).toBeGreaterThan(1);
  expect(reads).toBeLessThan(6);
});
