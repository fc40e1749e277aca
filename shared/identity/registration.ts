/** What a client must be to be registered; its shape was checked before. */
import { createPublicKey } from 'node:crypto';
import type { PublicKey } from '#directory/public-key';
import { parseScopes, roleScopes, scopesOfRole, within } from './scopes.ts';
import type { Caller } from './types.ts';

type Registration = { scopes: string[]; jwks?: { keys: PublicKey[] } | undefined; jwksUrl?: string | undefined };
type Problem = { place: string; text: string };

const usable = (key: PublicKey): boolean => {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: { ...key }, format: 'jwk' });
    return key.kty === 'EC' || (asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048;
  } catch {
    return false;
  }
};

const scopeProblems = (kind: Caller['kind'], scopes: string[]): Problem[] => {
  const most = scopesOfRole(kind);
  return scopes.flatMap((scope, index) => {
    const parsed = scope.includes(' ') ? undefined : parseScopes(scope);
    return parsed && within(parsed, most) ? [] : [{ place: `scopes[${index}]`, text: `a ${kind} may have ${roleScopes[kind]} or less` }];
  });
};

const keyProblems = (keys: PublicKey[]): Problem[] => {
  const names = keys.map(({ kid, kty }) => `${kid} ${kty}`);
  return keys.flatMap((key, index) => {
    const place = `jwks.keys[${index}]`;
    const broken = usable(key) ? [] : [{ place, text: 'this is no usable public key: export it again as a JWK (RSA of 2048 bits or more, or P-384)' }];
    const double =
      names.indexOf(`${key.kid} ${key.kty}`) < index
        ? [{ place: `${place}.kid`, text: 'this name stands before: an assertion must name exactly one key' }]
        : [];
    return [...broken, ...double];
  });
};

export const registrationProblems = (kind: Caller['kind'], { scopes, jwks, jwksUrl }: Registration): Problem[] => {
  const one = (jwks === undefined) !== (jwksUrl === undefined);
  const which = one ? [] : [{ place: 'jwks', text: 'give the keys themselves (jwks) or the address where they stand (jwksUrl), one of the two' }];
  return [...scopeProblems(kind, scopes), ...which, ...keyProblems(jwks?.keys ?? [])];
};
