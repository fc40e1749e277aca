import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SignedRequest } from '#identity/signed-organisation';
import { accessKeys } from '#platform/tables';
import { nowSeconds } from './cast.ts';
import { body, hmacSigner, house, post, refused, signedHeaders, signedHouse } from './signed-cast.ts';

describe('T-12 a forged answer', () => {
  test('is refused for every single bit flipped in body, id, timestamp or signature', async () => {
    const { verify, headers } = await signedHouse();
    const good = headers();
    let flips = 0;
    const flip = async (bytes: Buffer, request: (changed: Buffer) => SignedRequest) => {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        flips += 1;
        expect(await verify(request(changed)), `bit ${bit} of ${bytes}`).toMatchObject(refused);
      }
    };
    await flip(body, (changed) => post(good, { body: changed }));
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)
      await flip(Buffer.from(good[name]), (changed) => post({ ...good, [name]: changed.toString('latin1') }));
    expect(flips).toBe((body.length + 5 + 10 + good['webhook-signature'].length) * 8);
    expect(await verify(post(good))).toMatchObject({ ok: true });
  });
  test('is refused for every single bit flipped of an ed25519 signature', async () => {
    const { verify, withEd25519, clock } = house();
    const signer = await withEd25519('drumgarth');
    const good = signedHeaders([signer], nowSeconds(clock));
    const bytes = Buffer.from(good['webhook-signature']);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await verify(post({ ...good, 'webhook-signature': changed.toString('latin1') })), `bit ${bit}`).toMatchObject(refused);
    }
  });
  test('is refused when an HMAC is offered as ed25519, or the public key is used as an HMAC secret', async () => {
    const { verify, setKeys, clock } = house();
    const pair = generateKeyPairSync('ed25519');
    const publicKey = Buffer.from(String(pair.publicKey.export({ format: 'jwk' }).x), 'base64url');
    await setKeys('drumgarth', [{ id: 'ed', scheme: 'v1a', publicKey: `whpk_${publicKey.toString('base64')}` }]);
    const byPublicKey = signedHeaders([hmacSigner(publicKey)], nowSeconds(clock));
    expect(await verify(post(byPublicKey))).toMatchObject(refused);
    expect(await verify(post({ ...byPublicKey, 'webhook-signature': byPublicKey['webhook-signature'].replace('v1,', 'v1a,') }))).toMatchObject(refused);
  });
  test('is refused when a signature of the one scheme meets a key of the other', async () => {
    const { verify, headers, withEd25519, clock } = await signedHouse();
    const byHmac = headers();
    const long = `v1a,${Buffer.alloc(64, 1).toString('base64')}`;
    expect(await verify(post({ ...byHmac, 'webhook-signature': long }))).toMatchObject(refused);
    expect(await verify(post({ ...byHmac, 'webhook-signature': `${long} ${byHmac['webhook-signature']}` }))).toMatchObject({ ok: true });
    const signer = await withEd25519('drumgarth');
    expect(await verify(post(byHmac))).toMatchObject(refused);
    expect(await verify(post(signedHeaders([signer], nowSeconds(clock))))).toMatchObject({ ok: true });
  });
  test('with the all-zero secret opens nothing, also where no key is known', async () => {
    const { verify, headers, clock } = await signedHouse();
    const zero = signedHeaders([hmacSigner(new Uint8Array(32)), hmacSigner(new Uint8Array(0))], nowSeconds(clock));
    for (const organisation of ['drumgarth', 'nobody', '', '../x', 'drumgarth#x']) expect(await verify(post(zero, { organisation }))).toMatchObject(refused);
    expect(await verify(post(headers()))).toMatchObject({ ok: true });
  });
});

describe('T-13 time', () => {
  test.each([
    [-301, false],
    [-300, true],
    [-299, true],
    [0, true],
    [299, true],
    [300, true],
    [301, false],
  ])('a timestamp %i s from now is accepted: %s', async (seconds, accepted) => {
    const { verify, secret, clock } = await signedHouse();
    const headers = signedHeaders([hmacSigner(secret)], nowSeconds(clock) + seconds);
    expect(await verify(post(headers))).toMatchObject(accepted ? { ok: true } : refused);
  });
  test('a repeated answer keeps its webhook-id, from which the receipt is made', async () => {
    const { verify, headers } = await signedHouse();
    const again = [await verify(post(headers())), await verify(post(headers())), await verify(post(headers(undefined, 'msg_2')))];
    expect(again).toMatchObject([{ webhookId: 'msg_1' }, { webhookId: 'msg_1' }, { webhookId: 'msg_2' }]);
  });
});

test('T-14 no organisation’s good signature opens another’s address', async () => {
  const { verify, withSecrets, clock } = house();
  const names = ['drumgarth', 'kelvinbank', 'northgate'];
  const secrets = await Promise.all(names.map((name) => withSecrets(name, undefined)));
  for (const [a, signer] of names.entries())
    for (const [b, organisation] of names.entries()) {
      const headers = signedHeaders([hmacSigner(secrets[a]?.[0] ?? Buffer.alloc(0))], nowSeconds(clock));
      expect(await verify(post(headers, { organisation })), `${signer} at ${organisation}`).toMatchObject(a === b ? { ok: true } : refused);
    }
});

test('T-14 a secret moved to another organisation’s record does not decrypt there', async () => {
  const { verify, table, headers } = await signedHouse();
  const item = await table.get(accessKeys.answerKeys('drumgarth'));
  await table.write([{ put: { ...accessKeys.answerKeys('kelvinbank'), data: String(item?.data) } }]);
  await expect(verify(post(headers(), { organisation: 'kelvinbank' }))).rejects.toThrow();
});

describe('T-15 a body that is not byte for byte the one signed', () => {
  const changes: [string, Buffer][] = [
    ['written again with spaces', Buffer.from('{ "type": "accept", "worker": "Tam" }')],
    ['still in base64', Buffer.from(body.toString('base64'))],
    ['with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])],
    ['with a line end behind', Buffer.concat([body, Buffer.from('\n')])],
    ['with CRLF', Buffer.from(body.toString().replace(',', ',\r\n'))],
    ['empty', Buffer.alloc(0)],
  ];
  test.each(changes)('%s is refused', async (_, changed) => {
    const { verify, headers } = await signedHouse();
    expect(await verify(post(headers(), { body: changed }))).toMatchObject(refused);
  });
  test('0xFF and U+FFFD are two bodies', async () => {
    const { verify, headers } = await signedHouse();
    const replacement = Buffer.from('{"a":"\ufffd"}');
    const raw = Buffer.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')]);
    expect(await verify(post(headers(replacement), { body: replacement }))).toMatchObject({ ok: true });
    expect(await verify(post(headers(replacement), { body: raw }))).toMatchObject(refused);
    expect(await verify(post(headers(raw), { body: replacement }))).toMatchObject(refused);
  });
  test('invalid UTF-8 is refused even when it is signed', async () => {
    const { verify, headers } = await signedHouse();
    for (const raw of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]])
      expect(await verify(post(headers(Buffer.from(raw)), { body: Buffer.from(raw) }))).toMatchObject({ ...refused, text: 'The body is not UTF-8.' });
  });
  test.each(['gzip', 'deflate', 'br', 'identity, gzip', 'aws-chunked', ''])('content-encoding "%s" is refused', async (encoding) => {
    const { verify, headers } = await signedHouse();
    expect(await verify(post({ ...headers(), 'content-encoding': encoding }))).toMatchObject(refused);
  });
});
