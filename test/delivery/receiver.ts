/** Servers on 127.0.0.1 that stand for somebody else's system, well-behaved or not. */
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import type { SendSettings } from '#delivery/send';

const file = (name: string) => readFileSync(new URL(`./tls/${name}`, import.meta.url), 'utf8');
export const authority = file('authority.crt');
/** All made for pantry.example.org; only `server` is valid. */
export const identity = (name: 'server' | 'expired' | 'self-signed') => ({ key: file(`${name}.key`), cert: file(`${name}.crt`) });

const open: Server[] = [];
const sockets = new Set<Socket>();
const listen = async (server: Server): Promise<number> => {
  open.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
export const closeAll = async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
};

export const plainServer = (listener: RequestListener) => listen(createHttp(listener));
export const tlsServer = (options: ServerOptions, listener: RequestListener) => {
  const server = createHttps(options, listener);
  server.on('tlsClientError', () => undefined);
  return listen(server);
};
/** Speaks whatever it likes. */
export const rawServer = (speak: (socket: Socket) => void) => listen(createTcp(speak));

export const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

type Lookup = NonNullable<SendSettings['lookup']>;
/** A resolver that answers in turn, the last answer again and again; counts how often it was asked. */
export const resolver = (...answers: (string[] | Error)[]): { lookup: Lookup; asked: string[] } => {
  const asked: string[] = [];
  const lookup: Lookup = (hostname, _, done) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push(hostname);
    if (answer instanceof Error) done(answer, []);
    else
      done(
        null,
        answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  };
  return { lookup, asked };
};
