/** Who calls with this `Authorization` header. Verified tokens and clients are kept for a moment, so that most calls cost no cryptography and no read. */
import type { Directory } from '#directory/types';
import { kept } from '#platform/kept';
import { later } from '#platform/time';
import type { Clock, Instant } from '#platform/types';
import { readAccessToken, type TokenClaims } from './access-token.ts';
import { type ClientStore, callerOf } from './client-store.ts';
import type { HubKeys } from './hub-keys.ts';
import type { Scopes } from './scopes.ts';
import type { Caller, ClientId } from './types.ts';

/** `login`: no token, or none that the hub made for a client as it is now. `expired`: it was good once. */
export type VerifiedToken = { ok: true; caller: Caller; scopes: Scopes } | { ok: false; reason: 'login' | 'expired' };
type VerifierDeps = { clients: ClientStore; directory: Directory; keys: HubKeys; clock: Clock; baseUrl: string };

/** A client that is disabled or changed is refused by every instance after this many milliseconds. */
const clientKept = 10_000;
const entries = 1_000;
const bearer = /^bearer ([\w.-]+)$/i;

type Known = { caller: Caller; version: number } | undefined;
const clientLookup = ({ clients, directory, clock }: VerifierDeps) => {
  const known = kept<Promise<Known>>(entries, clock);
  const look = async (id: ClientId): Promise<Known> => {
    const client = await clients.find(id);
    const caller = client && !client.disabledAt ? await callerOf(client, directory) : undefined;
    return client && caller && { caller, version: client.version };
  };
  return (id: ClientId): Promise<Known> => {
    const held = known.get(id);
    if (held) return held;
    const looking = look(id);
    known.put(id, looking, later(clock.now(), clientKept));
    looking.catch(() => known.drop(id));
    return looking;
  };
};

/** One per instance. Throws when the table does not answer: a caller who cannot be checked is not let in. */
export const tokenVerifier = (deps: VerifierDeps) => {
  const tokens = kept<TokenClaims>(entries, deps.clock);
  const clientOf = clientLookup(deps);
  const read = async (token: string, now: Instant): Promise<TokenClaims | undefined> => {
    const held = tokens.get(token);
    if (held) return held;
    const claims = await readAccessToken(token, deps);
    if (claims && now < claims.expires) tokens.put(token, claims, claims.expires);
    return claims;
  };
  return async (authorization: string | undefined): Promise<VerifiedToken> => {
    const now = deps.clock.now();
    const [, token] = bearer.exec(authorization ?? '') ?? [];
    const claims = token ? await read(token, now) : undefined;
    if (!claims) return { ok: false, reason: 'login' };
    if (claims.expires <= now) return { ok: false, reason: 'expired' };
    const known = await clientOf(claims.client);
    if (!known || known.version !== claims.version) return { ok: false, reason: 'login' };
    return { ok: true, caller: known.caller, scopes: claims.scopes };
  };
};
