/** What subscriptions need from outside, beside what all of delivery does. */
import type { Client } from '#identity/client-store';
import type { ClientId } from '#identity/types';
import type { DeliveryPorts } from './ports.ts';
import type { Content, LogEntry, Subscriber } from './subscription-types.ts';

/** What may be told of an event now: nothing but that it was, that the resources are there, or the resources. */
export type Told = 'withheld' | 'ids' | { resources: readonly { resourceType: string; id?: string }[] };

export type SubscriptionPorts = Pick<
  DeliveryPorts,
  | 'referrals'
  | 'work'
  | 'deliverQueue'
  | 'laterQueue'
  | 'clock'
  | 'secrets'
  | 'mail'
  | 'readCommits'
  | 'applyCommit'
  | 'endpoint'
  | 'practice'
  | 'send'
  | 'baseUrl'
> & {
  client(id: ClientId): Promise<Client | undefined>;
  /** Asked anew at every attempt. */
  told(by: Subscriber, event: LogEntry, content: Content): Promise<Told>;
};
