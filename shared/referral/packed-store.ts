/** Text that is stored compressed, where as it is it would cost more. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Item } from '#platform/types';

export const pack = (text: string): string => deflateRawSync(text, { level: 6 }).toString('base64');
export const unpack = (text: string): string => inflateRawSync(Buffer.from(text, 'base64')).toString('utf8');

/** A head of more characters than this, the keys that all have aside, would be over the 1 KB of a write unit. */
const plainLength = 780;
/** `due` stands on few. */
const extrasOf = ({ row, duePk, dueSk }: Item): number => [row, duePk && `duePk${duePk}`, dueSk && `dueSk${dueSk}`].join('').length;
export const packedHead = (item: Item): Item => {
  const data = String(item.data);
  return data.length + extrasOf(item) <= plainLength ? item : { ...item, data: pack(data) };
};
/** JSON begins with a brace, base64 never does. */
export const plainHead = (item: Item): Item => {
  const data = String(item.data);
  return data.startsWith('{') ? item : { ...item, data: unpack(data) };
};
