/** One thread that runs one function: its invocations, their timeouts, its end. */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Answer, FunctionError, FunctionStart, Invocation } from './function-worker.ts';
import type { HubFunction } from './stack.ts';

type Settled = { payload: string } | { error: FunctionError };
export type Thread = {
  /** `event` is JSON text; never rejects. */
  run(event: string, requestId: string): Promise<Settled>;
  /** Settles whatever runs with this error and ends the thread, also in the midst of a loop without end. */
  end(error: FunctionError): Promise<void>;
};
type Options = {
  /** Its file. */
  code: string;
  compileCache: string;
  environment: Record<string, string>;
  log(line: string): void;
  /** Called at once when the thread takes no further invocation. */
  gone(): void;
};
/** `hand`: gives the invocation to the thread; its time runs from there. */
type Pending = { settle(answer: Settled): void; hand(): void };
type State = { one: HubFunction; worker: Worker; pending: Map<number, Pending>; loaded: boolean; last: number; gone(): void };

/** As in AWS, loading has a limit of its own, apart from the function's timeout. */
const loadLimitMs = 10_000;

export const crashed: FunctionError = { errorType: 'Runtime.ExitError', errorMessage: 'The function ended before it answered.' };
const timedOut = (ms: number): FunctionError => ({ errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${(ms / 1000).toFixed(2)} seconds` });

const end = async ({ worker, pending, gone }: State, error: FunctionError): Promise<void> => {
  gone();
  for (const waiting of [...pending.values()]) waiting.settle({ error });
  await worker.terminate();
};

const listen = (state: State, log: (line: string) => void) => {
  const { worker, pending } = state;
  worker.on('message', (answer: Answer) => {
    if ('loaded' in answer) {
      state.loaded = true;
      for (const one of pending.values()) one.hand();
    } else if ('loadError' in answer) {
      log(`did not load: ${answer.loadError.errorMessage}`);
      void end(state, answer.loadError);
    } else pending.get(answer.id)?.settle('error' in answer ? { error: answer.error } : { payload: answer.payload });
  });
  worker.on('error', (error) => {
    log(`crashed: ${error instanceof Error ? error.stack : error}`);
    void end(state, crashed);
  });
  worker.on('exit', () => void end(state, crashed));
  for (const stream of [worker.stdout, worker.stderr]) createInterface({ input: stream }).on('line', log);
};

const invocation = ({ one }: State, id: number, event: string, awsRequestId: string): Invocation => {
  const fixed = { functionName: one.name, functionVersion: '$LATEST', invokedFunctionArn: one.arn, memoryLimitInMB: String(one.memoryMb) };
  return { id, event, deadline: Date.now() + one.timeoutMs, context: { awsRequestId, ...fixed } };
};

const run = (state: State, event: string, requestId: string): Promise<Settled> =>
  new Promise((resolve) => {
    state.last += 1;
    const id = state.last;
    const settle = (answer: Settled) => {
      clearTimeout(timer);
      state.pending.delete(id);
      resolve(answer);
    };
    // Only the end of the thread stops its code; what else runs in it fails as if it had crashed.
    const limit = (ms: number) =>
      setTimeout(() => {
        settle({ error: timedOut(ms) });
        void end(state, crashed);
      }, ms);
    let timer = limit(loadLimitMs);
    const hand = () => {
      clearTimeout(timer);
      timer = limit(state.one.timeoutMs);
      state.worker.postMessage(invocation(state, id, event, requestId));
    };
    state.pending.set(id, { settle, hand });
    if (state.loaded) hand();
  });

/** Megabytes. On a machine with much memory V8 puts garbage off; held to this it takes a third, at the same speed. */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

export const startThread = (one: HubFunction, { code, compileCache, environment, log, gone }: Options): Thread => {
  const worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
    env: environment,
    workerData: { entry: pathToFileURL(code).href, exportName: one.exportName, compileCache } satisfies FunctionStart,
    stdout: true,
    stderr: true,
    name: one.name,
    resourceLimits,
  });
  const state: State = { one, worker, pending: new Map(), loaded: false, last: 0, gone };
  listen(state, log);
  return { run: (event, requestId) => run(state, event, requestId), end: (error) => end(state, error) };
};
