/** A practitioner's step, through the same commands as every other door. */
import { isShortId } from '#platform/ids';
import { carryOut, type Done } from '#referral/carry-out';
import type { LaterAct } from '#referral/commands';
import type { Refusal } from '#referral/refusals';
import type { ReferralId } from '#referral/types';
import { hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import type { Html } from '#web/frame/html';
import type { Result, Submitted, Visit } from '#web/frame/page';

export const act = (visit: Visit, referral: ReferralId, wanted: LaterAct, seen?: number): Promise<Done | Refusal> =>
  carryOut(visit.ports.fhir.carryOut, referral, {
    ...wanted,
    by: visit.who.caller,
    at: visit.at,
    ...(seen === undefined ? {} : { seen: { type: 'Task', versionId: seen } }),
  });

/** Comes with the form, so that a form that is sent twice is logged once. */
export const contactId = ({ form, ports }: Submitted): string => {
  const given = text(form, 'contact');
  return isShortId(given) ? given : ports.ids.short();
};
/** The hidden field of such a form. */
export const newContact = ({ ports }: Visit): Html => hidden('contact', ports.ids.short());

/** What a page says to a refusal that none of its own words fit. */
export const refusedPage = ({ because }: Refusal): Result => {
  switch (because) {
    case 'not-found':
    case 'not-allowed':
      return { trouble: 'missing' };
    case 'busy':
      return { trouble: 'busy' };
    case 'stale-version':
      return { trouble: 'changed' };
    default:
      return { trouble: 'notPossible' };
  }
};
