/** Counts people into the figures, once each, whatever is repeated, lost, late or done by two at a time. */
import { keys } from '#platform/tables';
import type { Ids, Table, Write } from '#platform/types';
import type { PersonId, ReferralId } from '#referral/types';
import type { Calendar } from '#referral/working-days';
import { type CountMark, moveMark, readMark } from './count-mark.ts';
import { countedOf } from './counted/counted-of.ts';
import { areaCells, type Cell, type Counted, cellsOf, difference } from './counted/tally.ts';
import { currentSet } from './counts.ts';
import type { LifeRead } from './life-store.ts';

export type Counting = {
  /** The table `work`. */
  table: Table;
  /** Consistent; `known` are referrals that an index may not name yet. */
  readLife(person: PersonId, known: readonly ReferralId[]): Promise<LifeRead>;
  /** Of a referral. */
  personOf(referral: ReferralId): Promise<PersonId | undefined>;
  /** The days without work of a council area. */
  closedDays(area: string): Promise<Calendar>;
  ids: Pick<Ids, 'bytes'>;
  /** Waits so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
};
/** Something happened to a referral, or to what is known of a person. */
export type ToCount = { referral: ReferralId } | { person: PersonId };
/** `busy`: others count there, ask again. `broken`: reading or writing failed, `error` says how. */
type Uncounted = { what: ToCount } & ({ because: 'busy' } | { because: 'broken'; error: unknown });

/** Of a transaction's hundred items: the mark, and each cell once for the practice and once for its area. */
const mostCells = 49;
const maximumRounds = 6;

const writesOf = (cells: readonly Cell[]): Write[] =>
  [...cells, ...areaCells(cells)].map(({ area, month, section, practice, tally }) => ({
    update: keys.figuresOf(currentSet, area, month, section, practice),
    add: { ...tally },
  }));

/** Those of `before` from a month on, those of `after` until then. */
const midway = (before: Counted | undefined, after: Counted | undefined, month: string): Counted | undefined => {
  const place = after ?? before;
  const parts = [...(after?.parts ?? []).filter((part) => part.month < month), ...(before?.parts ?? []).filter((part) => part.month >= month)];
  return place && { area: place.area, practice: place.practice, parts };
};
const cellsBetween = (after: Counted | undefined, before: Counted | undefined): Cell[] =>
  difference(after ? cellsOf(after) : [], before ? cellsOf(before) : []);

type Step = { to: Counted | undefined; cells: Cell[] };
/** The furthest step that one transaction holds: all of it, but for a long life that is counted late. */
const stepTo = (after: Counted | undefined, before: Counted | undefined): Step => {
  const cells = cellsBetween(after, before);
  if (cells.length <= mostCells) return { to: after, cells };
  const months = [...new Set(cells.map(({ month }) => month))].sort();
  const steps = months.map((month) => midway(before, after, month)).map((to) => ({ to, cells: cellsBetween(to, before) }));
  const fitting = steps.filter((step) => step.cells.length > 0 && step.cells.length <= mostCells).at(-1);
  if (!fitting) throw new Error('one month of one person fills a transaction');
  return fitting;
};

type Done = 'counted' | 'again' | { leadsTo: PersonId };
const movePerson = async (person: PersonId, mark: CountMark, read: LifeRead, deps: Counting): Promise<Done> => {
  const life = 'life' in read ? read.life : undefined;
  const area = life && [...life.referrals.values()][0]?.[0]?.events.find(({ type }) => type === 'submitted');
  const closed = area?.type === 'submitted' ? await deps.closedDays(area.facts.area) : new Set<number>();
  const after = life && countedOf(life, closed);
  const { to, cells } = stepTo(after, mark.counted);
  const referrals = life ? [...life.referrals.keys()].sort() : [];
  if (cells.length > 0) {
    const move = moveMark(keys.countMark(currentSet, person), mark, { referrals, ...(to ? { counted: to } : {}) });
    const { outcome } = await deps.table.write([move, ...writesOf(cells)]);
    if (outcome !== 'written' || to !== after) return 'again';
  }
  return 'leadsTo' in read ? read : 'counted';
};
/** The mark first: what is read after it holds all that is in it, and whoever counts meanwhile moves it. */
const countPerson = async (person: PersonId, known: readonly ReferralId[], deps: Counting): Promise<Done> => {
  const mark = readMark(await deps.table.get(keys.countMark(currentSet, person)));
  return movePerson(person, mark, await deps.readLife(person, [...new Set([...mark.referrals, ...known])]), deps);
};

type Asked = { person: PersonId; referrals: ReferralId[]; from: ToCount[] };
const resolved = async (all: readonly ToCount[], deps: Counting): Promise<{ asked: Asked[]; failed: Uncounted[] }> => {
  const read = await Promise.allSettled(all.map(async (what) => ('person' in what ? what.person : deps.personOf(what.referral))));
  const people = new Map<PersonId, Asked>();
  const failed: Uncounted[] = [];
  for (const [n, what] of all.entries()) {
    const one = read[n];
    if (one?.status === 'rejected') failed.push({ what, because: 'broken', error: one.reason });
    const person = one?.status === 'fulfilled' ? one.value : undefined;
    if (!person) continue;
    const asked = people.get(person) ?? { person, referrals: [], from: [] };
    people.set(person, { person, referrals: [...asked.referrals, ...('referral' in what ? [what.referral] : [])], from: [...asked.from, what] });
  }
  return { asked: [...people.values()], failed };
};

type Round = { again: Asked[]; failed: Uncounted[] };
const countOne = async (asked: Asked, deps: Counting): Promise<Round> => {
  try {
    const done = await countPerson(asked.person, asked.referrals, deps);
    if (done === 'counted') return { again: [], failed: [] };
    return { again: [done === 'again' ? asked : { ...asked, person: done.leadsTo }], failed: [] };
  } catch (error) {
    return { again: [], failed: asked.from.map((what) => ({ what, because: 'broken', error })) };
  }
};

/** Counts what has happened to these since they were last counted, and says which could not be. Safe to repeat at any time. */
export const countAll = async (all: readonly ToCount[], deps: Counting): Promise<{ failed: Uncounted[] }> => {
  const { asked, failed } = await resolved(all, deps);
  let left = asked;
  for (let round = 0; left.length > 0 && round < maximumRounds; round += 1) {
    if (round > 0) await deps.pause(20 + (deps.ids.bytes(1)[0] ?? 0));
    const rounds: Round[] = [];
    for (const one of left) rounds.push(await countOne(one, deps));
    failed.push(...rounds.flatMap((one) => one.failed));
    left = rounds.flatMap(({ again }) => again);
  }
  return { failed: [...failed, ...left.flatMap(({ from }) => from).map((what): Uncounted => ({ what, because: 'busy' }))] };
};
