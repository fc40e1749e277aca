/** The whole hub on one machine: the synthesized stack with the same functions as in the cloud. Used by `npm start`, tests and the bench. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAliss } from './aliss/stand-in.ts';
import { type Closing, closing } from './closing.ts';
import { bundledCode } from './code.ts';
import { type Engines, startEngines } from './engines.ts';
import { openFolder } from './folder.ts';
import { notRun } from './not-run.ts';
import type { Outbox } from './outbox.ts';
import { thisMachine as place } from './place.ts';
import { type RunningStack, runStack } from './run-stack.ts';
import type { Running } from './runtime-file.ts';
import { type LocalIssuer, openLocalIssuer } from './sign-in/local-issuer.ts';
import { peopleIn } from './sign-in/people.ts';
import { type HubFunction, type HubStack, readStack } from './stack.ts';
import { hubStack, type StackSource, synthesize } from './synth.ts';

export type HubOptions = {
  /** 0 takes a free one. */
  port: number;
  /** Everything in it survives a restart and a killed process; without, all is gone at the end. */
  dataDir?: string | undefined;
  log?: (line: string) => void;
  /** Of the template; the hub itself fills `BaseUrl`, `AlissOrigin`, `OidcIssuer` and `OidcClient`. */
  parameters?: Record<string, string>;
  /** Another stack than the hub's. */
  stack?: StackSource;
  /** A table engine that the user runs. */
  dynamodbEndpoint?: string | undefined;
  /** How long a received message stays hidden, instead of each queue's own; for tests that cannot wait minutes. */
  visibilitySeconds?: number;
  /** False: each function is loaded when it is first called, and no other. */
  warm?: boolean;
  /** Gives the functions other addresses of the engines: for tests that stand between. */
  between?: (endpoints: Running['endpoints']) => Promise<Running['endpoints']>;
  /** The table engine ended by itself: nothing works from here. */
  died?: (why: string) => void;
};
export type Hub = Omit<Running, 'pid'> & {
  port: number;
  outbox: Outbox;
  /** What the template holds and this machine does not do. */
  notRun: string[];
  /** By the name of its file: `relay` for functions/relay.ts. */
  functionName(name: string): string;
  /** Ends the function's thread wherever it stands; false when it was not running. */
  killWorker(name: string): Promise<boolean>;
  /** Runs the function's schedules now. */
  runSchedule(name: string): Promise<void>;
  /** Removes expired items and read stream records now, as happens each minute. */
  tidy(): Promise<{ expired: number; trimmed: number }>;
  /** What lies in each queue, by queue name. */
  waiting(): Record<string, ReturnType<Engines['queues']['count']>>;
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/links-hub');

const endpointsOf = ({ tables, queues, aws }: Engines): Running['endpoints'] => ({
  dynamodb: tables.endpoint,
  sqs: queues.endpoint,
  kms: aws.url,
  ses: aws.url,
  sms: aws.url,
  lambda: aws.url,
});

/** The stack tells its tables' names as outputs: `TableReferrals`. */
const tableNamesOf = ({ outputs }: HubStack): Record<string, string> =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('Table'))
      .map(([name, value]) => [name.slice('Table'.length).toLowerCase(), value]),
  );

const named = ({ functions }: HubStack, name: string): HubFunction => {
  const one = functions.find(({ entry }) => entry.endsWith(`/${name}.ts`));
  if (!one) throw new Error(`the stack has no function ${name}`);
  return one;
};

/** Where people sign in; another stack than the hub's has no people. */
const issuerFor = async (url: string, { stack, log = () => undefined }: HubOptions, closing: Closing): Promise<LocalIssuer | undefined> => {
  if (stack) return undefined;
  const issuer = await openLocalIssuer({ hubUrl: url, log });
  closing.add(issuer.stop);
  return issuer;
};

/** Another stack than the hub's runs from its sources. */
const codeFor = (stack: HubStack, options: HubOptions): Promise<(entry: string) => string> => {
  const entries = stack.functions.map(({ entry }) => entry).sort();
  return options.stack ? Promise.resolve((entry) => join(root, entry)) : bundledCode(root, entries, cache);
};

type Open = { stack: HubStack; engines: Engines; closing: Closing };
const handlesOf = ({ stack, engines, closing }: Open, { functions, schedules, housekeeping, outbox }: RunningStack) => ({
  outbox,
  functionName: (name: string) => named(stack, name).name,
  killWorker: (name: string) => functions.kill(named(stack, name).id),
  runSchedule: async (name: string) => {
    const own = stack.schedules.filter(({ functionId }) => functionId === named(stack, name).id);
    await Promise.all(own.map(({ id }) => schedules.run(id)));
  },
  tidy: housekeeping.run,
  waiting: () => Object.fromEntries(stack.queues.map((queue) => [queue.name, engines.queues.count(queue.name)])),
  stop: closing.close,
});

const open = async (options: HubOptions, folder: string, closing: Closing): Promise<Hub> => {
  const { port: wanted, log = () => undefined, died = log, dynamodbEndpoint, visibilitySeconds, warm = true } = options;
  const kept = options.dataDir !== undefined;
  const starting = startEngines({ port: wanted, folder, kept, place, dynamodbEndpoint, visibilitySeconds, closing, log, died });
  // Both to their end, whatever becomes of the other: what started late would not be stopped.
  const [started, synthesized] = await Promise.allSettled([starting, synthesize(root, options.stack ?? hubStack, cache)]);
  if (started.status === 'rejected') throw started.reason;
  if (synthesized.status === 'rejected') throw synthesized.reason;
  const engines = started.value;
  const { port } = engines.http;
  const url = `http://127.0.0.1:${port}`;
  const endpoints = endpointsOf(engines);
  const seen = (await options.between?.(endpoints)) ?? endpoints;
  const origins = { api: url, queues: seen.sqs };
  const issuer = await issuerFor(url, options, closing);
  const aliss = options.stack ? undefined : await startAliss();
  if (aliss) closing.add(aliss.stop);
  const filled = {
    BaseUrl: url,
    ...(issuer && { OidcIssuer: issuer.url, OidcClient: issuer.client }),
    ...(aliss && { AlissOrigin: aliss.url }),
    ...options.parameters,
  };
  const stack = readStack(synthesized.value, place, origins, filled);
  const codeOf = await codeFor(stack, options);
  const running = await runStack({ stack, engines, endpoints: seen, folder, codeOf, cache, place, warm, closing, log });
  issuer?.serve(() => peopleIn(engines.tables.call, tableNamesOf(stack).access ?? ''));
  const told = { url, port, folder, region: place.region, endpoints, tableNames: tableNamesOf(stack), outputs: stack.outputs };
  return { ...told, notRun: notRun(synthesized.value.template), ...handlesOf({ stack, engines, closing }, running) };
};

/** Resolves when every route answers. Rejects with a message for the person who starts it where they can mend the reason. */
export const startHub = async (options: HubOptions): Promise<Hub> => {
  const folder = openFolder(options.dataDir);
  const stops = closing();
  stops.add(folder.release);
  try {
    return await open(options, folder.path, stops);
  } catch (error) {
    await stops.close();
    throw error;
  }
};
