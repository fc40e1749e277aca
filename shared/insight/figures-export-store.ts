/** All figures of an area as one archive: made a practice at a time, kept in compressed pieces, and at no time whole in memory. In `access`, which forgets it. */

import { archiveEnd, fileHead, isTooLong, type Packed } from '#platform/archive';
import { csvLine, spreadsheetText } from '#platform/csv';
import { type KeptJobs, keptJobs } from '#platform/kept-jobs';
import { checked, lastBlock, packed, textsOf } from '#platform/pieces';
import type { Ids, Instant, Table } from '#platform/types';
import { now, type Section, sections, wholeArea } from './counted/tally.ts';
import { all } from './disclosure/types.ts';
import { readCells } from './figures-store.ts';
import type { Metric } from './metrics/types.ts';
import { rowHead, rowsOf } from './practice-rows.ts';
import type { ReportPeriod } from './report-period.ts';

type Place = { area: string; period: string };
/** Pieces as they lie under a name of their own: who came too late left some that nobody reads. */
type Part = { name: string; pieces: number };
export type FiguresExport = Place & {
  rev: number;
  asAt: Instant;
  definitionsVersion: number;
  /** The whole area stands first, by `wholeArea`. */
  practices: readonly { id: string; name: string }[];
  /** How many of them are in it. */
  at: number;
  rows: number;
  parts: readonly Part[];
  /** What of `figures.csv` is in it so far. */
  file: Packed;
};
type Jobs = KeptJobs<Place, FiguresExport>;
export const figuresExports = (table: Table, at: Instant): Jobs => keptJobs<Place, FiguresExport>(table, at, ({ area, period }) => [`figures/${area}`, period]);

export const isMade = ({ at, practices }: FiguresExport): boolean => at >= practices.length;
const nothing: Packed = { name: 'figures.csv', size: 0, packedSize: lastBlock.length, crc: 0 };
export const begun = (of: Pick<FiguresExport, 'area' | 'period' | 'asAt' | 'definitionsVersion' | 'practices'>): FiguresExport => ({
  ...of,
  ...{ rev: 1, at: 0, rows: 0, parts: [], file: nothing },
});

/** `head`: what stands above the table. `divisorsOf`: what rates of a practice are divided by. */
type Making = {
  jobs: Jobs;
  work: Table;
  ids: Pick<Ids, 'id'>;
  period: ReportPeriod;
  head: readonly (readonly [string, string])[];
  divisorsOf(practice: string): Promise<(metric: Metric, period: ReportPeriod) => number | undefined>;
};
const read: readonly Section[] = [sections.all, sections.need];
const rowsAt = async ({ area, practices, at }: FiguresExport, { work, period, divisorsOf }: Making): Promise<string[][]> => {
  const practice = practices[at];
  if (!practice) return [];
  const months = [...period.months, now];
  const cells = await Promise.all(read.map((section) => readCells(work, { areas: [area], practice: practice.id, months, section })));
  const of = practice.id === wholeArea ? () => undefined : await divisorsOf(practice.id);
  return [...rowsOf({ ...practice, id: practice.id === wholeArea ? all : practice.id, name: spreadsheetText(practice.name), cells: cells.flat(), period, of })];
};
const plus = (file: Packed, text: string, piece: Uint8Array): Packed => {
  const bytes = Buffer.from(text);
  return { ...file, size: file.size + bytes.length, packedSize: file.packedSize + piece.length, crc: checked(bytes, file.crc) };
};
/** The next practice. The job as it is afterwards, whoever took the step. */
export const exportStep = async (job: FiguresExport, making: Making): Promise<FiguresExport> => {
  const { jobs, ids, head } = making;
  const rows = await rowsAt(job, making);
  const above = head.map(([label, text]) => csvLine([`# ${label}`, spreadsheetText(text)])).join('');
  const texts = textsOf(job.at === 0 ? [rowHead, ...rows] : rows).map((text, n) => (job.at === 0 && n === 0 ? `\uFEFF${above}${text}` : text));
  const pieces = texts.map(packed);
  const name = ids.id();
  await jobs.putPieces(job, name, 0, pieces);
  const file = texts.reduce((before, text, n) => plus(before, text, pieces[n] ?? new Uint8Array()), job.file);
  const parts = pieces.length === 0 ? job.parts : [...job.parts, { name, pieces: pieces.length }];
  const after: FiguresExport = { ...job, rev: job.rev + 1, at: job.at + 1, rows: job.rows + rows.length, parts, file };
  if (await jobs.write(after, job)) return after;
  return (await jobs.load(job)) ?? after;
};

/** More than an answer carries. */
export const isTooBig = ({ file }: FiguresExport): boolean => isTooLong([file]);
/** The archive from its first byte to its last, a piece at a time. */
export const figuresArchive = async function* (job: FiguresExport, jobs: Jobs): AsyncGenerator<Uint8Array> {
  yield fileHead(job.file);
  for (const { name, pieces } of job.parts) for (let n = 0; n < pieces; n += 1) yield await jobs.piece(job, name, n);
  yield lastBlock;
  yield archiveEnd([job.file]);
};
