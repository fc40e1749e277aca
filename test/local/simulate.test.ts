/** An invented year: the same each time, whole however often it was cut off, and with everything in it that the figures speak of. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { planOf } from '#improvement/improvement-store';
import { cycleState, marksOn } from '#improvement/plan';
import { countable } from '#insight/countable';
import { countAll } from '#insight/counting-store';
import { countingIn } from '#local/simulate/counting';
import { type Lived, live } from '#local/simulate/live';
import { personAt } from '#local/simulate/person';
import type { LifeOptions } from '#local/simulate/programme';
import { studyOf } from '#local/simulate/study';
import { dateAt } from '#local/simulate/time';
import { together } from '#local/simulate/together';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import type { Item, Table } from '#platform/types';
import { applyCommit } from '#referral/evolve';
import { plainHead } from '#referral/packed-store';
import { fromItems } from '#referral/referral-items';
import type { Commit, Event, Referral } from '#referral/types';
import { takingPart } from '#study/consent';
import { paperState } from '#study/paper';
import { sampleStore } from '#study/sample-store';

type Tables = { referrals: ReturnType<typeof memoryTable>; access: ReturnType<typeof memoryTable> };
const emptyTables = (): Tables => ({ referrals: memoryTable(), access: memoryTable() });
const sorted = (items: Item[]): string[] => items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();
const hashOf = ({ referrals, access }: Tables): string =>
  createHash('sha256')
    .update(JSON.stringify([sorted(referrals.all()), sorted(access.all())]))
    .digest('hex');

const some: Partial<LifeOptions> = { people: 120 };
const livedWith = async (life: Partial<LifeOptions>): Promise<{ tables: Tables; lived: Lived }> => {
  const tables = emptyTables();
  return { tables, lived: await live(life, tables) };
};

let ofSome: ReturnType<typeof livedWith> | undefined;
/** Lived once, for all who but look at it. */
const livedOnce = () => {
  ofSome ??= livedWith(some);
  return ofSome;
};

/** Lets so many writes through, and then is gone. */
const cutAfter = (table: Table, left: { writes: number }): Table => ({
  ...table,
  write: async (writes) => {
    left.writes -= 1;
    if (left.writes < 0) throw new Error('cut off');
    return table.write(writes);
  },
});

describe('a simulated year', () => {
  test('is the same for the same seed, byte for byte, and another for another', async () => {
    const [one, again, other] = await Promise.all([livedOnce(), livedWith(some), livedWith({ ...some, seed: 2 })]);
    expect(one.tables.referrals.all().length).toBeGreaterThan(1000);
    expect(hashOf(again.tables)).toBe(hashOf(one.tables));
    expect(hashOf(other.tables)).not.toBe(hashOf(one.tables));
  });

  test('is the same in whatever order its people are lived', async () => {
    const side = emptyTables();
    await live(some, side, { atOnce: 5 });
    const { tables } = await livedOnce();
    expect(sorted(side.referrals.all())).toEqual(sorted(tables.referrals.all()));
  });
});

describe('a life written in as few transactions as it fits into', () => {
  test('is the same, cut off or not', async () => {
    const { tables: whole } = await livedOnce();
    const tables = emptyTables();
    const left = { writes: 40 };
    const cut = { referrals: cutAfter(tables.referrals, left), access: tables.access };
    await expect(live(some, cut, { around: (_, doIn) => together(cut.referrals, doIn) })).rejects.toThrow('cut off');
    // Somebody had been lived in part, step by step.
    await expect(live(some, { referrals: cutAfter(tables.referrals, { writes: 330 }), access: tables.access })).rejects.toThrow('cut off');
    const last = await live(some, tables, { around: (_, doIn) => together(tables.referrals, doIn) });
    expect(last.commits).toBeGreaterThan(100);
    expect(sorted(tables.referrals.all())).toEqual(sorted(whole.referrals.all()));
    const again = await live(some, tables, { around: (_, doIn) => together(tables.referrals, doIn) });
    expect(again.commits).toBe(0);
    expect(hashOf(tables)).toBe(hashOf(whole));
  });
});

describe('four hundred people', () => {
  let year: Awaited<ReturnType<typeof livedWith>>;
  const commits: Commit[] = [];
  beforeAll(async () => {
    const tables = emptyTables();
    year = { tables, lived: await live({ people: 400 }, tables, { told: (commit) => commits.push(commit) }) };
  });

  test('live through every event that there is', () => {
    const { events, people, milliseconds } = year.lived;
    const types = Object.keys(countable) as Event['type'][];
    process.stdout.write(`${people} people in ${Math.round(milliseconds)} ms: ${types.map((type) => `${type} ${events[type] ?? 0}`).join(', ')}\n`);
    expect(types.filter((type) => (events[type] ?? 0) === 0)).toEqual([]);
    expect(types.length).toBeGreaterThan(40);
  });

  test('are what their commits say, every one of them', () => {
    const partitions = Map.groupBy(year.tables.referrals.all(), ({ pk }) => pk);
    let read = 0;
    for (const [pk, items] of partitions) {
      if (!pk.startsWith('REF#')) continue;
      const {
        head,
        onward,
        commits: stored,
      } = fromItems(items.map((item) => (item.sk === 'S' ? plainHead(item) : item)).sort((a, b) => (a.sk < b.sk ? -1 : 1)));
      const folded = stored.reduce<Referral | undefined>(applyCommit, undefined);
      const bySending = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect({ ...head, onward: onward.map((one) => one.onward).sort(bySending) }).toEqual({ ...folded, onward: folded?.onward.toSorted(bySending) });
      read += 1;
    }
    expect(read).toBe(year.lived.referrals);
    expect(read).toBeGreaterThan(400);
  });

  test('can be counted, every one of them', async () => {
    const work = memoryTable();
    const people = Array.from({ length: 400 }, (_, n) => ({ person: personAt(year.lived.programme, n).id }));
    expect((await countAll(people, countingIn({ ...year.tables, work }))).failed).toEqual([]);
    const figures = work.all().filter(({ pk }) => pk.startsWith('FIGURES#'));
    expect(figures.length).toBeGreaterThan(500);
  });

  test('have practices that rate themselves each quarter, one of which keeps what worked and tries the next', async () => {
    const { programme } = year.lived;
    const plans = await Promise.all(programme.referring.map(({ id }) => planOf(year.tables.access, id)));
    const [first] = plans;
    const today = dateAt(programme.months.ends);
    process.stdout.write(`${plans.flatMap(({ ratings }) => ratings).length} ratings and ${plans.flatMap(({ cycles }) => cycles).length} cycles\n`);
    expect(plans.filter(({ ratings }) => ratings.length >= 2).length).toBeGreaterThan(plans.length / 2);
    expect(first?.cycles.map((one) => cycleState(one, today)).sort()).toEqual(['decided', 'running']);
    expect(first?.measures[0] && marksOn(first.measures[0], first)).not.toEqual([]);
  });
  test('are asked to take part in a study, which compares samples of other practices', async () => {
    const study = studyOf(year.lived.programme);
    if (!study) throw new Error('no study');
    const samples = sampleStore(year.tables.referrals);
    const all = (await Promise.all(study.practices.map((id) => samples.all(study.id, id)))).flat();
    const papers = (await Promise.all(study.practices.map((id) => samples.papers(study.id, id)))).flat();
    const said = year.tables.referrals.all().filter(({ sk }) => sk === keys.research('' as never, study.id).sk);
    process.stdout.write(`${said.length} people said something of the study; ${all.length} are in samples, with ${papers.length} questionnaires\n`);
    expect(said.length).toBeGreaterThan(80);
    expect(new Set(all.map(({ said: one }) => takingPart(one, dateAt(year.lived.programme.months.ends))))).toEqual(
      new Set(['not-asked', 'refused', 'takes-part']),
    );
    expect(papers.length).toBeGreaterThan(50);
    expect(papers.filter((paper) => paperState(paper) !== 'done')).toEqual([]);
  });

  test('come too late now and then, and no more often than that', () => {
    const late = Object.values(year.lived.refused).reduce((sum, one) => sum + one, 0);
    expect(commits).toHaveLength(year.lived.commits);
    expect(late / commits.length).toBeLessThan(0.02);
  });
});

describe('a life that is cut off', () => {
  test('goes on where it was, and is in the end as if it had not been', async () => {
    const { tables: whole, lived } = await livedWith({ people: 60 });
    const cuts = [3, 90, 61, 200, 251, 350, 402];
    const tables = emptyTables();
    for (const writes of cuts) {
      const left = { writes };
      const cut = live({ people: 60 }, { referrals: cutAfter(tables.referrals, left), access: cutAfter(tables.access, left) });
      await expect(cut).rejects.toThrow('cut off');
    }
    const last = await live({ people: 60 }, tables);
    expect(last.commits).toBeGreaterThan(0);
    expect(last.commits).toBeLessThan(lived.commits);
    expect(hashOf(tables)).toBe(hashOf(whole));
    expect((await live({ people: 60 }, tables)).commits).toBe(0);
    expect(hashOf(tables)).toBe(hashOf(whole));
  });
});
