/** After a no: what to look for next, and whom to leave out. Facts alone; who finds services takes them as its wish. */
import type { AreaId, OrganisationId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import { isOpen } from './edges.ts';
import type { Need, Onward, OnwardId, Reason, Referral, Urgency } from './types.ts';

type Asked = { organisation: OrganisationId; service?: string };
type NextBest = {
  area: AreaId;
  need: Need;
  urgency: Urgency;
  neededBy?: LocalDate;
  /** Who said no, and why; until when it is full, where it said so. */
  declinedBy: Asked;
  reason: Reason;
  fullUntil?: LocalDate;
  /** Asked for the same need already, whatever they answered. */
  leaveOut: Asked[];
  /** Another organisation is still asked, or at work, for the same need. */
  others: OnwardId[];
};

const endedWithout: readonly Onward['status'][] = ['rejected', 'failed', 'cancelled'];
const isSameNeed = (one: Need, other: Need): boolean => (one.code ? one.code === other.code && one.system === other.system : one.display === other.display);
const askedOf = ({ organisation, service }: Onward): Asked => ({ organisation, ...(service === undefined ? {} : { service }) });

/** Undefined where it did not end without help, or help is given there already. */
export const nextBest = (referral: Referral, id: OnwardId): NextBest | undefined => {
  const onward = referral.onward.find((one) => one.id === id);
  if (!onward || !endedWithout.includes(onward.status) || !('reason' in onward) || onward.reason.code === 'already-supporting') return undefined;
  const same = referral.onward.filter((one) => one.status !== 'entered-in-error' && isSameNeed(one.need, onward.need));
  const neededBy = onward.neededBy ?? referral.neededBy;
  return {
    ...{ area: referral.area, need: onward.need, urgency: onward.urgency, declinedBy: askedOf(onward), reason: onward.reason },
    ...(neededBy ? { neededBy } : {}),
    ...(onward.status === 'rejected' && onward.fullUntil ? { fullUntil: onward.fullUntil } : {}),
    leaveOut: same.map(askedOf),
    others: same.filter(({ status }) => isOpen(status)).map((one) => one.id),
  };
};
/** Open ones for the same need; a practitioner asks one service at a time unless she means otherwise. */
export const openForNeed = (referral: Referral, need: Need): Onward[] => referral.onward.filter((one) => isOpen(one.status) && isSameNeed(one.need, need));
