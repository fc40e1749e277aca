/** The hub's FHIR face in memory behind real HTTP on this machine, for clients that are libraries. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'fhir-kit-client';
import { type FhirHub, fhirHub, type Who } from './fhir-hub.ts';

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
};
const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]));
const serve = async (hub: FhirHub, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { authorization = '', ...headers } = headersOf(request);
  const as = authorization.replace('Bearer ', '') as Who;
  const bytes = await bodyOf(request);
  const answer = await hub.call(request.method ?? '', (request.url ?? '').replace(/^\/fhir/, ''), { as: authorization === '' ? 'nobody' : as, headers, bytes });
  const body = answer.body === undefined || request.method === 'HEAD' ? '' : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(body === '' ? {} : { 'content-type': answer.contentType ?? 'application/fhir+json; charset=utf-8' }),
  });
  response.end(body);
};

/** `client(who)` is fhir-kit-client with that caller's token. Its per-call headers reach the wire under `options.headers` alone. */
export const httpHub = async () => {
  const kept: { hub?: FhirHub } = {};
  const server = createServer((request, response) => {
    if (kept.hub) void serve(kept.hub, request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hub = await fhirHub(undefined, address);
  kept.hub = hub;
  const client = (as: Who) => new Client({ baseUrl: `${address}/fhir`, bearerToken: as });
  const stop = () => new Promise<void>((done) => server.close(() => done()));
  return { hub, address, client, stop };
};
