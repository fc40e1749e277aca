import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Counting, countAll } from '#insight/counting-store';
import { countable } from '#insight/definitions';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import type { Item, Table, Write, Written } from '#platform/types';
import type { Commit, ReferralId } from '#referral/types';
import { recount } from '#test/recount';
import { idOf, lives, oneLife } from './lives.ts';

type MemoryTable = ReturnType<typeof memoryTable>;
const countedIn = (table: MemoryTable) =>
  new Map(
    table.all().flatMap(({ pk, sk, ...counts }) => {
      const [, area, month, day, practice] = /^FIGURES#(.+)#(.+) (\d\d)#(.+)$/.exec(`${pk} ${sk}`) ?? [];
      const named = Object.entries(counts).filter(([, value]) => value !== 0);
      return area ? named.map(([name, value]) => [`${area} ${practice} ${month}-${day} ${name}`, value] as const) : [];
    }),
  );
const sorted = (counted: ReadonlyMap<string, unknown>) => [...counted].sort();

const counting = (table: Table, commits: (referral: ReferralId) => Commit[]): Counting => ({
  table,
  readCommits: async (referral) => commits(referral),
  ids: { bytes: (length) => new Uint8Array(length) },
  pause: async () => {},
});
const watching = (table: Table, see: (writes: Write[]) => void): Table => ({
  ...table,
  write: (writes) => {
    see(writes);
    return table.write(writes);
  },
});
const of = (referrals: Commit[][]) => (id: ReferralId) => referrals.find(([first]) => first?.referral === id) ?? [];
const idsOf = (referrals: Commit[][]) => referrals.map((_, n) => idOf(n));
const many = (count: number) => Array.from({ length: count }, (_, n) => oneLife(idOf(n)));

describe('counting a referral', () => {
  test('again and again counts it once', async () => {
    const table = memoryTable();
    for (let times = 0; times < 3; times += 1) await countAll([idOf(0), idOf(0)], counting(table, of(many(1))));
    expect(sorted(countedIn(table))).toEqual(sorted(recount(many(1))));
    expect(countedIn(table).size).toBe(5);
  });

  test('that commits nothing countable, or does not exist, writes nothing', async () => {
    const table = memoryTable();
    const writes: Write[][] = [];
    const watched = watching(table, (all) => writes.push(all));
    const life = many(1);
    await countAll([idOf(0), idOf(7)], counting(watched, of(life)));
    expect(writes).toHaveLength(1);
    const asked: Commit = { ...life[0]!.at(-1)!, rev: life[0]!.length + 1, events: [{ type: 'asked', text: 'Which day?' }] };
    await countAll([idOf(0), idOf(7)], counting(watched, of([[...life[0]!, asked]])));
    expect(writes).toHaveLength(1);
  });

  test('writes at most two items, four write units, for each countable event', async () => {
    await fc.assert(
      fc.asyncProperty(lives({ minLength: 1, maxLength: 3 }), async (referrals) => {
        const table = memoryTable();
        let written: Write[] = [];
        const watched = watching(table, (all) => {
          written = [...written, ...all];
        });
        for (const [n, commits] of referrals.entries()) {
          for (const { rev, events } of commits) {
            written = [];
            await countAll(
              [idOf(n)],
              counting(watched, () => commits.slice(0, rev)),
            );
            const able = events.filter(({ type }) => countable[type]).length;
            expect(written.length).toBeLessThanOrEqual(able === 0 ? 0 : 1 + able);
            const days = new Set(
              commits.slice(0, rev).flatMap((commit) => (commit.events.some(({ type }) => type === 'referred-on') ? [commit.at.slice(0, 10)] : [])),
            );
            for (const one of written) if ('put' in one && days.size <= 15) expect(JSON.stringify(one.put).length, 'a unit is one kilobyte').toBeLessThan(1024);
          }
        }
        expect(sorted(countedIn(table))).toEqual(sorted(recount(referrals)));
      }),
    );
  });

  test('by reading fewer commits than are counted already takes nothing back', async () => {
    const table = memoryTable();
    const life = many(1);
    await countAll([idOf(0)], counting(table, of(life)));
    await countAll(
      [idOf(0)],
      counting(table, () => life[0]!.slice(0, 2)),
    );
    expect(sorted(countedIn(table))).toEqual(sorted(recount(life)));
  });

  test('whose commits have a gap fails, and adds nothing', async () => {
    const table = memoryTable();
    const { failed } = await countAll(
      [idOf(0)],
      counting(table, () => many(1)[0]!.filter(({ rev }) => rev !== 2)),
    );
    expect(failed).toMatchObject([{ referral: idOf(0), because: 'broken', error: new Error('a commit is missing between others') }]);
    expect(table.all()).toEqual([]);
  });

  test('by another definition than before puts the figures right', async () => {
    const table = memoryTable();
    const life = many(1);
    const cells = { S12000049: { birchtree: { '2026-01-01': { received: 2 } } } };
    await table.write([
      { put: { ...keys.countMark(idOf(0)), rev: life[0]!.length, turn: 1, data: JSON.stringify(cells) } },
      { update: keys.figuresOf('S12000049', '2026-01-01', 'birchtree'), add: { received: 2 } },
    ]);
    await countAll([idOf(0)], counting(table, of(life)));
    expect(sorted(countedIn(table))).toEqual(sorted(recount(life)));
  });
});

describe('counting many referrals', () => {
  test('shares the transaction and the figures of a day', async () => {
    const table = memoryTable();
    const sizes: number[] = [];
    const watched = watching(table, (all) => sizes.push(all.length));
    const referrals = many(250);
    expect(await countAll(idsOf(referrals), counting(watched, of(referrals)))).toEqual({ failed: [] });
    expect(sizes).toEqual([100, 100, 53]);
    expect(sorted(countedIn(table))).toEqual(sorted(recount(referrals)));
  });

  test('fails one that cannot be read and counts the others', async () => {
    const table = memoryTable();
    const referrals = many(5);
    const broken: Counting = {
      ...counting(table, of(referrals)),
      readCommits: async (referral) => (referral === idOf(3) ? Promise.reject(new Error('not there')) : of(referrals)(referral)),
    };
    const { failed } = await countAll(idsOf(referrals), broken);
    expect(failed).toMatchObject([{ referral: idOf(3), because: 'broken' }]);
    expect(sorted(countedIn(table))).toEqual(sorted(recount(referrals.filter((_, n) => n !== 3))));
  });

  test.each(['conflict', 'throttled', 'condition-failed'] as const)('gives up after some tries when every one ends in %s', async (outcome) => {
    const pauses: number[] = [];
    const refusing: Written = outcome === 'condition-failed' ? { outcome, failed: [0] } : { outcome };
    const table: Table = { ...memoryTable(), write: async () => refusing };
    const deps = { ...counting(table, of(many(2))), pause: async (milliseconds: number) => void pauses.push(milliseconds) };
    expect(await countAll(idsOf(many(2)), deps)).toEqual({ failed: [0, 1].map((n) => ({ referral: idOf(n), because: 'busy' })) });
    expect(pauses).toEqual([20, 20, 20, 20, 20]);
  });
});

/** A port that breaks at the given call: before it does anything, or after it has done it. */
const breaking = (table: Table, readCommits: Counting['readCommits'], at: number, when: 'before' | 'after') => {
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
  return { calls, table: { ...table, getAll: port(table.getAll), write: port(table.write) }, readCommits: port(readCommits) };
};

describe('counting that breaks off', () => {
  test('at any call, before it or after it took effect, counts once when it is repeated', { timeout: 60_000 }, async () => {
    const referrals = many(120);
    const expected = sorted(recount(referrals));
    let broken = 0;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; ; at += 1) {
        const table = memoryTable();
        const deps = counting(table, of(referrals));
        const ports = breaking(table, deps.readCommits, at, when);
        const { failed } = await countAll(idsOf(referrals), { ...deps, table: ports.table, readCommits: ports.readCommits });
        if (ports.calls.made < at) break;
        expect(failed.length).toBeGreaterThan(0);
        broken += 1;
        const again = failed.map(({ referral }) => referral);
        expect(await countAll(again, deps)).toEqual({ failed: [] });
        expect(sorted(countedIn(table))).toEqual(expected);
      }
    }
    expect(broken).toBe(2 * (1 + 120 + 2));
  });
});

describe('counters at the same time', () => {
  test('come to the recount, whatever the order, with repeats, losses, conflicts and break-offs', { timeout: 60_000 }, async () => {
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
        const commits = (id: ReferralId) => turn().then(() => of(referrals)(id).slice(0, visible.get(id) ?? 0));
        const watched: Table = {
          ...table,
          getAll: (keys) => turn().then(() => table.getAll(keys)),
          write: async (all) => {
            const written = await table.write(all);
            if (written.outcome === 'conflict') seen.conflicts += 1;
            if (written.outcome === 'condition-failed') seen.lost += 1;
            return written;
          },
        };
        const deps: Counting = { ...counting(watched, () => []), readCommits: commits, pause: turn };
        const lived = referrals.map(async (all, n) => {
          for (const { rev } of all) await turn().then(() => visible.set(idOf(n), rev));
        });
        const counted = sent.map(async (message) => {
          await turn();
          const ports = breaking(watched, commits, message.breaks, message.breaks % 2 ? 'before' : 'after');
          const { failed } = await countAll(message.of.map(idOf), { ...deps, table: ports.table, readCommits: ports.readCommits });
          seen.brokenOff += failed.filter(({ because }) => because === 'broken').length;
        });
        await scheduler.waitFor(Promise.all([...lived, ...counted]));
        await scheduler.waitFor(countAll(idsOf(referrals), deps));
        expect(sorted(countedIn(table))).toEqual(sorted(recount(referrals)));
      }),
      { numRuns: 500 },
    );
    expect(seen.runs).toBe(500);
    for (const happened of [seen.conflicts, seen.lost, seen.brokenOff]) expect(happened).toBeGreaterThan(50);
  });
});

test('the mark of a referral holds no more than what it added', async () => {
  const table = memoryTable();
  await countAll([idOf(0)], counting(table, of(many(1))));
  const mark: Item | undefined = await table.get(keys.countMark(idOf(0)));
  expect(JSON.parse(String(mark?.data))).toEqual({ S12000049: { birchtree: { '2026-11-02': { received: 1, sent: 1, accepted: 1, m45: 1, closed: 1 } } } });
});
