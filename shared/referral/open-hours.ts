/** When a service is open, on London's clocks: by what the directory says, else as offices are; never on a day that the area keeps as a holiday. */
import type { OpeningHours } from '#directory/types';
import { addDays, dayLength } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { atLondonTime, type Calendar, endOfLondonDay, londonDate } from './working-days.ts';

type Span = { from: Instant; to: Instant };

const officeHours: readonly OpeningHours[] = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
/** So far ahead is looked for an hour that is open. */
const daysAhead = 60;

const weekdayOf = (date: LocalDate): number => new Date(date).getUTCDay() || 7;
/** What is open beyond midnight counts to the end of the day. */
const spanOf = (date: LocalDate, { from, to }: OpeningHours): Span => ({
  from: atLondonTime(date, from),
  to: to > from ? atLondonTime(date, to) : endOfLondonDay(date),
});

/** When it is open on that day, the earliest first. */
export const openOn = (date: LocalDate, opening: readonly OpeningHours[] = [], closed: Calendar): Span[] => {
  if (closed.has(Date.parse(date) / dayLength)) return [];
  const hours = opening.length > 0 ? opening : officeHours;
  return hours
    .filter(({ day }) => day === weekdayOf(date))
    .map((one) => spanOf(date, one))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
};

/** What is left of the time that it is open, from an instant on, day by day. */
const spansFrom = (from: Instant, opening: readonly OpeningHours[] | undefined, closed: Calendar): Span[] =>
  Array.from({ length: daysAhead }, (_, n) => openOn(addDays(londonDate(from), n), opening, closed))
    .flat()
    .filter(({ to }) => to > from)
    .map((span) => ({ from: span.from > from ? span.from : from, to: span.to }));

/** The instant by which it was open for so long since; undefined where it is not open for so long in the next weeks. */
export const afterOpen = (from: Instant, milliseconds: number, opening: readonly OpeningHours[] | undefined, closed: Calendar): Instant | undefined => {
  let left = milliseconds;
  for (const span of spansFrom(from, opening, closed)) {
    const long = Date.parse(span.to) - Date.parse(span.from);
    if (long >= left) return new Date(Date.parse(span.from) + left).toISOString() as Instant;
    left -= long;
  }
  return undefined;
};

export const isOpenAt = (at: Instant, opening: readonly OpeningHours[] | undefined, closed: Calendar): boolean =>
  openOn(londonDate(at), opening, closed).some(({ from, to }) => from <= at && at < to);
/** When it opens, or opens next. */
export const opensNext = (at: Instant, opening: readonly OpeningHours[] | undefined, closed: Calendar): Instant | undefined =>
  spansFrom(at, opening, closed)[0]?.from;
