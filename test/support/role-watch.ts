/** Stands between functions and engines as IAM does in the cloud: judges every call by the caller's role, and refuses what the role does not allow. */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { HubOptions } from '#local/hub';
import { askedBy } from './asked.ts';
import { type Allowed, type Asked, isAllowed } from './roles.ts';
import { plain } from './stacks.ts';

type Judged = Asked & { caller: string; allowed: boolean };
type Endpoints = Parameters<NonNullable<HubOptions['between']>>[0];
export type RoleWatch = { judged: Judged[]; between(endpoints: Endpoints): Promise<Endpoints>; stop(): Promise<void> };

/** Each function of the local hub has an access key of its own: `FN` and its logical id. */
const callerOf = ({ headers }: IncomingMessage) => plain(/Credential=FN(\w+)\//.exec(headers.authorization ?? '')?.[1] ?? 'nobody');
const nameOf = ({ headers, method, url }: IncomingMessage) => String(headers['x-amz-target'] ?? `${method} ${url}`);
const jsonOf = (body: Buffer): unknown => (body.length > 0 && body[0] === 0x7b ? JSON.parse(body.toString('utf8')) : {});

const passOn = (to: string, from: IncomingMessage, body: Buffer, response: ServerResponse): void => {
  const { hostname, port } = new URL(to);
  const headers = { ...from.headers, host: `${hostname}:${port}` };
  const onward = request({ hostname, port, method: from.method, path: from.url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
};
const refuse = (response: ServerResponse): void => {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'The role does not allow it.' }));
};

export const roleWatch = (roles: Record<string, Allowed[]>): RoleWatch => {
  const judged: Judged[] = [];
  const servers: Server[] = [];
  const stand = async (to: string): Promise<string> => {
    const server = createServer(async (incoming, response) => {
      const body = await buffer(incoming);
      const caller = callerOf(incoming);
      const asked = askedBy({ name: nameOf(incoming), input: jsonOf(body) });
      const judgements = asked.map((one) => ({ ...one, caller, allowed: isAllowed(roles[caller] ?? [], one) }));
      judged.push(...judgements);
      if (judgements.every(({ allowed }) => allowed)) passOn(to, incoming, body, response);
      else refuse(response);
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  };
  return {
    judged,
    between: async ({ dynamodb, sqs, kms, ses, sms, lambda }) => ({
      dynamodb: await stand(dynamodb),
      sqs: await stand(sqs),
      kms: await stand(kms),
      ses: await stand(ses),
      sms: await stand(sms),
      lambda: await stand(lambda),
    }),
    stop: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
};
