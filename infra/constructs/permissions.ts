import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

type Conditions = Record<string, Record<string, string | string[]>>;
/** CDK's own grants are not used: they give more (Scan, `index/*`, `kms:ReEncrypt*`) than a function here needs. */
const allow = (actions: string[], resources: string[], conditions?: Conditions) =>
  new PolicyStatement({ actions, resources, ...(conditions && { conditions }) });

/** Transactions need no action of their own: they are judged by the actions of their parts. */
export type TableAction = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem' | 'BatchWriteItem' | 'BatchGetItem';

/** `rows`: patterns of the partition keys that may be touched; all when absent. */
export const onTable = (table: Table, actions: readonly TableAction[], rows?: readonly string[]) =>
  allow(
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
    rows && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...rows] } },
  );
export const onIndexes = (table: Table, indexes: readonly string[]) =>
  allow(
    ['dynamodb:Query'],
    indexes.map((index) => `${table.tableArn}/index/${index}`),
  );

/** What an event source mapping asks of the function's role. `ListStreams` knows no single stream. */
export const readsStream = (table: Table) => [
  allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [table.tableStreamArn ?? '']),
  allow(['dynamodb:ListStreams'], [`${table.tableArn}/stream/*`]),
];
export const sendsTo = (queues: readonly IQueue[]) =>
  allow(
    ['sqs:SendMessage'],
    queues.map((queue) => queue.queueArn),
  );
export const receivesFrom = (queues: readonly IQueue[]) =>
  allow(
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    queues.map((queue) => queue.queueArn),
  );

/** The key at rest serves a role only through the service that holds the data. */
export const through = (key: IKey, service: 'dynamodb' | 'sqs', actions: readonly string[]) =>
  allow(
    actions.map((action) => `kms:${action}`),
    [key.keyArn],
    { StringEquals: { 'kms:ViaService': `${service}.${Stack.of(key).region}.amazonaws.com` } },
  );
/** `purposes`: patterns of what the secrets are for, as they are bound to the ciphertext (the encryption context `purpose`). */
export const onSecrets = (key: IKey, action: 'Encrypt' | 'Decrypt', purposes: readonly string[]) =>
  allow([`kms:${action}`], [key.keyArn], { StringLike: { 'kms:EncryptionContext:purpose': [...purposes] } });
export const invokes = (functionArn: string) => allow(['lambda:InvokeFunction'], [functionArn]);
/** SES asks for the configuration set as well as for the identity. */
export const mails = (identityArn: string, setArn: string, from: string) =>
  allow(['ses:SendEmail'], [identityArn, setArn], { StringEquals: { 'ses:FromAddress': from } });
export const texts = (originArn: string) => allow(['sms-voice:SendTextMessage'], [originArn]);

export const ownLogs = (logGroup: ILogGroup) => allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
export const tracesPolicy = (scope: Construct) =>
  new ManagedPolicy(scope, 'Traces', {
    description: 'What every function may: write its traces',
    statements: [allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*'])],
  });
