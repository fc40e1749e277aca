/** People whom somebody may be, told by as little as tells one from another. */
import type { Patient } from 'fhir/r4.js';
import { noFixedAbode } from '#people/likeness';
import type { Person } from '#people/types';
import { birthText } from '#web/frame/when';
import { summaryOf } from '#web/people/person-summary';
import type { Words } from '#web/words/words';

export const nameOfPerson = (person: Person, { casework }: Words): string => summaryOf(person).name || casework.unknown;
export const bornText = (person: Person, words: Words): string => {
  const { birthDate }: Patient = JSON.parse(person.patient);
  return birthDate ? words.intake.same.born(birthText(birthDate, words)) : words.intake.same.bornUnknown;
};
/** `G12`: where about they live, and not where. */
const outward = ({ facts: { postcode } }: Person, { intake: { same } }: Words): string | undefined =>
  postcode === noFixedAbode ? same.noFixedAbode : postcode?.slice(0, -3);
/** `Rory Fairweather, born 1 December 1980, G12`. */
export const alikeText = (person: Person, words: Words): string =>
  [nameOfPerson(person, words), bornText(person, words), outward(person, words)].filter((part) => part !== undefined && part !== '').join(', ');
