/** A cell in every medium: whatever a reader meets, it says the same. */
import { policy } from './policy.ts';
import type { Cell, Tier } from './types.ts';

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
