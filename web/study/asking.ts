/** Which studies a practitioner asks somebody to take part in. */
import { armOn } from '#directory/over-time';
import type { PracticeId } from '#identity/types';
import { studyStore } from '#study/study-store';
import type { Study } from '#study/types';
import type { Visit } from '#web/frame/page';

/** Those with the practice as one where links practitioners work, that are approved. */
export const studiesAsking = async (id: PracticeId, { ports, today }: Visit): Promise<Study[]> => {
  const practice = await ports.fhir.directory.practice(id);
  if (!practice || armOn(practice.arms, today) !== 'intervention') return [];
  return (await studyStore(ports.fhir.referrals).inAreas([practice.area])).filter(
    ({ practices, approval }) => practices.includes(id) && approval !== undefined,
  );
};
