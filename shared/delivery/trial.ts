/** What is sent to an endpoint on a person's word: a challenge, a test, and that its address was changed. Signed as everything; about nobody. */
import type { Endpoint } from '#directory/types';
import type { Clock, Ids, Secrets } from '#platform/types';
import { type AttemptOutcome, judge, outcomeWord } from './retry.ts';
import { signedHeaders, signingKeys } from './sign.ts';
import type { SendOutcome, SendRequest } from './types.ts';

export type TrialPorts = { send(request: SendRequest): Promise<SendOutcome>; secrets: Secrets; clock: Clock; ids: Ids };
export const trialTypes = ['hub.challenge', 'hub.test', 'hub.endpoint-changed'] as const;
export type TrialType = (typeof trialTypes)[number];
type To = Pick<Endpoint, 'party' | 'url' | 'keys'>;

const requestTo = async ({ url, ...to }: To, type: TrialType, ports: TrialPorts): Promise<SendRequest | undefined> => {
  const now = ports.clock.now();
  const keys = await signingKeys({ url, ...to }, now, ports.secrets);
  if (keys.length === 0) return undefined;
  const body = JSON.stringify({ type, timestamp: now, data: { organisation: to.party } });
  return { url, body, headers: signedHeaders({ id: `evt_${ports.ids.id()}`, body }, keys, now) };
};
const noKey: AttemptOutcome = { kind: 'failed', reason: 'no-key' };
const tried = async (to: To, type: TrialType, ports: TrialPorts): Promise<AttemptOutcome> => {
  const request = await requestTo(to, type, ports);
  return request ? ports.send(request) : noKey;
};

/** One message; the outcome in a word, and whether the endpoint took it. */
export const sendTrial = async (to: To, type: Exclude<TrialType, 'hub.challenge'>, ports: TrialPorts): Promise<{ taken: boolean; word: string }> => {
  const outcome = await tried(to, type, ports);
  return { taken: judge(outcome).verdict === 'delivered', word: outcomeWord(outcome) };
};

/** The signature of another key than the endpoint's: whoever checks it refuses the message. */
const forged = (request: SendRequest, ports: TrialPorts): SendRequest => {
  const signature = `v1,${Buffer.from(ports.ids.bytes(32)).toString('base64')}`;
  return { ...request, headers: { ...request.headers, 'webhook-signature': signature } };
};
const isRefused = (outcome: AttemptOutcome): boolean => outcome.kind === 'answer' && outcome.status >= 400 && outcome.status < 500;

type Challenged = { passed: true } | { passed: false; why: 'not-taken' | 'takes-forged'; word: string };
/**
 * Two messages signed by the endpoint's key and two that are forged, in an order by chance. It passes when it takes (2xx) those and refuses (4xx) these:
 * then whoever listens there has the key, and looks at signatures.
 */
export const challenge = async (to: To, ports: TrialPorts): Promise<Challenged> => {
  const genuine = [await requestTo(to, 'hub.challenge', ports), await requestTo(to, 'hub.challenge', ports)].flatMap((one) => one ?? []);
  const [order = 0] = ports.ids.bytes(1);
  const both = genuine.flatMap((request, n) => {
    const pair = [
      { request, good: true },
      { request: forged(request, ports), good: false },
    ];
    return (order >> n) % 2 === 0 ? pair : pair.toReversed();
  });
  const told = await Promise.all(both.map(async ({ request, good }) => ({ good, outcome: await ports.send(request) })));
  const notTaken = told.find(({ good, outcome }) => good && judge(outcome).verdict !== 'delivered');
  if (told.length === 0 || notTaken) return { passed: false, why: 'not-taken', word: outcomeWord(notTaken?.outcome ?? noKey) };
  const wronglyTaken = told.find(({ good, outcome }) => !good && !isRefused(outcome));
  return wronglyTaken ? { passed: false, why: 'takes-forged', word: outcomeWord(wronglyTaken.outcome) } : { passed: true };
};
