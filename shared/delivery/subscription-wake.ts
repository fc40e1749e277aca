/** Wake-ups of subscriptions: late, twice or for nothing; the subscription decides what is to do. */
import { millisecondsOf } from '#platform/time';
import type { Instant, Queue, QueueMessage } from '#platform/types';
import type { LaterSubscription, Subscriber, Subscription, SubscriptionMessage } from './subscription-types.ts';

/** Whose endpoint it is. */
export const endpointOf = (owner: Subscriber): string => (owner.kind === 'practice' ? owner.practice : owner.organisation);
/** As `nameOf` says it: practices, organisations and practitioners may bear the same id. */
export const partyNamed = (kind: Subscriber['kind'], id: string): string => `${kind}/${id}`;
export const partyOf = (owner: Subscriber): string => partyNamed(owner.kind, endpointOf(owner));

/** The longest an SQS message can be delayed, in seconds. */
const longestDelay = 900;

/** The group is the subscription, so that one consumer at a time numbers and sends. `turn`: what keeps one wake-up apart from another. */
export const subscriptionFifo = (message: SubscriptionMessage, turn: string): QueueMessage => ({
  body: JSON.stringify(message),
  group: `SUB#${message.subscription}`,
  deduplicationId: [message.subscription, message.referral ?? '', message.rev ?? '', turn].join('#'),
});

const wakeUpOf = ({ owner, id }: Subscription): SubscriptionMessage => ({ party: partyOf(owner), subscription: id });
/** The state as a FIFO queue may see it once. */
export const subscriptionTurn = ({ writes }: Pick<Subscription, 'writes'>): string => `d${writes}`;

export const wakeSubscription = (subscription: Subscription, turn: string, ports: { deliverQueue: Queue }): Promise<void> =>
  ports.deliverQueue.send([subscriptionFifo(wakeUpOf(subscription), `${turn}${subscription.writes}`)]);

/** Up to 15 minutes by the queue; what is due later is the sweep's. */
export const wakeSubscriptionWhenDue = async (subscription: Subscription, dueAt: Instant, now: Instant, ports: { laterQueue: Queue }): Promise<void> => {
  const delaySeconds = Math.max(0, Math.ceil((millisecondsOf(dueAt) - millisecondsOf(now)) / 1000));
  const message: LaterSubscription = { ...wakeUpOf(subscription), turn: subscriptionTurn(subscription) };
  if (delaySeconds <= longestDelay) await ports.laterQueue.send([{ body: JSON.stringify(message), delaySeconds }]);
};
