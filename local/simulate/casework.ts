/** What a links practitioner does with a person: tries, conversations, visits, and what was struck out again. */
import { instantOf } from '#platform/time';
import type { Contact, Mode, NextStep } from '#referral/types';
import type { Chance } from './chance.ts';
import { type Story, tell } from './happening.ts';
import { atWork, dateAt, day, minute, monthAt } from './time.ts';

const spoken: readonly (readonly [number, Mode])[] = [
  [46, 'telephone'],
  [27, 'practice'],
  [8, 'home'],
  [8, 'community'],
  [5, 'walk-and-talk'],
  [3, 'video'],
  [2, 'accompanied'],
  [1, 'group'],
];
const help: readonly (readonly [number, Contact['help']])[] = [
  [45, ['listening']],
  [25, ['information']],
  [10, ['form', 'listening']],
  [7, ['voucher']],
  [6, ['call-together']],
  [4, ['accompanied']],
  [3, ['letter']],
];
const plan = (by: Chance, at: number, kind: NextStep['kind'] = 'call'): NextStep => ({ kind, day: dateAt(atWork(at, by)), mode: 'telephone' });

type Told = Pick<Contact, 'mode' | 'outcome'> & Partial<Pick<Contact, 'twoWay' | 'minutes' | 'help'>>;
/** Written down a little later, now and then only the next day. Gives when. */
const log = (story: Story, at: number, { twoWay = false, help: given = [], ...told }: Told, next?: NextStep | null, id = story.by.ids.short()): number => {
  const { by, owner } = story;
  const after = told.mode === 'home' ? 130 : 4;
  const written = by.yes(0.05) ? atWork(at + day, by) : at + by.whole(after, after + 41) * minute;
  const contact: Contact = { id, at: instantOf(at), ...told, twoWay, help: given };
  return tell(story, written, owner, { type: 'log-contact', contact, ...(next === undefined ? {} : { next }) });
};

/** How long somebody waits for a first call, in days, from being taken on. */
const waitOf = ({ by, practice, programme }: Story, at: number): number => {
  const month = monthAt(programme.months, at);
  const pace = practice.turn && month >= practice.turn.month ? practice.turn.pace : practice.pace;
  const ill = month === programme.shock ? 1.7 : 1;
  return Math.min(110, by.around(7, 0.75) * pace * ill);
};
/** Undefined: never reached, after three tries or more and a letter; `last` is when. */
export const firstReached = (story: Story, accepted: number): { reached?: number; last: number } => {
  const { by, person } = story;
  const willAnswer = person.hard ? 0.2 : 0.68;
  let at = atWork(accepted + waitOf(story, accepted) * day, by);
  const tries = person.turn === undefined ? by.whole(3, 4) : 9;
  for (let tried = 0; tried < tries; tried += 1) {
    if (by.yes(willAnswer)) return { reached: at, last: at };
    at = atWork(log(story, at, { mode: by.yes(0.9) ? 'telephone' : 'home', outcome: 'no-answer' }, plan(by, at + 2 * day)) + by.whole(1, 6) * day, by);
  }
  if (person.turn !== undefined) return { reached: at, last: at };
  return { last: log(story, at, { mode: 'letter', outcome: 'sent' }, null) };
};

const missed = (story: Story, at: number): number => {
  const outcome = story.by.weighted([
    [66, 'did-not-attend'],
    [23, 'cancelled-by-person'],
    [11, 'cancelled-by-us'],
  ] as const);
  return log(story, at, { mode: story.by.pick(['practice', 'practice', 'home', 'community', 'video'] as const), outcome }, plan(story.by, at + 5 * day));
};
/** She says that she is out, or the clock finds that she did not; then she does. */
const visitAlone = (story: Story, at: number): void => {
  const { by, person, owner } = story;
  const backBy = at + 90 * minute;
  const step: NextStep = { kind: 'visit', day: dateAt(at), mode: 'home', time: '14:00', alone: { knows: 'The front desk', backBy: instantOf(backBy) } };
  tell(story, at - by.whole(2, 20) * minute, owner, { type: 'plan-step', step });
  const late = person.turn === 'overdue-visit';
  if (late) tell(story, backBy + 15 * minute + by.whole(1, 55) * 1000, { kind: 'clock' }, { type: 'report-overdue-visit' });
  tell(story, late ? backBy + 25 * minute : backBy - by.whole(1, 50) * minute, owner, { type: 'confirm-safe' });
};
/** Something was put down wrongly: undone at once, or struck out the day after; then put down again. */
const putRight = (story: Story, at: number, told: Told): void => {
  const { by, owner, person } = story;
  const wrong = by.ids.short();
  const written = log(story, at, { ...told, minutes: 300 }, undefined, wrong);
  if (person.turn === 'undone-contact') tell(story, written + by.whole(1, 8) * minute, owner, { type: 'strike-contact', contact: wrong });
  else tell(story, atWork(written + day, by), owner, { type: 'strike-contact', contact: wrong, reason: 'The length was wrong.' });
};

/** One conversation. Gives when it was written down. */
const talk = (story: Story, at: number, number: number, next: NextStep | null | undefined): number => {
  const { by, person } = story;
  const mode = person.turn === 'overdue-visit' && number === 1 ? 'home' : by.weighted(spoken);
  const outcome = mode === 'telephone' || mode === 'video' ? 'answered' : 'attended';
  const told: Told = { mode, outcome, twoWay: true, minutes: by.whole(2, 14) * 5, help: by.weighted(help) };
  const isWrong = number === 1 && (person.turn === 'undone-contact' || person.turn === 'struck-contact');
  if (mode === 'home' && (number > 0 || person.turn === 'overdue-visit')) visitAlone(story, at);
  if (isWrong) putRight(story, at, told);
  return log(story, at, told, next);
};

/** From the first conversation on; each as when it was. */
export const conversations = (story: Story, first: number): number[] => {
  const { by, person } = story;
  const talks: number[] = [];
  const least = person.turn === undefined ? 1 : 3;
  for (let at = first; talks.length < least || (talks.length < 14 && by.yes(0.72)); ) {
    if (talks.length > 0 && by.yes(0.13)) at = atWork(missed(story, at) + by.whole(3, 12) * day, by);
    const gap = by.around(16, 0.5) * day;
    talk(story, at, talks.length, by.yes(0.5) ? plan(by, at + gap, 'follow-up') : undefined);
    talks.push(at);
    if (by.yes(0.06)) log(story, at + by.whole(2, 4) * day, { mode: 'text', outcome: 'sent' });
    at = atWork(at + gap, by);
  }
  return talks;
};
