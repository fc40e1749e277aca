/** Holds the figures that stand against the log, makes good what was only late, and says what differs. */
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';
import { readMark } from './count-mark.ts';
import { areaCells, type Cell, type Counted, cellsOf, now, placeOf, type Section, sections, wholeArea } from './counted/tally.ts';
import { countAll } from './counting-store.ts';
import { currentSet } from './counts.ts';
import { tallyOf } from './figures-store.ts';
import { monthsOf } from './period.ts';
import { canonical, inBatches, type PracticePlace, type Recounted, type Recounting, recountPractice } from './recount-store.ts';

/** What stands of a practice in these months. */
const standing = async ({ area, practice }: PracticePlace, months: readonly string[], { table }: Recounting) => {
  const places = months.flatMap((month) => [...new Set(Object.values(sections))].map((section) => ({ month, section })));
  const items = await table.getAll(places.map(({ month, section }) => keys.figuresOf(currentSet, area, month, section, practice)));
  return places.flatMap(({ month, section }, n) => {
    const item = items[n];
    return item ? [{ item, cell: { area, practice, month, section, tally: tallyOf(item) } }] : [];
  });
};
type Stands = Awaited<ReturnType<typeof standing>>;
/** What an update expression of 4 KB holds with room to spare. */
const atATime = 50;
/** What came to 0 still takes room: it goes, unless somebody has counted it since. */
const tidy = async (stands: Stands, { table }: Recounting): Promise<number> => {
  let tidied = 0;
  for (const { item, cell } of stands) {
    const update = keys.figuresOf(currentSet, cell.area, cell.month, cell.section, cell.practice);
    const zeros = Object.keys(item).filter((name) => item[name] === 0);
    for (let at = 0; at < zeros.length; at += atATime) {
      const remove = zeros.slice(at, at + atATime);
      const { outcome } = await table.write([{ update, remove, when: { equals: Object.fromEntries(remove.map((name) => [name, 0])) } }]);
      if (outcome === 'written') tidied += remove.length;
    }
  }
  return tidied;
};

/** `late`: people whose newest deeds were not in the figures yet and are now. `differs`: places that still say something else than the log. */
type Reconciled = { practice: string; people: number; commits: number; late: number; differs: readonly string[]; tidied: number };

const differing = (expected: readonly Cell[], stands: readonly Cell[]): string[] => {
  const [one, other] = [expected, stands].map(
    (cells) => new Map(cells.filter(({ tally }) => Object.keys(tally).length > 0).map((cell) => [placeOf(cell), canonical([cell])])),
  );
  const places = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...places].filter((place) => one?.get(place) !== other?.get(place)).sort();
};

/** Whose mark says something else than the log. */
const behind = async ({ people, merged }: Recounted, { table }: Recounting): Promise<{ person: PersonId }[]> => {
  const everybody: (readonly [PersonId, Counted | undefined])[] = [...people, ...merged.map((person) => [person, undefined] as const)];
  const marks = await table.getAll(everybody.map(([person]) => keys.countMark(currentSet, person)));
  return everybody.flatMap(([person, counted], n) => (textOf(readMark(marks[n]).counted) === textOf(counted) ? [] : [{ person }]));
};
const textOf = (counted: Counted | undefined): string => (counted ? canonical(cellsOf(counted)) : '');

/** Holds what stands against the log. `until`: the newest month there can be. */
export const reconcile = async (place: PracticePlace, until: string, deps: Recounting): Promise<Reconciled> => {
  const recounted = await recountPractice(place, deps);
  const late = await behind(recounted, deps);
  if (late.length > 0) await countAll(late, deps);
  const expected = late.length > 0 ? await recountPractice(place, deps) : recounted;
  const first =
    expected.cells
      .map(({ month }) => month)
      .filter((month) => month !== now)
      .sort()[0] ?? until;
  const stands = await standing(place, [...monthsOf({ from: first, to: until }), now], deps);
  const differs = differing(
    expected.cells,
    stands.map(({ cell }) => cell),
  );
  return { practice: place.practice, people: expected.people.size, commits: expected.commits, late: late.length, differs, tidied: await tidy(stands, deps) };
};

/** Months back: what is older never changes. */
const areaMonths = 60;
const monthsBack = (last: string): string[] => {
  const months = monthsOf({ from: `${Number(last.slice(0, 4)) - areaMonths / 12}${last.slice(4)}`, to: last });
  return [...months, now];
};
/** Whether an area's own figures are those of its practices added up. */
const reconcileArea = async (area: string, until: string, deps: Recounting): Promise<Reconciled> => {
  const months = monthsBack(until);
  const read = await inBatches(months, 12, async (month) => everyItem(deps.table, { pk: keys.figures(currentSet, area, month) }));
  const cells = read.flatMap((items, n) =>
    items.map((item): Cell => {
      const [section = '', practice = ''] = item.sk.split('#');
      return { area, practice, month: months[n] ?? '', section: sectionNamed(section), tally: tallyOf(item) };
    }),
  );
  const of = (whole: boolean) => cells.filter(({ practice }) => (practice === wholeArea) === whole);
  const stands = await standing({ area, practice: wholeArea }, months, deps);
  const differs = differing(areaCells(of(false)), of(true));
  return { practice: `${area} ${wholeArea}`, people: 0, commits: 0, late: 0, differs, tidied: await tidy(stands, deps) };
};
const sectionNamed = (name: string): Section => {
  const found = Object.values(sections).find((section) => section === name);
  if (!found) throw new Error('figures of no section');
  return found;
};

/** Milliseconds after which everything is held against the log again. */
const reconciledEvery = 24 * 60 * 60_000;
type All = Recounting & {
  areas(): Promise<readonly string[]>;
  practicesIn(area: string): Promise<readonly PracticePlace[]>;
  now(): Instant;
  mayGoOn(): boolean;
};

/** Practice after practice, from where the run before broke off; nothing where all was done within a day. What differs is looked at twice: somebody may have been counting. */
export const reconcileAll = async (deps: All): Promise<Reconciled[]> => {
  const [item, now] = [await deps.table.get(keys.recounted), deps.now()];
  if (item?.at !== undefined && Date.parse(String(item.at)) + reconciledEvery > Date.parse(now) && item.left === undefined) return [];
  const areas = [...(await deps.areas())].sort();
  const places = (await Promise.all(areas.map((area) => deps.practicesIn(area)))).flat();
  const left = item?.left === undefined ? places : places.slice(places.findIndex(({ practice }) => practice === String(item.left)));
  const done: Reconciled[] = [];
  for (const place of left) {
    if (!deps.mayGoOn()) {
      await deps.table.write([{ put: { ...keys.recounted, at: now, left: place.practice } }]);
      return done;
    }
    const first = await reconcile(place, now.slice(0, 7), deps);
    done.push(first.differs.length === 0 ? first : await reconcile(place, now.slice(0, 7), deps));
  }
  for (const area of areas) {
    const first = await reconcileArea(area, now.slice(0, 7), deps);
    done.push(first.differs.length === 0 ? first : await reconcileArea(area, now.slice(0, 7), deps));
  }
  await deps.table.write([{ put: { ...keys.recounted, at: now } }]);
  return done;
};
