/** What the hub shows of a practice's capacities, from what is stored anyway. */
import { beforeEach, describe, expect, test } from 'vitest';
import { putSnapshot } from '#directory/aliss/snapshot-store';
import { noteGap } from '#directory/gaps-store';
import { noteSignpost } from '#directory/signposts-store';
import { evidenceOfStores } from '#improvement/evidence-store';
import { currentSet } from '#insight/counts';
import { keys } from '#platform/tables';
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
  const all = await evidenceOfStores({ table, work: hub.ports.subscriptions.work, directory: hub.directory, today })('birchtree' as never, of);
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
  expect(Object.keys(past).sort()).toEqual(['accepted', 'gaps', 'sessions', 'signposts', 'stories']);
  expect(past.gaps?.asOf).toBe('2026-09-30');
});
describe('from the figures, of the practice alone', () => {
  /** As the counting writes them. */
  const figures = (month: string, counts: Record<string, number>, section = 'all', practice = 'birchtree') =>
    hub.ports.subscriptions.work.write([{ put: { ...keys.figuresOf(currentSet, area, month, section, practice), ...counts } }]);
  test('needs recorded and the wait are of those referred in the quarter', async () => {
    await figures('2026-10', { received: 8, hasNeed: 6, 'worked.4': 3, 'worked.9': 1, waiting: 2 });
    await figures('2026-11', { received: 12, hasNeed: 11, 'worked.4': 1, 'worked.12': 3, waiting: 5 });
    await figures('2026-09', { received: 50, hasNeed: 0, 'worked.1': 50 });
    await figures('2026-11', { received: 99, hasNeed: 1 }, 'all', 'thistledown');
    const { needs, wait } = await shown();
    expect(needs).toEqual({ asOf: today, count: 17, of: 20 });
    expect(wait).toEqual({ asOf: today, count: 4, of: 8, still: 7 });
    expect((await shown(before)).needs).toMatchObject({ count: 0, of: 50, asOf: '2026-09-30' });
  });
  test('of fewer than five nothing is said', async () => {
    await figures('2026-10', { received: 4, hasNeed: 3, 'worked.4': 1 });
    const { needs, wait } = await shown();
    expect([needs?.count, wait?.count]).toEqual(['few', 'few']);
  });
  test('open people are said for each whole-time practitioner where it is known how much of her week is for this practice', async () => {
    const works = (practices: string[], parts = {}) =>
      hub.onboard({ practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices, wte: [{ from: '2026-01-01', wte: 0.8, ...parts }] }] });
    await figures('now', { open: 30 });
    await works(['birchtree']);
    expect((await shown()).caseload).toEqual({ asOf: today, count: 30, perWte: 37.5 });
    await works(['birchtree', 'thistledown']);
    expect((await shown()).caseload).toEqual({ asOf: today, count: 30 });
    const parts = [
      { practice: 'birchtree', wte: 0.5 },
      { practice: 'thistledown', wte: 0.3 },
    ];
    await works(['birchtree', 'thistledown'], { parts });
    expect((await shown()).caseload).toEqual({ asOf: today, count: 30, perWte: 60 });
  });
  test('an organisation that said yes counts once in twelve months', async () => {
    await figures('2025-12', { 'organisation:drumgarth|accepted': 2, 'organisation:cairn|sent': 3 }, 'organisation');
    await figures('2026-11', { 'organisation:drumgarth|accepted': 1, 'organisation:shed|accepted': 1 }, 'organisation');
    await figures('2025-11', { 'organisation:long-ago|accepted': 1 }, 'organisation');
    expect((await shown()).accepted).toEqual({ asOf: today, count: 2 });
  });
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
