/** Who reads what somebody is worried about: who raised it and who covers for them, and those it was told to. Nobody else of the practice. */
import type { Concern } from '#people/concern';
import type { Caller, PracticeId } from './types.ts';
import type { User } from './users.ts';

type ConcernReader = { user: User; caller: Caller };
type Whose = Pick<Concern, 'practice' | 'area' | 'raisedBy'>;

/** GPs and practice managers are told of every concern of their practice; others of the staff are not. */
export const isToldOfConcerns = (user: User): boolean => user.role === 'staff' && (user.staff === 'gp' || user.staff === 'manager');

/** For their practice or their area. Who raised it is not who was told. */
export const isToldOf = ({ user, caller }: ConcernReader, { practice, area, raisedBy }: Whose): boolean => {
  if (raisedBy.user === user.id) return false;
  if (caller.kind === 'manager') return caller.areas.includes(area);
  return isToldOfConcerns(user) && caller.kind === 'practice' && caller.practice === practice;
};
const raisedIt = ({ user }: ConcernReader, { raisedBy }: Whose): boolean => raisedBy.user === user.id;
const coversRaiser = ({ caller }: ConcernReader, { raisedBy: { practitioner } }: Whose): boolean =>
  caller.kind === 'practitioner' && practitioner !== undefined && (caller.covers?.practitioners.includes(practitioner) ?? false);
export const mayReadConcern = (reader: ConcernReader, concern: Whose): boolean =>
  raisedIt(reader, concern) || coversRaiser(reader, concern) || isToldOf(reader, concern);

/** Of whose people somebody may raise one. */
export const practicesWatched = ({ caller }: Pick<ConcernReader, 'caller'>): readonly PracticeId[] =>
  caller.kind === 'practitioner' ? caller.practices : caller.kind === 'practice' ? [caller.practice] : [];
