/** An onward referral's life: asked, answered or not, come to or not, and how it ended. */
import type { OrganisationCaller } from '#identity/types';
import { instantOf } from '#platform/time';
import type { LaterAct } from '#referral/commands';
import { answerDeadlines, deadlineDays } from '#referral/deadlines';
import type { NeedCode } from '#referral/needs';
import type { OnwardId, Outcome } from '#referral/types';
import { addWorkingDays, calendar } from '#referral/working-days';
import { type Answer, answerOf, answersIn, declines, noRoom, reason } from './answering.ts';
import type { Chance } from './chance.ts';
import { type Story, tell } from './happening.ts';
import type { Organisation } from './programme.ts';
import { needOf } from './sent.ts';
import { atWork, dateAt, day, minute, monthAt } from './time.ts';

/** `accepted` and `ends` as milliseconds; absent: never. */
export type Asked = { id: OnwardId; organisation: Organisation; by: OrganisationCaller; accepted?: number; ends?: number };
type Going = Asked & { story: Story; sentAt: number };
const clock = { kind: 'clock' } as const;

/** The hub's clock looks once a minute. */
const remind = ({ id, story, sentAt }: Going, until: number): void => {
  const due = answerDeadlines({ sentAt: instantOf(sentAt) }, calendar());
  const [first, last] = [due.remindAt, due.escalateAt].map((at) => Date.parse(at) + story.by.whole(1, 59) * 1000);
  if (first !== undefined && first < until) tell(story, first, clock, { type: 'remind-onward', onward: id });
  if (last !== undefined && last < until) tell(story, last, clock, { type: 'escalate-onward', onward: id });
};

const saysNo = (going: Going, at: number, answer: Answer): number => {
  const { id, by: organisation, story } = going;
  const { by, programme } = story;
  if (answer === 'already')
    return tell(story, at, organisation, { type: 'decline-onward', onward: id, reason: reason('already-supporting', 'We support this person already.') });
  const shocked = monthAt(programme.months, at) === programme.shock || going.organisation.habit === 'often-full';
  const why = shocked ? noRoom : by.weighted(declines);
  const until = why === noRoom && by.yes(0.7) ? { fullUntil: dateAt(at + by.whole(7, 60) * day) } : {};
  return tell(story, at, organisation, { type: 'decline-onward', onward: id, reason: why, ...until });
};

const outcomeOf = (by: Chance, { money, service }: Organisation): Outcome => {
  const activity = `${service.name}: done`;
  if (!money) return { activity, outcome: by.pick(['Going well', 'Settled in', 'Got what was needed', 'Came for a while']) };
  return { activity, amounts: by.yes(0.6) ? { yearly: by.whole(4, 60) * 100 } : { oneOff: by.whole(1, 12) * 50, debt: by.whole(0, 40) * 100 } };
};
/** Asked to stop: acknowledged, or the clock waits no longer. */
const stopped = ({ id, by: organisation, story }: Asked & { story: Story }, at: number, forced: boolean): number => {
  const last = Date.parse(addWorkingDays(instantOf(at), deadlineDays.acknowledgeCancellation, calendar()));
  if (forced) return tell(story, last + story.by.whole(1, 59) * 1000, clock, { type: 'force-cancellation', onward: id });
  return tell(story, Math.min(atWork(at + 2 * minute, story.by), last - minute), organisation, { type: 'cancel-onward', onward: id });
};
/** Once the referral has ended under it: those at work are asked to stop with it. */
export const stoppedWith = (story: Story, asked: Asked, at: number): void => {
  if (asked.accepted !== undefined && asked.accepted < at && (asked.ends ?? at + 1) > at) stopped({ ...asked, story }, at, story.by.yes(0.3));
};

type End = 'completed' | 'failed' | 'given-up' | 'stopped' | 'forced' | 'error' | 'goes-on';
const endOf = ({ story: { by, person } }: Going): End => {
  if (person.turn === 'onward-stopped') return 'stopped';
  if (person.turn === 'onward-forced') return 'forced';
  if (person.turn === 'onward-error') return 'error';
  return by.weighted([
    [72, 'completed'],
    [8, 'failed'],
    [3, 'given-up'],
    [4, 'stopped'],
    [2, 'forced'],
    [11, 'goes-on'],
  ] as const);
};
const ended = (going: Going, at: number): number | undefined => {
  const { id, by: organisation, story } = going;
  const end = endOf(going);
  const own = (act: LaterAct) => tell(story, at, organisation, act);
  switch (end) {
    case 'completed':
      return own({ type: 'complete-onward', onward: id, outcome: outcomeOf(story.by, going.organisation) });
    case 'failed':
      return own({ type: 'fail-onward', onward: id, reason: reason('unable-to-contact', 'We could not reach them any more.') });
    case 'given-up':
      return own({ type: 'cancel-onward', onward: id, reason: reason('service-closed', 'We cannot go on with this.') });
    case 'stopped':
    case 'forced':
      tell(story, at, story.owner, { type: 'cancel-onward', onward: id, reason: reason('person-declined', 'They would rather not go on.') });
      return stopped(going, at, end === 'forced');
    case 'error':
      return tell(story, at, story.owner, { type: 'mark-onward-as-error', onward: id });
    case 'goes-on':
      return story.by.yes(0.5)
        ? undefined
        : tell(story, at + 90 * day, organisation, { type: 'complete-onward', onward: id, outcome: { activity: 'Still comes' } });
  }
};

/** Came or not, and what was noted meanwhile. */
const attended = ({ id, by: organisation, story }: Going, from: number): number => {
  const { by, person } = story;
  let at = atWork(from + by.around(8, 0.6) * day, by);
  const act = (next: LaterAct) => tell(story, at, organisation, next);
  if (person.turn === 'onward-numbered' || by.yes(0.03)) act({ type: 'note-reference', onward: id, reference: `CASE-${by.whole(1000, 9999)}` });
  at = atWork(at + by.whole(1, 4) * day, by);
  for (let misses = 0; by.yes(0.16) && misses < 2; misses += 1) at = atWork(act({ type: 'attend-onward', onward: id, came: false }) + 7 * day, by);
  act(by.yes(0.72) ? { type: 'attend-onward', onward: id, came: true } : { type: 'start-onward', onward: id });
  if (person.turn !== 'onward-held' && !by.yes(0.02)) return at;
  at = atWork(at + by.whole(3, 12) * day, by);
  act({ type: 'hold-onward', onward: id, reason: reason('waitlist', 'The group meets again next month.') });
  at = atWork(at + by.whole(10, 25) * day, by);
  return act({ type: 'resume-onward', onward: id });
};

const saysYes = (going: Going, at: number, waits: boolean): void => {
  const { id, by: organisation, story } = going;
  const { by } = story;
  const weeks = waits ? by.whole(2, 10) : 0;
  const acceptance = { ...(waits ? { waitingWeeks: weeks } : {}), ...(by.yes(0.4) ? { reference: `R-${by.whole(1000, 9999)}` } : {}) };
  going.accepted = tell(story, at, organisation, { type: 'accept-onward', onward: id, acceptance });
  const came = by.yes(0.86) || story.person.turn !== undefined;
  const then = came ? attended(going, at + weeks * 6 * day) : at + weeks * 7 * day;
  const over = atWork(then + by.around(30, 0.6) * day, by);
  const missed = { type: 'fail-onward', onward: id, reason: reason('unable-to-contact', 'They did not come.') } as const;
  going.ends = came ? ended(going, over) : tell(story, over, organisation, missed);
};

/** Nobody answered in time: the practitioner asks no longer, or rings and hears at last. */
const unanswered = (going: Going): void => {
  const { id, story, sentAt } = going;
  const due = Date.parse(answerDeadlines({ sentAt: instantOf(sentAt) }, calendar()).escalateAt);
  const at = atWork(due + story.by.whole(1, 20) * day, story.by);
  remind(going, at);
  going.ends = tell(story, at, story.owner, { type: 'cancel-onward', onward: id, reason: reason('no-response-timeout', 'Nobody answered.') });
};
const asksFirst = ({ id, by: organisation, story }: Going, at: number): number => {
  const asked = tell(story, at, organisation, { type: 'ask-onward', onward: id, text: 'Which days would suit?' });
  return atWork(tell(story, atWork(asked + day / 2, story.by), story.owner, { type: 'reply-onward', onward: id, text: 'Any morning.' }) + day, story.by);
};
const answered = (going: Going, days: number): void => {
  const { id, story, sentAt } = going;
  const { by, person } = story;
  let at = atWork(sentAt + days * day, by);
  if (person.turn === 'onward-asked' || by.yes(0.04)) at = asksFirst(going, at);
  if (person.turn === 'onward-not-delivered') {
    const missed = tell(story, sentAt + by.whole(20, 300) * minute, { kind: 'delivery' }, { type: 'report-not-delivered', onward: id });
    at = Math.max(at, atWork(missed + day, by));
  }
  remind(going, at);
  const answer = answerOf(story, going.organisation, at);
  if (answer === 'yes' || answer === 'waiting-list') saysYes(going, at, answer === 'waiting-list');
  else going.ends = saysNo(going, at, answer);
};

export const referOn = (story: Story, organisation: Organisation, need: NeedCode, sentAt: number): Asked => {
  const { by, referral, person, programme } = story;
  const id = `${referral}-${by.ids.short()}` as OnwardId;
  const caller = { kind: 'organisation', organisation: organisation.id, client: `sim-${organisation.id}` } as OrganisationCaller;
  const going: Going = { id, organisation, by: caller, story, sentAt };
  tell(story, sentAt, story.owner, { type: 'refer-on', onward: id, organisation: organisation.id, service: organisation.service.id, need: needOf(need) });
  const slower = monthAt(programme.months, sentAt) === programme.shock ? 2 : 1;
  const days = answersIn(by, organisation.habit);
  const turned = person.turn?.startsWith('onward-') === true;
  if (!turned && by.yes(0.04)) {
    going.ends = tell(story, sentAt + by.whole(1, 5) * 3 * 3_600_000, story.owner, {
      type: 'cancel-onward',
      onward: id,
      reason: reason('person-declined', 'They thought again.'),
    });
  } else if (days === undefined && !turned) unanswered(going);
  else answered(going, (days ?? 6) * slower);
  const { story: _, sentAt: __, ...asked } = going;
  return asked;
};
