/** Who is there, read from `access`: one document to an item. */

import type * as z from 'zod/mini';
import { accessKeys } from '#platform/tables';
import type { Instant, Item, Key, Table } from '#platform/types';
import { answerKeys, area, endpoint, manager, organisation, practice, practitioner } from './records.ts';
import type { Directory } from './types.ts';

/** How every record of the directory is stored. */
export const documentItem = (key: Key, record: object): Item => ({ ...key, data: JSON.stringify(record) });

const reader =
  (table: Table) =>
  async <Record>(key: Key, schema: z.ZodMiniType<Record>) => {
    const item = await table.get(key);
    return item && schema.parse(JSON.parse(String(item.data)));
  };

export const directoryStore = (table: Table): Directory => {
  const read = reader(table);
  return {
    practice: (id) => read(accessKeys.practice(id), practice),
    practitioner: (id) => read(accessKeys.practitioner(id), practitioner),
    manager: (id) => read(accessKeys.manager(id), manager),
    organisation: (id) => read(accessKeys.organisation(id), organisation),
    area: (id) => read(accessKeys.area(id), area),
    endpoint: (party) => read(accessKeys.endpoint(party), endpoint),
    answerKeys: async (id) => (await read(accessKeys.answerKeys(id), answerKeys))?.keys ?? [],
  };
};

/** Nothing is sent to this party's endpoint any more (it answered 410, or a person says so); nothing changes where it is disabled or unknown. */
export const disableEndpoint = async (table: Table, party: string, at: Instant): Promise<void> => {
  const key = accessKeys.endpoint(party);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const item = await table.get(key);
    const current = item && endpoint.parse(JSON.parse(String(item.data)));
    if (!item || !current || current.disabledAt) return;
    const next = documentItem(key, { ...current, disabledAt: at });
    const written = await table.write([{ put: next, when: { equals: { data: String(item.data) } } }]);
    if (written.outcome === 'written') return;
  }
  throw new Error('an endpoint could not be disabled: its record kept changing or the access table does not take it');
};
