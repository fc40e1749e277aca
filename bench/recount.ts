/** How fast everything can be counted again from the log, in memory and on a table engine, and whether it comes to what was counted one by one. */
import { countAll } from '#insight/counting-store';
import { reconcile } from '#insight/reconcile-store';
import { type PracticePlace, recountPractice } from '#insight/recount-store';
import { countingIn } from '#local/simulate/counting';
import { type Lived, live } from '#local/simulate/live';
import { memoryTable } from '#platform/memory-table';
import type { Table } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { engineTables } from '#test/engine-tables';
import { fine, printTable, whole } from './table.ts';

type Tables = { referrals: Table; access: Table; work: Table };
type Year = { lived: Lived; referrals: readonly ReferralId[] };
const seconds = async <T>(doing: () => Promise<T>): Promise<{ took: number; of: T }> => {
  const started = performance.now();
  const of = await doing();
  return { took: (performance.now() - started) / 1000, of };
};

const year = async (people: number, tables: Omit<Tables, 'work'>): Promise<Year> => {
  const referrals: ReferralId[] = [];
  const around = async (some: readonly ReferralId[], doIn: (table: Table) => Promise<void>) => {
    referrals.push(...some);
    await doIn(tables.referrals);
  };
  return { lived: await live({ people, months: 12 }, tables, { around }), referrals };
};
const measured = async (name: string, { lived, referrals }: Year, tables: Tables): Promise<string[]> => {
  const events = Object.values(lived.events).reduce((sum, one) => sum + (one ?? 0), 0);
  const deps = countingIn(tables);
  const places: PracticePlace[] = lived.programme.practices.map(({ id }) => ({ practice: id, area: lived.programme.area }));
  const again = await seconds(async () => {
    let commits = 0;
    for (const place of places) commits += (await recountPractice(place, deps)).commits;
    return commits;
  });
  const oneByOne = await seconds(() =>
    countAll(
      referrals.map((referral) => ({ referral })),
      deps,
    ),
  );
  if (oneByOne.of.failed.length > 0) throw new Error('somebody was not counted');
  let [late, differs] = [0, 0];
  for (const place of places) {
    const found = await reconcile(place, '2030-01', deps);
    late += found.late;
    differs += found.differs.length;
  }
  if (again.of === 0) throw new Error('nothing was counted again');
  return [
    name,
    whole(lived.people),
    whole(events),
    whole(events / again.took),
    fine(again.took),
    whole(events / oneByOne.took),
    `${late} late, ${differs} differ`,
  ];
};

export const benchRecount = async (people: number): Promise<void> => {
  const memory = { referrals: memoryTable(), access: memoryTable(), work: memoryTable() };
  const lived = await year(people, memory);
  const engine = await engineTables(undefined, { referrals: memory.referrals.all(), access: memory.access.all() });
  const inMemory = await measured('in memory', lived, memory);
  try {
    const onEngine = await measured('table engine', lived, engine);
    process.stdout.write('A simulated year, counted again from its log; each event is in the figures once.\n');
    printTable(
      ['', 'people', 'events', 'rebuilt: events a second (at least 5,000)', 'seconds', 'counted one by one: events a second', 'held against each other'],
      [inMemory, onEngine],
    );
  } finally {
    await engine.stop();
  }
};
