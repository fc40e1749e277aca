/** Stands between the functions and the engines: sees every call that a function makes, and can end the function there. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HubOptions } from '#local/hub';

type Endpoints = Parameters<NonNullable<HubOptions['between']>>[0];
export type Kind = 'before' | 'after';
/** `fn`: the function's file; `what`: the operation and what it touches, without any id; `body` as sent. */
export type Call = { fn: string; what: string; body: string };
/** Asked before a call is passed on and again before its answer is given back; 'gone': the function was ended there. */
export type Watch = (call: Call, kind: Kind) => Promise<'gone' | undefined>;

const collected = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
};

/** Keys without what tells one referral, party or day from another: `REF`, `L`, `ENDPOINT`. */
const kindOfKey = (key: string | undefined) => key?.split('#')[0] ?? '';
const tableCall = (operation: string, body: string): string => {
  const { TableName = '', Key, Item, ExpressionAttributeValues: values } = JSON.parse(body);
  const table = /Table([A-Z][a-z]+)/.exec(TableName)?.[1]?.toLowerCase() ?? '';
  const { pk, sk } = Key ?? Item ?? { pk: values?.[':pk'], sk: values?.[':from'] };
  return [operation, table, kindOfKey(pk?.S), kindOfKey(sk?.S)].filter((part) => part !== '').join(' ');
};
const queueCall = (operation: string, body: string): string => `${operation} ${/([A-Z][a-z]+)Queue/.exec(JSON.parse(body).QueueUrl)?.[1]?.toLowerCase()}`;

const whatOf = ({ url = '', headers }: IncomingMessage, body: string): string => {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (service.startsWith('DynamoDB')) return tableCall(operation, body);
  if (service === 'AmazonSQS') return queueCall(operation, body);
  if (service === 'TrentService')
    return `${operation} ${
      Object.values(JSON.parse(body).EncryptionContext ?? {})
        .join()
        .split('/')[0]
    }`;
  return url.endsWith('/invocations') ? 'Invoke' : url;
};
/** Each function calls with an access key of its own: `FN` and its logical id. */
const functionOf = ({ headers }: IncomingMessage): string => /Credential=FN([A-Z][a-z]+)/.exec(headers.authorization ?? '')?.[1]?.toLowerCase() ?? 'nobody';

const agent = new Agent({ keepAlive: true });
const passOn = (to: string, { method, url, headers }: IncomingMessage, body: Buffer) =>
  new Promise<{ answer: IncomingMessage; content: Buffer }>((resolve, reject) => {
    request(new URL(url ?? '/', to), { method, headers, agent }, (answer) => collected(answer).then((content) => resolve({ answer, content }), reject))
      .once('error', reject)
      .end(body);
  });

const stand = async (to: string, watch: Watch): Promise<{ url: string; close(): void }> => {
  const handle = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await collected(asked);
    const call = { fn: functionOf(asked), what: whatOf(asked, body.toString()), body: body.toString() };
    if (await watch(call, 'before')) return void response.destroy();
    const { answer, content } = await passOn(to, asked, body);
    if (await watch(call, 'after')) return void response.destroy();
    response.writeHead(answer.statusCode ?? 500, answer.headers).end(content);
  };
  // Whoever asked was ended meanwhile, or the engine was.
  const server = createServer((asked, response) => void handle(asked, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};

/** For `startHub({ between })`. */
export const standBetween = (watch: Watch) => {
  const open: { close(): void }[] = [];
  const between = async (real: Endpoints): Promise<Endpoints> => {
    const urls = [...new Set(Object.values(real))];
    const stands = await Promise.all(urls.map((url) => stand(url, watch)));
    open.push(...stands);
    return Object.fromEntries(Object.entries(real).map(([name, url]) => [name, stands[urls.indexOf(url)]?.url])) as Endpoints;
  };
  const close = () => {
    for (const one of open) one.close();
    agent.destroy();
  };
  return { between, close };
};
