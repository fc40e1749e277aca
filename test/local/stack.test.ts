import { beforeAll, describe, expect, test } from 'vitest';
import { notRun } from '#local/not-run';
import { thisMachine } from '#local/place';
import { type HubStack, readStack, type Synthesized } from '#local/stack';
import { synthesize } from '#local/synth';
import { templateShape } from '#local/template';
import { fixtureStack } from './fixture.ts';

let synthesized: Synthesized;
let stack: HubStack;
const origins = { api: 'http://127.0.0.1:1', queues: 'http://127.0.0.1:2' };
beforeAll(async () => {
  synthesized = await synthesize(process.cwd(), fixtureStack, 'node_modules/.cache/links-hub');
  stack = readStack(synthesized, thisMachine, origins, { BaseUrl: 'http://127.0.0.1:1' });
});
const functionOf = (entry: string) => stack.functions.find((one) => one.entry.endsWith(`${entry}.ts`));

describe('the stack as the engine reads it from the template', () => {
  test('a function knows the file it runs, its time and its environment in values of this machine', () => {
    const [queue, table, key] = [
      stack.queues.find(({ id }) => id.startsWith('Plain')),
      stack.tables[0],
      stack.keys.find(({ spec }) => spec === 'SYMMETRIC_DEFAULT'),
    ];
    expect(functionOf('fixture-api')).toMatchObject({ exportName: 'handler', timeoutMs: 2000, memoryMb: 128, entry: 'test/local/fixture-api.ts' });
    expect(functionOf('fixture-api')?.environment).toEqual({
      TABLE: table?.name,
      QUEUE: `http://127.0.0.1:2/000000000000/${queue?.name}`,
      KEY: key?.arn,
      MACS: stack.keys.find(({ spec }) => spec === 'HMAC_256')?.keyId,
      QUIET: functionOf('fixture-journal')?.name,
      BASE_URL: 'http://127.0.0.1:1/x',
    });
  });

  test('a table keeps its keys, index, stream and expiry', () => {
    expect(stack.tables).toMatchObject([
      {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [{ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    ]);
  });

  test('a queue keeps its delay, its visibility, its limits and where its dead letters go', () => {
    const byId = (start: string) => stack.queues.find(({ id }) => id.startsWith(start));
    expect(byId('Plain')).toMatchObject({ VisibilityTimeout: 1, RedrivePolicy: { maxReceiveCount: 2, deadLetterTargetArn: byId('Dead')?.arn } });
    expect(byId('Late')).toMatchObject({ DelaySeconds: 2, ReceiveMessageWaitTimeSeconds: 1, MaximumMessageSize: 2048 });
    expect(byId('Lanes')).toMatchObject({ FifoQueue: true, ContentBasedDeduplication: true });
    expect(byId('Lanes')?.name).toMatch(/\.fifo$/);
  });

  test('what its condition excludes is not there', () => {
    expect(stack.queues.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Dead', 'Plain', 'Late', 'Lanes', 'Off']);
  });

  test('a source that is switched off is no source', () => {
    expect(Object.keys(synthesized.template.Resources).filter((id) => id.startsWith('Off')).length).toBe(2);
    expect(stack.sources.map(({ id, from }) => `${from} ${id.replace(/[0-9A-F]{8}$/, '')}`)).toEqual([
      'stream Changes',
      'queue PlainSource',
      'queue LateSource',
      'queue LanesSource',
    ]);
  });

  test('routes lead to functions, with the time the integration may take', () => {
    expect(stack.routes).toEqual([
      { key: 'GET /things/{thing}', functionId: functionOf('fixture-api')?.id, timeoutMs: 30_000 },
      { key: 'ANY /any/{proxy+}', functionId: functionOf('fixture-api')?.id, timeoutMs: 30_000 },
      { key: 'GET /impatient/{thing}', functionId: functionOf('fixture-api')?.id, timeoutMs: 1000 },
    ]);
  });

  test('schedules, keys and what is tried again are read', () => {
    expect(stack.schedules).toMatchObject([{ everyMs: 60_000, input: '{"scheduled":true}' }]);
    expect(stack.keys.map(({ aliases }) => aliases)).toEqual([['alias/secrets'], []]);
    expect(stack.unattended).toMatchObject([{ retries: 0, onFailure: stack.queues[0]?.arn }]);
  });

  test('a key keeps its id, whatever else changes in the template', () => {
    const again = readStack(synthesized, thisMachine, { api: 'a', queues: 'b' }, { BaseUrl: 'c' });
    expect(again.keys).toEqual(stack.keys);
  });
});

describe('what the engine cannot run', () => {
  test('is named once, with what it concerns', () => {
    expect(notRun(synthesized.template)).toEqual([expect.stringMatching(/^permissions \(IAM\) \(\d+\)$/), 'schedules that are no rate', 'alarms']);
  });

  test.each<[string, object, string[]]>([
    ['a type', { Type: 'AWS::StepFunctions::StateMachine' }, ['AWS::StepFunctions::StateMachine']],
    [
      'a setting of a source',
      { Type: 'AWS::Lambda::EventSourceMapping', Properties: { BatchSize: 1, TumblingWindowInSeconds: 5 } },
      ['TumblingWindowInSeconds of AWS::Lambda::EventSourceMapping'],
    ],
    ['a setting of a queue', { Type: 'AWS::SQS::Queue', Properties: { DeduplicationScope: 'messageGroup' } }, ['DeduplicationScope of AWS::SQS::Queue']],
    ['what is switched off', { Type: 'AWS::DynamoDB::Table', Properties: { DeletionProtectionEnabled: false } }, []],
    ['the firewall', { Type: 'AWS::WAFv2::WebACL' }, ['the web application firewall']],
    ['the throttling of the API', { Type: 'AWS::ApiGatewayV2::Stage', Properties: { DefaultRouteSettings: {} } }, ['request throttling']],
  ])('%s', (_, resource, expected) => {
    expect(notRun(templateShape.parse({ Resources: { Thing: resource } }))).toEqual(expected);
  });

  test.each<[string, object]>([
    ['an authorizer', { Thing: { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'GET /', Target: 'integrations/x', AuthorizationType: 'JWT' } } }],
    ['a stage with a path', { Thing: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: 'dev' } } }],
    [
      'the other payload format',
      { Thing: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { IntegrationType: 'AWS_PROXY', IntegrationUri: 'x', PayloadFormatVersion: '1.0' } } },
    ],
  ])('%s is no warning but a refusal: it would let in or answer otherwise than in the cloud', (_, Resources) => {
    expect(() => readStack({ template: templateShape.parse({ Resources }), entries: {} }, thisMachine, origins, {})).toThrow();
  });
});
