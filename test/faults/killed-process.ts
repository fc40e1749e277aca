/** The hub as processes of its own, and their sudden end: all of them at once, by the kernel. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Running } from '#local/runtime-file';
import { until } from './until.ts';

/** A client that asks again and again for a hub that is away could be given the hub's port as its own, were it among those that clients get. */
const belowClients = { from: 20_000, to: 30_000 };
const isFree = (port: number) =>
  new Promise<boolean>((done) => {
    const server = createServer()
      .once('error', () => done(false))
      .listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
export const freePort = async (): Promise<number> => {
  let port = belowClients.from + (process.pid % (belowClients.to - belowClients.from));
  while (!(await isFree(port))) port += 1;
  return port;
};

/** A child hangs on the thread that made it. */
const childrenOf = (pid: number): number[] => {
  const direct = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  return direct.map(Number).flatMap((child) => [child, ...childrenOf(child)]);
};
const runs = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

export type StartedHub = { running: Running /** How many processes were killed. */; kill(): Promise<number> };

const killTree = async (child: ChildProcess): Promise<number> => {
  const tree = [child.pid ?? 0, ...childrenOf(child.pid ?? 0)];
  const exited = once(child, 'exit');
  for (const pid of tree) process.kill(pid, 'SIGKILL');
  // Only then have its last threads let go of what they held.
  await exited;
  await until('all processes of the hub are gone', () => !tree.some(runs));
  return tree.length;
};

/** Without the demo, which would have its own servers listen in place of the test's. */
export const startProcess = async (port: number, folder: string): Promise<StartedHub> => {
  const entry = fileURLToPath(new URL('./hub-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, String(port), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = once(createInterface({ input: child.stdout }), 'line');
  const [told] = await Promise.race([line, once(child, 'exit').then(() => ['the hub did not start'])]);
  return { running: JSON.parse(String(told)), kill: () => killTree(child) };
};
