/** What became of an onward referral, from the commits alone; the meaning of each count stands in `counts.ts`. */
import type { Instant } from '#platform/types';
import type { Amounts, Commit, Event, OnwardFacts, OnwardId } from '#referral/types';

/** The reason code of a decline that says the person is being helped by that organisation already. */
export const alreadySupportingCode = 'already-supporting';

type Answer = 'accepted' | 'declined' | 'alreadySupporting';
export type SentOn = {
  facts: OnwardFacts;
  answer?: { is: Answer; at: Instant; reason?: string };
  came?: true;
  /** When it was asked to stop, for the first time. */
  askedToStop?: Instant;
  reminded: readonly Instant[];
  ended?: 'closed' | 'withdrawn' | 'unknown' | 'error';
  reached?: Amounts;
};
type All = ReadonlyMap<OnwardId, SentOn>;

const changed = (all: All, id: OnwardId, change: (sent: SentOn) => SentOn): All => {
  const sent = all.get(id);
  if (!sent) throw new Error('something happened to an onward referral that was never sent');
  return new Map(all).set(id, change(sent));
};
const answered = (all: All, id: OnwardId, answer: NonNullable<SentOn['answer']>): All =>
  changed(all, id, (sent) => ({ ...sent, answer: sent.answer ?? answer, ...(answer.is === 'accepted' ? {} : { ended: 'closed' as const }) }));
const cancelled = (sent: SentOn, acknowledged: boolean): SentOn => {
  if (!sent.answer) return { ...sent, ended: 'withdrawn' };
  return { ...sent, ended: acknowledged || !sent.askedToStop ? 'closed' : 'unknown' };
};

const after = (all: All, event: Event, at: Instant): All => {
  switch (event.type) {
    case 'referred-on':
      return new Map(all).set(event.facts.id, { facts: event.facts, reminded: [] });
    case 'onward-accepted':
      return answered(all, event.onward, { is: 'accepted', at });
    case 'onward-declined':
      return answered(all, event.onward, { is: event.reason.code === alreadySupportingCode ? 'alreadySupporting' : 'declined', at, reason: event.reason.code });
    case 'onward-attended':
      return event.came ? changed(all, event.onward, (sent) => ({ ...sent, came: true })) : all;
    case 'onward-completed':
      return changed(all, event.onward, (sent) => ({ ...sent, ended: 'closed', ...(event.outcome.amounts ? { reached: event.outcome.amounts } : {}) }));
    case 'onward-failed':
      return changed(all, event.onward, (sent) => ({ ...sent, ended: 'closed' }));
    case 'onward-cancellation-requested':
      return changed(all, event.onward, (sent) => ({ ...sent, askedToStop: sent.askedToStop ?? at }));
    case 'onward-reminded':
      return changed(all, event.onward, (sent) => ({ ...sent, reminded: [...sent.reminded, at] }));
    case 'onward-cancelled':
      return changed(all, event.onward, (sent) => cancelled(sent, event.acknowledged));
    case 'onward-marked-as-error':
      return changed(all, event.onward, (sent) => ({ ...sent, ended: 'error' }));
    default:
      return all;
  }
};

/** In the order in which they were sent, without those that were entered in error. */
export const sentOnIn = (commits: readonly Commit[]): SentOn[] => {
  let all: All = new Map();
  for (const { events, at } of commits) for (const event of events) all = after(all, event, at);
  return [...all.values()].filter(({ ended }) => ended !== 'error');
};
