/** Exports in the `access` table, which forgets them: how far each is, and its files in compressed pieces. */
import { everyItem } from './every-item.ts';
import { accessKeys, expiresAt } from './tables.ts';
import { millisecondsOf } from './time.ts';
import type { Instant, Item, Table } from './types.ts';

export type KeptJobs<Where, Made extends { rev: number }> = {
  load(place: Where): Promise<Made | undefined>;
  /** False: somebody else went on with it meanwhile. `before`: absent at the beginning, which puts away what there was. */
  write(after: Made, before?: Made): Promise<boolean>;
  putPieces(place: Where, file: string, from: number, pieces: readonly Uint8Array[]): Promise<void>;
  piece(place: Where, file: string, n: number): Promise<Uint8Array>;
  all(place: Where, file: string): Promise<Uint8Array[]>;
};
/** Seconds: it can be made again, and the same comes of it. */
const life = 30 * 86_400;

const bytesOf = (item: Item): Uint8Array => Buffer.from(String(item.data), 'base64');

/** `named`: what it is of, and up to when or of which time, as two parts of its keys. */
export const keptJobs = <Where, Made extends Where & { rev: number }>(
  table: Table,
  now: Instant,
  named: (place: Where) => readonly [of: string, at: string],
): KeptJobs<Where, Made> => {
  const ends = Math.floor(millisecondsOf(now) / 1000) + life;
  const current = (item: Item): boolean => Number(item[expiresAt]) > ends - life;
  const pieceKey = (place: Where, file: string, n: number) => accessKeys.exportPiece(...named(place), file, n);
  return {
    load: async (place) => {
      const item = await table.get(accessKeys.exportJob(...named(place)));
      // What the hub wrote is trusted: it was typed when written.
      return item && current(item) ? (JSON.parse(String(item.data)) as Made) : undefined;
    },
    write: async (after, before) => {
      const put: Item = { ...accessKeys.exportJob(...named(after)), rev: after.rev, data: JSON.stringify(after), [expiresAt]: ends };
      const { outcome } = await table.write([before ? { put, when: { equals: { rev: before.rev } } } : { put }]);
      if (outcome === 'throttled') throw new Error('the access table is throttled: the export goes on later');
      return outcome === 'written';
    },
    putPieces: async (place, file, from, pieces) => {
      for (const [n, piece] of pieces.entries()) {
        const put: Item = { ...pieceKey(place, file, from + n), data: Buffer.from(piece).toString('base64'), [expiresAt]: ends };
        const { outcome } = await table.write([{ put }]);
        if (outcome !== 'written') throw new Error(`a piece of an export was not kept: ${outcome}`);
      }
    },
    piece: async (place, file, n) => {
      const item = await table.get(pieceKey(place, file, n));
      if (!item) throw new Error(`piece ${n} of ${file} is gone`);
      return bytesOf(item);
    },
    all: async (place, file) => {
      const { pk, sk } = pieceKey(place, file, 0);
      return (await everyItem(table, { pk, from: sk, to: `${sk.slice(0, -6)}~` })).map(bytesOf);
    },
  };
};
