/** The codes that mean something to the hub in what a GP system sends. Others are kept, and pointed out for triage. */
import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { system } from '#fhir/codes';

const { snomed } = system;
const gravity = [
  'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes',
  'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/sdohcc-temporary-codes',
];
/** SDOH Clinical Care's value set SDOHCC-ValueSetSDOHCategory: a required binding of ServiceRequest.category. */
const gravityCategories =
  'sdoh-category-unspecified food-insecurity housing-instability homelessness inadequate-housing transportation-insecurity financial-insecurity material-hardship educational-attainment employment-status veteran-status stress social-connection intimate-partner-violence elder-abuse personal-health-literacy health-insurance-coverage-status medical-cost-burden digital-literacy digital-access utility-insecurity incarceration-status language-access protective-factor'.split(
    ' ',
  );
/** Known code systems of a referral's category with their codes; other codes of Gravity's system are refused, others pass with a warning. */
const categories = new Map<string, ReadonlySet<string>>([
  [snomed, new Set(['410606002'])],
  ...gravity.map((system) => [system, new Set(gravityCategories)] as const),
  ['http://hl7.org/fhir/us/core/CodeSystem/us-core-category', new Set(['sdoh'])],
  ['https://fhir.nhs.uk/CodeSystem/message-category-servicerequest', new Set(['referral'])],
]);
/** What to call a need whose code came without words. */
const displays: Record<string, string> = {
  '871731000000106': 'Referral to social prescribing service',
  '306238000': 'Referral to social services',
  '41920009': 'Patient referral for socioeconomic factors',
  '410606002': 'Social service procedure',
};

export const codingsOf = (concepts: readonly (CodeableConcept | undefined)[]): Coding[] => concepts.flatMap((concept) => concept?.coding ?? []);
export const isKnownCategory = ({ system = '', code = '' }: Coding): boolean => categories.get(system)?.has(code) ?? false;
export const isWrongGravityCode = (coding: Coding): boolean => gravity.includes(coding.system ?? '') && !isKnownCategory(coding);
export const asksNotToContact = (concepts: readonly CodeableConcept[]): boolean =>
  codingsOf(concepts).some(({ code }) => code === 'contacting-subject-prohibited');
export const displayOf = ({ system, code = '', display }: Coding): string | undefined => display?.trim() || (system === snomed ? displays[code] : undefined);

const times = ['0123456789', '1234067895', '2340178956', '3401289567', '4012395678', '5987604321', '6598710432', '7659821043', '8765932104', '9876543210'];
const moved = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];
/** Verhoeff's check digit and 6 to 18 digits, as SNOMED CT's Technical Implementation Guide asks of an identifier. */
const isSnomedId = (code: string): boolean =>
  /^[1-9]\d{5,17}$/.test(code) &&
  [...code].reverse().reduce((check, digit, place) => Number(times[check]?.[Number(moved[place % 8]?.[Number(digit)])]), 0) === 0;
export const isWrongSnomed = ({ system, code = '' }: Coding): boolean => system === snomed && !isSnomedId(code);
/** Of SNOMED International's US extension (namespace 1000124), which systems in the UK do not hold. */
export const isUsOnly = ({ system, code = '' }: Coding): boolean => system === snomed && code.length > 10 && code.slice(-10, -3) === '1000124';
