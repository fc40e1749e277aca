import type { ReferralId } from '#referral/types';

/** The end of a referral's id: enough to speak of it, and nothing of the person. */
export const referenceOf = (id: ReferralId): string => id.slice(-5);
