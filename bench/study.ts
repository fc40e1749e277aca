/** How long the export of a study takes, and whether its memory grows with the people in it: from the engine's tables, steps as the pages take them. */
import type { Practice } from '#directory/types';
import type { LocalDate, Table } from '#platform/types';
import type { Study } from '#study/types';
import { engineTables } from '#test/engine-tables';
import { archived, gathered, gatheringOver } from '#test/study-export';
import { fillPractice, practiceOf, studyOf } from '#test/study-people';
import { fine, printTable, whole } from './table.ts';

const cutOff = '2026-11-20' as LocalDate;
const megabytes = (bytes: number) => bytes / 1e6;
/** The most that the process holds while something is done, looked at every 50 ms, over what it held before. */
const peakOf = async <Done>(doing: () => Promise<Done>): Promise<{ done: Done; peak: number }> => {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const done = await doing();
  clearInterval(watch);
  return { done, peak: megabytes(peak - before) };
};

const fill = async (table: Table, study: Study, practices: readonly Practice[], people: number) => {
  for (const [n, practice] of practices.entries()) await fillPractice(table, study, practice, Math.ceil(people / practices.length), n + 1);
};
const measured = async (people: number): Promise<string[]> => {
  const practices = Array.from({ length: 30 }, (_, n) => practiceOf(n, 'intervention'));
  const study = studyOf(practices);
  const { referrals, access, stop } = await engineTables();
  await fill(referrals, study, practices, people);
  process.stderr.write(`study: ${people} people are in the tables\n`);
  const gathering = gatheringOver(referrals, access, study, practices);
  const started = performance.now();
  const { done, peak } = await peakOf(async () => {
    const job = await gathered(referrals, gathering, cutOff);
    const between = performance.now();
    return { job, between, archive: await archived(job, gathering) };
  });
  const [gathers, makes] = [(done.between - started) / 1000, (performance.now() - done.between) / 1000];
  await stop();
  if (done.job.people < people / 2) throw new Error(`an export of ${done.job.people} people where ${people} could take part`);
  return [whole(people), whole(done.job.people), fine(gathers), fine(makes), fine(megabytes(done.archive.length)), whole(peak)];
};

/** `sizes`: people who could take part, in 30 practices. */
export const benchStudy = async (sizes: readonly number[]): Promise<void> => {
  const rows: string[][] = [];
  for (const people of sizes) rows.push(await measured(people));
  process.stdout.write('An export of a study from the engine’s tables. Aim: 10,000 people in at most 20 s, and memory that does not grow with them.\n');
  printTable(['people', 'take part', 'gathered, s', 'made, s', 'archive, MB', 'memory on top at most, MB'], rows);
};
