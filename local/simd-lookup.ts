/** Reads the published look-ups of SIMD 2020v2: a column of postcodes with their quintile, or postcodes with data zones and data zones with quintiles. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { type Point, type Sectors, sectorsOf } from '#directory/geography';
import type { Quintile, SimdVersion } from '#people/simd';
import { cannotStart } from './cannot-start.ts';

/** Names of columns without regard to case, spaces and underscores, as they are published. */
const columns = {
  postcode: ['postcode', 'pc7', 'pc8'],
  zone: ['dz', 'datazone', 'datazone2011', 'datazone2011code'],
  ofPeople: ['simd2020v2scquintile', 'simd2020v2countryquintile'],
  ofZones: ['simd2020v2quintile'],
  rank: ['simd2020v2rank'],
  latitude: ['latitude', 'lat'],
  longitude: ['longitude', 'long'],
} as const;
type Column = keyof typeof columns;
type Found = { [Name in Column]: number };
type Row = { [Name in Column]: string };

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const foundIn = (header: readonly string[]): Found => {
  const names = header.map(plain);
  const at = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
  const found = Object.entries(columns).map(([name, wanted]): [string, number] => [name, at(wanted)]);
  return Object.fromEntries(found) as Found;
};
type LookUp = { found: Found; rows: Row[]; sum: string };
/** Only the columns that are wanted are kept: the postcode directory has sixty. */
const readLookUp = async (file: string): Promise<LookUp> => {
  const rows: Row[] = [];
  const hash = createHash('sha256');
  let found: Found | undefined;
  const bytes = createReadStream(file);
  bytes.on('data', (chunk) => void hash.update(chunk));
  const cells = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  await pipeline(bytes, cells, async (records: AsyncIterable<string[]>) => {
    for await (const record of records) {
      if (!found) {
        found = foundIn(record);
        continue;
      }
      const cell = (name: Column) => record[found?.[name] ?? -1]?.trim() ?? '';
      rows.push(Object.fromEntries(Object.keys(columns).map((name) => [name, cell(name as Column)])) as Row);
    }
  }).catch((error: unknown) => {
    throw cannotStart(`${file} cannot be read as a table with commas (CSV): ${error instanceof Error ? error.message.split('\n')[0] : error}.`);
  });
  if (!found) throw cannotStart(`${file} is empty.`);
  return { found, rows, sum: hash.digest('hex') };
};

type Fifths = 'ofPeople' | 'ofZones';
const versions = {
  ofPeople: 'SIMD 2020v2, fifths of the population',
  ofZones: 'SIMD 2020v2, fifths of the data zones',
} as const satisfies Record<Fifths, SimdVersion>;
const fifthsOf = ({ found }: LookUp): Fifths | undefined => (found.ofPeople >= 0 ? 'ofPeople' : found.ofZones >= 0 ? 'ofZones' : undefined);
const quintile = (text: string): Quintile | undefined => ([1, 2, 3, 4, 5] as const).find((one) => String(one) === text);

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
/** Rank 1 is the most deprived: where ranks stand beside the quintiles, those of 1 are the lowest, or the table runs the other way. */
const runsRight = ({ rows }: LookUp, fifths: Fifths): boolean => {
  const ranks = (of: string) => rows.filter((row) => row[fifths] === of && /^\d+$/.test(row.rank)).map(({ rank }) => Number(rank));
  const [first, last] = [ranks('1'), ranks('5')];
  return first.length === 0 || last.length === 0 || mean(first) < mean(last);
};

/** `sectors`: the middles of postcode sectors, where the look-up says where postcodes are; none otherwise. */
type Published = { version: SimdVersion; pairs: [string, Quintile][]; read: number; without: number; edition: string; sectors: Sectors };
const placesIn = ({ rows }: LookUp): [string, Point][] =>
  rows.flatMap((row): [string, Point][] =>
    row.latitude && row.longitude
      ? [[row.postcode.replace(/^(.*\d[A-Za-z]{2})A$/, '$1'), { latitude: Number(row.latitude), longitude: Number(row.longitude) }]]
      : [],
  );
const published = (postcodes: LookUp, fifths: Fifths, quintileFor: (row: Row) => string, sums: string[]): Published => {
  const pairs = postcodes.rows.flatMap((row): [string, Quintile][] => {
    const found = quintile(quintileFor(row));
    // A postcode across two data zones stands twice in the directory, as G1 1XXA and G1 1XXB: A is where most of it lies.
    return found ? [[row.postcode.replace(/^(.*\d[A-Za-z]{2})A$/, '$1'), found]] : [];
  });
  const edition = createHash('sha256')
    .update([fifths, ...sums].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return {
    version: versions[fifths],
    pairs,
    read: postcodes.rows.length,
    without: postcodes.rows.length - pairs.length,
    edition,
    sectors: sectorsOf(placesIn(postcodes)),
  };
};
const noColumns = 'It needs a column Postcode (or pc7, pc8) and one of SIMD2020v2_Quintile, simd2020v2_sc_quintile, SIMD2020V2CountryQuintile';

/** One file with both, or one with postcodes and data zones (2011) and another with data zones and quintiles. */
export const readPublished = async (file: string, zonesFile: string | undefined): Promise<Published> => {
  const postcodes = await readLookUp(file);
  if (postcodes.found.postcode < 0) throw cannotStart(`${file} has no column of postcodes. ${noColumns}.`);
  const zones = zonesFile === undefined ? undefined : await readLookUp(zonesFile);
  const source = zones ?? postcodes;
  const fifths = fifthsOf(source);
  if (!fifths || (zones && (zones.found.zone < 0 || postcodes.found.zone < 0)))
    throw cannotStart(`The quintiles of 2020v2 are not in there. ${noColumns}; or give two files that both name the data zone (DZ, DataZone2011).`);
  if (!runsRight(source, fifths)) throw cannotStart('Its quintile 1 has the highest ranks: this table runs from least to most deprived. It was not taken.');
  const byZone = zones && new Map(zones.rows.map((row) => [row.zone, row[fifths]]));
  const sums = [postcodes.sum, ...(zones ? [zones.sum] : [])];
  return published(postcodes, fifths, (row) => (byZone ? (byZone.get(row.zone) ?? '') : row[fifths]), sums);
};
