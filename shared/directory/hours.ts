/** What part of a practitioner's week which practice has. Pure. */
import type { PracticeId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import { hoursOn } from './over-time.ts';
import type { Practitioner } from './types.ts';

type Working = Pick<Practitioner, 'practices' | 'wte'>;
/** `isEqualPart`: nobody said how the hours are divided among several practices. */
type HoursHere = { wte: number; isEqualPart: boolean };
/** Of somebody who works at the practice. Undefined: not entered, or entered for other practices alone. */
export const hoursAt = ({ practices, wte }: Working, practice: PracticeId, on: LocalDate): HoursHere | undefined => {
  const entry = hoursOn(wte, on);
  if (!entry) return undefined;
  if (!entry.parts) return { wte: entry.wte / Math.max(1, practices.length), isEqualPart: practices.length > 1 && entry.wte > 0 };
  const part = entry.parts.find((one) => one.practice === practice);
  return part && { wte: part.wte, isEqualPart: false };
};
/** Of all who work at it. Undefined: somebody's are not known, or nobody works there. `counts`: whose are taken as known. */
export const hoursOfPractice = (
  team: readonly Working[],
  practice: PracticeId,
  on: LocalDate,
  counts: (here: HoursHere) => boolean = () => true,
): number | undefined => {
  const parts = team.map((one) => {
    const here = hoursAt(one, practice, on);
    return here && counts(here) ? here.wte : undefined;
  });
  return parts.length === 0 || parts.includes(undefined) ? undefined : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
};
