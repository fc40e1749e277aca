/** Times in a request, against the hub's own. */
import type { ServiceRequest } from 'fhir/r4.js';
import { endOf, isBefore } from '#fhir/structure/calendar';
import { parseInstant, parseLocalDate } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { londonDate } from '#referral/working-days';

type Timed = { request: Pick<ServiceRequest, 'authoredOn' | 'occurrenceDateTime' | 'occurrencePeriod'>; now: Instant };
const minutesAhead = (now: Instant, minutes: number): string => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const yearEarlier = (now: Instant): string => `${Number(now.slice(0, 4)) - 1}${londonDate(now).slice(4)}`;

/** Clocks differ: five minutes are allowed. A date without time is taken in London. */
export const authoredInFuture = ({ request: { authoredOn }, now }: Timed): boolean => {
  if (authoredOn === undefined) return false;
  return authoredOn.includes('T') ? isBefore(minutesAhead(now, 5), authoredOn) : isBefore(londonDate(now), authoredOn);
};
export const authoredLongAgo = ({ request: { authoredOn }, now }: Timed): boolean =>
  authoredOn !== undefined && isBefore(authoredOn.slice(0, 10), yearEarlier(now));

/** The last day of what was asked for; of a partial date its last day. */
const lastDayAsked = ({ occurrenceDateTime, occurrencePeriod }: Timed['request']): LocalDate | undefined => {
  const asked = occurrenceDateTime ?? occurrencePeriod?.end;
  if (asked === undefined) return undefined;
  const instant = parseInstant(asked);
  return instant ? londonDate(instant) : parseLocalDate(endOf(asked.slice(0, 10)));
};
export const neededInPast = ({ request, now }: Timed): boolean => (lastDayAsked(request) ?? '9999') < londonDate(now);
/** Until when help is needed, unless that day is over. */
export const neededBy = ({ request, now }: Timed): LocalDate | undefined => (neededInPast({ request, now }) ? undefined : lastDayAsked(request));
