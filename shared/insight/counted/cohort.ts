/** What a referral adds to the month in which it came: itself, its person once in each period, and how long its first steps took. */

import { daysBetween } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { isTwoWay } from '#referral/contacts';
import { type Calendar, londonDate, workingDaysBetween } from '#referral/working-days';
import type { Episode } from './episode.ts';
import type { GoalTold, Told } from './life.ts';
import { sumOf, type Tally } from './tally.ts';

/** Contacts from which help is called sustained: the trial's threshold. */
const sustainedFrom = 3;
/** What was dated back took no time. */
export const daysTaken = (from: LocalDate, to: LocalDate): number => Math.max(0, daysBetween(from, to));

/** The coarsest calendar period in which it is the person's first: a year, a quarter, a month. `y` is therefore first in its quarter and month too. */
type FirstIn = 'y' | 'q' | 'm';
export const quarterOf = (day: LocalDate): string => `${day.slice(0, 4)}-${Math.floor((Number(day.slice(5, 7)) - 1) / 3)}`;
export const firstIn = (day: LocalDate, earlier: readonly LocalDate[]): FirstIn | undefined => {
  if (!earlier.some((one) => one.slice(0, 4) === day.slice(0, 4))) return 'y';
  if (!earlier.some((one) => quarterOf(one) === quarterOf(day))) return 'q';
  return earlier.some((one) => one.slice(0, 7) === day.slice(0, 7)) ? undefined : 'm';
};

const reReferredWithin = 365;
/** Same person, an episode before that was closed, within a year. */
const isReReferral = ({ receivedAt, receivedOn }: Episode, earlier: readonly Episode[]): boolean =>
  earlier.some(({ ended, receivedOn: before }) => ended !== undefined && ended.at <= receivedAt && daysTaken(before, receivedOn) <= reReferredWithin);

/** Anything that she did to reach the person; a visit that was called off is none. */
const isAttempt = ({ outcome }: Episode['contacts'][number]): boolean => outcome !== 'cancelled-by-person' && outcome !== 'cancelled-by-us';
export const attemptsOf = ({ contacts }: Episode) => contacts.filter(isAttempt);
export const twoWayOf = ({ contacts }: Episode) => contacts.filter(isTwoWay);

const since = (from: Instant, to: Instant): number => daysTaken(londonDate(from), londonDate(to));
const waits = (episode: Episode, closed: Calendar): Tally => {
  const { receivedAt, receivedOn, assessedAt, ended } = episode;
  const [attempt, contact] = [attemptsOf(episode)[0], twoWayOf(episode)[0]];
  const tries = contact ? attemptsOf(episode).filter(({ at }) => at < contact.at).length + 1 : 0;
  return {
    ...(attempt ? { [`attempt.${since(receivedAt, attempt.at)}`]: 1 } : {}),
    ...(contact
      ? {
          [`wait.${since(receivedAt, contact.at)}`]: 1,
          [`worked.${workingDaysBetween(receivedOn, londonDate(contact.at), closed)}`]: 1,
          [`tries.${tries}`]: 1,
        }
      : { [ended ? 'endedWaiting' : 'waiting']: 1 }),
    ...(assessedAt ? { [`assess.${since(receivedAt, assessedAt)}`]: 1 } : {}),
  };
};

type Person = { told: Told; goals: readonly GoalTold[] };
/** Of the person, at this referral or a later one. */
const peopleTally = (first: FirstIn, { receivedOn }: Episode, from: readonly Episode[], { told, goals }: Person): Tally => {
  const at = `${first}@${receivedOn.slice(8)}`;
  const contacts = from.flatMap(twoWayOf).length;
  const set = goals.filter(({ setOn }) => setOn >= receivedOn).length;
  const yes = (name: string, is: boolean): Tally => (is ? { [`${name}.${at}`]: 1 } : {});
  return {
    ...yes('people', true),
    ...yes('engaged', contacts > 0),
    ...yes('sustained', contacts >= sustainedFrom),
    ...yes('referredOn', contacts > 0 && from.some(({ sentOn }) => sentOn.length > 0)),
    ...(contacts > 0 && set > 0 ? { [`planned.${at}`]: 1, [`goals.${at}`]: set } : {}),
    ...(told.merged > 0 && first === 'y' ? { merged: told.merged } : {}),
  };
};
const quality = ({ birthDate, sex, fifth, numbered, ethnicity }: Told, { primary }: Episode): Tally => ({
  ...((birthDate?.length ?? 0) >= 10 ? { hasBirthDate: 1 } : {}),
  ...(sex === 'not-known' ? {} : { hasSex: 1 }),
  ...(fifth === 'not-known' ? {} : { hasFifth: 1 }),
  ...(numbered ? { hasNumber: 1 } : {}),
  ...(ethnicity === 'not-known' ? {} : { hasEthnicity: 1 }),
  ...(primary ? { hasNeed: 1 } : {}),
});

/** `episodes`: all of the person, oldest first; `n`: which of them. */
export const cohortTally = (episodes: readonly Episode[], n: number, person: Person, closed: Calendar): { tally: Tally; first: FirstIn | undefined } => {
  const episode = episodes[n];
  if (!episode) throw new Error('an episode that is none of the person’s');
  const earlier = episodes.slice(0, n);
  const first = firstIn(
    episode.receivedOn,
    earlier.map(({ receivedOn }) => receivedOn),
  );
  const own: Tally = {
    received: 1,
    [`source.${episode.facts.source ?? 'gp-system'}`]: 1,
    ...(isReReferral(episode, earlier) ? { again: 1 } : {}),
    ...(episode.optedOut ? { [`optOut.${episode.optedOut}`]: 1 } : {}),
  };
  const people = first ? peopleTally(first, episode, episodes.slice(n), person) : {};
  return { first, tally: sumOf([own, people, waits(episode, closed), quality(person.told, episode)]) };
};
