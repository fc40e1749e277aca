import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { all, byName, cloud, plain, said } from './cloud.ts';

describe('what a function is told', () => {
  const told = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }) });
  const tables = (...names: string[]) => Object.fromEntries(names.map((name) => [`TABLE_${name.toUpperCase()}`, `Table${name}`]));
  const queues = (...names: string[]) => Object.fromEntries(names.map((name) => [`QUEUE_${name.toUpperCase()}`, `${name}Queue`]));
  const expected: Record<string, Record<string, string>> = {
    Api: {
      ...tables('Referrals', 'Work', 'Access'),
      ...queues('Deliver'),
      KEY_ID: 'KeyOfSecrets',
      FUNCTION_SEND: 'Send',
      BASE_URL: 'BaseUrl',
      ALLOW_LOOPBACK: 'false',
    },
    Relay: { ...tables('Referrals', 'Work'), ...queues('Deliver', 'Count') },
    Deliver: {
      ...tables('Referrals', 'Work', 'Access'),
      ...queues('Deliver', 'Later'),
      ...{ KEY_ID: 'KeyOfSecrets', FUNCTION_SEND: 'Send', MAIL_FROM: 'MailFrom', MAIL_SET: 'MailSet', BASE_URL: 'BaseUrl' },
    },
    Send: { ALLOW_LOOPBACK: 'false' },
    Wake: queues('Deliver'),
    Count: tables('Referrals', 'Work', 'Access'),
    Recount: tables('Referrals', 'Work', 'Access'),
    Sweep: { ...tables('Referrals', 'Work', 'Access'), ...queues('Deliver', 'Count'), MAIL_FROM: 'MailFrom', MAIL_SET: 'MailSet', BASE_URL: 'BaseUrl' },
    Bounced: { ...tables('Work'), ...queues('Deliver') },
    Stranded: { ...tables('Referrals', 'Work'), ...queues('Count', 'Later') },
    Aliss: { ...tables('Access'), ALISS_ORIGIN: 'AlissOrigin' },
    FrontDoor: {},
  };

  test.for(Object.keys(expected))('%s knows exactly the names it needs', (name) => {
    const { Environment } = told.parse(byName('AWS::Lambda::Function')[name]);
    expect(Object.fromEntries(Object.entries(Environment.Variables).map(([key, value]) => [key, said(value)]))).toEqual(expected[name]);
  });
});

describe('how a function runs', () => {
  test('every function has an end, a size, a share of the account, a log of its own and traces', () => {
    for (const [id, { Properties: of }] of all('AWS::Lambda::Function', 9)) {
      expect(of, id).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
      expect(said(z.object({ LogGroup: z.unknown() }).parse(of.LoggingConfig).LogGroup)).toBe(`${plain(id)}Logs`);
      for (const name of ['Timeout', 'MemorySize', 'ReservedConcurrentExecutions']) expect(of[name], `${id} ${name}`).toBeGreaterThan(0);
    }
  });

  const source = z.object({
    FunctionName: z.unknown().transform(said),
    EventSourceArn: z.unknown().transform(said),
    BatchSize: z.number(),
    MaximumBatchingWindowInSeconds: z.number().optional(),
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
    FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  });
  const sources = () => all('AWS::Lambda::EventSourceMapping', 8).map(([, one]) => source.parse(one.Properties));

  test('each source wakes its function, and a batch fails by its messages, not as a whole', () => {
    expect(
      sources()
        .map((one) => `${one.EventSourceArn} → ${one.FunctionName}, ${one.BatchSize} within ${one.MaximumBatchingWindowInSeconds ?? 0} s`)
        .sort(),
    ).toEqual([
      'BouncedDeadQueue → Stranded, 10 within 0 s',
      'CountDeadQueue → Stranded, 10 within 0 s',
      'CountQueue → Count, 100 within 1 s',
      'DeliverDeadQueue → Stranded, 10 within 0 s',
      'DeliverQueue → Deliver, 10 within 0 s',
      'LaterDeadQueue → Stranded, 10 within 0 s',
      'LaterQueue → Wake, 10 within 0 s',
      'RelayDeadQueue → Stranded, 10 within 0 s',
      'TableReferrals.StreamArn → Relay, 100 within 0 s',
    ]);
  });

  test('the stream wakes the relay for new commits and for what becomes known of a person alone, halves a failing batch, and gives up to a queue', () => {
    const of = byName('AWS::Lambda::EventSourceMapping').RelaySource ?? {};
    const commits = { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'E#' }] } } } };
    const people = { dynamodb: { Keys: { pk: { S: [{ prefix: 'PERSON#' }] }, sk: { S: ['S', 'A', { prefix: 'T#' }] } } } };
    expect(of).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 10, MaximumRecordAgeInSeconds: 3600, StartingPosition: 'TRIM_HORIZON' });
    expect(of.FilterCriteria).toEqual({ Filters: [commits, people].map((pattern) => ({ Pattern: JSON.stringify(pattern) })) });
    expect(said(z.object({ OnFailure: z.object({ Destination: z.unknown() }) }).parse(of.DestinationConfig).OnFailure.Destination)).toBe('RelayDeadQueue');
  });

  test('a message stays hidden six times as long as its function may run, and as many batches run as the function has room for', () => {
    const [functions, queues] = [byName('AWS::Lambda::Function'), byName('AWS::SQS::Queue')];
    const room = new Map<string, number>();
    for (const { EventSourceArn, FunctionName, ScalingConfig } of sources().filter(({ ScalingConfig }) => ScalingConfig)) {
      expect(Number(queues[EventSourceArn]?.VisibilityTimeout), EventSourceArn).toBeGreaterThanOrEqual(6 * Number(functions[FunctionName]?.Timeout));
      room.set(FunctionName, (room.get(FunctionName) ?? 0) + (ScalingConfig?.MaximumConcurrency ?? 0));
    }
    expect([...room.keys()].sort()).toEqual(['Count', 'Deliver', 'Stranded', 'Wake']);
    for (const [name, batches] of room) expect(functions[name]?.ReservedConcurrentExecutions, name).toBe(batches);
  });

  test('send has room for every message of every batch of deliver', () => {
    const functions = byName('AWS::Lambda::Function');
    expect(functions.Send?.ReservedConcurrentExecutions).toBe(10 * Number(functions.Deliver?.ReservedConcurrentExecutions));
  });
});

test('a deployment is asked for nothing without a word what it is', () => {
  const asked = Object.entries(cloud.Parameters).filter(([name]) => name !== 'BootstrapVersion');
  expect(asked.map(([name]) => name).sort()).toEqual([
    'AlarmEmail',
    'AlissOrigin',
    'BaseUrl',
    'FrontDoorHashes',
    'MailFrom',
    'MailIdentity',
    'SignInDomain',
    'TextOrigin',
  ]);
  for (const [name, { Description }] of asked) expect(Description, name).toMatch(/.{20,}/);
});
