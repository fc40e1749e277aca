/** What each refusal becomes on the wire: status, FHIR issue code, and a text that says what to do. */
import type { Answer } from '#platform/endpoint';
import type { Refusal, RefusalReason } from '#referral/refusals';
import { errorIssue, type Issue, type IssueCode, outcome, statusOf } from './outcome.ts';

type Row = { status: number; code: IssueCode; text: string };

export const refusals = {
  'not-found': {
    status: 404,
    code: 'not-found',
    text: 'Nothing here under this id that you are a party to. Check the id, and that your client is registered for the right practice or organisation.',
  },
  'not-allowed': { status: 403, code: 'forbidden', text: 'You are a party to this referral, but this step is for the other party to take.' },
  'wrong-status': { status: 409, code: 'conflict', text: 'This step is not possible from where the referral stands now. Read it again.' },
  'onward-open': { status: 409, code: 'conflict', text: 'An organisation is still at work. Wait for its outcome, or cancel that onward referral first.' },
  'already-helped': {
    status: 409,
    code: 'conflict',
    text: 'Help has been given already; the practitioner closes this referral. Mark it as entered in error if it should never have been made.',
  },
  'cancellation-pending': {
    status: 409,
    code: 'conflict',
    text: 'This has been cancelled. Acknowledge with status cancelled, or report what was done as completed or failed.',
  },
  'already-referred': {
    status: 409,
    code: 'duplicate',
    text: 'This service has an open request for this referral already. Wait for its answer, or cancel it first.',
  },
  'consent-missing': {
    status: 422,
    code: 'business-rule',
    text: 'No consent to share is recorded. Send an active Consent, contained and referenced from supportingInfo, with the onward ServiceRequest.',
  },
  'consent-withdrawn': {
    status: 422,
    code: 'business-rule',
    text: 'The person has refused this, or does not agree to it any more. Ask them; if they do agree now, send the new active Consent, contained and referenced from supportingInfo.',
  },
  'consent-expired': {
    status: 422,
    code: 'business-rule',
    text: 'The consent for this was for a time that is over. Ask the person; if they still agree, send the new active Consent, contained and referenced from supportingInfo.',
  },
  'reason-missing': { status: 422, code: 'required', text: 'Say why: Task.statusReason needs a text, and a coding where one fits.' },
  'outcome-missing': { status: 422, code: 'required', text: 'Say what was done: Task.output needs at least one entry of type resulting-activity.' },
  'not-full': {
    status: 422,
    code: 'business-rule',
    text: 'A day until which you are full goes with the reason no-capacity, and is not over.',
  },
  'wrong-amount': { status: 422, code: 'business-rule', text: 'Amounts are whole pounds (GBP), from 0 to 10,000,000 each.' },
  'wrong-answers': {
    status: 422,
    code: 'business-rule',
    text: 'At most 6 answers to a service’s questions, each question once, of 1 to 300 characters, each answer of 1 to 500.',
  },
  'one-at-a-time': {
    status: 422,
    code: 'business-rule',
    text: 'A note added to a Task is a question or a reply, and an identifier a number of your own. Send each with the status unchanged, and the new status in a second PUT.',
  },
  'question-open': { status: 409, code: 'conflict', text: 'A question is open already. Wait for its reply.' },
  'no-question': { status: 409, code: 'conflict', text: 'There is no open question to reply to.' },
  'not-due': { status: 409, code: 'conflict', text: 'It is not time for this.' },
  'stale-version': { status: 412, code: 'conflict', text: 'It has changed since you read it. Read it again, decide again, and send its new ETag in If-Match.' },
  'key-reused': {
    status: 422,
    code: 'business-rule',
    text: 'This key was used for another request. Use a new key for each request, and the same key only to repeat one.',
  },
  duplicate: {
    status: 409,
    code: 'duplicate',
    text: 'A referral with this identifier exists with other content. Send a new identifier for a new referral, or cancel the first one.',
  },
  'person-died': {
    status: 422,
    code: 'business-rule',
    text: 'The hub has this person recorded as having died. If that is wrong, correct the Patient (PUT) and send the referral again.',
  },
  'wrong-time': { status: 422, code: 'business-rule', text: 'A contact is logged when it was: after the referral came, and not in the future.' },
  'no-contact': { status: 404, code: 'not-found', text: 'No such contact was logged.' },
  'already-struck': { status: 409, code: 'conflict', text: 'This contact was struck out already.' },
  'too-late': { status: 409, code: 'conflict', text: 'It can be undone for ten minutes only. Strike it out with a reason.' },
  'same-practitioner': { status: 409, code: 'conflict', text: 'This practitioner has the referral already.' },
  'not-alone': { status: 409, code: 'conflict', text: 'Nobody is out alone, or it was said already that she is safe.' },
  busy: { status: 503, code: 'transient', text: 'Too many changes to this referral at once; nothing was done. Send the same request again.' },
} as const satisfies Record<RefusalReason, Row>;

/** `expression`: where in the input, if the door knows better than the rule. */
const refusalIssue = (refusal: Refusal, expression?: string): Issue => {
  const { status, code, text } = refusals[refusal.because];
  const may = refusal.because === 'wrong-status' && refusal.may.length > 0 ? ` From ${refusal.status} you may set: ${refusal.may.join(', ')}.` : '';
  return errorIssue(status, code, `${text}${may}`, expression);
};

export const refuse = (issues: Issue[], headers: Record<string, string> = {}): Answer => ({ status: statusOf(issues), body: outcome(issues), headers });
export const refusal = (status: number, code: IssueCode, text: string, expression?: string, headers?: Record<string, string>): Answer =>
  refuse([errorIssue(status, code, text, expression)], headers);
export const refused = (because: Refusal, expression?: string): Answer =>
  refuse([refusalIssue(because, expression)], because.because === 'busy' ? { 'retry-after': '1' } : {});

export const wrongMethod = (allowed: string): Answer =>
  refusal(405, 'not-supported', `Not here with this method. Try: ${allowed}.`, undefined, { allow: allowed });

const nothingHere: Refusal = { ok: false, because: 'not-found' };
/** The same bytes whether nothing is there or the caller is no party. */
export const notFound = (): Answer => refused(nothingHere);
export const faultAnswer = (_status: 500, requestId: string): Answer =>
  refusal(
    500,
    'exception',
    `Something broke in the hub; it is noted under ${requestId}. If you sent a change, send it again with the same Idempotency-Key or identifier: nothing happens twice.`,
  );
