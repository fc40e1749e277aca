/** What one referral adds to the figures, from its commits alone; the meaning of each count stands in `definitions.ts`. */
import type { Instant, LocalDate } from '#platform/types';
import type { Commit, Event, OnwardId, RequestFacts } from '#referral/types';
import { alreadySupportingCode, type Count, countable } from './definitions.ts';
import { type Cell, merged, minutesName, type Tally } from './tally.ts';

type CountableType = { [Type in Event['type']]: (typeof countable)[Type] extends true ? Type : never }[Event['type']];
/** Being asked to stop counts as nothing by itself, but decides what a later cancellation counts as. */
type Telling = Extract<Event, { type: CountableType | 'onward-cancellation-requested' }>;

type Answer = 'accepted' | 'declined' | 'alreadySupporting';
type Sent = { at: Instant; answer?: { is: Answer; at: Instant }; askedToStop?: true; ended?: 'closed' | 'withdrawn' | 'unknown' | 'error' };
type Life = { facts?: RequestFacts; receivedAt?: Instant; error?: true; onward: ReadonlyMap<OnwardId, Sent> };

const isTelling = (event: Event): event is Telling => countable[event.type] || event.type === 'onward-cancellation-requested';

const changed = (life: Life, id: OnwardId, change: (sent: Sent) => Sent): Life => {
  const sent = life.onward.get(id);
  if (!sent) throw new Error('something happened to an onward referral that was never sent');
  return { ...life, onward: new Map(life.onward).set(id, change(sent)) };
};
const answered = (life: Life, id: OnwardId, is: Answer, at: Instant): Life =>
  changed(life, id, (sent) => ({ ...sent, answer: sent.answer ?? { is, at }, ...(is === 'accepted' ? {} : { ended: 'closed' }) }));

const cancelled = (sent: Sent, acknowledged: boolean): Sent => {
  if (!sent.answer) return { ...sent, ended: 'withdrawn' };
  return { ...sent, ended: acknowledged || !sent.askedToStop ? 'closed' : 'unknown' };
};

const after = (life: Life, event: Telling, at: Instant): Life => {
  switch (event.type) {
    case 'submitted':
      return { ...life, facts: event.facts, ...(event.draft ? {} : { receivedAt: at }) };
    case 'activated':
      return { ...life, receivedAt: at };
    case 'marked-as-error':
      return { ...life, error: true };
    case 'referred-on':
      return { ...life, onward: new Map(life.onward).set(event.facts.id, { at: event.facts.sentAt }) };
    case 'onward-accepted':
      return answered(life, event.onward, 'accepted', at);
    case 'onward-declined':
      return answered(life, event.onward, event.reason.code === alreadySupportingCode ? 'alreadySupporting' : 'declined', at);
    case 'onward-completed':
    case 'onward-failed':
      return changed(life, event.onward, (sent) => ({ ...sent, ended: 'closed' }));
    case 'onward-cancellation-requested':
      return changed(life, event.onward, (sent) => ({ ...sent, askedToStop: true }));
    case 'onward-cancelled':
      return changed(life, event.onward, (sent) => cancelled(sent, event.acknowledged));
    case 'onward-marked-as-error':
      return changed(life, event.onward, (sent) => ({ ...sent, ended: 'error' }));
  }
};

const lifeOf = (commits: readonly Commit[]): Life => {
  let life: Life = { onward: new Map() };
  for (const { events, at } of commits) for (const event of events) if (isTelling(event)) life = after(life, event, at);
  return life;
};

const one = (count: Count): Tally => ({ [count]: 1 });
const minutesBetween = (from: Instant, to: Instant) => Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));

const tallies = (sent: Sent): Tally[] => {
  if (sent.ended === 'error') return [];
  const { answer, ended } = sent;
  return [
    one('sent'),
    ...(answer ? [one(answer.is)] : []),
    ...(answer && answer.is !== 'alreadySupporting' ? [{ [minutesName(minutesBetween(sent.at, answer.at))]: 1 }] : []),
    ...(ended === 'closed' || ended === 'withdrawn' ? [one(ended)] : []),
  ];
};

/**
 * By practice and day; `commits` from the first on. Nothing for a draft, nothing at all for what was entered in error.
 * `dayOf` gives the day in Europe/London.
 */
export const contribution = (commits: readonly Commit[], dayOf: (instant: Instant) => LocalDate): Cell[] => {
  const { facts, receivedAt, error, onward } = lifeOf(commits);
  if (!facts || error) return [];
  const cell = (at: Instant, tally: Tally): Cell => ({ area: facts.area, practice: facts.practice, day: dayOf(at), tally });
  const received = receivedAt ? [cell(receivedAt, one('received'))] : [];
  return merged([...received, ...[...onward.values()].flatMap((sent) => tallies(sent).map((tally) => cell(sent.at, tally)))]);
};
