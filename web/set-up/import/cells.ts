/** Reads the cells of one row, and gathers what is wrong with each. */
import { parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import type { Words } from '#web/words/words';
import type { LineProblem, Row } from './table.ts';

/** As the hub writes days, or as a spreadsheet in Britain does. */
const dayIn = (text: string): LocalDate | undefined => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? [];
  return parseLocalDate(year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
};
const plain = (word: string) => word.toLowerCase().replaceAll(/[^a-z]/g, '');

const partsIn = (text: string): number[] | undefined => {
  const given = text
    .replaceAll(',', '.')
    .split(/\s+/)
    .filter((one) => one !== '');
  return given.every((one) => /^\d?(\.\d{1,2})?$/.test(one) && Number(one) <= 2) ? given.map(Number) : undefined;
};

export const cellReader = ({ line, cell }: Row, problems: LineProblem[], { imports: { lineText: say } }: Words) => {
  const wrong = (column: string, text: string): undefined => {
    problems.push({ line, column, text });
  };
  const day = (name: string): LocalDate | undefined => {
    const given = cell(name);
    return given === '' ? undefined : (dayIn(given) ?? wrong(name, say.day));
  };
  return {
    wrong,
    text: cell,
    needed: (name: string): string => cell(name) || (wrong(name, say.empty) ?? ''),
    day,
    neededDay: (name: string): LocalDate | undefined => (cell(name) === '' ? wrong(name, say.empty) : day(name)),
    /** Spaces and commas between thousands are the spreadsheet's. */
    whole: (name: string, most: number): number | undefined => {
      const given = cell(name).replaceAll(/[\s,]/g, '');
      if (given === '') return wrong(name, say.empty);
      return /^\d{1,6}$/.test(given) && Number(given) >= 1 && Number(given) <= most ? Number(given) : wrong(name, say.number);
    },
    /** Parts of a full week, with a space between; nothing where one of them is none. */
    parts: (name: string): number[] => partsIn(cell(name)) ?? wrong(name, say.wte) ?? [],
    /** One of these words, however it is written; undefined where nothing stands. */
    word: <Word extends string>(name: string, words: ReadonlyMap<string, Word>): Word | undefined => {
      const given = cell(name);
      if (given === '') return undefined;
      const found = [...words].find(([text]) => plain(text) === plain(given));
      return found ? found[1] : wrong(name, say.oneOf([...words.keys()].join(', ')));
    },
    list: (name: string): string[] =>
      cell(name)
        .split(/[\s,;|]+/)
        .filter((one) => one !== ''),
  };
};
export type Cells = ReturnType<typeof cellReader>;
