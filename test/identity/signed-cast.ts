/** Organisations with answer keys, and what they sign with them. */
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { directoryStore, documentItem } from '#directory/directory-store';
import type { AnswerKey } from '#directory/types';
import { type SignedRequest, signatureVerifier } from '#identity/signed-organisation';
import { memoryTable } from '#platform/memory-table';
import { accessKeys, secretPurposes } from '#platform/tables';
import type { Instant } from '#platform/types';
import { handClock, memorySecrets, nowSeconds } from './cast.ts';

export const refused = { ok: false, reason: 'login' };
export type Signer = (content: Buffer) => string;
export const hmacSigner =
  (secret: Uint8Array): Signer =>
  (content) =>
    `v1,${createHmac('sha256', secret).update(content).digest('base64')}`;
export const house = () => {
  const table = memoryTable();
  const clock = handClock();
  const secrets = memorySecrets();
  const setKeys = (organisation: string, keys: AnswerKey[]) => table.write([{ put: documentItem(accessKeys.answerKeys(organisation), { keys }) }]);
  /** The organisation's HMAC keys, each with its end. */
  const withSecrets = async (organisation: string, ...ends: (Instant | undefined)[]) => {
    const made = ends.map((until, n) => ({ until, id: `key-${n}`, secret: randomBytes(32) }));
    const purpose = secretPurposes.answerKey(organisation);
    const keys = await Promise.all(
      made.map(
        async ({ id, until, secret }): Promise<AnswerKey> => ({
          id,
          scheme: 'v1',
          ciphertext: await secrets.encrypt(secret, purpose),
          ...(until && { until }),
        }),
      ),
    );
    await setKeys(organisation, keys);
    return made.map(({ secret }) => secret);
  };
  const withEd25519 = async (organisation: string) => {
    const pair = generateKeyPairSync('ed25519');
    const x = Buffer.from(String(pair.publicKey.export({ format: 'jwk' }).x), 'base64url').toString('base64');
    await setKeys(organisation, [{ id: 'ed', scheme: 'v1a', publicKey: `whpk_${x}` }]);
    return (content: Buffer) => `v1a,${sign(null, content, pair.privateKey).toString('base64')}`;
  };
  const verify = signatureVerifier({ directory: directoryStore(table), secrets, clock });
  return { table, clock, secrets, setKeys, withSecrets, withEd25519, verify };
};
const answerPath = '/organisations/drumgarth/referrals/abc-12/answers';
export const body = Buffer.from('{"type":"accept","worker":"Tam"}');
export const post = (headers: Record<string, string | undefined>, changes: Partial<SignedRequest> = {}): SignedRequest => ({
  organisation: 'drumgarth',
  method: 'POST',
  path: answerPath,
  headers,
  body,
  ...changes,
});
export const signedHeaders = (signers: Signer[], timestamp: number, content: Uint8Array = body, id = 'msg_1') => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signers.map((signer) => signer(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), content]))).join(' '),
});
export const signedHouse = async () => {
  const made = house();
  const [secret = Buffer.alloc(0)] = await made.withSecrets('drumgarth', undefined);
  const headers = (content?: Uint8Array, id?: string) => signedHeaders([hmacSigner(secret)], nowSeconds(made.clock), content, id);
  return { ...made, secret, headers };
};
