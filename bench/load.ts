/** Closed-loop callers over keep-alive connections, and what came of them. */
import { Agent, type IncomingMessage, request } from 'node:http';

export type Call = { url: URL; method?: string; headers: Record<string, string>; body?: string };
type Answered = { status: number; body: string };
export type Load = { rate: number; p50: number; p99: number; calls: number; failed: number };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

const textOf = async (message: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of message) text += chunk;
  return text;
};

export const send = ({ url, method = 'POST', headers, body = '' }: Call): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const options = {
      agent,
      hostname: url.hostname,
      port: url.port,
      path: url.pathname + url.search,
      method,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const call = request(options, (message) => {
      textOf(message).then((text) => resolve({ status: message.statusCode ?? 0, body: text }), reject);
    });
    call.once('error', reject);
    call.end(body);
  });

/** The nearest-rank percentile of sorted times. */
export const percentile = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** So many callers, each sending its next call when the one before was answered; times in milliseconds. */
export const load = async (next: () => Call, callers: number, milliseconds: number): Promise<Load> => {
  const times: number[] = [];
  let failed = 0;
  const started = performance.now();
  const caller = async () => {
    while (performance.now() - started < milliseconds) {
      const from = performance.now();
      const { status } = await send(next());
      times.push(performance.now() - from);
      if (status >= 300) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return { rate: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99), calls: times.length, failed };
};
export const closeConnections = (): void => agent.destroy();
