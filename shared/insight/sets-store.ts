/** Figures as they were known at the end of a past day: asked for by a manager, counted from the log by the clock, and kept. In `work`. */
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Instant, Item, LocalDate, Table } from '#platform/types';
import { endOfLondonDay } from '#referral/working-days';
import { areaCells, type Cell, merged } from './counted/tally.ts';
import { setAsAt } from './counts.ts';
import { type PracticePlace, type Recounting, recountPractice, writeSet } from './recount-store.ts';

/** `done`: since when they stand. */
export type AskedSet = { area: string; day: LocalDate; askedAt: Instant; done?: Instant };
const setFrom = ({ sk, askedAt, done }: Item): AskedSet => {
  const [area = '', day = ''] = sk.split('#');
  return { area, day: day as LocalDate, askedAt: String(askedAt) as Instant, ...(done === undefined ? {} : { done: String(done) as Instant }) };
};

/** Asked for twice it is made once. */
export const askForSet = async (table: Table, { area, day, askedAt }: AskedSet): Promise<void> => {
  const written = await table.write([{ put: { ...keys.figuresAsked(setAsAt(day), area, day), askedAt }, when: { absent: true } }]);
  if (written.outcome === 'conflict' || written.outcome === 'throttled') throw new Error(`it could not be asked for: ${written.outcome}`);
};
export const askedSet = async (table: Table, area: string, day: LocalDate): Promise<AskedSet | undefined> => {
  const item = await table.get(keys.figuresAsked(setAsAt(day), area, day));
  return item && setFrom(item);
};

/** Of an area, whatever became of them. */
export const askedSets = async (table: Table, area: string): Promise<AskedSet[]> => {
  const { pk, sk } = keys.figuresAsked(setAsAt(''), area, '');
  return (await everyItem(table, { pk, from: sk, to: `${sk}~` })).map(setFrom);
};

type Making = Recounting & { practicesIn(area: string): Promise<readonly PracticePlace[]>; now(): Instant; mayGoOn(): boolean };
/** Makes what was asked for and does not stand yet, oldest day first; broken off, the next run makes it whole. */
export const makeAskedSets = async (deps: Making): Promise<{ made: number; waiting: number }> => {
  const all = (await everyItem(deps.table, { pk: keys.figuresAsked(setAsAt(''), '', '').pk })).map(setFrom);
  const waiting = all.filter(({ done }) => done === undefined);
  let made = 0;
  for (const { area, day, askedAt } of waiting) {
    if (!deps.mayGoOn()) break;
    const set = setAsAt(day);
    let whole: Cell[] = [];
    for (const place of await deps.practicesIn(area)) {
      const { cells } = await recountPractice(place, deps, endOfLondonDay(day));
      await writeSet(set, cells, deps);
      whole = merged([...whole, ...areaCells(cells)]);
    }
    await writeSet(set, whole, deps);
    await deps.table.write([{ put: { ...keys.figuresAsked(set, area, day), askedAt, done: deps.now() } }]);
    made += 1;
  }
  return { made, waiting: waiting.length - made };
};
