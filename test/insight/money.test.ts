/** Money that services gained: never without the people it is of, and never where most of it would be one person's. */
import { describe, expect, test } from 'vitest';
import { answerOf } from '#insight/answers';
import { moneyParts } from '#insight/counted/money';
import type { Tally } from '#insight/counted/tally';
import { sumOf } from '#insight/counted/tally';
import type { Tier } from '#insight/disclosure/types';
import { metrics } from '#insight/metrics/all';
import { releaseOf } from '#insight/release';
import { reportPeriod } from '#insight/report-period';
import type { LocalDate } from '#platform/types';
import { calendar } from '#referral/working-days';
import { figureText } from '#web/published/say';
import { wordsIn } from '#web/words/words';

const today = '2026-12-01' as LocalDate;
const periodOf = (name: string) => {
  const period = reportPeriod(name, today, calendar());
  if (!period) throw new Error('no time');
  return period;
};
const gained = (...gains: [day: string, yearly: number][]) =>
  moneyParts(gains.map(([day, yearly]) => ({ sentOn: day as LocalDate, amounts: { yearly }, dims: {} })));
const peopleIn = (period: string, months: Readonly<Record<string, Tally>>) => {
  const metric = metrics.yearly;
  if (!metric) throw new Error('no such metric');
  const of = periodOf(period);
  const slice = Object.entries(months).flatMap(([month, tally]) => (of.months.includes(month) ? [{ month, tally }] : []));
  return answerOf(metric, { slice, needs: [], period: of });
};

test('a person who gained twice is one person in the quarter and in each of their months', () => {
  const parts = gained(['2026-08-20', 300], ['2026-07-02', 400], ['2026-08-03', 0]);
  const months = Object.fromEntries(
    ['2026-07', '2026-08'].map((month) => [month, sumOf(parts.filter((one) => one.month === month).map(({ tally }) => tally))]),
  );
  expect(months).toEqual({
    '2026-07': { 'yearlyFor.y': 1, 'yearlySquare.y': 490_000, 'yearlySquare.q': 490_000, 'yearlySquare.m': 160_000 },
    '2026-08': { 'yearlyFor.m': 1, 'yearlySquare.m': 90_000 },
  });
  expect(peopleIn('2026-Q3', months)).toMatchObject({ people: 1, squares: 490_000 });
  expect(peopleIn('2026-08', months)).toMatchObject({ people: 1, squares: 90_000 });
});

describe('a publication', () => {
  const released = (tier: Tier, each: readonly number[]) => {
    const tally = sumOf(each.flatMap((one) => [{ yearly: one }, ...gained(['2026-08-20', one]).map((part) => part.tally)]));
    const all = [{ area: 'S12000049', practice: '*', month: '2026-08', section: 'all' as const, tally }];
    const given = { area: 'S12000049', name: 'Glasgow City', practices: [{ id: 'birchtree', name: 'Birchtree' }], period: periodOf('2026-Q3') };
    const made = releaseOf({ ...given, cross: [], all, yearBefore: [], earlier: [], asAt: '2026-12-01T09:00:00.000Z' }, tier);
    const found = made.ok ? made.released.figures.find(({ metric }) => metric === 'yearly') : undefined;
    if (found?.kind !== 'money') throw new Error('no money');
    return { ...found, text: figureText(found, wordsIn('en')) };
  };
  const twelve = Array.from({ length: 12 }, (_, n) => 1_000 + n * 111);
  test('says how much and for how many: to a hundred pounds for funders, to a thousand and five people for everybody', () => {
    expect(released('inside', twelve)).toMatchObject({ people: { shown: 12 }, pounds: { shown: 19_326 } });
    expect(released('programme', twelve).text).toBe('£19,300 a year was gained for 12 people.');
    expect(released('public', [...twelve, 3_000]).text).toBe('£22,000 a year was gained for 15 people.');
  });
  test('hides how much of fewer than ten, and of how many of fewer than five', () => {
    expect(released('programme', twelve.slice(0, 9))).toMatchObject({ people: { shown: 9 }, pounds: { hidden: 'c' } });
    expect(released('programme', twelve.slice(0, 4)).text).toContain('How much money a year was gained, and for how many people, is confidential (c)');
    expect(() => released('programme', [])).toThrow('no money');
  });
  test('hides a sum of which one person may have half, however many there are', () => {
    expect(released('programme', [...twelve, 60_000])).toMatchObject({ people: { shown: 13 }, pounds: { hidden: 'c' } });
    expect(released('programme', [...twelve, 60_000]).text).toContain('most of it is one person’s');
    expect(released('inside', [...twelve, 60_000])).toMatchObject({ pounds: { shown: 79_326 } });
  });
});
