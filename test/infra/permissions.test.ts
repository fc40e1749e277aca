import { describe, expect, test } from 'vitest';
import { type Allowed, roles } from '#test/roles';
import { hubTemplate, ofType, type Stage, said } from '#test/stacks';

/** Every single permission of every function: `Relay` → `TableWork: dynamodb:GetItem`. */
const permissions = (stage: Stage): Record<string, string[]> => {
  const lines = ({ actions, resources, conditions }: Allowed) => {
    const only = Object.entries(conditions).map(([key, values]) => ` when ${key} is ${values.join(' ')}`);
    return resources.flatMap((resource) => actions.map((action) => `${resource}${only.join('')}: ${action}`));
  };
  return Object.fromEntries(Object.entries(roles(stage)).map(([name, allowed]) => [name, allowed.flatMap(lines).sort()]));
};

const may = (resource: string, ...actions: string[]) => actions.map((action) => `${resource}: ${action}`);
const dynamodb = (resource: string, ...actions: string[]) => may(resource, ...actions.map((action) => `dynamodb:${action}`));
const readKey = ['kms:Decrypt', 'kms:DescribeKey'];
const writeKey = [...readKey, 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];
const throughTables = (...actions: string[]) => may('KeyAtRest when kms:ViaService is dynamodb.eu-west-2.amazonaws.com', ...actions);
const throughQueues = (...actions: string[]) => may('KeyAtRest when kms:ViaService is sqs.eu-west-2.amazonaws.com', ...actions);
const sends = (...queues: string[]) => queues.flatMap((queue) => may(queue, 'sqs:SendMessage'));
const receives = (...queues: string[]) =>
  queues.flatMap((queue) => may(queue, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'));
const itself = (name: string) => [
  ...may(`${name}Logs`, 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ...may('*', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'),
];

const secrets = (action: string, ...purposes: string[]) => may(`KeyOfSecrets when kms:EncryptionContext:purpose is ${purposes.join(' ')}`, `kms:${action}`);
const rows = (table: string, ...patterns: string[]) => `${table} when dynamodb:LeadingKeys is ${patterns.join(' ')}`;

const mails = ['identity/MailIdentity', 'configuration-set/MailSet'].flatMap((what) =>
  may(`arn:AWS::Partition:ses:eu-west-2:AWS::AccountId:${what} when ses:FromAddress is MailFrom`, 'ses:SendEmail'),
);
const texts = may('arn:AWS::Partition:sms-voice:eu-west-2:AWS::AccountId:TextOrigin', 'sms-voice:SendTextMessage');

/** Typed a second time, so that a grant given by mistake is seen twice. */
const expected: Record<string, string[]> = {
  Api: [
    ...dynamodb('TableReferrals', 'GetItem', 'BatchGetItem', 'Query', 'PutItem'),
    ...dynamodb('TableReferrals/index/party', 'Query'),
    ...dynamodb('TableReferrals/index/due', 'Query'),
    ...dynamodb('TableReferrals/index/fixed', 'Query'),
    ...dynamodb('TableWork', 'Query'),
    ...dynamodb(rows('TableWork', 'PARTY#*'), 'GetItem', 'BatchGetItem', 'PutItem'),
    ...dynamodb(rows('TableWork', 'PUBLISHED#*'), 'GetItem'),
    ...dynamodb('TableAccess', 'GetItem', 'Query'),
    ...dynamodb(rows('TableAccess', 'HUBKEY#*', 'JTI#*#*', 'CAPACITY#*'), 'PutItem'),
    ...throughTables(...writeKey),
    ...secrets('Encrypt', 'hub-key/*'),
    ...secrets('Decrypt', 'hub-key/*', 'answer-key/*'),
    ...may('Send', 'lambda:InvokeFunction'),
    ...sends('DeliverQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
  ],
  Web: [
    ...dynamodb('TableReferrals', 'GetItem', 'BatchGetItem', 'Query', 'PutItem'),
    ...dynamodb(rows('TableReferrals', 'STUDY#*'), 'UpdateItem'),
    ...dynamodb('TableReferrals/index/party', 'Query'),
    ...dynamodb('TableReferrals/index/due', 'Query'),
    ...dynamodb('TableReferrals/index/fixed', 'Query'),
    ...dynamodb('TableWork', 'Query'),
    ...dynamodb(rows('TableWork', 'FIGURES#*'), 'BatchGetItem'),
    ...dynamodb(rows('TableWork', 'PARTY#*'), 'GetItem', 'BatchGetItem', 'PutItem'),
    ...dynamodb('TableAccess', 'GetItem', 'BatchGetItem', 'Query'),
    ...dynamodb(rows('TableAccess', 'HUBKEY#*', 'ABSENCE#*', 'COVER#*', 'OPENED#*#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'SESSION#*', 'USER#*', 'MAIL#*'), 'PutItem', 'UpdateItem', 'DeleteItem'),
    ...dynamodb(rows('TableAccess', 'PRACTICE#*', 'PRACTITIONER#*', 'MANAGER#*', 'ORG#*', 'AREA#*', 'AUDIT#*', 'DRAFT#*', 'IMPORT#*', 'CAPACITY#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'GAPS#*', 'SIGNPOSTS#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'LIST#*'), 'PutItem', 'DeleteItem'),
    ...dynamodb(rows('TableAccess', 'TIME#*', 'PLAN#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'SELF#*#*'), 'UpdateItem'),
    ...dynamodb(rows('TableAccess', 'ORGSESSION#*', 'ENTRY#*'), 'PutItem'),
    ...texts,
    ...throughTables(...writeKey),
    ...secrets('Encrypt', 'hub-key/*'),
    ...secrets('Decrypt', 'hub-key/*'),
    ...sends('DeliverQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
    ...mails,
  ],
  Systems: [
    ...dynamodb('TableReferrals', 'Query'),
    ...dynamodb('TableReferrals/index/party', 'Query'),
    ...dynamodb('TableWork', 'Query'),
    ...dynamodb(rows('TableWork', 'ENDPOINT#*'), 'GetItem', 'PutItem'),
    ...dynamodb('TableAccess', 'GetItem', 'Query'),
    ...dynamodb(rows('TableAccess', 'ENDPOINT#*', 'ANSWERKEYS#*', 'HUBKEY#*', 'DRAFT#*', 'AUDIT#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'NEXT#*'), 'PutItem', 'DeleteItem'),
    ...dynamodb(rows('TableAccess', 'SESSION#*'), 'UpdateItem'),
    ...throughTables(...writeKey),
    ...secrets('Encrypt', 'hub-key/*', 'endpoint-key/*', 'answer-key/*'),
    ...secrets('Decrypt', 'hub-key/*', 'endpoint-key/*'),
    ...may('Send', 'lambda:InvokeFunction'),
    ...sends('DeliverQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
    ...mails,
  ],
  Study: [
    ...dynamodb('TableReferrals', 'GetItem', 'BatchGetItem', 'Query'),
    ...dynamodb('TableReferrals/index/party', 'Query'),
    ...dynamodb(rows('TableReferrals', 'STUDY#*', 'STUDIES#*'), 'PutItem'),
    ...dynamodb(rows('TableReferrals', 'STUDY#*'), 'UpdateItem'),
    ...dynamodb('TableAccess', 'GetItem', 'Query'),
    ...dynamodb(rows('TableAccess', 'EXPORT#*#*', 'HUBKEY#*', 'DRAFT#*', 'AUDIT#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'SESSION#*'), 'UpdateItem'),
    ...throughTables(...writeKey),
    ...secrets('Encrypt', 'hub-key/*'),
    ...secrets('Decrypt', 'hub-key/*'),
  ],
  Figures: [
    ...dynamodb('TableReferrals', 'BatchGetItem'),
    ...dynamodb('TableReferrals/index/party', 'Query'),
    ...dynamodb('TableReferrals/index/fixed', 'Query'),
    ...dynamodb(rows('TableWork', 'FIGURES#*'), 'BatchGetItem', 'Query'),
    ...dynamodb(rows('TableWork', 'ENDPOINT#*'), 'BatchGetItem'),
    ...dynamodb(rows('TableWork', 'FIGURES#*#ASKED'), 'GetItem', 'PutItem'),
    ...dynamodb(rows('TableWork', 'PUBLISHED#*'), 'GetItem', 'Query', 'PutItem'),
    ...dynamodb('TableAccess', 'GetItem', 'BatchGetItem', 'Query'),
    ...dynamodb(rows('TableAccess', 'HUBKEY#*', 'DRAFT#*', 'RETURN#*', 'EXPORT#*#*', 'LOOKED#*#*', 'COMPLAINTS#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'SESSION#*'), 'UpdateItem'),
    ...throughTables(...writeKey),
    ...secrets('Encrypt', 'hub-key/*'),
    ...secrets('Decrypt', 'hub-key/*'),
  ],
  Relay: [
    ...dynamodb('TableReferrals.StreamArn', 'DescribeStream', 'GetRecords', 'GetShardIterator'),
    ...dynamodb('TableReferrals/stream/*', 'ListStreams'),
    ...dynamodb('TableReferrals', 'Query'),
    ...dynamodb(rows('TableReferrals', 'REF#*'), 'DeleteItem'),
    ...dynamodb(rows('TableWork', 'REF#*'), 'GetItem', 'UpdateItem', 'BatchWriteItem'),
    ...dynamodb(rows('TableWork', 'PARTY#*'), 'BatchGetItem'),
    ...throughTables(...writeKey),
    ...sends('DeliverQueue', 'CountQueue', 'RelayDeadQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
  ],
  Deliver: [
    ...receives('DeliverQueue'),
    ...sends('DeliverQueue', 'LaterQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
    ...dynamodb('TableReferrals', 'Query'),
    ...dynamodb(rows('TableReferrals', 'REF#*'), 'GetItem', 'PutItem', 'DeleteItem'),
    ...dynamodb('TableWork', 'GetItem', 'Query', 'PutItem'),
    ...dynamodb(rows('TableAccess', 'ENDPOINT#*', 'PRACTICE#*', 'CLIENT#*', 'ORG#*'), 'GetItem'),
    ...dynamodb(rows('TableAccess', 'ENDPOINT#*'), 'PutItem'),
    ...dynamodb(rows('TableAccess', 'HUBKEY#link'), 'Query', 'PutItem'),
    ...throughTables(...writeKey),
    ...secrets('Encrypt', 'hub-key/link'),
    ...secrets('Decrypt', 'endpoint-key/*', 'hub-key/link'),
    ...may('Send', 'lambda:InvokeFunction'),
    ...mails,
  ],
  Send: [],
  Wake: [...receives('LaterQueue'), ...sends('DeliverQueue'), ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt')],
  Bounced: [
    ...dynamodb(rows('TableWork', 'ENDPOINT#*'), 'GetItem', 'PutItem'),
    ...throughTables(...writeKey),
    ...sends('DeliverQueue', 'BouncedDeadQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
  ],
  Count: [
    ...receives('CountQueue'),
    ...throughQueues('kms:Decrypt'),
    ...dynamodb('TableReferrals', 'GetItem', 'Query'),
    ...dynamodb('TableReferrals/index/fixed', 'Query'),
    ...dynamodb(rows('TableWork', 'FIGURES#*', 'COUNTED#*'), 'GetItem', 'PutItem', 'UpdateItem'),
    ...dynamodb(rows('TableAccess', 'AREA#*', 'SIMD', 'SIMD#*'), 'GetItem'),
    ...throughTables(...writeKey),
  ],
  Recount: [
    ...dynamodb('TableReferrals', 'GetItem', 'BatchGetItem', 'Query'),
    ...dynamodb('TableReferrals/index/party', 'Query'),
    ...dynamodb('TableReferrals/index/fixed', 'Query'),
    ...dynamodb(rows('TableWork', 'FIGURES#*', 'COUNTED#*'), 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchWriteItem'),
    ...dynamodb(rows('TableAccess', 'AREA#*', 'PRACTICE#*', 'SIMD', 'SIMD#*'), 'GetItem'),
    ...dynamodb(rows('TableAccess', 'LIST#*'), 'Query'),
    ...throughTables(...writeKey),
  ],
  Sweep: [
    ...dynamodb('TableReferrals', 'Query'),
    ...dynamodb('TableReferrals/index/due', 'Query'),
    ...dynamodb('TableReferrals/index/fixed', 'Query'),
    ...dynamodb(rows('TableReferrals', 'REF#*'), 'PutItem', 'DeleteItem'),
    ...dynamodb('TableWork', 'GetItem', 'UpdateItem'),
    ...dynamodb('TableWork/index/due', 'Query'),
    ...dynamodb(rows('TableAccess', 'AREA#*', 'PRACTICE#*'), 'GetItem'),
    ...dynamodb(rows('TableAccess', 'LIST#*'), 'Query'),
    ...mails,
    ...throughTables(...writeKey),
    ...sends('DeliverQueue', 'CountQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
  ],
  Stranded: [
    ...receives('DeliverDeadQueue', 'LaterDeadQueue', 'CountDeadQueue', 'RelayDeadQueue', 'BouncedDeadQueue'),
    ...sends('CountQueue', 'LaterQueue'),
    ...throughQueues('kms:GenerateDataKey', 'kms:Decrypt'),
    ...dynamodb('TableReferrals', 'Query'),
    ...dynamodb(rows('TableReferrals', 'REF#*', 'HUB'), 'PutItem'),
    ...dynamodb('TableWork', 'GetItem', 'PutItem'),
    ...throughTables(...writeKey),
  ],
  Aliss: [
    ...dynamodb(rows('TableAccess', 'DIRECTORY', 'ALISS'), 'GetItem', 'Query', 'PutItem'),
    ...dynamodb(rows('TableAccess', 'LEAF#*'), 'GetItem', 'PutItem', 'UpdateItem'),
    ...throughTables(...writeKey),
  ],
  FrontDoor: [],
};
const names = (stage: Stage) => Object.keys(expected).filter((name) => stage === 'cloud' || name !== 'FrontDoor');

describe.for(['local', 'cloud'] as const)('in the %s stage', (stage) => {
  const found = permissions(stage);

  test('there are no functions but those known here', () => {
    expect(Object.keys(found).sort()).toEqual(names(stage).sort());
  });

  test.for(names(stage))('%s may touch exactly this', (name) => {
    expect(found[name]).toEqual([...itself(name), ...(expected[name] ?? [])].sort());
  });

  test('nobody may scan, delete but an exception, who signs in or where something is listed, or do anything by a wildcard', () => {
    const all = Object.values(found).flat();
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((one) => /Scan|PartiQL|DeleteTable|\*$/.test(one))).toEqual([]);
    const deleted = [
      ...Array(3).fill(rows('TableReferrals', 'REF#*')),
      rows('TableAccess', 'SESSION#*', 'USER#*', 'MAIL#*'),
      rows('TableAccess', 'LIST#*'),
      rows('TableAccess', 'NEXT#*'),
    ];
    expect(all.filter((one) => one.endsWith(':DeleteItem')).sort()).toEqual(deleted.flatMap((one) => dynamodb(one, 'DeleteItem')).sort());
    // A batch can delete too.
    expect(all.filter((one) => one.endsWith(':BatchWriteItem')).sort()).toEqual(
      [...dynamodb(rows('TableWork', 'REF#*'), 'BatchWriteItem'), ...dynamodb(rows('TableWork', 'FIGURES#*', 'COUNTED#*'), 'BatchWriteItem')].sort(),
    );
    // X-Ray knows no resources; ListStreams is asked of all streams of a table.
    const wide = all.filter((one) => one.replace(/ when .*:/, ':').includes('*'));
    expect([...new Set(wide)].sort()).toEqual([...itself('').slice(2), ...dynamodb('TableReferrals/stream/*', 'ListStreams')].sort());
  });

  test('roles are assumed by Lambda alone, and nothing else in the stack gives a permission', () => {
    const template = hubTemplate(stage);
    const lambda = { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } };
    const assumed = ofType(template, 'AWS::IAM::Role').map(([, one]) => one.Properties.AssumeRolePolicyDocument);
    expect(assumed).toEqual(names(stage).map(() => ({ Statement: [lambda], Version: '2012-10-17' })));
    expect(ofType(template, 'AWS::IAM::Policy')).toEqual([]);
    expect(ofType(template, 'AWS::IAM::ManagedPolicy').length).toBe(names(stage).length + 1);
  });

  test('functions are called by the gateway, the clock and the news of e-mails alone, each by its own', () => {
    const calls = ofType(hubTemplate(stage), 'AWS::Lambda::Permission').map(([, { Properties: of }]) =>
      [said(of.Principal), said(of.FunctionName)].join(' → '),
    );
    const door = stage === 'cloud' ? ['apigateway.amazonaws.com → FrontDoor'] : [];
    const gateway = ['Api', 'Web', 'Systems', 'Figures', 'Study'].map((name) => `apigateway.amazonaws.com → ${name}`);
    expect(calls.sort()).toEqual([...gateway, ...door, ...['Sweep', 'Aliss', 'Recount', 'Bounced'].map((name) => `events.amazonaws.com → ${name}`)].sort());
  });

  test('queues refuse what comes in the clear, and let nobody in who has no role for it', () => {
    const policies = ofType(hubTemplate(stage), 'AWS::SQS::QueuePolicy').map(([, one]) => JSON.stringify(one.Properties.PolicyDocument));
    expect(policies.length).toBe(8);
    for (const one of policies) {
      expect(one).toContain('"aws:SecureTransport":"false"');
      expect(one).not.toContain('"Allow"');
    }
  });
});
