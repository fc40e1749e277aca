/** Those of a comparison practice who may take part: a random sample of its adults, by the practice's own list numbers. No name is kept in the hub. */
import { createHash } from 'node:crypto';
import type { PracticeId } from '#identity/types';
import type { Deprivation } from '#people/simd';
import type { Instant, LocalDate } from '#platform/types';
import type { LostReason, Said, Sex, StudyId } from './types.ts';

/** `number`: on the practice's list; who that is, the practice knows. `place`: in the order in which people are asked, from 1. */
export type Sampled = {
  study: StudyId;
  practice: PracticeId;
  number: string;
  place: number;
  birthYear?: number;
  sex: Sex;
  simd: Deprivation;
  said: readonly Said[];
  lost?: { day: LocalDate; reason: LostReason };
  versionId: number;
  lastUpdated: Instant;
};
/** A number of the practice's own list, which stands in addresses: ten digits, however they are parted, are a number of the health service and none of it. */
export const readListNumber = (text: string): string | undefined => {
  const given = text.trim().toUpperCase();
  const digits = given.replaceAll(/\D/g, '').length;
  return /^[A-Z0-9][A-Z0-9-]{0,11}$/.test(given) && digits < 10 ? given : undefined;
};

const drawn = (seed: string, number: string): string => createHash('sha256').update(`${seed}\n${number}`).digest('hex');
/**
 * As many as are wanted, in the order in which they are to be asked: by the SHA-256 of the seed and the list number, so that whoever has the list and
 * the seed draws the same, whatever the order of the list.
 */
export const drawSample = (numbers: readonly string[], seed: string, wanted: number): string[] =>
  [...new Set(numbers)]
    .map((number) => ({ number, by: drawn(seed, number) }))
    .sort((one, other) => (one.by < other.by ? -1 : 1))
    .slice(0, wanted)
    .map(({ number }) => number);
