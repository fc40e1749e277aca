/** A hub as `npm start` runs it, in processes of its own, so that measuring it costs it nothing but the machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type DemoName, demoCastIn, demoScope } from '#local/demo-cast';
import { accessToken } from '#local/demo-token';
import { findRunning, type Running } from '#local/runtime-file';

const launcher = fileURLToPath(new URL('../local/launch.mjs', import.meta.url));

const freePort = (): Promise<number> =>
  new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address ? address.port : 0));
    });
  });

export type BenchHub = {
  pid: number;
  running: Running;
  /** Milliseconds from the process's start to the line that says it is ready. */
  readyAfter: number;
  token(name: DemoName): Promise<string>;
  stop(): Promise<void>;
};

const saidReady = (child: ChildProcess): Promise<void> =>
  new Promise((ready, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (/is ready at/.test(said)) ready();
    });
    child.once('exit', () => reject(new Error(`the hub ended before it was ready: ${said}`)));
  });

/** The demo clients come just after the hub is ready: asked for a token, this waits for them. */
const tokens = (running: Running) => async (name: DemoName) => {
  for (let look = 0; ; look += 1) {
    const cast = demoCastIn(running.folder);
    const token = cast && (await accessToken(running.url, cast.clients[name], demoScope(name)).catch(() => undefined));
    if (token) return token;
    if (look > 100) throw new Error(`the hub gives ${name} no token`);
    await new Promise((soon) => setTimeout(soon, 50));
  }
};

/** Resolves once the demo clients are there too. */
export const benchHub = async (): Promise<BenchHub> => {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [launcher, 'start', '--port', String(port), '--no-demo'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await saidReady(child);
  const readyAfter = performance.now() - started;
  const running = findRunning(port);
  if (!running || !child.pid) throw new Error('the hub runs and cannot be found');
  const token = tokens(running);
  await token('manager');
  const stop = async () => {
    const ended = new Promise((end) => child.once('exit', end));
    child.kill('SIGTERM');
    await ended;
  };
  return { pid: child.pid, running, readyAfter, token, stop };
};

/** Several at once, where what is measured is how they differ. */
export const onHubs = async (count: number, measure: (hubs: BenchHub[]) => Promise<unknown>): Promise<void> => {
  const hubs: BenchHub[] = [];
  for (let n = 0; n < count; n += 1) hubs.push(await benchHub());
  await measure(hubs).finally(() => Promise.all(hubs.map((hub) => hub.stop())));
};
/** One of its own, so that no yardstick pays for what another left. */
export const onHub = (measure: (hub: BenchHub) => Promise<unknown>): Promise<void> => onHubs(1, ([hub]) => measure(hub as BenchHub));
