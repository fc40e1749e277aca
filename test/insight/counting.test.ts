import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countable } from '#insight/countable';
import { wholeArea } from '#insight/counted/tally';
import { type Counting, countAll } from '#insight/counting-store';
import { currentSet } from '#insight/counts';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import type { Table, Write, Written } from '#platform/types';
import type { Commit, PersonId, ReferralId } from '#referral/types';
import { afresh, counting, lifeOf, personIn, sorted, standing, toCount } from '#test/counted';
import { idOf, lives, oneLife } from './lives.ts';

const watching = (table: Table, see: (writes: Write[]) => void): Table => ({
  ...table,
  write: (writes) => {
    see(writes);
    return table.write(writes);
  },
});
const many = (count: number): Commit[][] => Array.from({ length: count }, (_, n) => oneLife(idOf(n)));
const first = (life: Commit[][]): PersonId => personIn(life[0] ?? []);

describe('counting a person', () => {
  test('again and again counts them once', async () => {
    const table = memoryTable();
    const life = many(1);
    for (let times = 0; times < 3; times += 1)
      await countAll(
        [...toCount(life), ...toCount(life), { person: first(life) }],
        counting(table, () => life),
      );
    expect(sorted(standing(table))).toEqual(sorted(afresh(life)));
    expect(standing(table).get('S12000049 2026-11 all birchtree received')).toBe(1);
    expect(standing(table).get('S12000049 2026-11 hours * hours.1')).toBe(1);
  });

  test('to whom nothing countable happened, or who is not there, writes nothing', async () => {
    const table = memoryTable();
    const writes: Write[][] = [];
    const watched = watching(table, (all) => writes.push(all));
    const life = many(1);
    const last = life[0]?.at(-1);
    if (!last) throw new Error('no life');
    await countAll(
      [...toCount(life), { referral: idOf(7) }],
      counting(watched, () => life),
    );
    expect(writes).toHaveLength(1);
    const asked: Commit = { ...last, rev: last.rev + 1, events: [{ type: 'asked', text: 'Which day?' }] };
    await countAll(
      toCount(life),
      counting(watched, () => [[...(life[0] ?? []), asked]]),
    );
    expect(writes).toHaveLength(1);
  });

  test('at each of their events comes to what counting everything afresh comes to', async () => {
    let [events, most] = [0, 0];
    await fc.assert(
      fc.asyncProperty(lives({ minLength: 1, maxLength: 3 }), async (referrals) => {
        const table = memoryTable();
        const seen = new Map<ReferralId, number>();
        const visible = () => referrals.map((commits) => commits.slice(0, seen.get(commits[0]?.referral ?? ('' as ReferralId)) ?? 0));
        const watched = watching(table, (all) => {
          most = Math.max(most, all.length);
        });
        for (const commits of referrals)
          for (const { referral, rev } of commits) {
            seen.set(referral, rev);
            events += 1;
            expect(await countAll([{ referral }], counting(watched, visible))).toEqual({ failed: [] });
          }
        expect(sorted(standing(table))).toEqual(sorted(afresh(referrals)));
      }),
    );
    console.log(`counted ${events} commits one by one; at most ${most} items at once`);
    expect(events).toBeGreaterThan(500);
  });

  test('by what an older index names takes no referral back', async () => {
    const table = memoryTable();
    const life = many(1);
    await countAll(
      toCount(life),
      counting(table, () => life),
    );
    const known: (readonly ReferralId[])[] = [];
    const deps = counting(table, () => life);
    const readLife: Counting['readLife'] = (person, ids) => {
      known.push(ids);
      return deps.readLife(person, ids);
    };
    await countAll([{ person: first(life) }], { ...deps, readLife });
    expect(known).toEqual([[idOf(0)]]);
  });

  test('whose record was merged into another goes over to it, and back when they are parted', async () => {
    const table = memoryTable();
    const life = many(2);
    const [one, other] = [personIn(life[0] ?? []), 'p-merged' as PersonId];
    const deps = counting(table, () => life);
    const renamed = life.map((commits, n) => (n === 0 ? commits : withPerson(commits, other)));
    const apart = counting(table, () => renamed);
    await countAll(toCount(renamed), apart);
    expect(standing(table).get('S12000049 2026-11 all birchtree people.y@02')).toBe(2);
    const together: Counting = {
      ...deps,
      readLife: async (person) =>
        person === other
          ? { leadsTo: one }
          : {
              life: lifeOf(
                one,
                life.map((commits) => withPerson(commits, one)),
              ),
            },
    };
    expect(await countAll([{ person: other }], together)).toEqual({ failed: [] });
    expect(standing(table).get('S12000049 2026-11 all birchtree people.y@02')).toBe(1);
    expect(standing(table).get('S12000049 2026-11 all birchtree received')).toBe(2);
    await countAll([{ person: one }, { person: other }], apart);
    expect(sorted(standing(table))).toEqual(sorted(afresh(renamed)));
  });

  test('whose life is longer than a transaction is counted month by month', async () => {
    const table = memoryTable();
    const sizes: number[] = [];
    const person = 'p-long' as PersonId;
    const months = Array.from({ length: 40 }, (_, n) => withPerson(monthsLater(oneLife(idOf(n)), n), person));
    const watched = watching(table, (all) => sizes.push(all.length));
    expect(
      await countAll(
        [{ person }],
        counting(watched, () => months),
      ),
    ).toEqual({ failed: [] });
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sorted(standing(table))).toEqual(sorted(afresh(months)));
  });

  test('by another meaning than before puts the figures right', async () => {
    const table = memoryTable();
    const life = many(1);
    const before = { area: 'S12000049', practice: 'birchtree', dims: [{}], parts: [['2026-01', 0, { received: 2 }, 0]] };
    await table.write([
      { put: { ...keys.countMark(currentSet, first(life)), turn: 1, referrals: '', data: JSON.stringify(before) } },
      ...['birchtree', wholeArea].map((of): Write => ({ update: keys.figuresOf(currentSet, 'S12000049', '2026-01', 'all', of), add: { received: 2 } })),
    ]);
    await countAll(
      toCount(life),
      counting(table, () => life),
    );
    expect(sorted(standing(table))).toEqual(sorted(afresh(life)));
  });

  test('leaves a mark of one write unit, and tells every person apart by it', async () => {
    const table = memoryTable();
    const life = many(1);
    await countAll(
      toCount(life),
      counting(table, () => life),
    );
    const mark = await table.get(keys.countMark(currentSet, first(life)));
    expect(JSON.stringify(mark).length).toBeLessThan(1024);
  });
});

function withPerson(commits: Commit[], person: PersonId): Commit[] {
  return commits.map((commit) => ({
    ...commit,
    events: commit.events.map((event) => (event.type === 'submitted' ? { ...event, facts: { ...event.facts, person } } : event)),
  }));
}
function monthsLater(commits: Commit[], months: number): Commit[] {
  const moved = JSON.parse(JSON.stringify(commits).replaceAll(/2026-11-02/g, new Date(Date.UTC(2026, 10 + months, 2)).toISOString().slice(0, 10))) as Commit[];
  return moved;
}

describe('counting many people', () => {
  test('fails one that cannot be read and counts the others', async () => {
    const table = memoryTable();
    const referrals = many(5).map((commits, n) => withPerson(commits, `p-${n}` as PersonId));
    const deps = counting(table, () => referrals);
    const broken: Counting = {
      ...deps,
      readLife: (person, known) => (person === 'p-3' ? Promise.reject(new Error('not there')) : deps.readLife(person, known)),
    };
    const { failed } = await countAll(toCount(referrals), broken);
    expect(failed).toMatchObject([{ what: { referral: idOf(3) }, because: 'broken' }]);
    expect(sorted(standing(table))).toEqual(sorted(afresh(referrals.filter((_, n) => n !== 3))));
  });

  test.each(['conflict', 'throttled', 'condition-failed'] as const)('gives up after some tries when every one ends in %s', async (outcome) => {
    const pauses: number[] = [];
    const refusing: Written = outcome === 'condition-failed' ? { outcome, failed: [0] } : { outcome };
    const table: Table = { ...memoryTable(), write: async () => refusing };
    const life = many(1);
    const deps = { ...counting(table, () => life), pause: async (milliseconds: number) => void pauses.push(milliseconds) };
    expect(await countAll(toCount(life), deps)).toEqual({ failed: [{ what: { referral: idOf(0) }, because: 'busy' }] });
    expect(pauses).toEqual([20, 20, 20, 20, 20]);
  });
});

/** A port that breaks at the given call: before it does anything, or after it has done it. */
const breaking = (table: Table, deps: Counting, at: number, when: 'before' | 'after') => {
  const calls = { made: 0 };
  const port =
    <Args extends unknown[], Result>(does: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      calls.made += 1;
      const mine = calls.made === at;
      if (mine && when === 'before') throw new Error('broken off');
      const result = await does(...args);
      if (mine) throw new Error('broken off');
      return result;
    };
  return {
    calls,
    deps: { ...deps, table: { ...table, get: port(table.get), write: port(table.write) }, readLife: port(deps.readLife), personOf: port(deps.personOf) },
  };
};

describe('counting that breaks off', () => {
  test('at any call, before it or after it took effect, counts once when it is repeated', { timeout: 120_000 }, async () => {
    const referrals = many(30).map((commits, n) => withPerson(commits, `p-${n}` as PersonId));
    const expected = sorted(afresh(referrals));
    let broken = 0;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; ; at += 1) {
        const table = memoryTable();
        const deps = counting(table, () => referrals);
        const ports = breaking(table, deps, at, when);
        const { failed } = await countAll(toCount(referrals), ports.deps);
        if (ports.calls.made < at) break;
        expect(failed.length).toBeGreaterThan(0);
        broken += 1;
        expect(
          await countAll(
            failed.map(({ what }) => what),
            deps,
          ),
        ).toEqual({ failed: [] });
        expect(sorted(standing(table))).toEqual(expected);
      }
    }
    expect(broken).toBe(2 * 30 * 4);
  });
});

describe('counters at the same time', () => {
  test('come to the same as counting afresh, whatever the order, with repeats, losses, conflicts and break-offs', { timeout: 120_000 }, async () => {
    const seen = { runs: 0, conflicts: 0, lost: 0, brokenOff: 0 };
    const messages = fc.array(fc.record({ of: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }), breaks: fc.integer({ min: -20, max: 12 }) }), {
      minLength: 2,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(lives({ minLength: 4, maxLength: 4 }), messages, fc.scheduler(), async (referrals, sent, scheduler) => {
        seen.runs += 1;
        const turn = () => scheduler.schedule(Promise.resolve());
        const table = memoryTable(turn);
        const visible = new Map<ReferralId, number>();
        const now = () => referrals.map((commits, n) => commits.slice(0, visible.get(idOf(n)) ?? 0));
        const watched: Table = {
          ...table,
          get: (key) => turn().then(() => table.get(key)),
          write: async (all) => {
            const written = await table.write(all);
            if (written.outcome === 'conflict') seen.conflicts += 1;
            if (written.outcome === 'condition-failed') seen.lost += 1;
            return written;
          },
        };
        const still = counting(watched, now);
        const deps: Counting = { ...still, readLife: (person, known) => turn().then(() => still.readLife(person, known)), pause: turn };
        const lived = referrals.map(async (all, n) => {
          for (const { rev } of all) await turn().then(() => visible.set(idOf(n), rev));
        });
        const counted = sent.map(async (message) => {
          await turn();
          const ports = breaking(watched, deps, message.breaks, message.breaks % 2 ? 'before' : 'after');
          const { failed } = await countAll(
            message.of.map((n) => ({ referral: idOf(n) })),
            ports.deps,
          );
          seen.brokenOff += failed.filter(({ because }) => because === 'broken').length;
        });
        await scheduler.waitFor(Promise.all([...lived, ...counted]));
        await scheduler.waitFor(countAll(toCount(referrals), deps));
        expect(sorted(standing(table))).toEqual(sorted(afresh(referrals)));
      }),
      { numRuns: 300 },
    );
    console.log(`counters at once: ${JSON.stringify(seen)}`);
    expect(seen.runs).toBe(300);
    for (const happened of [seen.conflicts, seen.lost, seen.brokenOff]) expect(happened).toBeGreaterThan(30);
  });
});

test('only events called countable change a figure, and each that the lives hold does', () => {
  const changing = new Set<string>();
  const all = new Set<string>();
  fc.assert(
    fc.property(lives({ maxLength: 12 }), (referrals) => {
      for (const commits of referrals)
        commits.forEach((commit, n) => {
          const [before, after] = [afresh([commits.slice(0, n)]), afresh([commits.slice(0, n + 1)])];
          const types = commit.events.map(({ type }) => type);
          for (const type of types) all.add(type);
          if (JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))) return;
          const able = types.filter((type) => countable[type]);
          expect(able).not.toEqual([]);
          if (new Set(able).size === 1 && able[0]) changing.add(able[0]);
        });
    }),
    { numRuns: 60 },
  );
  const named = Object.entries(countable).filter(([type, counts]) => counts && all.has(type));
  expect([...changing].sort()).toEqual(named.map(([type]) => type).sort());
  expect(changing.size).toBeGreaterThan(12);
});

test('a referral entered in error was never there, nor was anything sent on from it', () => {
  fc.assert(
    fc.property(lives({ minLength: 1, maxLength: 6 }), (referrals) => {
      for (const commits of referrals) {
        const last = commits.at(-1);
        if (last) expect(afresh([[...commits, { ...last, rev: last.rev + 1, events: [{ type: 'marked-as-error' }] }]]).size).toBe(0);
      }
    }),
  );
});
