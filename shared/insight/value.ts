/** What charts draw and sentences say: a number, or a cell of a publication that may hide it. */
import { spoken } from './disclosure/render.ts';
import type { Cell } from './disclosure/types.ts';
import { numberText } from './number-text.ts';

/** `undefined`: nothing was measured. */
export type Value = Cell | number | undefined;

export const numberOf = (value: Value): number | undefined => {
  if (value === undefined || typeof value === 'number') return value;
  return 'shown' in value ? value.shown : undefined;
};
/** What stands in a chart in the place of a number. */
export const markerOf = (value: Value): 'c' | 'z' | undefined => {
  if (value === undefined || typeof value === 'number' || 'shown' in value) return undefined;
  return 'hidden' in value ? value.hidden : value.none;
};
/** For texts; `missing` says that nothing was measured. */
export const valueText = (value: Value, missing: string): string => {
  const number = numberOf(value);
  if (number !== undefined) return numberText(number);
  return value === undefined || typeof value === 'number' ? missing : spoken(value);
};
