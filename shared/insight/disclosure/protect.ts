/** The door: a release in, its tables out, each cell shown or hidden as the tier asks. */
import { type Before, complement } from './complement.ts';
import { onGrid } from './grid.ts';
import { combined, type Lattice, latticeOf, placed } from './lattice.ts';
import { rounded } from './policy.ts';
import { primary } from './primary.ts';
import { all, type Cell, type PublishedTable, type Release, type Table, type Tier } from './types.ts';

type Protected =
  | { ok: true; tables: PublishedTable[] }
  /** `period-off-grid`: only months, quarters and years. `told-before`: earlier releases leave no way to protect the place named. */
  | { ok: false; refusal: 'period-off-grid' | 'told-before'; what: string };

/** The name of a published place over all releases: the same sum has one name, whatever table it stands in. */
const placeName = (period: string, at: Readonly<Record<string, string>>): string =>
  JSON.stringify([
    period,
    ...Object.entries(at)
      .filter(([, category]) => category !== all)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** What tables that went out say of each place, for `before` of the next release: give it those tables again beside the new ones. */
export const toldBy = (tables: readonly PublishedTable[]): Map<string, 'shown' | 'hidden'> =>
  new Map(
    tables.flatMap(({ by, period, cells }) =>
      cells.flatMap(({ at, cell }) => {
        const name = placeName(period, Object.fromEntries(by.map((dimension, n) => [dimension, at[n] ?? all])));
        return 'none' in cell ? [] : [[name, 'shown' in cell ? 'shown' : 'hidden'] as const];
      }),
    ),
  );

/** The places of a time that another one hid. */
export const hiddenThen = (then: string, tables: readonly PublishedTable[], period: string): Set<string> => {
  const told = toldBy(tables.filter((one) => one.period === then).map((one) => ({ ...one, period })));
  return new Set([...told].flatMap(([place, says]) => (says === 'hidden' ? [place] : [])));
};

const atOf = ({ dimensions }: Lattice, entries: readonly number[]): Record<string, string> =>
  Object.fromEntries(dimensions.map(({ name, categories }, n) => [name, categories[entries[n + 1] ?? -1] ?? all]));
const nameOf = (lattice: Lattice, entries: readonly number[]): string => placeName(lattice.axes[0]?.names[entries[0] ?? -1] ?? '', atOf(lattice, entries));

const beforeOf = (lattice: Lattice, told: Release['before']): Before => {
  const saying = (word: 'shown' | 'hidden') => lattice.cells.flatMap(({ entries }, cell) => (told?.get(nameOf(lattice, entries)) === word ? [cell] : []));
  return told && told.size > 0 ? { shown: saying('shown'), hidden: saying('hidden') } : { shown: [], hidden: [] };
};

/** Finest periods first. What was told of them stays told. */
const totalsKept = (lattice: Lattice, from: number, told: readonly number[]): number[] =>
  lattice.cells
    .flatMap(({ entries, value }, cell) =>
      (value >= from || told.includes(cell)) && entries.every((entry, n) => n === 0 || entry >= (lattice.axes[n]?.leaves ?? 0)) ? [cell] : [],
    )
    .toSorted((one, other) => (lattice.cells[one]?.entries[0] ?? 0) - (lattice.cells[other]?.entries[0] ?? 0));

/** The tables as they are published when these cells are hidden. */
export const published = (lattice: Lattice, tables: readonly Table[], hidden: Uint8Array, tier: Tier): PublishedTable[] => {
  const cellOf = (place: number): Cell => {
    const number = lattice.at[place] ?? -1;
    const cell = lattice.cells[number];
    if (!cell?.possible) return { none: 'z' };
    if (hidden[number]) return { hidden: 'c' };
    return { shown: tier === 'public' ? rounded(cell.value) : cell.value };
  };
  return tables.flatMap(({ name, by, periods }) =>
    periods.map((period) => ({ name, by, period, cells: rowsOf(lattice, by, period).map(({ at, place }) => ({ at, cell: cellOf(place) })) })),
  );
};

const rowsOf = ({ axes, dimensions, stride }: Lattice, by: readonly string[], period: string): Array<{ at: string[]; place: number }> => {
  const names = by.map((name) => [...(dimensions.find((one) => one.name === name)?.categories ?? []), all]);
  return combined(names).map((at) => {
    const entries = dimensions.map(({ name, categories }) => {
      const category = at[by.indexOf(name)] ?? all;
      return category === all ? categories.length : categories.indexOf(category);
    });
    return { at, place: placed([axes[0]?.names.indexOf(period) ?? -1, ...entries], stride) };
  });
};

/** Pure and deterministic; `inside` hides nothing and is for those who may see the people themselves. */
export const protect = (release: Release, tier: Tier): Protected => {
  const off = release.tables.flatMap(({ periods }) => periods).find((period) => !onGrid(period));
  if (off !== undefined) return { ok: false, refusal: 'period-off-grid', what: off };
  const lattice = latticeOf(release);
  if (tier === 'inside') return { ok: true, tables: published(lattice, release.tables, new Uint8Array(lattice.cells.length), tier) };
  const before = beforeOf(lattice, release.before);
  const kept = totalsKept(lattice, release.keepsTotalsFrom ?? Number.POSITIVE_INFINITY, release.keepsTotalsFrom === undefined ? [] : before.shown);
  const like = new Set(lattice.cells.flatMap(({ entries }, cell) => (release.like?.has(nameOf(lattice, entries)) ? [cell] : [])));
  const found = complement(lattice, primary(lattice), { ...before, kept, like });
  if (!found.ok) return { ok: false, refusal: 'told-before', what: nameOf(lattice, found.cell.entries) };
  return { ok: true, tables: published(lattice, release.tables, found.hidden, tier) };
};

/**
 * A longer time beside the parts of it that went out: a number of which no part was hidden, and no other. Whoever has the parts could add it up, so that
 * it gives nothing away; a sum with one part hidden would give that part. What was in no table of a part was nobody then.
 */
export const addedUp = (release: Release, parts: readonly string[], told: readonly PublishedTable[], tier: Exclude<Tier, 'inside'>): PublishedTable[] => {
  const says = toldBy(told);
  const lattice = latticeOf(release);
  const isHidden = (at: Readonly<Record<string, string>>) => parts.some((part) => says.get(placeName(part, at)) === 'hidden');
  const hidden = Uint8Array.from(lattice.cells, ({ entries }) => (isHidden(atOf(lattice, entries)) ? 1 : 0));
  return published(lattice, release.tables, hidden, tier);
};
