/** Who is there, read from `access`: one document to an item. */

import type * as z from 'zod/mini';
import { everyItem } from '#platform/every-item';
import { accessKeys } from '#platform/tables';
import { instantOf } from '#platform/time';
import type { Instant, Item, Key, Table } from '#platform/types';
import type { Version } from '#referral/types';
import { answerKeys, area, endpoint, manager, organisation, practice, practitioner } from './records.ts';
import type { Directory, Versioned } from './types.ts';

/** How every record of the directory is stored. */
export const documentItem = (key: Key, record: object): Item => ({ ...key, data: JSON.stringify(record) });
export const versionIn = ({ versionId, lastUpdated }: Item): Version =>
  versionId === undefined ? { versionId: 0, lastUpdated: instantOf(0) } : { versionId: Number(versionId), lastUpdated: String(lastUpdated) as Instant };

type Schema<Record> = z.ZodMiniType<Record>;
const recordIn = <Record>(item: Item, schema: Schema<Record>): Record => schema.parse(JSON.parse(String(item.data)));
const versionedIn = <Record>(item: Item, schema: Schema<Record>): Versioned<Record> => ({ ...recordIn(item, schema), version: versionIn(item) });

/** Reads records as they are stored, one by its key or all of one kind that is listed in one place. */
export const recordReader = (table: Table) => ({
  read: async <Record>(key: Key, schema: Schema<Record>) => {
    const item = await table.get(key);
    return item && recordIn(item, schema);
  },
  readVersioned: async <Record>(key: Key, schema: Schema<Record>) => {
    const item = await table.get(key);
    return item && versionedIn(item, schema);
  },
  /** All of one kind that is listed there. */
  list: async <Record>({ pk, sk }: Key, schema: Schema<Record>) =>
    (await everyItem(table, { pk, from: sk, to: `${sk}~` })).map((item) => versionedIn(item, schema)),
});

export const directoryStore = (table: Table): Directory => {
  const { read, readVersioned, list } = recordReader(table);
  return {
    practice: (id) => readVersioned(accessKeys.practice(id), practice),
    practitioner: (id) => readVersioned(accessKeys.practitioner(id), practitioner),
    manager: (id) => read(accessKeys.manager(id), manager),
    organisation: (id) => readVersioned(accessKeys.organisation(id), organisation),
    area: (id) => readVersioned(accessKeys.area(id), area),
    areas: () => list(accessKeys.listed('hub', 'AREA', ''), area),
    organisationsIn: (id) => list(accessKeys.listed(id, 'ORG', ''), organisation),
    practicesIn: (id) => list(accessKeys.listed(id, 'PRACTICE', ''), practice),
    practitionersOf: (id) => list(accessKeys.listed(id, 'PRACTITIONER', ''), practitioner),
    managersIn: (id) => list(accessKeys.listed(id, 'MANAGER', ''), manager),
    endpoint: (party) => read(accessKeys.endpoint(party), endpoint),
    answerKeys: async (id) => (await read(accessKeys.answerKeys(id), answerKeys))?.keys ?? [],
  };
};

/** Of several parties, in their order. */
export const endpointsOf = async (table: Table, parties: readonly string[]) =>
  (await table.getAll(parties.map(accessKeys.endpoint))).map((item) => item && recordIn(item, endpoint));
/** Nothing is sent to this party's endpoint any more (it answered 410, or a person says so); nothing changes where it is disabled or unknown. */
export const disableEndpoint = async (table: Table, party: string, at: Instant): Promise<void> => {
  const key = accessKeys.endpoint(party);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const item = await table.get(key);
    const current = item && recordIn(item, endpoint);
    if (!item || !current || current.disabledAt) return;
    const next = documentItem(key, { ...current, disabledAt: at });
    const written = await table.write([{ put: next, when: { equals: { data: String(item.data) } } }]);
    if (written.outcome === 'written') return;
  }
  throw new Error('an endpoint could not be disabled: its record kept changing or the access table does not take it');
};
