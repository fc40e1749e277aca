/** The issuer of sign-ins (OpenID Connect, authorization code with PKCE): Cognito in the cloud, a provider of its own in a local hub. */
import type { Configuration, CustomFetch } from 'openid-client';
import * as z from 'zod/mini';
import { type OriginFetch, unreachable } from '#platform/origin-fetch';

/** What one sign-in is known by on its way to the issuer and back. */
export type Way = { state: string; nonce: string; verifier: string };
/** Why the issuer gave nobody. */
export type IssuerReason = 'cancelled' | 'code-refused' | 'issuer-down' | 'issuer-refused' | 'clock' | 'token-wrong';
/** Of the ID token, whose signature, issuer, audience, time and nonce were checked. */
type Claims = { mail: string; verified: boolean };
export type Issued = { ok: true; claims: Claims } | { ok: false; reason: IssuerReason };
export type Issuer = {
  newWay(): Promise<Way>;
  /** Where the browser goes to sign in. */
  signInAt(way: Way): Promise<{ ok: true; url: string } | { ok: false; reason: IssuerReason }>;
  /** `query`: what the browser brought back. */
  issued(query: string, way: Way): Promise<Issued>;
  /** Where the browser goes after it signed out; undefined when the issuer has no such place or cannot be asked. */
  signOutAt(): Promise<string | undefined>;
};
/** `baseUrl`: without a slash at the end. `insecure`: the issuer may be on this machine, over plain HTTP. */
type IssuerDeps = { issuer: string; client: string; baseUrl: string; insecure: boolean; fetch: OriginFetch };

export const callbackPath = '/app/sign-in/callback';

/** Loaded when somebody signs in: no page waits for it. */
const library = () => import('openid-client');
const timeout = 5;

const claims = z.object({ email: z.string(), email_verified: z.optional(z.unknown()) });

/** The library's codes for what is wrong with what came, or did not come. */
const codes: Readonly<Record<string, IssuerReason>> = {
  OAUTH_TIMEOUT: 'issuer-down',
  OAUTH_ABORT: 'issuer-down',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'issuer-down',
  OAUTH_RESPONSE_IS_NOT_JSON: 'issuer-down',
  OAUTH_PARSE_ERROR: 'issuer-down',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'clock',
};
/** RFC 6749 §4.1.2.1 and §5.2. */
const errors: Readonly<Record<string, IssuerReason>> = {
  access_denied: 'cancelled',
  invalid_grant: 'code-refused',
  server_error: 'issuer-down',
  temporarily_unavailable: 'issuer-down',
};
const said = z.object({ name: z.optional(z.string()), code: z.optional(z.string()), error: z.optional(z.string()), cause: z.optional(z.unknown()) });
const reasonOf = (thrown: unknown): IssuerReason => {
  const { name, code, error, cause } = said.safeParse(thrown).data ?? {};
  if (name === unreachable) return 'issuer-down';
  if (error !== undefined) return errors[error] ?? 'issuer-refused';
  const known = codes[code ?? ''];
  if (known) return known;
  return cause === undefined || cause === thrown ? 'token-wrong' : reasonOf(cause);
};

/** The library's own signal is left out: the port has a time of its own. */
const fetching =
  (fetch: OriginFetch): CustomFetch =>
  (url, { method, headers, body }) =>
    fetch(url, { method, headers, body: body ?? null });

const configuration = async ({ issuer, client, insecure, fetch }: IssuerDeps): Promise<Configuration> => {
  const { allowInsecureRequests, customFetch, discovery, enableNonRepudiationChecks, None } = await library();
  return discovery(new URL(issuer), client, { token_endpoint_auth_method: 'none' }, None(), {
    // Over plain HTTP nothing but the signature says who made a token; elsewhere it is asked besides.
    execute: [enableNonRepudiationChecks, ...(insecure ? [allowInsecureRequests] : [])],
    [customFetch]: fetching(fetch),
    timeout,
  });
};
/** The issuer is asked about itself once; when that fails, by the next who needs it. */
const discovered = (deps: IssuerDeps) => {
  let found: Promise<Configuration> | undefined;
  return () => {
    found ??= configuration(deps).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
};

type Attempt<Found> = ({ ok: true } & Found) | { ok: false; reason: IssuerReason };
const attempt = async <Found>(what: () => Promise<Found>): Promise<Attempt<Found>> => {
  try {
    return { ok: true, ...(await what()) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
};

const newWay = async (): Promise<Way> => {
  const { randomNonce, randomPKCECodeVerifier, randomState } = await library();
  return { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
};

export const oidcIssuer = (deps: IssuerDeps): Issuer => {
  const { baseUrl } = deps;
  const found = discovered(deps);
  const addressFor = async ({ state, nonce, verifier }: Way) => {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await library();
    const challenge = { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
    // Whoever sits at a shared desk after somebody must not get in on what that person proved.
    const asked = { redirect_uri: `${baseUrl}${callbackPath}`, scope: 'openid email', prompt: 'login', state, nonce, ...challenge };
    return { url: buildAuthorizationUrl(await found(), asked).href };
  };
  const claimsOf = async (query: string, { state, nonce, verifier }: Way) => {
    const { authorizationCodeGrant } = await library();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await authorizationCodeGrant(await found(), new URL(`${baseUrl}${callbackPath}?${query}`), checks);
    const { email, email_verified } = claims.parse(tokens.claims());
    return { claims: { mail: email, verified: email_verified === true } };
  };
  const leaving = async () => {
    const { buildEndSessionUrl } = await library();
    // The first is the standard's word (RP-Initiated Logout), the second Cognito's.
    return { url: buildEndSessionUrl(await found(), { post_logout_redirect_uri: `${baseUrl}/`, logout_uri: `${baseUrl}/` }).href };
  };
  return {
    newWay,
    signInAt: (way) => attempt(() => addressFor(way)),
    issued: (query, way) => attempt(() => claimsOf(query, way)),
    signOutAt: async () => {
      const left = await attempt(leaving);
      return left.ok ? left.url : undefined;
    },
  };
};
