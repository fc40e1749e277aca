import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { secretPurposes, type TableName, type tables } from '#platform/tables';
import type { MailSet } from './mail.ts';
import { invokes, mails, onIndexes, onSecrets, onTable, readsStream, receivesFrom, sendsTo, type TableAction, texts, through } from './permissions.ts';

export type QueueName = 'deliver' | 'later' | 'count' | 'deliverDead' | 'laterDead' | 'countDead' | 'relayDead' | 'bouncedDead';
type OnTable<Name extends TableName> = {
  may: readonly TableAction[];
  indexes?: readonly (typeof tables)[Name]['indexes'][number][];
  /** Patterns of partition keys; all when absent. */
  rows?: readonly string[];
};
/** `OIDC_ENDPOINTS`: the origin of the issuer's own pages and token endpoint. */
type Told = 'BASE_URL' | 'ALISS_ORIGIN' | 'ALLOW_LOOPBACK' | 'OIDC_ISSUER' | 'OIDC_CLIENT' | 'OIDC_ENDPOINTS';
type Purpose = keyof typeof secretPurposes;

/** What one function may touch; absent means nothing. */
export type Grant = { readonly [Name in TableName]?: OnTable<Name> | readonly OnTable<Name>[] } & {
  /** Reads the stream of `referrals`. */
  stream?: true;
  sends?: readonly QueueName[];
  receives?: readonly QueueName[];
  /** Where what it gave up is put; Lambda sends it in the function's name. */
  givesUpTo?: QueueName;
  /** With the key of secrets, each for these purposes alone. */
  encrypts?: readonly Purpose[];
  decrypts?: readonly Purpose[];
  invokes?: 'send';
  mails?: true;
  texts?: true;
  told?: readonly Told[];
};

/** Everything there is to touch. */
export type House = {
  tables: Record<TableName, Table>;
  queues: Record<QueueName, Queue>;
  atRest: IKey;
  secrets: IKey;
  mail: { identityArn: string; from: string; set: MailSet };
  /** What texts come from. */
  textOriginArn: string;
  traces: IManagedPolicy;
  /** Absent while `send` itself is made. */
  send?: IFunction;
  told: Record<Told, string>;
};

const tableNames = ['referrals', 'work', 'access'] as const satisfies readonly TableName[];
const readKey = ['Decrypt', 'DescribeKey'];
/** What DynamoDB asks of whoever writes a table under a customer's key (its developer guide, "Authorizing use of your customer managed key"). */
const writeKey = [...readKey, 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'];
const reads: readonly TableAction[] = ['GetItem', 'BatchGetItem', 'Query'];

const onTables = (grant: Grant, house: House): PolicyStatement[] => {
  const granted = tableNames.flatMap((name) => [grant[name] ?? []].flat().map((part) => ({ table: house.tables[name], ...part })));
  const writes = granted.some(({ may }) => may.some((action) => !reads.includes(action)));
  return [
    ...granted.map(({ table, may, rows }) => onTable(table, may, rows)),
    ...granted.flatMap(({ table, indexes }) => (indexes ? [onIndexes(table, indexes)] : [])),
    ...(granted.length > 0 ? [through(house.atRest, 'dynamodb', writes ? writeKey : readKey)] : []),
  ];
};

const onPurposes = ({ encrypts, decrypts }: Grant, { secrets }: House): PolicyStatement[] => {
  const bound = (purposes: readonly Purpose[]) => purposes.map((purpose) => secretPurposes[purpose]('*'));
  return [...(encrypts ? [onSecrets(secrets, 'Encrypt', bound(encrypts))] : []), ...(decrypts ? [onSecrets(secrets, 'Decrypt', bound(decrypts))] : [])];
};

const onQueues = ({ sends = [], receives = [], givesUpTo }: Grant, { queues, atRest }: House): PolicyStatement[] => {
  const to = [...sends, ...(givesUpTo ? [givesUpTo] : [])];
  return [
    ...(to.length > 0 ? [sendsTo(to.map((name) => queues[name])), through(atRest, 'sqs', ['GenerateDataKey', 'Decrypt'])] : []),
    ...(receives.length > 0 ? [receivesFrom(receives.map((name) => queues[name]))] : []),
    ...(receives.length > 0 && to.length === 0 ? [through(atRest, 'sqs', ['Decrypt'])] : []),
  ];
};

const sendOf = ({ send }: House): IFunction => {
  if (!send) throw new Error('the function send is made before those that invoke it');
  return send;
};

export const mayOf = (grant: Grant, house: House): PolicyStatement[] => [
  ...onTables(grant, house),
  ...(grant.stream ? readsStream(house.tables.referrals) : []),
  ...onQueues(grant, house),
  ...onPurposes(grant, house),
  ...(grant.invokes ? [invokes(sendOf(house).functionArn)] : []),
  ...(grant.mails ? [mails(house.mail.identityArn, house.mail.set.arn, house.mail.from)] : []),
  ...(grant.texts ? [texts(house.textOriginArn)] : []),
];

/** A function is told the name of nothing that it may not use. */
export const environmentOf = (grant: Grant, house: House): Record<string, string> => ({
  ...Object.fromEntries(tableNames.filter((name) => grant[name]).map((name) => [`TABLE_${name.toUpperCase()}`, house.tables[name].tableName])),
  ...Object.fromEntries((grant.sends ?? []).map((name) => [`QUEUE_${name.toUpperCase()}`, house.queues[name].queueUrl])),
  ...((grant.encrypts ?? grant.decrypts) && { KEY_ID: house.secrets.keyArn }),
  ...(grant.invokes && { FUNCTION_SEND: sendOf(house).functionName }),
  ...(grant.mails && { MAIL_FROM: house.mail.from, MAIL_SET: house.mail.set.name }),
  ...(grant.texts && { TEXT_ORIGIN: house.textOriginArn }),
  ...Object.fromEntries((grant.told ?? []).map((name) => [name, house.told[name]])),
});
