/** A group session as it was typed, and what it means for each who was there or was expected. */
import { addDays, daysBetween, millisecondsOf } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import type { Contact, NextStep } from '#referral/types';
import { atLondonTime } from '#referral/working-days';
import type { Faults } from '#web/frame/form';
import type { Submitted } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import type { Member } from './members.ts';

export const nexts = ['keep', 'week', 'two-weeks', 'none'] as const;
const inDays = { week: 7, 'two-weeks': 14 } as const;
export type Session = {
  /** 8 of base32: the contact's id with every person, so that the form sent twice is written up once. */
  id: string;
  name: string;
  day: LocalDate;
  time?: string;
  at: Instant;
  minutes?: number;
  place?: string;
  next: (typeof nexts)[number];
  came: readonly Member[];
  missed: readonly Member[];
};

/** A day without a time is its noon, and never later than now. */
const atOf = (day: LocalDate, time: string | undefined, now: Instant): Instant => {
  const said = atLondonTime(day, time ?? '12:00');
  return time === undefined && millisecondsOf(said) > millisecondsOf(now) ? now : said;
};

export const sessionIn = (id: string, members: readonly Member[], visit: Submitted): Session | { faults: Faults } => {
  const { words, form, at: now, today } = visit;
  const read = fieldReader(form, words);
  const some = (name: string, of: readonly Member[]) => {
    const ids: readonly string[] = read.some(
      name,
      of.map((one) => one.id),
    );
    return of.filter((one) => ids.includes(one.id));
  };
  const [name, day, time] = [read.needed('name', 100), read.neededDay('day'), read.time('time')];
  const [minutes, place, next] = [read.whole('minutes', 0, 600), read.text('place', 100), read.choice('next', nexts) ?? 'keep'];
  const [came, missed] = [
    some('came', members),
    some(
      'missed',
      members.filter(({ expected }) => expected),
    ),
  ];
  const both = came.filter((one) => missed.includes(one)).map((one) => one.name);
  const at = day && atOf(day, time, now);
  if (day && day > today) read.wrong('day', words.frame.faults.dayFuture);
  else if (at && millisecondsOf(at) > millisecondsOf(now)) read.wrong('time', words.group.notYet);
  if (came.length + missed.length === 0) read.wrong('came', words.group.tickSomebody);
  if (both.length > 0) read.wrong('missed', words.group.both(both.join('; ')));
  if (!day || !at || !read.isRight()) return { faults: read.faults() };
  return { id, name, day, at, next, came, missed, ...(time ? { time } : {}), ...(minutes === undefined ? {} : { minutes }), ...(place ? { place } : {}) };
};

/** The first of its weekdays, by one or two weeks, that is not over. */
const againOn = ({ day }: Session, days: number, today: LocalDate): LocalDate => addDays(day, days * Math.max(1, Math.ceil(daysBetween(day, today) / days)));
/** Whoever has another next step keeps it; null: none follows. */
export const nextFor = ({ row }: Member, session: Session, today: LocalDate): NextStep | null | undefined => {
  const { next, name, time, place, day } = session;
  const step = row.casework?.next;
  const isThis = step?.mode === 'group' && step.day <= day;
  if (next === 'keep') return undefined;
  if (next === 'none') return isThis ? null : undefined;
  if (step && !isThis) return undefined;
  return { kind: 'group', mode: 'group', what: name, day: againOn(session, inDays[next], today), ...(time ? { time } : {}), ...(place ? { place } : {}) };
};
export const contactOf = (came: boolean, { id, at, name, minutes, place }: Session): Contact => ({
  ...{ id, at, mode: 'group', outcome: came ? 'attended' : 'did-not-attend', twoWay: came, help: [], note: [name, place].filter(Boolean).join(', ') },
  ...(came && minutes !== undefined ? { minutes } : {}),
});
