/** What the onward referrals say about the referral; decided in the same commit, never chased. */
import { isOpen, isUnderWay } from './edges.ts';
import type { Event, Onward, Referral } from './types.ts';

export const openOnward = (referral: Referral): Onward[] => referral.onward.filter((onward) => isOpen(onward.status));
/** Nothing open and something done: the practitioner confirms, then completes. */
export const awaitsConfirmation = (referral: Referral): boolean =>
  openOnward(referral).length === 0 && referral.onward.some((onward) => onward.status === 'completed');
/** Nothing open and nothing done: the practitioner offers again, or ends it. Never rejected by itself. */
export const awaitsNewOffer = (referral: Referral): boolean => {
  const sent = referral.onward.filter((onward) => onward.status !== 'entered-in-error');
  return sent.length > 0 && openOnward(referral).length === 0 && sent.every((onward) => onward.status !== 'completed');
};

/** The referral's own move after a change of its onward referrals; at most one. */
export const rollUp = (referral: Referral): Event[] => {
  const { status } = referral;
  if (!isUnderWay(status)) return [];
  const open = openOnward(referral);
  if (open.some((onward) => onward.status === 'accepted' || onward.status === 'in-progress')) {
    if (status === 'in-progress') return [];
    return [{ type: status === 'accepted' ? 'started' : 'resumed' }];
  }
  const allHeld = open.length > 0 && open.every((onward) => onward.status === 'on-hold');
  return allHeld && status !== 'on-hold'
    ? [{ type: 'held', reason: { code: 'onward-on-hold', text: 'Every organisation that was asked has put it on hold.' } }]
    : [];
};
