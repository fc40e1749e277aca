/** A release as files: all its tables in one long list, so that a spreadsheet reads it as it is; and the same for programs. */
import { footnotes, inJson } from '#insight/disclosure/render';
import { all } from '#insight/disclosure/types';
import { metrics } from '#insight/metrics/all';
import { bases } from '#insight/metrics/types';
import type { Released } from '#insight/release-types';
import { csvLine, spreadsheetText } from '#platform/csv';
import { figureNumbers } from './say.ts';

const line = (cells: readonly (string | number)[]): string => csvLine(cells.map((cell) => (typeof cell === 'string' ? spreadsheetText(cell) : String(cell))));
const dimensions = ['practice', 'need', 'simd'] as const;
export const definitionOf = (metric: string): string => {
  const found = metrics[metric];
  return found ? [found.numerator, found.denominator && `of ${found.denominator}`, `counted ${bases[found.basis]}`].filter(Boolean).join('; ') : '';
};

/** What it is, for whom, and what its marks mean; then one line for each number. Where a table is not told apart by something, it says All. */
export const csvOf = ({ area, name, period, tier, asAt, definitionsVersion, practices, tables, figures }: Released): string => {
  const head = Object.entries({ area, name, period, tier, asAt, definitionsVersion, counts: definitionOf('received') });
  const names = new Map(practices.map((one) => [one.id, one.name]));
  return [
    '\uFEFF',
    ...head.map(([label, value]) => line([`# ${label}`, value])),
    ...footnotes(tier).map((note) => line([`# ${note}`])),
    ...figures.map(({ metric }) => line([`# ${metric}`, definitionOf(metric)])),
    line(['table', 'period', ...dimensions, 'measure', 'value', 'practice_name']),
    ...tables.flatMap((table) =>
      table.cells.map(({ at, cell }) => {
        const places = dimensions.map((one) => at[table.by.indexOf(one)] ?? all);
        return line([table.name, table.period, ...places, 'received', inJson(cell), names.get(places[0] ?? '') ?? '']);
      }),
    ),
    ...figures.flatMap((figure) =>
      figureNumbers(figure).map(([measure, cell]) =>
        line(['area', figure.kind === 'paired' ? figure.of : period, all, all, all, `${figure.metric} ${measure}`, inJson(cell), '']),
      ),
    ),
  ].join('');
};
export const jsonOf = ({ tables, figures, tier, ...head }: Released) => ({
  ...{ ...head, tier, notes: footnotes(tier), counts: definitionOf('received') },
  tables: tables.map(({ name, by, period, cells }) => ({
    ...{ table: name, period },
    rows: cells.map(({ at, cell }) => ({ at: Object.fromEntries(by.map((dimension, n) => [dimension, at[n] ?? ''])), count: inJson(cell) })),
  })),
  figures: figures.map((figure) => ({
    ...{ metric: figure.metric, definition: definitionOf(figure.metric), ...(figure.kind === 'paired' ? { of: figure.of } : {}) },
    numbers: Object.fromEntries(figureNumbers(figure).map(([name, cell]) => [name, inJson(cell)])),
  })),
});
