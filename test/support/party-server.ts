/** A party's own web server: takes the hub's webhooks, holds each to its signature, and can be away. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `body` as it came; `type` as it says, `referral` the one it is about. */
export type Told = { id: string; body: string; referral: string; type: string; at: number };
type Hooks = {
  /** Asked before anything is taken and again before it is answered; 'gone': whoever sent it is no more. */
  watch?(post: { fn: string; what: string; body: string }, kind: 'before' | 'after'): Promise<'gone' | undefined>;
  /** The status to answer instead of taking it. */
  refuse?(told: Told): number | undefined;
};
export type PartyServer = {
  url: string;
  told: Told[];
  /** Notifications of its subscriptions, as they came. */
  notified: string[];
  /** What came and was not as promised. */
  wrong: string[];
  hooks: Hooks;
  /** Connections are refused. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};

const isSigned = ({ headers }: IncomingMessage, body: string, secret: string): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${wanted}`);
};

const take = async (party: PartyServer, secret: () => string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { hooks, told, wrong } = party;
  const body = await bodyOf(request);
  const post = { fn: 'send', what: 'POST', body };
  if (await hooks.watch?.(post, 'before')) return void response.destroy();
  if (!isSigned(request, body, secret())) wrong.push(`not signed as agreed: ${body}`);
  if (request.headers['content-type'] === 'application/fhir+json') {
    party.notified.push(body);
    return void response.writeHead(204).end();
  }
  const { type, data }: { type: string; data: { referral: string } } = JSON.parse(body);
  const one = { id: String(request.headers['webhook-id']), body, referral: data.referral.split('-')[0] ?? '', type, at: Date.now() };
  const refused = hooks.refuse?.(one);
  if (refused) return void response.writeHead(refused).end();
  told.push(one);
  if (await hooks.watch?.(post, 'after')) return void response.destroy();
  response.writeHead(204).end();
};

const listen = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** `secret` as `whsec_…`, asked for at each message. */
export const partyServer = async (secret: () => string): Promise<PartyServer> => {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    take(party, secret, request, response).catch((error: unknown) => {
      // A sender that was killed in the midst of it is no fault of this server.
      if (!request.destroyed) party.wrong.push(String(error));
      response.destroy();
    });
  };
  let server = createServer(listener);
  const port = await listen(server, 0);
  const party: PartyServer = {
    url: `http://127.0.0.1:${port}/webhooks`,
    told: [],
    notified: [],
    wrong: [],
    hooks: {},
    leave: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
    comeBack: async () => {
      server = createServer(listener);
      await listen(server, port);
    },
  };
  return party;
};
