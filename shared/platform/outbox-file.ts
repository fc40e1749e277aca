/** What a local hub keeps instead of sending it: one JSON line each, in a file of the hub's folder. In the cloud nothing names such a file. */
import { appendFile, readFile } from 'node:fs/promises';
import type { Outbox, Posted } from '#platform/types';
import { randomIds } from './ids.ts';
import { systemClock } from './time.ts';

const shown = 200;
const linesOf = async (file: string): Promise<string[]> => {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};
/** Written by the hub itself, and trusted. */
const postedIn = (line: string): Posted => JSON.parse(line);

export const outboxFile = (file: string): Outbox => ({
  newest: async () => (await linesOf(file)).slice(-shown).reverse().map(postedIn),
  keep: async ({ to, text }) => {
    const letter: Posted = { kind: 'letter', id: randomIds.id(), at: systemClock.now(), to: [to], text };
    await appendFile(file, `${JSON.stringify(letter)}\n`, { mode: 0o600 });
  },
});
