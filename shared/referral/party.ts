/** Which side of a referral an actor is on. The credential says who acts; nothing in a body does. */
import type { Actor, PractitionerCaller } from '#identity/types';
import type { Onward, Party, Referral } from './types.ts';

export type Side = Party | 'clock' | 'delivery';

/** A restricted referral, once somebody has taken it on, is for that practitioner alone. */
const isColleagueOnly = (by: PractitionerCaller, referral: Referral): boolean => {
  const taken = 'practitioner' in referral ? referral.practitioner : undefined;
  return referral.restricted === true && taken !== undefined && taken !== by.practitioner;
};
const isTheirs = (by: PractitionerCaller, referral: Referral): boolean => by.practices.includes(referral.practice) && !isColleagueOnly(by, referral);

/** The practice asks, a practitioner of that practice does. Undefined: no party, to whom nothing exists. */
export const sideOf = (by: Actor, referral: Referral): Side | undefined => {
  switch (by.kind) {
    case 'practice':
      return by.practice === referral.practice ? 'source' : undefined;
    case 'practitioner':
      return isTheirs(by, referral) ? 'owner' : undefined;
    case 'organisation':
    case 'manager':
      return undefined;
    case 'clock':
    case 'delivery':
      return by.kind;
  }
};

/** Of an onward referral the practitioner asks and the organisation does; the practice is no party to it. */
export const onwardSideOf = (by: Actor, referral: Referral, onward: Onward): Side | undefined => {
  switch (by.kind) {
    case 'practitioner':
      return isTheirs(by, referral) ? 'source' : undefined;
    case 'organisation':
      return by.organisation === onward.organisation ? 'owner' : undefined;
    case 'practice':
    case 'manager':
      return undefined;
    case 'clock':
    case 'delivery':
      return by.kind;
  }
};
