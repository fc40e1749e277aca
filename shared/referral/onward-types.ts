/** What is sent on to an organisation, and where it stands. Plain data, no rules. */
import type { ServiceField } from '#directory/types';
import type { OrganisationId, PractitionerId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Need, OnwardId, Outcome, Reason, RequestStatus, Urgency, Version } from './types.ts';

/** What an onward referral is when it is sent. */
export type OnwardFacts = {
  id: OnwardId;
  organisation: OrganisationId;
  /** The organisation's service, by the directory's id. */
  service?: string;
  need: Need;
  urgency: Urgency;
  /** The day by which the person needs it, where one was said. */
  neededBy?: LocalDate;
  /** What was left ticked of what the service declares; absent: all of it. */
  fields?: ServiceField[];
  sentAt: Instant;
  sentBy: PractitionerId;
  /** When the organisation is reminded, when the practitioner is told, and the day until which an answer is asked. */
  remindAt: Instant;
  escalateAt: Instant;
  answerBy: LocalDate;
};
/** What an organisation said with its yes. */
export type Acceptance = { slot?: Instant; worker?: string; reference?: string /** On the waiting list, for about so many weeks. */; waitingWeeks?: number };
/** What the person answered to a question of the service; `question`: its words as they were asked, whatever the directory says later. */
export type ServiceAnswer = { question: string; text: string };
type OnwardReferring = OnwardFacts & {
  serviceRequest: Version & { status: RequestStatus };
  task: Version;
  acceptance?: Acceptance;
  /** The organisation's own number for it, where it said one by itself rather than with its yes. */
  reference?: string;
  attendance?: 'attended' | 'did-not-attend';
  question?: { at: Instant; text: string };
  remindedAt?: Instant;
  escalatedAt?: Instant;
  undeliveredAt?: Instant;
  /** Set while an organisation that had accepted has not yet acknowledged a cancellation. */
  cancellation?: { requestedAt: Instant; forceAt: Instant; reason: Reason };
};
export type Onward = OnwardReferring &
  (
    | { status: 'requested' | 'accepted' | 'in-progress' }
    | { status: 'on-hold'; reason: Reason }
    | { status: 'rejected'; reason: Reason; fullUntil?: LocalDate }
    | { status: 'completed'; outcome: Outcome }
    | { status: 'failed'; reason: Reason }
    | { status: 'cancelled'; reason: Reason /** The organisation acknowledged, or the hub did not wait longer. */; acknowledged: boolean }
    | { status: 'entered-in-error' }
  );
/** A service said no for it has no room, up to and with that day. */
export type Full = { organisation: OrganisationId; service: string; fullUntil: LocalDate; at: Instant };
