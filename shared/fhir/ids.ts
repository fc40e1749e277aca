/** Reads the hub's ids out of paths and references. */
import type { OnwardId, ReferralId } from '#referral/types';

const referralPattern = /^[0-9a-hjkmnp-tv-z]{26}$/;
const onwardPattern = /^([0-9a-hjkmnp-tv-z]{26})-[0-9a-hjkmnp-tv-z]{8}$/;

/** `onward` is set when the id names an onward referral; the referral it belongs to is its first part. */
export const readId = (text: string): { referral: ReferralId; onward?: OnwardId } | undefined => {
  if (referralPattern.test(text)) return { referral: text as ReferralId };
  const [, referral] = onwardPattern.exec(text) ?? [];
  return referral ? { referral: referral as ReferralId, onward: text as OnwardId } : undefined;
};

/** `Type/id` of a resource of this hub, however it was written; anything else as it is. */
export const relativeTo = (baseUrl: string, reference: string): string =>
  reference.startsWith(`${baseUrl}/fhir/`) ? reference.slice(`${baseUrl}/fhir/`.length) : reference;
/** The id in `Type/id` or in its absolute form at this hub. */
export const referenceId = (reference: string | undefined, type: string, baseUrl: string): string | undefined => {
  const [named, id, ...rest] = reference === undefined ? [] : relativeTo(baseUrl, reference).split('/');
  return named === type && rest.length === 0 ? id : undefined;
};
