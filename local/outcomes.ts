/** What a function's answer to a batch means to its event source, as AWS reads it. */
import type { Invoked } from './functions.ts';

/** `some`: these items failed, the others are done. */
export type Outcome = { kind: 'done' } | { kind: 'failed' } | { kind: 'some'; failed: string[] };

const failuresIn = (payload: string): unknown[] | undefined => {
  const answer: unknown = JSON.parse(payload);
  const listed: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'batchItemFailures') : undefined;
  if (listed === undefined || listed === null) return [];
  return Array.isArray(listed) ? listed : undefined;
};

/**
 * With `reports` (`ReportBatchItemFailures`) the function names the items that failed; nothing named is success, and a name that is empty or
 * of no item of the batch is the failure of all (AWS Lambda Developer Guide, "Reporting batch item failures").
 */
export const outcomeOf = (invoked: Invoked, ids: readonly string[], reports: boolean): Outcome => {
  if (!invoked.ok) return { kind: 'failed' };
  if (!reports) return { kind: 'done' };
  const failures = failuresIn(invoked.payload);
  if (!failures) return { kind: 'failed' };
  const named = failures.map((one): unknown => (typeof one === 'object' && one !== null ? Reflect.get(one, 'itemIdentifier') : undefined));
  const failed = named.filter((id) => typeof id === 'string' && ids.includes(id)).map(String);
  if (failed.length < named.length) return { kind: 'failed' };
  return failed.length === 0 ? { kind: 'done' } : { kind: 'some', failed };
};
