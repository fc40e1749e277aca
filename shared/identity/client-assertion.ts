/** SMART Backend Services, private_key_jwt: who asks for a token. Stricter than the JWT library is by itself. */

import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import * as z from 'zod/mini';
import { clientId } from '#directory/ids';
import { algorithmOf, type PublicKey } from '#directory/public-key';
import { millisecondsOf } from '#platform/time';
import type { Clock } from '#platform/types';
import type { ClientKeys } from './client-keys.ts';
import type { Client, ClientStore } from './client-store.ts';

/** A client, and what must still be spent before it gets a token. */
export type Asserted = { ok: true; client: Client; jti: string /** Second since 1970. */; refusedFrom: number } | { ok: false; description: string };
type AssertionDeps = { clients: ClientStore; keysOf: ClientKeys; clock: Clock; tokenUrl: string };

/** Seconds. */
const longestLife = 300;
const skew = 60;
const longest = 8_192;

/** `jwk`, `x5c` and `x5u` let a caller bring its own key, `crit` and `b64` another reading of the signature. */
const forbidden = ['jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc'] as const;
const header = z.looseObject({
  alg: z.enum(['RS384', 'ES384']),
  kid: z.string().check(z.regex(/^[\w.:=-]{1,128}$/)),
  typ: z.optional(z.literal('JWT')),
  /** Never followed: it must be the registered address, word for word. */
  jku: z.optional(z.string()),
});
const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  exp: z.number(),
  iat: z.optional(z.number()),
  nbf: z.optional(z.number()),
  jti: z.string().check(z.regex(/^[^\p{Cc}]{1,255}$/u)),
});
type Claims = z.infer<typeof claims>;

const refuse = (description: string): Asserted => ({ ok: false, description });
/** One text for an unknown client, a disabled one, an unknown key and a bad signature: it tells a guesser nothing. */
const notKnown = 'The assertion is not signed by a registered key of a known client: check iss, sub, kid and the key; jku, if any, is the registered address.';

type Header = z.infer<typeof header>;
const readHeader = (assertion: string): Header | string => {
  const raw = decodeProtectedHeader(assertion);
  const named = forbidden.find((name) => name in raw);
  if (named) return `The assertion's header must not hold ${named}: the hub takes registered keys alone.`;
  const parsed = header.safeParse(raw);
  return parsed.success ? parsed.data : 'The assertion needs a header with alg RS384 or ES384, the kid of the registered key and, if any, typ JWT.';
};
/** What stands in an assertion nobody has verified yet: only good for finding the key to verify it with. */
const unverified = (assertion: string): { header: Header; client: string } | string => {
  try {
    const read = readHeader(assertion);
    return typeof read === 'string' ? read : { header: read, client: String(decodeJwt(assertion).iss) };
  } catch {
    return 'client_assertion is not a signed JWT in compact form.';
  }
};

/** The bytes under a good signature by exactly one of the client's keys. */
const signedBytes = async (assertion: string, { alg, kid, jku }: Header, client: Client, keysOf: ClientKeys): Promise<Uint8Array | undefined> => {
  if (jku !== undefined && jku !== client.jwksUrl) return undefined;
  const verified = async (key: PublicKey) => {
    try {
      return (await compactVerify(assertion, await importJWK(key, alg), { algorithms: [alg] })).payload;
    } catch {
      return undefined;
    }
  };
  return keysOf(client, { fits: (key) => key.kid === kid && algorithmOf[key.kty] === alg, verified });
};

const readClaims = (bytes: Uint8Array): Claims | undefined => {
  try {
    return claims.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
};
/** The first row that is wrong is said. Asked of verified claims only. */
const wrongClaim = (claim: Claims, tokenUrl: string, now: number): string | undefined => {
  const rows: [boolean, string][] = [
    [claim.iss !== claim.sub, 'iss and sub must both be the client id.'],
    [claim.aud !== tokenUrl, `aud must be the token URL of this hub, as one string: ${tokenUrl}.`],
    [claim.exp <= now - skew, 'The assertion has expired (exp): make a new one for each request and check the clock.'],
    [claim.exp > now + longestLife + skew, 'exp may be at most 5 minutes ahead.'],
    [claim.iat !== undefined && claim.iat > now + skew, 'iat lies in the future: check the clock.'],
    [claim.iat !== undefined && claim.exp - claim.iat > longestLife, 'exp may be at most 5 minutes after iat.'],
    [claim.nbf !== undefined && claim.nbf > now + skew, 'nbf lies in the future: check the clock.'],
  ];
  return rows.find(([wrong]) => wrong)?.[1];
};

const knownClient = async (id: string, clients: ClientStore): Promise<Client | undefined> => {
  const parsed = clientId.safeParse(id);
  const client = parsed.success ? await clients.find(parsed.data) : undefined;
  return client?.disabledAt ? undefined : client;
};

/** Verifies everything but whether the assertion was used before: that is spent when the token is made. */
export const readAssertion = async (assertion: string, { clients, keysOf, clock, tokenUrl }: AssertionDeps): Promise<Asserted> => {
  if (assertion.length > longest) return refuse(`client_assertion is longer than ${longest} characters.`);
  const found = unverified(assertion);
  if (typeof found === 'string') return refuse(found);
  const client = await knownClient(found.client, clients);
  const bytes = client && (await signedBytes(assertion, found.header, client, keysOf));
  if (!client || !bytes) return refuse(notKnown);
  const claim = readClaims(bytes);
  if (!claim) return refuse('The assertion needs the claims iss, sub, aud (one string), exp (a number) and jti (1 to 255 characters).');
  const wrong = wrongClaim(claim, tokenUrl, millisecondsOf(clock.now()) / 1000);
  return wrong ? refuse(wrong) : { ok: true, client, jti: claim.jti, refusedFrom: Math.ceil(claim.exp) + skew };
};
