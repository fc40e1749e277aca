/** Everything that may be asked of a referral, through whatever door. Imperative; refused when unknown. */
import type { OpeningHours, ServiceField } from '#directory/types';
import type { Actor, OrganisationId, PractitionerId } from '#identity/types';
import type { ConsentStatement } from '#people/types';
import type { Instant, LocalDate } from '#platform/types';
import { underWay } from './edges.ts';
import type { NeedCode } from './needs.ts';
import type {
  Acceptance,
  Contact,
  Need,
  NextStep,
  OnwardId,
  Outcome,
  Reason,
  ReferralId,
  RequestFacts,
  RequestStatus,
  ServiceAnswer,
  TaskStatus,
  Urgency,
} from './types.ts';

/** A yes. A no is recorded by itself, for it may end what goes on. */
export type Agreement = ConsentStatement & { gives: true };
export type Command = {
  by: Actor;
  at: Instant /** The version the caller has seen (`If-Match`). */;
  seen?: { type: 'Task' | 'ServiceRequest'; versionId: number };
} & Act;
type Each<Type extends string, Fields = unknown> = Type extends string ? { type: Type } & Fields : never;
export type Act =
  | Each<'submit', { id: ReferralId; draft: boolean; facts: RequestFacts }>
  | Each<'activate' | 'start' | 'resume' | 'mark-as-error' | 'hold-request' | 'resume-request'>
  | Each<'reject' | 'hold' | 'fail' | 'cancel', { reason?: Reason }>
  | Each<'complete', { outcomes: Outcome[] }>
  | Each<'ask' | 'reply', { text: string }>
  | Each<'report-practice-not-reached'>
  | CaseworkAct
  | Each<'send-task', { task: string }>
  | Each<'record-consent', { statement: ConsentStatement }>
  /** What the practice has recorded of the person; false: that it was recorded wrongly. */
  | Each<'record-death', { died: boolean }>
  | Each<
      'refer-on',
      {
        onward: OnwardId;
        organisation: OrganisationId;
        service?: string;
        need?: Need;
        urgency?: Urgency;
        neededBy?: LocalDate;
        /** What the service may see of what it declares; absent: all of it. */
        fields?: readonly ServiceField[];
        answers?: readonly ServiceAnswer[];
        /** When the service is open, as the directory says; absent: not known. */
        opening?: readonly OpeningHours[];
        /** What the person agreed to with it; where it names nobody, it is about this organisation. */
        consents?: readonly Agreement[];
      }
    >
  | OnwardAct;
/** What the practitioners of the practice do with the person. */
export type CaseworkAct =
  | Each<'accept', { next?: NextStep }>
  | Each<'plan-step', { step: NextStep }>
  /** `next`: null for none; absent: the step stays. */
  | Each<'log-contact', { contact: Contact; next?: NextStep | null }>
  /** Without a reason it is undone, as if it had not been logged. */
  | Each<'strike-contact', { contact: string; reason?: string }>
  /** `to`: of the same practice; the door has asked the directory. */
  | Each<'hand-over', { to: PractitionerId; note?: string }>
  | Each<'confirm-safe'>
  | Each<'report-overdue-visit'>
  | Each<'record-needs', { needs: readonly NeedCode[]; primary: NeedCode }>
  /** By the manager of the area, of somebody who is not there any more; the door has asked the directory. */
  | Each<'reassign', { to: PractitionerId; note?: string }>;
export type OnwardAct =
  | Each<'accept-onward', { onward: OnwardId; acceptance: Acceptance }>
  /** `fullUntil`: with the reason that there is no room, the last day on which there is none. */
  | Each<'decline-onward', { onward: OnwardId; reason?: Reason; fullUntil?: LocalDate; reference?: string }>
  | Each<'note-reference', { onward: OnwardId; reference: string }>
  | Each<'hold-onward' | 'fail-onward' | 'cancel-onward', { onward: OnwardId; reason?: Reason }>
  | Each<'start-onward' | 'resume-onward' | 'mark-onward-as-error', { onward: OnwardId }>
  | Each<'attend-onward', { onward: OnwardId; came: boolean }>
  | Each<'complete-onward', { onward: OnwardId; outcome?: Outcome }>
  | Each<'ask-onward' | 'reply-onward', { onward: OnwardId; text: string }>
  | Each<'remind-onward' | 'escalate-onward' | 'force-cancellation' | 'report-not-delivered', { onward: OnwardId }>;
/** What may be asked of a referral that is there. */
export type LaterAct = Exclude<Act, { type: 'submit' }>;
export type CommandType = Act['type'];

/** Who does what no edge speaks of. `owner`/`source` are those of the referral or, with `onward`, of the onward referral; `either` is one of these two. `manager`: of the area, who sees nothing of it. */
type Doing = 'source' | 'owner' | 'either' | 'manager' | 'clock' | 'delivery';
type Rule = {
  of: 'referral' | 'onward';
} & (
  | { /** Takes an edge of the Task; who may, the edge says. */ to: TaskStatus /** Narrower than the edge. */; from?: TaskStatus }
  | { /** Takes an edge of the ServiceRequest. */ request: RequestStatus }
  | { /** Changes no status. */ by: Doing; while: readonly TaskStatus[] }
);

const open = ['requested', ...underWay] as const;

/** What each command does to which status; with `edges.ts`, all there is to know of who may do what, when. */
export const commandRules = {
  activate: { of: 'referral', to: 'requested' },
  accept: { of: 'referral', to: 'accepted' },
  reject: { of: 'referral', to: 'rejected' },
  start: { of: 'referral', to: 'in-progress', from: 'accepted' },
  hold: { of: 'referral', to: 'on-hold' },
  resume: { of: 'referral', to: 'in-progress', from: 'on-hold' },
  complete: { of: 'referral', to: 'completed' },
  fail: { of: 'referral', to: 'failed' },
  cancel: { of: 'referral', to: 'cancelled' },
  'mark-as-error': { of: 'referral', to: 'entered-in-error' },
  'hold-request': { of: 'referral', request: 'on-hold' },
  'resume-request': { of: 'referral', request: 'active' },
  ask: { of: 'referral', by: 'owner', while: open },
  reply: { of: 'referral', by: 'source', while: open },
  'refer-on': { of: 'referral', by: 'owner', while: underWay },
  'send-task': { of: 'referral', by: 'source', while: ['draft', ...open] },
  'record-consent': { of: 'referral', by: 'either', while: ['draft', ...open] },
  'record-death': { of: 'referral', by: 'either', while: ['draft', ...open] },
  'plan-step': { of: 'referral', by: 'owner', while: underWay },
  'log-contact': { of: 'referral', by: 'owner', while: underWay },
  'strike-contact': { of: 'referral', by: 'owner', while: underWay },
  'hand-over': { of: 'referral', by: 'owner', while: underWay },
  reassign: { of: 'referral', by: 'manager', while: underWay },
  'confirm-safe': { of: 'referral', by: 'owner', while: underWay },
  'record-needs': { of: 'referral', by: 'owner', while: underWay },
  'report-overdue-visit': { of: 'referral', by: 'clock', while: underWay },
  'report-practice-not-reached': {
    of: 'referral',
    by: 'delivery',
    while: ['requested', ...underWay, 'rejected', 'completed', 'failed', 'cancelled', 'entered-in-error'],
  },
  'accept-onward': { of: 'onward', to: 'accepted' },
  'decline-onward': { of: 'onward', to: 'rejected' },
  'start-onward': { of: 'onward', to: 'in-progress', from: 'accepted' },
  'hold-onward': { of: 'onward', to: 'on-hold' },
  'resume-onward': { of: 'onward', to: 'in-progress', from: 'on-hold' },
  'complete-onward': { of: 'onward', to: 'completed' },
  'fail-onward': { of: 'onward', to: 'failed' },
  'cancel-onward': { of: 'onward', to: 'cancelled' },
  'mark-onward-as-error': { of: 'onward', to: 'entered-in-error' },
  'note-reference': { of: 'onward', by: 'owner', while: open },
  'attend-onward': { of: 'onward', by: 'owner', while: ['accepted', 'in-progress'] },
  'ask-onward': { of: 'onward', by: 'owner', while: open },
  'reply-onward': { of: 'onward', by: 'source', while: open },
  'remind-onward': { of: 'onward', by: 'clock', while: ['requested'] },
  'escalate-onward': { of: 'onward', by: 'clock', while: ['requested'] },
  'force-cancellation': { of: 'onward', by: 'clock', while: underWay },
  'report-not-delivered': {
    of: 'onward',
    by: 'delivery',
    while: ['requested', ...underWay, 'cancelled', 'entered-in-error', 'rejected', 'completed', 'failed'],
  },
} as const satisfies Record<Exclude<CommandType, 'submit'>, Rule>;
export type CommandRule = Rule;
