/** The HTTP API on 127.0.0.1: each request becomes an event, each answer of a function a response, within the gateway's limits. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotStart } from './cannot-start.ts';
import type { Functions } from './functions.ts';
import { decodedPath, type HttpAnswer, said, toAnswer, toEvent } from './http-event.ts';
import { router, type Taken } from './http-routes.ts';
import type { Place } from './place.ts';
import type { HubRoute } from './stack.ts';

type Serving = { take: ReturnType<typeof router>; functions: Functions; place: Place; now(): number };
export type HttpApi = {
  port: number;
  /** Until then every request waits: the address is known, and taken, before the functions that need it. */
  serve(routes: HubRoute[], serving: Omit<Serving, 'take'>): void;
  stop(): Promise<void>;
};

/** Quotas of an HTTP API. */
const largestBody = 10 * 1024 * 1024;
const largestHead = 10_240;
const graceMs = 3000;

/** Undefined when it is too large; it is read on nevertheless, since a caller that still sends would never see the answer. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > 10 * largestBody) throw new Error('a request has no end');
    if (length <= largestBody) parts.push(part);
  }
  return length <= largestBody ? Buffer.concat(parts) : undefined;
};

const integrate = async ({ functions }: Serving, { route }: Taken, event: string): Promise<HttpAnswer> => {
  const limit = new AbortController();
  const tooLate = sleep(route.timeoutMs, undefined, { signal: limit.signal }).catch(() => undefined);
  const invoked = await Promise.race([functions.invoke(route.functionId, event), tooLate]);
  limit.abort();
  if (!invoked) return said(503, 'Service Unavailable');
  return invoked.ok ? toAnswer(invoked.payload) : said(500, 'Internal Server Error');
};

const answer = async (request: IncomingMessage, serving: Serving, requestId: string): Promise<HttpAnswer> => {
  const { method = 'GET', url: target = '/', rawHeaders } = request;
  const path = decodedPath(target);
  if (path === undefined) return said(400, 'Bad Request');
  const taken = serving.take(method, path);
  if (!taken) return said(404, 'Not Found');
  const body = await bodyOf(request);
  if (!body) return said(413, 'Request Entity Too Large');
  const sourceIp = request.socket.remoteAddress?.replace('::ffff:', '') ?? '';
  const circumstances = { requestId, at: serving.now(), routeKey: taken.route.key, pathParameters: taken.pathParameters, place: serving.place };
  return integrate(serving, taken, JSON.stringify(toEvent({ method, target, rawHeaders, body, sourceIp }, path, circumstances)));
};

const respond = async (request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> => {
  const requestId = randomUUID();
  const { status, headers, body } = await answer(request, serving, requestId);
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader('apigw-requestid', requestId);
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  // A body that was not read would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status).end(body);
};

const listening = async (server: Server, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw cannotStart(`Port ${port} is in use. Choose another with --port.`);
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
};

/** What is being answered may be answered, for a while. */
const stopped = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(patience);
};

/** `port` 0 takes a free one. */
export const openHttpApi = async (port: number, log: (line: string) => void): Promise<HttpApi> => {
  let begin: (serving: Serving) => void = () => undefined;
  const started = new Promise<Serving>((resolve) => {
    begin = resolve;
  });
  const server = createServer({ maxHeaderSize: largestHead, keepAliveTimeout: 60_000 }, async (request, response) => {
    try {
      await respond(request, response, await started);
    } catch (error) {
      // The caller went away while it sent; anything else is the engine's fault.
      if (!request.destroyed) log(`HTTP API: ${error instanceof Error ? error.stack : error}`);
      response.destroy();
    }
  });
  return {
    port: await listening(server, port),
    serve: (routes, serving) => begin({ ...serving, take: router(routes) }),
    stop: () => stopped(server),
  };
};
