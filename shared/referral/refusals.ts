/** Why a command is refused: closed, so that each door must say what it answers to each. */
import type { RequestStatus, TaskStatus } from './types.ts';

export type Refusal =
  /** Nothing there, or the caller is no party to it: the same answer for both. */
  | { ok: false; because: 'not-found' }
  /** A party, but this is for the other party to do. */
  | { ok: false; because: 'not-allowed' }
  | {
      ok: false;
      because: 'wrong-status';
      status: TaskStatus | RequestStatus /** Where this party may move it. */;
      may: readonly (TaskStatus | RequestStatus)[];
    }
  /** An onward referral that must end first is still open. */
  | { ok: false; because: 'onward-open' }
  /** Help has been given already; the practitioner closes the referral. */
  | { ok: false; because: 'already-helped' }
  /** The organisation has been asked to stop; only its acknowledgement, an outcome or a failure follows. */
  | { ok: false; because: 'cancellation-pending' }
  | { ok: false; because: 'already-referred' }
  /** To be referred on, or to share with this organisation: nobody said yes, the newest word is no, or the yes was for a time that is over. */
  | { ok: false; because: 'consent-missing' | 'consent-withdrawn' | 'consent-expired' }
  | { ok: false; because: 'reason-missing' }
  | { ok: false; because: 'outcome-missing' }
  /** A day until which it is full goes with `no-capacity`, and is not over. */
  | { ok: false; because: 'not-full' }
  /** Amounts are whole pounds, from none to ten million. */
  | { ok: false; because: 'wrong-amount' }
  /** More answers than a service may ask, or one that is too long. */
  | { ok: false; because: 'wrong-answers' }
  /** A question or reply came together with another step. */
  | { ok: false; because: 'one-at-a-time' }
  | { ok: false; because: 'question-open' }
  | { ok: false; because: 'no-question' }
  /** The clock or the delivery came too early or twice; never seen by a caller. */
  | { ok: false; because: 'not-due' }
  | { ok: false; because: 'stale-version'; versionId: number }
  /** The same key with another request. */
  | { ok: false; because: 'key-reused' }
  /** The same identifier with another content. */
  | { ok: false; because: 'duplicate' }
  /** The person is recorded as having died. */
  | { ok: false; because: 'person-died' }
  /** A contact before the referral came, or yet to come. */
  | { ok: false; because: 'wrong-time' }
  | { ok: false; because: 'no-contact' }
  | { ok: false; because: 'already-struck' }
  /** To undo it; it can still be struck, with a reason. */
  | { ok: false; because: 'too-late' }
  /** That practitioner has it already. */
  | { ok: false; because: 'same-practitioner' }
  /** Nobody is out alone, or she said already that she is safe. */
  | { ok: false; because: 'not-alone' }
  /** Too many changes at once; nothing was done. */
  | { ok: false; because: 'busy' };
export type RefusalReason = Refusal['because'];
export const refused = <const R extends Omit<Refusal, 'ok'>>(refusal: R): { ok: false } & R => ({ ok: false, ...refusal });
