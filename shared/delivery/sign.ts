/** Standard Webhooks 1.0.0, symmetric: `v1`, HMAC-SHA256 over `id.timestamp.body`. */
import { createHmac } from 'node:crypto';
import type { Endpoint } from '#directory/types';
import { secretPurposes } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Instant, Secrets } from '#platform/types';

/** Every key that is valid now: two during a rotation, and the receiver may know either. */
export const signingKeys = (endpoint: Endpoint, now: Instant, secrets: Secrets): Promise<Uint8Array[]> =>
  Promise.all(
    endpoint.keys
      .filter((key) => key.until === undefined || key.until > now)
      .map((key) => secrets.decrypt(key.ciphertext, secretPurposes.endpointKey(endpoint.party))),
  );

/** The id stays over all attempts, the timestamp is each attempt's own. */
export const signedHeaders = (
  { id, body, contentType = 'application/json' }: { id: string; body: string; contentType?: string },
  keys: readonly Uint8Array[],
  now: Instant,
): Record<string, string> => {
  if (keys.length === 0) throw new Error('nothing leaves the hub unsigned');
  const timestamp = String(Math.floor(millisecondsOf(now) / 1000));
  const signature = (key: Uint8Array) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return { 'content-type': contentType, 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': keys.map(signature).join(' ') };
};
