/** Counts referrals into the figures, once each, whatever is repeated, lost, late or done by two at a time. */
import { keys } from '#platform/tables';
import type { Ids, Item, Key, Table, Write } from '#platform/types';
import type { Commit, ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { moveMark, readMark } from './count-mark.ts';
import { contribution } from './delivery-figures.ts';
import { type Cell, difference, merged, placeOf } from './tally.ts';

export type Counting = {
  /** The table `work`. */
  table: Table;
  /** All of them, consistent, in order. */
  readCommits(referral: ReferralId): Promise<Commit[]>;
  ids: Pick<Ids, 'bytes'>;
  /** Waits so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
};
/** `busy`: others count there, ask again. `broken`: reading or writing failed, `error` says how. */
type Uncounted = { referral: ReferralId } & ({ because: 'busy' } | { because: 'broken'; error: unknown });

const maximumWrites = 100;
const maximumRounds = 6;

type Addition = { referral: ReferralId; mark: Write; cells: Cell[] };

const keyOf = (cell: Cell): Key => keys.figuresOf(cell.area, cell.day, cell.practice);
const writesOf = (additions: readonly Addition[]): Write[] => [
  ...additions.map(({ mark }) => mark),
  ...merged(additions.flatMap(({ cells }) => cells)).map((cell): Write => ({ update: keyOf(cell), add: { ...cell.tally } })),
];

/** What is still to be added; nothing costs no write. Commits that another counter has passed are left to it. */
const additionOf = async (referral: ReferralId, marked: Promise<Item | undefined>, deps: Counting): Promise<Addition | undefined> => {
  const key = keys.countMark(referral);
  const [item, commits] = await Promise.all([marked, deps.readCommits(referral)]);
  if (commits.some(({ rev }, n) => rev !== n + 1)) throw new Error('a commit is missing between others');
  const mark = readMark(item);
  if (commits.length < mark.rev) return undefined;
  const now = contribution(commits, londonDate);
  const cells = difference(now, mark.cells);
  return cells.length === 0 ? undefined : { referral, mark: moveMark(key, mark, { rev: commits.length, cells: now }), cells };
};

/** As many referrals together as one transaction holds; the figures of a day that they share are one write. */
const grouped = (additions: readonly Addition[]): Addition[][] => {
  const groups: Array<{ additions: Addition[]; places: Set<string> }> = [];
  for (const addition of additions) {
    const own = addition.cells.map(placeOf);
    const last = groups.at(-1);
    const places = new Set([...(last?.places ?? []), ...own]);
    if (last && last.additions.length + 1 + places.size <= maximumWrites) groups.splice(-1, 1, { additions: [...last.additions, addition], places });
    else groups.push({ additions: [addition], places: new Set(own) });
  }
  return groups.map((group) => group.additions);
};

type Round = { again: ReferralId[]; failed: Uncounted[] };

const broken = (referral: ReferralId, error: unknown): Uncounted => ({ referral, because: 'broken', error });

const writeGroup = async (group: readonly Addition[], deps: Counting): Promise<Round> => {
  const referrals = group.map(({ referral }) => referral);
  try {
    const { outcome } = await deps.table.write(writesOf(group));
    return { again: outcome === 'written' ? [] : referrals, failed: [] };
  } catch (error) {
    return { again: [], failed: referrals.map((referral) => broken(referral, error)) };
  }
};

const countRound = async (referrals: readonly ReferralId[], deps: Counting): Promise<Round> => {
  const marks = deps.table.getAll(referrals.map((referral) => keys.countMark(referral)));
  const markOf = (n: number) => marks.then((all) => all[n]);
  const read = await Promise.allSettled(referrals.map((referral, n) => additionOf(referral, markOf(n), deps)));
  const additions = read.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
  const unread = read.flatMap((one, n) => (one.status === 'rejected' ? referrals.slice(n, n + 1).map((referral) => broken(referral, one.reason)) : []));
  const rounds: Round[] = [{ again: [], failed: unread }];
  for (const group of grouped(additions)) rounds.push(await writeGroup(group, deps));
  return { again: rounds.flatMap(({ again }) => again), failed: rounds.flatMap(({ failed }) => failed) };
};

/** Counts what these referrals have done since they were last counted, and says which could not be. Safe to repeat at any time. */
export const countAll = async (referrals: readonly ReferralId[], deps: Counting): Promise<{ failed: Uncounted[] }> => {
  const failed: Uncounted[] = [];
  let left = [...new Set(referrals)];
  for (let round = 0; left.length > 0 && round < maximumRounds; round += 1) {
    if (round > 0) await deps.pause(20 + (deps.ids.bytes(1)[0] ?? 0));
    const result = await countRound(left, deps);
    failed.push(...result.failed);
    left = result.again;
  }
  return { failed: [...failed, ...left.map((referral): Uncounted => ({ referral, because: 'busy' }))] };
};
