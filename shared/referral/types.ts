/** The referral: the GP's order with its Task, and the onward referrals made from it. Plain data, no rules. */
import type { AreaId, ClientId, PracticeId, PractitionerId } from '#identity/types';
import type { ConsentStatement } from '#people/types';
import type { Brand, Instant, LocalDate } from '#platform/types';
import type { Casework, CaseworkEvent } from './casework-types.ts';
import type { Acceptance, Onward, OnwardFacts, ServiceAnswer } from './onward-types.ts';

export type * from './casework-types.ts';
export type * from './commit-types.ts';
export type * from './onward-types.ts';

/** 26 characters of base32; the id of both the parent ServiceRequest and the parent Task. */
export type ReferralId = Brand<'ReferralId'>;
/** `<referral id>-<8 base32>`; the id of both the child ServiceRequest and the child Task. */
export type OnwardId = Brand<'OnwardId'>;
export type PersonId = Brand<'PersonId'>;

export type TaskStatus =
  | 'draft'
  | 'requested'
  | 'accepted'
  | 'rejected'
  | 'in-progress'
  | 'on-hold'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'entered-in-error';
export type RequestStatus = 'draft' | 'active' | 'on-hold' | 'completed' | 'revoked' | 'entered-in-error';
/** `source` asks, `owner` does: of the parent the practice and the practitioner, of an onward referral the practitioner and the organisation. */
export type Party = 'source' | 'owner';

/** FHIR's `meta`: each resource has a version of its own and moves only when it changes itself. */
export type Version = { versionId: number; lastUpdated: Instant };
export type Reason = { code: string; text: string };
export type Urgency = 'routine' | 'urgent' | 'asap' | 'stat';
/** A coded need as sent: `system`/`code` where given, `display` for people. Never free text of the referral. */
export type Need = { system?: string; code?: string; display: string };
/** What was done or found. `activity` says what was done; `outcome` how it ended, where the service says so. */
export type Outcome = {
  activity: string;
  outcome?: string;
  system?: string;
  code?: string /** As sent, where more was sent than this: JSON of `{output, contained}`. */;
  sent?: string;
  amounts?: Amounts;
};
/** What a money service reached for the person, in whole pounds: gained a year, gained once, and debt dealt with. */
export type Amounts = { yearly?: number; oneOff?: number; debt?: number };

/** What the hub itself needs to know of the request; the rest stays as sent, beside. */
export type RequestFacts = {
  practice: PracticeId;
  requester: ClientId;
  area: AreaId;
  person: PersonId;
  need: Need;
  urgency: Urgency;
  neededBy?: LocalDate;
  /** Whether the request carried the plain consent: to be referred on and to share, with any service, without end. */
  consent: boolean;
  /** What else the person said of it, then or since: for some services alone, for a time, a refusal. See consent.ts. */
  consents?: ConsentStatement[];
  /** The person must not be contacted by the hub (orderDetail `contacting-subject-prohibited`). */
  doNotContact: boolean;
  /** Once accepted, for the practice and the practitioner who accepted it alone. */
  restricted?: true;
  /** Codes of the validation warnings, for triage. */
  warnings: string[];
  /** A new episode of a person who came back. */
  cameBackFrom?: ReferralId;
  /** Who made it; absent: a GP system. */
  source?: 'gp-system' | 'staff' | 'self' | 'practitioner';
  /** It came in a message of the UK booking and referral standard, and is answered by messages. */
  message?: SentMessage;
};
/** What a later response repeats of the message it answers: the Bundle's id, the sender's own address, its request's intent and identifier. */
export type SentMessage = { id: string; from: string; intent: string; identifier?: { system: string; value: string } };

type Referring = RequestFacts & {
  id: ReferralId;
  /** Number of commits so far; guards the next. */
  rev: number;
  receivedAt: Instant;
  serviceRequest: Version & { status: RequestStatus };
  task: Version;
  onward: Onward[];
  /** Absent until something was done. */
  casework?: Casework;
  /** The commit that holds the sender's own Task, if it sent one. */
  taskSentIn?: number;
  /** Open question of the practitioner to the practice. */
  question?: { at: Instant; text: string };
  /** The practice could not be told by its endpoint since then. */
  undeliveredAt?: Instant;
  /** The person is recorded as having died. */
  died?: true;
};
export type Referral = Referring &
  (
    | { status: 'draft' | 'requested' }
    | { status: 'accepted' | 'in-progress'; practitioner: PractitionerId }
    | { status: 'on-hold'; practitioner: PractitionerId; reason: Reason }
    | { status: 'rejected'; practitioner: PractitionerId; reason: Reason }
    | { status: 'completed'; practitioner: PractitionerId; outcomes: Outcome[] }
    | { status: 'failed'; practitioner: PractitionerId; reason: Reason }
    | { status: 'cancelled'; practitioner?: PractitionerId; reason: Reason; by: Party }
    | { status: 'entered-in-error'; practitioner?: PractitionerId }
  );

/** What happened. Past tense; enough to fold the state again from nothing. */
export type Event =
  | CaseworkEvent
  | { type: 'submitted'; id: ReferralId; draft: boolean; facts: RequestFacts }
  | { type: 'activated' }
  | { type: 'accepted'; practitioner: PractitionerId }
  | { type: 'rejected'; practitioner: PractitionerId; reason: Reason }
  | { type: 'started' }
  | { type: 'held'; reason: Reason }
  | { type: 'resumed' }
  | { type: 'completed'; outcomes: Outcome[] }
  | { type: 'failed'; reason: Reason }
  | { type: 'cancelled'; reason: Reason; by: Party }
  | { type: 'marked-as-error' }
  | { type: 'request-held' }
  | { type: 'request-resumed' }
  | { type: 'asked'; text: string }
  | { type: 'replied'; text: string }
  | { type: 'practice-not-reached' }
  /** The sender's own Task for its referral: JSON of what the hub does not own in it. */
  | { type: 'task-sent'; task: string }
  /**
   * `consents`: what the person said with it. `consentRecorded`: the plain consent, in commits from before there were statements.
   * `answers`: to the service's questions; they stay in this commit, so that no later one pays for them again.
   */
  | { type: 'referred-on'; facts: OnwardFacts; consents?: ConsentStatement[]; consentRecorded?: boolean; answers?: ServiceAnswer[] }
  | { type: 'consent-recorded'; statement: ConsentStatement }
  | { type: 'person-died' }
  /** It was recorded wrongly. */
  | { type: 'death-corrected' }
  | { type: 'onward-accepted'; onward: OnwardId; acceptance: Acceptance }
  | { type: 'onward-declined'; onward: OnwardId; reason: Reason; fullUntil?: LocalDate; reference?: string }
  | { type: 'onward-reference-noted'; onward: OnwardId; reference: string }
  | { type: 'onward-started'; onward: OnwardId }
  | { type: 'onward-held'; onward: OnwardId; reason: Reason }
  | { type: 'onward-resumed'; onward: OnwardId }
  | { type: 'onward-attended'; onward: OnwardId; came: boolean }
  | { type: 'onward-completed'; onward: OnwardId; outcome: Outcome }
  | { type: 'onward-failed'; onward: OnwardId; reason: Reason }
  | { type: 'onward-cancellation-requested'; onward: OnwardId; reason: Reason; forceAt: Instant }
  | { type: 'onward-cancelled'; onward: OnwardId; reason: Reason; acknowledged: boolean }
  | { type: 'onward-marked-as-error'; onward: OnwardId }
  | { type: 'onward-asked'; onward: OnwardId; text: string }
  | { type: 'onward-replied'; onward: OnwardId; text: string }
  | { type: 'onward-reminded'; onward: OnwardId }
  | { type: 'onward-escalated'; onward: OnwardId }
  | { type: 'onward-not-delivered'; onward: OnwardId };
