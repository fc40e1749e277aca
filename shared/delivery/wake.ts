/** Wake-ups. They may come late, twice or for nothing: the lane decides whether anything is to do. */
import { millisecondsOf } from '#platform/time';
import type { Instant, QueueMessage } from '#platform/types';
import { headRev, lanesOf, turnOf } from './lane-store.ts';
import type { DeliveryPorts } from './ports.ts';
import type { LaterSubscription } from './subscription-types.ts';
import { subscriptionFifo } from './subscription-wake.ts';
import type { Lane, LaneMessage, LaterMessage } from './types.ts';

/** The longest an SQS message can be delayed, in seconds. */
const longestDelay = 900;

/** For the FIFO queue: the group is the lane, so that one consumer at a time has it. `turn` '0' is the relay's. */
export const fifoMessage = ({ party, referral, rev }: LaneMessage, turn: string): QueueMessage => ({
  body: JSON.stringify({ party, referral, rev }),
  group: `${party}#${referral}`,
  deduplicationId: `${party}#${referral}#${rev}#${turn}`,
});

const wakeUpOf = (lane: Lane): LaneMessage => ({ party: lane.party, referral: lane.referral, rev: headRev(lane) });

export const wakeLane = (lane: Lane, turn: string, ports: Pick<DeliveryPorts, 'deliverQueue'>): Promise<void> =>
  ports.deliverQueue.send([fifoMessage(wakeUpOf(lane), turn)]);

/** Up to 15 minutes by the queue; what is due later is the sweep's. */
export const wakeWhenDue = async (lane: Lane, dueAt: Instant, now: Instant, ports: Pick<DeliveryPorts, 'laterQueue'>): Promise<void> => {
  const delaySeconds = Math.max(0, Math.ceil((millisecondsOf(dueAt) - millisecondsOf(now)) / 1000));
  const message: LaterMessage = { ...wakeUpOf(lane), turn: turnOf(lane) };
  if (delaySeconds <= longestDelay) await ports.laterQueue.send([{ body: JSON.stringify(message), delaySeconds }]);
};

/** A wake-up whose time has come. */
export const wake = (messages: readonly (LaterMessage | LaterSubscription)[], ports: Pick<DeliveryPorts, 'deliverQueue'>): Promise<void> =>
  ports.deliverQueue.send(messages.map((message) => ('subscription' in message ? laterFifo(message) : fifoMessage(message, message.turn))));
const laterFifo = ({ turn, ...message }: LaterSubscription): QueueMessage => subscriptionFifo(message, turn);

type WakingAll = Pick<DeliveryPorts, 'work' | 'deliverQueue'>;
/** `mark`: keeps these wake-ups apart from others of the same write of a lane. */
const wakeAll = async (party: string, isMeant: (lane: Lane) => boolean, mark: string, ports: WakingAll): Promise<void> => {
  const messages: QueueMessage[] = [];
  for await (const lane of lanesOf(ports.work, party)) {
    if (isMeant(lane)) messages.push(fifoMessage(wakeUpOf(lane), `${mark}${lane.version}`));
  }
  if (messages.length > 0) await ports.deliverQueue.send(messages);
};
/** Everything of an endpoint that waits, at once: it is back, or it is gone for good. */
export const wakeEndpoint = (party: string, ports: WakingAll): Promise<void> =>
  wakeAll(party, (lane) => 'dueAt' in lane && lane.dueAt !== undefined, 'e', ports);
/** Everything that was given up since an e-mail came back: there is another address. */
export const wakeReturned = (party: string, ports: WakingAll): Promise<void> =>
  wakeAll(party, (lane) => lane.state === 'parked' && lane.reason === 'returned', 'a', ports);
