/** Exports in the `access` table, which forgets them: how far each is, and its files in compressed pieces. */
import { everyItem } from '#platform/every-item';
import { accessKeys, expiresAt } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Instant, Item, LocalDate, Table } from '#platform/types';
import type { Job } from './job.ts';
import type { StudyId } from './types.ts';

export type Place = { study: StudyId; cutOff: LocalDate };
export type Jobs = {
  load(place: Place): Promise<Job | undefined>;
  /** False: somebody else went on with it meanwhile. `before`: absent at the beginning, which puts away what there was. */
  write(after: Job, before?: Job): Promise<boolean>;
  putPieces(place: Place, file: string, from: number, pieces: readonly Uint8Array[]): Promise<void>;
  piece(place: Place, file: string, n: number): Promise<Uint8Array>;
  all(place: Place, file: string): Promise<Uint8Array[]>;
};
/** Seconds: it can be made again, and the same comes of it. */
const life = 30 * 86_400;

/** What the hub wrote is trusted: it was typed when written. */
const jobFrom = (item: Item): Job => JSON.parse(String(item.data));
const bytesOf = (item: Item): Uint8Array => Buffer.from(String(item.data), 'base64');

export const jobStore = (table: Table, now: Instant): Jobs => {
  const ends = Math.floor(millisecondsOf(now) / 1000) + life;
  const current = (item: Item): boolean => Number(item[expiresAt]) > ends - life;
  return {
    load: async ({ study, cutOff }) => {
      const item = await table.get(accessKeys.exportJob(study, cutOff));
      return item && current(item) ? jobFrom(item) : undefined;
    },
    write: async (after, before) => {
      const put: Item = { ...accessKeys.exportJob(after.study, after.cutOff), rev: after.rev, data: JSON.stringify(after), [expiresAt]: ends };
      const { outcome } = await table.write([before ? { put, when: { equals: { rev: before.rev } } } : { put }]);
      if (outcome === 'throttled') throw new Error('the access table is throttled: the export goes on later');
      return outcome === 'written';
    },
    putPieces: async ({ study, cutOff }, file, from, pieces) => {
      for (const [n, piece] of pieces.entries()) {
        const put: Item = { ...accessKeys.exportPiece(study, cutOff, file, from + n), data: Buffer.from(piece).toString('base64'), [expiresAt]: ends };
        const { outcome } = await table.write([{ put }]);
        if (outcome !== 'written') throw new Error(`a piece of an export was not kept: ${outcome}`);
      }
    },
    piece: async ({ study, cutOff }, file, n) => {
      const item = await table.get(accessKeys.exportPiece(study, cutOff, file, n));
      if (!item) throw new Error(`piece ${n} of ${file} is gone`);
      return bytesOf(item);
    },
    all: async ({ study, cutOff }, file) => {
      const { pk, sk } = accessKeys.exportPiece(study, cutOff, file, 0);
      return (await everyItem(table, { pk, from: sk, to: `${sk.slice(0, -6)}~` })).map(bytesOf);
    },
  };
};
