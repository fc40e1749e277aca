/** A year and a half of invented life, counted while it is lived and recounted from its items: every answer to every question is the same. */
import { expect, test } from 'vitest';
import { metrics } from '#insight/metrics/all';
import { cellsIn, compare, fifths, T } from './compared.ts';
import { closed, lived } from './lived.ts';
import { plusDays } from './recount/days.ts';
import { happened } from './recount/happened.ts';

const today = '2026-11-02';
const months = Array.from({ length: 20 }, (_, n) => plusDays('2025-04-15', (n * 30.4375) | 0).slice(0, 7));

test.for([1])('figures counted while a year and a half is lived are those of a recount from its items alone (seed %i)', { timeout: 120_000 }, async (seed) => {
  const life = await lived(seed);
  console.log('lived', performance.now());
  const people = happened({ items: life.items, fifths });
  const sources = { people, closed, today, months, cells: cellsIn(life.work, life.programme.area, months) };
  const practices = life.programme.practices.map(({ id }, n) => ({ practice: id, apart: n < 1 }));
  const { answers, notNought, different } = await compare(sources, [{ apart: true }, ...practices]);
  console.log('compared', performance.now());
  console.log(JSON.stringify(T));
  console.log(
    answers,
    [...notNought.values()].reduce((a, b) => a + b, 0),
    life.changes,
    life.counted,
    new Set(months).size,
  );
  console.log(
    'nought:',
    Object.entries(metrics)
      .filter(([name, m]) => m.compute.kind !== 'elsewhere' && !notNought.has(name))
      .map(([name]) => name),
  );
  const byMetric = Map.groupBy(different, (one) => one.split(',')[0]);
  for (const [name, all] of byMetric) console.log(name, all.length, '\n   ', all.slice(0, 3).join('\n    '));
  if (seed) process.stdout.write('');
  expect(different.slice(0, 1)).toEqual([]);
});
