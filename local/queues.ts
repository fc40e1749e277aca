/** The SQS-compatible engine, in this process. */
import { channel } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startFauxqs } from 'fauxqs';
import { type AwsJson, awsJson } from './aws-json.ts';
import type { Place } from './place.ts';
import type { HubQueue } from './stack.ts';

export type QueueEngine = {
  endpoint: string;
  /** A queue of an earlier run keeps its messages and takes on what the template now says. */
  make(queue: HubQueue): Promise<void>;
  call: AwsJson;
  urlOf(name: string): string;
  send(queue: string, body: string): void;
  /** How many messages are waiting, hidden after a receive, or delayed. */
  count(queue: string): { ready: number; inFlight: number; delayed: number };
  stop(): Promise<void>;
};
/** `folder`: messages outlive the process only with one. `visibilitySeconds`: instead of each queue's own, for tests that cannot wait. */
type Options = { place: Place; folder?: string; visibilitySeconds?: number };

const sqs = (operation: string) => `AmazonSQS.${operation}`;

/** Whoever had received them died with the hub: nobody will finish them, or hide them for longer. */
const giveBack = (folder: string) => {
  const file = join(folder, 'fauxqs.db');
  if (!existsSync(file)) return;
  const db = new DatabaseSync(file);
  db.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  db.close();
};

/** The engine listens on every network interface and has no option for it; its web framework tells of each server before it listens. */
const onThisMachineOnly = async <Server>(start: () => Promise<Server>): Promise<Server> => {
  const made = channel('fastify.initialization');
  const tame = (message: unknown) => {
    const { fastify } = message as { fastify: { listen: (options: object) => Promise<string> } };
    const listen = fastify.listen.bind(fastify);
    fastify.listen = (options) => listen({ ...options, host: '127.0.0.1' });
  };
  made.subscribe(tame);
  try {
    return await start();
  } finally {
    made.unsubscribe(tame);
  }
};

/** As SQS wants them: every value a text. */
const attributesOf = (queue: HubQueue, visibilitySeconds?: number): Record<string, string> => {
  const { id: _, name: __, arn: ___, RedrivePolicy, FifoQueue, ...plain } = queue;
  const entries = Object.entries({ ...plain, ...(visibilitySeconds !== undefined && { VisibilityTimeout: visibilitySeconds }) });
  return {
    ...Object.fromEntries(entries.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)])),
    ...(FifoQueue && { FifoQueue: 'true' }),
    ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
  };
};

const makeQueue = async (call: AwsJson, queue: HubQueue, visibilitySeconds?: number) => {
  const { FifoQueue, ...Attributes } = attributesOf(queue, visibilitySeconds);
  try {
    await call(sqs('GetQueueUrl'), { QueueName: queue.name });
  } catch (error) {
    if (!(error instanceof Error && error.name.endsWith('QueueDoesNotExist'))) throw error;
    await call(sqs('CreateQueue'), { QueueName: queue.name, Attributes: { ...Attributes, ...(FifoQueue && { FifoQueue }) } });
    return;
  }
  await call(sqs('SetQueueAttributes'), { QueueUrl: `/${queue.name}`, Attributes });
};

export const startQueues = async ({ place, folder, visibilitySeconds }: Options): Promise<QueueEngine> => {
  if (folder !== undefined) giveBack(folder);
  const kept = folder !== undefined && { dataDir: folder };
  const server = await onThisMachineOnly(() => startFauxqs({ port: 0, logger: false, host: 'localhost', defaultRegion: place.region, ...kept }));
  if (!server.address.startsWith('http://127.0.0.1:')) throw new Error(`the queue engine listens on ${server.address}`);
  const client = awsJson(server.address, 'sqs', place, 'HUB');
  return {
    endpoint: server.address,
    make: (queue) => makeQueue(client.call, queue, visibilitySeconds),
    call: client.call,
    urlOf: (name) => `${server.address}/${place.account}/${name}`,
    send: (queue, body) => {
      server.sendMessage(queue, body);
    },
    count: (queue) => {
      const messages = server.inspectQueue(queue)?.messages;
      return { ready: messages?.ready.length ?? 0, inFlight: messages?.inflight.length ?? 0, delayed: messages?.delayed.length ?? 0 };
    },
    stop: async () => {
      client.close();
      await server.stop();
    },
  };
};
