/** What a programme manager sets up: everything in her areas, as it is stored now. */
import { directoryStore } from '#directory/directory-store';
import type { Area, Manager, Organisation, Practice, Practitioner, Versioned } from '#directory/types';
import { practiceNamed } from '#fhir/directory/reach';
import type { AreaId } from '#identity/types';
import { userStore } from '#identity/user-store';
import type { User } from '#identity/users';
import type { Visit } from '#web/frame/page';

type Known = Pick<Visit, 'who' | 'ports'>;
export const areasOf = ({ who }: Known): readonly AreaId[] => (who.caller.kind === 'manager' ? who.caller.areas : []);

type Named = { id: string; name?: string | undefined };
const byName = (one: Named, other: Named) => ((one.name ?? one.id).toLowerCase() < (other.name ?? other.id).toLowerCase() ? -1 : 1);
/** Each once, though it is listed in several places. */
const distinct = <One extends Named>(lists: readonly (readonly One[])[]): One[] => [...new Map(lists.flat().map((one) => [one.id, one])).values()].sort(byName);

export type Territory = {
  areas: Versioned<Area>[];
  practices: Versioned<Practice>[];
  practitioners: Versioned<Practitioner>[];
  organisations: Versioned<Organisation>[];
  managers: Manager[];
};
/** Read past what an instance remembers: who changed something sees it changed. */
export const territoryOf = async (visit: Known): Promise<Territory> => {
  const directory = directoryStore(visit.ports.access);
  const ids = areasOf(visit);
  const [areas, practices, organisations, managers] = await Promise.all([
    Promise.all(ids.map((id) => directory.area(id))),
    Promise.all(ids.map((id) => directory.practicesIn(id))).then(distinct),
    Promise.all(ids.map((id) => directory.organisationsIn(id))).then(distinct),
    Promise.all(ids.map((id) => directory.managersIn(id))).then(distinct),
  ]);
  const practitioners = await Promise.all(practices.map(({ id }) => directory.practitionersOf(id))).then(distinct);
  const known = areas.flatMap((area) => area ?? []);
  const named = await Promise.all(known.map(({ manager }) => directory.manager(manager)));
  return { areas: known, practices, practitioners, organisations, managers: distinct<Manager>([managers, named.flatMap((one) => one ?? [])]) };
};

/** Everybody who signs in as somebody of the territory. */
export const usersOf = async ({ practices, practitioners, managers }: Territory, { ports }: Known): Promise<User[]> => {
  const users = userStore(ports.access, ports.fhir.keys);
  const lists = await Promise.all([
    ...practitioners.map(({ id }) => users.ofPractitioner(id)),
    ...practices.map(({ id }) => users.ofPractice(id)),
    ...managers.map(({ id }) => users.ofManager(id)),
    ...practices.map(({ id }) => users.collectorsOf(id)),
  ]);
  return distinct(lists);
};
export const practiceIn = async (visit: Visit): Promise<Versioned<Practice> | undefined> => {
  const found = await practiceNamed(visit.params.practice ?? '', directoryStore(visit.ports.access));
  return found && areasOf(visit).includes(found.area) ? found : undefined;
};
export const areaName = ({ id, name }: Pick<Area, 'id' | 'name'>): string => name ?? id;
/** As a document says it: the hub counts the versions. */
export const unversioned = (record: object): object => Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'version'));
