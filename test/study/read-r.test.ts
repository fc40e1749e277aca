/** The script in R that comes with an export, run by R over the export of an invented life: it must read what there is, and come to the same. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directoryStore } from '#directory/directory-store';
import { live } from '#local/simulate/live';
import { studyOf } from '#local/simulate/study';
import { dateAt, day } from '#local/simulate/time';
import { memoryTable } from '#platform/memory-table';
import { archived, gathered, gatheringOver, rowsIn, unzipped } from '#test/study-export';

const folder = mkdtempSync(join(tmpdir(), 'links-hub-read-r-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const r = (...given: string[]) => spawnSync('Rscript', given, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
const isThere = r('--version').status === 0;
if (!isThere) process.stdout.write('There is no Rscript here: the script that comes with an export is not run.\n');

/** Twenty-one months of eight practices, of which two compare. */
const exported = async (): Promise<Record<string, string>> => {
  const [referrals, access] = [memoryTable(), memoryTable()];
  const { programme } = await live({ people: 420, months: 21, practices: 8, organisations: 12 }, { referrals, access });
  const study = studyOf(programme);
  if (!study) throw new Error('the programme has no study');
  const directory = directoryStore(access);
  const practices = (await Promise.all(study.practices.map((id) => directory.practice(id)))).flatMap((one) => one ?? []);
  const gathering = { ...gatheringOver(referrals, access, study, practices), directory };
  const job = await gathered(referrals, gathering, dateAt(programme.months.ends - day));
  return unzipped(await archived(job, gathering));
};
let files: Record<string, string>;
let plain: ReturnType<typeof r>;
beforeAll(async () => {
  if (!isThere) return;
  files = await exported();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  plain = r('read.R');
}, 60_000);

type Pair = { arm: string; before: number; after: number };
/** Said a second time, from the files alone. */
const pairsOf = (item: string): Pair[] => {
  const measures = rowsIn(files['measures.csv']).filter((one) => one.item === item && one.score !== '');
  const first = (participant: string | undefined, point: string) => {
    const all = measures.filter((one) => one.participant === participant && one.timepoint === point);
    return all.toSorted((one, other) => Number(one.day) - Number(other.day))[0]?.score;
  };
  return rowsIn(files['participants.csv']).flatMap(({ participant, arm = '' }) => {
    const [before, after] = [first(participant, 'baseline'), first(participant, 'follow-up')];
    return before === undefined || after === undefined ? [] : [{ arm, before: Number(before), after: Number(after) }];
  });
};
const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
const number = (text: string, after: string): number => Number(new RegExp(`^${after}(-?[\\d.]+)`, 'm').exec(text)?.[1]);

describe.skipIf(!isThere)('the script in R', { timeout: 60_000 }, () => {
  test('reads every row of every file, each column as what the dictionary says', () => {
    const { stdout, stderr, status } = plain;
    expect(stderr.replace(/^Loading.*|boundary.*/gm, '').trim()).toBe('');
    expect(status).toBe(0);
    for (const name of ['participants', 'practices', 'contacts', 'suggestions', 'measures', 'flow']) {
      const rows = rowsIn(files[`${name}.csv`]).length;
      expect(rows, name).toBeGreaterThan(0);
      expect(number(stdout, `${name}\\.csv: `), name).toBe(rows);
    }
    expect(stdout).toMatch(/^(?:8 files are as they were made|The files are not checked)/);
  });
  test.each([
    ['ons4-life-satisfaction', () => plain],
    ['eq-5d-5l-state', () => r('read.R', 'eq-5d-5l-state', 'nlme')],
  ])('finds in %s the people who were measured twice, and their means, and fits the model', (item, run) => {
    const { stdout, stderr, status } = run();
    expect(status, stderr).toBe(0);
    const pairs = pairsOf(item);
    for (const arm of ['comparison', 'intervention']) {
      const twice = pairs.filter((one) => one.arm === arm);
      const people = rowsIn(files['participants.csv']).filter((one) => one.arm === arm).length;
      expect(twice.length, arm).toBeGreaterThan(15);
      const [, all, n, before, after] =
        new RegExp(`^${arm}: (\\d+) people, (\\d+) measured twice, mean ([\\d.]+) before and ([\\d.]+) after`, 'm').exec(stdout) ?? [];
      expect([all, n].map(Number)).toEqual([people, twice.length]);
      expect(Number(before)).toBeCloseTo(mean(twice.map((one) => one.before)), 5);
      expect(Number(after)).toBeCloseTo(mean(twice.map((one) => one.after)), 5);
    }
    const [effect, between] = [number(stdout, 'armintervention: '), number(stdout, 'Variance between practices: ')];
    process.stdout.write(`${item}: ${pairs.length} pairs; the arm's effect is ${effect}, the variance between practices ${between}\n`);
    expect([effect, between].every(Number.isFinite)).toBe(true);
    expect(between).toBeGreaterThanOrEqual(0);
    for (const name of ['before: ', 'age_band\\S+: ', 'sex\\S+: ']) expect(number(stdout, name), name).not.toBeNaN();
  });
  test('comes to the same by nlme as by lme4, where there is that', () => {
    const [one, other] = [r('read.R', 'nlme'), plain];
    expect(number(one.stdout, 'armintervention: ')).toBeCloseTo(number(other.stdout, 'armintervention: '), 2);
  });
  test('refuses a file that was changed', () => {
    if (r('-e', 'library(jsonlite); library(digest)').status !== 0) return;
    writeFileSync(join(folder, 'contacts.csv'), `${files['contacts.csv']}\r\n`);
    const { status, stderr } = r('read.R');
    writeFileSync(join(folder, 'contacts.csv'), files['contacts.csv'] ?? '');
    expect([status, stderr.includes('contacts.csv is not as it was made')]).toEqual([1, true]);
  });
});
