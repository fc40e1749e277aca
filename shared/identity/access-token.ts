/** Access tokens: ES256 JWTs of five minutes, made and verified by the hub alone. A token says which client; the client's record says who that is now. */
import { sign, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { clientId } from '#directory/ids';
import { instantOf, millisecondsOf } from '#platform/time';
import type { Clock, Ids, Instant } from '#platform/types';
import type { Client } from './client-store.ts';
import type { HubKeys } from './hub-keys.ts';
import { parseScopes, type Scopes, scopesText } from './scopes.ts';
import type { ClientId } from './types.ts';

/** Seconds. */
export const tokenLife = 300;
/** What a token that the hub made says. `version`: the client's when it was made. */
export type TokenClaims = { client: ClientId; version: number; scopes: Scopes; expires: Instant };
type MakerDeps = { keys: HubKeys; clock: Clock; ids: Ids; baseUrl: string };
type ReaderDeps = { keys: HubKeys; clock: Clock; baseUrl: string };

const longest = 2_048;
const header = z.object({ alg: z.literal('ES256'), typ: z.literal('at+jwt'), kid: z.string() });
const claims = z.object({ iss: z.string(), aud: z.string(), sub: clientId, scope: z.string(), ver: z.number(), exp: z.number() });

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Undefined unless it is exactly the base64url of a JSON text. */
const decoded = (part: string): unknown => {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

export const newAccessToken = async (client: Client, scopes: Scopes, { keys, clock, ids, baseUrl }: MakerDeps): Promise<string> => {
  const { kid, privateKey } = await keys.signingKey();
  const iat = Math.floor(millisecondsOf(clock.now()) / 1000);
  const facts = { iss: baseUrl, aud: baseUrl, sub: client.id, scope: scopesText(scopes), ver: client.version, iat, exp: iat + tokenLife, jti: ids.id() };
  const signed = `${encoded({ alg: 'ES256', typ: 'at+jwt', kid })}.${encoded(facts)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
};

const signatureHolds = async (head: string, body: string, signature: string, keys: HubKeys): Promise<boolean> => {
  const parsed = header.safeParse(decoded(head));
  const bytes = Buffer.from(signature, 'base64url');
  if (!parsed.success || bytes.length !== 64 || bytes.toString('base64url') !== signature) return false;
  const key = await keys.verifyingKey(parsed.data.kid);
  return key !== undefined && verify('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' }, bytes);
};

/** What a token says, if the hub signed it; whether it has expired is asked of `expires`. */
export const readAccessToken = async (token: string, { keys, baseUrl }: Omit<ReaderDeps, 'clock'>): Promise<TokenClaims | undefined> => {
  const [head = '', body = '', signature = '', ...more] = token.length > longest ? [] : token.split('.');
  if (more.length > 0 || !(await signatureHolds(head, body, signature, keys))) return undefined;
  const parsed = claims.safeParse(decoded(body));
  if (!parsed.success || parsed.data.iss !== baseUrl || parsed.data.aud !== baseUrl) return undefined;
  const scopes = parseScopes(parsed.data.scope);
  return scopes && { client: parsed.data.sub, version: parsed.data.ver, scopes, expires: instantOf(parsed.data.exp * 1000) };
};
