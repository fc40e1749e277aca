/** All figures of an area as an archive, or as several where one would be too long: made a practice at a time, kept in compressed pieces, and at no time whole in memory. In `access`, which forgets it. */

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
/** `packed`: what of it is written so far. */
type File = { packed: Packed; parts: readonly Part[] };
export type FiguresExport = Place & {
  rev: number;
  asAt: Instant;
  definitionsVersion: number;
  /** The whole area stands first, by `wholeArea`. */
  practices: readonly { id: string; name: string }[];
  /** How many of them are in it. */
  at: number;
  rows: number;
  /** Each is a table with its head, in an archive of its own; a practice is in one of them alone. */
  files: readonly File[];
};
type Jobs = KeptJobs<Place, FiguresExport>;
export const figuresExports = (table: Table, at: Instant): Jobs =>
  keptJobs<Place, FiguresExport>(table, at, ({ area, period }) => [`every-figure/${area}`, period]);

export const isMade = ({ at, practices }: FiguresExport): boolean => at >= practices.length;
const nothing: Packed = { name: 'figures.csv', size: 0, packedSize: lastBlock.length, crc: 0 };
export const begun = (of: Pick<FiguresExport, 'area' | 'period' | 'asAt' | 'definitionsVersion' | 'practices'>): FiguresExport => ({
  ...of,
  ...{ rev: 1, at: 0, rows: 0, files: [] },
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
type Added = { packed: Packed; pieces: readonly Uint8Array[] };
/** Written behind what there is, or at the beginning of a file, under what it is. */
const added = (rows: readonly (readonly string[])[], before: Packed | undefined, head: Making['head']): Added => {
  const above = head.map(([label, text]) => csvLine([`# ${label}`, spreadsheetText(text)])).join('');
  const texts = before ? textsOf(rows) : textsOf([rowHead, ...rows]).map((text, n) => (n === 0 ? `\uFEFF${above}${text}` : text));
  const pieces = texts.map(packed);
  return { packed: texts.reduce((file, text, n) => plus(file, text, pieces[n] ?? new Uint8Array()), before ?? nothing), pieces };
};
/** The next practice. The job as it is afterwards, whoever took the step. */
export const exportStep = async (job: FiguresExport, making: Making): Promise<FiguresExport> => {
  const { jobs, ids, head } = making;
  const rows = await rowsAt(job, making);
  const last = job.files.at(-1);
  const behind = last && added(rows, last.packed, head);
  const goesOn = behind !== undefined && !isTooLong([behind.packed]);
  const { packed: file, pieces } = goesOn ? behind : added(rows, undefined, head);
  const name = ids.id();
  await jobs.putPieces(job, name, 0, pieces);
  const parts = [...(goesOn && last ? last.parts : []), ...(pieces.length === 0 ? [] : [{ name, pieces: pieces.length }])];
  const files = [...(goesOn ? job.files.slice(0, -1) : job.files), { packed: file, parts }];
  const after: FiguresExport = { ...job, rev: job.rev + 1, at: job.at + 1, rows: job.rows + rows.length, files };
  if (await jobs.write(after, job)) return after;
  return (await jobs.load(job)) ?? after;
};

/** The archive of one of its files from its first byte to its last, a piece at a time. */
export const figuresArchive = async function* (job: FiguresExport, n: number, jobs: Jobs): AsyncGenerator<Uint8Array> {
  const file = job.files[n];
  if (!file) throw new Error(`an export has no file ${n}`);
  const many = job.files.length;
  const named = many === 1 ? file.packed : { ...file.packed, name: `figures-${n + 1}-of-${many}.csv` };
  yield fileHead(named);
  for (const { name, pieces } of file.parts) for (let at = 0; at < pieces; at += 1) yield await jobs.piece(job, name, at);
  yield lastBlock;
  yield archiveEnd([named]);
};
