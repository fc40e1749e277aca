/** A client's own web server, at which the public keys stand that it signs with. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export type KeyServer = {
  url: string;
  /** How often it was asked. */
  asked: number;
  /** What it answers from now on. */
  answer: RequestListener;
  stop(): Promise<void>;
};

/** `keys` as JWKs. */
export const keySet =
  (keys: readonly unknown[], headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ keys }));

export const keyServer = async (answer: RequestListener): Promise<KeyServer> => {
  const server = createServer((request, response) => {
    it.asked += 1;
    it.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const it: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    asked: 0,
    answer,
    stop: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
  return it;
};
