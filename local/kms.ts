/** KMS as far as functions use it: the stack's keys, made from one master key that lies in the hub's folder. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { type AwsError, awsError } from './aws-error.ts';
import type { HubKey } from './stack.ts';

type Answer = Record<string, unknown> | AwsError;
/** `operation` as in `TrentService.Encrypt`, without the service. */
export type Kms = (operation: string, input: unknown) => Answer;
type Operation = (input: Input, state: State) => Answer;
type State = { keys: HubKey[]; master: Buffer };

const bytes = z.pipe(
  z.string(),
  z.transform((text) => Buffer.from(text, 'base64')),
);
const inputShape = z.object({
  KeyId: z.optional(z.string()),
  Plaintext: z.optional(bytes),
  CiphertextBlob: z.optional(bytes),
  EncryptionContext: z._default(z.record(z.string(), z.string()), {}),
  KeySpec: z.optional(z.enum(['AES_128', 'AES_256'])),
  NumberOfBytes: z.optional(z.number()),
  MacAlgorithm: z.optional(z.string()),
  Message: z.optional(bytes),
  Mac: z.optional(bytes),
});
type Input = z.infer<typeof inputShape>;

const masterLength = 32;
const idLength = 36;
const ivLength = 12;
const tagLength = 16;
const largestPlaintext = 4096;
const macHash: Record<string, string> = { HMAC_SHA_224: 'sha224', HMAC_SHA_256: 'sha256', HMAC_SHA_384: 'sha384', HMAC_SHA_512: 'sha512' };

const missing = (name: string) => awsError('ValidationException', `${name} is needed`);
const wrongKind = (key: HubKey) => awsError('InvalidKeyUsageException', `${key.arn} is a key of ${key.spec}`);
const undecipherable = awsError('InvalidCiphertextException', '');

const keyOf = ({ keys }: State, named: string | undefined): HubKey | undefined =>
  keys.find(({ keyId, arn, aliases }) => named === keyId || named === arn || aliases.some((alias) => named === alias || named?.endsWith(`:${alias}`)));
const notFound = (named: string | undefined) => (named === undefined ? missing('KeyId') : awsError('NotFoundException', `Key '${named}' does not exist`));

const material = ({ master }: State, key: HubKey): Buffer => Buffer.from(hkdfSync('sha256', master, '', key.keyId, 32));
/** The order of its entries means nothing to KMS. */
const contextBytes = (context: Record<string, string>) => Buffer.from(JSON.stringify(Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1))));

const seal = (state: State, key: HubKey, plain: Buffer, context: Record<string, string>): string => {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', material(state, key), iv).setAAD(contextBytes(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from(key.keyId), iv, cipher.getAuthTag(), sealed]).toString('base64');
};

const unseal = (state: State, key: HubKey, blob: Buffer, context: Record<string, string>): Buffer | undefined => {
  const [iv, tag, sealed] = [blob.subarray(idLength, idLength + ivLength), blob.subarray(idLength + ivLength).subarray(0, tagLength), blob.subarray(64)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', material(state, key), iv, { authTagLength: tagLength }).setAuthTag(tag).setAAD(contextBytes(context));
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return undefined;
  }
};

const encrypt: Operation = ({ KeyId, Plaintext, EncryptionContext }, state) => {
  const key = keyOf(state, KeyId);
  if (!key) return notFound(KeyId);
  if (key.spec !== 'SYMMETRIC_DEFAULT') return wrongKind(key);
  if (!Plaintext?.length || Plaintext.length > largestPlaintext) return awsError('ValidationException', 'Plaintext is of 1 to 4096 bytes');
  return { CiphertextBlob: seal(state, key, Plaintext, EncryptionContext), KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
};

const decrypt: Operation = ({ KeyId, CiphertextBlob, EncryptionContext }, state) => {
  if (!CiphertextBlob) return missing('CiphertextBlob');
  const key = keyOf(state, CiphertextBlob.subarray(0, idLength).toString('latin1'));
  if (!key) return undecipherable;
  if (KeyId !== undefined && keyOf(state, KeyId) !== key) return awsError('IncorrectKeyException', 'The ciphertext is of another key');
  const plain = unseal(state, key, CiphertextBlob, EncryptionContext);
  return plain ? { Plaintext: plain.toString('base64'), KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' } : undecipherable;
};

const generateDataKey: Operation = (input, state) => {
  const Plaintext = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32));
  const sealed = encrypt({ ...input, Plaintext }, state);
  return 'refused' in sealed ? sealed : { CiphertextBlob: sealed.CiphertextBlob, KeyId: sealed.KeyId, Plaintext: Plaintext.toString('base64') };
};

const generateMac: Operation = ({ KeyId, MacAlgorithm, Message }, state) => {
  const key = keyOf(state, KeyId);
  if (!key) return notFound(KeyId);
  const hash = macHash[MacAlgorithm ?? ''];
  if (!hash || key.spec !== `HMAC_${hash.slice(3)}`) return wrongKind(key);
  if (!Message?.length || Message.length > largestPlaintext) return awsError('ValidationException', 'Message is of 1 to 4096 bytes');
  return { Mac: createHmac(hash, material(state, key)).update(Message).digest('base64'), MacAlgorithm, KeyId: key.arn };
};

const verifyMac: Operation = (input, state) => {
  const made = generateMac(input, state);
  if ('refused' in made) return made;
  const own = Buffer.from(String(made.Mac), 'base64');
  const valid = input.Mac?.length === own.length && timingSafeEqual(input.Mac, own);
  return valid ? { KeyId: made.KeyId, MacValid: true, MacAlgorithm: made.MacAlgorithm } : awsError('KMSInvalidMacException', '');
};

const operations: Record<string, Operation> = {
  Encrypt: encrypt,
  Decrypt: decrypt,
  GenerateDataKey: generateDataKey,
  GenerateMac: generateMac,
  VerifyMac: verifyMac,
};

const masterKey = (file: string): Buffer => {
  if (!existsSync(file)) writeFileSync(file, randomBytes(masterLength), { mode: 0o600, flag: 'wx' });
  const master = readFileSync(file);
  if (master.length !== masterLength) throw new Error(`${file} is no master key`);
  return master;
};

/** `file`: where the master key lies; it is made when it is missing. */
export const openKms = (keys: HubKey[], file: string): Kms => {
  const state = { keys, master: masterKey(file) };
  return (operation, input) => {
    const run = operations[operation];
    if (!run) return awsError('UnknownOperationException', `${operation} is not run on this machine`);
    const parsed = inputShape.safeParse(input);
    return parsed.success ? run(parsed.data, state) : awsError('ValidationException', z.prettifyError(parsed.error));
  };
};
