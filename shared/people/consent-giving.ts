/**
 * Who may agree. From 16 a person does so alone. Below, the route that the programme set: by default a person with parental responsibilities and rights,
 * or the young person where whoever asks records that they understand. Sources: Age of Legal Capacity (Scotland) Act 1991, s. 1 and 2(4) (treatment);
 * Data Protection Act 2018, s. 208 (passing on what is known of somebody; from 12 they are presumed to understand).
 */
import type { Under16Route } from '#directory/types';
import type { LocalDate } from '#platform/types';

export type Under16 = 'yes' | 'no' | 'unknown';
/** `person-understands`: under 16, and it is recorded that they understand. */
export type Giver = 'person' | 'person-understands' | 'parent';

const fullAge = 16;
/** The day on which somebody is 16, or as much of it as is known; a 29 February comes again after 16 years. */
const birthday16 = (birthDate: string): string => `${Number(birthDate.slice(0, 4)) + fullAge}${birthDate.slice(4)}`;
/** `birthDate`: as much of `YYYY-MM-DD` as is known. Unknown where what is known leaves it open. */
export const isUnder16 = (birthDate: string | undefined, today: LocalDate): Under16 => {
  if (!birthDate || !/^\d{4}/.test(birthDate)) return 'unknown';
  const turns = birthday16(birthDate);
  const known = today.slice(0, turns.length);
  if (turns.length === 10) return today >= turns ? 'no' : 'yes';
  return known > turns ? 'no' : known < turns ? 'yes' : 'unknown';
};

const routes: Readonly<Record<Under16Route, readonly Giver[]>> = {
  'own-consent-if-understands': ['person-understands', 'parent'],
  'parent-or-guardian': ['parent'],
  'not-offered': [],
};
/** Of a yes; a no is heard from whoever says it. Empty: nobody can. */
export const giversOf = (under16: Under16, route: Under16Route): readonly Giver[] => {
  if (under16 === 'no') return ['person'];
  return under16 === 'unknown' ? ['person', ...routes[route]] : routes[route];
};
