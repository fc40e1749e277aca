/** Who may be the same person under another record. Nothing is decided by it: a practitioner looks. */
import { contradicts, holdsNumber, numbersOf } from './likeness.ts';
import type { Person, PersonFacts } from './types.ts';

/** Why two look like one, the surest first. */
export const closenesses = ['number', 'name-and-birth', 'name-turned', 'birth-mistyped', 'birth-and-part', 'name-alone'] as const;
export type Closeness = (typeof closenesses)[number];

const isBoth = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;
const hasSameName = (a: PersonFacts, b: PersonFacts): boolean => isBoth(a.family, b.family) && isBoth(a.given, b.given);
const hasTurnedName = (a: PersonFacts, b: PersonFacts): boolean => isBoth(a.family, b.given) && isBoth(a.given, b.family);
const hasPartOfName = (a: PersonFacts, b: PersonFacts): boolean => isBoth(a.family, b.family) || isBoth(a.given, b.given);
const turned = (day: string): string => `${day.slice(0, 4)}-${day.slice(8)}-${day.slice(5, 7)}`;
/** Day and month the other way about, or one figure that is not the same. */
const isMistyped = (a: string | undefined, b: string | undefined): boolean => {
  if (a?.length !== 10 || b?.length !== 10) return false;
  return turned(a) === b || [...a].filter((figure, n) => figure !== b[n]).length === 1;
};

type Test = (a: PersonFacts, b: PersonFacts) => boolean;
const tests: Readonly<Record<Closeness, Test>> = {
  number: (a, b) => numbersOf(a).some((number) => holdsNumber(b, number)),
  'name-and-birth': (a, b) => hasSameName(a, b) && isBoth(a.birthDate, b.birthDate),
  'name-turned': (a, b) => hasTurnedName(a, b) && isBoth(a.birthDate, b.birthDate),
  'birth-mistyped': (a, b) => hasSameName(a, b) && isMistyped(a.birthDate, b.birthDate),
  'birth-and-part': (a, b) => hasPartOfName(a, b) && isBoth(a.birthDate, b.birthDate),
  'name-alone': (a, b) => hasSameName(a, b) && (a.birthDate === undefined || b.birthDate === undefined),
};
/** Undefined: they do not look like one person. Two numbers of one service are two people. */
export const closeness = (a: PersonFacts, b: PersonFacts): Closeness | undefined =>
  contradicts(a, b) ? undefined : closenesses.find((one) => tests[one](a, b));

/** Somebody has looked and said that they are two, or they are one already. */
const isDecided = (a: Person, b: Person): boolean =>
  [a.unlike, a.apartFrom, a.replaces].some((ids) => ids?.includes(b.id)) ||
  a.mergedInto === b.id ||
  (a.mergedInto !== undefined && a.mergedInto === b.mergedInto);
/** Two records of one practice that somebody should look at: a number in dispute, or a likeness that nobody has judged. */
export const isToCompare = (a: Person, b: Person): boolean => {
  if (a.id === b.id || a.practice !== b.practice || isDecided(a, b) || isDecided(b, a)) return false;
  return a.mismatchOf === b.id || b.mismatchOf === a.id || closeness(a.facts, b.facts) !== undefined;
};

const placesIn = ({ facts }: Person): string[] => [
  ...(facts.birthDate ? [`born ${facts.birthDate}`] : []),
  ...(facts.family && facts.given ? [`called ${facts.family} ${facts.given}`] : []),
  ...numbersOf(facts).map(({ system, value }) => `${system} ${value}`),
];
/** Of many people those two by two who should be looked at, each pair once. */
export const pairsToCompare = (people: readonly Person[]): [Person, Person][] => {
  const at = new Map<string, Person[]>();
  for (const person of people) for (const place of placesIn(person)) at.set(place, [...(at.get(place) ?? []), person]);
  const pairs = [...at.values()].flatMap((together) => together.flatMap((one, n) => together.slice(n + 1).map((other): [Person, Person] => [one, other])));
  const named = pairs.map(([one, other]) => [[one.id, other.id].sort().join(' '), [one, other]] as const);
  return [...new Map(named.filter(([, [one, other]]) => isToCompare(one, other))).values()].map(([one, other]) => [one, other]);
};
