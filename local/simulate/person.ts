/** Who comes in an invented life: age, sex, where they live, what they need, and the turn that their story takes. */
import { type Ethnicity, ethnicities } from '#people/ethnicity';
import { plainFamily, plainGiven, plainPostcode } from '#people/likeness';
import { demoSimd } from '#people/simd-demo';
import type { Person, PersonFacts } from '#people/types';
import { instantOf } from '#platform/time';
import { nameOf } from '#referral/carry-out';
import type { NeedCode } from '#referral/needs';
import type { PersonId } from '#referral/types';
import { type Chance, chance } from './chance.ts';
import { families, men, needShares, women } from './names.ts';
import type { Practice, Programme } from './programme.ts';
import { atWork, day, hour, type Months } from './time.ts';

/** What happens to few. Each happens to one in 64 of the first people, so that any life of some hundred has it, and to one in 512 of all others. */
const turns = [
  ...(['draft', 'never-sent', 'entered-in-error', 'request-held', 'task-sent', 'practice-not-reached', 'died', 'death-corrected'] as const),
  ...(['withdraws-consent', 'restricted', 'handed-over', 'held', 'asked', 'overdue-visit', 'undone-contact', 'struck-contact', 'recalled'] as const),
  ...(['onward-error', 'onward-held', 'onward-asked', 'onward-numbered', 'onward-not-delivered', 'onward-stopped', 'onward-forced'] as const),
  ...(['known-twice', 'sensitive'] as const),
] as const;
export type Turn = (typeof turns)[number];
const first = 512;
const turnAt = (n: number): Turn | undefined => turns[n % (n < first ? 64 : first)];
/** In hundredths: some of them are less rare than that. */
const alsoTurns: readonly (readonly [number, Turn | undefined])[] = [
  [94.6, undefined],
  [0.7, 'died'],
  [0.8, 'entered-in-error'],
  [1, 'recalled'],
  [0.8, 'known-twice'],
  [0.5, 'draft'],
  [0.6, 'withdraws-consent'],
  [0.4, 'restricted'],
  [0.6, 'sensitive'],
];

export type InventedPerson = {
  /** Of the hub's own, never a health service's. */
  testNumber: string;
  n: number;
  id: PersonId;
  practice: Practice;
  gender: 'female' | 'male' | 'other' | 'unknown';
  given: string;
  family: string;
  /** `YYYY-MM-DD`. */
  born: string;
  postcode?: string;
  /** As they say it; absent: nobody asked. */
  ethnicity?: Ethnicity;
  /** The practice's own system has it. */
  isCoded: boolean;
  needs: readonly [NeedCode, ...NeedCode[]];
  source: 'gp-system' | 'staff' | 'self' | 'practitioner';
  /** Milliseconds since 1970. */
  comes: number;
  /** Answers the telephone rarely. */
  hard: boolean;
  turn: Turn | undefined;
};

const ages: readonly (readonly [number, readonly [number, number]])[] = [
  [1, [14, 15]],
  [8, [16, 24]],
  [32, [25, 44]],
  [36, [45, 64]],
  [13, [65, 74]],
  [10, [75, 96]],
];
const bornIn = (by: Chance, months: Months): string => {
  const [least, most] = by.weighted(ages);
  return instantOf(months.begins - Math.floor((by.whole(least, most) + by.next()) * 365.25) * day).slice(0, 10);
};
const noFixedAbode = 'ZZ99 3VZ';
/** In no table. */
const elsewhere = 'G99 9ZZ';
const postcodeOf = (by: Chance, { deprived }: Practice): string | undefined => {
  if (by.yes(0.045)) return by.pick([noFixedAbode, elsewhere, '']) || undefined;
  const quintile = by.yes(deprived) ? 1 : by.weighted([40, 28, 20, 12].map((weight, n) => [weight, n + 2] as const));
  return by.pick(demoSimd.filter(([, one]) => one === quintile))[0];
};
const isDeprived = (postcode: string | undefined) => demoSimd.some(([one, quintile]) => one === postcode && quintile === 1);
const needsOf = (by: Chance): readonly [NeedCode, ...NeedCode[]] => {
  const first = by.weighted(needShares);
  const more = Array.from(
    {
      length: by.weighted([
        [40, 0],
        [35, 1],
        [18, 2],
        [7, 3],
      ] as const),
    },
    () => by.weighted(needShares),
  );
  return [first, ...new Set(more.filter((need) => need !== first))];
};
/** In hundredths, about as in Glasgow. */
const ethnicShares: readonly (readonly [number, Ethnicity | undefined])[] = [
  [58, 'white-scottish'],
  [6, 'white-british'],
  [3, 'white-polish'],
  [2, 'white-other'],
  [5, 'asian-pakistani'],
  [2, 'asian-indian'],
  [1, 'asian-chinese'],
  [3, 'african'],
  [1, 'caribbean'],
  [1.5, 'mixed'],
  [1.5, 'arab'],
  [4, 'not-said'],
  [12, undefined],
];
/** By a chance of its own: whoever lived before lives on as before. */
const ethnicityOf = ({ options }: Programme, n: number): Pick<InventedPerson, 'ethnicity' | 'isCoded'> => {
  const by = chance(`${options.seed}/ethnicity/${n}`);
  const ethnicity = by.weighted(ethnicShares);
  return { ...(ethnicity ? { ethnicity } : {}), isCoded: by.yes(0.7) };
};
/** People by month of the year, January first. */
const seasons = [1.25, 1.1, 1.1, 0.9, 1, 1, 0.7, 0.9, 1.1, 1.1, 1, 0.6];
const comesIn = (by: Chance, { starts, ends }: Months, isSelf: boolean): number => {
  const month = by.weighted(starts.map((start, n) => [seasons[new Date(start + 15 * day).getUTCMonth()] ?? 1, n] as const));
  const [from, to] = [starts[month] ?? 0, starts[month + 1] ?? ends];
  const at = from + by.next() * (to - from - 2 * day);
  return isSelf ? Math.floor(at) : atWork(at + 6 * hour, by);
};

export const personAt = (of: Programme, n: number): InventedPerson => {
  const by = chance(`${of.options.seed}/person/${n}`);
  const practice = by.weighted(of.referring.map((one) => [one.listSize, one] as const));
  const gender = by.weighted([
    [61, 'female'],
    [37, 'male'],
    [1, 'other'],
    [1, 'unknown'],
  ] as const);
  const source = by.weighted([
    [70, 'gp-system'],
    [12, 'staff'],
    [10, 'self'],
    [8, 'practitioner'],
  ] as const);
  const postcode = postcodeOf(by, practice);
  return {
    testNumber: `SIM-${of.options.seed}-${String(n + 1).padStart(6, '0')}`,
    ...{ n, id: `p-${by.ids.id()}` as PersonId, practice, gender, source, born: bornIn(by, of.months) },
    ...{ given: by.pick(gender === 'male' ? men : women), family: by.pick(families), needs: needsOf(by) },
    ...{ comes: comesIn(by, of.months, source === 'self'), hard: by.yes(isDeprived(postcode) ? 0.16 : 0.09), turn: turnAt(n) ?? by.weighted(alsoTurns) },
    ...(postcode === undefined ? {} : { postcode }),
    ...ethnicityOf(of, n),
  };
};

const factsOf = ({ given, family, born, postcode }: InventedPerson): PersonFacts => ({
  ...{ family: plainFamily(family), given: plainGiven(given), birthDate: born },
  ...(postcode === undefined ? {} : { postcode: plainPostcode(postcode) }),
});
const phoneOf = ({ n }: InventedPerson): string => `01632 96${String(n % 10_000).padStart(4, '0')}`;
const ethnicCategory = ({ ethnicity, isCoded }: InventedPerson) => {
  const known = ethnicity && ethnicities[ethnicity];
  if (!isCoded || !known || !('code' in known)) return {};
  const coding = [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryScotland', code: known.code }];
  return { extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory', valueCodeableConcept: { coding } }] };
};
export const patientOf = (one: InventedPerson) => ({
  ...{ resourceType: 'Patient' as const, name: [{ family: one.family, given: [one.given] }], gender: one.gender, birthDate: one.born },
  identifier: [{ system: 'https://links-hub.invalid/test-number', value: one.testNumber }],
  telecom: [{ system: 'phone' as const, value: phoneOf(one), use: 'mobile' as const }],
  ...(one.postcode === undefined ? {} : { address: [{ postalCode: one.postcode }] }),
  ...ethnicCategory(one),
});
/** As the hub would keep them when their practice first refers them. */
export const recordOf = (one: InventedPerson, at: number, by: Parameters<typeof nameOf>[0]): Person => ({
  ...{ id: one.id, practice: one.practice.id, facts: factsOf(one), patient: JSON.stringify(patientOf(one)), by: nameOf(by) },
  ...{ versionId: 1, lastUpdated: instantOf(at) },
});
