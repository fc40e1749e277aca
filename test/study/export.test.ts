/** The whole export of a study: what is in it, what is not, and that it is the same each time. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryTable } from '#platform/memory-table';
import type { LocalDate } from '#platform/types';
import { columns, type FileName, fileNames, headOf } from '#study/columns';
import { archived, gathered, gatheringOver, rowsIn, unzipped } from '#test/study-export';
import { fillPractice, fillSample, names, postcodes, practiceOf, studyOf } from '#test/study-people';

const cutOff = '2026-11-20' as LocalDate;
const practices = [practiceOf(1, 'intervention'), practiceOf(2, 'intervention'), practiceOf(3, 'comparison')];
const study = studyOf(practices);
const filled = async () => {
  const [referrals, access] = [memoryTable(), memoryTable()];
  for (const [n, practice] of practices.entries()) {
    const arm = practice.arms?.[0]?.arm;
    if (arm === 'intervention') await fillPractice(referrals, study, practice, 60, n + 1);
    else await fillSample(referrals, study, practice, 60, n + 1);
  }
  return { referrals, access };
};
const exported = async ({ referrals, access }: Awaited<ReturnType<typeof filled>>, key?: string) => {
  const gathering = gatheringOver(referrals, access, study, practices, key);
  const job = await gathered(referrals, gathering, cutOff);
  return { job, archive: await archived(job, gathering) };
};

let tables: Awaited<ReturnType<typeof filled>>;
let archive: Buffer;
let files: Record<string, string>;
let job: Awaited<ReturnType<typeof exported>>['job'];
beforeAll(async () => {
  tables = await filled();
  ({ job, archive } = await exported(tables));
  files = unzipped(archive);
});

test('holds these files, each with the columns of the dictionary', () => {
  expect(Object.keys(files)).toEqual([
    ...['participants.csv', 'practices.csv', 'contacts.csv', 'suggestions.csv', 'measures.csv', 'flow.csv'],
    ...['data-dictionary.csv', 'read.R', 'manifest.json'],
  ]);
  for (const file of fileNames) {
    const rows = rowsIn(files[`${file}.csv`]);
    console.log(`${file}.csv: ${rows.length} rows`);
    expect(rows.length, file).toBeGreaterThan(0);
    expect(Object.keys(rows[0] ?? {})).toEqual(headOf(file));
  }
  expect(rowsIn(files['data-dictionary.csv'])).toHaveLength(fileNames.reduce((sum, file) => sum + columns[file].length, 0));
});
test('says in its manifest what is in each file, with a sum by which it can be checked', () => {
  const manifest = JSON.parse(files['manifest.json'] ?? '{}');
  expect(manifest.files).toHaveLength(8);
  for (const { name, rows, sha256, bytes } of manifest.files) {
    const text = files[name] ?? '';
    expect(createHash('sha256').update(text).digest('hex'), name).toBe(sha256);
    expect(Buffer.byteLength(text)).toBe(bytes);
    if (rows !== undefined) expect(rowsIn(text)).toHaveLength(rows);
  }
  expect(manifest).toMatchObject({
    cutOff,
    participants: job.people,
    anonymity: { least: 5, of: ['practice', 'age_band', 'sex', 'simd'] },
    study: { approval: { reference: '26/WS/0001' } },
  });
  expect(manifest.withdrawals).toBeGreaterThan(0);
  expect(manifest.anonymity.smallest).toBeGreaterThanOrEqual(5);
});
test('is the same, byte for byte, from the same data', async () => {
  expect((await exported(await filled())).archive.equals(archive)).toBe(true);
});
test('calls nobody by the same name in another study', async () => {
  const other = unzipped((await exported(tables, 'another key')).archive);
  const called = (all: Record<string, string>) => new Set(rowsIn(all['participants.csv']).flatMap(({ participant, practice }) => [participant, practice]));
  const [one, two] = [called(files), called(other)];
  expect(one.size).toBe(two.size);
  expect([...one].filter((name) => two.has(name))).toEqual([]);
});

describe('nothing personal', () => {
  test('is in any byte of it: no name, place, note, id, or day of anybody', () => {
    const all = Object.entries(files).flatMap(([name, text]) => (name.endsWith('.csv') ? [text] : []));
    const text = [...all, files['manifest.json'] ?? ''].join('\n').replaceAll(cutOff, '');
    const ids = tables.referrals.all().flatMap(({ pk }) => /^(?:PERSON|REF)#(.+)$/.exec(pk)?.[1] ?? []);
    const hidden = [...Object.values(names), ...postcodes, ...practices.flatMap(({ id, name }) => [id, name]), 'drumgarth', 'catriona', ...new Set(ids)];
    console.log(`${hidden.length} texts looked for in ${text.length} characters`);
    expect(hidden.length).toBeGreaterThan(200);
    const lower = text.toLowerCase();
    expect(hidden.filter((one) => lower.includes(one.toLowerCase()))).toEqual([]);
    expect(all.join('').match(/\d{4}-\d\d-\d\d/g), 'days').toBeNull();
    const births = tables.referrals.all().flatMap(({ data }) => /"birthDate":"(\d{4}-\d\d-\d\d)/.exec(String(data))?.[1] ?? []);
    expect(births.length).toBeGreaterThan(50);
  });
});

describe('the people in it', () => {
  const people = () => rowsIn(files['participants.csv']);
  test('are those who agreed, each once, in the arm of their practice', () => {
    const rows = people();
    expect(new Set(rows.map(({ participant }) => participant)).size).toBe(rows.length);
    expect(rows.length).toBe(job.people);
    expect(job.flow['intervention eligible ']).toBe(120);
    const [asked, unasked] = [job.flow['intervention asked '] ?? 0, job.flow['intervention not-asked '] ?? 0];
    expect(asked + unasked).toBe(120);
    expect(job.flow['intervention takes-part ']).toBe(asked - (job.flow['intervention refused '] ?? 0) - (job.flow['intervention withdrew '] ?? 0));
    expect(rows.filter(({ arm }) => arm === 'comparison')).toHaveLength(60);
  });
  test('are never alone among fewer than five of a practice, age, sex and deprivation', () => {
    const classes = new Map<string, number>();
    for (const { practice, age_band: age, sex, simd } of people()) {
      const key = [practice, age, sex, simd].join('|');
      classes.set(key, (classes.get(key) ?? 0) + 1);
    }
    console.log(`${classes.size} classes, the smallest of ${Math.min(...classes.values())}`);
    expect(Math.min(...classes.values())).toBeGreaterThanOrEqual(5);
  });
  test('have contacts, suggestions and measures of people who are in it, and of nobody else', () => {
    const known = new Set(people().map(({ participant }) => participant));
    for (const file of ['contacts', 'suggestions', 'measures'] as const satisfies FileName[])
      expect(rowsIn(files[`${file}.csv`]).filter(({ participant }) => !known.has(participant ?? ''))).toEqual([]);
  });
  test('have as many contacts as are told of each', () => {
    const contacts = rowsIn(files['contacts.csv']);
    for (const { participant, contacts: count } of people().slice(0, 40))
      expect(contacts.filter((one) => one.participant === participant && one.two_way === 'yes')).toHaveLength(Number(count));
  });
});
test('a step that was broken off is done again, and comes to the same', async () => {
  const { referrals, access } = await filled();
  const gathering = gatheringOver(referrals, access, study, practices);
  const twice = { ...gathering, jobs: { ...gathering.jobs } };
  let broken = 0;
  twice.jobs.write = async (after, before) => {
    if (before && broken < 3) {
      broken += 1;
      return false;
    }
    return gathering.jobs.write(after, before);
  };
  const again = await gathered(referrals, twice, cutOff);
  expect(broken).toBe(3);
  expect((await archived(again, gathering)).equals(archive)).toBe(true);
});
