/** The FIFO consumer of one subscription: numbers what happened, then sends what was not sent, in order. It alone does either. */
import { topicEvents } from '#fhir/subscription/topics';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Commit, Referral, ReferralId } from '#referral/types';
import { clearException } from './exceptions.ts';
import type { AttemptOutcome } from './retry.ts';
import { append, eventsFrom, eventsSoFar, numberedUpTo } from './subscription-log.ts';
import type { SubscriptionPorts } from './subscription-ports.ts';
import { type Barred, rightsOf, sendEvent, sendSign } from './subscription-send.ts';
import { afterHandshake, afterSending, broken, stepOf, switchedOff } from './subscription-step.ts';
import { loadSubscription, saveSubscription } from './subscription-store.ts';
import type { Content, LogEntry, Subscription, SubscriptionMessage } from './subscription-types.ts';
import { wakeSubscription, wakeSubscriptionWhenDue } from './subscription-wake.ts';

/** One wake-up sends no more than this and starts nothing after this time, in milliseconds. */
const most = 10;
const longest = 10_000;
const loads = 3;
/** Of a referral's commits together; one commit makes a few at most. */
const eventsAtOnce = 50;

type Told = { before: Referral | undefined; commit: Commit; after: Referral };
const storyOf = (commits: readonly Commit[], { applyCommit }: Pick<SubscriptionPorts, 'applyCommit'>): Told[] => {
  let before: Referral | undefined;
  return commits.map((commit) => {
    const told = { before, commit, after: applyCommit(before, commit) };
    before = told.after;
    return told;
  });
};

/** What the relay said, or what came after the subscription began: a commit before it is none of its events. */
const isSince = ({ at, rev }: Commit, from: number, subscription: Subscription) => rev >= from || at >= subscription.since;

type Numbering = { subscription: Subscription; referral: ReferralId; from: number };
/** Every commit not numbered yet, up to the newest, so that a message that was lost or overtaken is made good by the next. */
const numberOnce = async ({ subscription, referral, from }: Numbering, ports: SubscriptionPorts): Promise<boolean> => {
  const [mark, commits] = await Promise.all([numberedUpTo(ports.work, subscription.id, referral), ports.readCommits(referral)]);
  const events: Omit<LogEntry, 'n'>[] = [];
  for (const told of storyOf(commits, ports)) {
    const { rev, at } = told.commit;
    if (rev <= (mark ?? 0) || events.length >= eventsAtOnce || !isSince(told.commit, from, subscription)) continue;
    events.push(...topicEvents(subscription, told, ports.baseUrl).map((focus) => ({ at, referral, rev, focus })));
  }
  const upTo = events.at(-1)?.rev;
  if (upTo === undefined) return true;
  const done = await append(ports.work, { id: subscription.id, referral, mark, upTo }, events);
  return done && events.length < eventsAtOnce;
};

const number = async (numbering: Numbering, ports: SubscriptionPorts): Promise<void> => {
  for (let tries = 0; tries < loads; tries += 1) if (await numberOnce(numbering, ports)) return;
  throw new Error('the events kept being numbered by another consumer, or there are more to come');
};

type Run = { subscription: Subscription; newest: number; rights: { content: Content } | Barred };
/** After a failed write somebody else has it: `moved`. */
type Progress = Run | 'done' | 'moved';

const save = async (run: Run, next: Subscription, now: Instant, ports: SubscriptionPorts): Promise<Progress> => {
  const saved = await saveSubscription(ports.work, next);
  if (!saved) return 'moved';
  if ('dueAt' in saved && saved.dueAt) await wakeSubscriptionWhenDue(saved, saved.dueAt, now, ports);
  return { ...run, subscription: saved };
};

const isBarred = (outcome: AttemptOutcome | Barred): outcome is Barred => typeof outcome === 'string';
type After = (outcome: AttemptOutcome, now: Instant) => Subscription;
const send = async (run: Run, sending: Promise<AttemptOutcome | Barred>, after: After, ports: SubscriptionPorts): Promise<Progress> => {
  const outcome = await sending;
  const now = ports.clock.now();
  return save(run, isBarred(outcome) ? broken(run.subscription, outcome, now) : after(outcome, now), now, ports);
};

const nextEvent = async (run: Run, content: Content, ports: SubscriptionPorts): Promise<Progress> => {
  const { subscription } = run;
  const n = subscription.sent + 1;
  const [event] = await eventsFrom(ports.work, subscription.id, n, n, 1);
  if (!event) throw new Error('an event is missing from the log');
  return send(run, sendEvent(subscription, event, content, ports), (outcome, now) => afterSending(subscription, outcome, now, n), ports);
};

const advance = async (run: Run, ports: SubscriptionPorts): Promise<Progress> => {
  const { subscription, newest, rights } = run;
  const now = ports.clock.now();
  const { step } = stepOf(subscription, newest, now);
  if (step === 'nothing') return 'done';
  if (step === 'end') return save(run, switchedOff(subscription, now), now, ports);
  if (typeof rights === 'string') return save(run, broken(subscription, rights, now), now, ports);
  switch (step) {
    case 'handshake':
      return send(run, sendSign(subscription, 'handshake', newest, ports), (outcome, at) => afterHandshake(subscription, outcome, at), ports);
    case 'heartbeat':
      return send(run, sendSign(subscription, 'heartbeat', newest, ports), (outcome, at) => afterSending(subscription, outcome, at), ports);
    case 'event':
      return nextEvent(run, rights.content, ports);
  }
};

const open = async ({ party, subscription: id }: SubscriptionMessage, ports: SubscriptionPorts): Promise<Run | undefined> => {
  const subscription = await loadSubscription(ports.work, party, id);
  if (!subscription) return undefined;
  const [newest, rights] = await Promise.all([eventsSoFar(ports.work, id), rightsOf(subscription, ports)]);
  return { subscription, newest, rights };
};

const leaveToNext = async ({ subscription }: Run, ports: SubscriptionPorts): Promise<Progress> => {
  await wakeSubscription(subscription, 'm', ports);
  return 'done';
};

const numberFor = async ({ party, subscription: id, referral, rev, excepted }: SubscriptionMessage, ports: SubscriptionPorts): Promise<void> => {
  const subscription = referral && (await loadSubscription(ports.work, party, id));
  if (referral && subscription && subscription.status !== 'off') await number({ subscription, referral, from: rev ?? 1 }, ports);
  if (referral && excepted) await clearException(ports.referrals, referral, id);
};

/** A failed send is an outcome written to the subscription; this throws only when one could not be written, and then must be called again. */
export const deliverSubscription = async (message: SubscriptionMessage, ports: SubscriptionPorts): Promise<void> => {
  const until = later(ports.clock.now(), longest);
  await numberFor(message, ports);
  for (let load = 0; load < loads; load += 1) {
    let progress: Progress = (await open(message, ports)) ?? 'done';
    for (let turn = 0; typeof progress !== 'string'; turn += 1) {
      progress = turn < most && ports.clock.now() < until ? await advance(progress, ports) : await leaveToNext(progress, ports);
    }
    if (progress === 'done') return;
  }
  throw new Error('the subscription kept being written by another');
};
