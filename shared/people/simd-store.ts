/** The table of deprivation as it lies in `access`: one item says which, one per postcode district holds it. Loaded by `npm run simd`. */
import * as z from 'zod/mini';
import { instant } from '#platform/stored';
import { accessKeys } from '#platform/tables';
import type { Instant, Item, Table } from '#platform/types';
import { type Deprivation, type District, demoTable, halvesOf, quintileOf, type SimdTable, type SimdVersion, simdVersions } from './simd.ts';

/** `edition`: from the files' SHA-256. */
type SimdLoaded = { version: SimdVersion; edition: string; postcodes: number; at: Instant };
const loaded = z.object({ version: z.enum(simdVersions), edition: z.string(), postcodes: z.number(), at: instant });
const runs = z.object({ q1: z.string(), q2: z.string(), q3: z.string(), q4: z.string(), q5: z.string() });

type Simd = {
  /** Undefined where the hub has only its invented table. */
  loaded(): Promise<SimdLoaded | undefined>;
  /** Two gets. */
  quintileOf(postcode: string | undefined): Promise<Deprivation>;
};
export const simdStore = (table: Table): Simd => {
  const which = async (): Promise<SimdLoaded | undefined> => {
    const item = await table.get(accessKeys.simd);
    return item && loaded.parse(item);
  };
  const districtOf = async (edition: string, name: string): Promise<Record<string, District>> => {
    const item = await table.get(accessKeys.simdDistrict(edition, name));
    if (!item) return {};
    const { q1, q2, q3, q4, q5 } = runs.parse(item);
    return { [name]: [q1, q2, q3, q4, q5] };
  };
  return {
    loaded: which,
    quintileOf: async (postcode) => {
      const halves = halvesOf(postcode ?? '');
      if (!halves) return 'not-known';
      const one = await which();
      return quintileOf(postcode, one ? { version: one.version, districts: await districtOf(one.edition, halves.district) } : demoTable);
    },
  };
};

type Bringing = { table: Table; at: Instant; who: string; audit: string };
/** Every district first, and then, in one step with who did it, which edition holds: whoever asks meanwhile reads the one before. Again with the same: nothing new. */
export const loadSimd = async (
  given: SimdTable,
  about: Omit<SimdLoaded, 'version' | 'at'>,
  { table, at, who, audit }: Bringing,
): Promise<'loaded' | 'there'> => {
  const now = await table.get(accessKeys.simd);
  if (now?.edition === about.edition) return 'there';
  const items = Object.entries(given.districts).map(
    ([name, [q1, q2, q3, q4, q5]]): Item => ({ ...accessKeys.simdDistrict(about.edition, name), q1, q2, q3, q4, q5 }),
  );
  await table.putAll(items);
  const pointer: Item = { ...accessKeys.simd, version: given.version, ...about, at };
  const line: Item = {
    ...accessKeys.audit(at, audit),
    at,
    who,
    what: 'table of deprivation',
    change: now ? 'changed' : 'added',
    fields: 'simd',
    file: about.edition,
  };
  const written = await table.write([{ put: pointer }, { put: line, when: { absent: true } }]);
  if (written.outcome !== 'written') throw new Error(`the table of deprivation was not switched over: ${written.outcome}; run the command again`);
  return 'loaded';
};
