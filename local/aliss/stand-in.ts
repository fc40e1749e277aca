/** A server that stands in for ALISS on this machine: invented entries, ALISS's own answers and its mistakes. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answer, fault, type Said } from './answers.ts';
import { inventedEntries, type SentEntry } from './invented.ts';

export type AlissStandIn = {
  url: string;
  /** What it holds, in its order; may be changed while it runs. */
  entries: SentEntry[];
  /** How many calls came. */
  calls(): number;
  /** From now on: `down` closes every connection, `faulty` answers as ALISS answers its own faults. */
  behave(how: 'well' | 'down' | 'faulty'): void;
  stop(): Promise<void>;
};

const send = (response: ServerResponse, { status, body }: Said) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
};

export const startAliss = async (count = 400): Promise<AlissStandIn> => {
  let made: SentEntry[] | undefined;
  // Made when the first asks: a hub that nobody asks for its directory does not wait for it.
  const entries = () => {
    made ??= inventedEntries(count);
    return made;
  };
  let [calls, how]: [number, 'well' | 'down' | 'faulty'] = [0, 'well'];
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    calls += 1;
    if (how === 'down') return void request.socket.destroy();
    send(response, how === 'faulty' ? fault('The service is unavailable') : answer(entries(), new URL(request.url ?? '/', 'http://127.0.0.1')));
  };
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  const behave = (next: typeof how) => {
    how = next;
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    get entries() {
      return entries();
    },
    calls: () => calls,
    behave,
    stop,
  };
};
