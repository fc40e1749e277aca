/** `/.well-known/smart-configuration`: how a client gets a token here (SMART App Launch 2.2, Backend Services). */
import { roleScopes } from './scopes.ts';

/** The `aud` of every client assertion. */
export const tokenUrlOf = (baseUrl: string): string => `${baseUrl}/oauth/token`;

const allScopes = () => [...new Set(Object.values(roleScopes).flatMap((text) => text.split(' ')))];

export const smartConfiguration = (baseUrl: string) => ({
  token_endpoint: tokenUrlOf(baseUrl),
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  scopes_supported: allScopes(),
  capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
  code_challenge_methods_supported: ['S256'],
});
