/** What a practitioner is told before she refers on: nothing of it stops her. Pure; what is not known warns of nothing. */
import type { Service } from '#directory/types';
import type { Instant, LocalDate } from '#platform/types';
import { openForNeed } from './next-best.ts';
import { isOpenAt, opensNext } from './open-hours.ts';
import type { Need, Referral } from './types.ts';
import { type Calendar, londonDate } from './working-days.ts';

/** So many services asked for one need at once, and so many referrals to one service in seven days, are many. */
const many = { open: 3, week: 10 } as const;

export type Warning =
  | { warning: 'asked-others'; open: number }
  | { warning: 'many-this-week'; count: number }
  | { warning: 'agreement-missing' }
  | { warning: 'agreement-over'; until: LocalDate }
  | { warning: 'full'; until?: LocalDate }
  | { warning: 'paused'; until?: LocalDate }
  | { warning: 'waiting-list'; weeks: number }
  | { warning: 'too-young'; from: number }
  | { warning: 'too-old'; to: number }
  | { warning: 'only'; only: 'women' | 'men' }
  /** Wanted today: ring them, whatever is sent. */
  | { warning: 'phone-now' }
  | { warning: 'closed-now'; opens?: Instant };

/** As the directory keeps it. */
type Capacity = { places?: number; waitingWeeks?: number; fullUntil?: LocalDate; pausedUntil?: LocalDate | 'further-notice' };
type Agreement = { from: LocalDate; until?: LocalDate | undefined };
export type Sending = {
  need: Need;
  neededBy?: LocalDate;
  capacity?: Capacity;
  agreements?: readonly Agreement[];
  /** Sent to this service in the last seven days. */
  weekCount: number;
  /** In whole years, and as FHIR writes it. */
  age?: number;
  gender?: string;
  calendar: Calendar;
};

const agreementWarning = (agreements: readonly Agreement[] = [], today: LocalDate): Warning[] => {
  if (agreements.some(({ from, until }) => from <= today && (until === undefined || until >= today))) return [];
  const ends = agreements.flatMap(({ until }) => (until !== undefined && until < today ? [until] : [])).sort();
  const last = ends.at(-1);
  return [last === undefined ? { warning: 'agreement-missing' } : { warning: 'agreement-over', until: last }];
};
const roomWarning = (capacity: Capacity | undefined, today: LocalDate): Warning[] => {
  const { places, waitingWeeks, fullUntil, pausedUntil } = capacity ?? {};
  if (pausedUntil === 'further-notice') return [{ warning: 'paused' }];
  if (pausedUntil !== undefined && pausedUntil >= today) return [{ warning: 'paused', until: pausedUntil }];
  if (fullUntil !== undefined && fullUntil >= today) return [{ warning: 'full', until: fullUntil }];
  if (places === 0 && fullUntil === undefined) return [{ warning: 'full' }];
  return waitingWeeks ? [{ warning: 'waiting-list', weeks: waitingWeeks }] : [];
};
const genders = { women: 'male', men: 'female' } as const;
const personWarnings = ({ eligibility = {} }: Pick<Service, 'eligibility'>, { age, gender }: Sending): Warning[] => {
  const { fromAge, toAge, only } = eligibility;
  return [
    ...(age !== undefined && fromAge !== undefined && age < fromAge ? [{ warning: 'too-young' as const, from: fromAge }] : []),
    ...(age !== undefined && toAge !== undefined && age > toAge ? [{ warning: 'too-old' as const, to: toAge }] : []),
    // Whoever is neither is for the service and the person to say.
    ...(only !== undefined && gender === genders[only] ? [{ warning: 'only' as const, only }] : []),
  ];
};
const sameDayWarnings = ({ opening }: Pick<Service, 'opening'>, { neededBy, calendar }: Sending, at: Instant): Warning[] => {
  if (neededBy !== londonDate(at)) return [];
  if (isOpenAt(at, opening, calendar)) return [{ warning: 'phone-now' }];
  const opens = opensNext(at, opening, calendar);
  return [{ warning: 'closed-now', ...(opens ? { opens } : {}) }];
};

/** In the order in which they matter. */
export const warningsOn = (referral: Referral, service: Pick<Service, 'eligibility' | 'opening'>, sending: Sending, at: Instant): Warning[] => {
  const today = londonDate(at);
  const open = openForNeed(referral, sending.need).length;
  return [
    ...sameDayWarnings(service, sending, at),
    ...roomWarning(sending.capacity, today),
    ...personWarnings(service, sending),
    ...agreementWarning(sending.agreements, today),
    ...(open + 1 >= many.open ? [{ warning: 'asked-others' as const, open }] : []),
    ...(sending.weekCount >= many.week ? [{ warning: 'many-this-week' as const, count: sending.weekCount }] : []),
  ];
};
