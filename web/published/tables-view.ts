/** The tables of a release on a page: the first dimension down, the second, or the months, across. */
import { written } from '#insight/disclosure/render';
import { all, type Cell, type PublishedTable } from '#insight/disclosure/types';
import type { Released } from '#insight/release-types';
import type { Value } from '#insight/value';
import { barsView } from '#web/charts/bars-view';
import { valueLabel } from '#web/figures/labels';
import { shortMonth } from '#web/figures/periods';
import type { Html } from '#web/frame/html';
import { table } from '#web/set-up/parts';
import type { Words } from '#web/words/words';

type Name = keyof Words['publication']['tables'];
type Down = keyof Words['publication']['of'];
const isDown = (name: string | undefined): name is Down => name === 'practice' || name === 'need' || name === 'simd';

const labelIn = ({ practices }: Released, words: Words): ((dimension: Down, value: string) => string) => {
  const names = new Map(practices.map(({ id, name }) => [id, name]));
  return (dimension, value) => (value === all ? words.publication.all : valueLabel(dimension, value, names, words));
};
/** What every table says of each place: by what stands down, then by what stands across. */
const gridOf = (tables: readonly PublishedTable[], words: Words): Map<string, [string, Cell][]> => {
  const grid = new Map<string, [string, Cell][]>();
  for (const { by, period, cells } of tables)
    for (const { at, cell } of cells) {
      const row = grid.get(at[0] ?? '') ?? [];
      grid.set(at[0] ?? '', row);
      row.push([by.length > 1 ? (at[1] ?? '') : shortMonth(period, words), cell]);
    }
  return grid;
};
export const releasedTable = (name: Name, released: Released, words: Words, period: string = released.period): Html | undefined => {
  const tables = released.tables.filter((one) => one.name === name && (name.endsWith('-month') || one.period === period));
  const [down, across] = tables[0]?.by ?? [];
  if (!isDown(down)) return undefined;
  const label = labelIn(released, words);
  const grid = [...gridOf(tables, words)];
  const columns = (grid[0]?.[1] ?? []).map(([column]) => (isDown(across) ? label(across, column) : column));
  const rows = grid.map(([row, cells]) => [label(down, row), ...cells.map(([, cell]) => written(cell))]);
  return table(words.publication.tables[name], [words.publication.of[down], ...columns], rows);
};

/** What a margin of a table says of each category, in its order. */
export const marginOf = ({ tables, period }: Released, name: Name, down: Down): { value: string; cell: Cell }[] => {
  const found = tables.find((one) => one.name === name && one.period === period);
  const place = found?.by.indexOf(down) ?? -1;
  return (found?.cells ?? []).flatMap(({ at, cell }) =>
    at.every((one, n) => (n === place ? one !== all : one === all)) ? [{ value: at[place] ?? '', cell }] : [],
  );
};
export const totalOf = ({ tables, period }: Released): Cell =>
  tables.find((one) => one.name === 'practice-simd' && one.period === period)?.cells.find(({ at }) => at.every((one) => one === all))?.cell ?? { hidden: 'c' };

type Drawn = { id: string; title: string; name: Name; down: Down };
/** Never in the order of the numbers. */
export const marginBars = ({ id, title, name, down }: Drawn, released: Released, words: Words): Html => {
  const label = labelIn(released, words);
  const bars = marginOf(released, name, down).map(({ value, cell }) => ({ label: label(down, value), value: cell as Value }));
  return barsView({ id, title, unit: words.publication.unit, bars }, words);
};
export const marginTable = ({ title, name, down }: Omit<Drawn, 'id'>, released: Released, words: Words): Html => {
  const label = labelIn(released, words);
  const rows = marginOf(released, name, down).map(({ value, cell }) => [label(down, value), written(cell)]);
  return table(title, [words.publication.of[down], words.publication.unit], rows);
};
