/** A message is carried out once: by its Bundle.id, and by the pair of request ids that came with it. */

import type { FhirCall, FhirPorts } from '#fhir/ports';
import { keys } from '#platform/tables';
import type { Key, Write } from '#platform/types';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The header that is no UUID, if one is not. */
export const wrongHeader = (call: FhirCall): string | undefined =>
  ['X-Request-Id', 'X-Correlation-Id'].find((name) => !uuid.test(call.header(name.toLowerCase()) ?? '00000000-0000-0000-0000-000000000000'));

/** Of one practice's message. */
export const onceKeys = async (call: FhirCall, practice: string, id: string, ports: Pick<FhirPorts, 'keys'>): Promise<Key[]> => {
  const [request, correlation] = ['x-request-id', 'x-correlation-id'].map((name) => call.header(name)?.toLowerCase());
  const names = [`message|${id}`, ...(request && correlation ? [`message ids|${request}|${correlation}`] : [])];
  return Promise.all(names.map(async (name) => keys.unique(practice, await ports.keys.mac('request', name))));
};
/** Whether it is the first; then, with what it brings about, it is the only one. */
export const isFirst = async (all: readonly Key[], call: FhirCall, { referrals }: FhirPorts): Promise<boolean> => {
  const writes = all.map((key): Write => ({ put: { ...key, kind: 'message', at: call.receivedAt }, when: { absent: true } }));
  return (await referrals.write(writes)).outcome === 'written';
};
export const cameBefore = async (all: readonly Key[], { referrals }: FhirPorts): Promise<boolean> =>
  (await referrals.getAll(all)).some((item) => item !== undefined);
