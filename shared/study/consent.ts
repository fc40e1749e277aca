/**
 * Taking part in a study is a statement of its own, beside the consent to be referred. Whoever changes their mind is in no export that is made from then
 * on, whatever day it is about; a yes counts from the day on which it was said.
 */
import type { LocalDate } from '#platform/types';
import type { Said } from './types.ts';

export type Taking = 'not-asked' | 'refused' | 'withdrew' | 'takes-part';

const newest = (said: readonly Said[]): Said | undefined => said.reduce<Said | undefined>((last, one) => (last && last.at > one.at ? last : one), undefined);
/** `cutOff`: what was said after it counts only where it is a no. */
export const takingPart = (said: readonly Said[], cutOff: LocalDate): Taking => {
  const before = said.filter(({ gives, day }) => !gives || day <= cutOff);
  const last = newest(before);
  if (!last) return 'not-asked';
  if (last.gives) return 'takes-part';
  return before.some(({ gives }) => gives) ? 'withdrew' : 'refused';
};
/** The yes that holds, for who takes part: the first after the last no. */
export const consentDay = (said: readonly Said[], cutOff: LocalDate): LocalDate | undefined => {
  if (takingPart(said, cutOff) !== 'takes-part') return undefined;
  const inOrder = said.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const lastNo = inOrder.findLastIndex(({ gives }) => !gives);
  return inOrder.slice(lastNo + 1)[0]?.day;
};
