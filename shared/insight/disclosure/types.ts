/** What a publication is made of, before and after protection. */

/** The one form in which a number is published: a count, `c` for confidential, `z` where there can be none. */
export type Cell = { shown: number } | { hidden: 'c' } | { none: 'z' };

/** `inside`: within the data-sharing boundary, under audit. `programme`: funders and partners. `public`: everybody. */
export type Tier = 'inside' | 'programme' | 'public';

/**
 * Its categories part what is counted: everything counted is in exactly one of them. `sensitive`: the categories by which somebody could be hurt.
 * `kind` says what the policy must know of it.
 */
export type Dimension = { name: string; categories: readonly string[]; kind?: 'practice' | 'need' | 'simd' | 'ethnicity'; sensitive?: readonly string[] };

/** Rows, columns and layers, by the names of dimensions; its margins are always published with it. */
export type Table = { name: string; by: readonly string[]; periods: readonly string[] };

/** `month`: `2026-11`. `at`: one category of each dimension. */
export type Count = { month: string; at: Readonly<Record<string, string>>; n: number };

/**
 * Everything that is published of one thing counted (referrals, say), over all tables and periods. What goes out together must be
 * protected together: a person who has two releases has both.
 */
export type Release = {
  dimensions: readonly Dimension[];
  tables: readonly Table[];
  counts: readonly Count[];
  /** Combinations that cannot be, whatever the other dimensions say: `{ practice: 'birchtree', need: 'school' }`. */
  impossible?: readonly Readonly<Record<string, string>>[];
  /** What earlier releases said of their places (`toldBy`), whose tables are here again: what was shown cannot be hidden any more, what was hidden stays so. */
  before?: ReadonlyMap<string, 'shown' | 'hidden'>;
  /** Places of its own that an earlier time hid, by name (`hiddenThen`): they are hidden sooner than others. */
  like?: ReadonlySet<string>;
  /** The totals of all together, from how many on they stay shown where that can be; further numbers are hidden for it. */
  keepsTotalsFrom?: number;
};

/** One category of each dimension of its table in their order, or `All`. */
export type PublishedCell = { at: readonly string[]; cell: Cell };
export type PublishedTable = { name: string; by: readonly string[]; period: string; cells: readonly PublishedCell[] };

/** The name of a margin. */
export const all = 'All';
