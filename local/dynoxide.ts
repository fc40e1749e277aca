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

const ready = async (child: ChildProcess, port: number, said: () => string): Promise<void> => {
  for (let waited = 0; waited < giveUpAfterMs; waited += 5) {
    if (child.exitCode !== null) throw new Error(`the table engine ended at its start: ${said()}`);
    if (await listens(port)) return;
    await sleep(5);
  }
  throw new Error(`the table engine does not answer: ${said()}`);
};

/** `died` is called when the engine ends without being asked to. */
export const startDynoxide = async (file: string, died: (why: string) => void): Promise<TableEngine> => {
  const path = binary();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  // A group of its own: Ctrl-C in the terminal must reach the hub first, which still writes.
  const child = spawn('/bin/sh', ['-c', tied, 'sh', path, '--port', String(port), '--db-path', file], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  const hear = (data: Buffer) => {
    said = `${said}${data}`.slice(-2000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exited = once(child, 'exit');
  await ready(child, port, () => said);
  let stopping = false;
  void exited.then(() => stopping || died(said));
  const stop = async () => {
    stopping = true;
    child.stdin.end();
    await exited;
  };
  return { endpoint, pid: child.pid, stop };
};
