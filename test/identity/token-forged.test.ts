import { base64url, CompactSign, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { issueToken } from '#identity/token';
import { assertionOf, baseUrl, clientRecord, formOf, identityHouse, nowSeconds, registered, tokenUrl } from './cast.ts';
import { es, hub, invalidClient, rs, stranger } from './token-cast.ts';

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
