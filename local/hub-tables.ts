/** The tables and keys of a hub that runs on this machine, as its own functions have them: for what fills it from beside. */
import { KMSClient } from '@aws-sdk/client-kms';
import { type HubKeys, hubKeys } from '#identity/hub-keys';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { randomIds } from '#platform/ids';
import { kmsSecrets } from '#platform/kms-secrets';
import { systemClock } from '#platform/time';
import type { Table } from '#platform/types';
import type { LocalHub } from './onboarding-place.ts';

type HubTables = { referrals: Table; work: Table; access: Table; keys: HubKeys; close(): void };

export const hubTables = ({ region, endpoints, tableNames, outputs }: LocalHub): HubTables => {
  const credentials = { accessKeyId: 'BESIDE', secretAccessKey: 'checked-by-nobody-here' };
  const client = dynamoClient({ region, endpoint: endpoints.dynamodb, credentials: () => credentials });
  const kms = new KMSClient({ region, endpoint: endpoints.kms, credentials });
  const [referrals, work, access] = [tableNames.referrals ?? '', tableNames.work ?? '', tableNames.access ?? ''].map((name) => dynamoTable(client, name));
  if (!referrals || !work || !access) throw new Error('the hub does not tell its tables');
  const secrets = kmsSecrets(outputs.KeyId ?? '', kms);
  const close = () => {
    client.destroy();
    kms.destroy();
  };
  return { referrals, work, access, keys: hubKeys({ table: access, secrets, clock: systemClock, ids: randomIds }), close };
};
