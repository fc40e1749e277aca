/** Answers the AWS calls of functions that no engine answers (KMS, SES, End User Messaging, Lambda), over the protocols that the SDK speaks. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AwsError, awsError } from './aws-error.ts';
import type { Functions } from './functions.ts';
import type { Kms } from './kms.ts';
import type { Outbox } from './outbox.ts';
import type { HubFunction } from './stack.ts';
import type { InvokeUnattended } from './unattended.ts';

export type AwsEndpoint = { url: string; stop(): Promise<void> };
type Services = { kms: Kms; outbox: Outbox; functions: Functions; known: HubFunction[]; unattended: InvokeUnattended };
type Answer = { status: number; headers?: Record<string, string>; body: string };
/** The stack is read after the endpoint listens: its address is part of every function's environment. */
export type OpenAwsEndpoint = AwsEndpoint & { serve(services: Services): void };

const largestRequest = 7 * 1024 * 1024;
const invocation = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

const refusal = ({ refused: { status, type, message } }: AwsError): Answer => ({
  status,
  headers: { 'x-amzn-errortype': type },
  body: JSON.stringify({ __type: type, message }),
});
const plain = (answer: Record<string, unknown> | AwsError): Answer => {
  if ('refused' in answer) return refusal(answer as AwsError);
  return { status: 200, body: JSON.stringify(answer) };
};

const invoke = async ({ functions, known, unattended }: Services, name: string, type: string | undefined, event: string): Promise<Answer> => {
  const one = known.find((each) => each.name === name || each.arn === name);
  if (!one) return refusal(awsError('ResourceNotFoundException', `Function not found: ${name}`, 404));
  if (type === 'Event') {
    void unattended(one.id, event);
    return { status: 202, body: '' };
  }
  const invoked = await functions.invoke(one.id, event);
  const headers = { 'x-amzn-requestid': invoked.requestId, 'x-amz-executed-version': '$LATEST' };
  if (invoked.ok) return { status: 200, headers, body: invoked.payload };
  return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(invoked.error) };
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const answer = async (request: IncomingMessage, body: string, services: Services): Promise<Answer> => {
  const { method, url = '', headers } = request;
  if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 '))
    return refusal(awsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403));
  const [service, operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (service === 'TrentService' && operation) return plain(services.kms(operation, parsed(body)));
  if (service === 'PinpointSMSVoiceV2' && operation === 'SendTextMessage') return plain(services.outbox.acceptText(parsed(body)));
  if (method === 'POST' && url === '/v2/email/outbound-emails') return plain(services.outbox.accept(parsed(body)));
  const [, name] = invocation.exec(url) ?? [];
  if (method === 'POST' && name) return invoke(services, decodeURIComponent(name), String(headers['x-amz-invocation-type'] ?? 'RequestResponse'), body || '{}');
  return refusal(awsError('UnknownOperationException', `${method} ${url} ${headers['x-amz-target'] ?? ''} is not run on this machine`, 404));
};

const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > largestRequest) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
};

const serve = async (request: IncomingMessage, response: ServerResponse, services: Services | undefined): Promise<void> => {
  const body = await bodyOf(request);
  const tooLarge = refusal(awsError('RequestTooLargeException', 'The request is larger than 6 MB', 413));
  const { status, headers, body: answered } = services && body !== undefined ? await answer(request, body, services) : tooLarge;
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answered);
};

export const openAwsEndpoint = async (log: (line: string) => void): Promise<OpenAwsEndpoint> => {
  let services: Services | undefined;
  const server = createServer((request, response) => {
    serve(request, response, services).catch((error: unknown) => {
      log(`AWS calls: ${error instanceof Error ? error.stack : error}`);
      response.writeHead(500).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    serve: (given) => {
      services = given;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};
