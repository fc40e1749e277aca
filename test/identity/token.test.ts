import * as fc from 'fast-check';
import { base64url, CompactSign, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ClientRecord } from '#identity/client-store';
import { parseScopes, roleScopes, within } from '#identity/scopes';
import { smartConfiguration } from '#identity/smart-configuration';
import { issueToken } from '#identity/token';
import { tokenVerifier } from '#identity/verify-token';
import { assertionOf, baseUrl, clientRecord, formOf, identityHouse, type KeyPair, keyPair, nowSeconds, registered, tokenUrl } from './cast.ts';

let es: KeyPair;
let rs: KeyPair;
let stranger: KeyPair;
beforeAll(async () => {
  [es, rs, stranger] = await Promise.all([keyPair('key-1'), keyPair('key-2', 'RS384'), keyPair('key-1')]);
});

const hub = async (changes: Partial<ClientRecord> = {}) => {
  const house = await identityHouse();
  await house.table.write([{ put: registered(clientRecord([es, rs], changes)) }]);
  const ask = (assertion: string, form: Record<string, string | undefined> = {}) => issueToken(formOf(assertion, form), house.deps);
  return { ...house, ask };
};
const invalidClient = { status: 401, body: { error: 'invalid_client' } };

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

describe('T-20 a signature that proves nothing', () => {
  const unsigned = (header: object, claims: object, signature = '') =>
    [base64url.encode(JSON.stringify(header)), base64url.encode(JSON.stringify(claims)), signature].join('.');
  const claimsAt = (now: number) => ({ iss: 'birchtree-system', sub: 'birchtree-system', aud: tokenUrl, exp: now + 100, jti: 'a' });

  test('alg none, in any spelling, is refused', async () => {
    const { ask, clock } = await hub();
    for (const alg of ['none', 'None', 'NONE', '', 'nOnE'])
      expect(await ask(unsigned({ alg, kid: 'key-1' }, claimsAt(nowSeconds(clock))))).toMatchObject(invalidClient);
  });
  test('the public key used as an HMAC secret is refused', async () => {
    const { ask, clock } = await hub();
    const pair = await generateKeyPair('RS384', { extractable: true });
    const spki = new TextEncoder().encode(await exportSPKI(pair.publicKey));
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      const forged = await new SignJWT(claimsAt(nowSeconds(clock))).setProtectedHeader({ alg, kid: 'key-2' }).sign(spki);
      expect(await ask(forged)).toMatchObject(invalidClient);
    }
  });
  test('an all-zero ES384 signature is refused', async () => {
    const { ask, clock } = await hub();
    for (const length of [0, 95, 96, 97]) {
      const zeros = base64url.encode(new Uint8Array(length));
      expect(await ask(unsigned({ alg: 'ES384', kid: 'key-1' }, claimsAt(nowSeconds(clock)), zeros))).toMatchObject(invalidClient);
    }
  });
  test('a key that the caller brings along is refused, whoever signed', async () => {
    const { ask, clock } = await hub();
    const jwk = stranger.publicJwk;
    const headers: Record<string, unknown>[] = [{ jwk }, { x5c: ['MIIB'] }, { x5u: 'https://evil.example/key' }, { jku: 'https://evil.example/jwks.json' }];
    for (const header of headers) for (const pair of [stranger, es]) expect(await ask(await assertionOf(pair, clock, {}, header))).toMatchObject(invalidClient);
  });
  test('crit and b64 are refused', async () => {
    const { ask, clock } = await hub();
    const sign = (header: Record<string, unknown>, text: string) =>
      new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: 'ES384', kid: 'key-1', ...header } as { alg: string }).sign(es.privateKey);
    const text = JSON.stringify(claimsAt(nowSeconds(clock)));
    expect(await ask(await sign({ b64: true, crit: ['b64'] }, text))).toMatchObject(invalidClient);
    expect(await ask(unsigned({ alg: 'ES384', kid: 'key-1', crit: ['made-up'], 'made-up': 1 }, claimsAt(nowSeconds(clock)), 'AAAA'))).toMatchObject(
      invalidClient,
    );
  });
  test('an alg that is an array, another curve and an algorithm of no registered kind are refused', async () => {
    const { ask, clock } = await hub();
    expect(await ask(unsigned({ alg: ['ES384'], kid: 'key-1' }, claimsAt(nowSeconds(clock)), 'AAAA'))).toMatchObject(invalidClient);
    for (const alg of ['ES256', 'ES512', 'RS256', 'RS512', 'PS384', 'EdDSA']) {
      const pair = await generateKeyPair(alg, { extractable: true });
      const token = await new SignJWT(claimsAt(nowSeconds(clock))).setProtectedHeader({ alg, kid: 'key-1' }).sign(pair.privateKey);
      expect(await ask(token)).toMatchObject(invalidClient);
    }
  });
  test('no single changed character of a good assertion is accepted', async () => {
    const { deps, clock } = await hub();
    const good = await assertionOf(es, clock);
    let tried = 0;
    for (let at = 0; at < good.length; at += 1) {
      const other = good[at] === 'A' ? 'B' : 'A';
      const answer = await issueToken(formOf(good.slice(0, at) + other + good.slice(at + 1)), deps);
      tried += 1;
      expect(answer.status, `character ${at}`).toBe(401);
    }
    expect(tried).toBeGreaterThan(300);
    expect((await issueToken(formOf(good), deps)).status).toBe(200);
  });
});

describe('T-21 the key', () => {
  test('must be named by a kid that is one of the client’s', async () => {
    const { ask, clock } = await hub();
    for (const kid of ['key-3', '../key-1', "key-1' OR 1=1", 'key-1\n', 'k'.repeat(5_000), undefined, 5, ['key-1'], null])
      expect(await ask(await assertionOf(es, clock, {}, { kid }))).toMatchObject(invalidClient);
  });
  test('must be of the kind that the algorithm needs', async () => {
    const { ask, clock } = await hub();
    expect(await ask(await assertionOf(es, clock, {}, { kid: 'key-2' }))).toMatchObject(invalidClient);
    expect(await ask(await assertionOf(rs, clock, {}, { kid: 'key-1' }))).toMatchObject(invalidClient);
  });
  test('must be exactly one: a name that stands twice proves nothing', async () => {
    const house = await identityHouse();
    await house.table.write([{ put: registered(clientRecord([es, stranger])) }]);
    for (const pair of [es, stranger]) expect(await issueToken(formOf(await assertionOf(pair, house.clock)), house.deps)).toMatchObject(invalidClient);
  });
  test('of the same name may be an RSA and an EC key: kid and kind together name it', async () => {
    const house = await identityHouse();
    const sameName = { ...rs, kid: 'key-1', publicJwk: { ...rs.publicJwk, kid: 'key-1' } };
    await house.table.write([{ put: registered(clientRecord([es, sameName])) }]);
    for (const pair of [es, sameName]) expect((await issueToken(formOf(await assertionOf(pair, house.clock)), house.deps)).status).toBe(200);
  });
  test('of another client proves nothing', async () => {
    const { ask, clock, table } = await hub();
    await table.write([{ put: registered(clientRecord([stranger], { id: 'millbrae-system', actsFor: { kind: 'practice', practice: 'millbrae' } })) }]);
    expect(await ask(await assertionOf(stranger, clock))).toMatchObject(invalidClient);
    expect(await ask(await assertionOf(es, clock, { iss: 'millbrae-system', sub: 'millbrae-system' }))).toMatchObject(invalidClient);
  });
});

test('T-22 jku is refused even if it names the hub itself: no key set is fetched', async () => {
  const { ask, clock } = await hub();
  for (const jku of [`${baseUrl}/jwks.json`, 'http://169.254.169.254/latest/meta-data', 'https://birchtree.example/jwks.json'])
    expect(await ask(await assertionOf(es, clock, {}, { jku }))).toMatchObject({ status: 401, body: { error_description: expect.stringContaining('jku') } });
});

describe('T-23 an assertion', () => {
  test('serves once, also when it comes twenty times at the same moment', async () => {
    const house = await identityHouse(() => Promise.resolve());
    await house.table.write([{ put: registered(clientRecord([es])) }]);
    const assertion = await assertionOf(es, house.clock);
    const instances = [house.deps, house.instance().deps];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => issueToken(formOf(assertion), instances[n % 2] ?? house.deps)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
  });
  test('cannot come again at any time before it has expired, clock skew and all', async () => {
    const { ask, clock } = await hub();
    const assertion = await assertionOf(es, clock, { exp: nowSeconds(clock) + 300 });
    expect((await ask(assertion)).status).toBe(200);
    for (let second = 0; second < 400; second += 1) {
      expect((await ask(assertion)).status).toBe(401);
      clock.pass(1_000);
    }
  });
  test('of another client may carry the same jti', async () => {
    const { ask, clock, table } = await hub();
    await table.write([{ put: registered(clientRecord([stranger], { id: 'millbrae-system', actsFor: { kind: 'practice', practice: 'millbrae' } })) }]);
    expect((await ask(await assertionOf(es, clock, { jti: 'one' }))).status).toBe(200);
    expect((await ask(await assertionOf(stranger, clock, { jti: 'one', iss: 'millbrae-system', sub: 'millbrae-system' }))).status).toBe(200);
  });
  test('needs a jti of 1 to 255 characters', async () => {
    const { ask, clock } = await hub();
    for (const jti of [undefined, '', 'j'.repeat(256), 7, ['a'], 'a\u0000b'])
      expect(await ask(await assertionOf(es, clock, { jti }))).toMatchObject(invalidClient);
    expect((await ask(await assertionOf(es, clock, { jti: 'j'.repeat(255) }))).status).toBe(200);
  });
  test('is not accepted while the table cannot say whether it was used', async () => {
    const { deps, clock, table } = await hub();
    const throttled = { ...table, write: async () => ({ outcome: 'throttled' as const }) };
    const { clientStore } = await import('#identity/client-store');
    await deps.keys.signingKey();
    await expect(issueToken(formOf(await assertionOf(es, clock)), { ...deps, clients: clientStore(throttled, clock) })).rejects.toThrow('throttled');
  });
});

describe('T-24 the claims, each a second on either side of the line', () => {
  type Row = [string, (now: number) => Record<string, unknown>, boolean];
  const rows: Row[] = [
    ['exp 5 minutes and the skew ahead', (now) => ({ exp: now + 360 }), true],
    ['exp a second further', (now) => ({ exp: now + 361 }), false],
    ['exp a day ahead', (now) => ({ exp: now + 86_400 }), false],
    ['exp within the skew past', (now) => ({ exp: now - 59 }), true],
    ['exp at the end of the skew', (now) => ({ exp: now - 60 }), false],
    ['no exp', () => ({ exp: undefined }), false],
    ['exp as text', (now) => ({ exp: String(now + 100) }), false],
    ['exp as nothing', () => ({ exp: null }), false],
    ['iat at the end of the skew ahead', (now) => ({ iat: now + 60, exp: now + 100 }), true],
    ['iat a second further', (now) => ({ iat: now + 61, exp: now + 100 }), false],
    ['a life of 5 minutes', (now) => ({ iat: now - 200, exp: now + 100 }), true],
    ['a life of a second more', (now) => ({ iat: now - 201, exp: now + 100 }), false],
    ['nbf at the end of the skew ahead', (now) => ({ nbf: now + 60 }), true],
    ['nbf a second further', (now) => ({ nbf: now + 61 }), false],
    ['iat as text', (now) => ({ iat: String(now) }), false],
    ['aud as a list of the one', () => ({ aud: [tokenUrl] }), false],
    ['aud of another hub', () => ({ aud: 'https://other.example/oauth/token' }), false],
    ['aud the base URL', () => ({ aud: baseUrl }), false],
    ['aud with a slash behind', () => ({ aud: `${tokenUrl}/` }), false],
    ['no aud', () => ({ aud: undefined }), false],
    ['sub another client', () => ({ sub: 'millbrae-system' }), false],
    ['no sub', () => ({ sub: undefined }), false],
    ['no iss', () => ({ iss: undefined }), false],
    ['iss no id at all', () => ({ iss: 'CLIENT#birchtree-system' }), false],
    ['iss of an unknown client', () => ({ iss: 'nobody', sub: 'nobody' }), false],
  ];
  test.each(rows)('%s', async (_, claims, accepted) => {
    const { ask, clock } = await hub();
    const answer = await ask(await assertionOf(es, clock, claims(nowSeconds(clock))));
    expect(answer).toMatchObject(accepted ? { status: 200 } : invalidClient);
  });
  test('an access token is no assertion', async () => {
    const { ask, clock } = await hub();
    const { body } = await ask(await assertionOf(es, clock));
    expect(await ask(String(body.access_token))).toMatchObject(invalidClient);
    expect(await ask(await assertionOf(es, clock, {}, { typ: 'at+jwt' }))).toMatchObject(invalidClient);
  });
});

describe('T-25 scopes', () => {
  test.each([
    'system/*.*',
    'system/*.rs',
    'system/Task.*',
    'system/Task.read',
    'system/Task.dus',
    'system/Task.',
    'system/Task.rus?status=requested',
    'user/Task.r',
    'patient/Task.r',
    'openid',
    'system/Task.r  system/Task.u',
    ' ',
    '',
    'system/Task.rus ',
    'system/Task.RUS',
    `system/Task.r ${'x'.repeat(2_000)}`,
  ])('"%s" is no scope of this hub', async (scope) => {
    const { ask, clock } = await hub();
    expect(await ask(await assertionOf(es, clock), { scope })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });
  test('that are not registered are left out, letter by letter', async () => {
    const { ask, clock } = await hub({ scopes: 'system/Task.rs' });
    const answer = await ask(await assertionOf(es, clock), { scope: 'system/Patient.crs system/ServiceRequest.crus system/Task.cruds system/Task.r' });
    expect(answer.body.scope).toBe('system/Task.rs');
  });
  test('of which none is registered give no token, and say what may be asked for', async () => {
    const { ask, clock } = await hub({ scopes: 'system/Task.rs' });
    const answer = await ask(await assertionOf(es, clock), { scope: 'system/ServiceRequest.crus' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope', error_description: expect.stringContaining('system/Task.rs') } });
  });
  test('registered beyond the role give nothing more', async () => {
    const { ask, clock } = await hub({ scopes: 'system/Task.cruds system/insight.r', actsFor: { kind: 'organisation', organisation: 'drumgarth' } });
    const answer = await ask(await assertionOf(es, clock), { scope: 'system/Task.cruds system/insight.r' });
    expect(answer.body.scope).toBe('system/Task.rus');
  });
  test('granted are never more than asked for, registered or the role’s', async () => {
    const words = fc.tuple(fc.constantFrom('Task', 'ServiceRequest', 'insight', 'Patient'), fc.subarray([...'cruds'], { minLength: 1 }));
    const scopes = fc.array(words, { minLength: 1, maxLength: 5 }).map((all) => all.map(([type, letters]) => `system/${type}.${letters.join('')}`).join(' '));
    const roles = [
      { kind: 'practice', practice: 'birchtree' },
      { kind: 'practitioner', practitioner: 'catriona-weir' },
      { kind: 'organisation', organisation: 'drumgarth' },
      { kind: 'manager', manager: 'elspeth-munro' },
    ] as const;
    const read = (text: unknown) => parseScopes(String(text)) ?? new Map();
    let given = 0;
    await fc.assert(
      fc.asyncProperty(scopes, scopes, fc.constantFrom(...roles), async (asked, registration, actsFor) => {
        const { ask, clock } = await hub({ scopes: registration, actsFor });
        const { status, body } = await ask(await assertionOf(es, clock), { scope: asked });
        if (status !== 200) return;
        given += 1;
        const granted = read(body.scope);
        for (const limit of [asked, registration, roleScopes[actsFor.kind]]) expect(within(granted, read(limit))).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(given).toBeGreaterThan(20);
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
    capabilities: ['client-confidential-asymmetric', 'permission-v2'],
    code_challenge_methods_supported: ['S256'],
  });
  expect(document.scopes_supported).toEqual([
    'system/ServiceRequest.crus',
    'system/Task.crus',
    'system/ServiceRequest.rs',
    'system/Task.rus',
    'system/insight.r',
  ]);
});
