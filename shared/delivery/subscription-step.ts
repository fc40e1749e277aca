/** What to do with a subscription that was woken, and where it stands after something happened to it. Pure. */
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import { type AttemptOutcome, askedWait, judge, outcomeWord } from './retry.ts';
import type { Asking, Standing, Subscription } from './subscription-types.ts';

const second = 1000;
/** Milliseconds after the first failed attempt at an event, the second and the third. After the next it is the subscriber's to ask again. */
const retries = [5 * second, 5 * 60 * second, 30 * 60 * second] as const;
/** Milliseconds by which a timer may be early. */
const tolerance = 2000;

type Step = { step: 'nothing' | 'end' | 'handshake' | 'event' | 'heartbeat' };

/** `newest`: the number of the newest event. */
export const stepOf = (subscription: Subscription, newest: number, now: Instant): Step => {
  if (subscription.status === 'off' || subscription.status === 'error') return { step: 'nothing' };
  if (subscription.end && subscription.end <= now) return { step: 'end' };
  if (subscription.status === 'requested') return { step: 'handshake' };
  const isDue = subscription.dueAt === undefined || subscription.dueAt <= later(now, tolerance);
  if (subscription.sent < newest) return { step: isDue || subscription.attempt === 0 ? 'event' : 'nothing' };
  return { step: subscription.dueAt !== undefined && isDue ? 'heartbeat' : 'nothing' };
};

type Kept = Omit<Subscription, keyof Asking | 'status' | 'dueAt' | 'attempt' | 'failure'>;
const keptOf = ({ id, owner, since, writes, sent, spokenAt, versionId, lastUpdated }: Subscription): Kept => ({
  ...{ id, owner, since, writes, sent, spokenAt, versionId, lastUpdated },
});
const askingOf = ({ topic, filters, content, channel, heartbeat, end, resource }: Asking): Asking => ({
  ...{ topic, filters, content, channel, resource },
  ...(heartbeat === undefined ? {} : { heartbeat }),
  ...(end === undefined ? {} : { end }),
});
/** What the status before brought with it goes with it. */
const standing = (subscription: Subscription, now: Standing): Subscription => ({ ...keptOf(subscription), ...askingOf(subscription), ...now });
const moved = (subscription: Subscription, at: Instant) => ({
  versionId: subscription.versionId + 1,
  lastUpdated: at > subscription.lastUpdated ? at : subscription.lastUpdated,
});
/** Another status is another version of the resource. */
const turned = (subscription: Subscription, now: Standing, at: Instant): Subscription => ({ ...standing(subscription, now), ...moved(subscription, at) });

const listening = ({ heartbeat }: Subscription, at: Instant): Standing => ({
  status: 'active',
  attempt: 0,
  ...(heartbeat === undefined ? {} : { dueAt: later(at, heartbeat * second) }),
});

type Wish = Asking & Pick<Subscription, 'owner'>;
/** The subscriber asks (again): a handshake is due. `since`: what was before is no event of it. */
export const requested = (before: Subscription, at: Instant, { owner, since, ...asking }: Wish & Pick<Subscription, 'since'>): Subscription => ({
  ...keptOf(before),
  ...asking,
  ...{ owner, since, status: 'requested', dueAt: at },
  ...moved(before, at),
});
/** By the subscriber, its end, or a 410: nothing more is sent or numbered. */
export const switchedOff = (before: Subscription, at: Instant, { owner, ...asking }: Wish = before): Subscription => ({
  ...keptOf(before),
  ...askingOf(asking),
  ...{ owner, status: 'off' },
  ...moved(before, at),
});
/** Nothing is sent until the subscriber asks again; events are numbered all the while. */
export const broken = (subscription: Subscription, failure: string, at: Instant): Subscription => turned(subscription, { status: 'error', failure }, at);

export const afterHandshake = (subscription: Subscription, outcome: AttemptOutcome, at: Instant): Subscription => {
  switch (judge(outcome).verdict) {
    case 'delivered':
      return { ...turned(subscription, listening(subscription, at), at), spokenAt: at };
    case 'gone':
      return switchedOff(subscription, at);
    case 'failed':
      return broken(subscription, outcomeWord(outcome), at);
  }
};

const failed = (subscription: Subscription, outcome: AttemptOutcome, at: Instant): Subscription => {
  const attempt = subscription.status === 'active' ? subscription.attempt : 0;
  const wait = retries[attempt];
  if (wait === undefined) return broken(subscription, outcomeWord(outcome), at);
  const asked = outcome.kind === 'answer' ? (askedWait(outcome.retryAfter, at) ?? 0) : 0;
  return standing(subscription, { status: 'active', attempt: attempt + 1, dueAt: later(at, Math.max(wait, asked)) });
};

/** `n`: the event that was sent; without it a sign of life, which fails like one. */
export const afterSending = (subscription: Subscription, outcome: AttemptOutcome, at: Instant, n?: number): Subscription => {
  switch (judge(outcome).verdict) {
    case 'delivered':
      return { ...standing(subscription, listening(subscription, at)), spokenAt: at, ...(n === undefined ? {} : { sent: n }) };
    case 'gone':
      return switchedOff(subscription, at);
    case 'failed':
      return failed(subscription, outcome, at);
  }
};
