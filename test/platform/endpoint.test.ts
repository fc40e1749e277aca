/** The one chain of every HTTP call: what breaks says nothing but its number, and nothing that came in gets out by a header or a log line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { faultAnswer } from '#fhir/refusals';
import { type Answer, endpoints, type Handler, type HttpEvent } from '#platform/endpoint';
import { errorFields, stdoutLog } from '#platform/log';
import { eachInGroup, failedRecords } from '#platform/records';
import { type RouteName, routes, routesOf } from '#platform/routes';
import { instantOf } from '#platform/time';

const canary = 'Ailsa Zebrafinch 0101011237';
const context = {} as never;

const served = (answer: Answer | (() => Promise<Answer>)) => {
  const lines: { event: string; fields: object | undefined }[] = [];
  const handler: Handler = async () => (typeof answer === 'function' ? answer() : answer);
  const handlers = Object.fromEntries(Object.keys(routes).map((name) => [name, handler])) as Record<RouteName, Handler>;
  const clock = { now: () => instantOf(0) };
  const ids = { id: () => 'request-1', short: () => 's', bytes: (length: number) => new Uint8Array(length) };
  const lambda = endpoints(handlers, { clock, ids, fault: faultAnswer, log: (event, fields) => lines.push({ event, fields }) });
  const call = (over: Partial<HttpEvent> & { method?: string } = {}) =>
    lambda(
      {
        routeKey: routes.fhir,
        rawPath: `/fhir/Task/${canary}`,
        rawQueryString: `name=${canary}`,
        headers: { 'x-canary': canary },
        isBase64Encoded: false,
        requestContext: { http: { method: over.method ?? 'GET' } },
        ...over,
      },
      context,
    );
  return { call, lines };
};

describe('a handler that breaks', () => {
  test('is answered by an OperationOutcome with a number, and neither message nor stack', async () => {
    const { call, lines } = served(async () => {
      throw new Error(`no such person: ${canary}`);
    });
    const answer = await call();
    expect(answer.statusCode).toBe(500);
    const { resourceType, issue } = JSON.parse(answer.body);
    expect([resourceType, issue[0].severity, issue[0].code]).toEqual(['OperationOutcome', 'error', 'exception']);
    expect(issue[0].details.text).toContain('request-1');
    expect(JSON.stringify([answer, lines])).not.toMatch(/Zebrafinch|0101011237|endpoint\.test\.ts:\d+:\d+\\n/);
    expect(lines[0]).toEqual({ event: 'fault', fields: { route: 'fhir', request: 'request-1', error: 'Error', at: expect.stringContaining('endpoint.test') } });
  });
  test('leaves the next call as it was', async () => {
    let broken = true;
    const { call } = served(async () => {
      if (!broken) return { status: 200 };
      broken = false;
      throw new TypeError('x');
    });
    expect([(await call()).statusCode, (await call()).statusCode]).toEqual([500, 200]);
  });
});

describe('every answer', () => {
  test.each([200, 201, 401, 404, 500])('of %d is guarded by its headers', async (status) => {
    const { headers } = await served({ status, body: {} }).call();
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'content-type': 'application/fhir+json; charset=utf-8',
      'x-request-id': 'request-1',
    });
  });
  test('says by which ids it was asked for, also where it refuses', async () => {
    const ids = { 'x-request-id': '60e0b220-8136-4ca5-ae46-1d97ef59d068', 'x-correlation-id': '11c46f5f-cdef-4865-94b2-0ee0edcc26da' };
    for (const status of [200, 409, 500]) expect((await served({ status }).call({ headers: ids })).headers).toMatchObject(ids);
    expect((await served({ status: 200 }).call()).headers['x-correlation-id']).toBeUndefined();
  });
  test('ends no header line early, whatever came in', async () => {
    const { headers } = await served({ status: 201, headers: { location: 'https://hub.example/a\r\nset-cookie: x=1' } }).call({
      headers: { 'x-request-id': `abc\r\nset-cookie: y=1\u0000\u00ff${'z'.repeat(5000)}`, 'x-correlation-id': 'abc\r\nset-cookie: z=1' },
    });
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\t\x20-\x7e]{0,2000}$/);
    expect(headers['set-cookie']).toBeUndefined();
  });
  test('to HEAD has the headers of GET and no body; an empty one has no type', async () => {
    const { call } = served({ status: 200, body: { a: 1 } });
    const [head, get] = [await call({ method: 'HEAD' }), await call()];
    expect([head.body, head.headers]).toEqual(['', get.headers]);
    expect((await served({ status: 204 }).call()).headers['content-type']).toBeUndefined();
  });
  test('that refuses is logged by route, status and time alone', async () => {
    const refusing = served({ status: 404, body: { name: canary } });
    await refusing.call({ body: canary });
    expect(refusing.lines).toEqual([{ event: 'refused', fields: { route: 'fhir', status: 404, milliseconds: expect.any(Number), request: 'request-1' } }]);
    const taking = served({ status: 200, body: { name: canary } });
    await taking.call({ body: canary });
    expect(taking.lines).toEqual([]);
  });
});

describe('cookies', () => {
  const cookiesSeen = async (cookies?: string[]) => {
    const seen: Record<string, string>[] = [];
    const handler: Handler = async (call) => {
      seen.push(call.cookies);
      return { status: 200 };
    };
    const deps = {
      clock: { now: () => instantOf(0) },
      ids: { id: () => 'r', short: () => 's', bytes: () => new Uint8Array() },
      fault: faultAnswer,
      log: () => undefined,
    };
    const event = { routeKey: routes.home, rawPath: '/', rawQueryString: '', headers: {}, isBase64Encoded: false, requestContext: { http: { method: 'GET' } } };
    await endpoints({ home: handler, web: handler, selfReferral: handler, answerPages: handler }, deps)({ ...event, ...(cookies && { cookies }) }, context);
    return seen[0];
  };
  test('come as they were sent, each under its name, the first of two', async () => {
    expect(await cookiesSeen(['__Host-session=a=b==', ' seen = yes', 'x=1', 'x=2', 'bare', '__proto__=p'])).toEqual(
      Object.fromEntries([
        ['__Host-session', 'a=b=='],
        ['seen', 'yes'],
        ['x', '1'],
        ['__proto__', 'p'],
      ]),
    );
    expect(await cookiesSeen()).toEqual({});
  });
  test('go as whole lines, which nothing ends early', async () => {
    const line = '__Host-session=abc; Secure; HttpOnly; Path=/; SameSite=Lax';
    expect((await served({ status: 303, cookies: [line, 'a=b\r\nx: y'] }).call()).cookies).toEqual([line, 'a=bx: y']);
    expect((await served({ status: 200 }).call()).cookies).toBeUndefined();
  });
});

test('what is no text goes as base64, and to HEAD not at all', async () => {
  const { call } = served({ status: 200, bytes: Uint8Array.of(0, 255), contentType: 'font/woff2' });
  expect(await call()).toMatchObject({ isBase64Encoded: true, body: 'AP8=', headers: { 'content-type': 'font/woff2' } });
  expect(await call({ method: 'HEAD' })).toMatchObject({ isBase64Encoded: false, body: '', headers: { 'content-type': 'font/woff2' } });
});

test('a function that is called for the route of another breaks, and answers nothing in its name', async () => {
  const handler: Handler = async () => ({ status: 200 });
  const lines: object[] = [];
  const deps = { clock: { now: () => instantOf(0) }, ids: { id: () => 'r', short: () => 's', bytes: () => new Uint8Array() }, fault: faultAnswer };
  const lambda = endpoints(
    { home: handler, web: handler, selfReferral: handler, answerPages: handler },
    { ...deps, log: (event, fields) => lines.push({ event, ...fields }) },
  );
  const event = { rawPath: '/', rawQueryString: '', headers: {}, isBase64Encoded: false, requestContext: { http: { method: 'GET' } } };
  expect((await lambda({ ...event, routeKey: routes.web }, context)).statusCode).toBe(200);
  expect((await lambda({ ...event, routeKey: routes.fhir }, context)).statusCode).toBe(500);
  expect(lines[0]).toMatchObject({ event: 'fault', route: 'fhir' });
});

test('no address and no route is answered by two functions', () => {
  const listed = Object.values(routesOf).flatMap((its) => Object.entries(its));
  expect(new Set(listed.flat()).size).toBe(2 * listed.length);
});

test('a body comes as the bytes that were sent, encoded by the gateway or not', async () => {
  const seen: string[] = [];
  const clock = { now: () => instantOf(0) };
  const ids = { id: () => 'r', short: () => 's', bytes: (length: number) => new Uint8Array(length) };
  const handler: Handler = async (call) => {
    seen.push(Buffer.from(call.body).toString('hex'));
    return { status: 200 };
  };
  const handlers = Object.fromEntries(Object.keys(routes).map((name) => [name, handler])) as Record<RouteName, Handler>;
  const lambda = endpoints(handlers, { clock, ids, fault: faultAnswer, log: () => undefined });
  const event = { routeKey: '$default', rawPath: '/', rawQueryString: '', headers: {}, requestContext: { http: { method: 'POST' } } };
  await lambda({ ...event, body: 'ü', isBase64Encoded: false }, context);
  await lambda({ ...event, body: Buffer.from([0xff, 0x00]).toString('base64'), isBase64Encoded: true }, context);
  await lambda({ ...event, isBase64Encoded: false }, context);
  expect(seen).toEqual(['c3bc', 'ff00', '']);
});

describe('the log', () => {
  test('says of an error its class and place, never its message', () => {
    const error = Object.assign(new RangeError(canary), { detail: canary });
    expect(errorFields(error)).toEqual({ error: 'RangeError', at: expect.stringMatching(/endpoint\.test\.ts/) });
    expect(errorFields(canary)).toEqual({ error: 'string' });
    const multiline = new Error(`one\n    at ${canary} (/secret/place.ts:1:1)`);
    expect(JSON.stringify(errorFields(multiline))).not.toContain('Zebrafinch');
  });
  test('is one JSON line for each event', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    stdoutLog('answered', { status: 200 });
    stdoutLog('started');
    const lines = written.mock.calls.map(([line]) => line);
    written.mockRestore();
    expect(lines).toEqual(['{"event":"answered","status":200}\n', '{"event":"started"}\n']);
  });
  test('is the only way to write: nothing deployed uses the console or standard output', () => {
    const folders = ['functions', 'web', ...readdirSync('shared').map((room) => join('shared', room))];
    const files = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    );
    const writers = files.filter((file) => /console\.|process\.std(out|err)/.test(readFileSync(file, 'utf8')));
    expect(files.length).toBeGreaterThan(100);
    expect(writers).toEqual([join('shared', 'platform', 'log.ts')]);
  });
});

describe('a batch', () => {
  test('gives back every record of what failed, and logs no message', async () => {
    const lines: object[] = [];
    const records = ['a', 'b', 'a', 'c'].map((referral, n) => ({ id: String(n), referral }));
    const answer = failedRecords(records, [{ referral: 'a', error: new Error(canary) }], (event, fields) => lines.push({ event, ...fields }));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '0' }, { itemIdentifier: '2' }] });
    expect(JSON.stringify(lines)).not.toContain('Zebrafinch');
  });
  test('keeps the order of a group: after one fails the rest of it waits, other groups go on', async () => {
    const done: string[] = [];
    const records = ['a1', 'b1', 'a2', 'b2', 'a3'].map((body) => ({ messageId: `m-${body}`, body }));
    const work = async ({ body }: { body: string }) => {
      if (body === 'a2') throw new Error('x');
      done.push(body);
    };
    const answer = await eachInGroup(
      records,
      ({ body }) => body[0] ?? '',
      work,
      () => undefined,
    );
    expect(done.sort()).toEqual(['a1', 'b1', 'b2']);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-a2' }, { itemIdentifier: 'm-a3' }] });
  });
});
