/** Who may see and do what: the one place that every read and every write asks. Whoever gets `undefined` is told that nothing is there. */
import type { HealthRecord } from '#people/types';
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

/**
 * A health record. `referral`: whose it is, where it belongs to one rather than to the person. The practice and its practitioners see what is
 * recorded of their people, an organisation what it recorded itself of a request to it.
 */
export const maySeeRecord = (by: Actor, record: Pick<HealthRecord, 'practice' | 'organisation' | 'of'>, referral?: Referral): boolean => {
  if (by.kind === 'organisation') {
    const onward = referral?.onward.find(({ id }) => 'referral' in record.of && id === record.of.referral);
    return record.organisation === by.organisation && referral !== undefined && onward !== undefined && maySeeOnward(by, referral, onward);
  }
  if (referral) return maySee(by, referral);
  const isOfPractice = by.kind === 'practice' ? by.practice === record.practice : by.kind === 'practitioner' && by.practices.includes(record.practice);
  return 'person' in record.of && isOfPractice;
};
/** Who recorded it changes it: an organisation its own, the practice and its practitioners what one of them recorded. */
export const mayChangeRecord = (by: Actor, record: Pick<HealthRecord, 'practice' | 'organisation' | 'of'>, referral?: Referral): boolean =>
  maySeeRecord(by, record, referral) && (by.kind === 'organisation') === (record.organisation !== undefined);
