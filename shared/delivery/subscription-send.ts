/** One notification of a subscription, to the address and under the rights as they are now. */
import { createHash } from 'node:crypto';
import { type About, eventNotification, signNotification } from '#fhir/subscription/bundle';
import { permits } from '#identity/scopes';
import { base32 } from '#platform/ids';
import type { AttemptOutcome } from './retry.ts';
import { signedHeaders, signingKeys } from './sign.ts';
import type { SubscriptionPorts } from './subscription-ports.ts';
import type { Channel, Content, LogEntry, Subscription } from './subscription-types.ts';
import { endpointOf } from './subscription-wake.ts';

/** Why nothing may go out at all. */
export type Barred = 'client-gone' | 'address-gone';
type Allowed = { content: Content };

const isOwn = (subscription: Subscription, actsFor: { kind: string; practice?: string; organisation?: string }): boolean =>
  actsFor.kind === subscription.owner.kind && (actsFor.practice ?? actsFor.organisation) === endpointOf(subscription.owner);

/** The client that asked, as it is registered now: what it may no longer have is not sent. */
export const rightsOf = async (subscription: Subscription, ports: Pick<SubscriptionPorts, 'client'>): Promise<Allowed | Barred> => {
  const client = await ports.client(subscription.owner.client);
  if (!client || client.disabledAt || !isOwn(subscription, client.actsFor) || !permits(client.scopes, 'Subscription', 'r')) return 'client-gone';
  const mayAll = subscription.content !== 'full-resource' || permits(client.scopes, 'full-resource', 'r');
  return { content: mayAll ? subscription.content : 'id-only' };
};

/** The same at every attempt at one event; a handshake or sign of life has one for each version or moment. */
const webhookId = ({ id }: Subscription, what: string): string => `sub_${base32(createHash('sha256').update(`${id}\n${what}`).digest())}`;

type Hook = Extract<Channel, { type: 'rest-hook' }>;
type Letter = { id: string; body: string };
const post = async (
  subscription: Subscription,
  { endpoint: url, headers }: Hook,
  letter: Letter,
  ports: SubscriptionPorts,
): Promise<AttemptOutcome | Barred> => {
  const endpoint = await ports.endpoint(endpointOf(subscription.owner));
  if (!endpoint || endpoint.disabledAt || URL.parse(endpoint.url)?.origin !== URL.parse(url)?.origin) return 'address-gone';
  const now = ports.clock.now();
  const keys = await signingKeys(endpoint, now, ports.secrets);
  if (keys.length === 0) return { kind: 'failed', reason: 'no-key' };
  const signed = { ...signedHeaders(letter, keys, now), 'content-type': 'application/fhir+json' };
  return ports.send({ url, headers: { ...headers, ...signed }, body: letter.body });
};

/** No personal data and no id: where to look, and that there is something to see. */
const mailText = (subscription: Subscription, what: string, baseUrl: string): string =>
  [what, '', `${baseUrl}/fhir/Subscription/${subscription.id}/$events`, '', 'Your system reads there what has happened. This address takes no answers.'].join(
    '\n',
  );
const mail = async (subscription: Subscription, to: string, what: string, ports: SubscriptionPorts): Promise<AttemptOutcome | Barred> => {
  const { owner } = subscription;
  const practice = owner.kind === 'practice' ? await ports.practice(owner.practice) : undefined;
  if (practice?.mail !== to) return 'address-gone';
  await ports.mail.send({ to, subject: 'News from Links Hub', text: mailText(subscription, what, ports.baseUrl) });
  return { kind: 'answer', status: 200 };
};

const signs = {
  handshake: 'Links Hub will write here when something happens to your referrals.',
  heartbeat: 'Nothing new; Links Hub still writes here.',
} as const;
/** A handshake or a sign of life. `newest`: the number of the newest event. */
export const sendSign = (subscription: Subscription, type: keyof typeof signs, newest: number, ports: SubscriptionPorts): Promise<AttemptOutcome | Barred> => {
  const { channel } = subscription;
  if (channel.type === 'email') return mail(subscription, channel.to, signs[type], ports);
  const at = ports.clock.now();
  const about: About = { subscription, events: newest, baseUrl: ports.baseUrl, at };
  const id = webhookId(subscription, type === 'handshake' ? `handshake ${subscription.versionId}` : `heartbeat ${subscription.spokenAt}`);
  return post(subscription, channel, { id, body: JSON.stringify(signNotification(about, type)) }, ports);
};

export const sendEvent = async (subscription: Subscription, event: LogEntry, content: Content, ports: SubscriptionPorts): Promise<AttemptOutcome | Barred> => {
  const { channel } = subscription;
  if (channel.type === 'email') return mail(subscription, channel.to, 'Something has happened to a referral.', ports);
  const told = await ports.told(subscription.owner, event, content);
  const about: About = { subscription, events: event.n, baseUrl: ports.baseUrl, at: event.at };
  const body = JSON.stringify(eventNotification(about, content, [{ event, told }], 'event-notification'));
  return post(subscription, channel, { id: webhookId(subscription, `event ${event.n}`), body }, ports);
};
