/** What listens and keeps: the table engine, the queue engine, the answers to other AWS calls, the HTTP API. Started together, since each takes its time. */
import { join } from 'node:path';
import { type OpenAwsEndpoint, openAwsEndpoint } from './aws-endpoint.ts';
import { type AwsJson, awsJson } from './aws-json.ts';
import type { Closing } from './closing.ts';
import { startDynoxide } from './dynoxide.ts';
import { type HttpApi, openHttpApi } from './http-api.ts';
import type { Place } from './place.ts';
import type { QueueEngine } from './queues.ts';
import { indexStream, type StreamIndex } from './stream-index.ts';

export type Engines = {
  tables: { endpoint: string; call: AwsJson /** Only of the engine that the hub itself runs. */; index: StreamIndex | undefined };
  queues: QueueEngine;
  aws: OpenAwsEndpoint;
  http: HttpApi;
};
type Options = {
  port: number;
  folder: string;
  /** Queues outlive the process. */
  kept: boolean;
  place: Place;
  /** A table engine that the user runs. */
  dynamodbEndpoint?: string | undefined;
  visibilitySeconds?: number | undefined;
  closing: Closing;
  log(line: string): void;
  died(why: string): void;
};

const openTables = async ({ folder, place, dynamodbEndpoint, closing, died }: Options): Promise<Engines['tables']> => {
  const file = join(folder, 'tables.db');
  const engine = dynamodbEndpoint === undefined ? await startDynoxide(file, died) : undefined;
  if (engine) closing.add(engine.stop);
  const endpoint = engine?.endpoint ?? dynamodbEndpoint ?? '';
  const client = awsJson(endpoint, 'dynamodb', place, 'HUB');
  closing.add(client.close);
  const index = engine && indexStream(file);
  if (index) closing.add(index.close);
  return { endpoint, call: client.call, index };
};

const openQueues = async ({ folder, kept, place, visibilitySeconds, closing }: Options): Promise<QueueEngine> => {
  // A third of the start is the loading of this engine.
  const { startQueues } = await import('./queues.ts');
  const queues = await startQueues({ place, ...(kept && { folder }), ...(visibilitySeconds !== undefined && { visibilitySeconds }) });
  closing.add(queues.stop);
  return queues;
};

export const startEngines = async (options: Options): Promise<Engines> => {
  const { port, closing, log } = options;
  const http = await openHttpApi(port, log);
  closing.add(http.stop);
  const started = await Promise.allSettled([openTables(options), openQueues(options), openAwsEndpoint(log)]);
  const [tables, queues, aws] = started;
  if (aws.status === 'fulfilled') closing.add(aws.value.stop);
  if (tables.status === 'fulfilled' && queues.status === 'fulfilled' && aws.status === 'fulfilled') {
    return { http, tables: tables.value, queues: queues.value, aws: aws.value };
  }
  throw started.find((one) => one.status === 'rejected')?.reason;
};
