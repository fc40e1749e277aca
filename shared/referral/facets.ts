/** What of a referral the hub itself owns in each FHIR resource: when it changes, and only then, that resource has a new version. */
import type { OrganisationId, PractitionerId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import { isRefused } from './consent.ts';
import { isOpen } from './edges.ts';
import { awaitsConfirmation, awaitsNewOffer, openOnward } from './roll-up.ts';
import type { Acceptance, Onward, Outcome, Reason, Referral, RequestStatus, TaskStatus } from './types.ts';

/** The hub's own `Task.businessStatus`; never contradicts the status beside it. */
export type BusinessStatus =
  | 'received'
  | 'in-triage'
  | 'person-died'
  | 'consent-withdrawn'
  | 'awaiting-info'
  | 'offered-to-org'
  | 'offer-expired'
  | 'not-delivered'
  | 'waitlisted'
  | 'appointment-booked'
  | 'attended'
  | 'did-not-attend'
  | 'awaiting-confirmation'
  | 'cancellation-requested'
  | 'cancellation-acknowledged'
  | 'loop-closed';
export type TaskFacet = {
  status: TaskStatus;
  businessStatus?: BusinessStatus;
  reason?: Reason;
  practitioner?: PractitionerId;
  organisation?: OrganisationId;
  acceptance?: Acceptance;
  reference?: string;
  fullUntil?: LocalDate;
  outcomes?: Outcome[];
  question?: string;
  sentIn?: number;
};
type RequestFacet = { status: RequestStatus };

const businessStatusOf = (referral: Referral): BusinessStatus | undefined => {
  switch (referral.status) {
    case 'draft':
    case 'entered-in-error':
    case 'rejected':
    case 'failed':
      return undefined;
    case 'requested':
      if (referral.died) return 'person-died';
      if (referral.question) return 'awaiting-info';
      return isRefused(referral) ? 'consent-withdrawn' : 'received';
    case 'cancelled':
      return referral.onward.some((onward) => onward.cancellation && isOpen(onward.status)) ? 'cancellation-requested' : 'cancellation-acknowledged';
    case 'completed':
      return 'loop-closed';
    case 'accepted':
    case 'in-progress':
    case 'on-hold':
      if (referral.died) return 'person-died';
      if (referral.question) return 'awaiting-info';
      if (awaitsConfirmation(referral)) return 'awaiting-confirmation';
      if (isRefused(referral)) return 'consent-withdrawn';
      if (awaitsNewOffer(referral)) return 'awaiting-info';
      if (openOnward(referral).some((onward) => onward.status === 'requested')) return 'offered-to-org';
      return referral.onward.length === 0 ? 'in-triage' : undefined;
  }
};

const onwardBusinessStatusOf = (onward: Onward): BusinessStatus | undefined => {
  if (onward.cancellation && isOpen(onward.status)) return 'cancellation-requested';
  switch (onward.status) {
    case 'requested':
      if (onward.question) return 'awaiting-info';
      if (onward.undeliveredAt) return 'not-delivered';
      return onward.escalatedAt ? 'offer-expired' : 'offered-to-org';
    case 'accepted':
    case 'in-progress':
      if (onward.question) return 'awaiting-info';
      if (onward.attendance) return onward.attendance;
      if (onward.status === 'accepted' && onward.acceptance?.waitingWeeks !== undefined) return 'waitlisted';
      return onward.status === 'accepted' && onward.acceptance?.slot ? 'appointment-booked' : undefined;
    case 'cancelled':
      return onward.acknowledged ? 'cancellation-acknowledged' : undefined;
    case 'completed':
      return 'loop-closed';
    case 'on-hold':
    case 'rejected':
    case 'failed':
    case 'entered-in-error':
      return undefined;
  }
};

const reasonOf = (one: Referral | Onward): Reason | undefined => ('reason' in one ? one.reason : undefined);

/** What somebody gained in pounds is for the service and the practitioner to know. */
const withoutAmounts = ({ amounts: _, ...outcome }: Outcome): Outcome => outcome;

/** The parent Task as the hub owns it. A completed one carries the practitioner's outcomes and those of the organisations. */
export const taskFacet = (referral: Referral): TaskFacet => ({
  status: referral.status,
  businessStatus: businessStatusOf(referral),
  reason: reasonOf(referral),
  practitioner: 'practitioner' in referral ? referral.practitioner : undefined,
  outcomes: [
    ...('outcomes' in referral ? referral.outcomes : []),
    ...referral.onward.flatMap((onward) => (onward.status === 'completed' ? [withoutAmounts(onward.outcome)] : [])),
  ],
  question: referral.question?.text,
  sentIn: referral.taskSentIn,
});
export const onwardTaskFacet = (onward: Onward): TaskFacet => ({
  status: onward.status,
  businessStatus: onwardBusinessStatusOf(onward),
  reason: reasonOf(onward) ?? onward.cancellation?.reason,
  organisation: onward.organisation,
  acceptance: onward.acceptance,
  reference: onward.reference,
  fullUntil: onward.status === 'rejected' ? onward.fullUntil : undefined,
  outcomes: onward.status === 'completed' ? [onward.outcome] : [],
  question: onward.question?.text,
});
const requestFacet = (one: Referral | Onward): RequestFacet => ({ status: one.serviceRequest.status });

/** By `Type/id`, as text that can be compared. */
export const facets = (referral: Referral): Map<string, string> => {
  const all = new Map<string, string>();
  const put = (one: Referral | Onward, task: TaskFacet) => {
    all.set(`ServiceRequest/${one.id}`, JSON.stringify(requestFacet(one)));
    all.set(`Task/${one.id}`, JSON.stringify(task));
  };
  put(referral, taskFacet(referral));
  for (const onward of referral.onward) put(onward, onwardTaskFacet(onward));
  return all;
};
