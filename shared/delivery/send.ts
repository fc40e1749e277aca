/** Safe outbound HTTP: one POST to, or one GET of, an address that somebody else chose. Used by the send function, which has neither tables nor keys. */
import { isUtf8 } from 'node:buffer';
import { lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { loopback, mayConnect, targetOf } from './addresses.ts';
import type { FetchOutcome, FetchRequest, SendFailure, SendOutcome, SendRequest } from './types.ts';

type Lookup = NonNullable<RequestOptions['lookup']>;
export type SendSettings = {
  /** Only in the local stage: lets 127.0.0.1 and [::1] through. */
  allowLoopback: boolean;
  /** Certificates trusted instead of the system's. */
  ca?: string;
  /** Resolves names instead of the system. */
  lookup?: Lookup;
  /** Milliseconds in total, from the name's lookup to the answer's end; 15 s for a POST, 5 s for a GET. */
  within?: number;
};

const [longestPost, longestGet] = [15_000, 5_000];
/** Bytes of an answer that are read, and thrown away: only its status counts. */
const mostRead = 16 * 1024;
/** Bytes of a document that was asked for. */
const mostJson = 64 * 1024;
const refusedCode = 'ERR_REFUSED_ADDRESS';

/** Every address of the name must be allowed, and the connection goes to one of those checked: a second lookup cannot change them. */
const checkedLookup =
  (url: URL, { lookup = systemLookup, allowLoopback }: SendSettings): Lookup =>
  (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = typeof found === 'string' ? [] : found;
      if (error) return done(error, addresses);
      if (addresses.length > 0 && addresses.every(({ address }) => mayConnect(address, url, allowLoopback))) return done(null, addresses);
      done(Object.assign(new Error('not an address the hub may connect to'), { code: refusedCode }), []);
    });

const dnsFailure = /^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_)/;
const tlsFailure = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_)|_CERT|_SIGNATURE/;
const reasonOf = (error: Error & { code?: string }): SendFailure => {
  const code = error.code ?? refusedCode;
  if (code === refusedCode) return 'refused-address';
  if (code === 'ABORT_ERR') return 'timeout';
  if (dnsFailure.test(code)) return 'dns';
  if (tlsFailure.test(code)) return 'tls';
  return code.startsWith('HPE_') ? 'invalid-answer' : 'connection';
};

/** The answer counts from its first line; the rest is taken, up to a limit, so that the receiver is not cut off in the middle. */
const drained = (response: IncomingMessage): Promise<SendOutcome> =>
  new Promise((resolve) => {
    const done = () => resolve(answerOf(response));
    let read = 0;
    response.on('data', (chunk: Uint8Array) => {
      read += chunk.length;
      if (read > mostRead) response.destroy();
    });
    response.on('error', done);
    response.on('close', done);
  });

const answerOf = (response: IncomingMessage): SendOutcome => {
  const retryAfter = response.headers['retry-after'];
  return { kind: 'answer', status: response.statusCode ?? 0, ...(retryAfter ? { retryAfter: retryAfter.slice(0, 64) } : {}) };
};

type Outgoing = { url: string; method: 'GET' | 'POST'; headers: Record<string, string>; body: string; within: number };
type Taken<Outcome> = (response: IncomingMessage, signal: AbortSignal) => Promise<Outcome>;

/** No redirect is followed, nothing is decompressed, TLS 1.2 at least. Never throws for what the other side does. */
const sent = <Outcome>({ url: text, method, headers, body, within }: Outgoing, settings: SendSettings, take: Taken<Outcome>) => {
  const url = targetOf(text, settings.allowLoopback);
  if (typeof url === 'string') return Promise.resolve<SendOutcome>({ kind: 'failed', reason: url });
  const filter = { keepAlive: false, allowIPAddressList: settings.allowLoopback ? loopback : [] };
  const signal = AbortSignal.timeout(settings.within ?? within);
  const own = { 'accept-encoding': 'identity', 'user-agent': 'Links-Hub' };
  const options = { method, headers: { ...headers, ...own }, signal, lookup: checkedLookup(url, settings) };
  return new Promise<Outcome | SendOutcome>((resolve) => {
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: new RequestFilteringHttpsAgent(filter), minVersion: 'TLSv1.2', ...(settings.ca ? { ca: settings.ca } : {}) })
        : httpRequest(url, { ...options, agent: new RequestFilteringHttpAgent(filter) });
    request.on('response', (response) => resolve(take(response, signal)));
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(answerOf(response));
    });
    request.on('error', (error) => resolve({ kind: 'failed', reason: reasonOf(error) }));
    request.end(body);
  });
};

const post = ({ url, headers, body }: SendRequest, settings: SendSettings): Promise<SendOutcome> => {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return sent({ url, method: 'POST', headers: { ...headers, ...length }, body, within: longestPost }, settings, drained);
};

const isJson = (bytes: Uint8Array): boolean => {
  try {
    JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isUtf8(bytes);
  } catch {
    return false;
  }
};
const wholeBody = async (response: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response) {
    length += part.length;
    if (length > mostJson) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
};
const documentOf: Taken<FetchOutcome> = async (response, signal) => {
  const { 'content-type': type = '', 'cache-control': cacheControl } = response.headers;
  if (response.statusCode !== 200) return drained(response);
  try {
    const bytes = await wholeBody(response);
    if (!bytes) return { kind: 'failed', reason: 'too-long' };
    if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type) || !isJson(bytes)) return { kind: 'failed', reason: 'not-json' };
    return { kind: 'json', text: bytes.toString('utf8'), ...(cacheControl ? { cacheControl: cacheControl.slice(0, 200) } : {}) };
  } catch {
    return { kind: 'failed', reason: signal.aborted ? 'timeout' : 'connection' };
  }
};

/** One request, whichever it is. */
export const send = (request: SendRequest | FetchRequest, settings: SendSettings): Promise<FetchOutcome> =>
  'answer' in request
    ? sent({ url: request.url, method: 'GET', headers: { accept: 'application/json' }, body: '', within: longestGet }, settings, documentOf)
    : post(request, settings);
