/** Takes each lane or subscription that was woken as far as it goes now. It is the FIFO group. */
import type { SQSEvent } from 'aws-lambda';
import { deliver } from '#delivery/deliver';
import { parseWakeUp } from '#delivery/messages';
import { deliverSubscription } from '#delivery/subscription-deliver';
import type { SubscriptionPorts } from '#delivery/subscription-ports';
import { toldOf } from '#fhir/subscription/told';
import { clientStore } from '#identity/client-store';
import { eachInGroup } from '#platform/records';
import { access, clock, delivery, directory, log, referrals, rules } from './wiring.ts';

const subscriptions = (): SubscriptionPorts => ({
  ...delivery(),
  client: (id) => clientStore(access(), clock).find(id),
  told: (by, event, content) => toldOf({ by, at: clock.now() }, event, content, { carryOut: rules(false), referrals: referrals(), directory: directory() }),
});

export const handler = ({ Records }: SQSEvent) =>
  eachInGroup(
    Records,
    ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId,
    ({ body }) => {
      const message = parseWakeUp(body);
      return 'subscription' in message ? deliverSubscription(message, subscriptions()) : deliver(message, delivery());
    },
    log,
  );
