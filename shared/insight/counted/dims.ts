/** By what a person's figures are told apart. */

import type { LocalDate } from '#platform/types';
import type { Episode } from './episode.ts';
import type { Told } from './life.ts';
import type { Dims } from './tally.ts';

/** Years of age from which each band begins; fixed, so that two tables never cut people differently. */
const bands = [
  [75, '75+'],
  [65, '65-74'],
  [45, '45-64'],
  [25, '25-44'],
  [16, '16-24'],
  [0, '0-15'],
] as const;
type AgeBand = (typeof bands)[number][1] | 'not-known';
export const ageBands: readonly AgeBand[] = [...bands.map(([, name]) => name).reverse(), 'not-known'];

/** `birthDate`: as much of it as is known; a year alone is not enough for a band. */
const ageBandOn = (birthDate: string | undefined, day: LocalDate): AgeBand => {
  if (birthDate === undefined || birthDate.length < 10 || birthDate > day) return 'not-known';
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);
  return bands.find(([from]) => years >= from)?.[1] ?? 'not-known';
};

/** As on the day the referral came, whatever is counted of it later. */
export const dimsOf = (told: Told, { receivedOn, primary }: Pick<Episode, 'receivedOn' | 'primary'>): Dims => ({
  simd: told.fifth,
  age: ageBandOn(told.birthDate, receivedOn),
  sex: told.sex,
  interpreter: told.interpreter ? 'yes' : 'no',
  ethnicity: told.ethnicity,
  need: primary ?? 'not-known',
});
