/** Telling others: what they are told, where it waits, what became of it. */
import type { Instant } from '#platform/types';
import type { OnwardId, ReferralId } from '#referral/types';

/** The thin event types an endpoint may receive. */
export type NoticeType =
  | 'referral.requested'
  | 'referral.reminder'
  | 'referral.question-answered'
  | 'referral.cancellation-requested'
  | 'referral.cancelled'
  | 'referral.entered-in-error'
  | 'referral.accepted'
  | 'referral.rejected'
  | 'referral.in-progress'
  | 'referral.on-hold'
  | 'referral.question'
  | 'referral.completed'
  | 'referral.failed'
  | 'referral.updated';
/** `party`: the practice's or the organisation's id. */
export type Recipient = { kind: 'practice' | 'organisation'; party: string };
export type Notice = { type: NoticeType; to: Recipient; onward?: OnwardId };
/** One notice as one endpoint receives it: the same id and the same bytes at every attempt. `last`: of its commit in this lane. */
export type Letter = { rev: number; notice: Notice; id: string; body: string; contentType?: string; last: boolean };

/** What is told to one party of one referral, in order. */
export type LaneKey = { party: string; referral: ReferralId };
/** Only a wake-up: what to send is read from the commits. `rev`: the lane has something to do unless it has done this. */
export type LaneMessage = LaneKey & { rev: number };
/** A wake-up that waits outside the FIFO queue; `turn` keeps it apart from other wake-ups of the lane. */
export type LaterMessage = LaneMessage & { turn: string };

/** `returned`: an e-mail came back for good. */
export type ParkReason = 'exhausted' | 'disabled' | 'no-endpoint' | 'returned';
type LaneBase = LaneKey & {
  /** Writes so far; guards the next. */
  version: number;
  /** The commit up to which everything was delivered, */
  done: number;
  /** and how many notices of the next one were. */
  part: number;
  /** An exception item names this lane. */
  excepted: boolean;
  /** Since the write `againAs` everything from the commit `againFrom` on was sent once more: what comes back of it from before is no news. */
  againFrom?: number;
  againAs?: number;
};
export type IdleLane = LaneBase & { state: 'idle' };
/** `attempt`: attempts used up on the first notice not delivered. `since`: when it first could not be. `triedAt`: the last outcome. */
export type WaitingLane = LaneBase & {
  state: 'waiting';
  attempt: number;
  since: Instant;
  triedAt: Instant;
  dueAt: Instant;
  /** The receiver named the time itself; nothing may wake the lane before. */
  asked: boolean;
  /** The last outcome in a word, for the person who looks. */
  last: string;
};
/** Nothing is sent until somebody re-drives it. `told`: the commit up to which the other way was taken; `dueAt` while it was not. */
export type ParkedLane = LaneBase & { state: 'parked'; reason: ParkReason; since: Instant; told: number; dueAt?: Instant };
export type Lane = IdleLane | WaitingLane | ParkedLane;

/** How an endpoint has been answering, over all its lanes. */
export type Health = {
  version: number;
  /** Failures in a row. */
  failures: number;
  /** Set while the circuit is open: nothing is sent until then, afterwards one probe. */
  openUntil?: Instant;
  /** Milliseconds the circuit stays open the next time a probe fails. */
  wait: number;
  /** When a probe last closed the circuit. */
  recoveredAt?: Instant;
  /** The disabling for which the waiting lanes were already woken, to be parked. */
  drainedFor?: Instant;
  /** The newest e-mail that came back for good: when it was sent, and the hash of the address that did not take it. */
  returnedOf?: Instant;
  returnedFrom?: string;
};

export type SendRequest = { url: string; headers: Record<string, string>; body: string };
/** Why no answer came. `refused-address`: the address is none the hub may connect to. */
export type SendFailure = 'bad-url' | 'not-https' | 'refused-address' | 'dns' | 'connection' | 'tls' | 'timeout' | 'invalid-answer';
/** `retryAfter` as received. */
export type SendOutcome = { kind: 'answer'; status: number; retryAfter?: string } | { kind: 'failed'; reason: SendFailure };

/** A GET of a small JSON document: the one case in which what the other side says comes back. */
export type FetchRequest = { url: string; answer: 'json' };
/** `text` is JSON of at most 64 KB; `cacheControl` as received. Any other answer comes back as its status alone. */
export type FetchOutcome = { kind: 'json'; text: string; cacheControl?: string } | SendOutcome | { kind: 'failed'; reason: 'too-long' | 'not-json' };
