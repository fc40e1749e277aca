/** What the directory says of a place, in words. */
import { type Capacity, roomOn } from '#directory/capacity-store';
import type { Entry } from '#directory/entry';
import type { Eligibility, OpeningHours, Place as Where } from '#directory/types';
import { parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { londonDate } from '#referral/working-days';
import type { Visit } from '#web/frame/page';
import { dayText, nearDay } from '#web/frame/when';
import type { Words } from '#web/words/words';
import type { Place } from './find-data.ts';

const dayName = (day: number, { when }: Words): string => when.weekdays[day % 7] ?? '';
/** `Tuesday 12:00–17:30, Thursday 12:00–17:30`. */
export const openingText = (opening: readonly OpeningHours[], words: Words): string =>
  opening
    .toSorted((one, other) => one.day - other.day || (one.from < other.from ? -1 : 1))
    .map(({ day, from, to }) => `${dayName(day, words)} ${from}–${to}`)
    .join(', ');
/** `Tuesday, Thursday, Friday`, for a list. */
export const daysText = (opening: readonly OpeningHours[], words: Words): string =>
  [...new Set(opening.map(({ day }) => day))]
    .sort()
    .map((day) => dayName(day, words).slice(0, 3))
    .join(', ');
export const hoursOn = (opening: readonly OpeningHours[], today: LocalDate): string =>
  opening
    .filter(({ day }) => day === (new Date(today).getUTCDay() || 7))
    .map(({ from, to }) => `${from}–${to}`)
    .join(', ');

export const kmText = (km: number): string => (km < 10 ? km.toFixed(1) : String(Math.round(km)));
export const roomText = (capacity: Capacity | undefined, { words, today }: Visit): string => {
  const { room } = words.finding;
  const { places, waitingWeeks, fullUntil, pausedUntil } = capacity ?? {};
  switch (roomOn(capacity, today)) {
    case 'unknown':
      return room.unknown;
    case 'paused':
      return pausedUntil === undefined || pausedUntil === 'further-notice' ? room.paused : room.pausedUntil(dayText(pausedUntil, today, words));
    case 'full':
      return fullUntil === undefined ? room.full : room.fullUntil(dayText(fullUntil, today, words));
    case 'open':
      if (waitingWeeks) return room.waiting(waitingWeeks);
      return places ? room.places(places) : room.open;
  }
};
/** With when it was said. */
export const roomSaid = (capacity: Capacity | undefined, visit: Visit): string => {
  const said = capacity && visit.words.finding.room.said(nearDay(londonDate(capacity.updatedAt), visit.today, visit.words));
  return [roomText(capacity, visit), said].filter(Boolean).join(', ');
};
export const usualText = ({ usual, usualAsked }: Pick<Place, 'usual' | 'usualAsked'>, { finding }: Words): string | undefined =>
  usual ? finding.usual(usual.withinDays, usual.acceptedPercent) : usualAsked ? finding.newHere : undefined;
export const checkedDay = (lastChecked: string | undefined, { words, today }: Visit): string | undefined => {
  const day = lastChecked === undefined ? undefined : parseLocalDate(lastChecked.slice(0, 10));
  return day && dayText(day, today, words);
};
export const checkedText = (lastChecked: string | undefined, visit: Visit): string => {
  const day = checkedDay(lastChecked, visit);
  return day ? visit.words.finding.checked(day) : visit.words.finding.notChecked;
};
export const forWhomText = ({ fromAge, toAge, only, text }: Eligibility, { finding }: Words): string =>
  [only && finding.place.only[only], finding.place.ages(fromAge, toAge), text].filter(Boolean).join('. ');
export const whereText = ({ name, line, town, postcode }: Where): string => [name, line, town, postcode].filter(Boolean).join(', ');
export const languageName = (code: string, { finding }: Words): string => {
  const { languages } = finding;
  const base = code.split('-', 1)[0] ?? code;
  return Object.hasOwn(languages, base) ? languages[base as keyof typeof languages] : code;
};
/** Of an entry whose organisation is called as it is, once. */
export const fromWhom = ({ name, organisation }: Pick<Entry, 'name' | 'organisation'>): string => (organisation === name ? '' : organisation);
