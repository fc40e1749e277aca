import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nowSeconds } from './cast.ts';
import { hmacSigner, post, refused, signedHeaders, signedHouse } from './signed-cast.ts';

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
