/** Makes the archive of a gathered export: the people as coarsely as they must be told, what says what is in it, and the sums by which it can be checked. */
import { createHash } from 'node:crypto';
import { listSizeOn } from '#directory/over-time';
import { archiveEnd, fileHead, isTooLong } from '#platform/archive';
import { checked, lastBlock, packed, textsOf, unpacked } from '#platform/pieces';
import { daysBetween } from '#platform/time';
import { classesOf, mildest, tellingAt } from './anonymity.ts';
import { dictionaryHead, dictionaryRows, headOf } from './columns.ts';
import { readFlowKey, stages } from './flow.ts';
import { type Gathering, waitingIn } from './gather.ts';
import type { Job, Sealed } from './job.ts';
import type { Jobs } from './job-store.ts';
import { manifestOf } from './manifest.ts';
import { toldRow } from './rows.ts';
import { scriptOf } from './script.ts';

const sizes = [3000, 6000, 9000];
const sizeBand = (patients: number | undefined): string => {
  if (patients === undefined) return '';
  const at = sizes.findIndex((most) => patients < most);
  return at === 0 ? '0-2999' : at < 0 ? '9000+' : `${sizes[at - 1]}-${(sizes[at] ?? 0) - 1}`;
};
const practiceRows = async ({ practices, cutOff }: Job, { directory, pseudonym, study }: Gathering): Promise<string[][]> => {
  const all = await Promise.all(practices.map((id) => directory.practice(id)));
  return all.flatMap((practice) =>
    (practice?.arms ?? [])
      .toSorted((one, other) => (one.from < other.from ? -1 : 1))
      .filter(({ from }) => from <= cutOff)
      .map(({ arm, from }) => [
        practice ? pseudonym('practice', practice.id) : '',
        arm,
        String(daysBetween(study.from, from)),
        sizeBand(listSizeOn(practice?.listSizes, cutOff)?.patients),
      ]),
  );
};
const stagesInOrder: readonly string[] = stages;
const flowRows = ({ flow }: Job): string[][] =>
  Object.entries(flow)
    .map(([key, count]) => ({ ...readFlowKey(key), count }))
    .map(({ arm, stage, reason, count }) => ({
      order: `${arm} ${String(stagesInOrder.indexOf(stage)).padStart(2, '0')} ${reason}`,
      row: [arm, stage, reason, String(count)],
    }))
    .sort((one, other) => (one.order < other.order ? -1 : 1))
    .map(({ row }) => row);

/** Reads the file once, piece by piece. */
const sealed = async (job: Job, name: string, file: string, pieces: number, jobs: Jobs, rows?: number): Promise<Sealed> => {
  const sum = createHash('sha256');
  let [size, packedSize, crc] = [0, lastBlock.length, 0];
  for (let n = 0; n < pieces; n += 1) {
    const piece = await jobs.piece(job, file, n);
    const bytes = unpacked(piece);
    sum.update(bytes);
    [size, packedSize, crc] = [size + bytes.length, packedSize + piece.length, checked(bytes, crc)];
  }
  return { name, size, packedSize, crc, pieces, sha256: sum.digest('hex'), ...(rows === undefined ? {} : { rows }) };
};
const kept = async (job: Job, name: string, texts: readonly string[], jobs: Jobs, rows?: number): Promise<Sealed> => {
  await jobs.putPieces(job, name, 0, texts.map(packed));
  return sealed(job, name, name, texts.length, jobs, rows);
};
const table = (job: Job, name: string, head: readonly string[], rows: readonly (readonly string[])[], jobs: Jobs): Promise<Sealed> =>
  kept(job, name, textsOf([head, ...rows]), jobs, rows.length);

/** As it was gathered: its first row is the head. */
const gathered = (job: Job, file: string, jobs: Jobs): Promise<Sealed> => {
  const { pieces, rows } = job.files[file] ?? { pieces: 0, rows: 1 };
  return sealed(job, file, file, pieces, jobs, rows - 1);
};
const gatheredFiles = ['contacts', 'suggestions', 'measures'] as const;

/** Undefined: more than an answer carries. It asks nothing: whether it may be made was asked before. */
export const madeOf = async (job: Job, gathering: Gathering): Promise<Job | undefined> => {
  const { study, jobs } = gathering;
  const looked = mildest(job.looked ?? []);
  if (!looked) throw new Error('an export that hides nobody well enough was to be made');
  const waiting = await waitingIn(job, gathering);
  const telling = tellingAt(classesOf(waiting.map(({ told }) => told)), looked.level);
  const people = waiting.map((one) => toldRow(one, telling));
  const files: Sealed[] = [
    await table(job, 'participants.csv', headOf('participants'), people, jobs),
    await table(job, 'practices.csv', headOf('practices'), await practiceRows(job, gathering), jobs),
  ];
  for (const file of gatheredFiles) files.push({ ...(await gathered(job, file, jobs)), name: `${file}.csv` });
  files.push(
    await table(job, 'flow.csv', headOf('flow'), flowRows(job), jobs),
    await table(job, 'data-dictionary.csv', dictionaryHead, dictionaryRows(), jobs),
    await kept(job, 'read.R', [scriptOf(study.instruments)], jobs),
  );
  const told = files.map(({ name, rows, size, sha256 }) => ({ name, ...(rows === undefined ? {} : { rows }), bytes: size, sha256 }));
  files.push(await kept(job, 'manifest.json', [manifestOf({ study, cutOff: job.cutOff, files: told, looked, flow: job.flow, missing: job.missing })], jobs));
  return isTooLong(files) ? undefined : { ...job, rev: job.rev + 1, made: { level: looked.level, files } };
};

/** Under which its pieces lie: what was gathered goes by another name until it is made. */
const keptAs = (name: string): string => gatheredFiles.find((file) => name === `${file}.csv`) ?? name;
/** The archive from its first byte to its last, a piece at a time. */
export const archiveOf = async function* (job: Job, jobs: Jobs): AsyncGenerator<Uint8Array> {
  const files = job.made?.files ?? [];
  for (const file of files) {
    yield fileHead(file);
    for (let n = 0; n < file.pieces; n += 1) yield await jobs.piece(job, keptAs(file.name), n);
    yield lastBlock;
  }
  yield archiveEnd(files);
};
