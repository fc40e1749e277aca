/** Where an onboarding file goes: the hub that runs on this machine, or a stack in the cloud (the latter was not run on AWS). */
import { userInfo } from 'node:os';
import { KMSClient } from '@aws-sdk/client-kms';
import type { OnboardingDeps } from '#directory/onboarding-store';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { randomIds } from '#platform/ids';
import { kmsSecrets } from '#platform/kms-secrets';
import type { Credentials } from '#platform/sigv4';
import { systemClock } from '#platform/time';
import type { Table } from '#platform/types';
import { callerArn, stackOutputs } from './aws-query.ts';
import { cannotStart } from './cannot-start.ts';
import type { Running } from './runtime-file.ts';

export type Place = Omit<OnboardingDeps, 'file'> & { name: string; allowLoopback: boolean; close(): void };
/** What is needed of a running hub. */
export type LocalHub = Pick<Running, 'url' | 'folder' | 'region' | 'endpoints' | 'tableNames' | 'outputs'>;

type Parts = { name: string; allowLoopback: boolean; who: string; table: Table; kms: KMSClient; keyId: string; close(): void };
const placeOf = ({ name, allowLoopback, who, table, kms, keyId, close }: Parts): Place => {
  const closeAll = () => {
    close();
    kms.destroy();
  };
  return { name, allowLoopback, who, table, secrets: kmsSecrets(keyId, kms), clock: systemClock, ids: randomIds, close: closeAll };
};
const named = (record: Record<string, string>, name: string, of: string): string => {
  const value = record[name];
  if (value === undefined) throw cannotStart(`${of} does not tell its ${name}: is it a Links Hub of this version?`);
  return value;
};

export const localPlace = ({ url, region, endpoints, tableNames, outputs }: LocalHub): Place => {
  const credentials: Credentials = { accessKeyId: 'ONBOARD', secretAccessKey: 'checked-by-nobody-here' };
  const client = dynamoClient({ region, endpoint: endpoints.dynamodb, credentials: () => credentials });
  const kms = new KMSClient({ region, endpoint: endpoints.kms, credentials });
  const table = dynamoTable(client, named(tableNames, 'access', url));
  const who = `os:${userInfo().username}`;
  return placeOf({ name: url, allowLoopback: true, who, table, kms, keyId: named(outputs, 'KeyId', url), close: () => client.destroy() });
};

/** Region and credentials as every AWS tool finds them: environment, profile, role. */
export const cloudPlace = async (stack: string): Promise<Place> => {
  const kms = new KMSClient({});
  const [region, credentials] = await Promise.all([kms.config.region(), kms.config.credentials()]);
  const access = { region, credentials };
  const [outputs, who] = await Promise.all([stackOutputs(stack, access), callerArn(access)]);
  const client = dynamoClient({ region, credentials: () => credentials });
  const table = dynamoTable(client, named(outputs, 'TableAccess', stack));
  return placeOf({ name: stack, allowLoopback: false, who, table, kms, keyId: named(outputs, 'KeyId', stack), close: () => client.destroy() });
};
