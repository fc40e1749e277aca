/** A whole life in as few transactions as it fits into: to a table in another process each costs a way there and back. */
import { type StagedTable, type Suspects, stagedTable } from '#platform/staged-table';
import type { Table } from '#platform/types';

const mostWrites = 100;
const mostTries = 8;

/** Something of it was there already: it is lived again with that in mind. */
type Again = { again: Suspects };
const isAgain = (error: unknown): error is Error & Again => error instanceof Error && 'again' in error;

const flush = async (staged: StagedTable): Promise<void> => {
  const flushed = await staged.flush();
  if (flushed.outcome === 'condition-failed') throw Object.assign(new Error('some of it was there'), { again: flushed.failed });
  if (flushed.outcome !== 'written') throw new Error(`a simulated life was not written: ${flushed.outcome}; start again, and it goes on from here`);
};
/** What does not fit any more goes first. */
const filling = (staged: StagedTable): Table => ({
  ...staged,
  write: async (writes) => {
    if (staged.size() + writes.length > mostWrites) await flush(staged);
    return staged.write(writes);
  },
});

export const together = async (table: Table, live: (table: Table) => Promise<void>): Promise<void> => {
  const suspects = new Set<string>();
  for (let tries = 0; tries < mostTries; tries += 1) {
    const staged = stagedTable(table, suspects);
    try {
      await live(filling(staged));
      await flush(staged);
      return;
    } catch (error) {
      if (!isAgain(error)) throw error;
      for (const key of error.again) suspects.add(key);
    }
  }
  throw new Error('a simulated life kept meeting what was there; start again, and it goes on from here');
};
