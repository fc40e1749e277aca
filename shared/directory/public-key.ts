/** A client's public key as a JWK: RSA of at least 2048 bits for RS384, or P-384 for ES384 (SMART's two), with the name by which an assertion says it. */
import * as z from 'zod/mini';

/** The secret parts of a key pair, which no registration may hold. */
const secretPart = z.optional(z.never('this is a private key: make a new pair, keep its private half at home and give the public half'));
const noSecrets = { d: secretPart, p: secretPart, q: secretPart, dp: secretPart, dq: secretPart, qi: secretPart, oth: secretPart, k: secretPart };
type AssertionAlgorithm = 'RS384' | 'ES384';
const kid = z.string().check(z.regex(/^[\w.:=-]{1,128}$/, 'name the key by a "kid" of 1 to 128 letters, digits or . : = _ -'));
const number = (least: number, most: number) =>
  z
    .string()
    .check(
      z.regex(/^[\w-]+$/, 'write the number as base64url'),
      z.minLength(least, 'this key is too short to be safe'),
      z.maxLength(most, 'this number is too long for such a key'),
    );
/** 2048 bits are 342 characters; 8192 bits are 1366. */
const rsa = z.object({
  kty: z.literal('RSA'),
  kid,
  n: number(342, 1366),
  e: number(3, 8),
  alg: z.optional(z.literal('RS384')),
  use: z.optional(z.literal('sig')),
  ...noSecrets,
});
const ec = z.object({
  kty: z.literal('EC'),
  kid,
  crv: z.literal('P-384'),
  x: number(64, 64),
  y: number(64, 64),
  alg: z.optional(z.literal('ES384')),
  use: z.optional(z.literal('sig')),
  ...noSecrets,
});

export const publicKey = z.discriminatedUnion('kty', [rsa, ec]);
export type PublicKey = z.infer<typeof publicKey>;
export const algorithmOf = { RSA: 'RS384', EC: 'ES384' } as const satisfies Record<PublicKey['kty'], AssertionAlgorithm>;
