/** A cell in every medium: whatever a reader meets, it says the same. */
import { policy } from './policy.ts';
import type { Cell, PublishedTable, Tier } from './types.ts';

/** For CSV and tables on a page: the number or the marker, never blank. */
export const written = (cell: Cell): string => String(inJson(cell));

/** For JSON: the number, or the marker in its place. */
export const inJson = (cell: Cell): number | 'c' | 'z' => {
  if ('shown' in cell) return cell.shown;
  return 'hidden' in cell ? cell.hidden : cell.none;
};

/** For labels in a chart, for its alternative text and for sentences. */
export const spoken = (cell: Cell): string => {
  if ('shown' in cell) return String(cell.shown);
  return 'hidden' in cell ? `${cell.hidden} (confidential)` : `${cell.none} (not applicable)`;
};

/** The footnotes that go with every table, chart and file of a tier. */
export const footnotes = (tier: Tier): string[] => [
  'c: confidential. Hidden because the number is small, or because a small number could be worked out from it.',
  'z: not applicable. There can be none.',
  ...(tier === 'public' ? [`Numbers are rounded to the nearest ${policy.roundTo}, each by itself: they may not add up.`] : []),
];

/** What a spreadsheet would take for a formula is made text. */
const field = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n#]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const line = (fields: readonly string[]): string => fields.map(field).join(',');

/** One line for each cell; the footnotes stand before them as comments. */
export const csvOf = ({ by, period, cells }: PublishedTable, tier: Tier): string =>
  [
    ...footnotes(tier).map((note) => `# ${note}`),
    line(['period', ...by, 'count']),
    ...cells.map(({ at, cell }) => line([period, ...at, written(cell)])),
    '',
  ].join('\r\n');

export const jsonOf = ({ name, by, period, cells }: PublishedTable, tier: Tier) => ({
  table: name,
  period,
  notes: footnotes(tier),
  rows: cells.map(({ at, cell }) => ({ at: Object.fromEntries(by.map((dimension, n) => [dimension, at[n] ?? ''])), count: inJson(cell) })),
});
