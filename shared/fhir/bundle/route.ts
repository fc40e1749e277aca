/** POST [base]: a Bundle of calls, all together (`transaction`) or each by itself (`batch`). */
import type { BundleEntry } from 'fhir/r4.js';
import type { Dispatch, Operation } from '#fhir/door';
import { errorIssue, type Issue, outcome } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refuse } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';
import { bundleAnswer, responseEntry } from './answers.ts';
import { carriedOut, type Entry } from './entry.ts';
import { mostEntries, readBundle } from './read.ts';
import { finder, saidIn } from './references.ts';
import { transact } from './transaction.ts';

/** Entries that are not made together cannot name each other. */
const named = ({ index, place, resource }: Entry, find: ReturnType<typeof finder>): Issue[] =>
  saidIn(resource, `${place}.resource`)
    .filter(({ text, key }) => (find(text, key, index) ?? index) !== index)
    .map(({ path }) => errorIssue(422, 'business-rule', togetherText, path));
const togetherText = 'The entries of a batch stand alone and cannot refer to each other. Send those that belong together as a transaction.';

/** Each entry's own answer; what one does the others do not know of. */
const batch = async (call: FhirCall, entries: readonly Entry[], ports: FhirPorts, dispatch: Dispatch): Promise<Answer> => {
  const find = finder(entries);
  const done: BundleEntry[] = [];
  for (const entry of entries) {
    const issues = named(entry, find);
    if (issues.length > 0) done.push({ response: { status: '422', outcome: outcome(issues) } });
    else done.push(responseEntry(entry, await carriedOut(call, entry, entry.resource ? { resource: entry.resource } : {}, ports, dispatch), ports.baseUrl));
  }
  return bundleAnswer('batch-response', done);
};

const post = async (call: FhirCall, ports: FhirPorts, dispatch: Dispatch): Promise<Answer> => {
  const read = readBundle(call, ports.baseUrl);
  if (!read.ok) return refuse(read.issues);
  return (read.type === 'batch' ? batch : transact)(call, read.entries, ports, dispatch);
};
export const bundles: Operation = {
  name: '',
  on: 'system',
  method: 'POST',
  needs: 'c',
  text: `Transactions and batches of at most ${mostEntries} entries; every entry is asked its own scope.`,
  run: (call, _id, ports, dispatch) => post(call, ports, dispatch),
};
