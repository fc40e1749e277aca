import { beforeAll, describe, expect, test } from 'vitest';
import { asKnownAt } from '#insight/counted/life';
import { placeOf, sections, wholeArea } from '#insight/counted/tally';
import { countAll } from '#insight/counting-store';
import { currentSet, setAsAt } from '#insight/counts';
import { readCells } from '#insight/figures-store';
import { reconcile, reconcileAll } from '#insight/reconcile-store';
import { canonical, type PracticePlace, recountPractice, writeSet } from '#insight/recount-store';
import { askedSet, askForSet, makeAskedSets } from '#insight/sets-store';
import { countingIn } from '#local/simulate/counting';
import { type Lived, live } from '#local/simulate/live';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import type { Instant, LocalDate, Table } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { endOfLondonDay } from '#referral/working-days';

const newest = '2026-12';
type Town = { tables: Record<'referrals' | 'access' | 'work', ReturnType<typeof memoryTable>>; lived: Lived; referrals: ReferralId[]; places: PracticePlace[] };
let town: Town;
beforeAll(async () => {
  const tables = { referrals: memoryTable(), access: memoryTable(), work: memoryTable() };
  const referrals = new Set<ReferralId>();
  const lived = await live({ people: 120, months: 10, practices: 4, organisations: 8 }, tables, { told: ({ referral }) => referrals.add(referral) });
  const places = lived.programme.practices.map(({ id }) => ({ practice: id, area: lived.programme.area }));
  town = { tables, lived, referrals: [...referrals], places };
}, 120_000);

/** Everybody counted one by one, into figures of their own; `before`: and at these times already. */
const counted = async (before: readonly string[] = []) => {
  const tables = { ...town.tables, work: memoryTable() };
  const deps = countingIn(tables);
  const everybody = town.referrals.map((referral) => ({ referral }));
  for (const at of before) {
    const then = async (...asked: Parameters<typeof deps.readLife>) => {
      const read = await deps.readLife(...asked);
      return 'life' in read ? { life: asKnownAt(read.life, at as Instant) } : read;
    };
    expect(await countAll(everybody, { ...deps, readLife: then })).toEqual({ failed: [] });
  }
  expect(await countAll(everybody, deps)).toEqual({ failed: [] });
  return { work: tables.work, deps };
};
const months = (places: readonly { month: string }[]) => [...new Set(places.map(({ month }) => month))];
const standing = async (table: Table, place: PracticePlace, asked: readonly string[], set = currentSet) =>
  (
    await Promise.all(
      [...new Set(Object.values(sections))].map((section) => readCells(table, { set, areas: [place.area], months: asked, section, practice: place.practice })),
    )
  )
    .flat()
    // The minutes come along with all.
    .filter((one, n, all) => Object.keys(one.tally).length > 0 && all.findIndex((other) => placeOf(other) === placeOf(one)) === n);

describe('a recount from the log', () => {
  test('equals what was counted one by one, byte for byte', async () => {
    const { work, deps } = await counted();
    let [bytes, cells] = [0, 0];
    for (const place of town.places) {
      const again = await recountPractice(place, deps);
      const text = canonical(again.cells);
      expect(canonical(await standing(work, place, months(again.cells)))).toBe(text);
      bytes += text.length;
      cells += again.cells.length;
    }
    console.log(`compared ${bytes} bytes in ${cells} cells of ${town.places.length} practices, ${town.lived.commits} commits`);
    expect(cells).toBeGreaterThan(100);
  });

  test('held against the figures finds nothing where nothing is wrong, and takes away what came to 0', async () => {
    const { work, deps } = await counted(['2026-02-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']);
    const ofPractices = () => work.all().filter(({ sk }) => !sk.endsWith(`#${wholeArea}`));
    const before = ofPractices().flatMap((item) => Object.values(item).filter((value) => value === 0));
    let [tidied, commits] = [0, 0];
    for (const place of town.places) {
      const found = await reconcile(place, newest, deps);
      expect(found).toMatchObject({ late: 0, differs: [] });
      commits += found.commits;
      tidied += found.tidied;
    }
    expect(commits).toBe(town.lived.commits);
    expect(before.length).toBeGreaterThan(100);
    expect(tidied).toBe(before.length);
    expect(ofPractices().some((item) => Object.values(item).includes(0))).toBe(false);
  });

  test('counts who was overlooked, and says so', async () => {
    const { deps } = await counted();
    const fresh = countingIn({ ...town.tables, work: memoryTable() });
    const [overlooked, ...others] = town.referrals.map((referral) => ({ referral }));
    if (!overlooked) throw new Error('nobody');
    const person = await deps.personOf(overlooked.referral);
    const own = await Promise.all(others.map(async (one) => ((await deps.personOf(one.referral)) === person ? [] : [one])));
    await countAll(own.flat(), fresh);
    const all = await Promise.all(town.places.map((place) => reconcile(place, newest, fresh)));
    expect(all.map(({ late }) => late).sort()).toEqual([0, 0, 0, 1]);
    expect(all.flatMap(({ differs }) => differs)).toEqual([]);
  });

  test('names the place where somebody wrote into the figures, and changes nothing there', async () => {
    const { work, deps } = await counted();
    const [place] = town.places;
    if (!place) throw new Error('no practice');
    const { cells } = await recountPractice(place, deps);
    const month = cells.find(({ section }) => section === 'all')?.month ?? '';
    await work.write([{ update: keys.figuresOf(currentSet, place.area, month, 'all', place.practice), add: { received: 1 } }]);
    const found = await reconcile(place, newest, deps);
    expect(found).toMatchObject({ late: 0, differs: [JSON.stringify([place.area, month, 'all', place.practice])] });
    expect((await reconcile(place, newest, deps)).differs).toEqual(found.differs);
  });

  test('is never written over the figures that are kept up to date', async () => {
    const { deps } = await counted();
    const [place] = town.places;
    if (!place) throw new Error('no practice');
    await expect(writeSet(currentSet, (await recountPractice(place, deps)).cells, deps)).rejects.toThrow('never written over');
  });
});

describe('the run of a day', () => {
  const clock = (at: string) => ({ now: () => at as Instant });
  const all = (deps: ReturnType<typeof countingIn>, at: string, goesOn: () => boolean) => ({
    ...{ ...deps, ...clock(at), mayGoOn: goesOn },
    areas: async () => [town.lived.programme.area],
    practicesIn: async () => town.places,
  });

  test('goes through every practice once, goes on where it broke off, and rests until a day is over', async () => {
    const { deps } = await counted();
    let left = 2;
    const few = await reconcileAll(
      all(deps, '2026-12-01T02:00:00.000Z', () => {
        left -= 1;
        return left >= 0;
      }),
    );
    expect(few.map(({ practice }) => practice)).toEqual(town.places.slice(0, 2).map(({ practice }) => practice));
    const rest = await reconcileAll(all(deps, '2026-12-01T02:10:00.000Z', () => true));
    const { area } = town.lived.programme;
    expect(rest.map(({ practice }) => practice)).toEqual([...town.places.slice(2).map(({ practice }) => practice), `${area} ${wholeArea}`]);
    expect(rest.flatMap(({ differs }) => differs)).toEqual([]);
    expect(await reconcileAll(all(deps, '2026-12-01T12:00:00.000Z', () => true))).toEqual([]);
    expect(await reconcileAll(all(deps, '2026-12-02T02:20:00.000Z', () => true))).toHaveLength(town.places.length + 1);
  });

  test('makes the figures of a past day that were asked for, once, beside those that stand', async () => {
    const { work, deps } = await counted();
    const { area } = town.lived.programme;
    const day = '2026-04-30' as LocalDate;
    const before = JSON.stringify(work.all().filter(({ pk }) => pk.startsWith(`FIGURES#${currentSet}#${area}`)));
    await askForSet(work, { area, day, askedAt: '2026-12-01T01:00:00.000Z' as Instant });
    await askForSet(work, { area, day, askedAt: '2026-12-01T01:05:00.000Z' as Instant });
    const run = all(deps, '2026-12-01T02:00:00.000Z', () => true);
    expect(await makeAskedSets({ ...run, mayGoOn: () => false })).toEqual({ made: 0, waiting: 1 });
    expect(await makeAskedSets(run)).toEqual({ made: 1, waiting: 0 });
    expect(await makeAskedSets(run)).toEqual({ made: 0, waiting: 0 });
    expect(await askedSet(work, area, day)).toMatchObject({ askedAt: '2026-12-01T01:00:00.000Z', done: '2026-12-01T02:00:00.000Z' });
    expect(JSON.stringify(work.all().filter(({ pk }) => pk.startsWith(`FIGURES#${currentSet}#${area}`)))).toBe(before);
    let received = 0;
    for (const place of town.places) {
      const then = await recountPractice(place, deps, endOfLondonDay(day));
      expect(canonical(await standing(work, place, months(then.cells), setAsAt(day)))).toBe(canonical(then.cells));
      received += then.cells.reduce((sum, { section, tally }) => sum + (section === 'all' ? (tally.received ?? 0) : 0), 0);
      expect(then.cells.every(({ month }) => month === 'now' || month <= '2026-04')).toBe(true);
    }
    expect(received).toBeGreaterThan(20);
    expect(received).toBeLessThan(town.referrals.length);
  });
});
