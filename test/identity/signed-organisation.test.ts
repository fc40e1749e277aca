import { createPrivateKey, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { later } from '#platform/time';
import { nowSeconds } from './cast.ts';
import { body, hmacSigner, house, post, refused, type Signer, signedHeaders, signedHouse } from './signed-cast.ts';

describe('an organisation', () => {
  test('is known by its HMAC over the body as it arrived', async () => {
    const { verify, headers } = await signedHouse();
    expect(await verify(post(headers()))).toEqual({
      ok: true,
      caller: { kind: 'organisation', organisation: 'drumgarth', client: 'signed:drumgarth' },
      webhookId: 'msg_1',
    });
  });
  test('is known by what the Standard Webhooks library signs', async () => {
    const { verify, secret, clock } = await signedHouse();
    const signature = new Webhook(`whsec_${secret.toString('base64')}`).sign('msg_1', new Date(clock.now()), body.toString());
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(nowSeconds(clock)), 'webhook-signature': signature };
    expect(await verify(post(headers))).toMatchObject({ ok: true });
  });
  test('is known by its ed25519 signature, of which the hub holds only the public half', async () => {
    const { verify, withEd25519, clock } = house();
    const signer = await withEd25519('drumgarth');
    expect(await verify(post(signedHeaders([signer], nowSeconds(clock))))).toMatchObject({ ok: true });
  });
  test('is known by the ed25519 example of RFC 8032', async () => {
    const { verify, setKeys, clock } = house();
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const publicKey = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
    await setKeys('drumgarth', [{ id: 'rfc', scheme: 'v1a', publicKey: `whpk_${publicKey.toString('base64')}` }]);
    const jwk = { kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url'), x: publicKey.toString('base64url') };
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    const signer: Signer = (content) => `v1a,${sign(null, content, privateKey).toString('base64')}`;
    // This very key stands in for the unknown organisation's: its signature must open nothing there.
    expect(await verify(post(signedHeaders([signer], nowSeconds(clock))))).toMatchObject({ ok: true });
    expect(await verify(post(signedHeaders([signer], nowSeconds(clock)), { organisation: 'nobody' }))).toMatchObject(refused);
  });
  test('signs a GET over its method and path', async () => {
    const { verify, secret, clock } = await signedHouse();
    const path = '/organisations/drumgarth/referrals/abc-12';
    const get = { method: 'GET', path, body: new Uint8Array() };
    const of = (content: string) => signedHeaders([hmacSigner(secret)], nowSeconds(clock), Buffer.from(content));
    expect(await verify(post(of(`GET ${path}`), get))).toMatchObject({ ok: true });
    for (const content of ['', path, `get ${path}`, `GET ${path}/`, `GET /organisations/drumgarth/referrals/abc-13`, `GET ${path}?x=1`])
      expect(await verify(post(of(content), get))).toMatchObject(refused);
    expect(await verify(post(of(`GET ${path}`), { ...get, path: `${path}?x=1` }))).toMatchObject(refused);
    expect(await verify(post(of(`GET ${path}`), { path, body: new Uint8Array() }))).toMatchObject(refused);
  });
  test('may sign an empty body', async () => {
    const { verify, headers } = await signedHouse();
    expect(await verify(post(headers(new Uint8Array()), { body: new Uint8Array() }))).toMatchObject({ ok: true });
  });
  test('is known by either of two keys during a rotation, and by none that is over', async () => {
    const { verify, withSecrets, clock } = house();
    const [old = Buffer.alloc(0), next = Buffer.alloc(0)] = await withSecrets('drumgarth', later(clock.now(), 60_000), undefined);
    const by = (...secrets: Buffer[]) => verify(post(signedHeaders(secrets.map(hmacSigner), nowSeconds(clock))));
    expect([await by(old), await by(next), await by(old, next)]).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    clock.pass(60_000);
    expect([await by(old), await by(next), await by(old, next)]).toMatchObject([refused, { ok: true }, { ok: true }]);
  });
  test('whose secret was replaced is no longer known by the old one, though the instance had it decrypted', async () => {
    const { verify, headers, withSecrets } = await signedHouse();
    const before = headers();
    expect(await verify(post(before))).toMatchObject({ ok: true });
    await withSecrets('drumgarth', undefined);
    expect(await verify(post(before))).toMatchObject(refused);
  });
  test('has its secret decrypted once for many answers', async () => {
    const { verify, headers, secrets } = await signedHouse();
    for (let i = 0; i < 20; i += 1) await verify(post(headers()));
    expect(secrets.decrypted).toBe(1);
  });
});

describe('T-17 a refusal', () => {
  test('is the same for an unknown organisation, one without keys, a key that is over and a bad signature', async () => {
    const { verify, headers, withSecrets, setKeys, clock } = await signedHouse();
    await setKeys('keyless', []);
    await withSecrets('ended', clock.now());
    const answers = await Promise.all([
      ...['nobody', 'keyless', 'ended', '../..', 'DRUMGARTH'].map((organisation) => verify(post(headers(), { organisation }))),
      verify(post(headers(), { body: Buffer.from('{}') })),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject(refused);
  });
  test('says nothing of keys, signatures or what was sent', async () => {
    const { verify, headers, secret } = await signedHouse();
    const good = headers();
    const said: string[] = [];
    for (const name of Object.keys(good)) said.push(JSON.stringify(await verify(post({ ...good, [name]: 'marked' }))));
    said.push(JSON.stringify(await verify(post(good, { body: Buffer.from('marked') }))));
    expect(said).toHaveLength(4);
    for (const text of said)
      for (const hidden of ['marked', good['webhook-signature'].slice(3), secret.toString('base64'), 'drumgarth']) expect(text).not.toContain(hidden);
  });
});
