/** From pasted lines or a file to rows whose cells are asked for by the name of their column. */
import { readCsv } from '#platform/csv';
import type { Words } from '#web/words/words';
import { columns, type ImportKind, mostBytes, mostRows, needed } from './kinds.ts';

/** `column`: as the hub calls it; absent where the whole line is meant. */
export type LineProblem = { line: number; column?: string; text: string };
/** An empty text where nothing stands. */
export type Row = { line: number; cell(name: string): string };
type TableRead = { ok: true; rows: Row[] } | { ok: false; fault: string } | { ok: false; problems: LineProblem[] };

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');
type Header = { at: Map<string, number>; problems: LineProblem[] };
const headerOf = (cells: readonly string[], line: number, kind: ImportKind, { imports: { faults: say } }: Words): Header => {
  const at = new Map<string, number>();
  const problems: LineProblem[] = [];
  for (const [n, given] of cells.entries()) {
    const name = columns[kind].find((one) => plain(one) === plain(given));
    if (given === '') continue;
    if (name === undefined) problems.push({ line, text: say.unknownColumn(given.slice(0, 60)) });
    else if (at.has(name)) problems.push({ line, column: name, text: say.columnTwice(name) });
    else at.set(name, n);
  }
  const missing = needed[kind].filter((name) => !at.has(name)).map((name) => ({ line, column: name, text: say.noColumn(name) }));
  return { at, problems: [...problems, ...missing] };
};

export const readTable = async (kind: ImportKind, text: string, words: Words): Promise<TableRead> => {
  const { faults: say } = words.imports;
  if (text.trim() === '') return { ok: false, fault: say.nothing };
  if (Buffer.byteLength(text) > mostBytes) return { ok: false, fault: say.tooLong };
  const read = await readCsv(text, mostRows + 1);
  if (!read.ok) return { ok: false, fault: read.problem === 'quotes' ? say.quotes(read.line) : say.tooMany(mostRows) };
  const [first, ...others] = read.rows;
  if (!first || others.length === 0) return { ok: false, fault: say.onlyHeadings };
  const { at, problems } = headerOf(first.cells, first.line, kind, words);
  if (problems.length > 0) return { ok: false, problems };
  const surplus = others.filter(({ cells }) => cells.slice(first.cells.length).some((cell) => cell !== '')).map(({ line }) => ({ line, text: say.surplus }));
  if (surplus.length > 0) return { ok: false, problems: surplus };
  return { ok: true, rows: others.map(({ line, cells }) => ({ line, cell: (name) => cells[at.get(name) ?? -1] ?? '' })) };
};
