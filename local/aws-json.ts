/** Calls to AWS-compatible engines on this machine. Not signed: they read who calls, and check no signature. */
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Place } from './place.ts';

/** `target` as in the `X-Amz-Target` header, for example `DynamoDB_20120810.CreateTable`; rejects with an Error whose `name` is AWS's code. */
export type AwsJson = (target: string, input: unknown, signal?: AbortSignal) => Promise<unknown>;

const textOf = async (response: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return Buffer.concat(parts).toString();
};

const failure = (target: string, status: number | undefined, text: string): Error => {
  const told: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  const field = (name: string): string | undefined => {
    const value: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const name = field('__type')?.split('#').at(-1) ?? `HTTP ${status}`;
  return Object.assign(new Error(`${target}: ${name}: ${field('message') ?? field('Message') ?? ''}`), { name });
};

/** `accessKeyId` says who calls, as it does in a signature. */
export const awsJson = (endpoint: string, service: string, place: Place, accessKeyId: string): { call: AwsJson; close(): void } => {
  const agent = new Agent({ keepAlive: true });
  const scope = `${accessKeyId}/20260101/${place.region}/${service}/aws4_request`;
  const fixed = {
    'content-type': 'application/x-amz-json-1.0',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    'x-amz-date': '20260101T000000Z',
  };
  const post = (target: string, body: Buffer, signal?: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { ...fixed, 'x-amz-target': target, 'content-length': body.length };
      request(endpoint, { method: 'POST', agent, headers, ...(signal && { signal }) }, resolve)
        .on('error', reject)
        .end(body);
    });
  const call: AwsJson = async (target, input, signal) => {
    const response = await post(target, Buffer.from(JSON.stringify(input)), signal);
    const text = await textOf(response);
    if (response.statusCode !== 200) throw failure(target, response.statusCode, text);
    return JSON.parse(text);
  };
  return { call, close: () => agent.destroy() };
};
