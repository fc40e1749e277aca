import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthsIn } from '#insight/disclosure/grid';
import { latticeOf } from '#insight/disclosure/lattice';
import { primary } from '#insight/disclosure/primary';
import { addedUp, protect, published, toldBy } from '#insight/disclosure/protect';
import type { PublishedTable, Release, Tier } from '#insight/disclosure/types';
import { attack, type Deduced, type Fact, keyOf, type Rules } from '#test/attacker';
import { factsOfCsv, factsOfJson, tablesAlone } from '#test/published-facts';
import { csvOf, jsonOf } from '#web/published/files';
import { quarters, releases, wholeYears } from './releases.ts';

/** The rules once more, as the document for information governance states them. */
const rulesOf = ({ dimensions }: Release, tier: Tier): Rules => ({
  rounded: tier === 'public',
  least: (at) => {
    const sensitive = dimensions.some(({ name, sensitive: list }) => list?.includes(at[name] ?? ''));
    return sensitive || ['practice', 'need', 'simd'].every((name) => at[name]) ? 10 : 5;
  },
});
const truthOf = (release: Release): Map<string, number> => {
  const inside = protect(release, 'inside');
  if (!inside.ok) throw new Error(inside.refusal);
  return new Map(filesOf(inside.tables, 'inside').map((fact) => [keyOf(fact), Number(fact.says)]));
};

/** What the attacker reads; CSV and JSON must tell the same. */
const filesOf = (tables: readonly PublishedTable[], tier: Tier): Fact[] => {
  const released = tablesAlone(tables, tier);
  const csv = factsOfCsv(csvOf(released));
  expect(factsOfJson(JSON.stringify(jsonOf(released)))).toEqual(csv);
  return csv;
};

/** That nobody is somewhere is told of what is not sensitive, and of a group of nobody whatever it is parted by. */
const mayBeNobody = ({ at, period }: Deduced, { dimensions }: Release, truth: ReadonlyMap<string, number>): boolean =>
  dimensions.every(({ name, sensitive = [] }) => {
    const { [name]: category = '', ...group } = at;
    return !sensitive.includes(category) || truth.get(keyOf({ period, at: group })) === 0;
  });
/** Small numbers may be anything from 1 to one under what is shown; no other hidden number is certain. */
const unsure = (value: number, least: number, { low, high }: Deduced): boolean => (value < least ? low <= 1 && high >= least - 1 : high > low);

type Tally = { releases: number; cells: number; hidden: number; small: number; solved: number; broken: number };
const tally = (): Tally => ({ releases: 0, cells: 0, hidden: 0, small: 0, solved: 0, broken: 0 });

/** Attacks the files and counts; says which hidden numbers were bounded too closely. */
const attacked = async (files: readonly Fact[], release: Release, tier: Tier, counted: Tally): Promise<Deduced[]> => {
  const [truth, rules] = [truthOf(release), rulesOf(release, tier)];
  const enough = (deduced: Deduced) => {
    const value = truth.get(keyOf(deduced)) ?? 0;
    const told = value === 0 && mayBeNobody(deduced, release, truth);
    return told ? deduced.high > deduced.low : unsure(value, rules.least(deduced.at), deduced);
  };
  const found = await attack(files, rules, enough);
  const close = found.filter((deduced) => !enough(deduced));
  counted.releases += 1;
  counted.cells += truth.size;
  counted.hidden += found.length;
  counted.small += found.filter((deduced) => (truth.get(keyOf(deduced)) ?? 0) < rules.least(deduced.at)).length;
  counted.solved += close.filter(({ low, high }) => low === high).length;
  counted.broken += close.length > 0 ? 1 : 0;
  return close;
};
const say = (what: string, counted: Tally) => {
  console.log(
    `${what}: attacked ${counted.releases} releases, ${counted.cells} cells, ${counted.hidden} hidden (${counted.small} for themselves): ` +
      `${counted.solved} solved, ${counted.broken} releases broken`,
  );
  expect(counted.hidden).toBeGreaterThan(0);
};

const guarded = (release: Release, tier: Tier): Fact[] => {
  const found = protect(release, tier);
  if (!found.ok) throw new Error(found.refusal);
  return filesOf(found.tables, tier);
};

/** Four quarters, each with what went out before it, then the year. What went out stays as it was. */
const oneByOne = (release: Release): { tables: PublishedTable[]; refused: boolean } => {
  let out: PublishedTable[] = [];
  const periods = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2026'];
  for (const last of periods.keys()) {
    const tables = release.tables.map((table) => ({ ...table, periods: periods.slice(0, last + 1) }));
    const next = protect({ ...release, tables, before: toldBy(out) }, 'programme');
    if (!next.ok) return { tables: out, refused: true };
    expect(next.tables).toEqual(expect.arrayContaining(out));
    out = next.tables;
  }
  return { tables: out, refused: false };
};

/** Each quarter as it came out by itself, and the year that the last one added up. */
const withTheirYear = (release: Release, tier: Exclude<Tier, 'inside'>): PublishedTable[] => {
  const parts = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'];
  const of = (period: string): Release => ({ ...release, tables: release.tables.map((table) => ({ ...table, periods: [period] })) });
  const told = parts.flatMap((part) => {
    const one = protect({ ...of(part), counts: release.counts.filter(({ month }) => monthsIn(part).includes(month)) }, tier);
    return one.ok ? one.tables : expect.fail(one.refusal);
  });
  return [...told, ...addedUp(of('2026'), parts, told, tier)];
};

describe('whoever has only the published files', () => {
  test.each(['programme', 'public'] as const)('of the %s tier bounds no hidden number closely', async (tier) => {
    const counted = tally();
    const property = fc.asyncProperty(releases, async (release) => {
      expect(await attacked(guarded(release, tier), release, tier, counted)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 50 });
    say(tier, counted);
  });

  test('where the totals stay shown bounds no hidden number closely', async () => {
    const [counted, totals] = [tally(), { shown: 0, hidden: 0 }];
    const property = fc.asyncProperty(releases, async (release) => {
      const keeping = { ...release, keepsTotalsFrom: 20 };
      const files = guarded(keeping, 'programme');
      for (const { at, says } of files) if (Object.keys(at).length === 0) totals[says === 'c' ? 'hidden' : 'shown'] += 1;
      expect(await attacked(files, keeping, 'programme', counted)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 40 });
    say(`totals kept (${totals.shown} shown, ${totals.hidden} hidden)`, counted);
  });

  test('of a whole year in months and quarters bounds no hidden number closely', async () => {
    const counted = tally();
    const property = fc.asyncProperty(wholeYears, async (release) => {
      expect(await attacked(guarded(release, 'programme'), release, 'programme', counted)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 15 });
    say('whole years', counted);
  });

  test.each(['programme', 'public'] as const)(
    'of the %s tier of four quarters and the year that adds them up bounds no hidden number closely',
    async (tier) => {
      const [counted, ofYear] = [tally(), { shown: 0, hidden: 0 }];
      const property = fc.asyncProperty(quarters, async (release) => {
        const files = filesOf(withTheirYear(release, tier), tier);
        for (const { period, says } of files) if (period === '2026' && says !== 'z') ofYear[says === 'c' ? 'hidden' : 'shown'] += 1;
        expect(await attacked(files, release, tier, counted)).toEqual([]);
      });
      await fc.assert(property, { numRuns: 20 });
      say(`quarters and their year, ${tier} (of the year ${ofYear.shown} shown, ${ofYear.hidden} hidden)`, counted);
      expect(ofYear.shown).toBeGreaterThan(0);
    },
  );

  test('as they came out quarter by quarter, and then the year, bounds no hidden number closely', async () => {
    const [counted, kept] = [tally(), { refused: 0, made: 0 }];
    const property = fc.asyncProperty(quarters, async (release) => {
      const out = oneByOne(release);
      kept[out.refused ? 'refused' : 'made'] += 1;
      expect(await attacked(filesOf(out.tables, 'programme'), release, 'programme', counted)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 20 });
    say(`one release after another (${kept.made} whole, ${kept.refused} refused on the way)`, counted);
    expect(kept.made).toBeGreaterThan(kept.refused);
  });
});

test('that a whole group is in one category cannot be deduced either', async () => {
  const rows: Record<string, number[]> = { birchtree: [0, 40, 0], rowanbank: [25, 40, 15], lomond: [22, 41, 17], kelvinbank: [31, 18, 26] };
  const needs = ['lonely', 'money', 'harm'];
  const release: Release = {
    dimensions: [
      { name: 'practice', categories: Object.keys(rows) },
      { name: 'need', categories: needs, sensitive: ['harm'] },
    ],
    tables: [{ name: 'needs', by: ['practice', 'need'], periods: ['2026-Q3'] }],
    counts: Object.entries(rows).flatMap(([practice, row]) => row.map((n, at) => ({ month: '2026-08', at: { practice, need: needs[at] ?? '' }, n }))),
  };
  const found = await attack(guarded(release, 'programme'), rulesOf(release, 'programme'), () => false);
  const held = found.filter(({ at }) => at.practice === 'birchtree').map(({ at, low, high }) => [at.need, low <= 36, high >= 4]);
  expect(held).toEqual(needs.map((need) => [need, true, true]));
});

/** The files as a protection with something left out would have made them. */
const weakened: Record<string, (release: Release) => Fact[]> = {
  'only small numbers are hidden': (release) => {
    const lattice = latticeOf(release);
    const hidden = new Uint8Array(lattice.cells.length);
    for (const { cell } of primary(lattice)) hidden[cell] = 1;
    return filesOf(published(lattice, release.tables, hidden, 'programme'), 'programme');
  },
  'each period is protected by itself': (release) => {
    const periods = [...new Set(release.tables.flatMap((table) => table.periods))];
    return periods.flatMap((period) => guarded({ ...release, tables: release.tables.map((table) => ({ ...table, periods: [period] })) }, 'programme'));
  },
  'each table is protected by itself': (release) => release.tables.flatMap((table) => guarded({ ...release, tables: [table] }, 'programme')),
};

describe('the same attacker finds hidden numbers', () => {
  test.each([
    ['only small numbers are hidden', 0.7],
    ['each period is protected by itself', 0.2],
    ['each table is protected by itself', 0.1],
  ] as const)('when %s', async (how, share) => {
    const counted = tally();
    const seen = fc.sample(releases, { numRuns: 36, seed: 6 }).filter((release) => new Set(release.tables.flatMap((table) => table.periods)).size > 1);
    let worth = 0;
    for (const release of seen) {
      const files = weakened[how]?.(release) ?? [];
      if (!files.some(({ says }) => says === 'c')) continue;
      worth += 1;
      await attacked(files, release, 'programme', counted);
    }
    say(how, counted);
    expect(counted.broken / worth).toBeGreaterThan(share);
  });
});
