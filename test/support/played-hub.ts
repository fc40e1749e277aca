/** A running hub with the demo's clients, and a practice and an organisation that listen; every request is repeated as a careful client does. */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DemoCast, type DemoName, demoScope } from '#local/demo-cast';
import { onboardDemo } from '#local/demo-clients';
import { accessToken } from '#local/demo-token';
import type { LocalHub } from '#local/onboarding-place';
import { type PartyServer, partyServer } from './party-server.ts';
import { sentReferral, somebody } from './sent-referral.ts';

type Answered = { status: number; body: { id: string }; location: string | undefined; text: string };
/** `key`: names the request at each repetition. */
type Request = { method: string; path: string; body: object; headers(content: string): Record<string, string> };
/** One referral as its parties know it: what was acknowledged to them, in order. */
/** `n`: whose life it is. */
export type Life = { n: number; id: string; onward?: string; done: string[] };
/** The hub may be away or replaced: what is asked goes to whatever `hub` is now. */
export type Played = {
  hub: LocalHub;
  cast: DemoCast;
  practice: PartyServer;
  organisation: PartyServer;
  lives: Life[];
  tokens: Map<DemoName, string>;
};

const patienceMs = 150_000;
const fetched = async (url: string, { method, path, body, headers }: Request): Promise<Answered> => {
  const content = JSON.stringify(body);
  const response = await fetch(url + path, { method, body: content, headers: headers(content) });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {}, location: response.headers.get('location') ?? undefined, text };
};

/** The same request until it is answered: no answer and a fault of the server say nothing about what was done. */
export const insist = async (played: Played, request: Request): Promise<Answered> => {
  for (const end = Date.now() + patienceMs; ; await sleep(30)) {
    const answered = await fetched(played.hub.url, request).catch(() => undefined);
    if (answered && answered.status < 500) return answered;
    if (Date.now() > end) throw new Error(`${request.method} ${request.path} is not answered: ${answered?.text ?? 'no connection'}`);
  }
};
/** Once, whatever comes of it; undefined: no answer, or the gateway's own for a function that ended. */
export const tryOnce = async (played: Played, request: Request): Promise<Answered | undefined> => {
  const answered = await fetched(played.hub.url, request).catch(() => undefined);
  return answered && answered.status < 500 ? answered : undefined;
};

const fhir = (played: Played, client: DemoName, more: Record<string, string>) => () => ({
  authorization: `Bearer ${played.tokens.get(client)}`,
  'content-type': 'application/fhir+json',
  ...more,
});
const signed = (played: Played, id: string) => (content: string) => {
  const at = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(played.cast.answerSecrets.drumgarth.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${content}`).digest('base64');
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
};

type Step = (played: Played, life: Life) => Request;
const put = (client: DemoName, id: (life: Life) => string, version: number, change: object): Step => {
  const of = (life: Life) => ({ resourceType: 'Task', id: id(life), intent: 'order', ...change });
  return (played, life) => ({
    method: 'PUT',
    path: `/fhir/Task/${id(life)}`,
    body: of(life),
    headers: fhir(played, client, { 'if-match': `W/"${version}"`, 'idempotency-key': randomUUID() }),
  });
};
const answer =
  (body: object): Step =>
  (played, life) => ({
    method: 'POST',
    path: `/organisations/drumgarth/referrals/${life.onward}/answers`,
    body: { referral: life.onward, ...body },
    headers: signed(played, randomUUID()),
  });

/** What the parties do, in the order in which they can; named as the hub names it in its audit. */
export const steps = {
  submit: (played, life) => ({
    method: 'POST',
    path: '/fhir/ServiceRequest',
    body: sentReferral(randomUUID(), somebody(life.n)),
    headers: fhir(played, 'gp', { 'idempotency-key': randomUUID() }),
  }),
  accept: put('practitioner', (life) => life.id, 1, { status: 'accepted' }),
  'refer-on': (played, life) => ({
    method: 'POST',
    path: '/fhir/ServiceRequest',
    body: {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'filler-order',
      basedOn: [{ reference: `ServiceRequest/${life.id}` }],
      subject: { identifier: somebody(life.n).identifier },
      performer: [{ reference: 'Organization/drumgarth' }],
    },
    headers: fhir(played, 'practitioner', { 'idempotency-key': randomUUID() }),
  }),
  'accept-onward': answer({ answer: 'accept', reference: 'P-77' }),
  'complete-onward': answer({ answer: 'complete', activity: 'Food parcel collected' }),
  'cancel-onward': put('practitioner', (life) => life.onward ?? '', 1, { status: 'cancelled', statusReason: { text: 'No longer needed' } }),
} as const satisfies Record<string, Step>;
export type StepName = keyof typeof steps;

/** Notes what the hub acknowledged. */
export const acknowledged = (played: Played, life: Life, step: StepName, answered: Answered): void => {
  if (answered.status >= 300) throw new Error(`${step} was refused: ${answered.status} ${answered.text}`);
  if (step === 'submit') {
    life.id = answered.body.id;
    played.lives.push(life);
  }
  if (step === 'refer-on') life.onward = answered.body.id;
  life.done.push(step);
};
const begun = { lives: 0 };
export const newLife = (): Life => {
  begun.lives += 1;
  return { n: begun.lives, id: '', done: [] };
};
export const live = async (played: Played, life: Life, ...path: StepName[]): Promise<Life> => {
  for (const step of path) acknowledged(played, life, step, await insist(played, steps[step](played, life)));
  return life;
};

const signIn = async (played: Played): Promise<void> => {
  for (const name of ['gp', 'practitioner', 'manager'] as const) {
    played.tokens.set(name, await accessToken(played.hub.url, played.cast.clients[name], demoScope(name)));
  }
};

/** Onboards the demo's parties with servers that listen. */
export const play = async (hub: LocalHub): Promise<Played> => {
  let cast: DemoCast | undefined;
  const practice = await partyServer(() => cast?.endpointSecrets.birchtree ?? '');
  const organisation = await partyServer(() => cast?.endpointSecrets.drumgarth ?? '');
  cast = await onboardDemo(hub, { birchtree: practice.url, drumgarth: organisation.url });
  const played: Played = { hub, cast, practice, organisation, lives: [], tokens: new Map() };
  await signIn(played);
  return played;
};
export const stopPlaying = async ({ practice, organisation }: Played): Promise<void> => {
  await Promise.all([practice.leave(), organisation.leave()]);
};
