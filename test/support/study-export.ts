/** Makes a whole export over given tables, and reads an archive back without the code that made it. */
import { inflateRawSync } from 'node:zlib';
import type { Practice } from '#directory/types';
import type { Instant, LocalDate, Table } from '#platform/types';
import { beginning, type Gathering, gatherStep, isGathered } from '#study/gather';
import type { Job } from '#study/job';
import { jobStore } from '#study/job-store';
import { archiveOf, madeOf } from '#study/make';
import { pseudonymsBy } from '#study/pseudonyms';
import { sampleStore } from '#study/sample-store';
import { studyStore } from '#study/study-store';
import type { Study } from '#study/types';
import { readingOf } from '#web/study/reading';

export const gatheringOver = (referrals: Table, access: Table, study: Study, practices: readonly Practice[], key = 'a key of the test'): Gathering => ({
  study,
  reading: readingOf(referrals, access),
  directory: {
    practice: async (id) => {
      const found = practices.find((one) => one.id === id);
      return found && { ...found, version: { versionId: 1, lastUpdated: '2025-01-01T00:00:00.000Z' as Instant } };
    },
    organisation: async () => undefined,
  },
  samples: sampleStore(referrals),
  pseudonym: pseudonymsBy(Buffer.from(key)),
  jobs: jobStore(access, '2026-11-23T09:30:00.000Z' as Instant),
});
export const gathered = async (referrals: Table, gathering: Gathering, cutOff: LocalDate): Promise<Job> => {
  const said = await studyStore(referrals).saidCount(gathering.study.id);
  let job = beginning(gathering.study, cutOff, said, gathering.pseudonym);
  await gathering.jobs.write(job);
  while (!isGathered(job)) job = await gatherStep(job, gathering);
  return job;
};
/** In parts, as it is sent. */
export const archived = async (job: Job, gathering: Gathering): Promise<Buffer> => {
  const made = await madeOf(job, gathering);
  if (!made) throw new Error('it is too big');
  const parts: Uint8Array[] = [];
  for await (const part of archiveOf(made, gathering.jobs)) parts.push(part);
  return Buffer.concat(parts);
};

/** Name and text of each file, by the listing at the archive's end. */
export const unzipped = (archive: Buffer): Record<string, string> => {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const count = archive.readUInt16LE(end + 10);
  const files: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    const [packed, length, offset] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    const name = archive.subarray(at + 46, at + 46 + length).toString();
    const from = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
    files[name] = inflateRawSync(archive.subarray(from, from + packed)).toString();
    at += 46 + length;
  }
  return files;
};
export const rowsIn = (csv: string | undefined): Record<string, string>[] => {
  const [head = '', ...lines] = (csv ?? '').trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, n) => [names[n] ?? '', cell.replaceAll('"', '')])));
};
