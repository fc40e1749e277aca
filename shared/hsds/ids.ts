/** HSDS wants UUIDs; the hub's ids are names. The UUID of a name is made of it, the same each time. */
import { createHash } from 'node:crypto';

/** Of RFC 9562's version 8, which is for such as this. `kind`: so that a service and its place differ. */
export const uuidOf = (kind: string, ...ids: readonly string[]): string => {
  const hex = createHash('sha256')
    .update([kind, ...ids].join('#'))
    .digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) % 4) + 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
