/**
 * The official DynamoDB client made lean: plain JSON in and out, node:http with keep-alive, a signer that remembers the day's key,
 * no telemetry. Retries and typed errors stay the SDK's. Calls pass no per-call options: they would by-pass the middleware cache.
 * Binary attributes are not supported: the tables hold text and numbers alone.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { type Credentials, sigv4 } from './sigv4.ts';

/** `endpoint` is absent in the cloud. */
export type DynamoSettings = { region: string; endpoint?: string; credentials: () => Credentials };

const timeoutMilliseconds = 5_000;

// biome-ignore lint/plugin: the SDK takes a protocol as a class.
class PlainJson extends AwsJson1_0Protocol {
  override async serializeRequest(...[schema, input, context]: Parameters<AwsJson1_0Protocol['serializeRequest']>) {
    const { protocol, hostname, port } = await context.endpoint();
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${schema.name}` };
    return new HttpRequest({ protocol, hostname, port, method: 'POST', path: '/', headers, body: JSON.stringify(input) });
  }
  override async deserializeResponse(...[schema, context, response]: Parameters<AwsJson1_0Protocol['deserializeResponse']>) {
    if (response.statusCode >= 300) return super.deserializeResponse(schema, context, response);
    return { ...JSON.parse(Buffer.from(response.body).toString('utf8')), $metadata: { httpStatusCode: response.statusCode } };
  }
}

const collected = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const requestHandler = () => {
  const agents = { http: new HttpAgent({ keepAlive: true, maxSockets: 64 }), https: new HttpsAgent({ keepAlive: true, maxSockets: 64 }) };
  const handle = (request: HttpRequest): Promise<{ response: HttpResponse }> =>
    new Promise((resolve, reject) => {
      const secure = request.protocol === 'https:';
      const options = { hostname: request.hostname, port: request.port, method: request.method, path: request.path, headers: request.headers };
      const received = async (message: IncomingMessage) => {
        const headers = message.headers as Record<string, string>;
        return { response: new HttpResponse({ statusCode: message.statusCode ?? 0, headers, body: await collected(message) }) };
      };
      const call = (secure ? httpsRequest : httpRequest)({ ...options, agent: secure ? agents.https : agents.http, timeout: timeoutMilliseconds });
      call.once('response', (message) => received(message).then(resolve, reject));
      call.once('timeout', () => call.destroy(Object.assign(new Error('no answer from the table in time'), { name: 'TimeoutError' })));
      call.once('error', reject);
      call.end(request.body);
    });
  const destroy = () => {
    agents.http.destroy();
    agents.https.destroy();
  };
  return { metadata: { handlerProtocol: 'http/1.1' }, handle, destroy };
};

export const dynamoClient = ({ region, endpoint, credentials }: DynamoSettings): DynamoDBClient => {
  const sign = sigv4('dynamodb', region);
  const url = new URL(endpoint ?? `https://dynamodb.${region}.amazonaws.com`);
  const signer = {
    sign: async (request: HttpRequest) => {
      request.headers.host = request.port ? `${request.hostname}:${request.port}` : request.hostname;
      sign({ method: request.method, path: request.path, headers: request.headers, body: String(request.body) }, credentials(), new Date());
      return request;
    },
  };
  const settings = {
    region,
    endpointProvider: () => ({ url }),
    credentials: async () => credentials(),
    cacheMiddleware: true,
    protocol: PlainJson,
    requestHandler: requestHandler(),
    signer,
    accountIdEndpointMode: 'disabled',
    retryMode: 'standard',
    maxAttempts: 3,
    defaultsMode: 'standard',
  };
  const client = new DynamoDBClient(settings as ConstructorParameters<typeof DynamoDBClient>[0] & object);
  for (const name of ['getUserAgentMiddleware', 'loggerMiddleware', 'recursionDetectionMiddleware']) client.middlewareStack.remove(name);
  return client;
};
