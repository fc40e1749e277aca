/** When a practitioner is away, and who stands in for her. Pure. */
import type { PracticeId, PractitionerCaller, PractitionerId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';

export type Absence = {
  /** 8 characters of base32. */
  id: string;
  practitioner: PractitionerId;
  /** First and last day. */
  from: LocalDate;
  to: LocalDate;
  /** Nobody: what is overdue goes to the manager. */
  cover?: PractitionerId;
  /** From this day on it counts no more: she is back, or does not go at all. */
  endedOn?: LocalDate;
  versionId: number;
  lastUpdated: Instant;
  /** As `nameOf` says it. */
  by: string;
};
type Days = Pick<Absence, 'from' | 'to' | 'endedOn'>;

export const isAwayOn = ({ from, to, endedOn }: Days, day: LocalDate): boolean => from <= day && day <= to && (endedOn === undefined || day < endedOn);
/** Its last day is over, or it was ended. */
export const isOver = ({ to, endedOn }: Days, day: LocalDate): boolean => to < day || (endedOn !== undefined && endedOn <= day);
const overlap = (one: Days, other: Days): boolean => one.from <= other.to && other.from <= one.to;

/** Of one practitioner; undefined: she is there. */
export const absenceOn = (absences: readonly Absence[], day: LocalDate): Absence | undefined => absences.find((one) => isAwayOn(one, day));

export type AbsenceFault = 'to-before-from' | 'over' | 'overlaps' | 'cover-self' | 'cover-away';
type Wanted = Pick<Absence, 'practitioner' | 'from' | 'to' | 'cover'>;
/** What is wrong with an absence to be noted. `own`: those she has already; `covers`: those of her cover. */
export const absenceFault = (wanted: Wanted, own: readonly Absence[], covers: readonly Absence[], today: LocalDate): AbsenceFault | undefined => {
  const meets = (one: Absence) => !isOver(one, today) && overlap(wanted, one);
  if (wanted.to < wanted.from) return 'to-before-from';
  if (wanted.to < today) return 'over';
  if (wanted.cover === wanted.practitioner) return 'cover-self';
  if (own.some(meets)) return 'overlaps';
  return covers.some(meets) ? 'cover-away' : undefined;
};

/** Somebody who is away today, with the practices she works in. */
type Covered = { practitioner: PractitionerId; practices: readonly PracticeId[] };
/** Who stands in for others sees their lists: their practices are hers for the time. */
export const covering = (caller: PractitionerCaller, covered: readonly Covered[]): PractitionerCaller => {
  const others = covered.filter(({ practitioner }) => practitioner !== caller.practitioner);
  if (others.length === 0) return caller;
  const gained = [...new Set(others.flatMap(({ practices }) => practices))].filter((practice) => !caller.practices.includes(practice));
  return {
    ...caller,
    practices: [...caller.practices, ...gained],
    covers: { practitioners: others.map(({ practitioner }) => practitioner), practices: gained },
  };
};
