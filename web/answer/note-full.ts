/** A service that says that it is full is asked last by everybody, until the day it says. */
import { setCapacity } from '#directory/capacity-store';
import type { answerBody } from '#fhir/organisation/answer';
import type { LocalDate } from '#platform/types';
import { addDays } from '#web/frame/when';
import type { Member } from './around.ts';
import type { Request } from './request.ts';

/** `from`: the first day on which there is room again. */
export const sayFull = (service: string, from: LocalDate, { ports, session, at }: Member): Promise<void> =>
  setCapacity(ports.access, session.caller.organisation, service, { fullUntil: addDays(from, -1), updatedAt: at, by: 'organisation' });
export const noteFull = async (body: ReturnType<typeof answerBody.parse>, { service }: Request, member: Member): Promise<void> => {
  if (body.answer === 'decline' && body.fullUntil !== undefined && service) await sayFull(service.id, body.fullUntil, member);
};
