/** What the functions log goes to a file in the hub's folder, so that the terminal stays readable; what somebody should look at is said there too. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

type HubLog = {
  line(text: string): void;
  /** From here on, and what was logged before. */
  keepIn(folder: string): string;
};

/** The folder may lie in memory: one file of this many bytes and the one before it are kept. */
const atMost = 8 * 1024 * 1024;

/** `[api] {"event":"refused",…}`: a function at its work. */
const isRoutine = (text: string) => /^\[[\w-]+\] \{"event":"/.test(text) && !/"event":"(fault|[\w-]*failed)"/.test(text);

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

export const hubLog = (complain: (line: string) => void): HubLog => {
  const early: string[] = [];
  let file: string | undefined;
  let size = 0;
  const write = (to: string, text: string) => {
    const line = `${new Date().toISOString()} ${text}\n`;
    if (size + line.length > atMost) {
      renameSync(to, `${to}.1`);
      size = 0;
    }
    appendFileSync(to, line, { mode: 0o600 });
    size += line.length;
  };
  return {
    line: (text) => {
      if (file === undefined) early.push(text);
      else write(file, text);
      if (!isRoutine(text)) complain(text);
    },
    keepIn: (folder) => {
      const path = join(folder, 'hub.log');
      file = path;
      size = sizeOf(path);
      write(path, 'Links Hub started');
      for (const text of early.splice(0)) write(path, text);
      return path;
    },
  };
};
