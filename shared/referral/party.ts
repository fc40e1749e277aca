/** Which side of a referral an actor is on. The credential says who acts; nothing in a body does. */
import type { Actor, AreaId, PracticeId, PractitionerCaller, PractitionerId } from '#identity/types';
import type { Onward, Party } from './types.ts';

export type Side = Party | 'manager' | 'clock' | 'delivery';

/** As much of a referral as says whose it is. */
type Whose = { practice: PracticeId; restricted?: true; practitioner?: PractitionerId };

/** She has it, or stands in for who has it. */
export const standsFor = ({ practitioner: own, covers }: PractitionerCaller, practitioner: PractitionerId): boolean =>
  practitioner === own || (covers?.practitioners.includes(practitioner) ?? false);
/** A restricted referral, once somebody has taken it on, is for that practitioner and who stands in for her. */
const isColleagueOnly = (by: PractitionerCaller, { restricted, practitioner }: Whose): boolean =>
  restricted === true && practitioner !== undefined && !standsFor(by, practitioner);
const isTheirs = (by: PractitionerCaller, referral: Whose): boolean => by.practices.includes(referral.practice) && !isColleagueOnly(by, referral);

/** The practice asks, a practitioner of that practice does. Undefined: no party, to whom nothing exists. */
export const sideOf = (by: Actor, referral: Whose): Side | undefined => {
  switch (by.kind) {
    case 'practice':
      return by.practice === referral.practice ? 'source' : undefined;
    case 'practitioner':
      return isTheirs(by, referral) ? 'owner' : undefined;
    case 'organisation':
    case 'manager':
    case 'collector':
      return undefined;
    case 'clock':
    case 'delivery':
      return by.kind;
  }
};

/** Who answers for the area. No party: there is nothing of the referral that a manager may see. */
export const isOverseen = (by: Actor, { area }: { area: AreaId }): boolean => by.kind === 'manager' && by.areas.includes(area);

/** Of an onward referral the practitioner asks and the organisation does; the practice is no party to it. */
export const onwardSideOf = (by: Actor, referral: Whose, onward: Onward): Side | undefined => {
  switch (by.kind) {
    case 'practitioner':
      return isTheirs(by, referral) ? 'source' : undefined;
    case 'organisation':
      return by.organisation === onward.organisation ? 'owner' : undefined;
    case 'practice':
    case 'manager':
    case 'collector':
      return undefined;
    case 'clock':
    case 'delivery':
      return by.kind;
  }
};
