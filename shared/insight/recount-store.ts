/** Counts everything of a practice once more from the log, apart from what stands: to hold one against the other, or to know what was known at a time. */
import { everyItem } from '#platform/every-item';
import { indexKeys, keys } from '#platform/tables';
import type { Instant, Item } from '#platform/types';
import { plainHead } from '#referral/packed-store';
import { type CaseRow, caseRowFrom } from '#referral/referral-items';
import type { PersonId, ReferralId } from '#referral/types';
import { countedOf } from './counted/counted-of.ts';
import { asKnownAt, type Life } from './counted/life.ts';
import { type Cell, type Counted, cellsOf, merged, placeOf, type Tally } from './counted/tally.ts';
import type { Counting } from './counting-store.ts';
import { currentSet } from './counts.ts';
import { type Lives, leadsOn, readLife } from './life-store.ts';

export type Recounting = Counting & { lives: Lives /** How many lives are read at once. */; atOnce?: number };
export type PracticePlace = { area: string; practice: string };

export const inBatches = async <T, R>(all: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> => {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += atOnce) done.push(...(await Promise.all(all.slice(at, at + atOnce).map(work))));
  return done;
};

const headsAtOnce = 100;
/** Whose referrals lie at the practice, with those of each. */
const peopleOf = async (practice: string, { referrals }: Lives): Promise<Map<PersonId, ReferralId[]>> => {
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

type Known = { of: Map<PersonId, ReferralId[]> /** Records that stand for nobody by themselves. */; merged: PersonId[] };
/** Each under the record that stands for the person; a merged record leads straight to it. */
const standingFor = async (people: Map<PersonId, ReferralId[]>, { referrals }: Lives): Promise<Known> => {
  const known: Known = { of: new Map(), merged: [] };
  const all = [...people];
  for (let at = 0; at < all.length; at += headsAtOnce) {
    const some = all.slice(at, at + headsAtOnce);
    const items = await referrals.getAll(some.map(([person]) => keys.person(person)));
    for (const [n, [person, own]] of some.entries()) {
      const leadsTo = leadsOn(items[n]);
      if (leadsTo) known.merged.push(person);
      known.of.set(leadsTo ?? person, [...(known.of.get(leadsTo ?? person) ?? []), ...own]);
    }
  }
  return known;
};
/** Many live in the same street. */
const remembering = ({ quintileOf, ...lives }: Lives): Lives => {
  const found = new Map<string | undefined, ReturnType<Lives['quintileOf']>>();
  return {
    ...lives,
    quintileOf: (postcode) => {
      const known = found.get(postcode) ?? quintileOf(postcode);
      found.set(postcode, known);
      return known;
    },
  };
};
type Lived = { lives: Map<PersonId, Life>; merged: PersonId[] };
const livesOf = async (practice: string, { lives, atOnce = 16 }: Recounting, asAt: Instant | undefined): Promise<Lived> => {
  const known = await standingFor(await peopleOf(practice, lives), lives);
  const deps = remembering(lives);
  const how = { all: true, ...(asAt === undefined ? {} : { asAt }) };
  const read = await inBatches([...known.of], atOnce, async ([person, referrals]) => [person, await readLife(person, referrals, deps, how)] as const);
  return { lives: new Map(read.flatMap(([person, one]) => ('life' in one ? [[person, one.life] as const] : []))), merged: known.merged };
};

export type Recounted = { cells: Cell[]; people: Map<PersonId, Counted> /** Records merged into others. */; merged: readonly PersonId[]; commits: number };
/** From the log alone. `asAt`: as it was known then. */
export const recountPractice = async ({ area, practice }: PracticePlace, deps: Recounting, asAt?: Instant): Promise<Recounted> => {
  const [{ lives, merged: away }, closed] = await Promise.all([livesOf(practice, deps, asAt), deps.closedDays(area)]);
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
export const writeSet = async (set: string, cells: readonly Cell[], { table }: Pick<Counting, 'table'>): Promise<void> => {
  if (set === currentSet) throw new Error('the figures that are kept up to date are never written over');
  if (cells.length > 0) await table.putAll(cells.map((cell) => itemOf(set, cell)));
};

/** One text for the same figures, however they were come by. */
export const canonical = (cells: readonly Cell[]): string => {
  const sortedTally = (tally: Tally) => Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = cells.map((cell) => `${placeOf(cell)} ${JSON.stringify(sortedTally(cell.tally))}`);
  return lines.sort().join('\n');
};
