/** Somebody who has everything that was published of an invented programme, and nothing else, works out no hidden number. */
import { beforeAll, describe, expect, test } from 'vitest';
import { measureBundle } from '#fhir/measures/measure-report';
import { monthsIn } from '#insight/disclosure/grid';
import { latticeOf } from '#insight/disclosure/lattice';
import { primary } from '#insight/disclosure/primary';
import { protect, published } from '#insight/disclosure/protect';
import { publishedAt } from '#insight/published-store';
import { releaseOf } from '#insight/release';
import { countsOf, releaseIn } from '#insight/release-tables';
import type { Released } from '#insight/release-types';
import { needCodes, needs } from '#referral/needs';
import { attack, type Deduced, type Fact, keyOf } from '#test/attacker';
import { livedAndCounted } from '#test/published';
import { byPlace, factsOfBundle, factsOfCsv, factsOfJson, factsOfPage, rowsOfCsv } from '#test/published-facts';
import { attackFigures, type Part, saidIn } from '#test/ratio-attacker';
import { csvOf, jsonOf } from '#web/published/files';
import { publishedRoute } from '#web/published/public-route';

const quarters = ['2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1'];
const year = '2026-04/2027-03';
/** All that the attacker of the public files has time for. */
const two = quarters.slice(0, 2);
let life: Awaited<ReturnType<typeof livedAndCounted>>;
beforeAll(async () => {
  life = await livedAndCounted({ people: 500, months: 12, from: '2026-04', practices: 4, organisations: 12 });
  for (const quarter of quarters) expect(await life.publish(quarter)).toBe('published');
}, 120_000);

/** The rules as the document for information governance states them. */
const leastOf = (at: Record<string, string>): number => {
  const sensitive = needCodes.some((code) => code === at.need && needs[code]);
  return sensitive || (at.practice && at.need && at.simd) ? 10 : 5;
};
const truth = async (): Promise<Map<string, number>> => {
  const all = await Promise.all(
    quarters.map(async (period) => {
      const made = releaseOf({ ...(await life.given(period)), earlier: [] }, 'inside');
      return made.ok ? factsOfCsv(csvOf(made.released)) : [];
    }),
  );
  const found = new Map([...byPlace(all.flat())].map(([place, says]) => [place, Number(says)]));
  const sums = new Map<string, number>();
  const ofQuarters = new Map(all.flat().flatMap((fact) => (quarters.includes(fact.period) ? [[keyOf(fact), fact] as const] : [])));
  for (const fact of ofQuarters.values()) {
    const place = keyOf({ ...fact, period: year });
    sums.set(place, (sums.get(place) ?? 0) + Number(fact.says));
  }
  return new Map([...found, ...sums]);
};
const unsure = (value: number, least: number, { low, high }: Deduced): boolean => (value < least ? low <= 1 && high >= least - 1 : high > low);
/** Which hidden numbers the files bound too closely. */
const tooClose = async (files: readonly Fact[], rounded: boolean): Promise<{ close: Deduced[]; hidden: number }> => {
  const real = await truth();
  const enough = (deduced: Deduced) => unsure(real.get(keyOf(deduced)) ?? 0, leastOf(deduced.at), deduced);
  const found = await attack(files, { rounded, least: leastOf }, enough);
  return { close: found.filter((one) => !enough(one)), hidden: found.length };
};

const saidOf = (one: Released) => saidIn(rowsOfCsv(csvOf(one).replaceAll(/^"?# .*\r\n/gm, '')), one.period);
/** Of what is not protected. */
const partsIn = (said: ReturnType<typeof saidOf>): Record<Part, number> => {
  const n = (name: string) => Number(said.get(name));
  return {
    ...{ sustained: n('sustained part'), some: n('engagement part') - n('sustained part'), never: n('engagement whole') - n('engagement part') },
    ...{ new: n('people n') - n('engagement whole'), had: n('firstContact n'), still: n('firstContact still'), without: n('firstContact without') },
    ...{ came: n('uptake part'), stayedAway: n('uptake whole') - n('uptake part'), declined: n('acceptance whole') - n('acceptance part') },
    neither: n('sent n') - n('acceptance whole'),
  };
};

const anybody = async (path: string): Promise<string> => {
  const route = publishedRoute({ work: life.work, local: true, contactOf: async () => undefined });
  const call = { method: 'GET', path, rawQuery: '', pathParameters: {}, cookies: {}, headers: {}, header: () => undefined, body: new Uint8Array() };
  const answer = await route({ ...call, receivedAt: '2027-07-01T09:00:00.000Z' as never, requestId: 'request' });
  expect(answer.status, path).toBe(200);
  return String(answer.body);
};
/** CSV, JSON and page of each, read as they are served. */
const publicFiles = async (): Promise<Fact[]> => {
  const files = await Promise.all(
    two.map(async (quarter) => {
      const at = `/figures/${life.area}/${quarter}`;
      const [csv, json, page] = await Promise.all([anybody(`${at}.csv`), anybody(`${at}.json`), anybody(at)]);
      const facts = factsOfCsv(csv);
      expect(byPlace(factsOfJson(json))).toEqual(byPlace(facts));
      const shown = factsOfPage(page, quarter, life.practices);
      expect(shown.length).toBeGreaterThan(20);
      const said = byPlace(facts);
      for (const fact of shown) expect(said.get(keyOf(fact)), keyOf(fact)).toBe(fact.says);
      return [...facts, ...shown];
    }),
  );
  return files.flat();
};
const releasedTo = async (tier: 'programme' | 'public'): Promise<Released[]> => {
  const all = await Promise.all(quarters.map((quarter) => publishedAt(life.work, life.area, quarter, tier)));
  return all.map((one) => one ?? expect.fail('not published'));
};
const programmeFiles = async (): Promise<Fact[]> =>
  (await releasedTo('programme')).flatMap((one) => [...factsOfCsv(csvOf(one)), ...factsOfJson(JSON.stringify(jsonOf(one)))]);
const saysOfYear = (files: readonly Fact[]): string => {
  const told = [...byPlace(files.filter(({ period }) => period === year)).values()];
  expect(told.length).toBeGreaterThan(100);
  return `${told.length} numbers of the year, ${told.filter((says) => says === 'c').length} of them hidden`;
};

describe('of quarters of four small practices', { timeout: 300_000 }, () => {
  test('whoever has the public page, its table and its file for programs bounds no hidden number closely', async () => {
    const files = await publicFiles();
    const { close, hidden } = await tooClose(files, true);
    const totals = quarters.map((quarter) => files.find((fact) => fact.period === quarter && Object.keys(fact.at).length === 0)?.says);
    // What everybody asks first stays shown.
    for (const total of totals.slice(0, 2)) expect(Number(total)).toBeGreaterThan(50);
    console.log(`public: ${life.referrals} referrals, ${byPlace(files).size} places, ${hidden} hidden, ${close.length} bounded too closely`);
    expect(hidden).toBeGreaterThan(100);
    expect(close).toEqual([]);
  });
  test('nor whoever has what funders are told of all four, and of the financial year that the last one adds up', async () => {
    const files = await programmeFiles();
    const { close, hidden } = await tooClose(files, false);
    for (const one of await releasedTo('programme'))
      expect(byPlace(factsOfBundle(JSON.stringify(measureBundle(one))))).toEqual(byPlace(factsOfCsv(csvOf(one))));
    console.log(`programme: ${saysOfYear(files)}; ${hidden} hidden, ${close.length} bounded too closely`);
    expect(hidden).toBeGreaterThan(100);
    expect(close).toEqual([]);
  });
  test('nor whoever has the rounded year beside its rounded quarters', async () => {
    const files = (await releasedTo('public')).flatMap((one) => factsOfCsv(csvOf(one))).filter(({ period }) => monthsIn(period).length > 1);
    const { close, hidden } = await tooClose(files, true);
    const page = await anybody(`/figures/${life.area}/${quarters.at(-1)}`);
    for (const said of ['April 2026 to March 2027', 'adds up its quarters as they were published']) expect(page).toContain(said);
    console.log(`public: ${saysOfYear(files)}; ${hidden} hidden, ${close.length} bounded too closely`);
    expect(close).toEqual([]);
  });
  test.each(['programme', 'public'] as const)(
    'nor do the shares, waits and totals of the area that go out to the %s tier bound what is hidden',
    async (tier) => {
      const counted = { numbers: 0, small: 0 };
      for (const one of await releasedTo(tier)) {
        const given = await life.given(one.period);
        const inside = releaseOf({ ...given, earlier: [] }, 'inside');
        const real = partsIn(saidOf(inside.ok ? inside.released : expect.fail(inside.where)));
        const said = saidOf(one);
        const bounds = await attackFigures(said, { rounded: tier === 'public' });
        counted.numbers += said.size;
        for (const [part, n] of Object.entries(real)) {
          const { low, high } = bounds[part as Part];
          expect(n, `${part} of ${one.period}`).toBeGreaterThanOrEqual(low);
          expect(n, `${part} of ${one.period}`).toBeLessThanOrEqual(high);
          if (n === 0 || n > 4) continue;
          counted.small += 1;
          expect(low, `${part} of ${one.period}`).toBeLessThanOrEqual(1);
          expect(high, `${part} of ${one.period}`).toBeGreaterThanOrEqual(4);
        }
      }
      console.log(`${tier}: ${counted.numbers} numbers of the area read, ${counted.small} small ones behind them`);
      expect(counted.numbers).toBeGreaterThan(60);
    },
  );
  test('the same attacker solves hidden numbers of the quarters where the year is protected by itself', async () => {
    const counts = (await Promise.all(quarters.map(async (quarter) => countsOf((await life.given(quarter)).cross)))).flat();
    const one = (await releasedTo('programme')).at(-1) ?? expect.fail('nothing published');
    const alone = protect({ ...releaseIn({ period: year, practices: one.practices.map(({ id }) => id), cross: [] }), counts }, 'programme');
    const ofYear = alone.ok ? factsOfCsv(csvOf({ ...one, tables: alone.tables, figures: [] })) : [];
    const files = (await programmeFiles()).filter(({ period }) => quarters.includes(period));
    // By practice and fifth alone: enough to show it.
    const { close } = await tooClose(
      [...files, ...ofYear].filter(({ at }) => at.need === undefined),
      false,
    );
    console.log(
      `the year by itself: ${saysOfYear(ofYear)}; ${close.length} bounded too closely, ${close.filter(({ low, high }) => low === high).length} solved`,
    );
    expect(close.length).toBeGreaterThan(0);
  });
  test('the same attacker solves hidden numbers where only small ones are hidden', async () => {
    const weak = await Promise.all(
      two.slice(0, 1).map(async (quarter) => {
        const { cross, practices, period } = await life.given(quarter);
        const release = releaseIn({ period: period.name, practices: practices.map(({ id }) => id), cross });
        const lattice = latticeOf(release);
        const hidden = new Uint8Array(lattice.cells.length);
        for (const { cell } of primary(lattice)) hidden[cell] = 1;
        return published(lattice, release.tables, hidden, 'programme').flatMap((one) =>
          one.cells.map(({ at, cell }) => ({
            ...{ period: one.period, says: 'shown' in cell ? String(cell.shown) : 'hidden' in cell ? 'c' : 'z' },
            at: Object.fromEntries(one.by.map((dimension, n) => [dimension, at[n] ?? '']).filter(([, value]) => value !== 'All')),
          })),
        );
      }),
    );
    const { close, hidden } = await tooClose(weak.flat(), false);
    console.log(`without rule 4: ${hidden} hidden, ${close.length} bounded too closely, ${close.filter(({ low, high }) => low === high).length} solved`);
    expect(close.length).toBeGreaterThan(0);
  });
});
