/**
 * Of which ethnic group somebody says they are: the answers of Scotland's census of 2022, by broad group. `code`: of NHS Scotland's data dictionary,
 * as UK Core has it; it has none of their own for Roma and for Showmen and Showwomen. Never guessed, and never sent to a service.
 */

/** Fixed, so that two tables never cut people differently; each large enough to be counted. */
export const ethnicGroups = ['white', 'mixed', 'asian', 'african', 'caribbean-black', 'other', 'not-said', 'not-known'] as const;
/** `not-said`: asked, and would rather not say. `not-known`: nobody asked. */
export type EthnicGroup = (typeof ethnicGroups)[number];

export const ethnicities = {
  'white-scottish': { group: 'white', code: '1A' },
  'white-british': { group: 'white', code: '1B' },
  'white-irish': { group: 'white', code: '1C' },
  'white-polish': { group: 'white', code: '1L' },
  'white-gypsy-traveller': { group: 'white', code: '1K' },
  'white-roma': { group: 'white' },
  'white-showman': { group: 'white' },
  'white-other': { group: 'white', code: '1Z' },
  mixed: { group: 'mixed', code: '2A' },
  'asian-pakistani': { group: 'asian', code: '3F' },
  'asian-indian': { group: 'asian', code: '3G' },
  'asian-bangladeshi': { group: 'asian', code: '3H' },
  'asian-chinese': { group: 'asian', code: '3J' },
  'asian-other': { group: 'asian', code: '3Z' },
  african: { group: 'african', code: '4D' },
  'african-other': { group: 'african', code: '4Y' },
  caribbean: { group: 'caribbean-black', code: '5C' },
  black: { group: 'caribbean-black', code: '5D' },
  'caribbean-black-other': { group: 'caribbean-black', code: '5Y' },
  arab: { group: 'other', code: '6A' },
  other: { group: 'other', code: '6Z' },
  'not-said': { group: 'not-said', code: '98' },
} as const satisfies Record<string, { group: EthnicGroup; code?: string }>;
export type Ethnicity = keyof typeof ethnicities;
export const ethnicityNames = Object.keys(ethnicities) as Ethnicity[];

/** England's codes of 2001, which parted people otherwise: only their broad groups are taken. Its Chinese are Asian here, as in the census. */
const ofEngland: Readonly<Record<string, EthnicGroup>> = {
  ...{ A: 'white', B: 'white', C: 'white', D: 'mixed', E: 'mixed', F: 'mixed', G: 'mixed', H: 'asian', J: 'asian', K: 'asian', L: 'asian' },
  ...{ M: 'caribbean-black', N: 'african', P: 'caribbean-black', R: 'asian', S: 'other', Z: 'not-said' },
};
const codeSystem = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategory';
type Coding = { system?: string | undefined; code?: string | undefined };
/** Undefined: in no code of Scotland's. */
export const ethnicityCoded = (codings: readonly Coding[]): Ethnicity | undefined =>
  codings.flatMap(({ system, code }) =>
    system === `${codeSystem}Scotland` ? ethnicityNames.filter((name) => 'code' in ethnicities[name] && ethnicities[name].code === code) : [],
  )[0];
export const ethnicGroupCoded = (codings: readonly Coding[]): EthnicGroup => {
  const own = ethnicityCoded(codings);
  if (own) return ethnicities[own].group;
  const english = codings.find(({ system, code = '' }) => system === `${codeSystem}England` && Object.hasOwn(ofEngland, code));
  return ofEngland[english?.code ?? ''] ?? 'not-known';
};
