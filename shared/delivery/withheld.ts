/** What is not told because the person does not agree to it, or has died. Asked of the referral as it is now, at the moment of sending: a yes may have ended since. */
import type { Instant } from '#platform/types';
import { mayBeTold } from '#referral/consent';
import { isEnded } from '#referral/edges';
import type { OnwardId, Referral } from '#referral/types';
import type { Notice, NoticeType } from './types.ts';

/** What only ends things is told in any case: who is not told goes on. */
const ends: readonly NoticeType[] = ['referral.cancelled', 'referral.cancellation-requested', 'referral.entered-in-error'];

/** `referral` as it is now. The practice is always told: it keeps the record of the person. */
export const isWithheld = ({ to, type }: Pick<Notice, 'to' | 'type'>, referral: Referral, now: Instant): boolean => {
  if (to.kind === 'practice' || ends.includes(type)) return false;
  const organisation = referral.onward.find((onward) => onward.organisation === to.party)?.organisation;
  return organisation === undefined || !mayBeTold(referral, organisation, now);
};

/**
 * Whom to tell the practitioner about: an onward referral that goes on although its organisation was not told. A withdrawal ends it in its own
 * commit, which she sees; a yes that ran out ends nothing, and would otherwise leave her waiting for an answer that cannot come.
 */
export const leftWaiting = ({ onward: id }: Notice, referral: Referral): OnwardId | undefined => {
  const onward = referral.onward.find((one) => one.id === id);
  return onward && !isEnded(onward.status) && !onward.cancellation ? onward.id : undefined;
};
