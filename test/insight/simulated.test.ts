/** A year and a half of invented life, counted while it is lived and recounted from its items: every answer to every question is the same. */
import { afterAll, expect, test } from 'vitest';
import { setAsAt } from '#insight/counts';
import { metrics } from '#insight/metrics/all';
import { recountPractice, writeSet } from '#insight/recount-store';
import type { LocalDate } from '#platform/types';
import { endOfLondonDay } from '#referral/working-days';
import { type Compared, cellsIn, compare, fifths, type Place } from './compared.ts';
import { closed, type Lived, lived } from './lived.ts';
import { happened } from './recount/happened.ts';

/** When the life is over and all that was wrong is put right. */
const today = '2026-11-02';
const months = Array.from({ length: 20 }, (_, n) => new Date(Date.UTC(2025, 3 + n, 15)).toISOString().slice(0, 7));
const lives = new Map<number, Promise<Lived>>();
const lifeOf = (seed: number): Promise<Lived> => {
  const life = lives.get(seed) ?? lived(seed, { people: 112, practices: 5 });
  lives.set(seed, life);
  return life;
};
const compared: Compared[] = [];
const placesOf = ({ programme }: Lived, apart: boolean): Place[] => [
  { apart },
  ...programme.practices.map(({ id }, n) => ({ practice: id, apart: apart && n === 1 })),
];

test.for([1, 2, 3])('figures counted while a year and a half is lived are those of a recount from its items alone (seed %i)', async (seed) => {
  const life = await lifeOf(seed);
  expect(Object.entries(life.changes).filter(([, times]) => times === 0)).toEqual([]);
  expect(Math.min(...Object.values(life.counted))).toBeGreaterThan(50);
  expect(Math.min(...Object.values(life.hours.entered))).toBeGreaterThan(0);
  const is = (kind: string, what: RegExp) => life.items.filter(({ pk, sk, data }) => pk.startsWith(kind) && sk === 'S' && what.test(String(data))).length;
  /** Heads that are packed, and records merged into others. */
  expect(Math.min(is('REF#', /^[^{]/), is('PERSON#', /"mergedInto"/))).toBeGreaterThan(0);
  const sources = {
    people: happened({ items: life.items, fifths }),
    closed,
    today,
    months,
    hours: life.hours,
    cells: cellsIn(life.work, life.programme.area, months),
  };
  const all = await compare(sources, placesOf(life, seed === 1));
  compared.push(all);
  expect(all.different.slice(0, 5)).toEqual([]);
});

/** The night after the clocks change; the last day of the window of a follow-up to who was asked on 31 October, and the day after it. */
test.for(['2026-03-29', '2026-09-15', '2026-09-16'] as LocalDate[])('figures of %s know nothing that was learnt later', async (day) => {
  const life = await lifeOf(1);
  const { programme, deps, work, items } = life;
  const [set, asAt] = [setAsAt(day), endOfLondonDay(day)];
  for (const { id } of programme.practices) await writeSet(set, (await recountPractice({ area: programme.area, practice: id }, deps, asAt)).cells, deps);
  const people = happened({ items, fifths, asAt });
  const all = await compare(
    { people, closed, today: day, months, hours: life.hours, cells: cellsIn(work, programme.area, months, set) },
    placesOf(life, day === '2026-03-29'),
  );
  compared.push(all);
  expect(all.different.slice(0, 5)).toEqual([]);
});

afterAll(() => {
  const asked = Object.keys(metrics).filter((name) => metrics[name]?.compute.kind !== 'elsewhere');
  const times = (name: string) => compared.reduce((sum, { notNought }) => sum + (notNought.get(name) ?? 0), 0);
  const answers = compared.reduce((sum, one) => sum + one.answers, 0);
  const said = asked.reduce((sum, name) => sum + times(name), 0);
  console.log(`${answers} answers to ${asked.length} questions compared, of which ${said} are not nought`);
  expect(asked.filter((name) => times(name) === 0)).toEqual([]);
  expect(answers).toBeGreaterThan(50_000);
});
