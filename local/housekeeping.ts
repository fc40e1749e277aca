/** What AWS does unasked: expired items go, stream records that everybody has read go. */
import type { Engines } from './engines.ts';
import type { Marks } from './marks.ts';
import type { HubStack } from './stack.ts';
import { removeExpired } from './tables.ts';

type Options = { stack: HubStack; tables: Engines['tables']; marks: Marks; now(): number; log(line: string): void };
export type Housekeeping = { run(): Promise<{ expired: number; trimmed: number }>; stop(): void };

const everyMs = 60_000;
/** A mark may be written a moment after what it says; so many records are enough for that moment. */
const recordsBehindMark = 1000;

export const streamMark = (sourceId: string): string => `stream ${sourceId}`;

const readByAll = ({ stack, marks }: Options, table: string): number => {
  const readers = stack.sources.filter(({ from, source }) => from === 'stream' && source === table);
  return Math.min(...readers.map(({ id }) => Number(marks.get(streamMark(id)) ?? 0)));
};

const run = async (options: Options) => {
  const { stack, tables, now } = options;
  const done = { expired: 0, trimmed: 0 };
  // A table engine that the user runs sweeps for itself.
  if (!tables.index) return done;
  for (const table of stack.tables) {
    done.expired += await removeExpired(tables.call, table, Math.floor(now() / 1000));
    const upTo = readByAll(options, table.name);
    if (Number.isFinite(upTo)) done.trimmed += tables.index.trim(table.name, upTo - recordsBehindMark);
  }
  return done;
};

export const startHousekeeping = (options: Options): Housekeeping => {
  const timer = setInterval(() => {
    run(options).catch((error: unknown) => options.log(`housekeeping: ${error instanceof Error ? error.message : error}`));
  }, everyMs);
  return { run: () => run(options), stop: () => clearInterval(timer) };
};
