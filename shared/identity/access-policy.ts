/** Who may see and do what: the one place that every read and every write asks. Whoever gets `undefined` is told that nothing is there. */
import { onwardSideOf, sideOf } from '#referral/party';
import type { Onward, Referral } from '#referral/types';
import { type Interaction, permits, type Scopes } from './scopes.ts';
import type { Actor, Caller } from './types.ts';

export type Identified = { caller: Caller; scopes: Scopes };

/** Whether the token was made for this at all; rows are judged one by one besides. */
export const mayUse = (who: Identified, type: string, interaction: Interaction): boolean => permits(who.scopes, type, interaction);

/** The referral itself: the practice that sent it and the practitioners of that practice. */
export const maySee = (by: Actor, referral: Referral): boolean => sideOf(by, referral) !== undefined;
/** An onward referral: the practitioners of the practice and the organisation asked. The practice hears of it through its own Task. */
export const maySeeOnward = (by: Actor, referral: Referral, onward: Onward): boolean => onwardSideOf(by, referral, onward) !== undefined;

/** How much of the person an organisation may see: what its service declared, and only once it accepted and until it is over for it. */
export const maySeePerson = (by: Actor, referral: Referral, onward?: Onward): boolean => {
  if (!onward) return maySee(by, referral);
  if (by.kind !== 'organisation') return maySeeOnward(by, referral, onward);
  return maySeeOnward(by, referral, onward) && (onward.status === 'accepted' || onward.status === 'in-progress' || onward.status === 'on-hold');
};
