/** An issuer in memory, as OpenID Connect Discovery and Core describe one, which can be told to misbehave. */
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { oidcIssuer, type Way } from '#identity/issuer';
import { type OriginFetch, unreachable } from '#platform/origin-fetch';

export const hubUrl = 'https://hub.example';
export const issuerUrl = 'https://issuer.example/pool';
const client = 'hub-client';
const pages = 'https://pages.example';

const [own, strange] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }] };
const metadata = {
  issuer: issuerUrl,
  authorization_endpoint: `${pages}/oauth2/authorize`,
  token_endpoint: `${pages}/oauth2/token`,
  jwks_uri: `${issuerUrl}/.well-known/jwks.json`,
  end_session_endpoint: `${pages}/logout`,
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
};
const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

export type Misbehaviour = {
  /** Instead of the answer. */
  answer?: (url: string) => Response | undefined;
  claims?: Record<string, unknown>;
  strangeKey?: boolean;
  unsigned?: boolean;
  metadata?: Record<string, unknown>;
};
export const issuerHouse = () => {
  const house = { wrong: {} as Misbehaviour, asked: [] as string[], challenge: '', nonce: '' };
  const idToken = async () => {
    const now = Math.floor(Date.now() / 1000);
    const said = { sub: 'a-subject', email: 'catriona.weir@birchtree.example', email_verified: true, nonce: house.nonce };
    const claims = { iss: issuerUrl, aud: client, iat: now, exp: now + 300, ...said, ...house.wrong.claims };
    if (house.wrong.unsigned) return `${['{"alg":"none"}', JSON.stringify(claims)].map((part) => Buffer.from(part).toString('base64url')).join('.')}.`;
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(house.wrong.strangeKey ? strange.privateKey : own.privateKey);
  };
  const tokens = async (form: URLSearchParams) => {
    const proven =
      createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url') === house.challenge;
    const right = form.get('code') === 'the-code' && form.get('redirect_uri') === `${hubUrl}/app/sign-in/callback` && form.get('client_id') === client;
    if (!proven || !right) return json({ error: 'invalid_grant' }, 400);
    return json({ access_token: 'unused', token_type: 'Bearer', expires_in: 300, id_token: await idToken() });
  };
  const fetch: OriginFetch = async (url, request = {}) => {
    house.asked.push(url);
    const instead = house.wrong.answer?.(url);
    if (instead) return instead;
    if (url === `${issuerUrl}/.well-known/openid-configuration`) return json({ ...metadata, ...house.wrong.metadata });
    if (url === metadata.jwks_uri) return json(jwks);
    if (url === metadata.token_endpoint) return tokens(new URLSearchParams(String(request.body)));
    return json({ error: 'not found' }, 404);
  };
  const issuer = oidcIssuer({ issuer: issuerUrl, client, baseUrl: hubUrl, insecure: false, fetch });
  /** The browser goes there, and comes back with this query. */
  const visit = (address: string): string => {
    const asked = new URL(address).searchParams;
    house.challenge = asked.get('code_challenge') ?? '';
    house.nonce = asked.get('nonce') ?? '';
    return new URLSearchParams({ code: 'the-code', state: asked.get('state') ?? '' }).toString();
  };
  const wentThere = async (): Promise<{ way: Way; query: string }> => {
    const way = await issuer.newWay();
    const at = await issuer.signInAt(way);
    if (!at.ok) throw new Error(at.reason);
    return { way, query: visit(at.url) };
  };
  return Object.assign(house, { issuer, visit, wentThere });
};
export const silent = (): never => {
  throw Object.assign(new Error('the origin does not answer'), { name: unreachable });
};
