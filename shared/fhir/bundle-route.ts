/** POST [base]: a Bundle of calls, all together (`transaction`) or each by itself (`batch`). */
import type { Answer } from '#platform/endpoint';
import { bundleAnswer, responseEntry } from './bundle-answers.ts';
import { carriedOut, type Entry } from './bundle-entry.ts';
import { mostEntries, readBundle } from './bundle-read.ts';
import { transact } from './bundle-transaction.ts';
import type { Dispatch, Operation } from './door.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { refuse } from './refusals.ts';

/** Each entry's own answer; what one does the others do not know of. */
const batch = async (call: FhirCall, entries: readonly Entry[], ports: FhirPorts, dispatch: Dispatch): Promise<Answer> => {
  const done = [];
  for (const entry of entries) {
    const answer = await carriedOut(call, entry, entry.resource ? { resource: entry.resource } : {}, ports, dispatch);
    done.push(responseEntry(entry, answer, ports.baseUrl));
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
