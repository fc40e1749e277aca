/** Who may see and do what: the one place that every read and every write asks. Whoever gets `undefined` is told that nothing is there. */
import type { HealthRecord } from '#people/types';
import type { Instant } from '#platform/types';
import { consentTo, statementsIn } from '#referral/consent';
import { isOpen, isUnderWay } from '#referral/edges';
import { onwardSideOf, sideOf } from '#referral/party';
import type { Onward, Referral } from '#referral/types';
import { type Interaction, permits, type Scopes } from './scopes.ts';
import type { Actor, Caller, PracticeId } from './types.ts';

export type Identified = { caller: Caller; scopes: Scopes };

/** Whether the token was made for this at all; rows are judged one by one besides. */
export const mayUse = (who: Identified, type: string, interaction: Interaction): boolean => permits(who.scopes, type, interaction);

/** The referral itself: the practice that sent it and its practitioners; of a restricted one, once accepted, who has it and who stands in for her alone. */
export const maySee = (by: Actor, referral: Referral): boolean => sideOf(by, referral) !== undefined;
/** An onward referral: the same practitioners and the organisation asked. The practice hears of it through its own Task. */
export const maySeeOnward = (by: Actor, referral: Referral, onward: Onward): boolean => onwardSideOf(by, referral, onward) !== undefined;

const mayBeTold = (referral: Referral, { organisation }: Onward, at: Instant): boolean =>
  !referral.died && consentTo(statementsIn(referral), { permission: 'share', organisation, at }) === 'given';
/**
 * The person of an onward referral. An organisation sees what its service declared, only from its yes until it is over for it, and only while the
 * person lives and agrees: asked at the time of the call, whatever was sent before.
 */
export const maySeePerson = (by: Actor, referral: Referral, onward: Onward, at: Instant): boolean => {
  if (!maySeeOnward(by, referral, onward)) return false;
  if (by.kind !== 'organisation') return true;
  return isUnderWay(onward.status) && mayBeTold(referral, onward, at);
};
/** What the practitioner wrote about it in her own words. An organisation may ask before it says yes, and reads the reply while it may still be told. */
export const maySeeReplies = (by: Actor, referral: Referral, onward: Onward, at: Instant): boolean =>
  maySeeOnward(by, referral, onward) && (by.kind !== 'organisation' || (isOpen(onward.status) && mayBeTold(referral, onward, at)));

/** Whose people, and whose own identifiers, somebody knows: the practice and its practitioners. */
export const practicesOf = (by: Actor): readonly PracticeId[] => (by.kind === 'practice' ? [by.practice] : by.kind === 'practitioner' ? by.practices : []);
/** The people of a practice, whole. */
export const mayKnow = (by: Actor, practice: PracticeId): boolean => practicesOf(by).includes(practice);

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
  return 'person' in record.of && mayKnow(by, record.practice);
};
/** Who recorded it changes it: an organisation its own, the practice and its practitioners what one of them recorded. */
export const mayChangeRecord = (by: Actor, record: Pick<HealthRecord, 'practice' | 'organisation' | 'of'>, referral?: Referral): boolean =>
  maySeeRecord(by, record, referral) && (by.kind === 'organisation') === (record.organisation !== undefined);
