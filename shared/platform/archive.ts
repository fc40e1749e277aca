/** A ZIP archive of files that are compressed already (APPNOTE 6.3.3, without its 64-bit parts). It has no clock: the same files make the same bytes. */

export type Packed = { name: string /** Bytes before compressing, and after. */; size: number; packedSize: number; crc: number };
/** 1 January 1980, the first that the format knows. */
const [noTime, noDate] = [0, 33];
const version = 20;
/** Bit 11: names are UTF-8. */
const flags = 0x0800;
const deflated = 8;

const numbers = (...given: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer => {
  const bytes = Buffer.alloc(given.reduce((sum, [, length]) => sum + length, 0));
  let at = 0;
  for (const [value, length] of given) at = bytes.writeUIntLE(value, at, length);
  return bytes;
};
const about = ({ name, size, packedSize, crc }: Packed): Buffer =>
  numbers([version, 2], [flags, 2], [deflated, 2], [noTime, 2], [noDate, 2], [crc, 4], [packedSize, 4], [size, 4], [Buffer.byteLength(name), 2], [0, 2]);
/** What stands before a file's compressed bytes. */
export const fileHead = (file: Packed): Buffer => Buffer.concat([numbers([0x04034b50, 4]), about(file), Buffer.from(file.name)]);
const listing = (file: Packed, offset: number): Buffer =>
  Buffer.concat([numbers([0x02014b50, 4], [version, 2]), about(file), numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), Buffer.from(file.name)]);
/** What stands after the last file. */
export const archiveEnd = (files: readonly Packed[]): Buffer => {
  let offset = 0;
  const listings = files.map((file) => {
    const entry = listing(file, offset);
    offset += fileHead(file).length + file.packedSize;
    return entry;
  });
  const size = listings.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...listings, numbers([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2])]);
};
const archiveSize = (files: readonly Packed[]): number =>
  files.reduce((sum, file) => sum + fileHead(file).length + file.packedSize, 0) + archiveEnd(files).length;
/** Bytes that one answer carries. */
const mostBytes = 4_400_000;
/** More than an answer carries. */
export const isTooLong = (files: readonly Packed[]): boolean => archiveSize(files) > mostBytes;
