/** Connects the stack's event sources: streams and queues to functions. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engines } from './engines.ts';
import type { Functions } from './functions.ts';
import { streamMark } from './housekeeping.ts';
import type { Marks } from './marks.ts';
import type { Nudge } from './nudge.ts';
import type { Place } from './place.ts';
import { pollQueue } from './queue-poller.ts';
import type { HubSource, HubStack } from './stack.ts';
import { type Poller, pollStream } from './stream-poller.ts';

type Options = {
  stack: HubStack;
  engines: Engines;
  functions: Functions;
  marks: Marks;
  place: Place;
  nudge: Nudge;
  sendTo(queueArn: string, body: string): void;
  now(): number;
  log(line: string): void;
};

/** Puts a message on a queue of the stack, by ARN; what leads elsewhere is not run here. */
export const sender =
  ({ queues }: HubStack, engine: Engines['queues']) =>
  (queueArn: string, body: string): void => {
    const queue = queues.find(({ arn }) => arn === queueArn);
    if (queue) engine.send(queue.name, body);
  };

const start = async (options: Options, source: HubSource): Promise<Poller> => {
  const { stack, engines, functions, marks, place, nudge, sendTo, now, log } = options;
  const receiver = stack.functions.find(({ id }) => id === source.functionId);
  if (!receiver) throw new Error(`the source ${source.id} leads nowhere`);
  const shared = { source, region: place.region, invoke: (event: string) => functions.invoke(source.functionId, event), now, log };
  if (source.from === 'queue') return pollQueue({ ...shared, call: engines.queues.call, queueUrl: engines.queues.urlOf(source.source) });
  const name = streamMark(source.id);
  const mark = { load: () => marks.get(name), save: (doneTo: string | undefined) => doneTo !== undefined && marks.set(name, doneTo) };
  return pollStream({ ...shared, call: engines.tables.call, receiver, sendTo, mark, nudge, pause: sleep, busy: () => functions.running() > 0 });
};

export const startSources = async (options: Options): Promise<Poller> => {
  const pollers = await Promise.all(options.stack.sources.map((source) => start(options, source)));
  return {
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
    },
  };
};
