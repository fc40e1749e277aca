/** Whether somebody looks after a practitioner's list. Pure. */
import type { PracticeId, PractitionerId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import { type Absence, absenceOn } from './absences.ts';

/** What the hub knows of a practitioner today. `practices`: none where the directory does not have her any more. `signIn`: false where every sign-in of hers is switched off. */
export type Standing = { id: PractitionerId; practices: readonly PracticeId[]; signIn: boolean; absences: readonly Absence[] };
export type Attendance =
  | { is: 'there' }
  | { is: 'covered'; by: PractitionerId; until: LocalDate }
  | { is: 'away' | 'cover-away'; until: LocalDate }
  | { is: 'left' | 'signed-out' };

/** She herself, whoever covers. */
const isPresent = ({ practices, signIn, absences }: Standing, day: LocalDate): boolean => practices.length > 0 && signIn && !absenceOn(absences, day);
/** At one practice. `others`: by id, those who may cover. */
export const attendanceOf = (one: Standing, practice: PracticeId, others: ReadonlyMap<PractitionerId, Standing>, day: LocalDate): Attendance => {
  if (!one.practices.includes(practice)) return { is: 'left' };
  if (!one.signIn) return { is: 'signed-out' };
  const absence = absenceOn(one.absences, day);
  if (!absence) return { is: 'there' };
  const { to: until, cover } = absence;
  if (!cover) return { is: 'away', until };
  const covers = others.get(cover);
  return covers && isPresent(covers, day) ? { is: 'covered', by: cover, until } : { is: 'cover-away', until };
};
export const isAttended = ({ is }: Attendance): boolean => is === 'there' || is === 'covered';
