/** What no engine can be made to do: conflicts, throttling, faults; and that the hub's own signature is the SDK's. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { sigv4 } from '#platform/sigv4';
import type { Write } from '#platform/types';

const item = (sk: string): Write => ({ put: { pk: 'P', sk }, when: { absent: true } });
const three = [item('a'), item('b'), item('c')];
const canceled = (...codes: (string | undefined)[]) =>
  new TransactionCanceledException({ $metadata: {}, message: 'x', CancellationReasons: codes.map((Code) => ({ ...(Code ? { Code } : {}) })) });
const named = (name: string) => Object.assign(new Error('x'), { name });

describe('what a failed write means', () => {
  const mock = mockClient(DynamoDBClient);
  const table = dynamoTable(new DynamoDBClient({ region: 'eu-west-2' }), 'referrals');
  afterEach(() => mock.reset());
  afterAll(() => mock.restore());
  const transaction = async (error: Error) => {
    mock.on(TransactWriteItemsCommand).rejects(error);
    return table.write(three);
  };
  const single = async (error: Error) => {
    mock.on(PutItemCommand).rejects(error);
    return table.write([item('a')]);
  };
  test.each([
    [['None', 'ConditionalCheckFailed', 'None'], { outcome: 'condition-failed', failed: [1] }],
    [['ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'], { outcome: 'condition-failed', failed: [0, 2] }],
    [['TransactionConflict', 'None', 'None'], { outcome: 'conflict' }],
    [['TransactionConflict', 'ConditionalCheckFailed', 'None'], { outcome: 'condition-failed', failed: [1] }],
    [['None', 'ThrottlingError', 'None'], { outcome: 'throttled' }],
    [['None', 'ProvisionedThroughputExceeded', 'None'], { outcome: 'throttled' }],
    [['TransactionConflict', 'ThrottlingError', 'None'], { outcome: 'conflict' }],
  ])('a transaction cancelled for %j', async (codes, expected) => {
    expect(await transaction(canceled(...codes))).toEqual(expected);
  });
  test.each([
    ['TransactionConflictException', 'conflict'],
    ['TransactionInProgressException', 'conflict'],
    ['ThrottlingException', 'throttled'],
    ['ProvisionedThroughputExceededException', 'throttled'],
    ['RequestLimitExceeded', 'throttled'],
  ])('%s is %s, in a transaction or alone', async (name, outcome) => {
    expect(await transaction(named(name))).toEqual({ outcome });
    expect(await single(named(name))).toEqual({ outcome });
  });
  test('a single write whose condition failed is the first of one', async () => {
    expect(await single(new ConditionalCheckFailedException({ $metadata: {}, message: 'x' }))).toEqual({ outcome: 'condition-failed', failed: [0] });
  });
  test.each([
    canceled('ValidationError', 'None', 'None'),
    canceled('ItemCollectionSizeLimitExceeded'),
    canceled('AccessDenied'),
    canceled(undefined),
    named('ValidationException'),
    named('ResourceNotFoundException'),
    named('AccessDeniedException'),
    named('InternalServerError'),
    named('TimeoutError'),
  ])('whatever is not known is thrown on: %s', async (error) => {
    await expect(transaction(error)).rejects.toBe(error);
  });
});

describe('a call that fails on the way', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());
  type Act = 'reset' | { status: number; body: object };
  const answering = async (acts: Act[]) => {
    const calls: string[] = [];
    server = createServer((request, response) => {
      const act = acts[calls.length] ?? { status: 200, body: {} };
      calls.push(String(request.headers['x-amz-target']));
      if (act === 'reset') request.socket.destroy();
      else response.writeHead(act.status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(act.body));
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = dynamoClient({ region: 'eu-west-2', endpoint, credentials: () => ({ accessKeyId: 'AKID', secretAccessKey: 'secret' }) });
    return { table: dynamoTable(client, 'referrals'), calls };
  };
  const internal: Act = { status: 500, body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'x' } };
  test.each<[string, Act[]]>([
    ['a 500', [internal]],
    ['a connection that was reset', ['reset']],
    ['a 500 and then a reset', [internal, 'reset']],
    ['a 503 without a type', [{ status: 503, body: {} }]],
  ])('is made again after %s', async (_, acts) => {
    const { table, calls } = await answering(acts);
    expect(await table.write(three)).toEqual({ outcome: 'written' });
    expect(calls).toEqual(Array.from({ length: acts.length + 1 }, () => 'DynamoDB_20120810.TransactWriteItems'));
  });
  test('is made three times in all, then thrown', async () => {
    const { table, calls } = await answering([internal, internal, internal, internal]);
    await expect(table.write(three)).rejects.toThrow();
    expect(calls).toHaveLength(3);
  });
  test('is not made again when it was decided: cancelled reasons come as they are', async () => {
    const body = {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: 'x',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }, { Code: 'None' }],
    };
    const { table, calls } = await answering([{ status: 400, body }]);
    expect(await table.write(three)).toEqual({ outcome: 'condition-failed', failed: [1] });
    expect(calls).toHaveLength(1);
  });
  test('for throttling is tried again by the client, and then said', async () => {
    const throttled: Act = { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'x' } };
    const { table, calls } = await answering([throttled, throttled, throttled, throttled]);
    expect(await table.write(three)).toEqual({ outcome: 'throttled' });
    expect(calls).toHaveLength(3);
  });
});

describe('the signature', () => {
  type Sent = { hostname: string; port?: number; path: string; headers: Record<string, string>; body: Uint8Array };
  const name = fc.stringMatching(/^[A-Za-z0-9/+]{8,40}$/);
  /** What the SDK's own client puts on the wire for a call. */
  const sentBySdk = async (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }, text: string): Promise<Sent> => {
    const sent: Sent[] = [];
    const requestHandler = {
      handle: async (request: Sent) => {
        sent.push(request);
        throw named('stop');
      },
    };
    const client = new DynamoDBClient({
      region: 'eu-west-2',
      endpoint: 'http://127.0.0.1:8000',
      credentials,
      requestHandler: requestHandler as never,
      maxAttempts: 1,
    });
    // The hub does not sign the length: node:http writes it.
    client.middlewareStack.remove('contentLengthMiddleware');
    await client.send(new PutItemCommand({ TableName: 'referrals', Item: { pk: { S: text } } })).catch(() => undefined);
    const [request] = sent;
    if (!request) throw new Error('the SDK sent nothing');
    return request;
  };
  test('is the SDK’s, for any body and credentials', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ accessKeyId: name, secretAccessKey: name, sessionToken: fc.option(name, { nil: undefined }) }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        async ({ sessionToken, ...keys }, text) => {
          const credentials = { ...keys, ...(sessionToken ? { sessionToken } : {}) };
          const { headers, path, body } = await sentBySdk(credentials, text);
          const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
          expect(signed).toEqual(expect.arrayContaining(['host', 'x-amz-date']));
          const at = new Date(String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
          const own = {
            method: 'POST',
            path,
            body: Buffer.from(body).toString('utf8'),
            headers: Object.fromEntries(signed.map((one) => [one, String(headers[one])])),
          };
          sigv4('dynamodb', 'eu-west-2')(own, credentials, at);
          expect(own.headers.authorization).toBe(headers.authorization);
        },
      ),
      { numRuns: 100 },
    );
  });
  test('of another day is made with another key, of the same day with the remembered one', () => {
    const sign = sigv4('dynamodb', 'eu-west-2');
    const keys = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
    const signedAt = (at: string, secretAccessKey = 'secret', by = sign) => {
      const request: { method: string; path: string; body: string; headers: Record<string, string> } = {
        method: 'POST',
        path: '/',
        body: '{}',
        headers: { host: 'x' },
      };
      by(request, { ...keys, secretAccessKey }, new Date(at));
      return request.headers.authorization;
    };
    for (const [at, secret] of [
      ['2026-11-23T23:59:59Z', 'secret'],
      ['2026-11-24T00:00:00Z', 'secret'],
      ['2026-11-24T00:00:00Z', 'rotated'],
      ['2026-11-23T23:59:59Z', 'secret'],
    ] as const)
      expect(signedAt(at, secret)).toBe(signedAt(at, secret, sigv4('dynamodb', 'eu-west-2')));
  });
});
