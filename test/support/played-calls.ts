/** Calls that the parties of a running hub make; the test says what it expects of each. */
import { createHmac, randomUUID } from 'node:crypto';
import type { DemoName } from '#local/demo-cast';
import { demoScope } from '#local/demo-cast';
import { accessToken } from '#local/demo-token';
import type { Played } from './played-hub.ts';

export type Heard = { status: number; etag: string; text: string; body: { id: string; [element: string]: unknown } };
/** Whose clients call which hub. */
export type Calling = Pick<Played, 'cast' | 'tokens'> & { hub: Pick<Played['hub'], 'url'> };
type Asked = { body?: unknown; headers?: Record<string, string> };

const heardFrom = async (response: Response): Promise<Heard> => {
  const text = await response.text();
  return { status: response.status, etag: response.headers.get('etag') ?? '', text, body: text.startsWith('{') ? JSON.parse(text) : { id: '' } };
};
export const tokenOf = async ({ hub, cast, tokens }: Calling, name: DemoName): Promise<string> => {
  const token = tokens.get(name) ?? (await accessToken(hub.url, cast.clients[name], demoScope(name)));
  tokens.set(name, token);
  return token;
};
export const asClient = async (played: Calling, name: DemoName, method: string, path: string, { body, headers = {} }: Asked = {}): Promise<Heard> => {
  const usual = { authorization: `Bearer ${await tokenOf(played, name)}`, 'content-type': 'application/fhir+json' };
  const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  return heardFrom(await fetch(played.hub.url + path, { method, headers: { ...usual, ...headers }, ...content }));
};

type Signer = keyof Played['cast']['answerSecrets'];
const signed = (played: Calling, by: Signer, id: string, content: string) => {
  const at = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(played.cast.answerSecrets[by].replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${content}`).digest('base64');
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
};
const addressOf = (by: Signer, onward: string) => `/organisations/${by}/referrals/${onward}`;
/** An organisation's signed answer. */
export const answers = async (played: Calling, by: Signer, onward: string, answer: object): Promise<Heard> => {
  const content = JSON.stringify({ referral: onward, ...answer });
  const headers = signed(played, by, randomUUID(), content);
  return heardFrom(await fetch(`${played.hub.url}${addressOf(by, onward)}/answers`, { method: 'POST', headers, body: content }));
};
export const fetches = async (played: Calling, by: Signer, onward: string): Promise<Heard> => {
  const path = addressOf(by, onward);
  return heardFrom(await fetch(played.hub.url + path, { headers: signed(played, by, randomUUID(), `GET ${path}`) }));
};
