/** What a programme manager may change of the directory: what is in her own areas. One rule for every page and every import. */

import type { AreaId } from '#identity/types';
import { type User, user } from '#identity/users';
import { accessKeys } from '#platform/tables';
import type { Clock, Table } from '#platform/types';
import { directoryStore, recordReader } from './directory-store.ts';
import type { Problem } from './onboarding.ts';
import type { OnboardedUser, OnboardingDocument } from './onboarding-document.ts';
import { remembered } from './remembered-store.ts';
import type { Directory } from './types.ts';

const taken = 'this id is taken: choose another';
const outside = 'this is not in your areas';
const unknown = 'the hub has none of this id in your areas';

type Given = { document: OnboardingDocument; areas: readonly AreaId[]; table: Table; clock: Clock };
/** Each record is read once, however often it is named. */
type Asked = Given & { directory: Directory };
const isIn = (areas: readonly AreaId[], area: AreaId | undefined): boolean => area !== undefined && areas.includes(area);
const all = async <Row>(rows: readonly Row[] | undefined, ask: (row: Row, index: number) => Promise<Problem[]>): Promise<Problem[]> =>
  (await Promise.all((rows ?? []).map(ask))).flat();
const when = (wrong: boolean, place: string, text: string): Problem[] => (wrong ? [{ place, text }] : []);

/** A practice and an organisation are both parties of a delivery: an id is one of them. */
const practices = (asked: Asked) =>
  all(asked.document.practices, async ({ id, area }, n) => {
    const { directory } = asked;
    const [held, party] = await Promise.all([directory.practice(id), directory.organisation(id as never)]);
    const isTaken = party !== undefined || (held !== undefined && !isIn(asked.areas, held.area));
    return [...when(isTaken, `practices[${n}].id`, taken), ...when(!isIn(asked.areas, area), `practices[${n}].area`, outside)];
  });
const organisations = (asked: Asked) =>
  all(asked.document.organisations, async ({ id, area }, n) => {
    const { directory } = asked;
    const [held, party] = await Promise.all([directory.organisation(id), directory.practice(id as never)]);
    const isTaken = party !== undefined || (held !== undefined && !isIn(asked.areas, held.area));
    return [...when(isTaken, `organisations[${n}].id`, taken), ...when(!isIn(asked.areas, area), `organisations[${n}].area`, outside)];
  });
const areas = (asked: Asked) =>
  all(asked.document.areas, async ({ id, manager }, n) => {
    const held = await asked.directory.area(id);
    return when(!isIn(asked.areas, id) || held?.manager !== manager, `areas[${n}].id`, unknown);
  });

/** Where a practice is, once the document is in. */
const areaOf = async (asked: Asked, practice: string): Promise<AreaId | undefined> =>
  asked.document.practices?.find(({ id }) => id === practice)?.area ?? (await asked.directory.practice(practice as never))?.area;
const whichIn = (asked: Asked, ids: readonly string[]): Promise<boolean[]> => Promise.all(ids.map(async (id) => isIn(asked.areas, await areaOf(asked, id))));
/** She puts people into, and takes them out of, her own practices alone; where else they work is not hers to change. */
const practitioners = (asked: Asked) =>
  all(asked.document.practitioners, async ({ id, practices: works }, n) => {
    const held = await asked.directory.practitioner(id);
    const before = held?.practices ?? [];
    const isTaken = held !== undefined && before.length > 0 && !(await whichIn(asked, before)).includes(true);
    const moved = [...works.filter((one) => !before.includes(one)), ...before.filter((one) => !works.includes(one))];
    const ours = await whichIn(asked, moved);
    return [...when(isTaken, `practitioners[${n}].id`, taken), ...when(!isTaken && ours.includes(false), `practitioners[${n}].practices`, outside)];
  });
const managers = (asked: Asked) =>
  all(asked.document.managers, async ({ id, areas: sees }, n) => {
    const held = await asked.directory.manager(id);
    const isTaken = held !== undefined && !held.areas.every((area) => isIn(asked.areas, area));
    const named = await Promise.all(asked.areas.filter((area) => !sees.includes(area)).map((area) => asked.directory.area(area)));
    return [
      ...when(isTaken, `managers[${n}].id`, taken),
      ...when(!sees.every((area) => isIn(asked.areas, area)), `managers[${n}].areas`, outside),
      ...when(
        named.some((area) => area?.manager === id),
        `managers[${n}].areas`,
        'this manager answers for the area: it cannot be taken away here',
      ),
    ];
  });

/** Whose this person is to change: all that somebody may see by them lies in her areas. */
const isHers = async (asked: Asked, who: Pick<OnboardedUser, 'practitioner' | 'practice' | 'manager' | 'collects'>): Promise<boolean> => {
  const { directory } = asked;
  if (who.practice) return isIn(asked.areas, await areaOf(asked, who.practice));
  if (who.collects) return !(await whichIn(asked, who.collects)).includes(false);
  if (who.practitioner) {
    const works = (asked.document.practitioners?.find(({ id }) => id === who.practitioner) ?? (await directory.practitioner(who.practitioner)))?.practices;
    const before = (await directory.practitioner(who.practitioner))?.practices ?? [];
    return works !== undefined && !(await whichIn(asked, [...works, ...before])).includes(false);
  }
  const sees = (asked.document.managers?.find(({ id }) => id === who.manager) ?? (who.manager ? await directory.manager(who.manager) : undefined))?.areas;
  return sees !== undefined && sees.length > 0 && sees.every((area) => isIn(asked.areas, area));
};
const roleOf = (one: User) => ({
  practitioner: one.role === 'practitioner' ? one.practitioner : undefined,
  practice: one.role === 'staff' ? one.practice : undefined,
  manager: one.role === 'manager' ? one.manager : undefined,
  collects: one.role === 'collector' ? one.collects : undefined,
});
const users = (asked: Asked) =>
  all(asked.document.users, async (one, n) => {
    const held = await recordReader(asked.table).read(accessKeys.user(one.id), user);
    const isTaken = held !== undefined && !(await isHers(asked, roleOf(held)));
    return [...when(isTaken, `users[${n}].id`, taken), ...when(!isTaken && !(await isHers(asked, one)), `users[${n}].id`, outside)];
  });

/** Everything in a document that is not this manager's to change. Clients, endpoints and their keys are nobody's here. */
export const beyondAreas = async (given: Given): Promise<Problem[]> => {
  const asked = { ...given, directory: remembered(directoryStore(given.table), given.clock) };
  const { clients = [], practices: ours = [], organisations: known = [] } = asked.document;
  const doors = clients.length > 0 || ours.some(({ endpoint }) => endpoint) || known.some(({ endpoint, answerKeys }) => endpoint ?? answerKeys);
  const found = await Promise.all([practices, organisations, areas, practitioners, managers, users].map((ask) => ask(asked)));
  return [...when(doors, 'the file', 'systems and their keys are let in by the operator of the hub'), ...found.flat()];
};
