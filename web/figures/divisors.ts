/** What rates are divided by, practice by practice, as it was entered: list sizes and the hours of practitioners. */
import { listSizeOn, wteOn } from '#directory/over-time';
import type { Practice, Practitioner } from '#directory/types';
import type { Metric } from '#insight/metrics/types';
import { parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';

/** `at`: undefined where it was not entered; such a practice is in no rate. */
export type Divisors = { what: 'list-size' | 'wte'; practices: readonly Practice[]; at(practice: string, day: LocalDate): number | undefined };

export const chosenOf = ({ practice, practices }: Pick<Asked, 'practice' | 'practices'>): readonly Practice[] => (practice ? [practice] : practices);

/** Who works at several practices is at each with an equal part. */
const hoursOf = (practitioners: readonly Practitioner[], day: LocalDate): number | undefined => {
  const parts = practitioners.map(({ wte, practices }) => {
    const all = wteOn(wte, day);
    return all === undefined ? undefined : all / Math.max(1, practices.length);
  });
  return parts.length === 0 || parts.includes(undefined) ? undefined : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
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
    return { what: 'list-size', practices, at: (practice, day) => listSizeOn(sizes.get(practice), day)?.patients };
  }
  const { directory } = ports.fhir;
  const found = await Promise.all(practices.map(async ({ id }) => [String(id), await directory.practitionersOf(id)] as const));
  const teams = new Map(found);
  return { what: 'wte', practices, at: (practice, day) => hoursOf(teams.get(practice) ?? [], day) };
};

/** Of a month as `2026-02`. */
export const lastDayOf = (month: string): LocalDate | undefined => ['31', '30', '29', '28'].flatMap((day) => parseLocalDate(`${month}-${day}`) ?? [])[0];
/** The day by which it must have been entered: the last of the period, or today. */
export const divisorDay = ({ basis }: Metric, { months, today }: Asked['period']): LocalDate => {
  const last = lastDayOf(months.at(-1) ?? '');
  return basis === 'now' || last === undefined || last > today ? today : last;
};
export const withoutDivisor = ({ practices, at }: Divisors, day: LocalDate): Practice[] => practices.filter(({ id }) => at(id, day) === undefined);
