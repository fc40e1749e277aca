/** Tables as spreadsheets write them: with commas, semicolons or tabs, quoted or not, with or without a byte order mark. */

/** `line`: in which line of the text it begins, from 1. Cells are text, whatever they look like: `=1+1` is three letters. */
type CsvRow = { line: number; cells: string[] };
type CsvRead = { ok: true; rows: CsvRow[] } | { ok: false; problem: 'quotes' | 'too-long'; line: number };

const delimiters = [',', ';', '\t'] as const;
/** The one that parts the first line into most cells. */
const delimiterOf = (text: string): string => {
  const [first = ''] = text.split('\n', 1);
  const plain = first.replaceAll(/"[^"]*"/g, '');
  return delimiters.toSorted((one, other) => plain.split(other).length - plain.split(one).length)[0] ?? ',';
};
const lineBreaks = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);

/** Rows without any text are left out. `most`: how many rows there may be. */
export const readCsv = async (given: string, most: number): Promise<CsvRead> => {
  // Loaded by whoever reads a table, and not by every page.
  const { parse } = await import('csv-parse/sync');
  const text = given.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const rows: CsvRow[] = [];
  const delimiter = delimiterOf(text);
  try {
    parse(text, {
      ...{ delimiter, record_delimiter: '\n', relax_column_count: true },
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines - lineBreaks(cells), cells: cells.map((cell) => cell.trim()) });
        return null;
      },
    });
  } catch (error) {
    const isQuotes = error instanceof Error && 'code' in error && /QUOTE/.test(String(error.code));
    if (!isQuotes) throw error;
    return { ok: false, problem: 'quotes', line: (rows.at(-1)?.line ?? 0) + 1 };
  }
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return filled.length > most ? { ok: false, problem: 'too-long', line: filled[most]?.line ?? 0 } : { ok: true, rows: filled };
};

/** What a spreadsheet would take for a formula is made text: some pass over space before it, and some read the wide signs of East Asia. */
export const spreadsheetText = (text: string): string => (/^(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/.test(text) ? `'${text}` : text);
/** One line, as every spreadsheet reads it. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
