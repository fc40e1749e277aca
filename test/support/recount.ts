/** The figures once more, written from their definitions alone: one pass for each question over everything that happened. */
import type { Commit, Event } from '#referral/types';

const london = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });
const dayOf = (instant: string) => london.format(new Date(instant));

type Told = { at: string; event: Event };
const told = (commits: Commit[]): Told[] => commits.flatMap(({ at, events }) => events.map((event) => ({ at, event })));
const ofOnward = (all: Told[], onward: string) => all.filter(({ event }) => 'onward' in event && event.onward === onward);
const has = (all: Told[], ...types: Event['type'][]) => all.some(({ event }) => types.includes(event.type));

/** `by` tells the figures of one practice's month from another's: `area practice month name`. */
type Counted = Map<string, number>;

const namesOf = (all: Told[], sentAt: string): string[] => {
  const names = ['sent'];
  const answer = all.find(({ event }) => event.type === 'onward-accepted' || event.type === 'onward-declined');
  const already = answer?.event.type === 'onward-declined' && answer.event.reason.code === 'already-supporting';
  if (already) names.push('alreadySupporting');
  else if (answer) {
    names.push(answer.event.type === 'onward-accepted' ? 'accepted' : 'declined');
    names.push(`hours.${Math.max(1, Math.ceil((Date.parse(answer.at) - Date.parse(sentAt)) / 3_600_000))}`);
  }
  const cancelled = all.find(({ event }) => event.type === 'onward-cancelled')?.event;
  const unheard = cancelled?.type === 'onward-cancelled' && !cancelled.acknowledged && has(all, 'onward-cancellation-requested');
  if (cancelled && !answer) names.push('withdrawn');
  if (has(all, 'onward-declined', 'onward-completed', 'onward-failed') || (cancelled && answer && !unheard)) names.push('loopClosed');
  return names;
};

/** By `area practice month name`. */
export const recount = (referrals: Commit[][]): Counted => {
  const counted: Counted = new Map();
  for (const commits of referrals) {
    const all = told(commits);
    const submitted = all.find(({ event }) => event.type === 'submitted');
    if (submitted?.event.type !== 'submitted' || has(all, 'marked-as-error')) continue;
    const { area, practice } = submitted.event.facts;
    const add = (at: string, name: string) => {
      const place = `${area} ${practice} ${dayOf(at).slice(0, 7)} ${name}`;
      counted.set(place, (counted.get(place) ?? 0) + 1);
    };
    const received = submitted.event.draft ? all.find(({ event }) => event.type === 'activated') : submitted;
    if (received) add(received.at, 'received');
    for (const { event } of all) {
      if (event.type !== 'referred-on') continue;
      const itsOwn = ofOnward(all, event.facts.id);
      if (has(itsOwn, 'onward-marked-as-error')) continue;
      for (const name of namesOf(itsOwn, event.facts.sentAt)) add(event.facts.sentAt, name);
    }
  }
  return counted;
};

/** Of an unsorted list, the value that at least so many per cent do not exceed. */
export const nearestRank = (values: number[], percent: number): number | null =>
  [...values].sort((a, b) => a - b).find((_, n, all) => (n + 1) * 100 >= percent * all.length) ?? null;
