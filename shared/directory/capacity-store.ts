/** How much room a service has, in `access`: what holds now, and each time it was said. */
import * as z from 'zod/mini';
import { accessKeys } from '#platform/tables';
import type { Instant, Item, LocalDate, Table } from '#platform/types';
import { instant } from './records.ts';

/** Absent is not known. `pausedUntil`: it takes nobody till then. `by`: who said so. */
export type Capacity = {
  places?: number;
  waitingWeeks?: number;
  fullUntil?: LocalDate;
  pausedUntil?: LocalDate | 'further-notice';
  updatedAt: Instant;
  by: 'organisation' | 'manager';
};
const day = z.pipe(
  z.iso.date(),
  z.transform((text) => text as LocalDate),
);
const capacity: z.ZodMiniType<Capacity> = z.object({
  places: z.optional(z.int()),
  waitingWeeks: z.optional(z.int()),
  fullUntil: z.optional(day),
  pausedUntil: z.optional(z.union([z.literal('further-notice'), day])),
  updatedAt: instant,
  by: z.enum(['organisation', 'manager']),
});
const capacityIn = (item: Item): Capacity => capacity.parse(JSON.parse(String(item.data)));

/** By service; nothing where nobody said anything yet. One query. */
export const capacityOf = async (table: Table, organisation: string, services: readonly string[]): Promise<Map<string, Capacity>> => {
  if (services.length === 0) return new Map();
  const { pk, sk } = accessKeys.capacity(organisation, '');
  const { items } = await table.query({ pk, from: sk, to: `${sk}~` });
  const said = items.map((item): [string, Item] => [item.sk.slice(sk.length), item]);
  return new Map(said.flatMap(([service, item]): [string, Capacity][] => (services.includes(service) ? [[service, capacityIn(item)]] : [])));
};

/** Newest first; one for each time it was said. */
export const capacityOverTime = async (table: Table, organisation: string, service: string, most = 200): Promise<Capacity[]> => {
  const { pk, sk } = accessKeys.capacityAt(organisation, service, '' as Instant);
  const { items } = await table.query({ pk, from: sk, to: `${sk}~`, backwards: true, limit: most });
  return items.map(capacityIn);
};

/** The last one said holds, whole: what it leaves out is not known any more. */
export const setCapacity = async (table: Table, organisation: string, service: string, said: Capacity): Promise<void> => {
  const data = JSON.stringify(said);
  const written = await table.write([
    { put: { ...accessKeys.capacity(organisation, service), data } },
    { put: { ...accessKeys.capacityAt(organisation, service, said.updatedAt), data } },
  ]);
  if (written.outcome !== 'written') throw new Error(`what a service said of its capacity was not kept: ${written.outcome}`);
};

/** What it means on a day. `unknown`: nobody said. */
type Room = 'open' | 'full' | 'paused' | 'unknown';
export const roomOn = (said: Capacity | undefined, on: LocalDate): Room => {
  if (!said) return 'unknown';
  if (said.pausedUntil !== undefined && (said.pausedUntil === 'further-notice' || said.pausedUntil >= on)) return 'paused';
  if (said.fullUntil !== undefined && said.fullUntil >= on) return 'full';
  return said.places === 0 && said.fullUntil === undefined ? 'full' : 'open';
};
