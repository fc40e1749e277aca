/** What rates are divided by, practice by practice, as it was entered: list sizes and the hours of practitioners. */
import { hoursAt, hoursOfPractice } from '#directory/hours';
import { listSizeOn } from '#directory/over-time';
import type { Practice, Practitioner } from '#directory/types';
import type { Metric } from '#insight/metrics/types';
import { parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';

export type Divisors = {
  what: 'list-size' | 'wte';
  practices: readonly Practice[];
  /** Undefined where it was not entered; such a practice is in no rate. */
  at(practice: string, day: LocalDate): number | undefined;
  /** Of whom nobody said how their week is divided among their practices, by name. */
  equalParts(day: LocalDate): string[];
};

export const chosenOf = ({ practice, practices }: Pick<Asked, 'practice' | 'practices'>): readonly Practice[] => (practice ? [practice] : practices);

type Team = { practice: Practice; team: readonly Practitioner[] };
const ofHours = (found: readonly Team[]): Divisors => {
  const teams = new Map<string, Team>(found.map((one) => [one.practice.id, one]));
  const at: Divisors['at'] = (practice, day) => {
    const there = teams.get(practice);
    return there && hoursOfPractice(there.team, there.practice.id, day);
  };
  const equalParts: Divisors['equalParts'] = (day) => {
    const equal = found.flatMap(({ practice, team }) => team.filter((one) => hoursAt(one, practice.id, day)?.isEqualPart));
    return [...new Map(equal.map(({ id, name }) => [id, name])).values()].sort();
  };
  return { what: 'wte', practices: found.map(({ practice }) => practice), at, equalParts };
};
/** Undefined: the metric is no rate of anything that is entered. */
export const divisorsOf = async (
  { compute }: Metric,
  asked: Pick<Asked, 'practice' | 'practices'>,
  { ports }: Pick<Visit, 'ports'>,
): Promise<Divisors | undefined> => {
  if (compute.kind !== 'per') return undefined;
  const practices = chosenOf(asked);
  if (compute.what === 'list-size') {
    const sizes = new Map(practices.map(({ id, listSizes }) => [String(id), listSizes]));
    return { what: 'list-size', practices, at: (practice, day) => listSizeOn(sizes.get(practice), day)?.patients, equalParts: () => [] };
  }
  const { directory } = ports.fhir;
  return ofHours(await Promise.all(practices.map(async (practice) => ({ practice, team: await directory.practitionersOf(practice.id) }))));
};

/** Of a month as `2026-02`. */
export const lastDayOf = (month: string): LocalDate | undefined => ['31', '30', '29', '28'].flatMap((day) => parseLocalDate(`${month}-${day}`) ?? [])[0];
/** The day by which it must have been entered: the last of the period, or today. */
export const divisorDay = ({ basis }: Metric, { months, today }: Asked['period']): LocalDate => {
  const last = lastDayOf(months.at(-1) ?? '');
  return basis === 'now' || last === undefined || last > today ? today : last;
};
export const withoutDivisor = ({ practices, at }: Divisors, day: LocalDate): Practice[] => practices.filter(({ id }) => at(id, day) === undefined);
