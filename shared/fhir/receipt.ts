/** Ties a repeated write to its first answer: bound to caller, route, key and body, so that nobody's key collides with another's. */
import { nameOf } from '#referral/carry-out';
import type { Receipt } from '#referral/types';
import type { FhirCall, FhirPorts } from './ports.ts';
import { sha256 } from './same-content.ts';

/** Undefined without an Idempotency-Key. The caller's client is part of the key. */
export const receiptOf = async (call: FhirCall, ports: Pick<FhirPorts, 'keys'>): Promise<Receipt | undefined> => {
  const key = call.header('idempotency-key');
  if (!key) return undefined;
  const { caller } = call.who;
  const mac = await ports.keys.mac('receipt', [nameOf(caller), caller.client, call.method, call.path, key].join('\n'));
  return { key: mac, body: sha256(call.body) };
};
