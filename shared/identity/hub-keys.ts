/** What the hub does with its own keys: identifiers become HMACs in table keys, access tokens are signed, cursors are sealed. */
import { createECDH, createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { keyRing, type RingDeps, type RingKey } from './key-ring.ts';
import { sealing } from './sealing.ts';

export type SigningKey = { kid: string; privateKey: KeyObject };
export type HubKeys = {
  /** HMAC-SHA256 as base64url, 43 characters; `purpose` keeps the same text in two uses apart. The key never changes: table keys hang on it. */
  mac(purpose: string, text: string): Promise<string>;
  /** AES-256-GCM; opens only under the same context. */
  seal(text: string, context: string): Promise<string>;
  /** Undefined whenever it is not exactly what was sealed under this context. */
  open(sealed: string, context: string): Promise<string | undefined>;
  /** ES256: signs with the newest key, */
  signingKey(): Promise<SigningKey>;
  /** and verifies with any that is not over. */
  verifyingKey(kid: string): Promise<KeyObject | undefined>;
};

const quarter = 90 * 24 * 3_600_000;

/** A P-256 key pair from its 32 secret bytes. */
const pairOf = (bytes: Uint8Array) => {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(bytes);
  const point = curve.getPublicKey();
  const text = (part: Uint8Array) => Buffer.from(part).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: text(point.subarray(1, 33)), y: text(point.subarray(33)), d: text(bytes) };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
};

const pairsByKid = () => {
  const pairs = new Map<string, ReturnType<typeof pairOf>>();
  return (key: RingKey) => {
    const pair = pairs.get(key.kid) ?? pairOf(key.bytes);
    pairs.set(key.kid, pair);
    return pair;
  };
};

/** One per instance: keys are read and decrypted once and kept. */
export const hubKeys = (deps: RingDeps): HubKeys => {
  const macs = keyRing({ name: 'mac' }, deps);
  const tokens = keyRing({ name: 'token', signsFor: quarter }, deps);
  const cursors = keyRing({ name: 'cursor', signsFor: quarter }, deps);
  const pair = pairsByKid();
  return {
    mac: async (purpose, text) =>
      createHmac('sha256', (await macs.current()).bytes)
        .update(`${purpose}\n${text}`)
        .digest('base64url'),
    ...sealing(cursors, deps.ids),
    signingKey: async () => {
      const key = await tokens.current();
      return { kid: key.kid, privateKey: pair(key).privateKey };
    },
    verifyingKey: async (kid) => {
      const key = await tokens.find(kid);
      return key && pair(key).publicKey;
    },
  };
};
