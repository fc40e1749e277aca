/** The caller's own subscriptions: nobody else's exist for it. */
import { loadSubscription, subscriptionsOf } from '#delivery/subscription-store';
import type { Subscriber, Subscription, SubscriptionId } from '#delivery/subscription-types';
import { partyOf } from '#delivery/subscription-wake';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import type { Caller } from '#identity/types';

/** Undefined: who has no registered address cannot be written to, and so has no subscription. */
export const subscriberOf = (caller: Caller): Subscriber | undefined => (caller.kind === 'practice' || caller.kind === 'organisation' ? caller : undefined);

const readId = (text: string): SubscriptionId | undefined => (/^[0-9a-z]{26}$/.test(text) ? (text as SubscriptionId) : undefined);

/** Undefined: nothing there, or another party's. */
export const ownSubscription = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Subscription | undefined> => {
  const [owner, read] = [subscriberOf(call.who.caller), readId(id)];
  return owner && read && loadSubscription(ports.subscriptions.work, partyOf(owner), read);
};
export const ownSubscriptions = async (call: FhirCall, ports: FhirPorts): Promise<Subscription[]> => {
  const owner = subscriberOf(call.who.caller);
  return owner ? subscriptionsOf(ports.subscriptions.work, partyOf(owner)) : [];
};
