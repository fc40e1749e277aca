/** What of the directory a caller's searches go through: the council areas in which it is at work. By id, every caller may read all of it. */
import { areaId, organisationId, practiceId, practitionerId } from '#directory/ids';
import type { Directory, Organisation, Practice, Practitioner, Versioned } from '#directory/types';
import type { AreaId, Caller, PracticeId } from '#identity/types';

/** Whether text could be an id is asked first: it goes into a key. */
export const practiceNamed = async (id: string, directory: Directory): Promise<Versioned<Practice> | undefined> => {
  const parsed = practiceId.safeParse(id);
  return parsed.success ? directory.practice(parsed.data) : undefined;
};
export const organisationNamed = async (id: string, directory: Directory): Promise<Versioned<Organisation> | undefined> => {
  const parsed = organisationId.safeParse(id);
  return parsed.success ? directory.organisation(parsed.data) : undefined;
};
export const practitionerNamed = async (id: string, directory: Directory): Promise<Versioned<Practitioner> | undefined> => {
  const parsed = practitionerId.safeParse(id);
  return parsed.success ? directory.practitioner(parsed.data) : undefined;
};
export const areaNamed = async (id: string, directory: Directory) => {
  const parsed = areaId.safeParse(id);
  return parsed.success ? directory.area(parsed.data) : undefined;
};

const areasIn = (records: readonly ({ area: AreaId } | undefined)[]): AreaId[] => [...new Set(records.flatMap((record) => (record ? [record.area] : [])))];
export const areasOf = async (caller: Caller, directory: Directory): Promise<AreaId[]> => {
  switch (caller.kind) {
    case 'manager':
      return caller.areas;
    case 'organisation':
      return areasIn([await directory.organisation(caller.organisation)]);
    case 'collector':
      return [];
    case 'practice':
      return areasIn([await directory.practice(caller.practice)]);
    case 'practitioner':
      return areasIn(await Promise.all(caller.practices.map(directory.practice)));
  }
};

export const organisationsFor = async (caller: Caller, directory: Directory): Promise<Versioned<Organisation>[]> =>
  (await Promise.all((await areasOf(caller, directory)).map(directory.organisationsIn))).flat();
export const practicesFor = async (caller: Caller, directory: Directory): Promise<Versioned<Practice>[]> =>
  (await Promise.all((await areasOf(caller, directory)).map(directory.practicesIn))).flat();

/** A practitioner at one practice. */
export type Role = { practitioner: Versioned<Practitioner>; practice: PracticeId };
const atOnce = 20;
/** The practitioners of every practice in reach, some practices at a time. */
export const rolesFor = async (caller: Caller, directory: Directory): Promise<Role[]> => {
  const practices = await practicesFor(caller, directory);
  const roles: Role[] = [];
  const rolesAt = async ({ id }: Practice) => (await directory.practitionersOf(id)).map((practitioner): Role => ({ practitioner, practice: id }));
  for (let at = 0; at < practices.length; at += atOnce) roles.push(...(await Promise.all(practices.slice(at, at + atOnce).map(rolesAt))).flat());
  return roles;
};
