/** What a dead-letter queue held: nothing ends there unseen, and nothing is given up. */
import { createHash } from 'node:crypto';
import { later } from '#platform/time';
import type { ReferralId } from '#referral/types';
import { raiseHubException, raiseStranded } from './exceptions.ts';
import { loadLane, saveLane } from './lane-store.ts';
import { recognise } from './messages.ts';
import { baseOf, sinceOf } from './outcomes.ts';
import type { StrandedPorts } from './ports.ts';
import { areaOf } from './stuck.ts';
import type { LaterSubscription, SubscriptionMessage } from './subscription-types.ts';
import type { LaneKey } from './types.ts';

/** Milliseconds: what failed five times in a row is not asked again at once. */
const tryAgainAfter = 60 * 60_000;
/** Seconds, the most a message can wait. */
const tryAgainInQueue = 900;

const except = async (referral: ReferralId, what: string, ports: StrandedPorts) =>
  raiseStranded(ports.referrals, { referral, area: await areaOf(referral, ports), what, since: ports.clock.now() });

/** Its deliveries go on by the clock; the exception goes when one succeeds. */
const strandLane = async ({ party, referral }: LaneKey, ports: StrandedPorts): Promise<void> => {
  await except(referral, party, ports);
  const now = ports.clock.now();
  const lane = await loadLane(ports.work, { party, referral });
  const dueAt = later(now, tryAgainAfter);
  const attempt = lane.state === 'waiting' ? lane.attempt : 0;
  const waiting = { ...baseOf(lane), state: 'waiting', attempt, since: sinceOf(lane, now), triedAt: now, dueAt, asked: false, last: 'stranded' } as const;
  const saved = await saveLane(ports.work, lane.state === 'parked' ? { ...lane, dueAt } : { ...waiting, excepted: true });
  if (!saved) throw new Error('the lane moved meanwhile');
};

/** A later commit of the referral would make it good; this does not wait for one. What waits for the clock is found by the sweep, without a message. */
const strandSubscription = async (message: SubscriptionMessage, ports: StrandedPorts): Promise<void> => {
  if (!message.referral) return;
  await except(message.referral, message.subscription, ports);
  const again: LaterSubscription = { ...message, excepted: true, turn: `s${ports.clock.now()}` };
  await ports.laterQueue.send([{ body: JSON.stringify(again), delaySeconds: tryAgainInQueue }]);
};

const exceptUnknown = ({ from, body }: { from: string; body: string }, ports: StrandedPorts): Promise<void> =>
  raiseHubException(ports.referrals, { from, digest: createHash('sha256').update(`${from}\n${body}`).digest('base64url'), since: ports.clock.now() });

/** `from`: the queue's name. */
export const stranded = async ({ from, body }: { from: string; body: string }, ports: StrandedPorts): Promise<void> => {
  const known = recognise(body);
  switch (known.about) {
    case 'lane':
      return strandLane(known.message, ports);
    case 'subscription':
      return strandSubscription(known.message, ports);
    case 'count':
      if ('referral' in known.what) await except(known.what.referral, 'COUNT', ports);
      return ports.countQueue.send([{ body: JSON.stringify(known.what), delaySeconds: tryAgainInQueue }]);
    case 'unknown':
      return exceptUnknown({ from, body }, ports);
  }
};
