/** The table engine numbers stream records by a query that has no index, and never removes one: each write costs more than the last. Both are mended here. */
import { DatabaseSync } from 'node:sqlite';
import { cannotStart } from './cannot-start.ts';

export type StreamIndex = {
  /** Removes what every reader is past, up to and with `upTo`. The last record always stays: the next number is made from it. */
  trim(table: string, upTo: number): number;
  count(table: string): number;
  close(): void;
};

const numbered = 'CAST(sequence_number AS INTEGER)';

/** Works while the engine serves the same file. Throws when the engine's schema is not the one it was tested with. */
export const indexStream = (file: string): StreamIndex => {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    db.exec(`CREATE INDEX IF NOT EXISTS ix_sr ON _stream_records(table_name, ${numbered})`);
  } catch (error) {
    db.close();
    throw cannotStart(`The table engine's file has another form than the one the hub is tested with: ${error instanceof Error ? error.message : ''}`);
  }
  const plan = db.prepare(`EXPLAIN QUERY PLAN SELECT MAX(${numbered}) FROM _stream_records WHERE table_name = ?`).all('any');
  if (!plan.some(({ detail }) => String(detail).includes('ix_sr'))) throw cannotStart('The table engine does not use the stream index.');
  const remove = db.prepare(`DELETE FROM _stream_records WHERE table_name = ? AND ${numbered} <= ?
    AND ${numbered} < (SELECT MAX(${numbered}) FROM _stream_records WHERE table_name = ?)`);
  const counted = db.prepare('SELECT COUNT(*) AS n FROM _stream_records WHERE table_name = ?');
  return {
    trim: (table, upTo) => Number(remove.run(table, upTo, table).changes),
    count: (table) => Number(counted.get(table)?.n ?? 0),
    close: () => db.close(),
  };
};
