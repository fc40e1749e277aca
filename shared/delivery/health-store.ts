/** How an endpoint has been answering, in one item beside its lanes; absent while it never failed. */

import * as z from 'zod/mini';
import { instant } from '#platform/stored';
import { keys } from '#platform/tables';
import type { Table } from '#platform/types';
import { well } from './circuit.ts';
import { writeOne } from './one-write.ts';
import type { Health } from './types.ts';

const stored: z.ZodMiniType<Health> = z.object({
  version: z.number(),
  failures: z.number(),
  openUntil: z.optional(instant),
  wait: z.number(),
  recoveredAt: z.optional(instant),
  drainedFor: z.optional(instant),
  returnedOf: z.optional(instant),
  returnedFrom: z.optional(z.string()),
});

const keyOf = (party: string) => ({ pk: keys.endpoint(party), sk: keys.endpointHealth });

export const loadHealth = async (work: Table, party: string): Promise<Health> => {
  const item = await work.get(keyOf(party));
  return item ? stored.parse(item) : well;
};

/** Undefined when another lane wrote since it was read: what that one saw is as good. */
export const saveHealth = async (work: Table, party: string, health: Health): Promise<Health | undefined> => {
  const next = { ...health, version: health.version + 1 };
  const when = health.version === 0 ? ({ absent: true } as const) : { equals: { version: health.version } };
  return (await writeOne(work, { put: { ...next, ...keyOf(party) }, when })) ? next : undefined;
};
/** Of several, in their order. */
export const healthOf = async (work: Table, parties: readonly string[]): Promise<Health[]> =>
  (await work.getAll(parties.map(keyOf))).map((item) => (item ? stored.parse(item) : well));
/** By a query, for who may see how it answers and change nothing of it. */
export const seeHealth = async (work: Table, party: string): Promise<Health> => {
  const { pk, sk } = keyOf(party);
  const [item] = (await work.query({ pk, from: sk, to: sk })).items;
  return item ? stored.parse(item) : well;
};
