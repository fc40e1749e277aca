import type { Table, Write } from '#platform/types';

/** A single write, which is no transaction. False: its condition did not hold. Throws when nothing was decided: whoever asked comes again. */
export const writeOne = async (table: Table, write: Write): Promise<boolean> => {
  const { outcome } = await table.write([write]);
  if (outcome === 'conflict' || outcome === 'throttled') throw new Error(`the table did not take the write: ${outcome}`);
  return outcome === 'written';
};
