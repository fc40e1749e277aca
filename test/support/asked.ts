/** What a call to AWS asks for, in the words of IAM. A call that is not known here asks for itself, which is granted to nobody. */
import * as z from 'zod';
import type { Asked } from './roles.ts';
import { plain } from './stacks.ts';

/** `name`: as in `DynamoDB_20120810.GetItem`, or method and path of a REST call. */
type AwsCall = { name: string; input: unknown };

/** The stack's name of what is called `LinksHub-TableWorkE52C996C` or `LinksHub-DeliverQueue9544E50E.fifo`. */
const named = (name: string) => plain(name.replace(/^LinksHub-/, '').replace(/\.fifo$/, ''));

const key = z.looseObject({ pk: z.object({ S: z.string() }) });
const row = z.looseObject({ TableName: z.string(), Key: key.optional(), Item: key.optional() });
const query = z.looseObject({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.templateLiteral([z.literal('#pk = :pk'), z.string()]),
  ExpressionAttributeValues: z.looseObject({ ':pk': z.object({ S: z.string() }) }),
});
const parts = z.array(z.object({ Put: row.optional(), Update: row.optional(), Delete: row.optional(), ConditionCheck: row.optional() }));
const batch = z.object({ RequestItems: z.record(z.string(), z.array(z.object({ PutRequest: z.object({ Item: key }) }))) });
const wanted = z.object({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(key) })) });
const transaction = z.object({ TransactItems: parts });

const leading = (pk: string | undefined): Record<string, string[]> => (pk === undefined ? {} : { 'dynamodb:LeadingKeys': [pk] });
const onRow = (action: string, { TableName, Key, Item }: z.infer<typeof row>): Asked => ({
  action: `dynamodb:${action}`,
  resource: named(TableName),
  facts: leading((Key ?? Item)?.pk.S),
});
const onTables = (operation: string, input: unknown): Asked[] => {
  if (operation === 'Query') {
    const { TableName, IndexName, ExpressionAttributeValues } = query.parse(input);
    const resource = named(TableName) + (IndexName ? `/index/${IndexName}` : '');
    return [{ action: 'dynamodb:Query', resource, facts: leading(ExpressionAttributeValues[':pk'].S) }];
  }
  if (operation === 'BatchWriteItem') {
    const rows = Object.entries(batch.parse(input).RequestItems).flatMap(([TableName, puts]) => puts.map(({ PutRequest }) => ({ TableName, ...PutRequest })));
    return rows.map((one) => onRow(operation, one));
  }
  if (operation === 'BatchGetItem') {
    const rows = Object.entries(wanted.parse(input).RequestItems).flatMap(([TableName, { Keys }]) => Keys.map((Key) => ({ TableName, Key })));
    return rows.map((one) => onRow(operation, one));
  }
  if (operation !== 'TransactWriteItems') return [onRow(operation, row.parse(input))];
  return transaction
    .parse(input)
    .TransactItems.flatMap(({ Put, Update, Delete, ConditionCheck }) => [
      ...(Put ? [onRow('PutItem', Put)] : []),
      ...(Update ? [onRow('UpdateItem', Update)] : []),
      ...(Delete ? [onRow('DeleteItem', Delete)] : []),
      ...(ConditionCheck ? [onRow('ConditionCheckItem', ConditionCheck)] : []),
    ]);
};

const onQueue = (operation: string, input: unknown): Asked[] => {
  const { QueueUrl } = z.looseObject({ QueueUrl: z.string() }).parse(input);
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: named(QueueUrl.split('/').at(-1) ?? ''), facts: {} }];
};

/** The stack has one key that functions use by name. */
const onKey = (operation: string, input: unknown): Asked[] => {
  const { EncryptionContext } = z.looseObject({ EncryptionContext: z.record(z.string(), z.string()) }).parse(input);
  const facts = Object.entries(EncryptionContext).map(([name, value]) => [`kms:EncryptionContext:${name}`, [value]]);
  return [{ action: `kms:${operation}`, resource: 'KeyOfSecrets', facts: Object.fromEntries(facts) }];
};

const mailIdentity = 'arn:AWS::Partition:ses:eu-west-2:AWS::AccountId:identity/MailIdentity';
/** The address that the template's parameter MailFrom has in the local stage. */
const mailFrom = 'links@hub.invalid';
const mailSet = 'arn:AWS::Partition:ses:eu-west-2:AWS::AccountId:configuration-set/MailSet';
/** SES asks for the configuration set too, where one is named. */
const onMail = (input: unknown): Asked[] => {
  const { FromEmailAddress, ConfigurationSetName } = z.looseObject({ FromEmailAddress: z.string(), ConfigurationSetName: z.string().optional() }).parse(input);
  const facts = { 'ses:FromAddress': [FromEmailAddress === mailFrom ? 'MailFrom' : FromEmailAddress] };
  return [mailIdentity, ...(ConfigurationSetName ? [mailSet] : [])].map((resource) => ({ action: 'ses:SendEmail', resource, facts }));
};

const textOrigin = 'arn:AWS::Partition:sms-voice:eu-west-2:AWS::AccountId:TextOrigin';
/** What the local stage texts from. */
const localOrigin = /:pool\/pool-local$/;
const onText = (input: unknown): Asked[] => {
  const { OriginationIdentity } = z.looseObject({ OriginationIdentity: z.string() }).parse(input);
  return [{ action: 'sms-voice:SendTextMessage', resource: localOrigin.test(OriginationIdentity) ? textOrigin : OriginationIdentity, facts: {} }];
};

export const askedBy = ({ name, input }: AwsCall): Asked[] => {
  const [service = '', operation = ''] = name.split('.');
  if (service.startsWith('DynamoDB_')) return onTables(operation, input);
  if (service === 'AmazonSQS') return onQueue(operation, input);
  if (service === 'TrentService') return onKey(operation, input);
  if (name === 'PinpointSMSVoiceV2.SendTextMessage') return onText(input);
  if (name === 'POST /v2/email/outbound-emails') return onMail(input);
  const called = /^POST \/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(name)?.[1];
  if (called) return [{ action: 'lambda:InvokeFunction', resource: named(decodeURIComponent(called)), facts: {} }];
  return [{ action: name, resource: 'unknown', facts: {} }];
};
