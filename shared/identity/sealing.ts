/** Text under one of the hub's own keys: nobody else reads it, and whatever was changed in it opens no more. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Ids } from '#platform/types';
import type { KeyRing, RingKey } from './key-ring.ts';

type Sealing = {
  /** AES-256-GCM; opens only under the same context. */
  seal(text: string, context: string): Promise<string>;
  /** Undefined whenever it is not exactly what was sealed under this context. */
  open(sealed: string, context: string): Promise<string | undefined>;
};

const ivLength = 12;
const tagLength = 16;

const sealWith = (key: RingKey, iv: Uint8Array, text: string, context: string) => {
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${key.kid}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
};
const openWith = (key: RingKey, sealed: Buffer, context: string): string | undefined => {
  const iv = sealed.subarray(0, ivLength);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: tagLength }).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
};

export const sealing = (ring: KeyRing, ids: Pick<Ids, 'bytes'>): Sealing => ({
  seal: async (text, context) => sealWith(await ring.current(), ids.bytes(ivLength), text, context),
  open: async (sealed, context) => {
    const [kid = '', body = '', ...rest] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    if (rest.length > 0 || bytes.length < ivLength + tagLength || bytes.toString('base64url') !== body) return undefined;
    const key = await ring.find(kid);
    return key && openWith(key, bytes, context);
  },
});
