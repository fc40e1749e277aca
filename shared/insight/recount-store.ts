/** Counts everything of a practice once more from the log, apart from what stands: to hold one against the other, or to know what was known at a time. */
import { everyItem } from '#platform/every-item';
import { indexKeys, keys } from '#platform/tables';
import type { Instant, Item, Table } from '#platform/types';
import { plainHead } from '#referral/packed-store';
import { type CaseRow, caseRowFrom } from '#referral/referral-items';
import type { PersonId, ReferralId } from '#referral/types';
import { countedOf } from './counted/counted-of.ts';
import { asKnownAt, type Life } from './counted/life.ts';
import { type Cell, type Counted, cellsOf, merged, placeOf, type Tally } from './counted/tally.ts';
import type { Counting } from './counting-store.ts';
import { currentSet } from './counts.ts';

export type Recounting = Counting & {
  /** The table `referrals`. */
  referrals: Table;
  /** How many lives are read at once. */
  atOnce?: number;
};
export type PracticePlace = { area: string; practice: string };

export const inBatches = async <T, R>(all: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> => {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += atOnce) done.push(...(await Promise.all(all.slice(at, at + atOnce).map(work))));
  return done;
};

const headsAtOnce = 100;
/** Whose referrals lie at the practice, with those of each. */
const peopleOf = async (practice: string, { referrals }: Recounting): Promise<Map<PersonId, ReferralId[]>> => {
  const rows = (await Promise.all([true, false].map((open) => everyItem(referrals, { index: 'party', pk: indexKeys.partyOf('P', practice, open) })))).flat();
  const batches = Array.from({ length: Math.ceil(rows.length / headsAtOnce) }, (_, n) => rows.slice(n * headsAtOnce, (n + 1) * headsAtOnce));
  const people = new Map<PersonId, ReferralId[]>();
  for (const batch of batches) {
    const heads = await referrals.getAll(batch.map(({ pk, sk }) => ({ pk, sk })));
    for (const { person, id } of heads.flatMap((item): CaseRow[] => (item ? [caseRowFrom(plainHead(item))] : [])))
      people.set(person, [...(people.get(person) ?? []), id]);
  }
  return people;
};

type Lived = { lives: Map<PersonId, Life> /** Records that stand for nobody by themselves. */; merged: PersonId[] };
/** Every life of the practice, each under the record that stands for the person. */
const livesOf = async (practice: string, deps: Recounting): Promise<Lived> => {
  const { atOnce = 16 } = deps;
  const lives = new Map<PersonId, Life>();
  const away: PersonId[] = [];
  let asked = await peopleOf(practice, deps);
  while (asked.size > 0) {
    const read = await inBatches([...asked], atOnce, async ([person, known]) => ({ person, known, read: await deps.readLife(person, known) }));
    const led = new Map<PersonId, ReferralId[]>();
    for (const one of read) {
      if ('life' in one.read) {
        lives.set(one.person, one.read.life);
        continue;
      }
      away.push(one.person);
      led.set(one.read.leadsTo, [...(led.get(one.read.leadsTo) ?? []), ...one.known]);
    }
    for (const person of lives.keys()) led.delete(person);
    asked = led;
  }
  return { lives, merged: away };
};

export type Recounted = { cells: Cell[]; people: Map<PersonId, Counted> /** Records merged into others. */; merged: readonly PersonId[]; commits: number };
/** From the log alone. `asAt`: as it was known then. */
export const recountPractice = async ({ area, practice }: PracticePlace, deps: Recounting, asAt?: Instant): Promise<Recounted> => {
  const [{ lives, merged: away }, closed] = await Promise.all([livesOf(practice, deps), deps.closedDays(area)]);
  const known = [...lives].map(([person, life]) => [person, asAt === undefined ? life : asKnownAt(life, asAt)] as const);
  const people = new Map(
    known.flatMap(([person, life]) => {
      const counted = countedOf(life, closed);
      return counted ? [[person, counted] as const] : [];
    }),
  );
  return {
    people,
    cells: merged([...people.values()].flatMap(cellsOf)),
    merged: away,
    commits: known.reduce((sum, [, { referrals }]) => sum + [...referrals.values()].reduce((all, commits) => all + commits.length, 0), 0),
  };
};

const itemOf = (set: string, { area, month, section, practice, tally }: Cell): Item => ({ ...keys.figuresOf(set, area, month, section, practice), ...tally });
/** Into a set that nobody counts into: another one than the current. */
export const writeSet = async (set: string, { cells }: Recounted, { table }: Pick<Counting, 'table'>): Promise<void> => {
  if (set === currentSet) throw new Error('the figures that are kept up to date are never written over');
  if (cells.length > 0) await table.putAll(cells.map((cell) => itemOf(set, cell)));
};

/** One text for the same figures, however they were come by. */
export const canonical = (cells: readonly Cell[]): string => {
  const sortedTally = (tally: Tally) => Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = cells.map((cell) => `${placeOf(cell)} ${JSON.stringify(sortedTally(cell.tally))}`);
  return lines.sort().join('\n');
};
