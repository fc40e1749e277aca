/** `POST /oauth/token` (SMART Backend Services), without the transport. */
import type { Clock, Ids } from '#platform/types';
import { newAccessToken, tokenLife } from './access-token.ts';
import { type Asserted, readAssertion } from './client-assertion.ts';
import type { ClientKeys } from './client-keys.ts';
import type { ClientStore } from './client-store.ts';
import type { HubKeys } from './hub-keys.ts';
import { grantOf, namesUnknown, parseScopes, type Scopes, scopesOfRole, scopesText } from './scopes.ts';
import { tokenUrlOf } from './smart-configuration.ts';

export type TokenDeps = { clients: ClientStore; keysOf: ClientKeys; keys: HubKeys; clock: Clock; ids: Ids /** Without a slash at the end. */; baseUrl: string };
/** RFC 6749 §5.2. */
type TokenError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';
type Headers = Record<string, string>;
type TokenAnswer = { status: 200 | 400 | 401; headers: Headers; body: Record<string, string | number> };
type Form = { scope: string; assertion: string; client?: string };
type Refusal = { ok: false; error: TokenError; description: string };

const grantType = 'client_credentials';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Neither a token nor why there is none may be kept by anything on the way. */
const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', pragma: 'no-cache' };
const refuse = (error: TokenError, description: string): Refusal => ({ ok: false, error, description });

const readForm = (form: URLSearchParams): ({ ok: true } & Form) | Refusal => {
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) return refuse('invalid_request', 'A parameter is given twice.');
  const grant = form.get('grant_type');
  if (!grant) return refuse('invalid_request', `grant_type is missing: use ${grantType}.`);
  if (grant !== grantType) return refuse('unsupported_grant_type', `The hub knows one grant_type: ${grantType}.`);
  if (form.has('client_secret')) return refuse('invalid_request', 'A client proves itself by client_assertion alone: leave client_secret out.');
  if (form.get('client_assertion_type') !== assertionType) return refuse('invalid_client', `client_assertion_type must be ${assertionType}.`);
  const client = form.get('client_id');
  const read = { ok: true as const, scope: form.get('scope') ?? '', assertion: form.get('client_assertion') ?? '' };
  return client === null ? read : { ...read, client };
};

const malformed = 'Ask for scopes as system/Task.rus or system/Task.read, parted by one space: no user or patient scopes, no conditions.';
/** What was asked for, the client is registered for and its role may have; told in v2, the shortest form, whatever form was asked in. */
const grant = (text: string, { client }: Extract<Asserted, { ok: true }>): Scopes | Refusal => {
  const asked = parseScopes(text);
  if (!asked) return refuse('invalid_scope', malformed);
  const may = grantOf(client.scopes, client.scopes, scopesOfRole(client.actsFor.kind));
  const hint = `This client may ask for ${scopesText(may)}.`;
  if (namesUnknown(asked)) return refuse('invalid_scope', `A scope names a type that the hub does not have. ${hint}`);
  const granted = grantOf(asked, client.scopes, scopesOfRole(client.actsFor.kind));
  return granted.size > 0 ? granted : refuse('invalid_scope', `None of these scopes is registered for this client. ${hint}`);
};

const decide = async (form: URLSearchParams, deps: TokenDeps): Promise<{ ok: true; token: string; scopes: Scopes } | Refusal> => {
  const read = readForm(form);
  if (!read.ok) return read;
  const asserted = await readAssertion(read.assertion, { ...deps, tokenUrl: tokenUrlOf(deps.baseUrl) });
  if (!asserted.ok) return refuse('invalid_client', asserted.description);
  if (read.client !== undefined && read.client !== asserted.client.id) return refuse('invalid_client', 'client_id differs from the assertion.');
  const scopes = grant(read.scope, asserted);
  if ('ok' in scopes) return scopes;
  const first = await deps.clients.spend(asserted.client.id, asserted.jti, asserted.refusedFrom);
  if (!first) return refuse('invalid_client', 'This assertion was used before: make a new one, with a new jti, for each request.');
  return { ok: true, token: await newAccessToken(asserted.client, scopes, deps), scopes };
};

/** The form as it was posted; the answer says nothing of keys and nothing that was sent. */
export const issueToken = async (form: URLSearchParams, deps: TokenDeps): Promise<TokenAnswer> => {
  const decided = await decide(form, deps);
  if (decided.ok)
    return { status: 200, headers, body: { access_token: decided.token, token_type: 'bearer', expires_in: tokenLife, scope: scopesText(decided.scopes) } };
  const status = decided.error === 'invalid_client' ? 401 : 400;
  return { status, headers, body: { error: decided.error, error_description: decided.description } };
};
