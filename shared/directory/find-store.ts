/** What a search goes through: the hub's own services, as the directory has them now, and the copy of ALISS, remembered by its version. */
import type { AreaId } from '#identity/types';
import type { Table } from '#platform/types';
import { servicesIn, snapshotIn } from './aliss/snapshot-store.ts';
import type { AlissService, Attribution } from './aliss/types.ts';
import { type Entry, entryOfAliss, entryOfHub } from './entry.ts';
import type { Sectors } from './geography.ts';
import { sectorsIn } from './sectors-store.ts';
import type { Directory, Organisation } from './types.ts';

/** `attribution`: to be shown with whatever comes from ALISS; absent: the hub has no copy of it yet. */
export type Findable = { entries: Entry[]; attribution?: Attribution };
export type Finder = { findable(area: AreaId): Promise<Findable> };

type Copy = { version: string; byId: Map<string, AlissService>; entries: Map<string, Entry>; attribution: Attribution; sectors: Sectors | undefined };
const isShown = ({ gone, deprioritised }: AlissService): boolean => gone === undefined && deprioritised === undefined;
const copyOf = async (table: Table, known: Copy | undefined): Promise<Copy | undefined> => {
  const snapshot = await snapshotIn(table);
  if (!snapshot || snapshot.version === known?.version) return snapshot && known;
  const [services, sectors] = await Promise.all([servicesIn(table, snapshot), sectorsIn(table)]);
  const shown = services.filter(isShown);
  return {
    version: snapshot.version,
    // Of a service of the hub what its entry said last is better than nothing, even when that is gone.
    byId: new Map(services.map((one) => [one.id, one])),
    entries: new Map(shown.map((one) => [one.id, entryOfAliss(one, sectors)])),
    attribution: snapshot.attribution,
    sectors,
  };
};

const hubEntries = (organisations: readonly Organisation[], copy: Copy | undefined): { entries: Entry[]; both: Set<string> } => {
  const both = new Set<string>();
  const entries = organisations.flatMap((organisation) =>
    organisation.services.flatMap((service) => {
      if (service.aliss) both.add(service.aliss.toLowerCase());
      if (service.active === false) return [];
      const beside = service.aliss ? copy?.byId.get(service.aliss.toLowerCase()) : undefined;
      return [entryOfHub(organisation, service, beside, copy?.sectors)];
    }),
  );
  return { entries, both };
};
const merged = (organisations: readonly Organisation[], copy: Copy | undefined): Findable => {
  const { entries, both } = hubEntries(organisations, copy);
  const others = [...(copy?.entries ?? [])].flatMap(([id, entry]) => (both.has(id) ? [] : [entry]));
  return { entries: [...entries, ...others], ...(copy && { attribution: copy.attribution }) };
};

type Ports = { table: Table; directory: Pick<Directory, 'organisationsIn'> };
/** One instance of it remembers: a search when nothing changed is one get, beside what the directory remembers itself. */
export const finder = ({ table, directory }: Ports): Finder => {
  let copy: Promise<Copy | undefined> | undefined;
  const made = new Map<string, { version: string | undefined; organisations: readonly Organisation[]; findable: Findable }>();
  const newest = (): Promise<Copy | undefined> => {
    const before = copy;
    const now = (before ?? Promise.resolve(undefined)).catch(() => undefined).then((known) => copyOf(table, known));
    copy = now;
    return now;
  };
  return {
    findable: async (area) => {
      const [known, organisations] = await Promise.all([newest(), directory.organisationsIn(area)]);
      const held = made.get(area);
      if (held && held.version === known?.version && held.organisations === organisations) return held.findable;
      const findable = merged(organisations, known);
      made.set(area, { version: known?.version, organisations, findable });
      return findable;
    },
  };
};

/** One entry by its key, as the address of a page has it. */
export const entryNamed = async (key: string, area: AreaId, { findable }: Finder): Promise<Entry | undefined> =>
  (await findable(area)).entries.find((one) => one.key === key);
