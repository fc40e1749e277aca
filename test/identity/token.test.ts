import { exportJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { roleScopes } from '#identity/scopes';
import { smartConfiguration } from '#identity/smart-configuration';
import { issueToken } from '#identity/token';
import { tokenVerifier } from '#identity/verify-token';
import { assertionOf, baseUrl, clientRecord, formOf, nowSeconds, registered, tokenUrl } from './cast.ts';
import { es, hub, invalidClient, rs, stranger } from './token-cast.ts';

describe('a client that proves itself', () => {
  test.each(['ES384', 'RS384'] as const)('gets a bearer token of five minutes for an %s assertion', async (alg) => {
    const { ask, clock, deps, directory } = await hub();
    const answer = await ask(await assertionOf(alg === 'ES384' ? es : rs, clock));
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' },
      body: { token_type: 'bearer', expires_in: 300, scope: 'system/ServiceRequest.crus system/Task.rus' },
    });
    const verify = tokenVerifier({ ...deps, directory });
    const verified = await verify(`Bearer ${answer.body.access_token}`);
    expect(verified).toMatchObject({ ok: true, caller: { kind: 'practice', practice: 'birchtree', client: 'birchtree-system' } });
  });
  test('may leave typ and iat out, as SMART clients do, and name itself in client_id', async () => {
    const { ask, clock } = await hub();
    expect(await ask(await assertionOf(es, clock, {}, { typ: undefined }), { client_id: 'birchtree-system' })).toMatchObject({ status: 200 });
    expect(await ask(await assertionOf(es, clock, { iat: nowSeconds(clock) }))).toMatchObject({ status: 200 });
  });
});

describe('the form', () => {
  const refusals: [string, Record<string, string | undefined>, number, string][] = [
    ['without grant_type', { grant_type: undefined }, 400, 'invalid_request'],
    ['with another grant_type', { grant_type: 'authorization_code' }, 400, 'unsupported_grant_type'],
    ['with a client secret', { client_secret: 'x' }, 400, 'invalid_request'],
    ['without an assertion type', { client_assertion_type: undefined }, 401, 'invalid_client'],
    ['with another assertion type', { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' }, 401, 'invalid_client'],
    ['without an assertion', { client_assertion: undefined }, 401, 'invalid_client'],
    ['with something that is no JWT', { client_assertion: 'not.a.jwt' }, 401, 'invalid_client'],
    ['with an enormous assertion', { client_assertion: 'a'.repeat(100_000) }, 401, 'invalid_client'],
    ['with another client_id', { client_id: 'millbrae-system' }, 401, 'invalid_client'],
    ['without a scope', { scope: undefined }, 400, 'invalid_scope'],
  ];
  test.each(refusals)('%s is refused', async (_, form, status, error) => {
    const { ask, clock } = await hub();
    const answer = await ask(await assertionOf(es, clock), form);
    expect(answer).toMatchObject({ status, body: { error }, headers: { 'cache-control': 'no-store' } });
    expect(answer.body.error_description).toBeTruthy();
  });
  test('with a parameter given twice is refused', async () => {
    const { deps, clock } = await hub();
    const form = formOf(await assertionOf(es, clock));
    form.append('scope', 'system/Task.r');
    expect(await issueToken(form, deps)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});

describe('what a refused client learns', () => {
  test('an unknown client, a disabled one, an unknown key and a bad signature look the same', async () => {
    const { ask, clock, table } = await hub();
    await table.write([{ put: registered(clientRecord([es], { id: 'closed', disabledAt: clock.now() })) }]);
    const answers = [
      await ask(await assertionOf(es, clock, { iss: 'nobody', sub: 'nobody' })),
      await ask(await assertionOf(es, clock, { iss: 'closed', sub: 'closed' })),
      await ask(await assertionOf(es, clock, {}, { kid: 'key-9' })),
      await ask(await assertionOf(stranger, clock)),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject(invalidClient);
  });
  test('is nothing of keys and nothing that was sent', async () => {
    const { ask, clock } = await hub();
    const secret = await exportJWK(es.privateKey);
    const marked = 'marked-0101011237';
    const answers = await Promise.all([
      ask(await assertionOf(es, clock, { sub: marked })),
      ask(await assertionOf(es, clock, { aud: marked })),
      ask(await assertionOf(es, clock, {}, { kid: marked })),
      ask(await assertionOf(es, clock), { scope: marked }),
      ask(await assertionOf(es, clock), { grant_type: marked }),
      ask(`${marked}.${marked}.${marked}`),
    ]);
    const said = JSON.stringify(answers);
    expect(answers.every(({ status }) => status >= 400)).toBe(true);
    for (const text of [marked, secret.d, secret.x, secret.y, 'key-1']) expect(said).not.toContain(text);
  });
});

test('the configuration says where and how, as SMART requires it', () => {
  const document = smartConfiguration(baseUrl);
  expect(document).toMatchObject({
    token_endpoint: tokenUrl,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
    code_challenge_methods_supported: ['S256'],
  });
  const supported = document.scopes_supported;
  expect(supported.length).toBeGreaterThan(15);
  expect(new Set(supported).size).toBe(supported.length);
  expect([...supported].sort()).toEqual([...new Set(Object.values(roleScopes).flatMap((text) => text.split(' ')))].sort());
});
