/** How far the engine has come, kept in the hub's folder: where each stream is read on, when each schedule last ran. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';

export type Marks = { get(name: string): string | undefined; set(name: string, value: string): void /** Writes what is not written yet. */; close(): void };

const shape = z.record(z.string(), z.string());
/** A mark that is a little old costs a repetition, which every consumer must bear anyway. */
const writeAfterMs = 50;

const kept = (file: string): Record<string, string> => {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
};

export const openMarks = (file: string): Marks => {
  const marks = kept(file);
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const write = () => {
    timer = undefined;
    writeFileSync(`${file}.new`, JSON.stringify(marks), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    get: (name) => marks[name],
    set: (name, value) => {
      marks[name] = value;
      if (!closed) timer ??= setTimeout(write, writeAfterMs);
    },
    close: () => {
      closed = true;
      if (!timer) return;
      clearTimeout(timer);
      write();
    },
  };
};
