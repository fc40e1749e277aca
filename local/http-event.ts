/** The HTTP API's event of payload format 2.0 and what it makes of a function's answer. Source: API Gateway Developer Guide, "Lambda proxy integrations for HTTP APIs". */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod/mini';
import type { Place } from './place.ts';

type HttpRequest = {
  method: string;
  /** As on the request line, with its query. */
  target: string;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
  body: Buffer;
  sourceIp: string;
};
type Circumstances = { requestId: string /** Milliseconds since 1970. */; at: number; routeKey: string; pathParameters: Record<string, string>; place: Place };
export type HttpAnswer = { status: number; headers: [name: string, value: string][]; body: Buffer };

const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'via'];
/** Seen on AWS: these alone arrive as text; anything else, also no type, forms and `…+json`, is base64. */
const arrivesAsText = /^(text\/|application\/(json|xml|javascript)$)/;

/** The path as the function sees it; undefined when it is not encoded rightly. HTTP APIs decode it, unlike REST APIs. */
export const decodedPath = (target: string): string | undefined => {
  try {
    return decodeURIComponent(target.split('?', 1)[0] ?? '');
  } catch {
    return undefined;
  }
};

const joinedHeaders = (rawHeaders: string[]): { headers: Record<string, string>; cookies: string[] } => {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let position = 0; position < rawHeaders.length; position += 2) {
    const [name, value] = [rawHeaders[position]?.toLowerCase() ?? '', rawHeaders[position + 1] ?? ''];
    if (name === 'cookie') cookies.push(...value.split(/; */));
    else if (!hopByHop.includes(name)) headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  return { headers, cookies };
};

const joinedQuery = (query: string): Record<string, string> => {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return joined;
};

const bodyFields = (body: Buffer, contentType: string | undefined) => {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = arrivesAsText.test((contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '');
  return { body: body.toString(text ? 'utf8' : 'base64'), isBase64Encoded: !text };
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As `23/Nov/2026:09:30:00 +0000`. */
const logTime = (at: number): string => {
  const [day = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
  const [year, month, date] = day.split('-');
  return `${date}/${months[Number(month) - 1]}/${year}:${time} +0000`;
};

export const toEvent = (request: HttpRequest, path: string, { requestId, at, routeKey, pathParameters, place }: Circumstances) => {
  const { headers, cookies } = joinedHeaders(request.rawHeaders);
  const rawQueryString = request.target.includes('?') ? request.target.slice(request.target.indexOf('?') + 1) : '';
  const forwarded = [headers['x-forwarded-for'], request.sourceIp].filter(Boolean).join(', ');
  const query = joinedQuery(rawQueryString);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: { ...headers, 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'http' },
    ...(rawQueryString !== '' && { queryStringParameters: query }),
    requestContext: {
      accountId: place.account,
      apiId: 'local',
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: { method: request.method, path, protocol: 'HTTP/1.1', sourceIp: request.sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey,
      stage: '$default',
      time: logTime(at),
      timeEpoch: at,
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...bodyFields(request.body, headers['content-type']),
  };
};

const structured = z.object({
  statusCode: z.coerce.number().check(z.int(), z.gte(100), z.lte(599)),
  headers: z._default(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), {}),
  cookies: z._default(z.array(z.string()), []),
  body: z._default(z.string(), ''),
  isBase64Encoded: z._default(z.boolean(), false),
});

export const said = (status: number, message: string): HttpAnswer => ({
  status,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify({ message })),
});

const sendable = ([name, value]: [string, string]): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};

/** `payload`: the function's answer as JSON text. What has no `statusCode` is itself the body; what has a wrong one is the gateway's 500. */
export const toAnswer = (payload: string): HttpAnswer => {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : payload;
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
  }
  const parsed = structured.safeParse(result);
  if (!parsed.success) return said(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const given = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), String(value)]);
  const kept = given.filter(([name]) => !hopByHop.includes(name) && name !== 'content-length');
  const typed = kept.some(([name]) => name === 'content-type') || body === '' ? [] : [['content-type', 'text/plain; charset=utf-8'] satisfies [string, string]];
  const all = [...kept, ...typed, ...cookies.map((cookie): [string, string] => ['set-cookie', cookie])];
  if (!all.every(sendable)) return said(500, 'Internal Server Error');
  return { status: statusCode, headers: all, body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') };
};
