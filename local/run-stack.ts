/** Brings the stack to life on engines that run: tables and queues are made, functions answer, sources and schedules drive them. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Closing } from './closing.ts';
import type { Engines } from './engines.ts';
import { eventBus } from './event-bus.ts';
import { type Functions, startFunctions } from './functions.ts';
import { type Housekeeping, startHousekeeping } from './housekeeping.ts';
import { openKms } from './kms.ts';
import { newsOf } from './mail-news.ts';
import { openMarks } from './marks.ts';
import { type Nudge, nudge } from './nudge.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { Place } from './place.ts';
import type { Running } from './runtime-file.ts';
import { type Schedules, startSchedules } from './schedules.ts';
import { sender, startSources } from './sources.ts';
import type { HubFunction, HubStack } from './stack.ts';
import { makeTable } from './tables.ts';
import { unattended } from './unattended.ts';

type Options = {
  stack: HubStack;
  engines: Engines;
  endpoints: Running['endpoints'];
  folder: string;
  codeOf(entry: string): string;
  cache: string;
  place: Place;
  /** Load what callers reach before they call. */
  warm: boolean;
  closing: Closing;
  log(line: string): void;
};
export type RunningStack = { functions: Functions; schedules: Schedules; housekeeping: Housekeeping; outbox: Outbox };

/** What still runs when the hub is asked to stop may finish within this. */
const graceMs = 3000;
const now = () => Date.now();
const outboxOf = (folder: string) => join(folder, 'outbox.jsonl');

const serviceEnvironment =
  ({ endpoints, place, folder }: Options) =>
  ({ id, name, memoryMb }: HubFunction): Record<string, string> => ({
    AWS_REGION: place.region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    // Letters and digits alone: DynamoDB Local refuses others. Who calls can be told by it.
    AWS_ACCESS_KEY_ID: `FN${id}`,
    AWS_SECRET_ACCESS_KEY: 'checked-by-nobody-here',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_KMS: endpoints.kms,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: endpoints.sms,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    // The one thing that Lambda does not add: by it a function knows that it runs on a machine that sends nothing.
    OUTBOX_FILE: outboxOf(folder),
  });

const furnish = async ({ stack, engines: { tables, queues } }: Options): Promise<void> => {
  await Promise.all([...stack.tables.map((table) => makeTable(tables.call, table)), ...stack.queues.map((queue) => queues.make(queue))]);
};

const runFunctions = (options: Options, streams: Nudge): Functions => {
  const { stack, codeOf, cache, closing, log } = options;
  const given = { codeOf, compileCache: join(cache, 'compile'), serviceEnvironment: serviceEnvironment(options), log, finished: streams.poke };
  const functions = startFunctions({ functions: stack.functions, ...given });
  closing.add(functions.stop);
  return functions;
};

const drive = async (options: Options, functions: Functions, streams: Nudge): Promise<RunningStack> => {
  const { stack, engines, folder, place, closing, log } = options;
  const marks = openMarks(join(folder, 'marks.json'));
  closing.add(marks.close);
  const sendTo = sender(stack, engines.queues);
  const invoke = unattended({ functions, settings: stack.unattended, sendTo, log });
  closing.add(invoke.stop);
  const bus = eventBus(stack.rules, invoke);
  const outbox = openOutbox(outboxOf(folder), now, (mail) => newsOf(mail, place).forEach(bus));
  engines.aws.serve({ kms: openKms(stack.keys, join(folder, 'master.key')), outbox, functions, known: stack.functions, unattended: invoke });
  const sources = await startSources({ stack, engines, functions, marks, place, nudge: streams, sendTo, now, log });
  // Added last, so stopped first: no new work, and what runs may end before its thread is ended.
  closing.add(() => Promise.race([sources.stop(), sleep(graceMs)]));
  const schedules = startSchedules({ schedules: stack.schedules, invoke, marks, place, now });
  closing.add(schedules.stop);
  const housekeeping = startHousekeeping({ stack, tables: engines.tables, marks, now, log });
  closing.add(housekeeping.stop);
  return { functions, schedules, housekeeping, outbox };
};

export const runStack = async (options: Options): Promise<RunningStack> => {
  const { stack, engines, place } = options;
  await furnish(options);
  const streams = nudge();
  const functions = runFunctions(options, streams);
  const running = await drive(options, functions, streams);
  engines.http.serve(stack.routes, { functions, place, now });
  // Before all else callers are turned away: nobody is answered by half a hub.
  options.closing.add(engines.http.stop);
  // The first call should not wait for the function to load.
  if (options.warm) for (const { functionId } of stack.routes) functions.warm(functionId);
  return running;
};
