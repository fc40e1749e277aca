/** The DynamoDB-compatible engine: a binary that listens on 127.0.0.1 and keeps its tables in one file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotStart } from './cannot-start.ts';

export type TableEngine = { endpoint: string; pid: number | undefined; stop(): Promise<void> };
type Started = { child: ChildProcess; port: number; said(): string };

/** The stream index relies on the private schema of this version; another one needs that looked at again. */
const testedVersion = '1.2.1';
const giveUpAfterMs = 10_000;

/** The shell ends the engine when its input ends, which happens however this process dies: Node cannot ask the kernel for that. */
const tied =
  'exec 3<&0; "$@" </dev/null 3<&- & engine=$!; { read -r _ <&3; kill "$engine"; } >/dev/null 2>&1 & watch=$!; wait "$engine"; code=$?; kill "$watch"; exit "$code"';

const binary = (): string => {
  const require = createRequire(import.meta.url);
  const advice = 'Run DynamoDB Local (with -sharedDb) and set AWS_ENDPOINT_URL_DYNAMODB to its address.';
  try {
    const manifest = require.resolve('@dynoxide/linux-x64/package.json');
    const { version }: { version: string } = require(manifest);
    const path = join(dirname(manifest), 'dynoxide');
    if (version !== testedVersion) throw cannotStart(`The table engine is version ${version}; the hub is tested with ${testedVersion}. Run npm ci.`);
    if (existsSync(path)) return path;
  } catch (error) {
    if (error instanceof Error && error.name === 'CannotStart') throw error;
  }
  throw cannotStart(`The table engine is not installed for ${process.platform}-${process.arch}. ${advice}`);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
};

const listens = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** Another process may take the port first, and would answer in the engine's place: only what the engine itself says counts. */
const ready = async ({ child, port, said }: Started): Promise<'ready' | 'ended'> => {
  for (let waited = 0; waited < giveUpAfterMs; waited += 5) {
    if (child.exitCode !== null) return 'ended';
    if (said().includes(`listening on http://127.0.0.1:${port}`) && (await listens(port))) return 'ready';
    await sleep(5);
  }
  throw new Error(`the table engine does not answer: ${said()}`);
};

const spawned = async (path: string, file: string): Promise<Started> => {
  const port = await freePort();
  // A group of its own: Ctrl-C in the terminal must reach the hub first, which still writes.
  const child = spawn('/bin/sh', ['-c', tied, 'sh', path, '--port', String(port), '--db-path', file], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  const hear = (data: Buffer) => {
    said = `${said}${data}`.slice(-2000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return { child, port, said: () => said };
};

const running = async (path: string, file: string, triesLeft: number): Promise<Started> => {
  const started = await spawned(path, file);
  if ((await ready(started)) === 'ready') return started;
  if (triesLeft > 0 && started.said().includes('already in use')) return running(path, file, triesLeft - 1);
  throw new Error(`the table engine ended at its start: ${started.said()}`);
};

/** `died` is called when the engine ends without being asked to. */
export const startDynoxide = async (file: string, died: (why: string) => void): Promise<TableEngine> => {
  const { child, port, said } = await running(binary(), file, 5);
  const exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
  let stopping = false;
  void exited.then(() => stopping || died(said()));
  const stop = async () => {
    stopping = true;
    child.stdin?.end();
    await exited;
  };
  return { endpoint: `http://127.0.0.1:${port}`, pid: child.pid, stop };
};
