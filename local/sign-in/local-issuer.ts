/** Where people of a local hub sign in: an issuer on a port of its own, loaded when the first of them comes. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { choicePage, troublePage } from './pages.ts';
import type { Person } from './people.ts';

export type LocalIssuer = {
  /** Its origin, which is its name. */
  url: string;
  /** As whom the hub is known there. */
  client: string;
  /** Until then it answers nobody: who the people are is known when the hub has its tables. */
  serve(people: () => Promise<Person[]>): void;
  stop(): Promise<void>;
};
type Options = { hubUrl: string; log(line: string): void };
type House = { provider: Provider; library: RequestListener; choicePath: string; people(): Promise<Person[]>; hubUrl: string };

/** Somebody whom the hub does not know, to see how it refuses them; no user's id has a colon. */
const strangers = 'mail:';
const largestForm = 4096;

const answer = (response: ServerResponse, status: number, body: string) => {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  response.writeHead(status, headers).end(body);
};

const chosen = async (request: IncomingMessage): Promise<string | undefined> => {
  const form = new URLSearchParams((await text(request)).slice(0, largestForm));
  const mail = form.get('mail');
  return form.get('user') ?? (mail ? `${strangers}${mail}` : undefined);
};
const choose = async (request: IncomingMessage, response: ServerResponse, { provider, people, hubUrl }: House) => {
  const begun = await provider.interactionDetails(request, response).catch(() => undefined);
  if (!begun) return answer(response, 400, troublePage(hubUrl));
  const accountId = request.method === 'POST' ? await chosen(request) : undefined;
  if (accountId === undefined) return answer(response, 200, choicePage(await people()));
  await provider.interactionFinished(request, response, { login: { accountId, remember: false } });
};

const mailOf = (people: () => Promise<Person[]>) => async (account: string) =>
  account.startsWith(strangers) ? account.slice(strangers.length) : (await people()).find(({ id }) => id === account)?.mail;

const furnished = async (url: string, client: string, { hubUrl }: Options, people: () => Promise<Person[]>): Promise<House> => {
  const { choicePath, localProvider } = await import('./provider.ts');
  const provider = localProvider({ issuer: url, client, hubUrl, mailOf: mailOf(people) });
  return { provider, library: provider.callback(), choicePath, people, hubUrl };
};

/** A page of the internet that takes this machine for its own server says another name. */
const isMeant = ({ headers }: IncomingMessage, url: string) => headers.host === new URL(url).host;
const listener =
  (url: string, house: () => Promise<House>, log: (line: string) => void): RequestListener =>
  async (request, response) => {
    try {
      if (!isMeant(request, url)) return void response.writeHead(421).end();
      const open = await house();
      if (request.url?.startsWith(open.choicePath)) await choose(request, response, open);
      else open.library(request, response);
    } catch (error) {
      log(`sign-in: ${error instanceof Error ? error.stack : error}`);
      response.destroy();
    }
  };

const listening = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` };
};

export const openLocalIssuer = async (options: Options): Promise<LocalIssuer> => {
  const { server, url } = await listening();
  const client = `hub-${randomBytes(8).toString('hex')}`;
  let begin: (people: () => Promise<Person[]>) => void = () => undefined;
  const begun = new Promise<() => Promise<Person[]>>((resolve) => {
    begin = resolve;
  });
  let house: Promise<House> | undefined;
  const open = () => {
    house ??= begun.then((people) => furnished(url, client, options, people));
    return house;
  };
  server.on('request', listener(url, open, options.log));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url, client, serve: begin, stop };
};
