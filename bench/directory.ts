/** Whether the directory keeps up with all of Scotland: a whole copy of ALISS, a second that changes nothing, and searches over it. */
import { alissOf } from '#directory/aliss/aliss-store';
import { syncAliss } from '#directory/aliss/sync-store';
import { find, type Wish } from '#directory/find';
import { finder } from '#directory/find-store';
import type { AreaId } from '#identity/types';
import { startAliss } from '#local/aliss/stand-in';
import { randomIds } from '#platform/ids';
import { originFetch } from '#platform/origin-fetch';
import { systemClock } from '#platform/time';
import type { Table } from '#platform/types';
import { engineTables } from '#test/engine-tables';
import { fine, printTable, whole } from './table.ts';

const glasgow = 'S12000049' as AreaId;
const wishes: Wish[] = [
  { area: glasgow, need: 'food-fuel', day: 2 },
  { area: glasgow, text: 'walk tea' },
  { area: glasgow, need: 'money', access: ['step-free'], cost: 'free' },
  { area: glasgow, need: 'loneliness', age: 77, language: 'en', point: { latitude: 55.86, longitude: -4.25 }, near: 5 },
];
const seconds = async (doing: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await doing();
  return (performance.now() - started) / 1000;
};
const synced = (table: Table, url: string) => () =>
  syncAliss({ aliss: alissOf(url, originFetch([url], 10)), table, clock: systemClock, ids: randomIds, pause: async () => undefined }, { anyway: true });

/** Milliseconds, as a function does it that is warm: one get, then the search. */
const searched = async (table: Table, times: number): Promise<{ times: number[]; found: number }> => {
  const search = finder({ table, directory: { organisationsIn: async () => [] } });
  const took: number[] = [];
  let found = 0;
  for (let n = 0; n < times; n += 1) {
    const started = performance.now();
    const { entries } = await search.findable(glasgow);
    const { matches, mayMatch } = find(entries, wishes[n % wishes.length] ?? {});
    took.push(performance.now() - started);
    found += matches.length + mayMatch.length;
  }
  if (found === 0) throw new Error('the searches found nothing');
  return { times: took, found };
};

export const benchDirectory = async (services: number, searches: number): Promise<void> => {
  const units: number[] = [];
  const [engine, aliss] = [await engineTables((count) => units.push(count)), await startAliss(services)];
  try {
    const first = await seconds(synced(engine.access, aliss.url));
    const whole1 = units.splice(0).reduce((sum, one) => sum + one, 0);
    const second = await seconds(synced(engine.access, aliss.url));
    const whole2 = units.splice(0).reduce((sum, one) => sum + one, 0);
    const { times } = await searched(engine.access, searches);
    const [cold = 0, ...warm] = times;
    const sorted = warm.sort((one, other) => one - other);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
    process.stdout.write(`A directory of ${services} services, on a table engine; write units as the engine counts them.\n`);
    printTable(
      ['', 'measured', 'write units'],
      [
        ['whole copy, seconds (at most 20)', fine(first), whole(whole1)],
        ['again, nothing changed, seconds', fine(second), whole(whole2)],
        ['first search of an instance, ms', fine(cold), ''],
        ['search, median ms', fine(at(0.5)), ''],
        ['search, p95 ms (at most 50)', fine(at(0.95)), ''],
      ],
    );
  } finally {
    await Promise.all([engine.stop(), aliss.stop()]);
  }
};
