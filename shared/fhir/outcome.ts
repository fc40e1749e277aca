/** Everything the hub says about a request goes out as one FHIR OperationOutcome. */
import type { OperationOutcome } from 'fhir/r4.js';

/** The codes of FHIR's issue-type that the hub uses. */
export type IssueCode =
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'code-invalid'
  | 'invalid'
  | 'login'
  | 'expired'
  | 'forbidden'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'too-costly'
  | 'extension'
  | 'business-rule'
  | 'conflict'
  | 'processing'
  | 'transient'
  | 'exception'
  | 'timeout'
  | 'throttled'
  | 'informational';
/** `text` says what is wrong and what to do, and never repeats a value that was sent. `expression` is a FHIRPath; `status` the HTTP status it asks for. */
export type Issue = { severity: 'error' | 'warning' | 'information'; code: IssueCode; text: string; expression?: string; status?: number };
export const errorIssue = (status: number, code: IssueCode, text: string, expression?: string): Issue => ({
  ...{ severity: 'error', code, status, text },
  ...(expression ? { expression } : {}),
});

/** A 403 outweighs all, so that a caller learns nothing about what is not theirs; then what is no FHIR, then what breaks a rule. */
const weights = [403, 413, 400, 404, 409, 412, 415, 422, 503];
/** The one HTTP status of a refusal with several reasons. */
export const statusOf = (issues: Issue[]): number => {
  const asked = new Set(issues.filter((issue) => issue.severity === 'error').map((issue) => issue.status ?? 400));
  return weights.find((status) => asked.has(status)) ?? [...asked][0] ?? 200;
};
/** R4 asks for at least one issue: without any, it says that all is well. */
export const outcome = (issues: Issue[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: (issues.length > 0 ? issues : [allWell]).map(({ severity, code, text, expression }) => ({
    severity,
    code,
    details: { text },
    ...(expression !== undefined && { expression: [expression] }),
  })),
});
const allWell: Issue = { severity: 'information', code: 'informational', text: 'All is well.' };
