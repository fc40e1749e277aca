/** How far two descriptions may differ and still be of one person. */
import type { PersonNumber } from './identifiers.ts';
import type { PersonFacts } from './types.ts';

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
/** Whole, without accents, spaces and punctuation: `O’Brien` is `obrien`. */
export const plainFamily = (text: string): string => plain(text);
/** The first word alone, as senders differ in whether they send the others: `Anne-Marie Jane` is `anne`. */
export const plainGiven = (text: string): string => plain(text.trim().split(/[\s-]+/u)[0] ?? '');
export const plainPostcode = (text: string): string => plain(text).toUpperCase();
/** The postcode that stands for no fixed abode, and for those whose address says so in other ways. */
export const noFixedAbode = 'ZZ993VZ';

export const numbersOf = ({ number, others = [] }: PersonFacts): PersonNumber[] => [...(number ? [number] : []), ...others];
export const isSameNumber = (a: PersonNumber, b: PersonNumber): boolean => a.system === b.system && a.value === b.value;
export const holdsNumber = (facts: PersonFacts, number: PersonNumber): boolean => numbersOf(facts).some((one) => isSameNumber(one, number));

/** What one of them does not say is no difference. */
const isOther = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;
const hasOtherName = (a: PersonFacts, b: PersonFacts): boolean => isOther(a.family, b.family) || isOther(a.given, b.given);
/** A year agrees with each of its days. */
const hasOtherBirthDate = ({ birthDate: a = '' }: PersonFacts, { birthDate: b = '' }: PersonFacts): boolean => !a.startsWith(b) && !b.startsWith(a);

/** `other`: neither name nor birth date agree. */
type Likeness = 'same' | 'differs' | 'other';
export const likeness = (a: PersonFacts, b: PersonFacts): Likeness => {
  const [name, birth] = [hasOtherName(a, b), hasOtherBirthDate(a, b)];
  if (name && birth) return 'other';
  return name || birth ? 'differs' : 'same';
};

/** Of one service each person has one number: two of them are two people, whatever else agrees. */
export const contradicts = (a: PersonFacts, b: PersonFacts): boolean =>
  numbersOf(a).some((one) => numbersOf(b).some((other) => one.system === other.system && one.value !== other.value));
const isWholeDay = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');
/** Enough to be found by name: family and given name, the whole birth date, and the postcode. Less would take strangers for one. */
export const isFindable = ({ family, given, birthDate, postcode }: PersonFacts): boolean =>
  family !== undefined && given !== undefined && isWholeDay(birthDate) && postcode !== undefined;
export const isSameByName = (a: PersonFacts, b: PersonFacts): boolean =>
  isFindable(a) && a.family === b.family && a.given === b.given && a.birthDate === b.birthDate && a.postcode === b.postcode && !contradicts(a, b);
/** Under what day people are listed. */
export const dayOfBirth = ({ birthDate }: PersonFacts): string | undefined => (isWholeDay(birthDate) ? birthDate : undefined);
