import { createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { directoryStore, documentItem } from '#directory/directory-store';
import type { AnswerKey } from '#directory/types';
import { type SignedRequest, signatureVerifier } from '#identity/signed-organisation';
import { memoryTable } from '#platform/memory-table';
import { accessKeys, secretPurposes } from '#platform/tables';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import { handClock, memorySecrets, nowSeconds } from './cast.ts';

const refused = { ok: false, reason: 'login' };
type Signer = (content: Buffer) => string;
const hmacSigner =
  (secret: Uint8Array): Signer =>
  (content) =>
    `v1,${createHmac('sha256', secret).update(content).digest('base64')}`;

const house = () => {
  const table = memoryTable();
  const clock = handClock();
  const secrets = memorySecrets();
  const setKeys = (organisation: string, keys: AnswerKey[]) => table.write([{ put: documentItem(accessKeys.answerKeys(organisation), { keys }) }]);
  /** The organisation's HMAC keys, each with its end. */
  const withSecrets = async (organisation: string, ...ends: (Instant | undefined)[]) => {
    const made = ends.map((until, n) => ({ until, id: `key-${n}`, secret: randomBytes(32) }));
    const purpose = secretPurposes.answerKey(organisation);
    const keys = await Promise.all(
      made.map(
        async ({ id, until, secret }): Promise<AnswerKey> => ({
          id,
          scheme: 'v1',
          ciphertext: await secrets.encrypt(secret, purpose),
          ...(until && { until }),
        }),
      ),
    );
    await setKeys(organisation, keys);
    return made.map(({ secret }) => secret);
  };
  const withEd25519 = async (organisation: string) => {
    const pair = generateKeyPairSync('ed25519');
    const x = Buffer.from(String(pair.publicKey.export({ format: 'jwk' }).x), 'base64url').toString('base64');
    await setKeys(organisation, [{ id: 'ed', scheme: 'v1a', publicKey: `whpk_${x}` }]);
    return (content: Buffer) => `v1a,${sign(null, content, pair.privateKey).toString('base64')}`;
  };
  const verify = signatureVerifier({ directory: directoryStore(table), secrets, clock });
  return { table, clock, secrets, setKeys, withSecrets, withEd25519, verify };
};
const answerPath = '/organisations/drumgarth/referrals/abc-12/answers';
const body = Buffer.from('{"type":"accept","worker":"Tam"}');
const post = (headers: Record<string, string | undefined>, changes: Partial<SignedRequest> = {}): SignedRequest => ({
  organisation: 'drumgarth',
  method: 'POST',
  path: answerPath,
  headers,
  body,
  ...changes,
});
const signedHeaders = (signers: Signer[], timestamp: number, content: Uint8Array = body, id = 'msg_1') => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signers.map((signer) => signer(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), content]))).join(' '),
});
const signedHouse = async () => {
  const made = house();
  const [secret = Buffer.alloc(0)] = await made.withSecrets('drumgarth', undefined);
  const headers = (content?: Uint8Array, id?: string) => signedHeaders([hmacSigner(secret)], nowSeconds(made.clock), content, id);
  return { ...made, secret, headers };
};

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

describe('T-16 headers', () => {
  const tricks: [string, (good: Record<string, string>) => Record<string, string | undefined>][] = [
    ['no id', () => ({ 'webhook-id': undefined })],
    ['an empty id', () => ({ 'webhook-id': '' })],
    ['an id with a dot', () => ({ 'webhook-id': 'msg.1' })],
    ['an id of 65 characters', () => ({ 'webhook-id': 'm'.repeat(65) })],
    ['an id with a line end', () => ({ 'webhook-id': 'msg_1\n' })],
    ['the id twice', () => ({ 'webhook-id': 'msg_1,msg_1' })],
    ['the id twice, spaced', () => ({ 'webhook-id': 'msg_1, msg_1' })],
    ['no timestamp', () => ({ 'webhook-timestamp': undefined })],
    ['the timestamp twice', (good) => ({ 'webhook-timestamp': `${good['webhook-timestamp']},${good['webhook-timestamp']}` })],
    ['a timestamp with junk behind', (good) => ({ 'webhook-timestamp': `${good['webhook-timestamp']}junk` })],
    ['a timestamp with a fraction', (good) => ({ 'webhook-timestamp': `${good['webhook-timestamp']}.5` })],
    ['a negative timestamp', () => ({ 'webhook-timestamp': '-1700000000' })],
    ['a timestamp as a power', () => ({ 'webhook-timestamp': '1e10' })],
    ['a timestamp in hex', () => ({ 'webhook-timestamp': '0x6553f100' })],
    [
      'a timestamp in full-width digits',
      (good) => ({ 'webhook-timestamp': good['webhook-timestamp']?.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))) }),
    ],
    ['a timestamp in milliseconds', (good) => ({ 'webhook-timestamp': `${good['webhook-timestamp']}000` })],
    ['a timestamp with a space before', (good) => ({ 'webhook-timestamp': ` ${good['webhook-timestamp']}` })],
    ['no signature', () => ({ 'webhook-signature': undefined })],
    ['an empty signature', () => ({ 'webhook-signature': '' })],
    ['six signatures', (good) => ({ 'webhook-signature': Array(6).fill(good['webhook-signature']).join(' ') })],
    ['a megabyte of signatures', (good) => ({ 'webhook-signature': Array(20_000).fill(good['webhook-signature']).join(' ') })],
    ['the signature header twice', (good) => ({ 'webhook-signature': `${good['webhook-signature']},${good['webhook-signature']}` })],
    ['the signature header twice, spaced', (good) => ({ 'webhook-signature': `${good['webhook-signature']}, ${good['webhook-signature']}` })],
    ['two spaces between', (good) => ({ 'webhook-signature': `${good['webhook-signature']}  ${good['webhook-signature']}` })],
    ['a signature without version', (good) => ({ 'webhook-signature': good['webhook-signature']?.slice(3) })],
    ['a signature of an unknown version beside', (good) => ({ 'webhook-signature': `v2,AAAA ${good['webhook-signature']}` })],
    ['a signature in base64url', (good) => ({ 'webhook-signature': good['webhook-signature']?.replace(/=$/, '') })],
    ['a signature in hex', (good) => ({ 'webhook-signature': `v1,${Buffer.from(good['webhook-signature']?.slice(3) ?? '', 'base64').toString('hex')}` })],
    ['half a signature', (good) => ({ 'webhook-signature': good['webhook-signature']?.slice(0, 20) })],
  ];
  test.each(tricks)('%s is refused', async (_, trick) => {
    const { verify, headers } = await signedHouse();
    const good = headers();
    expect(await verify(post({ ...good, ...trick(good) }))).toMatchObject(refused);
  });
  test('five signatures of which one is good are accepted', async () => {
    const { verify, secret, clock } = await signedHouse();
    const others = Array.from({ length: 4 }, () => hmacSigner(randomBytes(32)));
    expect(await verify(post(signedHeaders([...others, hmacSigner(secret)], nowSeconds(clock))))).toMatchObject({ ok: true });
  });
  test('of any content are read without a fault and let nobody in', async () => {
    const { verify, headers } = await signedHouse();
    const good = headers();
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(good)));
    const mixed = fc.record({ 'webhook-id': text, 'webhook-timestamp': text, 'webhook-signature': text }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(mixed, async (some) => {
        const same = Object.entries(good).every(([name, value]) => Object.entries(some).some(([other, found]) => other === name && found === value));
        expect((await verify(post(some))).ok).toBe(same);
      }),
      { numRuns: 500 },
    );
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
