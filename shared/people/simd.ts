/**
 * In which fifth of Scotland somebody lives, from most to least deprived: by the postcode, from the Scottish Index of Multiple Deprivation 2020v2.
 * 1 is the most deprived (the national columns of 2004 and 2006 ran the other way). An area is not a person: it says where, not how poor.
 * Store the quintile with its version on the day it is asked for; another table later changes no history.
 */
import { demoSimd } from './simd-demo.ts';

export type Quintile = 1 | 2 | 3 | 4 | 5;
/**
 * Which published quintiles: fifths of the people (Public Health Scotland, which recommends them for health), fifths of the data zones (the
 * Scottish Government's look-up), or the hub's own invented ones. Never compare figures of one with those of another.
 */
export const simdVersions = ['SIMD 2020v2, fifths of the population', 'SIMD 2020v2, fifths of the data zones', 'invented for demonstration'] as const;
export type SimdVersion = (typeof simdVersions)[number];
/** The second halves of a district's postcodes, three characters each without anything between, from quintile 1 to 5. */
export type District = readonly [string, string, string, string, string];
/** Districts by the first half of the postcode, as `G1`. */
export type SimdTable = { version: SimdVersion; districts: Readonly<Record<string, District>> };
/** `not-known`: no fixed abode, outside Scotland, no postcode or none of the table. A figure shows it as a category; it is never left out. */
export type Deprivation = { quintile: Quintile; version: SimdVersion } | 'not-known';

const shape = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
/** However it is written: `g1 1xx`, `G11XX`, or with two spaces as in a column of seven characters. */
export const halvesOf = (postcode: string): { district: string; rest: string } | undefined => {
  const [, district, rest] = shape.exec(postcode.toUpperCase().replaceAll(/\s/g, '')) ?? [];
  return district === undefined || rest === undefined ? undefined : { district, rest };
};

const quintiles = [1, 2, 3, 4, 5] as const;
const holds = (run: string, rest: string): boolean => {
  for (let at = run.indexOf(rest); at >= 0; at = run.indexOf(rest, at + 1)) if (at % 3 === 0) return true;
  return false;
};
export const quintileOf = (postcode: string | undefined, { version, districts }: SimdTable): Deprivation => {
  const halves = halvesOf(postcode ?? '');
  const district = halves && Object.hasOwn(districts, halves.district) ? districts[halves.district] : undefined;
  const quintile = halves && district && quintiles.find((one) => holds(district[one - 1] ?? '', halves.rest));
  return quintile === undefined ? 'not-known' : { quintile, version };
};

/** From pairs of postcode and quintile; the first of a postcode stands. `left`: what is no postcode or stands again with another quintile. */
export const simdTable = (version: SimdVersion, pairs: Iterable<readonly [string, Quintile]>): { table: SimdTable; postcodes: number; left: number } => {
  const districts = new Map<string, Map<string, Quintile>>();
  let [postcodes, left] = [0, 0];
  for (const [postcode, quintile] of pairs) {
    const halves = halvesOf(postcode);
    const district = (halves && districts.get(halves.district)) ?? new Map<string, Quintile>();
    if (halves && !district.has(halves.rest)) {
      districts.set(halves.district, district.set(halves.rest, quintile));
      postcodes += 1;
    } else if (!halves || district.get(halves.rest) !== quintile) left += 1;
  }
  const run = (district: Map<string, Quintile>, quintile: Quintile) =>
    [...district]
      .flatMap(([rest, one]) => (one === quintile ? [rest] : []))
      .sort()
      .join('');
  const packed = [...districts].map(([name, district]): [string, District] => [
    name,
    [run(district, 1), run(district, 2), run(district, 3), run(district, 4), run(district, 5)],
  ]);
  return { table: { version, districts: Object.fromEntries(packed.sort()) }, postcodes, left };
};

/** Until a hub is given the published table. Placeholders that are nobody's address. */
export const demoTable: SimdTable = simdTable('invented for demonstration', demoSimd).table;
