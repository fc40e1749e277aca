/** What is counted after a quarter went out is in nothing that goes out of it: two versions side by side would show who was added. */
import { beforeAll, expect, test } from 'vitest';
import type { Cell } from '#insight/counted/tally';
import { publish, publishedAt } from '#insight/published-store';
import { releaseOf } from '#insight/release';
import type { Released } from '#insight/release-types';
import { attack, type Fact, keyOf } from '#test/attacker';
import { livedAndCounted } from '#test/published';
import { byPlace, factsOfCsv } from '#test/published-facts';
import { csvOf } from '#web/published/files';

const quarters = ['2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1'];
const year = '2026-04/2027-03';
const [first = ''] = quarters;
let life: Awaited<ReturnType<typeof livedAndCounted>>;
/** Referrals of the first quarter that were entered too late: two of the first practice, one of each other that has any. */
let late: Cell[];
const withLate = (cells: readonly Cell[]): Cell[] =>
  cells.map((cell) => late.find((one) => one.practice === cell.practice && one.month === cell.month) ?? cell);
const moreOf = (cell: Cell, times: number): Cell => {
  const [name = '', n = 0] = Object.entries(cell.tally).find(([one]) => one.startsWith('need-simd:') && one.endsWith('|received')) ?? [];
  return { ...cell, tally: { ...cell.tally, [name]: n + times } };
};
const givenLate = async (quarter: string) => {
  const given = await life.given(quarter);
  return quarter === first ? { ...given, cross: withLate(given.cross) } : given;
};
const told = async (quarter: string): Promise<Released> => (await publishedAt(life.work, life.area, quarter, 'programme')) ?? expect.fail('not published');
const factsOf = (released: Released, period = released.period): Fact[] => factsOfCsv(csvOf(released)).filter((fact) => fact.period === period);

beforeAll(async () => {
  life = await livedAndCounted({ people: 500, months: 12, from: '2026-04', practices: 4, organisations: 12 });
  const { cross } = await life.given(first);
  const ofPractices = [
    ...Map.groupBy(
      cross.filter(({ tally }) => Object.keys(tally).length > 0),
      ({ practice }) => practice,
    ).values(),
  ];
  late = ofPractices.flatMap(([cell], n) => (cell ? [moreOf(cell, n === 0 ? 2 : 1)] : []));
  expect(late.length).toBeGreaterThan(1);
  expect(await life.publish(first)).toBe('published');
}, 120_000);

test('a quarter of which more was entered does not go out again, and what went out stays as it was', async () => {
  const before = csvOf(await told(first));
  expect(await publish(life.work, await givenLate(first), 'elspeth')).toBe('already');
  expect(csvOf(await told(first))).toBe(before);
});
test('nor does the sum of the year know of them: it is of what each quarter told', async () => {
  for (const quarter of quarters.slice(1)) expect(await publish(life.work, await givenLate(quarter), 'elspeth')).toBe('published');
  const last = await told('2027-Q1');
  const ofYear = byPlace(factsOf(last, year));
  const each = await Promise.all(quarters.map(async (quarter) => byPlace(factsOf(await told(quarter)))));
  let compared = 0;
  for (const fact of factsOf(last)) {
    const parts = each.map((one, n) => one.get(keyOf({ ...fact, period: quarters[n] ?? '' })));
    const sum = parts.includes('c') ? 'c' : String(parts.reduce((soFar, one) => soFar + Number(one), 0));
    expect(ofYear.get(keyOf({ ...fact, period: year })), keyOf(fact)).toBe(sum);
    compared += 1;
  }
  console.log(`compared ${compared} sums of the year with its quarters`);
  expect(compared).toBeGreaterThan(200);
});
test('whoever had a second, corrected version beside the first would know how many were added, and where', { timeout: 120_000 }, async () => {
  const made = releaseOf(await givenLate(first), 'programme');
  const second = made.ok ? made.released : expect.fail(made.where);
  // The first version as April, who came late as May, nobody in June: the second version is the sum of them.
  const version = (released: Released, period: string): Fact[] => factsOf(released).map((fact) => ({ ...fact, period }));
  const came = version(second, '2026-05').map((fact) => ({ ...fact, says: 'c' }));
  const nobody: Fact = { period: '2026-06', at: {}, says: '0' };
  const files = [...version(await told(first), '2026-04'), ...came, nobody, ...version(second, '2026-Q2')];
  const found = (await attack(files, { rounded: false, least: () => 5 }, ({ low, high }) => high - low > 4)).filter(({ period }) => period === '2026-05');
  const known = found.filter(({ low, high }) => low === high && low > 0);
  console.log(`of ${found.length} places, ${known.length} where it is known how many were added: ${[...new Set(known.map(({ low }) => low))].join(', ')}`);
  expect(known.length).toBeGreaterThan(0);
  expect(known.some(({ low }) => low < 5)).toBe(true);
});
