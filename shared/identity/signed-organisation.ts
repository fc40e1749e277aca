/**
 * An organisation signs what it sends, by Standard Webhooks 1.0.0, over the bytes as they arrive:
 * `<webhook-id>.<webhook-timestamp>.<content>`, where content is the body of a POST, and of a GET the text `GET <path>`
 * (path and query as requested, as `GET /organisations/pantry/referrals/abc`).
 * A replay within the five minutes is not kept out here: the receipt under `webhook-id` gives a repeated answer its first reply and changes
 * nothing, and a repeated GET reads what its sender could read anyway.
 */
import { isUtf8 } from 'node:buffer';
import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { organisationId } from '#directory/ids';
import type { AnswerKey, Directory } from '#directory/types';
import { kept } from '#platform/kept';
import { secretPurposes } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Clock, Secrets } from '#platform/types';
import type { ClientId, OrganisationCaller, OrganisationId } from './types.ts';
import { type RequestHeaders, readWebhookHeaders, type Signature } from './webhook-headers.ts';

/** `organisation` as the path says it; `path` with its query; `body` decoded from base64 once where the gateway encoded it. */
export type SignedRequest = { organisation: string; method: string; path: string; headers: RequestHeaders; body: Uint8Array };
export type SignedBy = { ok: true; caller: OrganisationCaller; webhookId: string } | { ok: false; reason: 'login'; text: string };
type SignedDeps = { directory: Pick<Directory, 'answerKeys'>; secrets: Secrets; clock: Clock };

/** Seconds the sender's clock may be away from the hub's. */
const tolerance = 300;
/** Milliseconds a decrypted secret is kept, under its ciphertext: a changed key is another entry. */
const secretKept = 5 * 60_000;
const entries = 1_000;

const refuse = (text: string): SignedBy => ({ ok: false, reason: 'login', text });
/** One text for an unknown organisation, a key that is over and a bad signature. */
const notSigned = 'No signature is by a current key of this organisation over exactly these bytes.';

type Check = { scheme: Signature['scheme']; holds(signature: Buffer, content: Buffer): boolean };
const hmacCheck = (secret: Uint8Array): Check => ({
  scheme: 'v1',
  holds: (signature, content) => timingSafeEqual(createHmac('sha256', secret).update(content).digest(), signature),
});
const ed25519Check = (publicKey: string): Check => {
  const x = Buffer.from(publicKey.replace(/^whpk_/, ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { scheme: 'v1a', holds: (signature, content) => verify(null, content, key, signature) };
};
/** Where an organisation has no key of a scheme the same work is done with these, and its result thrown away: time does not tell who is known. */
const decoys: Check[] = [hmacCheck(new Uint8Array(32)), ed25519Check('whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=')];

const keyReader = ({ secrets, clock }: SignedDeps) => {
  const opened = kept<Promise<Uint8Array>>(entries, clock);
  return async (key: AnswerKey, organisation: OrganisationId): Promise<Check> => {
    if (key.scheme === 'v1a') return ed25519Check(key.publicKey);
    const secret = opened.get(key.ciphertext) ?? secrets.decrypt(key.ciphertext, secretPurposes.answerKey(organisation));
    opened.put(key.ciphertext, secret, later(clock.now(), secretKept));
    secret.catch(() => opened.drop(key.ciphertext));
    return hmacCheck(await secret);
  };
};

/** Every signature is tried against every key, whatever was found before. */
const anyHolds = (signatures: Signature[], checks: Check[], content: Buffer): boolean => {
  const results = signatures.flatMap(({ scheme, bytes }) => {
    const own = checks.filter((check) => check.scheme === scheme);
    const tried = own.length > 0 ? own : decoys.filter((check) => check.scheme === scheme);
    return tried.map((check) => check.holds(bytes, content) && own.length > 0);
  });
  return results.includes(true);
};

/** A caller that is no registered client; the colon keeps its name apart from every client id. */
const signerOf = (organisation: OrganisationId): OrganisationCaller => ({ kind: 'organisation', organisation, client: `signed:${organisation}` as ClientId });

/** One per instance. The key is chosen by the organisation in the path, never by anything the request says of itself. */
export const signatureVerifier = (deps: SignedDeps) => {
  const readKey = keyReader(deps);
  const checksOf = async (organisation: OrganisationId | undefined): Promise<Check[]> => {
    const keys = organisation ? await deps.directory.answerKeys(organisation) : [];
    const current = keys.filter((key) => key.until === undefined || key.until > deps.clock.now());
    return organisation ? Promise.all(current.map((key) => readKey(key, organisation))) : [];
  };
  return async ({ organisation, method, path, headers, body }: SignedRequest): Promise<SignedBy> => {
    const read = readWebhookHeaders(headers);
    if (!read.ok) return refuse(read.text);
    const { id, timestamp, signatures } = read.headers;
    const away = Math.abs(millisecondsOf(deps.clock.now()) / 1000 - timestamp);
    if (away > tolerance) return refuse('webhook-timestamp is more than five minutes away from now: sign each attempt anew and check the clock.');
    if (!isUtf8(body)) return refuse('The body is not UTF-8.');
    const content = method === 'GET' ? Buffer.from(`GET ${path}`) : body;
    const named = organisationId.safeParse(organisation).data;
    const checks = await checksOf(named);
    const holds = anyHolds(signatures, checks, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), content]));
    return named && holds ? { ok: true, caller: signerOf(named), webhookId: id } : refuse(notSigned);
  };
};
