/** The stack's functions: one thread each, started on first use, with the environment that the template gives and nothing else. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { crashed, startThread, type Thread } from './function-thread.ts';
import type { FunctionError } from './function-worker.ts';
import type { HubFunction } from './stack.ts';

/** `payload`: JSON text. */
export type Invoked = { requestId: string } & ({ ok: true; payload: string } | { ok: false; error: FunctionError });
export type Functions = {
  /** Never rejects: what goes wrong in a function is its answer. `event` is JSON text. */
  invoke(functionId: string, event: string): Promise<Invoked>;
  /** Loads the function before it is needed. */
  warm(functionId: string): void;
  /** Ends the function's thread in the middle of whatever runs in it; all of that fails. False when none was running. */
  kill(functionId: string): Promise<boolean>;
  /** How many invocations are running. */
  running(): number;
  stop(): Promise<void>;
};
type Options = {
  functions: HubFunction[];
  /** Where the code of this entry lies. */
  codeOf(entry: string): string;
  compileCache: string;
  /** What the Lambda service itself adds to a function's environment. */
  serviceEnvironment(one: HubFunction): Record<string, string>;
  log(line: string): void;
  /** Called after each invocation: something may have been written. */
  finished(): void;
};
type Pool = Options & { threads: Map<string, Thread>; running: number; stopped: boolean };

const payloadLimit = 6 * 1024 * 1024;

const known = ({ functions }: Pool, functionId: string): HubFunction => {
  const one = functions.find(({ id }) => id === functionId);
  if (!one) throw new Error(`the stack has no function ${functionId}`);
  return one;
};

const threadOf = (pool: Pool, one: HubFunction): Thread => {
  const running = pool.threads.get(one.id);
  if (running) return running;
  const { codeOf, compileCache, serviceEnvironment, log, threads } = pool;
  const gone = () => {
    if (threads.get(one.id) === thread) threads.delete(one.id);
  };
  const environment = { ...one.environment, ...serviceEnvironment(one) };
  const thread = startThread(one, { code: codeOf(one.entry), compileCache, environment, gone, log: (line) => log(`[${basename(one.entry, '.ts')}] ${line}`) });
  threads.set(one.id, thread);
  return thread;
};

const invoke = async (pool: Pool, functionId: string, event: string): Promise<Invoked> => {
  const one = known(pool, functionId);
  const requestId = randomUUID();
  if (pool.stopped) return { requestId, ok: false, error: crashed };
  pool.running += 1;
  const answer = await threadOf(pool, one).run(event, requestId);
  pool.running -= 1;
  pool.finished();
  if ('error' in answer) return { requestId, ok: false, error: answer.error };
  if (Buffer.byteLength(answer.payload) <= payloadLimit) return { requestId, ok: true, payload: answer.payload };
  return { requestId, ok: false, error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'The answer is larger than 6 MB.' } };
};

export const startFunctions = (options: Options): Functions => {
  const pool: Pool = { ...options, threads: new Map(), running: 0, stopped: false };
  return {
    invoke: (functionId, event) => invoke(pool, functionId, event),
    warm: (functionId) => void threadOf(pool, known(pool, functionId)),
    kill: async (functionId) => {
      const thread = pool.threads.get(functionId);
      await thread?.end(crashed);
      return thread !== undefined;
    },
    running: () => pool.running,
    stop: async () => {
      pool.stopped = true;
      await Promise.all([...pool.threads.values()].map((thread) => thread.end(crashed)));
    },
  };
};
