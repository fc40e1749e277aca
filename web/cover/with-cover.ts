/** Who stands in for somebody today sees her list as well. Of pages alone: a token's caller is who it was made for. */
import { absenceStore } from '#directory/absence-store';
import { covering, isAwayOn } from '#directory/absences';
import type { Caller } from '#identity/types';
import type { LocalDate } from '#platform/types';
import type { WebPorts } from '#web/ports';

export const withCover = async (caller: Caller, today: LocalDate, { access, fhir }: Pick<WebPorts, 'access' | 'fhir'>): Promise<Caller> => {
  if (caller.kind !== 'practitioner') return caller;
  const absences = await absenceStore(access).coveredBy(caller.practitioner);
  const away = [...new Set(absences.filter((one) => isAwayOn(one, today)).map(({ practitioner }) => practitioner))];
  const found = await Promise.all(away.map((id) => fhir.directory.practitioner(id)));
  return covering(
    caller,
    found.flatMap((one) => (one ? [{ practitioner: one.id, practices: one.practices }] : [])),
  );
};
