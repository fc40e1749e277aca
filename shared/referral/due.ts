/** Where a referral stands on a worklist, and when the clock must look at it next. */
import { indexKeys } from '#platform/tables';
import { clockCommands } from './deadlines.ts';
import { isOpen } from './edges.ts';
import { awaitsConfirmation, awaitsNewOffer, openOnward } from './roll-up.ts';
import type { Referral } from './types.ts';

/** Sorts before every time: a person must look, the clock has nothing left to do. */
const waitsForPerson = '!';
/** Sorts after every time: nothing is due. */
const nothingDue = '~';

const needsPerson = (referral: Referral): boolean =>
  referral.status === 'requested' ||
  referral.question !== undefined ||
  referral.undeliveredAt !== undefined ||
  awaitsConfirmation(referral) ||
  awaitsNewOffer(referral) ||
  openOnward(referral).some((onward) => onward.escalatedAt ?? onward.undeliveredAt ?? onward.question);

const changedAt = (referral: Referral) => (referral.task.lastUpdated > referral.serviceRequest.lastUpdated ? referral.task.lastUpdated : referral.serviceRequest.lastUpdated);

/**
 * The `due` index key, or none when all has ended. One key serves both the clock (sort keys that are times) and the worklist:
 * `!` first (a person must look), then by time, then `~` (nothing due).
 */
export const dueKey = (referral: Referral): { pk: string; sk: string } | undefined => {
  const times = clockCommands(referral).map((command) => command.at);
  if (!isOpen(referral.status) && times.length === 0) return undefined;
  const pk = 'practitioner' in referral && referral.practitioner ? indexKeys.worklist(referral.practitioner) : indexKeys.newIn(referral.practice);
  const [first] = times.sort();
  const when = first ?? `${needsPerson(referral) ? waitsForPerson : nothingDue}${changedAt(referral)}`;
  return { pk, sk: `${when}#${referral.id}` };
};
