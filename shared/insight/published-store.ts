/** What was published of an area's quarters: as each tier was told it, with the counts it was made from, for good. In `work`; nothing changes one or takes it away. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Item, Table } from '#platform/types';
import { type Section, sections } from './counted/tally.ts';
import { financialYearOf } from './disclosure/grid.ts';
import type { Count, Tier } from './disclosure/types.ts';
import { readCells } from './figures-store.ts';
import { type Given, type Making, releaseOf, yearBefore } from './release.ts';
import type { Earlier } from './release-tables.ts';
import type { Released } from './release-types.ts';

type Outside = Exclude<Tier, 'inside'>;
const packed = (data: unknown): string => gzipSync(JSON.stringify(data)).toString('base64');
const unpacked = (item: Item): string => gunzipSync(Buffer.from(String(item.data), 'base64')).toString();

export type PublishedQuarter = { quarter: string /** Of the area, as it was called then. */; name: string; asAt: string; definitionsVersion: number };
/** Oldest first. */
export const publishedQuarters = async (table: Table, area: string): Promise<PublishedQuarter[]> =>
  (await everyItem(table, { pk: keys.published(area, '').pk })).map(({ sk, name, asAt, definitionsVersion }) => ({
    ...{ quarter: sk, name: String(name), asAt: String(asAt), definitionsVersion: Number(definitionsVersion) },
  }));
/** As it went out, whatever is counted since. One read. */
export const publishedAt = async (table: Table, area: string, quarter: string, tier: Outside): Promise<Released | undefined> => {
  const item = await table.get(keys.publishedPart(area, quarter, tier));
  // What the hub wrote is trusted: it was typed when written.
  return item && (JSON.parse(unpacked(item)) as Released);
};
const countsAt = async (table: Table, area: string, quarter: string): Promise<Count[]> => {
  const item = await table.get(keys.publishedPart(area, quarter, 'counts'));
  return item ? (JSON.parse(unpacked(item)) as Count[]) : [];
};
/** Of the same financial year, whichever went out first: what a later release must leave as it was told. */
const earlierOf = async (table: Table, area: string, period: string): Promise<Earlier[]> => {
  const { quarters } = financialYearOf(period);
  const before = (await publishedQuarters(table, area)).filter(({ quarter }) => quarter !== period && quarters.includes(quarter));
  return Promise.all(
    before.map(async ({ quarter }) => {
      const [told, counts] = await Promise.all([publishedAt(table, area, quarter, 'programme'), countsAt(table, area, quarter)]);
      return { quarter, counts, tables: told?.tables ?? [] };
    }),
  );
};

type Place = Pick<Given, 'area' | 'name' | 'practices' | 'period' | 'asAt'>;
/** Everything that a release is made of, from one reading of the figures. */
export const readForRelease = async (table: Table, place: Place): Promise<Given> => {
  const { area, period } = place;
  const wanted = (name: string) => !name.startsWith('hours.');
  const read = (section: Section, months: readonly string[]) => readCells(table, { areas: [area], months, section, wanted });
  const [cross, all, before, earlier] = await Promise.all([
    read(sections['need-simd'], period.months),
    read(sections.all, period.months),
    read(sections.all, yearBefore(period).months),
    earlierOf(table, area, period.name),
  ]);
  return { ...place, cross, all, yearBefore: before, earlier };
};

type Publishing = 'published' | 'already' | 'busy' | { where: string };
/** A quarter goes out once: a second version beside the first would show who was corrected. */
export const publish = async (table: Table, given: Given, by: string): Promise<Publishing> => {
  const made: Record<Outside, Making> = { public: releaseOf(given, 'public'), programme: releaseOf(given, 'programme') };
  if (!made.public.ok) return { where: made.public.where };
  if (!made.programme.ok) return { where: made.programme.where };
  const { area, name, period, asAt } = given;
  const part = (of: Outside | 'counts', data: unknown) => ({
    put: { ...keys.publishedPart(area, period.name, of), data: packed(data) },
    when: { absent: true as const },
  });
  const { outcome } = await table.write([
    { put: { ...keys.published(area, period.name), name, asAt, by, definitionsVersion: made.public.released.definitionsVersion }, when: { absent: true } },
    ...[part('public', made.public.released), part('programme', made.programme.released), part('counts', made.public.counts)],
  ]);
  if (outcome === 'written') return 'published';
  return outcome === 'condition-failed' ? 'already' : 'busy';
};
