/** `npm start` as a newcomer types it: through npm, on a free port, with nothing of this process's own node_modules. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

export type StartedHub = {
  port: string;
  url: string;
  /** All that it said so far, on both streams. */
  said(): string;
  /** Ends it as Ctrl-C does, and waits until it is gone. */
  end(): Promise<void>;
};

/** Milliseconds. */
const [patience, look] = [240_000, 50];

const freePort = (): Promise<string> =>
  new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(String(typeof address === 'object' && address ? address.port : 0)));
    });
  });

const until = async (happened: () => boolean, what: () => string): Promise<void> => {
  for (const end = Date.now() + patience; !happened(); await new Promise((soon) => setTimeout(soon, look))) {
    if (Date.now() > end) throw new Error(`npm start: waited in vain for ${what()}`);
  }
};

const interrupted = async (child: ChildProcess, ended: Promise<unknown>) => {
  // The whole group, as a terminal does.
  if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGINT');
  await ended;
};

/** Resolves when the demo is over and the hub says how to go on. */
export const startedHub = async (...args: string[]): Promise<StartedHub> => {
  const port = await freePort();
  const child = spawn('npm', ['start', '--', '--port', port, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = new Promise((end) => child.once('close', end));
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const end = () => interrupted(child, ended);
  await until(
    () => /Ctrl-C/.test(said) || child.exitCode !== null,
    () => `its last line. It said:\n${said}`,
  ).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return { port, url: `http://127.0.0.1:${port}`, said: () => said, end };
};
