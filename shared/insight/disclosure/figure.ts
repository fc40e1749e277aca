/** What is worked out from published cells: shares, medians and percentiles. Nothing here sees more than a reader does. */
import { policy } from './policy.ts';
import type { Cell, Tier } from './types.ts';

const hidden: Cell = { hidden: 'c' };

/** `least`: from how many on the counts behind it are shown (`leastShown`). */
type Asked = { tier: Tier; least?: number };

/** The fewest that a shown number can stand for: of a rounded one, what is certain. */
const surely = (shown: number, tier: Tier): number => (tier === 'public' ? shown - Math.floor(policy.roundTo / 2) : shown);
/** Of so many something may be worked out. */
export const enough = (shown: number, { tier, least = policy.minCell }: Asked): boolean => tier === 'inside' || surely(shown, tier) >= 2 * least;

/**
 * In percent, to one place, in public to none. Worked out from what is shown, so that it gives away nothing else; `rest` is the whole
 * without the part, and is hidden where it is small, whence it must be given.
 */
export const share = ({ part, rest, whole, ...asked }: { part: Cell; rest: Cell; whole: Cell } & Asked): Cell => {
  if ('none' in whole || 'none' in part) return { none: 'z' };
  if ('hidden' in whole || 'hidden' in part || 'hidden' in rest) return hidden;
  if (whole.shown === 0) return { none: 'z' };
  if (!enough(whole.shown, asked)) return hidden;
  const percent = Math.min(100, (part.shown / whole.shown) * 100);
  return { shown: asked.tier === 'public' ? Math.round(percent) : Math.round(percent * 10) / 10 };
};

/**
 * A median or percentile by nearest rank. `of`: the cell that says of how many. `value`: at place ⌈percent·n/100⌉ of the sorted values. What
 * stands first or last belongs to one person (shortest, longest, oldest): outside the boundary it is never shown, however many there are.
 */
export const ranked = ({ of, percent, value, ...asked }: { of: Cell; percent: number; value: number | null } & Asked): Cell => {
  if ('none' in of || value === null) return { none: 'z' };
  if ('hidden' in of || !enough(of.shown, asked)) return hidden;
  if (asked.tier === 'inside') return { shown: value };
  const n = surely(of.shown, asked.tier);
  const place = Math.ceil((percent * n) / 100);
  return place <= 1 || place >= n ? hidden : { shown: value };
};
