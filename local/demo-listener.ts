/** A small real HTTP server, as a practice or an organisation runs one: takes the hub's signed events, and believes none whose signature is not right. */
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';

const event = z.object({
  type: z.string(),
  data: z.object({ referral: z.string(), onward: z.optional(z.string()), fetchUrl: z.string(), answerUrl: z.optional(z.string()) }),
});
const trial = z.object({ type: z.string().check(z.startsWith('hub.')) });
/** `body` as it came over the wire. */
export type Heard = z.infer<typeof event> & { id: string; body: string };
export type Listener = {
  url: string;
  /** The event of this type about this referral or onward referral, whether it has come already or comes in the next seconds. */
  hears(type: string, about: string): Promise<Heard>;
  /** Whatever comes from here on, each once. */
  eachTime(heard: (one: Heard) => void): void;
};

/** Milliseconds; the hub delivers in a few. */
const patience = 30_000;
const remembered = 100;

/** `about nobody`: signed by the hub, and a trial of this address alone. */
const readEvent = async (secret: string, request: IncomingMessage): Promise<Heard | 'about nobody' | undefined> => {
  const body = await text(request);
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signature = '' } = request.headers;
  const headers = { 'webhook-id': String(id), 'webhook-timestamp': String(timestamp), 'webhook-signature': String(signature) };
  try {
    const told: unknown = new Webhook(secret).verify(body, headers);
    return trial.safeParse(told).success ? 'about nobody' : { ...event.parse(told), id: String(id), body };
  } catch {
    return undefined;
  }
};

/** The hub may say a thing twice; its webhook-id tells. */
const memory = () => {
  const heard: Heard[] = [];
  const news = new EventEmitter<{ heard: [Heard] }>();
  const take = (one: Heard) => {
    if (heard.some(({ id }) => id === one.id)) return;
    heard.push(one);
    if (heard.length > remembered) heard.shift();
    news.emit('heard', one);
  };
  return { heard, news, take };
};

const hearing =
  ({ heard, news }: ReturnType<typeof memory>): Listener['hears'] =>
  (type, about) => {
    const wanted = (one: Heard) => one.type === type && (one.data.onward ?? one.data.referral) === about;
    const there = heard.find(wanted);
    if (there) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        news.off('heard', look);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${type} did not arrive within ${patience / 1000} seconds`));
      }, patience);
      const look = (one: Heard) => {
        if (!wanted(one)) return;
        stop();
        resolve(one);
      };
      news.on('heard', look);
    });
  };

/** On a free port of this machine; `secret` as the hub and this receiver share it. */
export const listen = async (secret: string): Promise<Listener> => {
  const known = memory();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await readEvent(secret, request);
    if (one && one !== 'about nobody') known.take(one);
    response.writeHead(one ? 204 : 401).end();
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/links-hub`, hears: hearing(known), eachTime: (told) => void known.news.on('heard', told) };
};
