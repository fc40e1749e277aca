/** What `Ref` and `Fn::GetAtt` of each resource give on this machine. */
import { createHash } from 'node:crypto';
import { arn, type Place } from './place.ts';
import type { Resolve, Template } from './template.ts';

/** Where the engines of this machine answer. */
export type Origins = { api: string; queues: string };

type Attributes = { ref: string } & Record<string, string>;

/** A key's id is made from its logical id, so that what was encrypted yesterday names the same key today. */
const keyIdOf = (logicalId: string): string => {
  const hex = createHash('sha256').update(logicalId).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

const nameProperty: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::KMS::Alias': 'AliasName',
};

/** The name in AWS: as the template gives it, else made of stack and logical id as CloudFormation does. */
export const nameOf = (template: Template, place: Place, logicalId: string, resolve: Resolve): string => {
  const found = template.Resources[logicalId];
  const given = found && resolve(found.Properties[nameProperty[found.Type] ?? '']);
  if (typeof given === 'string') return given;
  const fifo = found?.Type === 'AWS::SQS::Queue' && resolve(found.Properties.FifoQueue) === true;
  return `${place.stackName}-${logicalId}${fifo ? '.fifo' : ''}`;
};

const attributesOf = (type: string, logicalId: string, name: string, place: Place, origins: Origins): Attributes => {
  switch (type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return { ref: name, Arn: arn(place, 'dynamodb', `table/${name}`), StreamArn: arn(place, 'dynamodb', `table/${name}/stream/local`), TableId: name };
    case 'AWS::SQS::Queue': {
      const url = `${origins.queues}/${place.account}/${name}`;
      return { ref: url, QueueUrl: url, Arn: arn(place, 'sqs', name), QueueName: name };
    }
    case 'AWS::Lambda::Function':
      return { ref: name, Arn: arn(place, 'lambda', `function:${name}`) };
    case 'AWS::KMS::Key':
      return { ref: keyIdOf(logicalId), KeyId: keyIdOf(logicalId), Arn: arn(place, 'kms', `key/${keyIdOf(logicalId)}`) };
    case 'AWS::ApiGatewayV2::Api':
      return { ref: 'local', ApiId: 'local', ApiEndpoint: origins.api };
    case 'AWS::ApiGatewayV2::Integration':
      return { ref: logicalId };
  }
  return { ref: name };
};

/** `Ref` without an attribute. What the engine does not run has a name too: other resources may speak of it. */
export const namer = (template: Template, place: Place, origins: Origins, resolve: Resolve) => (logicalId: string, attribute?: string) => {
  const found = template.Resources[logicalId];
  if (!found) throw new Error(`the template has no resource ${logicalId}`);
  const known = attributesOf(found.Type, logicalId, nameOf(template, place, logicalId, resolve), place, origins);
  const service = found.Type.split('::')[1]?.toLowerCase() ?? '';
  if (attribute === undefined) return known.ref;
  return known[attribute] ?? (attribute.endsWith('Arn') ? arn(place, service, logicalId) : `${known.ref}.${attribute}`);
};
