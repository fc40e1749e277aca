/** The one chain every HTTP call goes through: parse, answer, and on a fault an answer that says nothing but its number. */
import middy from '@middy/core';
import { errorFields, type Log } from './log.ts';
import { type Answering, type RouteName, routes } from './routes.ts';
import type { Clock, Ids, Instant } from './types.ts';

/** One HTTP call, transport aside. Header names in lower case; repeated headers joined by comma, as the gateway does. */
export type Call = {
  method: string;
  path: string;
  /** As sent: repeated parameters are AND, commas within one are OR, and only the raw text keeps them apart. */
  rawQuery: string;
  pathParameters: Record<string, string>;
  header(name: string): string | undefined;
  headers: Record<string, string | undefined>;
  /** Names and values as sent; of two with one name the first, which is the more specific. */
  cookies: Record<string, string>;
  body: Uint8Array;
  receivedAt: Instant;
  /** Names this call in answers and logs. */
  requestId: string;
};
export type Answer = {
  status: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON; absent: no body. */
  body?: unknown;
  /** Instead of `body`: a font, a picture. */
  bytes?: Uint8Array;
  contentType?: string;
  /** Whole `Set-Cookie` lines. */
  cookies?: string[];
};
export type Handler = (call: Call) => Promise<Answer>;

/** The gateway's event, payload format 2.0, as far as it is read. */
export type HttpEvent = {
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  headers: Record<string, string | undefined>;
  /** `name=value` each. */
  cookies?: string[];
  pathParameters?: Record<string, string | undefined>;
  body?: string;
  isBase64Encoded: boolean;
  requestContext: { http: { method: string } };
};
type HttpResult = { statusCode: number; headers: Record<string, string>; cookies?: string[]; body: string; isBase64Encoded: boolean };

type Fault = (status: 500, requestId: string) => Answer;
type EndpointDeps = { clock: Clock; ids: Ids; log: Log /** What to answer when something broke. */; fault: Fault };

const always = {
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** The last of `fromEntries` wins. */
const cookiesOf = (lines: string[]): Record<string, string> =>
  Object.fromEntries(
    lines.toReversed().flatMap((line) => (line.includes('=') ? [[line.split('=', 1)[0]?.trim(), line.slice(line.indexOf('=') + 1).trim()]] : [])),
  );

const callOf = (event: HttpEvent, { clock, ids }: EndpointDeps): Call => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  rawQuery: event.rawQueryString,
  pathParameters: Object.fromEntries(Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? ''])),
  header: (name) => event.headers[name],
  headers: event.headers,
  cookies: cookiesOf(event.cookies ?? []),
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  receivedAt: clock.now(),
  requestId: ids.id(),
});

const textOf = ({ body }: Answer): string => (body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
const resultOf = (answer: Answer, call: Call): HttpResult => {
  const body = answer.bytes ? Buffer.from(answer.bytes).toString('base64') : textOf(answer);
  const type: Record<string, string> = body === '' ? {} : { 'content-type': answer.contentType ?? 'application/fhir+json; charset=utf-8' };
  const correlation = call.header('x-correlation-id');
  const ids: Record<string, string> = {
    'x-request-id': call.header('x-request-id') ?? call.requestId,
    ...(correlation ? { 'x-correlation-id': correlation } : {}),
  };
  const headers: Record<string, string> = { ...always, ...type, ...ids, ...answer.headers };
  const sent = call.method === 'HEAD' ? { body: '', isBase64Encoded: false } : { body, isBase64Encoded: answer.bytes !== undefined };
  return { statusCode: answer.status, headers: safe(headers), ...(answer.cookies && { cookies: answer.cookies.map(printable) }), ...sent };
};
/** Nothing that came in may end a header line. */
const printable = (value: string) => value.replace(/[^\t\x20-\x7e]/g, '');
const safe = (headers: Record<string, string>) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, printable(value).slice(0, 2000)]));

const nameOf = (routeKey: string): RouteName => (Object.keys(routes) as RouteName[]).find((name) => routes[name] === routeKey) ?? 'other';

/** Of one function that the gateway calls: all of its routes. */
type Handlers = { [Its in Answering]: Record<RouteName<Its>, Handler> }[Answering];
const handlerIn = (handlers: Partial<Record<RouteName, Handler>>, route: RouteName): Handler =>
  handlers[route] ??
  (async () => {
    throw new Error('the gateway called a function that does not answer this route');
  });

/** A Lambda handler that finds each route's own handler. */
export const endpoints = (handlers: Handlers, deps: EndpointDeps) =>
  middy<HttpEvent, HttpResult>().handler(async (event): Promise<HttpResult> => {
    const call = callOf(event, deps);
    const route = nameOf(event.routeKey);
    const started = Date.now();
    const answer = await handlerIn(
      handlers,
      route,
    )(call).catch((error: unknown) => {
      deps.log('fault', { route, request: call.requestId, ...errorFields(error) });
      return deps.fault(500, call.requestId);
    });
    // The gateway's access log has the others.
    if (answer.status >= 400) deps.log('refused', { route, status: answer.status, milliseconds: Date.now() - started, request: call.requestId });
    return resultOf(answer, call);
  });
