/** What one onboarding file may say. A part that is left out stays as it is in the hub. */
import * as z from 'zod/mini';
import { clientId, idText, managerId, organisationId, practiceId, practitionerId } from './ids.ts';
import { publicKey } from './public-key.ts';
import { areaFields, instant, managerFields, organisationFields, practiceFields, practitionerFields, staffRoles, userFields } from './records.ts';

const whsec = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
/** The bytes a secret is written for; undefined when it is none of 24 to 64 bytes. */
export const secretBytes = (text: string): Uint8Array | undefined => {
  const [, base64 = ''] = whsec.exec(text) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 && bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
};
/** `generate`: the hub makes it and prints it once; else the party's own. */
const secret = z
  .string()
  .check(z.refine((text) => text === 'generate' || secretBytes(text) !== undefined, 'write "generate", or whsec_ and the base64 of 24 to 64 random bytes'));
/** Ed25519, 32 bytes. */
const verifyingKey = z.string().check(z.regex(/^whpk_[A-Za-z0-9+/]{43}=$/, 'write whpk_ and the base64 of the 32 bytes of an ed25519 public key'));
const keyId = idText;
const until = z.optional(instant);
const atMostTwo = 'give one key, or two during a rotation';
const endpointKey = z.strictObject({ id: keyId, secret, until });
const answerKey = z.discriminatedUnion('scheme', [
  z.strictObject({ id: keyId, scheme: z.literal('v1'), secret, until }),
  z.strictObject({ id: keyId, scheme: z.literal('v1a'), publicKey: verifyingKey, until }),
]);

const hostName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const isLoopback = (url: URL) => url.hostname === '127.0.0.1' || url.hostname === '[::1]';
const isPublic = (url: URL) => url.protocol === 'https:' && url.port === '' && hostName.test(url.hostname);
export const listensAt = (text: string, allowLoopback: boolean): boolean => {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.hash) return false;
  return isPublic(url) || (allowLoopback && isLoopback(url) && /^https?:$/.test(url.protocol));
};
/** A party's system listens at https; in a local hub it may listen on this machine. */
const address = (allowLoopback: boolean) => {
  const local = allowLoopback ? ', or one on 127.0.0.1' : '';
  return z.string().check(z.refine((text) => listensAt(text, allowLoopback), `write an https address with a host name, without user, port and #part${local}`));
};
const endpoint = (allowLoopback: boolean) =>
  z.strictObject({
    url: address(allowLoopback),
    keys: z.array(endpointKey).check(z.minLength(1, atMostTwo), z.maxLength(2, atMostTwo)),
    /** Left out: a disabled endpoint stays disabled. */
    disabled: z.optional(z.boolean()),
  });

export const onboardedClient = (allowLoopback: boolean) =>
  z.strictObject({
    id: clientId,
    practice: z.optional(practiceId),
    practitioner: z.optional(practitionerId),
    organisation: z.optional(organisationId),
    manager: z.optional(managerId),
    scopes: z.array(z.string()).check(z.minLength(1, 'give the scopes this client may ask for')),
    jwks: z.optional(z.strictObject({ keys: z.array(publicKey).check(z.minLength(1, 'give the public key'), z.maxLength(5, 'give at most five keys')) })),
    /** Instead of `jwks`. */
    jwksUrl: z.optional(address(allowLoopback)),
    disabled: z.optional(z.boolean()),
  });

/** Somebody who signs in, as exactly one of practitioner, staff of a practice, manager, data collector. */
const onboardedUser = z.strictObject({
  ...userFields,
  practitioner: z.optional(practitionerId),
  practice: z.optional(practiceId),
  staff: z.optional(z.enum(staffRoles)),
  manager: z.optional(managerId),
  /** Of whose practices' people this person collects data for studies. */
  collects: z.optional(z.array(practiceId).check(z.minLength(1, 'name at least one practice'), z.maxLength(50, 'name at most 50 practices'))),
  /** Left out: a disabled user stays disabled. */
  disabled: z.optional(z.boolean()),
});

export const onboardingDocument = (allowLoopback: boolean) => {
  const listens = { endpoint: z.optional(endpoint(allowLoopback)) };
  const answers = { answerKeys: z.optional(z.array(answerKey).check(z.minLength(1, atMostTwo), z.maxLength(2, atMostTwo))) };
  return z.strictObject({
    areas: z.optional(z.array(z.strictObject(areaFields))),
    managers: z.optional(z.array(z.strictObject(managerFields))),
    practices: z.optional(z.array(z.strictObject({ ...practiceFields, ...listens }))),
    practitioners: z.optional(z.array(z.strictObject(practitionerFields))),
    organisations: z.optional(z.array(z.strictObject({ ...organisationFields, ...listens, ...answers }))),
    clients: z.optional(z.array(onboardedClient(allowLoopback))),
    users: z.optional(z.array(onboardedUser)),
  });
};
export type OnboardingDocument = z.infer<ReturnType<typeof onboardingDocument>>;
export type OnboardedEndpoint = z.infer<ReturnType<typeof endpoint>>;
export type OnboardedAnswerKey = z.infer<typeof answerKey>;
export type OnboardedUser = z.infer<typeof onboardedUser>;
export type OnboardedClient = z.infer<ReturnType<typeof onboardedClient>>;
