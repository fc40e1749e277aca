/** Runs one tool under this Node.js and keeps what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** `output` as it was said, `text` without colours. */
export type Ended = { code: number; output: string; text: string };

const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined };

/** A step that hangs is a failure, not an endless run. */
const atMost = 20 * 60_000;
const running = new Set<ChildProcess>();

/** `heard` gets every chunk as it comes. A tool that a signal ended has code 1 and says so. */
export const runTool = (args: string[], heard: (chunk: string) => void = () => {}): Promise<Ended> =>
  new Promise((settle, fail) => {
    let output = '';
    const child = spawn(process.execPath, args, { env: { ...process.env, ...colours }, stdio: ['ignore', 'pipe', 'pipe'], timeout: atMost });
    running.add(child);
    const keep = (chunk: Buffer) => {
      output += chunk;
      heard(stripVTControlCharacters(String(chunk)));
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', fail);
    child.once('close', (code, signal) => {
      running.delete(child);
      const said = signal ? `${output}\nended by ${signal}\n` : output;
      settle({ code: code ?? 1, output: said, text: stripVTControlCharacters(said) });
    });
  });

export const endChildren = (): void => {
  for (const child of running) child.kill('SIGTERM');
};
