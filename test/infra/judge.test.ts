import { describe, expect, test } from 'vitest';
import { askedBy } from '#test/asked';
import { isAllowed, roles } from '#test/roles';

const cloud = roles('cloud');
const may = (name: string, operation: string, input: object) =>
  askedBy({ name: `DynamoDB_20120810.${operation}`, input }).every((asked) => isAllowed(cloud[name] ?? [], asked));
const row = (table: string, pk: string, sk = 'S') => ({ TableName: `Table${table}`, Key: { pk: { S: pk }, sk: { S: sk } } });
const item = (table: string, pk: string, sk = 'S') => ({ TableName: `Table${table}`, Item: { pk: { S: pk }, sk: { S: sk } } });
const query = (table: string, pk: string, IndexName?: string) => ({
  TableName: `Table${table}`,
  IndexName,
  KeyConditionExpression: '#pk = :pk AND #sk >= :from',
  ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: 'C' } },
});

describe('judged by the roles of the cloud', () => {
  test('deliver may switch off an endpoint, and neither register a client nor change a practice', () => {
    expect(may('Deliver', 'PutItem', item('Access', 'ENDPOINT#drumgarth'))).toBe(true);
    expect(may('Deliver', 'PutItem', item('Access', 'CLIENT#mine'))).toBe(false);
    expect(may('Deliver', 'PutItem', item('Access', 'PRACTICE#birchtree'))).toBe(false);
    expect(may('Deliver', 'GetItem', row('Access', 'PRACTICE#birchtree'))).toBe(true);
  });

  test('the api may commit and spend an assertion, and let in nobody', () => {
    const commit = { TransactItems: [{ Put: item('Referrals', 'REF#r') }, { Put: item('Referrals', 'REF#r', 'E#000001') }] };
    expect(may('Api', 'TransactWriteItems', commit)).toBe(true);
    expect(may('Api', 'PutItem', item('Access', 'JTI#gp#hash'))).toBe(true);
    expect(may('Api', 'PutItem', item('Access', 'CLIENT#mine'))).toBe(false);
    expect(may('Api', 'UpdateItem', row('Access', 'CLIENT#gp'))).toBe(false);
  });

  test('one part of a transaction that is not allowed stops the whole', () => {
    const delivered = { TransactItems: [{ Put: item('Referrals', 'REF#r') }, { Put: item('Referrals', 'KEY#gp#mac', 'K') }] };
    expect(may('Deliver', 'TransactWriteItems', { TransactItems: delivered.TransactItems.slice(0, 1) })).toBe(true);
    expect(may('Deliver', 'TransactWriteItems', delivered)).toBe(false);
  });

  test('an index is a permission of its own', () => {
    expect(may('Sweep', 'Query', query('Work', 'D#0', 'due'))).toBe(true);
    expect(may('Sweep', 'Query', query('Referrals', 'O#drumgarth#open', 'party'))).toBe(false);
    expect(may('Relay', 'Query', query('Referrals', 'REF#r'))).toBe(true);
    expect(may('Relay', 'Query', query('Referrals', 'C#2026-11-23T09:30#0', 'fixed'))).toBe(false);
  });

  test('send, wake and the front door may touch no table at all', () => {
    for (const name of ['Send', 'Wake', 'FrontDoor']) {
      for (const table of ['Referrals', 'Work', 'Access']) expect(may(name, 'GetItem', row(table, 'REF#r')), `${name} ${table}`).toBe(false);
    }
  });

  test('nobody may scan, and nobody may what this judge has never heard of', () => {
    for (const name of Object.keys(cloud)) {
      for (const operation of ['Scan', 'DeleteTable', 'ExecuteStatement']) expect(may(name, operation, { TableName: 'TableReferrals' }), name).toBe(false);
    }
  });
});

describe('a call asks for', () => {
  test('the rows of a query, or is not understood', () => {
    const name = 'DynamoDB_20120810.Query';
    expect(askedBy({ name, input: query('Work', 'D#0', 'due') })).toEqual([
      { action: 'dynamodb:Query', resource: 'TableWork/index/due', facts: { 'dynamodb:LeadingKeys': ['D#0'] } },
    ]);
    expect(() => askedBy({ name, input: { TableName: 'TableWork', KeyConditionExpression: 'pk = :x', ExpressionAttributeValues: {} } })).toThrow();
  });

  test('a queue, a secret by its purpose, a mail by its sender, a function', () => {
    const asked = (name: string, input: unknown) =>
      askedBy({ name, input }).map(({ action, resource, facts }) => [action, resource, ...Object.values(facts).flat()]);
    expect(asked('AmazonSQS.SendMessageBatch', { QueueUrl: 'http://127.0.0.1:1/0/LinksHub-DeliverQueue9544E50E.fifo' })).toEqual([
      ['sqs:SendMessage', 'DeliverQueue'],
    ]);
    expect(asked('TrentService.Decrypt', { EncryptionContext: { purpose: 'endpoint-key/drumgarth' } })).toEqual([
      ['kms:Decrypt', 'KeyOfSecrets', 'endpoint-key/drumgarth'],
    ]);
    expect(asked('POST /2015-03-31/functions/LinksHub-Send46722DF3/invocations', {})).toEqual([['lambda:InvokeFunction', 'Send']]);
    expect(asked('POST /v2/email/outbound-emails', { FromEmailAddress: 'links@hub.invalid' })[0]).toContain('MailFrom');
    expect(asked('PinpointSMSVoiceV2.SendTextMessage', { OriginationIdentity: 'arn:aws:sms-voice:eu-west-2:0:pool/pool-local' })[0]).toEqual([
      'sms-voice:SendTextMessage',
      'arn:AWS::Partition:sms-voice:eu-west-2:AWS::AccountId:TextOrigin',
    ]);
    expect(asked('GET /', {})).toEqual([['GET /', 'unknown']]);
  });

  test('nothing that its role gives for another purpose or another sender', () => {
    const opens = (name: string, purpose: string) =>
      askedBy({ name: 'TrentService.Decrypt', input: { EncryptionContext: { purpose } } }).every((asked) => isAllowed(cloud[name] ?? [], asked));
    expect(opens('Deliver', 'endpoint-key/drumgarth')).toBe(true);
    expect(opens('Deliver', 'hub-key/token')).toBe(false);
    expect(opens('Api', 'endpoint-key/drumgarth')).toBe(false);
    expect(opens('Sweep', 'endpoint-key/drumgarth')).toBe(false);
    const mails = (from: string) =>
      askedBy({ name: 'POST /v2/email/outbound-emails', input: { FromEmailAddress: from } }).every((asked) => isAllowed(cloud.Deliver ?? [], asked));
    expect([mails('links@hub.invalid'), mails('somebody@else.invalid')]).toEqual([true, false]);
  });
});
