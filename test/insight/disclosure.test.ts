import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ranked, share } from '#insight/disclosure/figure';
import { protect } from '#insight/disclosure/protect';
import { footnotes, inJson, spoken, written } from '#insight/disclosure/render';
import type { Cell, PublishedTable, Release, Tier } from '#insight/disclosure/types';
import { factsOfCsv, tablesAlone } from '#test/published-facts';
import { csvOf, jsonOf } from '#web/published/files';
import { programmeQuarter, releases } from './releases.ts';

const tablesOf = (release: Release, tier: Tier): PublishedTable[] => {
  const found = protect(release, tier);
  if (!found.ok) throw new Error(`${found.refusal}: ${found.what}`);
  return found.tables;
};
const cellsOf = (release: Release, tier: Tier) => tablesOf(release, tier).flatMap(({ by, period, cells }) => cells.map((one) => ({ by, period, ...one })));
const numberOf = (cell: Cell | undefined): number => (cell && 'shown' in cell ? cell.shown : 0);

/** How many there are of the place, whichever sensitive category they are in. */
type Placed = ReturnType<typeof cellsOf>[number];
const groupOf = (release: Release, { by, at, period }: Placed, truth: readonly Placed[]): number => {
  const groups = by.flatMap((name, n) =>
    release.dimensions.some((one) => one.name === name && one.sensitive?.includes(at[n] ?? '')) ? [at.with(n, 'All')] : [],
  );
  const found = groups.map((group) => truth.find((one) => one.period === period && one.by.join() === by.join() && one.at.join() === group.join()));
  return Math.min(...found.map((one) => numberOf(one?.cell)));
};

describe('of every release', () => {
  test('what is shown is true, in public rounded to five, and both tiers hide the same', () => {
    let shown = 0;
    const property = fc.property(releases, (release) => {
      const [inside, programme, open] = [cellsOf(release, 'inside'), cellsOf(release, 'programme'), cellsOf(release, 'public')];
      programme.forEach(({ cell }, n) => {
        const truth = inside[n]?.cell ?? { none: 'z' };
        if ('shown' in cell) expect(cell).toEqual(truth);
        if ('shown' in cell) shown += 1;
        expect(open[n]?.cell).toEqual('shown' in cell ? { shown: Math.round(cell.shown / 5) * 5 } : cell);
      });
    });
    fc.assert(property, { numRuns: 60 });
    console.log(`compared ${shown} shown cells`);
    expect(shown).toBeGreaterThan(1000);
  });

  test('no small number is shown, nor that nobody of somebody is in a sensitive category', () => {
    let [hidden, ofNobody] = [0, 0];
    const property = fc.property(releases, (release) => {
      const truth = cellsOf(release, 'inside');
      cellsOf(release, 'programme').forEach((placed, n) => {
        const { by, at, cell } = placed;
        const value = numberOf(truth[n]?.cell);
        const sensitive = release.dimensions.some(({ name, sensitive: list }) => list?.includes(at[by.indexOf(name)] ?? ''));
        const least = sensitive || (by.length === 3 && !at.includes('All')) ? 10 : 5;
        if ('none' in cell) expect(value).toBe(0);
        if ('shown' in cell && cell.shown > 0) expect(value).toBeGreaterThanOrEqual(least);
        if ('shown' in cell && sensitive && cell.shown === 0) ofNobody += 1;
        if ('shown' in cell && sensitive && cell.shown === 0) expect(groupOf(release, placed, truth)).toBe(0);
        if ('hidden' in cell) hidden += 1;
      });
    });
    fc.assert(property, { numRuns: 60 });
    console.log(`${ofNobody} times nobody of nobody`);
    expect(hidden).toBeGreaterThan(1000);
    expect(ofNobody).toBeGreaterThan(0);
  });

  test('the same counts in another order are published in the same way', () => {
    const property = fc.property(releases, (release) => {
      expect(tablesOf({ ...release, counts: release.counts.toReversed() }, 'programme')).toEqual(tablesOf(release, 'programme'));
    });
    fc.assert(property, { numRuns: 20 });
  });

  test('the same sum says the same in whatever table it stands', () => {
    const property = fc.property(releases, (release) => {
      const said = new Map<string, string>();
      for (const { period, at, says } of factsOfCsv(csvOf(tablesAlone(tablesOf(release, 'public'), 'public')))) {
        const place = JSON.stringify([period, Object.entries(at).sort()]);
        expect(said.get(place) ?? says).toBe(says);
        said.set(place, says);
      }
    });
    fc.assert(property, { numRuns: 20 });
  });
});

/** Two practices and three needs in one quarter, all the numbers given by hand. */
const byHand = (numbers: Record<string, readonly number[]>, more: Partial<Release> = {}): Release => ({
  dimensions: [
    { name: 'practice', kind: 'practice', categories: Object.keys(numbers) },
    { name: 'need', kind: 'need', categories: ['lonely', 'money', 'harm'], sensitive: ['harm'] },
  ],
  tables: [{ name: 'needs', by: ['practice', 'need'], periods: ['2026-Q3'] }],
  counts: Object.entries(numbers).flatMap(([practice, row]) =>
    row.map((n, at) => ({ month: '2026-08', at: { practice, need: ['lonely', 'money', 'harm'][at] ?? '' }, n })),
  ),
  ...more,
});
const rowOf = (release: Release, practice: string, tier: Tier = 'programme') =>
  cellsOf(release, tier).flatMap(({ at, cell }) => (at[0] === practice ? [written(cell)] : []));

describe('a table', () => {
  test('of ethnic groups hides what is fewer than ten, each group alone and crossed with practices', () => {
    const categories = ['white', 'asian'];
    const counts = [9, 30, 25, 40].map((n, at) => ({
      month: '2026-08',
      at: { practice: at < 2 ? 'birchtree' : 'lomond', group: categories[at % 2] ?? '' },
      n,
    }));
    const dimensions = [
      { name: 'practice', kind: 'practice' as const, categories: ['birchtree', 'lomond'] },
      { name: 'group', categories },
    ];
    const release: Release = { dimensions, tables: [{ name: 'groups', by: ['practice', 'group'], periods: ['2026-Q3'] }], counts };
    expect(rowOf(release, 'birchtree')).toEqual(['9', '30', '39']);
    const told = { ...release, dimensions: dimensions.map((one) => (one.name === 'group' ? { ...one, kind: 'ethnicity' as const } : one)) };
    expect(rowOf(told, 'birchtree')).toEqual(['c', 'c', '39']);
  });
  test('of large numbers is shown whole', () => {
    expect(rowOf(byHand({ birchtree: [20, 30, 12], rowanbank: [25, 40, 15] }), 'birchtree')).toEqual(['20', '30', '12', '62']);
  });

  test('with one small number hides three more, and no margin', () => {
    const release = byHand({ birchtree: [3, 30, 12], rowanbank: [25, 40, 15], lomond: [22, 41, 17] });
    const cells = cellsOf(release, 'programme');
    expect(cells.filter(({ cell }) => 'hidden' in cell)).toHaveLength(4);
    expect(cells.filter(({ at, cell }) => 'hidden' in cell && at.includes('All'))).toEqual([]);
  });

  test('hides the row of a practice whose people all have one need, however many they are', () => {
    const row = rowOf(byHand({ birchtree: [0, 40, 0], rowanbank: [25, 40, 15], lomond: [22, 41, 17] }), 'birchtree');
    expect(row.slice(0, 3)).toEqual(['c', 'c', 'c']);
  });

  test('shows that nobody has a need that hurts nobody, and marks what cannot be', () => {
    const release = byHand({ birchtree: [0, 30, 12], rowanbank: [25, 40, 0] }, { impossible: [{ practice: 'rowanbank', need: 'harm' }] });
    expect(rowOf(release, 'birchtree')).toEqual(['0', '30', '12', '42']);
    expect(rowOf(release, 'rowanbank')).toEqual(['25', '40', 'z', '65']);
    expect(rowOf(byHand({ birchtree: [10, 30, 12], rowanbank: [25, 40, 0] }), 'rowanbank')[2]).toBe('c');
  });

  test.each(['2026-07-01..2026-07-20', '2026-13', '2026-Q5', 'last month', ''])('of the period "%s" is refused', (period) => {
    const release = byHand({ birchtree: [20, 30, 12] }, { tables: [{ name: 'needs', by: ['practice', 'need'], periods: [period] }] });
    for (const tier of ['programme', 'public'] as const) expect(protect(release, tier)).toEqual({ ok: false, refusal: 'period-off-grid', what: period });
  });

  test('that names what it does not define is a mistake', () => {
    const release = byHand({ birchtree: [20, 30, 12] });
    expect(() => protect({ ...release, counts: [{ month: '2026-08', at: { practice: 'nowhere', need: 'money' }, n: 1 }] }, 'programme')).toThrow();
    expect(() => protect({ ...release, tables: [{ name: 'x', by: ['colour'], periods: ['2026'] }] }, 'programme')).toThrow();
  });
});

describe('what is worked out from cells', () => {
  const [part, rest, whole, c] = [{ shown: 12 }, { shown: 28 }, { shown: 40 }, { hidden: 'c' } as const];
  test('is hidden with any of them, and when they are few', () => {
    expect(share({ part, rest, whole, tier: 'programme' })).toEqual({ shown: 30 });
    for (const some of [{ part: c }, { rest: c }, { whole: c }]) expect(share({ part, rest, whole, ...some, tier: 'programme' })).toEqual(c);
    expect(share({ part: { shown: 9 }, rest: { shown: 0 }, whole: { shown: 9 }, tier: 'programme' })).toEqual(c);
    expect(share({ part: { shown: 10 }, rest: { shown: 0 }, whole: { shown: 10 }, tier: 'programme' })).toEqual({ shown: 100 });
    expect(share({ part: { shown: 10 }, rest: { shown: 0 }, whole: { shown: 10 }, tier: 'public' })).toEqual(c);
    expect(share({ part, rest, whole: { shown: 19 }, tier: 'programme', least: 10 })).toEqual(c);
    expect(share({ part: { shown: 0 }, rest: { shown: 0 }, whole: { shown: 0 }, tier: 'programme' })).toEqual({ none: 'z' });
  });

  test('is never what belongs to one person: the shortest, the longest, the oldest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 100 }), fc.constantFrom<Tier>('programme', 'public'), (n, percent, tier) => {
        const of = { shown: tier === 'public' ? Math.round(n / 5) * 5 : n };
        const place = Math.ceil((percent * n) / 100);
        if (n < 10 || place === 1 || place === n) expect(ranked({ of, percent, value: 7, tier })).toEqual(c);
      }),
      { numRuns: 2000 },
    );
    expect(ranked({ of: { shown: 10 }, percent: 50, value: 7, tier: 'programme' })).toEqual({ shown: 7 });
    expect(ranked({ of: { shown: 48 }, percent: 90, value: 24, tier: 'programme' })).toEqual({ shown: 24 });
    expect(ranked({ of: c, percent: 50, value: 7, tier: 'programme' })).toEqual(c);
    expect(ranked({ of: { shown: 3 }, percent: 50, value: 7, tier: 'inside' })).toEqual({ shown: 7 });
  });
});

describe('a cell', () => {
  test('says the same in every medium, and never nothing', () => {
    const cells: Cell[] = [{ shown: 0 }, { shown: 12 }, { hidden: 'c' }, { none: 'z' }];
    expect(cells.map(written)).toEqual(['0', '12', 'c', 'z']);
    expect(cells.map(inJson)).toEqual([0, 12, 'c', 'z']);
    expect(cells.map(spoken)).toEqual(['0', '12', 'c (confidential)', 'z (not applicable)']);
  });

  test('comes with what the markers mean, and with names that no spreadsheet runs', () => {
    const table: PublishedTable = { name: 't', by: ['need'], period: '2026', cells: [{ at: ['=1+1, "x"'], cell: { hidden: 'c' } }] };
    const released = tablesAlone([table], 'public');
    const csv = csvOf(released);
    for (const note of footnotes('public')) expect(csv).toContain(note);
    expect(factsOfCsv(csv)).toEqual([{ period: '2026', at: { need: `'=1+1, "x"` }, says: 'c' }]);
    expect(jsonOf(released).notes).toEqual(footnotes('public'));
  });
});

test.each([2500, 8000])('a quarter of a programme of thirty practices and %i people is protected within a second of processor time', (people) => {
  const release = programmeQuarter(people);
  const truth = cellsOf(release, 'inside');
  /** Of the processor, in milliseconds: what else the machine does meanwhile says nothing about this. */
  const times = [1, 2, 3].map(() => {
    const begun = process.threadCpuUsage();
    protect(release, 'programme');
    return process.threadCpuUsage(begun).user / 1000;
  });
  const cells = cellsOf(release, 'programme');
  const lost = cells.filter(({ cell }) => 'hidden' in cell).length;
  const lostLarge = cells.filter(({ cell }, n) => 'hidden' in cell && numberOf(truth[n]?.cell) >= 10).length;
  /** A practice as a whole in the quarter: in two tables. */
  const practices = cells.filter(
    ({ by, at, period }) => period.includes('Q') && by.includes('practice') && at.every((one, n) => (one === 'All') !== (by[n] === 'practice')),
  );
  const practicesLost = practices.filter(({ cell }) => 'hidden' in cell).length;
  const small = truth.filter(({ cell }) => numberOf(cell) > 0 && numberOf(cell) < 5).length;
  const percent = (n: number) => `${Math.round((100 * n) / cells.length)} %`;
  console.log(
    `${people} people, ${cells.length} cells: ${Math.round(Math.min(...times))} ms of the processor; ${percent(small)} are 1 to 4; hidden ${percent(lost)}, with ten and more ${percent(lostLarge)}; of ${practices.length} totals of practices ${practicesLost}`,
  );
  expect(cells.length).toBeGreaterThan(4000);
  expect(practices.length).toBe(60);
  expect(practicesLost).toBe(0);
  expect(lost / cells.length).toBeLessThan(0.75);
});
