/** From how many on a count is shown. The reasons stand in docs/disclosure-control.md. */
import type { Dimension } from './types.ts';

/** Counts under `minCell` are hidden; `sensitive` stands for sensitive categories, for ethnic groups, and for practice, need and deprivation crossed. */
export const policy = { minCell: 5, sensitive: 10, roundTo: 5 } as const;

const crossed = ['practice', 'need', 'simd'] as const;

/** `place`: the dimensions in which a cell names a category, with it; margins are left out. */
export const leastShown = (place: readonly { dimension: Dimension; category: string }[]): number => {
  const sensitive = place.some(({ dimension, category }) => dimension.sensitive?.includes(category));
  const kinds = new Set(place.map(({ dimension }) => dimension.kind));
  return sensitive || kinds.has('ethnicity') || crossed.every((kind) => kinds.has(kind)) ? policy.sensitive : policy.minCell;
};

/** To the nearest five, as often up as down: 7 is 5, 8 is 10. */
export const rounded = (n: number): number => Math.round(n / policy.roundTo) * policy.roundTo;
