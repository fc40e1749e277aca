import { describe, expect, test } from 'vitest';
import { decodedPath, toAnswer, toEvent } from '#local/http-event';
import { thisMachine as place } from '#local/place';

type Given = { method?: string; target?: string; rawHeaders?: string[]; body?: string | Buffer };
const event = ({ method = 'GET', target = '/a', rawHeaders = [], body = '' }: Given = {}) =>
  toEvent({ method, target, rawHeaders, body: Buffer.from(body), sourceIp: '127.0.0.1' }, decodedPath(target) ?? '', {
    requestId: 'r1',
    at: Date.UTC(2026, 10, 23, 9, 30, 5),
    routeKey: 'ANY /a',
    pathParameters: {},
    place,
  });
const answerOf = (result: unknown) => {
  const { status, headers, body } = toAnswer(JSON.stringify(result));
  return { status, headers, body: body.toString() };
};

describe('a request as the function sees it (payload format 2.0)', () => {
  test('repeated query parameters stay apart in the raw query and are joined by commas beside', () => {
    const { rawPath, rawQueryString, queryStringParameters } = event({ target: '/a?status=x&status=y%2Cz&_id=a%2Cb+c' });
    expect({ rawPath, rawQueryString, queryStringParameters }).toEqual({
      rawPath: '/a',
      rawQueryString: 'status=x&status=y%2Cz&_id=a%2Cb+c',
      queryStringParameters: { status: 'x,y,z', _id: 'a,b c' },
    });
  });

  test('the path arrives decoded, as an HTTP API gives it', () => {
    expect(event({ target: '/a%20b/%C3%A9?x=%20' })).toMatchObject({
      rawPath: '/a b/é',
      rawQueryString: 'x=%20',
      requestContext: { http: { path: '/a b/é' } },
    });
    expect(decodedPath('/%zz')).toBeUndefined();
  });

  test('header names are lower case, repeated headers are joined by commas, cookies stand apart', () => {
    const { headers, cookies } = event({
      rawHeaders: ['X-Thing', '1', 'x-thing', '2', 'Cookie', 'a=1; b=2', 'Cookie', 'c=3', 'Connection', 'keep-alive', 'Host', 'hub'],
    });
    expect(headers).toEqual({ 'x-thing': '1,2', host: 'hub', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
    expect(cookies).toEqual(['a=1', 'b=2', 'c=3']);
  });

  test('what is not there has no field', () => {
    const bare = event();
    expect(Object.keys(bare).sort()).toEqual(['headers', 'isBase64Encoded', 'rawPath', 'rawQueryString', 'requestContext', 'routeKey', 'version']);
    expect(bare).toMatchObject({ version: '2.0', rawQueryString: '', isBase64Encoded: false });
  });

  test.each([
    ['application/json', true],
    ['Application/JSON; charset=utf-8', true],
    ['text/plain', true],
    ['application/xml', true],
    ['application/fhir+json', false],
    ['application/x-www-form-urlencoded', false],
    ['application/octet-stream', false],
    [undefined, false],
  ])('a body of type %s arrives as text: %s', (type, text) => {
    const { body, isBase64Encoded } = event({ method: 'POST', rawHeaders: type === undefined ? [] : ['content-type', type], body: 'né' });
    expect({ body, isBase64Encoded }).toEqual(
      text ? { body: 'né', isBase64Encoded: false } : { body: Buffer.from('né').toString('base64'), isBase64Encoded: true },
    );
  });

  test('bytes that are no text survive', () => {
    const bytes = Buffer.from([0, 255, 254, 128]);
    const { body } = event({ method: 'POST', rawHeaders: ['content-type', 'application/octet-stream'], body: bytes });
    expect(Buffer.from(body ?? '', 'base64')).toEqual(bytes);
  });

  test('the context says when, what and from where', () => {
    expect(event({ method: 'PUT', rawHeaders: ['User-Agent', 'gp'] }).requestContext).toMatchObject({
      http: { method: 'PUT', path: '/a', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'gp' },
      requestId: 'r1',
      routeKey: 'ANY /a',
      stage: '$default',
      time: '23/Nov/2026:09:30:05 +0000',
      timeEpoch: 1795426205000,
    });
  });
});

describe("a function's answer as the caller sees it", () => {
  const json: [string, string] = ['content-type', 'application/json'];

  test('status, headers, cookies and body are taken over', () => {
    expect(answerOf({ statusCode: 201, headers: { Location: '/b', 'X-Count': 2 }, cookies: ['a=1', 'b=2'], body: 'x' })).toEqual({
      status: 201,
      headers: [
        ['location', '/b'],
        ['x-count', '2'],
        ['content-type', 'text/plain; charset=utf-8'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
      body: 'x',
    });
  });

  test('a base64 body is sent as its bytes', () => {
    expect(toAnswer(JSON.stringify({ statusCode: 200, body: '/wA=', isBase64Encoded: true })).body).toEqual(Buffer.from([255, 0]));
  });

  test('what has no status code is itself the body', () => {
    expect(answerOf({ a: 1 })).toEqual({ status: 200, headers: [json], body: '{"a":1}' });
    expect(answerOf('hello')).toEqual({ status: 200, headers: [json], body: 'hello' });
    expect(answerOf(null)).toEqual({ status: 200, headers: [json], body: 'null' });
  });

  test.each([
    { statusCode: 'x' },
    { statusCode: 700 },
    { statusCode: 200, body: { a: 1 } },
    { statusCode: 200, headers: { a: 'b\nc' } },
    { statusCode: 200, headers: { 'a b': 'c' } },
  ])('what is no answer is a 500: %j', (result) => {
    expect(answerOf(result)).toEqual({ status: 500, headers: [json], body: '{"message":"Internal Server Error"}' });
  });

  test('headers of the connection are not taken from the function', () => {
    expect(answerOf({ statusCode: 200, headers: { 'Content-Length': '7', Connection: 'close', 'Transfer-Encoding': 'chunked' } })).toEqual({
      status: 200,
      headers: [],
      body: '',
    });
  });
});
