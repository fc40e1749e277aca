/** Text that is stored compressed, where as it is it would cost more. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Item } from '#platform/types';

export const pack = (text: string): string => deflateRawSync(text, { level: 6 }).toString('base64');
export const unpack = (text: string): string => inflateRawSync(Buffer.from(text, 'base64')).toString('utf8');

/** A head of more characters than this, keys aside, would be over the 1 KB of a write unit. */
const plainLength = 780;
export const packedHead = (item: Item): Item => {
  const [data, row] = [String(item.data), String(item.row ?? '')];
  return data.length + row.length <= plainLength ? item : { ...item, data: pack(data) };
};
/** JSON begins with a brace, base64 never does. */
export const plainHead = (item: Item): Item => {
  const data = String(item.data);
  return data.startsWith('{') ? item : { ...item, data: unpack(data) };
};
