/** Whom a sender means, among those a practice knows: by number, then by name, birth date and postcode. Pure: what was looked up is an argument. */

import type { PracticeId } from '#identity/types';
import type { PersonId } from '#referral/types';
import type { PersonNumber } from './identifiers.ts';
import { contradicts, holdsNumber, isFindable, isSameByName, likeness, numbersOf } from './likeness.ts';
import type { Person, PersonFacts } from './types.ts';

/**
 * Texts whose HMACs are people's ids: where a person is looked for, and where a new one is put. The practice is in each, so that the same number
 * at another practice leads elsewhere.
 */
const text = (...parts: (string | undefined)[]): string => JSON.stringify(parts.map((part) => part ?? ''));
const numberPlace = (practice: PracticeId, { system, value }: PersonNumber): string => text(practice, system, value);
const namePlace = (practice: PracticeId, { family, given, birthDate, postcode }: PersonFacts): string =>
  text(practice, 'name', family, given, birthDate, postcode);
/** For who is not the person at the usual place. */
export const otherPlace = (practice: PracticeId, than: PersonId, { family, given, birthDate }: PersonFacts): string =>
  text(practice, 'other than', than, family, given, birthDate);
/** No person's place: under it, in a list, those born on a day. */
export const birthPlace = (practice: PracticeId, day: string): string => text(practice, 'born', day);

export type Place = { text: string; number?: PersonNumber };
type OwnIdentifier = { system: string; value: string };
/** A person as sent. `identifiers`: as the sender named them; `everyIdentifier`: each shall lead to the person; `url`: where the sender holds the record. */
export type SentFacts = { facts: PersonFacts; identifiers: readonly OwnIdentifier[]; everyIdentifier?: true; url?: string };
const identifierPlace = (practice: PracticeId, { system, value }: OwnIdentifier): Place => ({ text: text(practice, 'identifier', system, value) });
const firstPlaces = (practice: PracticeId, { facts, identifiers, url }: SentFacts): Place[] => {
  const numbers = numbersOf(facts).map((number): Place => ({ text: numberPlace(practice, number), number }));
  if (numbers.length > 0) return numbers;
  if (isFindable(facts)) return [{ text: namePlace(practice, facts) }];
  const [own] = identifiers;
  if (own) return [identifierPlace(practice, own)];
  return url === undefined ? [] : [{ text: text(practice, 'url', url) }];
};
/** The first is the one to begin with. None: too little to know the person again by. */
export const placesOf = (practice: PracticeId, sent: SentFacts): Place[] => {
  const first = firstPlaces(practice, sent);
  const more = sent.everyIdentifier ? sent.identifiers.map((one) => identifierPlace(practice, one)) : [];
  return [...first, ...more].filter((place, n, all) => all.findIndex((other) => other.text === place.text) === n);
};

/** `there`: who is at each place, in the order of the places. */
export type Found = { place: Place; there: Person | undefined }[];
export type Match =
  | { kind: 'known'; person: Person; differs: boolean }
  /** Whose number it is has another name and another birth date. */
  | { kind: 'other'; than: Person; sameNumber: boolean }
  | { kind: 'nobody' };
/** Who once had a number and has it no more is not meant by it; nor is, by anything else, who has another number of the same service. */
const isMeant = (sent: PersonFacts, { number }: Place, { facts }: Person): boolean => (number ? holdsNumber(facts, number) : !contradicts(sent, facts));
/** Numbers first. */
export const matchByPlace = (sent: PersonFacts, found: Found): Match => {
  const holders = found.flatMap(({ place, there }) => (there && isMeant(sent, place, there) ? [{ place, there }] : []));
  const [first] = holders;
  if (!first) {
    const [taken] = found.slice(0, 1).flatMap(({ there }) => there ?? []);
    return taken ? { kind: 'other', than: taken, sameNumber: false } : { kind: 'nobody' };
  }
  const how = likeness(first.there.facts, sent);
  if (how === 'other') return { kind: 'other', than: first.there, sameNumber: first.place.number !== undefined };
  return { kind: 'known', person: first.there, differs: how === 'differs' };
};
/** Of several that agree one that stands for itself, before those merged into another. */
export const matchByName = (sent: PersonFacts, born: readonly Person[]): Match => {
  const same = born.filter(({ facts }) => isSameByName(sent, facts));
  const person = same.find(({ mergedInto }) => mergedInto === undefined) ?? same[0];
  return person ? { kind: 'known', person, differs: false } : { kind: 'nobody' };
};
