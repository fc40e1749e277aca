/** Runs one function in a thread of its own: loads the entry once, then answers any number of invocations at a time. */
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** What the thread is started with: the entry's address, its handler, and where compiled code is kept. */
export type FunctionStart = { entry: string; exportName: string; compileCache: string };
export type Invocation = {
  id: number;
  /** JSON text. */
  event: string;
  /** Milliseconds since 1970. */
  deadline: number;
  context: { awsRequestId: string; functionName: string; functionVersion: string; invokedFunctionArn: string; memoryLimitInMB: string };
};
export type FunctionError = { errorType: string; errorMessage: string; trace?: string[] };
export type Answer = { loaded: true } | { loadError: FunctionError } | { id: number; payload: string } | { id: number; error: FunctionError };
const start: FunctionStart = workerData;
type Handler = (event: unknown, context: object) => unknown;

const told = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
    : { errorType: 'Error', errorMessage: String(error) };
const answer = (message: Answer) => parentPort?.postMessage(message);

const load = async (): Promise<Handler | undefined> => {
  enableCompileCache(start.compileCache);
  // Where it failed is told by its source.
  process.setSourceMapsEnabled(true);
  try {
    const module: Record<string, unknown> = await import(start.entry);
    const handler = module[start.exportName];
    if (typeof handler !== 'function') throw new Error(`${start.entry} exports no function ${start.exportName}`);
    answer({ loaded: true });
    return handler as Handler;
  } catch (error) {
    answer({ loadError: { ...told(error), errorType: 'Runtime.ImportModuleError' } });
    return undefined;
  }
};

const loading = load();

const run = async ({ id, event, deadline, context }: Invocation): Promise<void> => {
  const handler = await loading;
  if (!handler) return;
  try {
    const result = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis: () => deadline - Date.now() });
    answer({ id, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    answer({ id, error: told(error) });
  }
};

parentPort?.on('message', (invocation: Invocation) => void run(invocation));
