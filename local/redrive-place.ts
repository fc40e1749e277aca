/** Where lanes are opened again: in the hub that runs on this machine, or in a stack in the cloud (the latter was not run on AWS). */
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import type { RedrivePorts } from '#delivery/ports';
import { directoryStore } from '#directory/directory-store';
import { type DynamoSettings, dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { sqsQueue } from '#platform/sqs-queue';
import { systemClock } from '#platform/time';
import { stackOutputs } from './aws-query.ts';
import { cannotStart } from './cannot-start.ts';
import type { LocalHub } from './onboarding-place.ts';

type Lanes = RedrivePorts & { close(): void };
type Parts = { dynamo: DynamoSettings; sqs: SQSClientConfig; outputs: Record<string, string>; of: string };

const lanesOf = ({ dynamo, sqs, outputs, of }: Parts): Lanes => {
  const told = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw cannotStart(`${of} does not tell its ${name}: is it a Links Hub of this version?`);
    return value;
  };
  const [client, queues] = [dynamoClient(dynamo), new SQSClient(sqs)];
  const directory = directoryStore(dynamoTable(client, told('TableAccess')));
  return {
    work: dynamoTable(client, told('TableWork')),
    deliverQueue: sqsQueue(queues, told('QueueDeliver')),
    clock: systemClock,
    endpoint: directory.endpoint,
    organisation: directory.organisation,
    close: () => {
      client.destroy();
      queues.destroy();
    },
  };
};

export const localLanes = ({ url, region, endpoints, outputs }: LocalHub): Lanes => {
  const credentials = { accessKeyId: 'REDRIVE', secretAccessKey: 'checked-by-nobody-here' };
  const dynamo = { region, endpoint: endpoints.dynamodb, credentials: () => credentials };
  return lanesOf({ dynamo, sqs: { region, endpoint: endpoints.sqs, credentials }, outputs, of: url });
};

/** Region and credentials as every AWS tool finds them: environment, profile, role. */
export const cloudLanes = async (stack: string): Promise<Lanes> => {
  const { config } = new SQSClient({});
  const [region, credentials] = await Promise.all([config.region(), config.credentials()]);
  const outputs = await stackOutputs(stack, { region, credentials });
  return lanesOf({ dynamo: { region, credentials: () => credentials }, sqs: { region, credentials }, outputs, of: stack });
};
