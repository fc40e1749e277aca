/** Files in compressed pieces that can be put after one another: a piece is made and kept by itself, and the whole is never in memory as text. */
import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { csvLine } from './csv.ts';

/** Characters: an item of a table ends at 400 KB, and this fits one even where it cannot be compressed. */
const mostText = 240_000;
/** DEFLATE's empty last block: what ends pieces put after one another. */
export const lastBlock: Uint8Array = Uint8Array.of(3, 0);

/** Rows as texts of lines, none longer than a piece may be. */
export const textsOf = (rows: readonly (readonly string[])[]): string[] => {
  const texts: string[] = [];
  let text = '';
  for (const row of rows) {
    const line = csvLine(row);
    if (text.length + line.length > mostText) {
      texts.push(text);
      text = '';
    }
    text += line;
  }
  return text === '' ? texts : [...texts, text];
};
/** Ends at a whole byte and leaves the stream open. */
export const packed = (text: string): Uint8Array => deflateRawSync(Buffer.from(text), { level: 6, finishFlush: constants.Z_FULL_FLUSH });
export const unpacked = (piece: Uint8Array): Uint8Array => inflateRawSync(Buffer.concat([piece, lastBlock]));
/** Of a text that went before; 0 where there was none. */
export const checked = (bytes: Uint8Array, before: number): number => crc32(bytes, before);
