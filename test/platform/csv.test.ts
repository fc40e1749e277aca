/** Tables as they come out of spreadsheets, and what is wrong with them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, readCsv, spreadsheetText } from '#platform/csv';

const cellsOf = async (text: string) => {
  const read = await readCsv(text, 1_000);
  return read.ok ? read.rows.map(({ cells }) => cells) : read;
};
const linesOf = async (text: string) => {
  const read = await readCsv(text, 1_000);
  return read.ok ? read.rows.map(({ line }) => line) : read;
};

describe('a table', () => {
  test('is read with commas, with semicolons as Excel writes them, and with tabs as they are pasted', async () => {
    const expected = [
      ['practice', 'patients'],
      ['birchtree', '5,123'],
    ];
    expect(await cellsOf('practice,patients\nbirchtree,"5,123"\n')).toEqual(expected);
    expect(await cellsOf('practice;patients\r\nbirchtree;5,123\r\n')).toEqual(expected);
    expect(await cellsOf('practice\tpatients\r\nbirchtree\t5,123')).toEqual(expected);
  });
  test('may begin with a byte order mark and end its lines in any way', async () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(await cellsOf(`\uFEFFid,name${end}a,b${end}`)).toEqual([
        ['id', 'name'],
        ['a', 'b'],
      ]);
    expect(await cellsOf('\uFEFF"id",name\r\na,b')).toEqual([
      ['id', 'name'],
      ['a', 'b'],
    ]);
    expect(await cellsOf('id,name\r\na,b\nc,d\r\n')).toEqual([
      ['id', 'name'],
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
  test('keeps quotes, commas and line breaks within quotes', async () => {
    expect(await cellsOf('id,name\na,"The ""Old"" Mill, Govan"\nb,"two\nlines"')).toEqual([
      ['id', 'name'],
      ['a', 'The "Old" Mill, Govan'],
      ['b', 'two\nlines'],
    ]);
  });
  test('keeps what looks like a formula, a number or a day as the text it is', async () => {
    expect(await cellsOf("id,name\n007,=1+1\n+44,@SUM(A1)\n-5,'1/2")).toEqual([
      ['id', 'name'],
      ['007', '=1+1'],
      ['+44', '@SUM(A1)'],
      ['-5', "'1/2"],
    ]);
  });
  test('says of each row in which line it begins', async () => {
    expect(await linesOf('id,name\n\na,"two\nlines"\n,\nb,c\n\n\nd,e')).toEqual([1, 3, 6, 9]);
  });
  test('may have rows of other lengths', async () => {
    expect(await cellsOf('id,name\na\nb,c,d')).toEqual([['id', 'name'], ['a'], ['b', 'c', 'd']]);
  });
  test('is none when it is empty', async () => {
    expect(await cellsOf('')).toEqual([]);
    expect(await cellsOf('\n , \n')).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test('is told with its line: a quote that never ends, or stands within a word', async () => {
    expect(await readCsv('id,name\na,"b\nc,d\n', 10)).toEqual({ ok: false, problem: 'quotes', line: 2 });
    expect(await readCsv('id,name\na,b\nc,d"e\n', 10)).toEqual({ ok: false, problem: 'quotes', line: 3 });
    expect(await readCsv('id,name\na,"b" c\n', 10)).toEqual({ ok: false, problem: 'quotes', line: 2 });
  });
  test('is told where it is too long', async () => {
    expect(await readCsv('a\nb\nc\nd\n', 3)).toEqual({ ok: false, problem: 'too-long', line: 4 });
    expect(await readCsv('a\nb\nc\n', 3)).toMatchObject({ ok: true });
  });
});

test('what is written is read again, whatever the cells hold', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', ' ', '=', '😀'), maxLength: 6 }).map((text) => text.trim());
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
  let read = 0;
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const text = ['first,second\r\n', ...rows.map(csvLine)].join('');
      read += 1;
      expect(await cellsOf(text)).toEqual([['first', 'second'], ...rows.filter((cells) => cells.some((one) => one !== ''))]);
    }),
  );
  console.log(`Read ${read} tables again`);
  expect(read).toBeGreaterThan(0);
});

test('what a spreadsheet would take for a formula is made text, with space before it too, and however wide its sign is', () => {
  for (const text of ['=1+1', '+44', '-5', '@SUM(A1)', '\t=1', '\r=1', ' =1+1', '\u00a0=1+1', '\n=1', '\uff1d1+1', '\uff0b1', '\uff0d1', '\uff20A1'])
    expect(spreadsheetText(text)).toBe(`'${text}`);
  for (const text of ['', 'Birchtree', 'a=b', '5 - 10', ' plain', "'1"]) expect(spreadsheetText(text)).toBe(text);
});
