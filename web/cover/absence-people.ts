/** Who may be away, and who may cover, for whoever notes it: a practitioner herself, a manager the practitioners of her areas. */
import type { AreaId, PracticeId, PractitionerId } from '#identity/types';
import type { Visit } from '#web/frame/page';

export type Colleague = { id: PractitionerId; name: string };
const ofPractices = async (practices: readonly PracticeId[], { ports }: Visit): Promise<Colleague[]> => {
  const found = (await Promise.all(practices.map((id) => ports.fhir.directory.practitionersOf(id)))).flat();
  return [...new Map(found.map(({ id, name }) => [id, { id, name }])).values()].sort((one, other) => (one.name < other.name ? -1 : 1));
};
const ofAreas = async (areas: readonly AreaId[], visit: Visit): Promise<Colleague[]> => {
  const practices = (await Promise.all([...new Set(areas)].map((area) => visit.ports.fhir.directory.practicesIn(area)))).flat();
  return ofPractices(
    practices.map(({ id }) => id),
    visit,
  );
};
/** `away`: of whom an absence may be noted. A cover comes from the same council areas. */
export const absencePeople = async (visit: Visit): Promise<{ away: Colleague[]; covers: Colleague[] }> => {
  const { caller } = visit.who;
  if (caller.kind === 'manager') {
    const all = await ofAreas(caller.areas, visit);
    return { away: all, covers: all };
  }
  if (caller.kind !== 'practitioner') return { away: [], covers: [] };
  const own = caller.practices.filter((id) => !caller.covers?.practices.includes(id));
  const practices = await Promise.all(own.map((id) => visit.ports.fhir.directory.practice(id)));
  const all = await ofAreas(
    practices.flatMap((practice) => (practice ? [practice.area] : [])),
    visit,
  );
  const herself = { id: caller.practitioner, name: visit.who.user.name };
  return { away: [herself], covers: all.filter(({ id }) => id !== caller.practitioner) };
};
