/** How long the export of a study takes, and whether its memory grows with the people in it: step by step as the pages do it. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Practice } from '#directory/types';
import { memoryTable } from '#platform/memory-table';
import type { LocalDate, Table } from '#platform/types';
import type { Study } from '#study/types';
import { engineTables } from '#test/engine-tables';
import { archived, gathered, gatheringOver } from '#test/study-export';
import { fillPractice, practiceOf, studyOf } from '#test/study-people';
import { fine, printTable, whole } from './table.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const cutOff = '2026-11-20' as LocalDate;
const megabytes = (bytes: number) => bytes / 1e6;
/** What is held while something is done, without what is garbage: the most on top of what was held before, looked at every second. */
const peakOf = async <Done>(doing: () => Promise<Done>): Promise<{ done: Done; peak: number; seconds: number; cpu: number }> => {
  const held = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = held();
  let [peak, looking] = [before, 0];
  const watch = setInterval(() => {
    const from = performance.now();
    peak = Math.max(peak, held());
    looking += performance.now() - from;
  }, 1_000);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const done = await doing();
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  return { done, peak: megabytes(peak - before), seconds: (performance.now() - started - looking) / 1000, cpu: (user + system) / 1e6 };
};

/** So many people who could take part, in the tables of either kind. */
const fill = async (study: Study, practices: readonly Practice[], people: number): Promise<MemoryTable> => {
  const table = memoryTable();
  for (const [n, practice] of practices.entries()) await fillPractice(table, study, practice, Math.ceil(people / practices.length), n + 1);
  return table;
};
type MemoryTable = ReturnType<typeof memoryTable>;
type Tables = { referrals: Table; access: Table; stop(): Promise<void> };
const kinds = {
  // Each write lets the timer in that looks at the memory.
  memory: async (referrals: MemoryTable): Promise<Tables> => ({
    referrals,
    access: memoryTable(() => new Promise(setImmediate)),
    stop: async () => undefined,
  }),
  engine: (referrals: MemoryTable): Promise<Tables> => engineTables(undefined, { referrals: referrals.all() }),
} as const;
type Kind = keyof typeof kinds;

const measured = async (kind: Kind, people: number): Promise<string[]> => {
  const practices = Array.from({ length: 30 }, (_, n) => practiceOf(n, 'intervention'));
  const study = studyOf(practices);
  const { referrals, access, stop } = await kinds[kind](await fill(study, practices, people));
  process.stderr.write(`study: ${people} people are in the tables (${kind})\n`);
  const gathering = gatheringOver(referrals, access, study, practices);
  const { done, peak, seconds, cpu } = await peakOf(async () => {
    const job = await gathered(referrals, gathering, cutOff);
    return { job, archive: await archived(job, gathering) };
  });
  await stop();
  if (done.job.people < people / 2) throw new Error(`an export of ${done.job.people} people where ${people} could take part`);
  return [kind, whole(people), whole(done.job.people), fine(seconds), fine(cpu), fine(megabytes(done.archive.length)), fine(peak)];
};

const runs = {
  quick: [
    ['memory', 600],
    ['engine', 600],
  ],
  whole: [
    ['memory', 2_500],
    ['memory', 11_500],
    ['engine', 2_500],
    ['engine', 11_500],
  ],
} as const satisfies Record<string, readonly (readonly [Kind, number])[]>;
/** Of so many people who could take part, in 30 practices; of 11,500 ten thousand do. */
export const benchStudy = async (quick: boolean): Promise<void> => {
  const rows: string[][] = [];
  for (const [kind, people] of quick ? runs.quick : runs.whole) rows.push(await measured(kind, people));
  process.stdout.write(
    'An export of a study, from tables in memory and from the engine’s. Aim: 10,000 people in at most 20 s, and memory that does not grow with them.\n',
  );
  printTable(['tables', 'people', 'take part', 'seconds', 'of CPU', 'archive, MB', 'held on top at most, MB'], rows);
};
