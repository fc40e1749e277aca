/** A party's standing wish to hear of events, and where it stands with being told. */
import type { OrganisationCaller, PracticeCaller } from '#identity/types';
import type { Brand, Instant } from '#platform/types';
import type { ReferralId, Touched, Version } from '#referral/types';

export type SubscriptionId = Brand<'SubscriptionId'>;
/** Only parties with an address of their own, registered by the hub's operator, can be written to. */
export type Subscriber = PracticeCaller | OrganisationCaller;
export type TopicName = 'task' | 'service-request' | 'loop-closed';
/** How much of what happened is told: that something did, where to look, or all that the subscriber may see. */
export type Content = 'empty' | 'id-only' | 'full-resource';
export type Channel = { type: 'rest-hook'; endpoint: string; headers: Record<string, string> } | { type: 'email'; to: string };

/** What the subscriber asked for; `resource` is JSON of it as sent, without id, meta, status and error. */
export type Asking = {
  topic: TopicName;
  /** Queries over the topic's own parameters, as `status=accepted`; all must hold. */
  filters: readonly string[];
  content: Content;
  channel: Channel;
  /** Seconds of silence after which a sign of life is sent. */
  heartbeat?: number;
  end?: Instant;
  resource: string;
};
/** Beside the status: what waits for the clock. The hub never leaves `error` or `off` by itself. */
export type Standing =
  /** A handshake is to be made. */
  | { status: 'requested'; dueAt: Instant }
  /** `attempt`: failed attempts at the first event not sent. `dueAt`: of the next attempt, or the next sign of life. */
  | { status: 'active'; attempt: number; dueAt?: Instant }
  | { status: 'error'; failure: string }
  | { status: 'off' };
export type Subscription = Asking &
  Version &
  Standing & {
    id: SubscriptionId;
    owner: Subscriber;
    /** What happened before is no event of it. */
    since: Instant;
    /** Writes so far; guards the next. */
    writes: number;
    /** The event up to which everything was sent. */
    sent: number;
    /** When the other side last took something. */
    spokenAt: Instant;
  };

/** One event of a subscription. `n` counts from 1 without a gap. */
export type LogEntry = { n: number; at: Instant; referral: ReferralId; rev: number; focus: Pick<Touched, 'type' | 'id'> };

/** A wake-up of one subscription. `rev`: a commit of this referral may be an event of it. `excepted`: an exception names this message. */
export type SubscriptionMessage = { party: string; subscription: SubscriptionId; referral?: ReferralId; rev?: number; excepted?: true };
/** One that waits outside the FIFO queue; `turn` keeps it apart from others. */
export type LaterSubscription = SubscriptionMessage & { turn: string };
