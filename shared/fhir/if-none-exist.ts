/** What a create says so that it can be repeated, or made only if it is not there yet. */
import { errorIssue, type Issue } from './outcome.ts';
import type { FhirCall } from './ports.ts';

/** Characters of an Idempotency-Key. */
export const longestKey = 255;
/** `If-None-Exist: identifier=system|value`, the one search that a conditional create may make here. */
export const noneExist = (call: FhirCall): { identifier?: string } | { issue: Issue } => {
  const header = call.header('if-none-exist');
  if (header === undefined) return {};
  const query = new URLSearchParams(header.replace(/^\?/, ''));
  const [identifier, ...more] = query.getAll('identifier');
  const text = 'If-None-Exist takes one search here: identifier=system|value.';
  if (!identifier?.includes('|') || more.length > 0 || query.size !== 1) return { issue: errorIssue(400, 'invalid', text) };
  return { identifier };
};
