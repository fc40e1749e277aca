import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedOf } from '#insight/counted/counted-of';
import { cellsOf, histogramOf, percentile, sumOf } from '#insight/counted/tally';
import { deliveryReport } from '#insight/delivery-report';
import { readDelivery } from '#insight/figures-store';
import { bases } from '#insight/metrics/types';
import { monthsOf, readPeriod } from '#insight/period';
import { lifeWithOnward } from '#local/metrics-example';
import { onward } from '#local/metrics-onward';
import { memoryTable } from '#platform/memory-table';
import type { Instant, Table } from '#platform/types';
import { calendar } from '#referral/working-days';
import { countedInto } from '#test/counted';
import { nearestRank, recount } from '#test/recount';
import { idOf, lives, oneLife, practices } from './lives.ts';

const asAt = '2027-02-01T08:00:00.000Z' as Instant;
const clock = { now: () => asAt };
const areas = practices.map(({ area }) => area);

describe('the delivery report', () => {
  test('of a day on which everything went well', async () => {
    const table = memoryTable();
    await countedInto(table, [oneLife(idOf(0))]);
    const report = await readDelivery([areas[0]!], { from: '2026-10', to: '2026-11' }, { table, clock });
    expect(report).toMatchObject({
      period: { from: '2026-10', to: '2026-11' },
      asAt,
      received: 1,
      practices: [{ practice: 'birchtree', received: 1 }],
      onward: {
        sent: 1,
        accepted: 1,
        declined: 0,
        acceptanceRate: 1,
        closed: 1,
        loopsClosedRate: 1,
        response: { n: 1, missing: 0, stillWaiting: 0, medianHours: 1, p90Hours: 1 },
      },
    });
  });

  test('of nothing says none, not nought, where there is nothing to divide by', async () => {
    const report = await readDelivery(areas, { from: '2026-10', to: '2026-11' }, { table: memoryTable(), clock });
    expect(report).toMatchObject({
      received: 0,
      practices: [],
      onward: { sent: 0, acceptanceRate: null, loopsClosedRate: null, response: { n: 0, missing: 0, stillWaiting: 0, medianHours: null, p90Hours: null } },
    });
  });

  test('holds the months from the first to the last, both whole, and no other', async () => {
    const table = memoryTable();
    await countedInto(table, [oneLife(idOf(0))]);
    const received = async (from: string, to: string) => (await readDelivery(areas, { from, to }, { table, clock })).received;
    expect(await Promise.all([received('2026-11', '2026-11'), received('2026-10', '2026-11'), received('2026-11', '2027-01')])).toEqual([1, 1, 1]);
    expect(await Promise.all([received('2026-10', '2026-10'), received('2026-12', '2027-11')])).toEqual([0, 0]);
  });

  test('holds the areas asked for, each once', async () => {
    const table = memoryTable();
    await countedInto(table, [oneLife(idOf(0))]);
    const received = async (asked: string[]) => (await readDelivery(asked, { from: '2026-11', to: '2026-11' }, { table, clock })).received;
    expect(await Promise.all([received([areas[0]!, areas[0]!]), received([areas[1]!]), received([])])).toEqual([1, 0, 0]);
  });

  test('says the same as a recount, read page by page, and every onward referral stands somewhere', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(lives({ minLength: 6, maxLength: 14 }), async (referrals) => {
        const table = memoryTable();
        await countedInto(table, referrals);
        const paged: Table = { ...table, query: (query) => table.query({ ...query, limit: 2 }) };
        const { received, practices: from, onward } = await readDelivery(areas, { from: '2026-10', to: '2027-12' }, { table: paged, clock });
        const places = [...recount(referrals)].map(([place, value]) => ({ practice: place.split(' ')[1]!, name: place.split(' ')[3]!, value }));
        const sum = (name: string, practice?: string) =>
          places.reduce((all, one) => all + (one.name === name && (!practice || one.practice === practice) ? one.value : 0), 0);
        const times = places.flatMap(({ name, value }) => (/^hours\.\d/.test(name) ? Array<number>(value).fill(Number(name.slice(6))) : []));
        answered += times.length;
        expect(received).toBe(sum('received'));
        expect(Object.fromEntries(from.map((one) => [one.practice, one.received]))).toEqual(
          Object.fromEntries(practices.map(({ practice }) => [practice, sum('received', practice)] as const).filter(([, value]) => value > 0)),
        );
        expect(onward).toMatchObject({ sent: sum('sent'), accepted: sum('accepted'), declined: sum('declined'), closed: sum('loopClosed') });
        expect(onward.acceptanceRate).toBe(times.length ? sum('accepted') / times.length : null);
        expect(onward.loopsClosedRate).toBe(sum('sent') ? sum('loopClosed') / sum('sent') : null);
        const { n, missing, stillWaiting, medianHours, p90Hours } = onward.response;
        expect([n, medianHours, p90Hours]).toEqual([times.length, nearestRank(times, 50), nearestRank(times, 90)]);
        expect(n + missing + stillWaiting).toBe(onward.sent);
        expect(Math.min(missing, stillWaiting)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  test('of the example in docs/metrics.md is what a recount of it finds', () => {
    const life = lifeWithOnward(onward);
    const counted = countedOf(life, calendar());
    const expected = [...recount([...life.referrals.values()].map((commits) => [...commits]))].map(([place, value]) => ({ name: place.split(' ')[3]!, value }));
    const sum = (name: string) => expected.reduce((all, one) => all + (one.name === name ? one.value : 0), 0);
    const cells = counted ? cellsOf(counted).filter(({ section, month }) => (section === 'all' || section === 'hours') && month === '2025-10') : [];
    const report = deliveryReport(cells, { from: '2025-10', to: '2025-10' }, asAt);
    expect(report).toMatchObject({ received: 1, onward: { sent: 11, accepted: 7, declined: 1, alreadySupporting: 1, withdrawn: 1, closed: 6 } });
    expect(report.onward.response).toEqual({ n: 8, missing: 2, stillWaiting: 1, medianHours: 1, p90Hours: 96 });
    const { sent, accepted, declined, closed } = report.onward;
    expect([report.received, sent, accepted, declined, closed]).toEqual(['received', 'sent', 'accepted', 'declined', 'loopClosed'].map(sum));
  });

  test('says beside each figure on which basis it stands', () => {
    const { basis } = deliveryReport([], { from: '2026-11', to: '2026-11' }, asAt);
    expect(basis.acceptanceRate).toContain(bases.sent);
    expect(basis.received).toContain(bases.received);
    for (const said of Object.values(basis)) expect(said).toMatch(/\? Counted by /);
  });
});

describe('a percentile', () => {
  const histogram = (hours: number[]) => histogramOf(sumOf(hours.map((one) => ({ [`hours.${one}`]: 1 }))), 'hours');

  test.each([
    [[], 50, null],
    [[7], 50, 7],
    [[7], 90, 7],
    [[4, 1], 50, 1],
    [[3, 1, 2], 50, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90, 9],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 90, 10],
    [[0, 0, 0, 1440], 90, 1440],
  ])('of %j at %i per cent is %s, by nearest rank', (hours, percent, expected) => {
    expect(percentile(histogram(hours), percent) ?? null).toBe(expected);
  });

  test('from counts is that of the sorted list', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (hours, percent) => {
        expect(percentile(histogram(hours), percent) ?? null).toBe(nearestRank(hours, percent));
      }),
    );
  });
});

describe('the months asked for', () => {
  test('run over the turn of the year, both ends included', () => {
    expect(monthsOf({ from: '2026-11', to: '2027-02' })).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(monthsOf({ from: '2026-11', to: '2026-11' })).toEqual(['2026-11']);
  });

  test.each([[{ from: '2026-10', to: '2026-11' }], [{ from: '2026-11', to: '2026-11' }], [{ from: '2025-01', to: '2026-12' }]])(
    'are taken when they are two months: %j',
    (query) => {
      expect(readPeriod(query)).toEqual({ ok: true, period: query });
    },
  );

  test.each([
    [{}, ['required from', 'required to']],
    [{ from: '2026-10' }, ['required to']],
    [{ from: '2026-13', to: '2026-1' }, ['value from', 'value to']],
    [{ from: '2026-10-01', to: '' }, ['value from', 'value to']],
    [{ from: ['2026-10', '2026-11'], to: '2026-11' }, ['value from']],
    [{ from: '2026-11', to: '2026-10' }, ['value to']],
    [{ from: '2025-01', to: '2027-01' }, ['too-costly to']],
    [{ from: '2026-10', to: '2026-11', practice: 'birchtree' }, ['not-supported practice']],
  ])('are refused with all that is wrong, and the place: %j', (query, expected) => {
    const read = readPeriod(query);
    const issues = read.ok ? [] : read.issues;
    expect(issues.map(({ code, expression }) => `${code} ${expression}`)).toEqual(expected);
    expect(issues.every(({ severity, text }) => severity === 'error' && text.length > 20)).toBe(true);
  });
});
