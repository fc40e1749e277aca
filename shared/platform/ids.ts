/** Random ids; the only place that asks the system for randomness. */
import { randomBytes } from 'node:crypto';
import type { Ids } from '#platform/types';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
/** Lower-case Crockford base32, five bits a character, the last one padded with zeros. */
export const base32 = (bytes: Uint8Array): string => {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
};
export const randomIds: Ids = {
  id: () => base32(randomBytes(16)),
  short: () => base32(randomBytes(5)),
  bytes: (length) => randomBytes(length),
};
/** Of the form in which `id` and `short` give them: what a browser sends back as one is no more than that. */
export const isId = (text: string): boolean => /^[0-9a-hjkmnp-tv-z]{26}$/.test(text);
export const isShortId = (text: string): boolean => /^[0-9a-hjkmnp-tv-z]{8}$/.test(text);
